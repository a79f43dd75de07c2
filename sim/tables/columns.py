"""What a column of a table may hold, and its rows read strictly by that, cell by cell."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sim.messages import RuleError, did_you_mean, msg

Cell = str | int | float | bool | date | None

BASES = ("SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT")
_INTEGER = re.compile(r"-?\d{1,4000}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TRUTH = {"true": True, "false": False}
_NO_CODE = re.compile(
    r"\d(\.\d+)?E\+\d+|[1-9]\d{14}0{3,}|\d{4,}\.0"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}( \d{1,2}:\d\d(:\d\d)?)?|\d{1,2}:\d\d(:\d\d)?"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
"""How Excel writes what it took for a number or a day; it keeps no more than 15 digits."""


@dataclass(frozen=True, kw_only=True)
class DataColumn:
    """Describe one column: its type and unit, what is legal, what is plausible, what it means.

    ``low`` and ``high`` bound every value of the column and are enforced. ``low_factor`` and
    ``high_factor`` say how far a value may plausibly be off, as multiples of it. A column named
    ``low`` or ``high`` gives the range row by row.
    """

    table: str
    name: str
    type: str
    meaning: str
    unit: str = ""
    optional: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    low_factor: float | None = None
    high_factor: float | None = None


def read_cell(column: DataColumn, text: str) -> Cell:
    """Return the typed value of one cell; raise ``RuleError`` with the rule it breaks."""
    if text != text.strip():
        raise RuleError(msg("spaces before or after the value"))
    if text == "":
        if column.optional:
            return None
        raise RuleError(msg("empty, but the column is not optional"))
    value = PARSERS[column.type](text)
    if column.choices and text not in column.choices:
        known = did_you_mean(text, column.choices)
        raise RuleError(msg("not one of the choices. {known}", known=known))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        _check_bounds(column, value)
    return value


def _check_bounds(column: DataColumn, value: float) -> None:
    low, high = column.low, column.high
    if low is not None and value < low:
        raise RuleError(msg("below the lowest legal value {bound}", bound=f"{low:g}"))
    if high is not None and value > high:
        raise RuleError(msg("above the highest legal value {bound}", bound=f"{high:g}"))


def one_line(text: str) -> str:
    """Return a text of one line; raise ``RuleError`` for a character that cannot be seen in it.

    Such are pasted with a text: soft returns, tabulators, marks of no width.
    """
    for letter in "" if text.isprintable() else text:
        kind = unicodedata.category(letter)
        if kind[0] == "C" or kind in ("Zl", "Zp"):
            code = f"U+{ord(letter):04X}"
            rule = msg("holds the character {code}, which cannot be seen; type it anew", code=code)
            raise RuleError(rule)
    return text


def _code(text: str) -> str:
    if _NO_CODE.fullmatch(text):
        rule = msg(
            "is no code any more: Excel made a number, a date or a time of it; set the format of"
            " the column to text and type it again"
        )
        raise RuleError(rule)
    return one_line(text)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise RuleError(msg("a whole number is needed"))
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise RuleError(msg("a finite number is needed, written like 1234.5"))
    return float(text)


def _share(text: str) -> float:
    value = _number(text)
    if not 0 <= value <= 1:
        raise RuleError(msg("a share between 0 and 1 is needed (8 % is 0.08)"))
    return value


def _date(text: str) -> date:
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RuleError(msg("a date is needed, written like 2010-10-01"))


def _truth(text: str) -> bool:
    truth = _TRUTH.get(text.lower())  # Excel writes TRUE and FALSE
    if truth is None:
        raise RuleError(msg("true or false is needed"))
    return truth


# The types a column may have, each with its reader.
PARSERS: dict[str, Callable[[str], Cell]] = {
    "text": one_line,
    "code": _code,
    "choice": str,
    "integer": _integer,
    "number": _number,
    "money_cny": _number,
    "share": _share,
    "date": _date,
    "bool": _truth,
}


Read = TypeVar("Read", str, int, float, bool, date)


class Row(Mapping[str, Cell]):  # one class: a mapping, and a reader for each type of cell
    """The cells of one row by column name: a mapping, and beside it one reader for each type.

    The file was checked when it was read, so a cell that is asked for as what it is not, or an
    empty one where something must stand, is a fault of the program: ``TypeError`` names both.

    >>> row = Row("data/business/fees.csv", {"fee_id": "deposit", "low": 10000, "unit": None})
    >>> row.text("fee_id"), row.number("low"), row.text("unit")
    ('deposit', 10000.0, '')
    """

    __slots__ = ("_cells", "_table")

    def __init__(self, table: str, cells: Mapping[str, Cell]) -> None:
        self._table = table
        self._cells = cells

    def __getitem__(self, column: str) -> Cell:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"Row({self._table!r}, {self._cells!r})"

    def text(self, column: str) -> str:
        """Return a text or a choice; an empty cell is empty text."""
        return "" if self._cells.get(column, "") is None else self._read(column, str)

    def parts(self, column: str) -> tuple[str, ...]:
        """Return a list that is written in one cell, joined by semicolons."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def number(self, column: str) -> float:
        """Return a quantity, whole or not."""
        if type(self._cells.get(column)) is int:
            return float(self._read(column, int))
        return self._read(column, float)

    def integer(self, column: str) -> int:
        """Return a whole number."""
        return self._read(column, int)

    def flag(self, column: str) -> bool:
        """Return a truth."""
        return self._read(column, bool)

    def day(self, column: str) -> date:
        """Return a date."""
        return self._read(column, date)

    def number_if_any(self, column: str) -> float | None:
        """Return a quantity; None if the cell is empty."""
        return self.number(column) if self.has(column) else None

    def has(self, column: str) -> bool:
        """Return whether a cell is filled."""
        return self[column] is not None

    def _read(self, column: str, kind: type[Read]) -> Read:
        cell = self._cells.get(column)
        if type(cell) is kind:
            return cell
        has = f"no column {column!r}" if column not in self._cells else f"{column} = {cell!r}"
        raise TypeError(f"{self._table}: {has}; {kind.__name__} was asked for")
