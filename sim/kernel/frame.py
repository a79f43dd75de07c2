"""What is known of a function while it is translated: its values, and what has been assigned."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NoReturn

from sim.kernel.encoding import op
from sim.kernel.sources import Function, Number, SourceModule, SourceModules

Kind = Literal["int", "float", "bool", "ints", "floats", "none"]

TYPE_OF: Mapping[Kind, str] = {
    "int": "i64",
    "float": "f64",
    "bool": "i32",
    "ints": "i32",
    "floats": "i32",
    "none": "",
}
"""The type of WebAssembly that holds a kind; an array is its address."""

ANNOTATIONS: Mapping[str, Kind] = {
    "int": "int",
    "float": "float",
    "bool": "bool",
    "list[int]": "ints",
    "list[float]": "floats",
    "None": "none",
}

Assigned = frozenset[str] | None
"""The names that have a value wherever the control comes from; None where it never comes."""


class Code(NamedTuple):
    """Hold instructions, and the kind of the value that they leave."""

    kind: Kind
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Local:
    """Hold a local value's place and kind."""

    index: int
    kind: Kind

    @property
    def get(self) -> bytes:
        """Return the instruction that reads it."""
        return op("local.get", self.index)

    @property
    def set(self) -> bytes:
        """Return the instruction that takes it from the stack."""
        return op("local.set", self.index)

    @property
    def tee(self) -> bytes:
        """Return the instruction that keeps what is on the stack and leaves it there."""
        return op("local.tee", self.index)


@dataclass(frozen=True)
class Signature:
    """Hold what a function takes and gives."""

    names: tuple[str, ...]
    takes: tuple[Kind, ...]
    gives: Kind


@dataclass
class Loop:
    """Hold how deep a loop's end and next turn lie, and what is assigned where it is left."""

    end: int
    turn: int
    exits: list[Assigned] = field(default_factory=list)


@dataclass
class Frame:
    """Hold the function in hand.

    ``number`` gives the place of a function that it calls, ``statement`` the code of one of its
    statements. A short function is put in place of its call, in a frame of its own whose ``kinds``
    are the caller's: ``within`` are the functions that are being put in place, and one that is
    ``in_place`` returns to the end of its block. ``own`` are the names that hold values of this
    function wherever they stand in it. Where it is not ``checked`` nobody looks whether an index
    lies in its array and a number in 64 bits.
    """

    sources: SourceModules
    source: SourceModule
    number: Callable[[Function], int]
    statement: Callable[[ast.stmt, Frame], bytes]
    gives: Kind
    kinds: list[Kind] = field(default_factory=list)
    names: dict[str, Local | Number] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    assigned: Assigned = frozenset()
    depth: int = 0
    loops: list[Loop] = field(default_factory=list)
    within: tuple[tuple[str, str], ...] = ()
    in_place: bool = False
    checked: bool = True

    def new(self, kind: Kind) -> Local:
        """Return a new local value."""
        self.kinds.append(kind)
        return Local(len(self.kinds) - 1, kind)

    def refuse(self, node: ast.AST, why: str) -> NoReturn:
        """Raise the error that names the line."""
        self.source.refuse(node, why)

    def inside(self, function: Function, names: dict[str, Local | Number], gives: Kind) -> Frame:
        """Return the frame of a function that is put in place of its call."""
        own = frozenset(name for name, value in names.items() if isinstance(value, Local))
        return Frame(
            sources=self.sources,
            source=function.source,
            number=self.number,
            statement=self.statement,
            gives=gives,
            kinds=self.kinds,
            names=names,
            own=own | function.assigned,
            assigned=frozenset(names),
            within=(*self.within, function.key),
            in_place=True,
            checked=self.checked,
        )

    def constant(self, node: ast.expr) -> Number | None:
        """Return the value of an expression of constants alone, else None."""
        named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        if named & self.own:
            return None
        known = {name: each for name, each in self.names.items() if not isinstance(each, Local)}
        return self.sources.value(self.source, node, known)


def merged(ways: Sequence[Assigned]) -> Assigned:
    """Return what is assigned where several ways meet."""
    open_ways = [way for way in ways if way is not None]
    return frozenset.intersection(*open_ways) if open_ways else None


def signature_of(function: Function) -> Signature:
    """Return what a function takes and gives; refuse what has no annotation, or more than that."""
    tree, refuse = function.tree, function.source.refuse
    arguments = tree.args
    extra = (arguments.posonlyargs, arguments.kwonlyargs, arguments.defaults)
    if any(extra) or arguments.vararg or arguments.kwarg or tree.decorator_list:
        refuse(tree, "plain arguments only, without defaults or decorators")
    for each in arguments.args:
        if _kind(each.annotation) in (None, "none"):
            refuse(each, f"annotate it as one of {', '.join(ANNOTATIONS)}")
    gives = _kind(tree.returns)
    if gives not in ("int", "float", "bool", "none"):
        refuse(tree, "annotate what it returns: int, float, bool or None")
    kinds = tuple(_kind(each.annotation) or "none" for each in arguments.args)
    return Signature(tuple(each.arg for each in arguments.args), kinds, gives)


def _kind(annotation: ast.expr | None) -> Kind | None:
    return ANNOTATIONS.get(ast.unparse(annotation)) if annotation else None
