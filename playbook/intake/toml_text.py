"""A client file in TOML from what a client states, and the remarks that stand in one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from playbook.clients.fields import Field
from playbook.clients.toml_values import as_key, as_toml
from playbook.clients.workbook.cells import plain, read_value

Cell = str | int | float | bool | date


def as_cell(value: Any, field: Field) -> Cell:
    """Return what a cell must hold so that ``value`` is read from it."""
    if field.kind == "words":
        joined = "; ".join(str(each) for each in value)
        return joined if value and _same(joined, value, field) else as_toml(value)
    if field.kind == "literal":
        return as_toml(value)
    if isinstance(value, str):
        return value if value and plain(value) == value else as_toml(value)
    if isinstance(value, bool | date):
        return value
    number: int | float = value
    return number if float(f"{number:.16G}") == number else repr(number)


def _same(text: str, value: Sequence[Any], field: Field) -> bool:
    try:
        return list(read_value(field, text)) == list(value)
    except ValueError:
        return False


COMMENT_COLUMN = 36
Tree = Mapping[str, Any]


def toml_text(
    tree: Tree, preface: Sequence[str] = (), remarks: Mapping[str, str] | None = None
) -> str:
    """Return a tree of sections as TOML; ``remarks`` are comments by ``[section].key``."""
    lines = [f"# {line}" for line in preface]
    for section, content in tree.items():
        lines += _lines((section,), content, remarks or {})
    return "\n".join(lines).lstrip("\n") + "\n"


def _lines(path: tuple[str, ...], content: Any, remarks: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a section, or of a list of rows that have each their own."""
    head = ".".join(as_key(step) for step in path)
    if not isinstance(content, Mapping):
        for row in content:
            yield from ("", f"[[{head}]]", *_body(path, row, remarks))
        return
    body = tuple(_body(path, content, remarks))
    if not content or (body and body[0]):
        yield from ("", f"[{head}]")
    yield from body


def _body(path: tuple[str, ...], content: Tree, remarks: Mapping[str, str]) -> Iterator[str]:
    below = {key: value for key, value in content.items() if _has_section(value)}
    for key, value in content.items():
        if key in below:
            continue
        setting = f"{as_key(key)} = {as_toml(value)}"
        rest = "".join(f".{step}" for step in (*path[1:], key))
        remark = remarks.get(f"[{path[0]}]{rest}", "")
        yield f"{setting:<{COMMENT_COLUMN - 1}} # {remark}" if remark else setting
    for key, value in below.items():
        yield from _lines((*path, key), value, remarks)


def _has_section(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    rows = isinstance(value, list) and bool(value)
    return rows and all(isinstance(each, Mapping) for each in value)


def remarks_of(text: str) -> dict[str, str]:
    r"""Return the comments behind the settings of a TOML file by ``[section].key``.

    >>> remarks_of('[store]\nshops = 50  # own shops (S10)\nname = "a # b"')
    {'[store].shops': 'own shops (S10)'}
    """
    found: dict[str, str] = {}
    section = ""
    for line in text.splitlines():
        content, comment = _parted(line)
        if content.startswith("["):
            section = "" if content.startswith("[[") else content.strip("[] ")
        elif section and comment and "=" in content:
            top, dot, rest = section.partition(".")
            found[f"[{top}]{dot}{rest}.{content.partition('=')[0].strip()}"] = comment
    return found


def _parted(line: str) -> tuple[str, str]:
    """Return what a line states and its comment; a ``#`` within quotes is neither."""
    at = line.find("#")
    while at >= 0:
        try:
            tomllib.loads(line[:at])
        except tomllib.TOMLDecodeError:
            at = line.find("#", at + 1)
        else:
            return line[:at].strip(), line[at + 1 :].strip()
    return line.strip(), ""
