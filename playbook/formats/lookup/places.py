"""Where what stands on the sheets of a what-if workbook, and how a formula names it."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from playbook.formats.lookup.parts import SHEETS, LookupBook

INPUT_COLUMN = 3
CHOICE_ROW = 5
"""On the front sheet, counted from 0: where the choice is typed in, the inputs below it."""

GRID_ROW = 3
"""The first row of the grid on its sheet."""

SET, LOW, HIGH, INSIDE, COUNT, BELOW, ABOVE, PART, NODES = range(1, 10)
"""The columns of an input on the working sheet."""

CHOICE, FIRST = 3, 4
"""The rows of the choice and of the first input on the working sheet."""

CORNER, BITS = 0, 1
"""The columns of a corner's number and of its first side: 0 is the node below, 1 the one above."""


@dataclass(frozen=True)
class Places:
    """Give the places on the working sheet, which hang on how many inputs the book has."""

    book: LookupBook

    @property
    def inputs(self) -> int:
        """Return how many inputs are typed in beside the choice."""
        return len(self.book.inputs)

    @property
    def inside(self) -> str:
        """Return the cell that is 1 when the choice and all inputs lie inside the grid."""
        return self.cell(FIRST + self.inputs, INSIDE)

    @property
    def corners(self) -> range:
        """Return the rows of the corners of the cell in which the inputs lie."""
        first = FIRST + self.inputs + 4
        return range(first, first + 2**self.inputs)

    @property
    def row_column(self) -> int:
        """Return the column of a corner's row in the grid; its weight and values stand behind."""
        return BITS + self.inputs

    @property
    def answer(self) -> int:
        """Return the row of the answer, the corners weighed."""
        return self.corners.stop

    @property
    def options(self) -> range:
        """Return the rows of the choice's options."""
        first = self.answer + 4
        return range(first, first + len(self.book.choice.options))

    def value_column(self, column: int) -> int:
        """Return where a column of the grid stands on the working sheet."""
        return self.row_column + 2 + column

    def cell(self, row: int, column: int) -> str:
        """Return how another sheet names a cell of the working sheet."""
        return f"'{SHEETS.working}'!{xl_rowcol_to_cell(row, column, True, True)}"

    def nodes(self, nth: int) -> str:
        """Return the nodes of an input, as the working sheet names them."""
        last = NODES + len(self.book.inputs[nth].nodes) - 1
        return str(xl_range_abs(FIRST + nth, NODES, FIRST + nth, last))

    def listed(self, column: int) -> str:
        """Return a column of the options, as another sheet names it."""
        rows = self.options
        return f"'{SHEETS.working}'!{xl_range_abs(rows[0], column, rows[-1], column)}"


def typed(nth: int) -> str:
    """Return how another sheet names the cell in which an input is typed, -1 for the choice."""
    cell = xl_rowcol_to_cell(CHOICE_ROW + 1 + nth, INPUT_COLUMN, True, True)
    return f"'{SHEETS.front}'!{cell}"


def printed(sheet: Worksheet) -> None:
    """Have a sheet print across an A4 page, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def quoted(text: str) -> str:
    """Return a text as a formula states it: in quotation marks, those within it doubled."""
    return '"' + text.replace('"', '""') + '"'
