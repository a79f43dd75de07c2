"""A table in a sheet: numbers as numbers, live formulas, filters, frozen heads, its note below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from playbook.blocks import Column, Table
from playbook.blocks.calculated import LiveCell, Place
from playbook.formats.workbook.page import HEAD, SheetPage, column_width
from playbook.formats.workbook.styles import head, pattern, shown
from playbook.look.hand import HAND_POINTS
from playbook.words.language import say
from playbook.words.wording import DASH

FEWEST = 3
"""Two tables with the same heads are read better one by one."""


def heads(table: Table) -> tuple[tuple[str, str, str], ...]:
    """Return what makes tables alike: the names, units and formats of their columns."""
    return tuple((column.name, column.unit, column.format) for column in table.columns)


def together(tables: Sequence[tuple[str, Table]]) -> Table:
    """Return tables with their chapters as one, the chapter in the first column."""
    first = tables[0][1]
    rows = tuple(
        (_short(chapter), *row)
        for chapter, table in tables
        for row in (table.rows[:-1] if table.total else table.rows)
    )
    notes = dict.fromkeys(table.note for _, table in tables if table.note)
    return Table(
        title=common_title([table.title for _, table in tables]),
        columns=(Column(name=say("Chapter")), *first.columns),
        rows=rows,
        note="\n".join(notes),
    )


def common_title(titles: Sequence[str]) -> str:
    """Return what titles have in common, at their beginning or their end.

    Where nothing is common to all, one among many is left out; the first stands for titles that
    have nothing in common.

    >>> common_title(["Schedule: product", "Schedule: platform", "Schedule: team"])
    'Schedule'
    >>> common_title(["4 decisions to sign", "2 decisions to sign"])
    'Decisions to sign'
    >>> common_title(["Schedule: product", "Schedule: platform", "Schedule: team", "By hand"])
    'Schedule'
    >>> common_title(["4项待签署决策", "12项待签署决策"])
    '待签署决策'
    """
    found = _common(titles)
    if not found and len(titles) > FEWEST:
        fewer = ([*titles[:at], *titles[at + 1 :]] for at in range(len(titles)))
        found = max(map(_common, fewer), key=len)
    return found[:1].upper() + found[1:] if found else titles[0]


def _common(titles: Sequence[str]) -> str:
    """Return what all titles begin or end with, "" where that is no word."""
    before = _shared_start(titles)
    if any(len(title) > len(before) for title in titles) and before.isascii():
        before = before[: max(before.rfind(" "), before.rfind(":")) + 1]
    after = _shared_start([title[::-1] for title in titles])[::-1]
    if any(len(title) > len(after) for title in titles) and after.isascii():
        after = after[after.find(" ") + 1 :] if " " in after else ""
    found = max((_bare(before), _bare(_uncounted(after, titles))), key=len)
    return found if len(found) > 1 else ""


def _uncounted(ending: str, titles: Sequence[str]) -> str:
    """Return an ending without the measure word of the number that it is parted from."""
    numbers = all(title.removesuffix(ending)[-1:].isdigit() for title in titles)
    return re.sub(rf"^\d*{_MEASURES}" if numbers else rf"^\d+{_MEASURES}", "", ending)


_MEASURES = "[项个种类家份条张]"
"""The words that stand in Chinese between a number and what is counted."""


def _shared_start(texts: Sequence[str]) -> str:
    """Return the letters with which all texts begin."""
    low, high = min(texts), max(texts)
    at = next((n for n, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return low[:at]


def _bare(text: str) -> str:
    return re.sub(r"^[\d\s,.;:：，]+|[\s,.;:：，（(]+$", "", text)


def _short(chapter: str) -> str:
    return re.split(r"[:：]", chapter, maxsplit=1)[0]


def write_table(page: SheetPage, table: Table, chapter: str, *, gap: str = DASH) -> int:
    """Write a table and return the first free row; ``gap`` stands where no value exists.

    What a reader may change in a live table is blue; what is calculated from it is black.
    """
    live = table.grid().live_cells()
    wide = widths(table)
    page.open(table.title, chapter, wide)
    page.tall(HEAD, [head(column) for column in table.columns], [each - 2 for each in wide])
    for index, column in enumerate(table.columns):
        page.text(HEAD, index, head(column), page.styles.head(column.align))
    for number, row in enumerate(table.rows):
        texts = [value if isinstance(value, str) else "" for value in row]
        page.tall(HEAD + 1 + number, texts, wide, least=HAND_POINTS if table.by_hand else 0.0)
        total = table.total and number == len(table.rows) - 1
        for index, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            look = page.styles.cell(
                pattern=_pattern(table, number, index),
                align=column.align,
                total=total,
                typed=bool(live) and _is_number(value) and (number, index) not in live,
            )
            _write_cell(page, (number, index), value, look, live, gap=gap)
    last = HEAD + len(table.rows)
    _filter(page, table, last)
    return _notes(page, table, last + 2)


def widths(table: Table) -> list[float]:
    """Return the width of each column."""
    found = []
    for index, column in enumerate(table.columns):
        texts = [
            shown(cell, table.format_at(row, index))
            if isinstance(cell := cells[index], int | float)
            else cell or ""
            for row, cells in enumerate(table.rows)
        ]
        found.append(column_width(head(column), texts))
    return found


def formula(live: LiveCell) -> str:
    """Return a live cell's formula with the cells of the sheet.

    Sums over neighbours become ranges, so that a row put in between counts.
    """

    def cell_of(name: str, before: bool) -> str:
        place = live.reads[name, before]
        return "0" if place is None else xl_rowcol_to_cell(place[0] + HEAD + 1, place[1])

    return "=" + live.formula.written(cell_of, joined)


def joined(cells: list[str]) -> str:
    """Return the arguments of a sum, a run of neighbours in a column or row as a range.

    >>> joined(["B2", "B3", "B4"]), joined(["B2", "B4"]), joined(["B2", "C2"])
    ('B2:B4', 'B2,B4', 'B2:C2')
    """
    places = [re.fullmatch(r"([A-Z]+)(\d+)", cell) for cell in cells]
    if len(cells) > 1 and all(places):
        spots = [(_number(place[1]), int(place[2])) for place in places if place]
        steps = {(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(spots)}
        if steps in ({(0, 1)}, {(1, 0)}):
            return f"{cells[0]}:{cells[-1]}"
    return ",".join(cells)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _pattern(table: Table, row: int, column: int) -> str:
    value = table.rows[row][column]
    if not isinstance(value, int | float):
        return "@"
    return pattern(table.format_at(row, column), float(value))


def _write_cell(
    page: SheetPage,
    place: Place,
    value: str | int | float | None,
    look: Format,
    live: Mapping[Place, LiveCell],
    *,
    gap: str,
) -> None:
    row, index = place[0] + HEAD + 1, place[1]
    if place in live:
        page.sheet.write_formula(row, index, formula(live[place]), look, value)
    elif isinstance(value, int | float):
        page.sheet.write_number(row, index, value, look)
    else:
        page.text(row, index, gap if value is None else value, look)


def _filter(page: SheetPage, table: Table, last: int) -> None:
    rows = len(table.rows) - table.total
    page.sheet.autofilter(HEAD, 0, HEAD + max(rows, 1), len(table.columns) - 1)
    page.sheet.freeze_panes(HEAD + 1, 1 if len(table.columns) > 4 else 0)
    page.close()


def _notes(page: SheetPage, table: Table, row: int) -> int:
    notes = [table.note] if table.note else []
    if table.formulas:
        notes.append(say("Blue numbers may be changed; black ones are calculated from them."))
    for note in notes:
        page.paragraph(row, note, widths(table))
        row += 1
    return row
