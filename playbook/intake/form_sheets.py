"""The two kinds of sheets of a form: a section with a row a key, a list with a row a member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playbook.clients.fields import Field, FieldGrid, SectionFields
from playbook.clients.load import sku_columns as columns_of_skus
from playbook.clients.workbook.form import KEY, REMARK, ROW_NAME, SKUS, VALUE, key_told
from playbook.intake.sheet import HEAD, SheetWriter, allowed, bilingual, both
from playbook.intake.words import Explained, KeyWords, shown
from playbook.words.language import say

SECTION_WIDTHS = (38.0, 32.0, 22.0, 15.0, 22.0, 22.0, 22.0, 28.0, 32.0)
_VALUE, _REMARK = 2, 7


def section_purpose(section: SectionFields, explained: Explained) -> str:
    """Return in both languages how far the section must be filled in."""
    if section.optional:
        return both(lambda: say("Optional: leave it empty if the client does not know."))
    if any(_must(each, section, explained) for each in section.fields):
        return both(lambda: say("Yellow must be told; blue may be left to the default."))
    return both(lambda: say("Every cell may be left to the default."))


def write_section(
    writer: SheetWriter,
    section: SectionFields,
    tree: Mapping[str, Any],
    remarks: Mapping[str, str],
    explained: Explained,
) -> None:
    """Write the section with what is stated of it."""
    heads = (
        "Meaning",
        "含义",
        VALUE,
        "Unit 单位",
        "If left empty 不填时",
        "Allowed 可填内容",
        "Usual range 常见范围",
        REMARK,
        KEY,
    )
    writer.texts(HEAD, heads, writer.head())
    for row, each in enumerate(section.fields, start=HEAD + 1):
        words = explained.field(each)
        remark = remarks.get(key_told(each.name), "")
        _section_row(
            writer, row, each, words, (_stated(tree, each), remark), _must(each, section, explained)
        )
    writer.close(HEAD, columns=_VALUE + 1)


def _section_row(
    writer: SheetWriter, row: int, each: Field, words: KeyWords, told: tuple[Any, str], must: bool
) -> None:
    value, remark = told
    default = _default(words, must)
    note, muted = writer.note(), writer.muted()
    texts = (
        words.meaning,
        words.meaning_zh,
        "",
        bilingual(words.unit, words.unit_zh, " "),
        default,
        bilingual(*allowed(each)),
        _usual(words, each),
        remark,
        each.name,
    )
    looks = [note, note, note, muted, writer.default(each, default), muted, muted, note, muted]
    looks[_REMARK] = writer.input(Field(path="", kind="text"))
    writer.texts(row, texts, looks, beside=_shown(value))
    writer.fill(row, _VALUE, each, value, must=must)
    writer.allow((row, _VALUE, row, _VALUE), each)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else shown(value) if isinstance(value, list) else ""


def _must(each: Field, section: SectionFields, explained: Explained) -> bool:
    told = each.optional or section.optional
    return not told and not explained.is_assumed(each.name)


def _stated(tree: Mapping[str, Any], each: Field) -> Any:
    """Return what is stated for a key; None for nothing."""
    found: Any = tree
    for step in each.path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found[each.part - 1] if each.part and found is not None else found


def _default(words: KeyWords, must: bool) -> object:
    """Return what holds if nothing is stated; without that, an example."""
    example = words.shown_example
    if must:
        told = both(lambda: say("must be told"), " ")
        return f"{told}\n{example}" if example else told
    if isinstance(words.default, int | float) and not isinstance(words.default, bool):
        return words.default
    return shown(words.default) or example or None


def _usual(words: KeyWords, each: Field) -> str:
    if words.low is None or words.high is None:
        return ""
    if each.kind == "share":
        low, high = f"{100 * words.low:.4g}%", f"{100 * words.high:.4g}%"
    else:
        low, high = f"{words.low:,.10g}", f"{words.high:,.10g}"
    return f"{low} – {high} ({words.basis})"


_FIRST = 4
"""The row of the meanings, counted from 0; title, purpose and the way back stand above."""
_KEYS = _FIRST + 5
_EMPTY, _EMPTY_SKUS = 20, 100
_LABELS = 18.0
_WIDE = {"words": 30.0, "text": 26.0, "literal": 22.0}


def list_purpose(path: str) -> str:
    """Return in both languages how the list is filled in."""
    if path == SKUS:
        return both(lambda: say("One row for each SKU; a list may be pasted below the grey keys."))
    return both(lambda: say("One row for each; leave all empty to take the standard."))


def columns_of(grid: FieldGrid) -> tuple[Field, ...]:
    """Return the columns of a list; the name of the row comes first if it has one."""
    named = (Field(path=ROW_NAME, kind="text"),) if grid.named else ()
    return (*named, *grid.columns)


def sku_columns() -> tuple[Field, ...]:
    """Return the columns of the SKU list as fields of a form."""
    return tuple(
        Field(
            path=column.name,
            kind={"code": "text", "money_cny": "number"}.get(column.type, column.type),
            choices=column.choices,
            low=column.low,
            high=column.high,
            optional=column.optional,
        )
        for column in columns_of_skus().values()
    )


def rows_of(tree: Mapping[str, Any], grid: FieldGrid) -> list[Mapping[str, Any]]:
    """Return the rows that are stated of a list."""
    found: Any = tree
    for step in grid.path.split("."):
        found = found.get(step, {}) if isinstance(found, Mapping) else {}
    if not grid.named:
        return list(found)
    return [
        {ROW_NAME: name, **({"value": row} if grid.plain else row)} for name, row in found.items()
    ]


def list_widths(columns: Sequence[Field]) -> tuple[float, ...]:
    """Return the widths of the sheet's columns; the first holds labels."""
    return (_LABELS, *(_WIDE.get(each.kind, 14.0) for each in columns))


def write_list(
    writer: SheetWriter,
    path: str,
    columns: Sequence[Field],
    rows: Sequence[Mapping[str, Any]],
    explained: Explained,
) -> None:
    """Write the list with its stated rows, and empty ones to go on."""
    words = [explained.field(each, path) for each in columns]
    muted, head = writer.muted(), writer.head()
    named = columns[0].path == ROW_NAME
    writer.texts(_FIRST, ["Meaning", *(each.meaning for each in words)], head)
    writer.texts(_FIRST + 1, ["含义", *(each.meaning_zh for each in words)], head)
    lines = (
        ("Unit 单位", [bilingual(each.unit, each.unit_zh) for each in words]),
        ("Allowed 可填内容", [bilingual(*allowed(each)) for each in columns]),
        (
            "If left empty 不填时",
            [_empty(each, said, named) for each, said in zip(columns, words, strict=True)],
        ),
    )
    for row, (label, texts) in enumerate(lines, start=_FIRST + 2):
        writer.texts(row, [label, *texts], muted)
    mark = f"[{path}]" if named else f"[[{path}]]"
    writer.texts(_KEYS, [mark, *(each.name for each in columns)], writer.key())
    last = _KEYS + len(rows) + (_EMPTY_SKUS if path == SKUS else _EMPTY)
    for number, row in enumerate(range(_KEYS + 1, last + 1)):
        _list_row(writer, row, columns, rows[number] if number < len(rows) else {})
    for column, each in enumerate(columns, start=1):
        writer.allow((_KEYS + 1, column, last, column), each)
    writer.close(_KEYS, columns=2)


def _list_row(
    writer: SheetWriter, row: int, columns: Sequence[Field], stated: Mapping[str, Any]
) -> None:
    named = columns[0].path == ROW_NAME
    cells = []
    for column, each in enumerate(columns, start=1):
        value = stated.get(each.path)
        if each.part and value is not None:
            value = value[each.part - 1]
        must = each.path == ROW_NAME or not (each.optional or named)
        cells.append(writer.fill(row, column, each, value, must=must))
    writer.tall(row, [cell if isinstance(cell, str) else "" for cell in cells], first=1)


def _empty(each: Field, words: KeyWords, named: bool) -> str:
    if each.path == ROW_NAME:
        return bilingual(both(lambda: say("must be told"), " "), words.shown_example)
    if named and not each.optional and not each.part:
        return both(lambda: say("the standard of the references"))
    return shown(each.default) or words.shown_example
