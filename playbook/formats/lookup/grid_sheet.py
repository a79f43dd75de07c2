"""The grid: a row a node, what is set there, and every figure that was simulated."""

from __future__ import annotations

from itertools import product
from math import isnan

from xlsxwriter.worksheet import Worksheet

from playbook.formats.lookup.parts import LookupBook, line
from playbook.formats.lookup.places import GRID_ROW, printed
from playbook.formats.workbook.styles import Styles
from playbook.words.language import in_both, say
from playbook.words.wording import DASH


def write_grid(sheet: Worksheet, styles: Styles, book: LookupBook) -> None:
    """Write the sheet; the rows stand in the order in which a corner's row is counted."""
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 30, 15)
    title = in_both(lambda: say("What was simulated at every node"))
    sheet.write_string(0, 0, line(title), styles.title())
    heads = (book.choice.name, *(one.name for one in book.inputs), *book.grid.heads)
    sheet.set_row(GRID_ROW - 1, 70)
    for column, head in enumerate(heads):
        sheet.write_string(GRID_ROW - 1, column, "\n".join(head.values()), styles.head())
    nodes = product(range(len(book.choice.options)), *(one.nodes for one in book.inputs))
    for row, (node, values) in enumerate(zip(nodes, book.grid.rows, strict=True), start=GRID_ROW):
        sheet.write_string(row, 0, line(book.choice.options[int(node[0])]))
        sheet.write_row(row, 1, node[1:])
        for column, value in enumerate(values, start=len(node)):
            if isnan(value):
                sheet.write_string(row, column, DASH)
            else:
                sheet.write_number(row, column, value)
    sheet.freeze_panes(GRID_ROW, 1)
    printed(sheet)
    sheet.autofilter(GRID_ROW - 1, 0, GRID_ROW + len(book.grid.rows) - 1, len(heads) - 1)
