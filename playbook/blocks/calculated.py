"""Which cells of a table are computed from which, and whether they say what their formula gives.

A formula belongs to a row or to a column, by the id of it, and holds in each of its numbers; where
a row's and a column's formula meet, the later one holds. A row's formula reads rows of the same
column, a column's formula reads columns of the same row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic_core import InitErrorDetails

from playbook.blocks.faults import Steps, fault
from playbook.blocks.formulas import Formula
from playbook.words.language import say

Place = tuple[int, int]
Cells = Sequence[Sequence[str | int | float | None]]

PRECISION = 1e-9
"""Relative to the largest number that a formula reads: what adding floats may lose."""


@dataclass(frozen=True, kw_only=True)
class LiveCell:
    """A computed cell: its formula, and where each name that it reads stands (None reads 0)."""

    formula: Formula
    number: int
    reads: Mapping[tuple[str, bool], Place | None]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The cells of a table with the ids of its rows and columns; empty ids name nothing."""

    row_ids: Sequence[str]
    column_ids: Sequence[str]
    rows: Cells
    formulas: Sequence[tuple[str, str]]
    _indices: dict[str, Place] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for index, name in enumerate(self.row_ids):
            self._indices[name] = (0, index)
        for index, name in enumerate(self.column_ids):
            self._indices[name] = (1, index)

    def names(self) -> list[str]:
        """Return every id that is given, rows' first."""
        return [name for name in (*self.row_ids, *self.column_ids) if name]

    def axis(self, name: str) -> int:
        """Return 0 for a row's id and 1 for a column's."""
        return self._indices[name][0]

    def live_cells(self) -> dict[Place, LiveCell]:
        """Return the computed cells by row and column, counted from 0 without the head."""
        found: dict[Place, LiveCell] = {}
        for number, (target, text) in enumerate(self.formulas):
            formula = Formula(text)
            for place in self._of(target):
                reads = {(n, b): self._read(n, b, place) for n, b in formula.names}
                found[place] = LiveCell(formula=formula, number=number, reads=reads)
        return found

    def number(self, place: Place) -> float | None:
        """Return the number in a cell, None where there is none."""
        value = self.rows[place[0]][place[1]]
        return value if isinstance(value, int | float) else None

    def _of(self, target: str) -> Iterator[Place]:
        axis, index = self._indices[target]
        width = len(self.column_ids)
        places = (
            [(index, column) for column in range(width)]
            if axis == 0
            else [(row, index) for row in range(len(self.rows))]
        )
        yield from (place for place in places if self.number(place) is not None)

    def _read(self, name: str, before: bool, at: Place) -> Place | None:
        axis, index = self._indices[name]
        row, column = (index, at[1] - before) if axis == 0 else (at[0] - before, index)
        inside = row >= 0 and column >= 0
        if before and not (inside and self.number((row, column)) is not None):
            return None
        return row, column


def faults(grid: Grid) -> list[InitErrorDetails]:
    """Return every fault of the ids and formulas, and each cell that contradicts its formula."""
    names = grid.names()
    rule = say("must be a name of letters, used once")
    found = [fault(("row_ids",), name, rule) for name in names if not _is_name(name, names)]
    for number, (target, text) in enumerate(grid.formulas):
        found += _formula_faults(grid, ("formulas", number), target, text)
    if found or not grid.formulas:
        return found
    cells = grid.live_cells()
    found = [one for place, live in cells.items() for one in _cell_faults(grid, place, live)]
    if _turns_in_a_circle(cells):
        found.append(fault(("formulas",), grid.formulas, say("must not turn in a circle")))
    return found


def _is_name(name: str, names: Sequence[str]) -> bool:
    return name.isidentifier() and name.isascii() and names.count(name) == 1


def _formula_faults(grid: Grid, place: Steps, target: str, text: str) -> Iterator[InitErrorDetails]:
    known = set(grid.names())
    if target not in known:
        yield fault(place, target, say("names no row and no column"))
        return
    try:
        used = {name for name, _ in Formula(text).names}
    except ValueError as error:
        yield fault(place, text, str(error))
        return
    for name in sorted(used):
        if name not in known or grid.axis(name) != grid.axis(target):
            rule = say("reads {name}, which is not beside {target}", name=name, target=target)
            yield fault(place, text, rule)


def _cell_faults(grid: Grid, place: Place, live: LiveCell) -> Iterator[InitErrorDetails]:
    where: Steps = ("rows", *place)
    read = {key: 0.0 if at is None else grid.number(at) for key, at in live.reads.items()}
    if any(value is None for value in read.values()):
        yield fault(where, live.formula.text, say("reads a cell that holds no number"))
        return
    values = {key: value or 0.0 for key, value in read.items()}
    stated = grid.number(place) or 0.0
    try:
        computed = live.formula.value(lambda name, before: values[name, before])
    except ZeroDivisionError:
        yield fault(where, live.formula.text, say("divides by nought"))
        return
    scale = max([1.0, abs(stated), *map(abs, values.values())])
    if abs(computed - stated) > PRECISION * scale:
        rule = say(
            "is not what {formula} gives: {value}", formula=live.formula.text, value=computed
        )
        yield fault(where, stated, rule)


def _turns_in_a_circle(cells: Mapping[Place, LiveCell]) -> bool:
    done: set[Place] = set()
    waiting = set(cells)
    while waiting:
        ready = {p for p in waiting if not set(cells[p].reads.values()) & (waiting - done)}
        if not ready:
            return True
        waiting -= ready
        done |= ready
    return False
