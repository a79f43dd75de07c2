"""Which cells of a table are computed from which, and whether they say what their formula gives.

A formula belongs to a row or to a column, by the id of it, and holds in each of its numbers; where
a row's and a column's formula meet, the later one holds. A row's formula reads rows of the same
column, a column's formula reads columns of the same row.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import floor

from pydantic_core import InitErrorDetails

from playbook.blocks.block import Steps, fault
from sim.messages import RuleError, msg

LONGEST = 4000
"""Letters; a sum over the 36 months of the longest season is far shorter."""

_Operator = Callable[[float, float], float]
_OPERATORS: dict[type[ast.operator], tuple[str, int, _Operator]] = {
    ast.Add: ("+", 1, operator.add),
    ast.Sub: ("-", 1, operator.sub),
    ast.Mult: ("*", 2, operator.mul),
    ast.Div: ("/", 2, operator.truediv),
}
_OF_SEVERAL: dict[str, Callable[[Sequence[float]], float]] = {"sum": sum, "min": min}


@dataclass(frozen=True)
class Formula:
    """One formula; what cannot be understood raises ``RuleError`` with the reason.

    >>> formula = Formula("(sales - cash) * margin")
    >>> formula.value(lambda name, before: {"sales": 300, "cash": 100, "margin": 0.5}[name])
    100.0
    """

    text: str

    @cached_property
    def tree(self) -> ast.expr:
        """Return the syntax tree, of known parts only."""
        if len(self.text) > LONGEST:
            raise RuleError(msg("is longer than {most} letters", most=LONGEST))
        try:
            tree = ast.parse(self.text.strip(), mode="eval").body
            _check(tree)
        except (SyntaxError, RecursionError, MemoryError):
            raise RuleError(msg("is not a formula")) from None
        return tree

    @property
    def names(self) -> set[tuple[str, bool]]:
        """Return the names it reads, each with whether it is read one cell earlier."""
        return set(_names(self.tree))

    def value(self, of: Callable[[str, bool], float]) -> float:
        """Return its value; ``of`` gives that of a name, here or one cell earlier."""
        return _value(self.tree, of)

    def written(
        self, of: Callable[[str, bool], str], total: Callable[[list[str]], str] = ",".join
    ) -> str:
        """Return it for a workbook; ``of`` gives a name's cell, ``total`` what a sum runs over.

        >>> Formula("a - (b - sum(c, 2)) / 3").written(lambda name, before: name.upper())
        'A-(B-SUM(C,2))/3'
        """
        return _written(self.tree, of, total)


def _check(node: ast.expr) -> None:
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.Name() | ast.Call(func=ast.Name(id="before"), args=[ast.Name()], keywords=[]):
            return
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            _check(inner)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            _check(left)
            _check(right)
        case ast.Call(func=ast.Name(id="sum" | "min"), args=[_, *_] as args, keywords=[]):
            for arg in args:
                _check(arg)
        case ast.Call(func=ast.Name(id="step" | "floor"), args=[arg], keywords=[]):
            _check(arg)
        case _:
            rule = msg(
                "may hold names, numbers, + - * /, brackets,"
                " sum(), min(), floor(), before(), step() only"
            )
            raise RuleError(rule)


def _names(node: ast.expr) -> Iterator[tuple[str, bool]]:
    match node:
        case ast.Name(id=name):
            yield name, False
        case ast.Call(func=ast.Name(id="before"), args=[ast.Name(id=name)]):
            yield name, True
        case ast.Call(args=args):
            for arg in args:
                yield from _names(arg)
        case ast.UnaryOp(operand=inner):
            yield from _names(inner)
        case ast.BinOp(left=left, right=right):
            yield from _names(left)
            yield from _names(right)


def _value(node: ast.expr, of: Callable[[str, bool], float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return of(name, False)
        case ast.UnaryOp(operand=inner):
            return -_value(inner, of)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)][2](_value(left, of), _value(right, of))
        case ast.Call(func=ast.Name(id="before"), args=[ast.Name(id=name)]):
            return of(name, True)
        case ast.Call(func=ast.Name(id="step"), args=[arg]):
            return float(_value(arg, of) >= 0)
        case ast.Call(func=ast.Name(id="floor"), args=[arg]):
            return float(floor(_value(arg, of)))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _OF_SEVERAL[name]([_value(arg, of) for arg in args])
    raise AssertionError(node)


def _written(
    node: ast.expr, of: Callable[[str, bool], str], total: Callable[[list[str]], str]
) -> str:
    match node:
        case ast.Constant(value=number):
            return repr(number)
        case ast.Name(id=name):
            return of(name, False)
        case ast.UnaryOp(operand=inner):
            return f"-{_bracketed(inner, 3, of, total)}"
        case ast.BinOp(left=left, op=op, right=right):
            sign, rank, _ = _OPERATORS[type(op)]
            first = _bracketed(left, rank, of, total)
            return f"{first}{sign}{_bracketed(right, rank + 1, of, total)}"
        case ast.Call(func=ast.Name(id="before"), args=[ast.Name(id=name)]):
            return of(name, True)
        case ast.Call(func=ast.Name(id="step"), args=[arg]):
            return f"IF({_written(arg, of, total)}>=0,1,0)"
        case ast.Call(func=ast.Name(id="floor"), args=[arg]):
            return f"INT({_written(arg, of, total)})"
        case ast.Call(func=ast.Name(id="min"), args=args):
            return f"MIN({','.join(_written(arg, of, total) for arg in args)})"
        case ast.Call(args=args):
            return f"SUM({total([_written(arg, of, total) for arg in args])})"
    raise AssertionError(node)


def _bracketed(
    node: ast.expr,
    least_rank: int,
    of: Callable[[str, bool], str],
    total: Callable[[list[str]], str],
) -> str:
    """Return an operand, in brackets when it binds less than what stands around it."""
    text = _written(node, of, total)
    if isinstance(node, ast.BinOp) and _OPERATORS[type(node.op)][1] < least_rank:
        return f"({text})"
    return f"({text})" if isinstance(node, ast.UnaryOp) else text


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
    rule = msg("must be a name of letters, used once")
    found = [fault(("row_ids",), name, rule) for name in names if not _is_name(name, names)]
    for number, (target, text) in enumerate(grid.formulas):
        found += _formula_faults(grid, ("formulas", number), target, text)
    if found or not grid.formulas:
        return found
    cells = grid.live_cells()
    found = [one for place, live in cells.items() for one in _cell_faults(grid, place, live)]
    if _turns_in_a_circle(cells):
        found.append(fault(("formulas",), grid.formulas, msg("must not turn in a circle")))
    return found


def _is_name(name: str, names: Sequence[str]) -> bool:
    return name.isidentifier() and name.isascii() and names.count(name) == 1


def _formula_faults(grid: Grid, place: Steps, target: str, text: str) -> Iterator[InitErrorDetails]:
    known = set(grid.names())
    if target not in known:
        yield fault(place, target, msg("names no row and no column"))
        return
    try:
        used = {name for name, _ in Formula(text).names}
    except RuleError as error:
        yield fault(place, text, error.rule)
        return
    for name in sorted(used):
        if name not in known or grid.axis(name) != grid.axis(target):
            rule = msg("reads {name}, which is not beside {target}", name=name, target=target)
            yield fault(place, text, rule)


def _cell_faults(grid: Grid, place: Place, live: LiveCell) -> Iterator[InitErrorDetails]:
    where: Steps = ("rows", *place)
    read = {key: 0.0 if at is None else grid.number(at) for key, at in live.reads.items()}
    if any(value is None for value in read.values()):
        yield fault(where, live.formula.text, msg("reads a cell that holds no number"))
        return
    values = {key: value or 0.0 for key, value in read.items()}
    stated = grid.number(place) or 0.0
    try:
        computed = live.formula.value(lambda name, before: values[name, before])
    except ZeroDivisionError:
        yield fault(where, live.formula.text, msg("divides by nought"))
        return
    scale = max([1.0, abs(stated), *map(abs, values.values())])
    if abs(computed - stated) > PRECISION * scale:
        rule = msg(
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
