"""Modules in the subset as they are written: their functions, constants and imports, by name."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

Number = int | float

OPERATORS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}


class OutsideSubsetError(ValueError):
    """Say where a source leaves the subset, and what to write instead."""


@dataclass(frozen=True)
class SourceModule:
    """Hold one module; ``imports`` says of a name in it which module's which name it is."""

    module: str
    path: Path
    content: bytes
    functions: dict[str, ast.FunctionDef]
    constants: dict[str, ast.expr]
    imports: dict[str, tuple[str, str]]

    def refuse(self, node: ast.AST, why: str) -> NoReturn:
        """Raise the error that says at which line of which file what is outside the subset."""
        line = getattr(node, "lineno", 1)
        said = ast.unparse(node).partition("\n")[0]
        raise OutsideSubsetError(f"{self.path}:{line}: {said}: {why}")


SHORT = 200
"""A function of so many parts of its syntax takes the place of its calls."""


@dataclass(frozen=True)
class Function:
    """Hold a function and the module whose names it uses."""

    source: SourceModule
    tree: ast.FunctionDef

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from every other function."""
        return self.source.module, self.tree.name

    @property
    def assigned(self) -> frozenset[str]:
        """Return the names that it assigns."""
        stored = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        return frozenset(node.id for node in stored if isinstance(node.ctx, ast.Store))

    @property
    def is_short(self) -> bool:
        """Tell whether to put it in place of its calls costs less than to call it."""
        return sum(1 for _ in ast.walk(self.tree)) <= SHORT

    @property
    def only_returns(self) -> ast.expr | None:
        """Return its expression when returning one is all that it does."""
        body = self.tree.body[1:] if ast.get_docstring(self.tree) else self.tree.body
        match body:
            case [ast.Return(value=ast.expr() as value)]:
                return value
        return None


@dataclass(frozen=True)
class Foreign:
    """Name something of Python's own that the subset may call: ``min``, ``math.floor``."""

    name: str


Meaning = Function | Foreign | Number
"""What a name of a module stands for."""


def path_of(module: str) -> Path:
    """Return the file of an importable module, without running it."""
    path = importable(module)
    if path is None:
        raise OutsideSubsetError(f"{module}: no such module")
    return path


def importable(module: str) -> Path | None:
    """Return the file of a module, None where there is no such module."""
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        return None
    return None if spec is None or spec.origin is None else Path(spec.origin)


Known = Mapping[str, Number]
NOTHING: Known = {}


@dataclass
class SourceModules:
    """Read the modules that a kernel is made of, each once."""

    read: dict[str, SourceModule] = field(default_factory=dict)

    def source(self, module: str) -> SourceModule:
        """Return a module, read anew unless it was read by this object."""
        if module not in self.read:
            path = path_of(module)
            self.read[module] = parsed(module, path, path.read_bytes())
        return self.read[module]

    def meaning(self, source: SourceModule, name: str) -> Meaning | None:
        """Return what a name stands for in a module, or None when it is unknown there."""
        if name in source.functions:
            return Function(source, source.functions[name])
        if name in source.constants:
            return self.value(source, source.constants[name])
        if name not in source.imports:
            return Foreign(name)
        module, original = source.imports[name]
        if module == "math":
            value = getattr(math, original, None)
            return value if isinstance(value, float) else Foreign(f"math.{original}")
        return self.meaning(self.source(module), original)

    def _of_module(self, source: SourceModule, name: str, attribute: str) -> Meaning | None:
        """Return what an attribute of an imported module stands for there, else None."""
        package, module = source.imports.get(name, ("", ""))
        inner = f"{package}.{module}"
        if not package or importable(inner) is None:
            return None
        return self.meaning(self.source(inner), attribute)

    def value(self, source: SourceModule, node: ast.expr, known: Known = NOTHING) -> Number | None:
        """Return the value of an expression of constants and ``known`` names, else None.

        None also where Python would fail, for what is never reached may fail.
        """
        match node:
            case ast.Constant(value=bool() | int() | float() as value):
                return value
            case ast.Name(id=name):
                meaning = known[name] if name in known else self.meaning(source, name)
                return None if isinstance(meaning, (Function, Foreign)) else meaning
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name not in known:
                meaning = self._of_module(source, name, attribute)
                return None if isinstance(meaning, (Function, Foreign)) else meaning
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                found = self.value(source, inner, known)
                return None if found is None else -found
            case ast.BinOp(left=left, op=op, right=right):
                one, other = (self.value(source, side, known) for side in (left, right))
                return _of_two(one, OPERATORS.get(type(op)), other)
        return None


def _of_two(
    one: Number | None, act: Callable[[Number, Number], Number] | None, other: Number | None
) -> Number | None:
    if one is None or other is None or act is None:
        return None
    try:
        return act(one, other)
    except (ArithmeticError, TypeError, ValueError):
        return None


def parsed(module: str, path: Path, content: bytes) -> SourceModule:
    """Return a module's source; what in it is neither function, constant nor import stays out."""
    body = ast.parse(content, filename=str(path)).body
    return SourceModule(
        module=module,
        path=path,
        content=content,
        functions={node.name: node for node in body if isinstance(node, ast.FunctionDef)},
        constants=dict(_constants(body)),
        imports=dict(_imports(body)),
    )


def _constants(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                yield from zip(map(ast.unparse, targets), values, strict=False)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Call() as value):
                yield from zip(map(ast.unparse, targets), _counted(value), strict=False)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def _counted(value: ast.Call) -> list[ast.expr]:
    """Return the numbers of a range that counts from nought, nothing of another call."""
    match value:
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int() as many)]):
            return [ast.copy_location(ast.Constant(nth), value) for nth in range(many)]
    return []


def _imports(body: list[ast.stmt]) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, (node.module, alias.name)
