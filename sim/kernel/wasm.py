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
from functools import singledispatch

from sim.kernel.arithmetic import binary, held
from sim.kernel.encoding import (
    HEAD,
    body_of,
    constant,
    export,
    op,
    opening,
    section,
    signature,
    unsigned,
)
from sim.kernel.expressions import (
    body_code,
    call,
    element,
    expression,
    of_kind,
    read,
    statements,
    write,
)
from sim.kernel.frame import (
    TYPE_OF,
    Code,
    Frame,
    Kind,
    Local,
    Loop,
    Signature,
    merged,
    signature_of,
)
from sim.kernel.sources import Function, OutsideSubsetError, SourceModules


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
        code = body_code(frame, function)
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
            statement=_single,
            gives=asked.gives,
            kinds=list(asked.takes),
            names=dict(names),
            own=frozenset(names) | function.assigned,
            assigned=frozenset(names),
            checked=self.checked,
        )


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


@singledispatch
def _single(node: ast.stmt, frame: Frame) -> bytes:
    frame.refuse(node, "not in the subset")


@_single.register
def _nothing(node: ast.Pass, frame: Frame) -> bytes:
    return b""


@_single.register
def _bare(node: ast.Expr, frame: Frame) -> bytes:
    """Return a call for what it does; a docstring does nothing."""
    if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return b""
    if not isinstance(node.value, ast.Call):
        frame.refuse(node, "has no effect")
    code = call(node.value, frame)
    return code.bytes if code.kind == "none" else code.bytes + op("drop")


@_single.register
def _assign(node: ast.Assign, frame: Frame) -> bytes:
    """Return an assignment; of several targets none is written before all values are read."""
    if len(node.targets) != 1:
        frame.refuse(node, "one assignment at a time")
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Name):
        code = expression(frame, value)
        return code.bytes + _variable(frame, target, target.id, code.kind).set
    targets, values = [target], [value]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        targets, values = target.elts, value.elts
    if len(targets) != len(values):
        frame.refuse(node, "as many values as targets")
    puts = [held(frame, expression(frame, each)) for each in values]
    pairs = zip(targets, (local for _, local in puts), strict=True)
    stores = [_store(frame, each, local) for each, local in pairs]
    return b"".join([put for put, _ in puts] + stores)


def _store(frame: Frame, target: ast.expr, value: Local) -> bytes:
    match target:
        case ast.Name(id=name):
            return value.get + _variable(frame, target, name, value.kind).set
        case ast.Subscript():
            address, kind = element(frame, target)
            if value.kind != kind:
                frame.refuse(target, f"{value.kind} where {kind} is needed")
            return address + value.get + write(kind)
    frame.refuse(target, "not in the subset")


def _variable(frame: Frame, node: ast.AST, name: str, kind: Kind) -> Local:
    """Return the local value of a name that is being assigned; it keeps its first kind."""
    if kind not in ("int", "float", "bool"):
        frame.refuse(node, f"{kind} cannot be assigned")
    known = frame.names.get(name)
    local = known if isinstance(known, Local) else frame.new(kind)
    if local.kind != kind:
        frame.refuse(node, f"it holds {local.kind}, not {kind}")
    frame.names[name] = local
    frame.assigned = (frame.assigned or frozenset()) | {name}
    return local


@_single.register
def _annotated(node: ast.AnnAssign, frame: Frame) -> bytes:
    if node.value is None:
        frame.refuse(node, "give it a value")
    plain = ast.Assign(targets=[node.target], value=node.value)
    wanted = ast.unparse(node.annotation)
    code = _assign(ast.copy_location(plain, node), frame)
    local = frame.names[node.target.id] if isinstance(node.target, ast.Name) else None
    if not isinstance(local, Local) or local.kind != wanted:
        frame.refuse(node, f"its value is not {wanted}")
    return code


@_single.register
def _augmented(node: ast.AugAssign, frame: Frame) -> bytes:
    """Return ``+=`` and its like; an element's address is reckoned once."""
    both = ast.copy_location(ast.BinOp(node.target, node.op, node.value), node)
    if isinstance(node.target, ast.Name):
        code = binary(
            frame, both, expression(frame, _loaded(node.target)), expression(frame, node.value)
        )
        return code.bytes + _variable(frame, node, node.target.id, code.kind).set
    if not isinstance(node.target, ast.Subscript):
        frame.refuse(node, "not in the subset")
    address, kind = element(frame, node.target)
    place = frame.new("ints")
    code = binary(frame, both, Code(kind, place.get + read(kind)), expression(frame, node.value))
    if code.kind != kind:
        frame.refuse(node, f"it holds {kind}, not {code.kind}")
    return address + place.set + place.get + code.bytes + write(kind)


def _loaded(target: ast.Name) -> ast.Name:
    return ast.copy_location(ast.Name(target.id, ast.Load()), target)


@_single.register
def _return(node: ast.Return, frame: Frame) -> bytes:
    code = b""
    if node.value is not None:
        code = of_kind(frame, node.value, frame.gives)
    elif frame.gives != "none":
        frame.refuse(node, f"{frame.gives} is to be returned")
    frame.assigned = None
    return code + (op("br", frame.depth) if frame.in_place else op("return"))


@_single.register
def _raise(node: ast.Raise, frame: Frame) -> bytes:
    """Return the end of the program; what the error says is known to plain Python only."""
    frame.assigned = None
    return op("unreachable")


@_single.register
def _branch(node: ast.If, frame: Frame) -> bytes:
    code = of_kind(frame, node.test, "bool") + opening("if")
    frame.depth += 1
    before = frame.assigned
    code += statements(frame, node.body)
    after, frame.assigned = frame.assigned, before
    code += op("else") + statements(frame, node.orelse)
    frame.assigned = merged([after, frame.assigned])
    frame.depth -= 1
    return code + op("end")


@_single.register
def _while(node: ast.While, frame: Frame) -> bytes:
    for_ever = frame.constant(node.test) is True
    test = b"" if for_ever else of_kind(frame, node.test, "bool") + op("i32.eqz") + op("br_if", 1)
    loop = _opened(frame, node, turns=0)
    body = statements(frame, node.body)
    _closed(frame, loop, for_ever)
    head = opening("block") + opening("loop") + test
    return head + body + op("br", 0) + op("end") + op("end")


def _opened(frame: Frame, node: ast.While | ast.For, turns: int) -> Loop:
    """Begin a loop; ``turns`` is 1 where the next turn begins behind a block round its body."""
    if node.orelse:
        frame.refuse(node, "a loop without else only")
    loop = Loop(end=frame.depth + 1, turn=frame.depth + 2 + turns)
    loop.exits.append(frame.assigned)
    frame.depth += 2 + turns
    frame.loops.append(loop)
    return loop


def _closed(frame: Frame, loop: Loop, for_ever: bool) -> None:
    """End a loop: what is assigned behind it is what every way out of it has assigned."""
    frame.loops.pop()
    frame.depth = loop.end - 1
    frame.assigned = merged(loop.exits[1:] if for_ever else loop.exits)


@_single.register
def _break(node: ast.Break, frame: Frame) -> bytes:
    loop = frame.loops[-1]
    loop.exits.append(frame.assigned)
    frame.assigned = None
    return op("br", frame.depth - loop.end)


@_single.register
def _continue(node: ast.Continue, frame: Frame) -> bytes:
    frame.assigned = None
    return op("br", frame.depth - frame.loops[-1].turn)


@_single.register
def _for(node: ast.For, frame: Frame) -> bytes:
    """Return a loop over a range; its own count goes on whatever the body does to the name."""
    first, last, step = _range(frame, node)
    put_last, limit = held(frame, Code("int", last))
    put_first, count = held(frame, Code("int", first))
    done = op("i64.ge_s") if step > 0 else op("i64.le_s")
    loop = _opened(frame, node, turns=1)
    if not isinstance(node.target, ast.Name):
        frame.refuse(node, "one name to count with")
    name = count.get + _variable(frame, node, node.target.id, "int").set
    test = count.get + limit.get + done + op("br_if", 1)
    body = opening("block") + statements(frame, node.body) + op("end")
    more = count.get + constant("i64", step) + op("i64.add") + count.set + op("br", 0)
    _closed(frame, loop, for_ever=False)
    code = put_first + put_last + opening("block") + opening("loop") + test + name
    return code + body + more + op("end") + op("end")


def _range(frame: Frame, node: ast.For) -> tuple[bytes, bytes, int]:
    """Return the code of a range's first and last number, and its step, 1 or -1."""
    match node.iter:
        case ast.Call(func=ast.Name(id="range"), args=[last], keywords=[]):
            return constant("i64", 0), of_kind(frame, last, "int"), 1
        case ast.Call(func=ast.Name(id="range"), args=[first, last, *rest], keywords=[]):
            step = frame.constant(rest[0]) if rest else 1
            if step in (1, -1):
                return of_kind(frame, first, "int"), of_kind(frame, last, "int"), int(step)
    frame.refuse(node.iter, "a range with a step of 1 or -1 only")
