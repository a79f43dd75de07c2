"""Write values so that the reader finds the same ones: in a cell of the form, and in TOML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from playbook.clients.fields import Field
from playbook.clients.workbook.cells import plain, read_value

Cell = str | int | float | bool | date
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


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


def as_toml(value: Any) -> str:
    """Return a value as TOML writes it on one line.

    >>> as_toml([True, 1.5, "a", {"b c": 1}])
    '[true, 1.5, "a", { "b c" = 1 }]'
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{as_key(key)} = {as_toml(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(as_toml(each) for each in value)}]"
    return repr(value)


def as_key(key: str) -> str:
    """Return a key of a TOML file, in quotes where it needs them."""
    return key if key and set(key) <= _BARE else as_toml(key)
