"""A table whose numbers stay numbers, and the columns that say what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import InitErrorDetails

from playbook.blocks import calculated as live_tables
from playbook.blocks.block import Block, Part, fault, refuse
from playbook.blocks.calculated import Grid
from playbook.blocks.money_columns import OneUnit, one_unit, units_of
from playbook.blocks.values import (
    Cell,
    Ends,
    Few,
    Format,
    Many,
    Pair,
    Text,
    Words,
    number,
    one_of,
    printable,
    refused,
)
from playbook.words.wording import FORMATS, cell, cells
from sim.messages import Message, msg

Rows = tuple[tuple[Cell, ...], ...]


def _alignment(told: dict[str, Any]) -> str:
    return "left" if told["format"] == "text" else "right"


class Column(Part):
    """A column's head, unit and number format; numbers stand on the right unless told.

    ``id`` names it for the formulas of its table. A column of intervals, which are texts, may
    tell their ``ends``, one pair a row: Chinese writes them in the unit of the column before it.
    """

    name: Text
    unit: Words = ""
    format: Format = "text"
    align: Annotated[str, one_of(("left", "right"))] = Field(default_factory=_alignment)
    id: Words = ""
    ends: Few[Ends] = ()


class Table(Block):  # one class: a table, and what formats ask of it
    """A table whose numbers stay numbers; ``None`` is "does not exist" and shows as a dash.

    The first column names its row. ``total`` says that the last row sums the others up.
    ``formulas`` pairs the id of a row or column with how it is computed from its like
    (``live_tables``): the workbook calculates so, and stated values that differ are refused.
    ``row_formats`` gives rows another number format than their columns', "" the same. ``by_hand``
    says that its rows are filled in with a pen: each leaves room for a signature and a seal.
    """

    block: Literal["table"] = "table"
    title: Text
    columns: Many[Column]
    rows: Few[Many[Cell]]
    note: Words = ""
    total: bool = False
    row_ids: Few[Words] = ()
    row_formats: Few[Annotated[str, one_of(("", *FORMATS))]] = ()
    formulas: Few[Pair] = ()
    by_hand: bool = False

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield ids and formats that have no row, else what is wrong with the formulas."""
        return list(_wrong_lengths(self)) or live_tables.faults(self.grid())

    @field_validator("rows")
    @classmethod
    def _fitting(cls, rows: Rows, info: ValidationInfo) -> Rows:
        refuse(cls.__name__, _wrong_cells(rows, info.data.get("columns", ())))
        return rows

    def grid(self) -> Grid:
        """Return the cells with their ids and formulas."""
        return Grid(
            row_ids=self.row_ids,
            column_ids=tuple(column.id for column in self.columns),
            rows=self.rows,
            formulas=self.formulas,
        )

    def format_at(self, row: int, column: int) -> str:
        """Return the number format of a cell, counted from 0 without the head."""
        own = self.row_formats[row] if self.row_formats else ""
        return own or self.columns[column].format

    def words(self, row: int) -> list[str]:
        """Return the cells of a row as they are read, in the language spoken."""
        units = self._units_of_row(row) if self.row_formats else self._units_of_columns
        return [
            self._words_in(unit, row, index) if unit else self._own_words(row, index)
            for index, unit in enumerate(units)
        ]

    def heads(self) -> list[tuple[str, str]]:
        """Return the names and units of the columns as they are read, in the language spoken."""
        return [
            (column.name, unit.name if unit else column.unit)
            for column, unit in zip(self.columns, self._units_of_columns, strict=True)
        ]

    @cached_property
    def _units_of_columns(self) -> list[OneUnit | None]:
        """Return the unit of each column of money; none where the rows have their own formats."""
        if self.row_formats:
            return [None] * len(self.columns)
        units = units_of(
            [
                ([row[index] for row in self.rows], column.format, column.unit)
                for index, column in enumerate(self.columns)
            ]
        )
        return [
            units[index - 1] if column.ends else units[index]
            for index, column in enumerate(self.columns)
        ]

    def _units_of_row(self, row: int) -> list[OneUnit | None]:
        """Return the unit of a row of money, which stands in a text cell of it, for each cell."""
        unit = one_unit(self.rows[row], self.row_formats[row], _told_unit(self, row))
        return [unit] * len(self.columns)

    def _words_in(self, unit: OneUnit, row: int, index: int) -> str:
        ends = self.columns[index].ends
        return unit.span(*ends[row]) if ends else unit.words(self.rows[row][index])

    def _own_words(self, row: int, index: int) -> str:
        if not self.row_formats and "hours" in self.columns[index].format:
            return self._times(index)[row]
        unit = self.columns[index].unit or _told_unit(self, row)
        return cell(self.rows[row][index], self.format_at(row, index), unit)

    def _times(self, index: int) -> list[str]:
        """Return the times of a column, all in the unit of the largest."""
        column = [row[index] for row in self.rows]
        times = [one if isinstance(one, int | float) else None for one in column]
        return cells(times, self.columns[index].format)

    def __str__(self) -> str:
        lines = [" | ".join(f"{name} {unit}".strip() for name, unit in self.heads())]
        lines += [" | ".join(self.words(row)) for row in range(len(self.rows))]
        return "\n".join([self.title, *lines])


def _wrong_cells(rows: Rows, columns: Sequence[Column]) -> Iterator[InitErrorDetails]:
    """Yield cells that do not fit their column: one of text holds text, any other a number."""
    for index, row in enumerate(rows if columns else ()):
        if len(row) != len(columns):
            yield fault((index,), row, msg("must have {count} cells", count=len(columns)))
            continue
        for at, (value, column) in enumerate(zip(row, columns, strict=True)):
            if value is not None:
                check = printable if column.format == "text" else number
                yield from refused(check, (index, at), value)


def _wrong_lengths(table: Table) -> Iterator[InitErrorDetails]:
    for name, lines in (("row_ids", table.row_ids), ("row_formats", table.row_formats)):
        if len(lines) not in (0, len(table.rows)):
            yield fault((name,), lines, _one_a_row(table))
    for index, column in enumerate(table.columns):
        if len(column.ends) not in (0, len(table.rows)):
            yield fault(("columns", index, "ends"), column.ends, _one_a_row(table))


def _one_a_row(table: Table) -> Message:
    return msg("must have {count} members, one for each row", count=len(table.rows))


def _told_unit(table: Table, row: int) -> str:
    """Return the unit of money that a text cell of a row with its own format names."""
    told = next((value for value in table.rows[row] if value in ("CNY", "元")), "")
    return str(told) if table.row_formats else ""
