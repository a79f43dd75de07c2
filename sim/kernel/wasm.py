"""A module in the subset of Python, translated to one WebAssembly module.

The subset is ordinary Python: annotated functions on int, float, bool and one-dimensional arrays
(``list[int]``, ``list[float]``); assignments, ``if``, ``while``, ``for`` over a range, ``return``,
``raise``; arithmetic, comparisons, ``and``, ``or``, ``not``; ``abs``, ``min``, ``max``, ``round``,
``int``, ``float``, ``len`` and of ``math`` ``floor``, ``ceil``, ``sqrt``. What is outside it is
refused with its file and line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sim.kernel.encoding import HEAD, body_of, export, op, section, signature, unsigned
from sim.kernel.frame import TYPE_OF, Frame, Local, Signature, signature_of
from sim.kernel.sources import Function, OutsideSubsetError, SourceModules
from sim.kernel.statements import block


@dataclass
class Program:
    """Number the functions that are called, and translate each once."""

    sources: SourceModules
    checked: bool = True
    functions: dict[tuple[str, str], Function] = field(default_factory=dict)

    def number(self, function: Function) -> int:
        """Return the number of a function; a new one comes last."""
        self.functions.setdefault(function.key, function)
        return list(self.functions).index(function.key)

    def translated(self) -> Iterator[tuple[bytes, bytes]]:
        """Give type and body of every function, those included that become known meanwhile."""
        done = 0
        while done < len(self.functions):
            yield self._function(list(self.functions.values())[done])
            done += 1

    def _function(self, function: Function) -> tuple[bytes, bytes]:
        asked = signature_of(function)
        frame = self._frame(function, asked)
        code = block(frame, function.tree.body)
        if asked.gives != "none":
            if frame.assigned is not None:
                frame.refuse(function.tree, "may end without returning anything")
            code += op("unreachable")
        types = [TYPE_OF[kind] for kind in frame.kinds]
        count = len(asked.takes)
        return signature(types[:count], TYPE_OF[asked.gives]), body_of(types[count:], code)

    def _frame(self, function: Function, asked: Signature) -> Frame:
        pairs = enumerate(zip(asked.names, asked.takes, strict=True))
        names = {name: Local(place, kind) for place, (name, kind) in pairs}
        return Frame(
            sources=self.sources,
            source=function.source,
            number=self.number,
            gives=asked.gives,
            kinds=list(asked.takes),
            names=dict(names),
            own=frozenset(names) | _assigned_in(function.tree),
            assigned=frozenset(names),
            checked=self.checked,
        )


def _assigned_in(tree: ast.FunctionDef) -> frozenset[str]:
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(node.id for node in stored if isinstance(node.ctx, ast.Store))


def translate(
    module: str,
    exports: Sequence[str],
    sources: SourceModules | None = None,
    *,
    checked: bool = True,
) -> bytes:
    """Return the WebAssembly module of some functions of a module and of all that they call.

    It hands out these functions and its memory, and asks for nothing. Raise
    ``OutsideSubsetError`` at the first line that is outside the subset. A program that is not
    ``checked`` is faster, and wrong where a checked one stops at an index or at 64 bits.
    """
    sources = sources or SourceModules()
    program = Program(sources, checked)
    for name in exports:
        program.number(_exported(sources, module, name))
    pairs = list(program.translated())
    types = list(dict.fromkeys(kind for kind, _ in pairs))
    handed = [export(name, 0, place) for place, name in enumerate(exports)]
    sections = [
        section("type", types),
        section("function", [unsigned(types.index(kind)) for kind, _ in pairs]),
        section("memory", [b"\x00" + unsigned(1)]),
        section("export", [*handed, export("memory", 2, 0)]),
        section("code", [body for _, body in pairs]),
    ]
    return HEAD + b"".join(sections)


def _exported(sources: SourceModules, module: str, name: str) -> Function:
    source = sources.source(module)
    function = sources.meaning(source, name)
    if not isinstance(function, Function):
        raise OutsideSubsetError(f"{source.path}: {name}: no such function")
    return function
