"""A formula of a live table: plain arithmetic over the names of its rows or of its columns.

It may hold ``+ - * /``, brackets, numbers, ``sum(a, b)``, ``before(a)``, which is ``a`` one cell
earlier, and ``step(a)``, which is 1 where ``a`` is not negative and else 0. Nothing else is
understood, so a formula can neither call nor reach anything.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from playbook.words.language import say

LONGEST = 4000
"""Letters; a sum over the 36 months of the longest season is far shorter."""

_Operator = Callable[[float, float], float]
_OPERATORS: dict[type[ast.operator], tuple[str, int, _Operator]] = {
    ast.Add: ("+", 1, operator.add),
    ast.Sub: ("-", 1, operator.sub),
    ast.Mult: ("*", 2, operator.mul),
    ast.Div: ("/", 2, operator.truediv),
}


@dataclass(frozen=True)
class Formula:
    """One formula; what cannot be understood raises ``ValueError`` with the reason.

    >>> formula = Formula("(sales - cash) * margin")
    >>> formula.value(lambda name, before: {"sales": 300, "cash": 100, "margin": 0.5}[name])
    100.0
    """

    text: str

    @cached_property
    def tree(self) -> ast.expr:
        """Return the syntax tree, of known parts only."""
        if len(self.text) > LONGEST:
            raise ValueError(say("is longer than {most} letters", most=LONGEST))
        try:
            tree = ast.parse(self.text.strip(), mode="eval").body
            _check(tree)
        except (SyntaxError, RecursionError, MemoryError):
            raise ValueError(say("is not a formula")) from None
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
        case ast.Call(func=ast.Name(id="sum"), args=[_, *_] as args, keywords=[]):
            for arg in args:
                _check(arg)
        case ast.Call(func=ast.Name(id="step"), args=[arg], keywords=[]):
            _check(arg)
        case _:
            rule = say("may hold names, numbers, + - * /, brackets, sum(), before(), step() only")
            raise ValueError(rule)


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
        case ast.Call(args=args):
            return sum(_value(arg, of) for arg in args)
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
