"""The working: between which nodes the inputs lie, the corners there, their weights, the answer."""

from __future__ import annotations

from itertools import product
from math import isnan

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from playbook.formats.lookup.parts import SHEETS, Both, LookupBook, line
from playbook.formats.lookup.places import (
    ABOVE,
    BELOW,
    BITS,
    CHOICE,
    CORNER,
    COUNT,
    FIRST,
    GRID_ROW,
    HIGH,
    INSIDE,
    LOW,
    NODES,
    PART,
    SET,
    Places,
    printed,
    quoted,
    typed,
)
from playbook.formats.workbook.styles import Styles
from playbook.words.language import in_both, say
from playbook.words.wording import DASH


def write_working(sheet: Worksheet, styles: Styles, book: LookupBook) -> None:
    """Write the sheet."""
    place = Places(book)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 40, 13)
    printed(sheet)
    sheet.write_string(0, 0, line(_title()), styles.title())
    _heads(sheet, styles, CHOICE - 1, _input_heads())
    _choice(sheet, place)
    for nth in range(place.inputs):
        _input(sheet, place, nth)
    _inside(sheet, place)
    _corners(sheet, styles, place)
    _answer(sheet, styles, place)
    _options(sheet, styles, place)


def _title() -> Both:
    return in_both(lambda: say("How the answer is looked up"))


def _input_heads() -> tuple[Both, ...]:
    return (
        in_both(lambda: say("input")),
        in_both(lambda: say("set to")),
        in_both(lambda: say("lowest")),
        in_both(lambda: say("highest")),
        in_both(lambda: say("inside (1 = yes)")),
        in_both(lambda: say("nodes")),
        in_both(lambda: say("node below")),
        in_both(lambda: say("node above")),
        in_both(lambda: say("part of the way")),
        in_both(lambda: say("the nodes")),
    )


def _heads(
    sheet: Worksheet, styles: Styles, row: int, heads: tuple[Both, ...], first: int = 0
) -> None:
    for column, head in enumerate(heads, start=first):
        sheet.write_string(row, column, "\n".join(head.values()), styles.head())
    sheet.set_row(row, 42)


def _choice(sheet: Worksheet, place: Places) -> None:
    """Write which option is chosen: its number, or none."""
    choice = place.book.choice
    names = xl_range_abs(place.options[0], 0, place.options[-1], 0)
    number = f"IFERROR(MATCH({typed(-1)},{names},0),0)"
    sheet.write_string(CHOICE, 0, line(choice.name))
    sheet.write_formula(CHOICE, SET, f"={number}", None, choice.chosen + 1)
    inside = f"=IF({xl_rowcol_to_cell(CHOICE, SET)}>0,1,0)"
    sheet.write_formula(CHOICE, INSIDE, inside, None, 1)


def _input(sheet: Worksheet, place: Places, nth: int) -> None:
    row, one = FIRST + nth, place.book.inputs[nth]
    at = [xl_rowcol_to_cell(row, column) for column in range(NODES)]
    nodes, cell = place.nodes(nth), typed(nth)
    low, high = (f"INDEX({nodes},{at[column]})" for column in (BELOW, ABOVE))
    below, part = _between(one.nodes, one.value)
    formulas = {
        SET: (f"={cell}", one.value),
        INSIDE: (f"=IF(ISNUMBER({cell}),IF(AND({cell}>={at[LOW]},{cell}<={at[HIGH]}),1,0),0)", 1),
        BELOW: (
            f"=IF({at[INSIDE]}=1,MAX(1,MIN(MATCH({at[SET]},{nodes},1),{at[COUNT]}-1)),1)",
            below + 1,
        ),
        ABOVE: (f"=MIN({at[BELOW]}+1,{at[COUNT]})", below + 2),
        PART: (f"=IF({at[INSIDE]}=1,({at[SET]}-{low})/({high}-{low}),0)", part),
    }
    sheet.write_string(row, 0, line(one.name))
    for column, (formula, value) in formulas.items():
        sheet.write_formula(row, column, formula, None, value)
    for column, number in ((LOW, one.nodes[0]), (HIGH, one.nodes[-1]), (COUNT, len(one.nodes))):
        sheet.write_number(row, column, number)
    sheet.write_row(row, NODES, one.nodes)


def _between(nodes: tuple[float, ...], value: float) -> tuple[int, float]:
    """Return the node below and the part of the way, as the formulas reckon them."""
    below = min(sum(node <= value for node in nodes), len(nodes) - 1) - 1
    return below, (value - nodes[below]) / (nodes[below + 1] - nodes[below])


def _inside(sheet: Worksheet, place: Places) -> None:
    row = FIRST + place.inputs
    sheet.write_string(row, 0, line(in_both(lambda: say("everything inside"))))
    sheet.write_formula(
        row, INSIDE, f"=MIN({xl_range_abs(CHOICE, INSIDE, row - 1, INSIDE)})", None, 1
    )


def _corners(sheet: Worksheet, styles: Styles, place: Places) -> None:
    """Write the corners around the inputs: the row of each in the grid, and its weight."""
    book, width = place.book, len(place.book.grid.heads)
    heads = (
        in_both(lambda: say("corner")),
        *(one.name for one in book.inputs),
        in_both(lambda: say("row of the grid")),
        in_both(lambda: say("weight")),
        *book.grid.heads,
    )
    _heads(sheet, styles, place.corners[0] - 1, heads)
    sheet.set_row(place.corners[0] - 1, 70)
    spans = [_between(one.nodes, one.value) for one in book.inputs]
    for row, bits in zip(place.corners, product((0, 1), repeat=place.inputs), strict=True):
        sheet.write_number(row, CORNER, row - place.corners[0] + 1)
        sheet.write_row(row, BITS, bits)
        number, weight = _reckoned(book, spans, bits)
        sheet.write_formula(row, place.row_column, _row_formula(place, row), None, number + 1)
        sheet.write_formula(row, place.row_column + 1, _weight_formula(place, row), None, weight)
        at = xl_rowcol_to_cell(row, place.row_column, False, True)
        for column in range(width):
            wanted = f"=INDEX({_grid_column(book, column)},{at})"
            value = book.grid.rows[number][column]
            told = DASH if isnan(value) else value
            sheet.write_formula(row, place.value_column(column), wanted, None, told)


def _reckoned(
    book: LookupBook, spans: list[tuple[int, float]], bits: tuple[int, ...]
) -> tuple[int, float]:
    """Return a corner's row in the grid, counted from 0, and its weight."""
    number, weight = book.choice.chosen, 1.0
    for one, (below, part), bit in zip(book.inputs, spans, bits, strict=True):
        number = number * len(one.nodes) + below + bit
        weight *= part if bit else 1 - part
    return number, weight


def _row_formula(place: Places, row: int) -> str:
    formula = f"({xl_rowcol_to_cell(CHOICE, SET, True, True)}-1)"
    for nth in range(place.inputs):
        bit = xl_rowcol_to_cell(row, BITS + nth)
        count, below, above = (
            xl_rowcol_to_cell(FIRST + nth, column, True, True) for column in (COUNT, BELOW, ABOVE)
        )
        formula = f"({formula}*{count}+IF({bit}=1,{above},{below})-1)"
    return f"=MAX(1,{formula}+1)"


def _weight_formula(place: Places, row: int) -> str:
    parts = []
    for nth in range(place.inputs):
        bit = xl_rowcol_to_cell(row, BITS + nth)
        part = xl_rowcol_to_cell(FIRST + nth, PART, True, True)
        parts.append(f"IF({bit}=1,{part},1-{part})")
    return "=" + "*".join(parts)


def _grid_column(book: LookupBook, column: int) -> str:
    first, last = GRID_ROW, GRID_ROW + len(book.grid.rows) - 1
    wide = 1 + len(book.inputs) + column
    return f"'{SHEETS.grid}'!{xl_range_abs(first, wide, last, wide)}"


def _answer(sheet: Worksheet, styles: Styles, place: Places) -> None:
    """Write the answer: the corners weighed, a dash where one that counts has no such value."""
    rows, bold = place.corners, styles.of(bold=True, top=1)
    weights = xl_range_abs(rows[0], place.row_column + 1, rows[-1], place.row_column + 1)
    sheet.write_string(place.answer, 0, line(in_both(lambda: say("answer"))), bold)
    for column, value in enumerate(place.book.shown):
        wide = place.value_column(column)
        values = xl_range_abs(rows[0], wide, rows[-1], wide)
        lacking = f"SUMPRODUCT(({weights}>0)*(1-ISNUMBER({values})))>0"
        weighed = f"IF({lacking},{quoted(DASH)},SUMPRODUCT({weights},{values}))"
        formula = f'=IF({place.inside.split("!")[1]}=1,{weighed},"")'
        sheet.write_formula(place.answer, wide, formula, bold, DASH if isnan(value) else value)


def _options(sheet: Worksheet, styles: Styles, place: Places) -> None:
    """Write the options: whether the first input moves nothing, and how far the answer is off."""
    heads = (
        place.book.choice.name,
        in_both(lambda: say("the first input moves nothing (1 = yes)")),
        in_both(lambda: say("how far it may be off, in English")),
        in_both(lambda: say("how far it may be off, in Chinese")),
    )
    _heads(sheet, styles, place.options[0] - 1, heads)
    choice = place.book.choice
    told = zip(place.options, choice.options, choice.idle, place.book.errors, strict=True)
    for row, name, idle, error in told:
        sheet.write_string(row, 0, line(name))
        sheet.write_number(row, 1, int(idle))
        sheet.write_string(row, 2, error["en"])
        sheet.write_string(row, 3, error["zh"])
