"""The sheet of a list: what each column means above it, and a row for each member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playbook.clients import skus
from playbook.clients.fields import Field, FieldGrid
from playbook.clients.workbook.form import ROW_NAME, SKUS
from playbook.intake.sheet import SheetWriter, allowed, bilingual, both
from playbook.intake.words import Explained, KeyWords, shown
from playbook.words.language import say

_FIRST = 4
"""The row of the meanings, counted from 0; title, purpose and the way back stand above."""
_KEYS = _FIRST + 5
_EMPTY, _EMPTY_SKUS = 20, 100
_LABELS = 18.0
_WIDE = {"words": 30.0, "text": 26.0, "literal": 22.0}


def purpose(path: str) -> str:
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
            kind="number" if column.type == "money_cny" else column.type,
            choices=column.choices,
            low=column.low,
            high=column.high,
            optional=column.optional,
        )
        for column in skus.sku_columns().values()
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


def widths(columns: Sequence[Field]) -> tuple[float, ...]:
    """Return the widths of the sheet's columns; the first holds labels."""
    return (_LABELS, *(_WIDE.get(each.kind, 14.0) for each in columns))


def write(
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
        _row(writer, row, columns, rows[number] if number < len(rows) else {})
    for column, each in enumerate(columns, start=1):
        writer.allow((_KEYS + 1, column, last, column), each)
    writer.close(_KEYS, columns=2)


def _row(
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
