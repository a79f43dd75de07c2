"""A row of a table: its cells by column, each read as what the column dictionary says it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from sim.tables.columns import Cell

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
