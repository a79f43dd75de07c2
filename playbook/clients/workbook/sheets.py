"""Open an Excel workbook: what its cells hold, where, and what cannot be read from it.

Excel stores what a formula gave when it was last calculated; a cell without that, with an error, or
swallowed by a merged range is no empty cell and is refused in words.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.clients.workbook.package import DAMAGED, repacked
from sim.messages import Message, Problem, ProblemError, RuleError, msg
from sim.tables.text_file import bytes_of

if TYPE_CHECKING:
    from openpyxl import Workbook

SUFFIXES = (".xlsx", ".xlsm")
OTHERS = (".xls", ".xlsb", ".et", ".ods", ".numbers")

Place = tuple[int, int]
"""Row and column, both counted from 1."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Hold one sheet: what its cells hold, and the rule that a cell breaks before it is read."""

    title: str
    cells: dict[Place, Any]
    broken: dict[Place, Message] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[int, Any]]]:
        """Yield the rows that hold something, each with its number and its cells by column."""
        found: dict[int, dict[int, Any]] = {}
        for row, column in sorted({*self.cells, *self.broken}):
            found.setdefault(row, {})[column] = self.cells.get((row, column))
        yield from found.items()

    def at(self, place: Place) -> str:
        """Return a place as Excel names it, such as ``[Store]!C7``."""
        row, column = place
        return f"[{self.title}]!{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_workbook(path: str | Path) -> bool:
    """Tell whether a file is an Excel workbook by its name."""
    return Path(path).suffix.lower() in SUFFIXES


def open_sheets(path: Path, where: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; ``where`` names it in problems. Raise ``ProblemError``."""
    try:
        return _sheets(bytes_of(path, where, remedy=msg("Close it in Excel and try again")))
    except RuleError as error:
        problem = Problem(where=where, rule=error.rule, remedy=_save_as())
    raise ProblemError(problem)


@lru_cache(maxsize=1)
def _sheets(content: bytes) -> tuple[Sheet, ...]:
    """Open a workbook once, though settings and SKU list are read from it one after the other."""
    content = repacked(content)
    formulas = _opened(content, values=False)
    calculated = any(_has_formula(sheet) for sheet in formulas.worksheets)
    values = _opened(content, values=True) if calculated else formulas
    return tuple(_sheet(values[sheet.title], sheet) for sheet in formulas.worksheets)


def refuse_other_spreadsheets(path: Path, where: str) -> None:
    """Raise ``ProblemError`` for a spreadsheet in a form that is not read."""
    if path.suffix.lower() in OTHERS:
        rule = msg("this form of spreadsheet is not read")
        raise ProblemError(Problem(where=where, rule=rule, remedy=_save_as()))


def _opened(content: bytes, *, values: bool) -> Workbook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks that are not kept, such as drop-downs
            return openpyxl.load_workbook(BytesIO(content), data_only=values, keep_links=False)
    except Exception:  # a damaged workbook fails wherever its damage lies
        raise RuleError(DAMAGED) from None


def _save_as() -> Message:
    return msg("Open it in Excel and save it as Excel Workbook (*.xlsx), without a password")


def _has_formula(sheet: Any) -> bool:
    return any(cell.data_type == "f" for cell in _cells_of(sheet))


def _cells_of(sheet: Any) -> list[Any]:
    """Return the cells that are there: the rows of openpyxl fill up all that lies between them."""
    return [cell for _, cell in sorted(sheet._cells.items())]


def _sheet(values: Any, formulas: Any) -> Sheet:
    cells: dict[Place, Any] = {}
    broken: dict[Place, Message] = {}
    for cell in _cells_of(formulas):
        place = (cell.row, cell.column)
        found = values.cell(*place)
        if found.data_type == "e":
            broken[place] = msg("holds Excel's error {error}", error=found.value)
        elif cell.data_type == "f" and found.value is None:
            broken[place] = msg(
                "holds a formula without a calculated value; open the workbook in Excel and"
                " save it, or write the number"
            )
        elif (value := _as_typed(found.value)) is not None:
            cells[place] = value
    for merged in formulas.merged_cells.ranges:
        for place in _swallowed(merged):
            broken[place] = msg("lies in the merged cells {cells}; unmerge them", cells=merged)
    return Sheet(title=formulas.title, cells=cells, broken=broken)


def _as_typed(value: Any) -> Any:
    """Return a cell's value; Excel writes ``_x000B_`` for a soft return, and a blank is nothing."""
    if not isinstance(value, str):
        return value
    from openpyxl.utils.escape import unescape

    return unescape(value) if value.strip() else None


def _swallowed(merged: Any) -> Iterator[Place]:
    """Yield the places of a merged range but its first, which alone keeps its value."""
    for row in range(merged.min_row, merged.max_row + 1):
        for column in range(merged.min_col, merged.max_col + 1):
            if (row, column) != (merged.min_row, merged.min_col):
                yield row, column
