"""Expressions of the subset: translated, they give what Python gives, or fail where it fails.

``//`` and ``%`` round down, ``round`` goes to the even neighbour, ``min`` and ``max`` keep the
first of equals, a chain of comparisons reads its middle once. A division by nought, a root of a
negative number, an index outside its array, a shift beyond 63 places and a whole number beyond
64 bits stop the program.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import singledispatch

from sim.kernel.arithmetic import (
    GREATEST,
    KEEPS_LAST_BITS,
    LEAST,
    PYTHONS_OWN,
    STOP_IF,
    binary,
    negated,
)
from sim.kernel.encoding import HEADER, constant, op, opening
from sim.kernel.frame import TYPE_OF, Code, Frame, Kind, Local, signature_of
from sim.kernel.sources import Foreign, Function, Number

EXACT = 2**53
"""So far a whole number is a float without loss."""

ORDERS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}


def number(frame: Frame, node: ast.expr, value: Number) -> Code:
    """Return the code of a constant."""
    if isinstance(value, bool):
        return Code("bool", constant("i32", value))
    if isinstance(value, float):
        return Code("float", constant("f64", value))
    if not LEAST <= value <= GREATEST:
        frame.refuse(node, f"{value} has more than 64 bits")
    return Code("int", constant("i64", value))


def expression(frame: Frame, node: ast.expr, wraps: bool = False) -> Code:
    """Return the code of an expression; ``wraps`` if only the last bits of it matter."""
    value = frame.constant(node)
    if value is not None:
        return number(frame, node, value)
    if isinstance(node, ast.BinOp):
        return _binary(frame, node, wraps)
    return _single(node, frame)


@singledispatch
def _single(node: ast.expr, frame: Frame) -> Code:
    frame.refuse(node, "not in the subset")


def of_kind(frame: Frame, node: ast.expr, kind: Kind) -> bytes:
    """Return the code of an expression that must be of a kind."""
    found = expression(frame, node)
    if found.kind != kind:
        remedy = ". Write float(...)" if (found.kind, kind) == ("int", "float") else ""
        frame.refuse(node, f"{found.kind} where {kind} is needed{remedy}")
    return found.bytes


@_single.register
def _name(node: ast.Name, frame: Frame) -> Code:
    local = frame.names.get(node.id)
    if not isinstance(local, Local):
        frame.refuse(node, "no such value here")
    if frame.assigned is not None and node.id not in frame.assigned:
        frame.refuse(node, "may be read before it is assigned")
    return Code(local.kind, local.get)


def _binary(frame: Frame, node: ast.BinOp, wraps: bool) -> Code:
    """Return an operation; under a mask only the last bits of its parts matter."""
    if isinstance(node.op, ast.BitAnd):
        masks = [frame.constant(side) for side in (node.left, node.right)]
        wraps = wraps or any(isinstance(mask, int) and mask >= 0 for mask in masks)
    inner = wraps and isinstance(node.op, KEEPS_LAST_BITS)
    left, right = (expression(frame, side, inner) for side in (node.left, node.right))
    return binary(frame, node, left, right, wraps)


@_single.register
def _unary(node: ast.UnaryOp, frame: Frame) -> Code:
    if isinstance(node.op, ast.Not):
        return Code("bool", of_kind(frame, node.operand, "bool") + op("i32.eqz"))
    inner = expression(frame, node.operand)
    match node.op, inner.kind:
        case ast.USub(), "float":
            return Code("float", inner.bytes + op("f64.neg"))
        case ast.USub(), "int":
            return negated(frame, inner)
        case ast.Invert(), "int":
            return Code("int", inner.bytes + constant("i64", -1) + op("i64.xor"))
    frame.refuse(node, "not in the subset")


@_single.register
def _both_or_either(node: ast.BoolOp, frame: Frame) -> Code:
    """Return ``and`` or ``or``: what comes after the deciding part is not looked at."""
    *firsts, last = (of_kind(frame, value, "bool") for value in node.values)
    code = last
    for first in reversed(firsts):
        code = _either(first, code) if isinstance(node.op, ast.Or) else _both(first, code)
    return Code("bool", code)


def _both(first: bytes, then: bytes) -> bytes:
    return first + opening("if", "i32") + then + op("else") + constant("i32", 0) + op("end")


def _either(first: bytes, then: bytes) -> bytes:
    return first + opening("if", "i32") + constant("i32", 1) + op("else") + then + op("end")


@_single.register
def _compare(node: ast.Compare, frame: Frame) -> Code:
    if len(node.ops) == 1:
        sides = (node.left, node.comparators[0])
        codes = [expression(frame, side) for side in sides]
        return Code("bool", _compared(frame, node.ops[0], sides, codes))
    return Code("bool", _chain(frame, node))


def _chain(frame: Frame, node: ast.Compare) -> bytes:
    """Return a chain such as ``a <= b < c``; a later part is read only where the first holds."""
    parts = [node.left, *node.comparators]
    left = expression(frame, parts[0])
    tests = []
    for place, order in enumerate(node.ops):
        right = expression(frame, parts[place + 1])
        kept = frame.new(right.kind)
        tee = Code(right.kind, right.bytes + kept.tee)
        tests.append(_compared(frame, order, parts[place : place + 2], [left, tee]))
        left = Code(kept.kind, kept.get)
    code = tests.pop()
    while tests:
        code = _both(tests.pop(), code)
    return code


def _compared(
    frame: Frame, order: ast.cmpop, nodes: Sequence[ast.expr], codes: Sequence[Code]
) -> bytes:
    name = ORDERS.get(type(order))
    kinds = {code.kind for code in codes}
    if name is None or not kinds <= {"int", "float"}:
        frame.refuse(nodes[0], "compare whole numbers or floats by == != < <= > >=")
    if kinds == {"int"}:
        sign = "" if name in ("eq", "ne") else "_s"
        return codes[0].bytes + codes[1].bytes + op(f"i64.{name}{sign}")
    sides = (_exact(frame, node, code) for node, code in zip(nodes, codes, strict=True))
    return b"".join(sides) + op(f"f64.{name}")


def _exact(frame: Frame, node: ast.expr, code: Code) -> bytes:
    """Return a float, or a constant whole number as one; Python compares others exactly."""
    value = frame.constant(node)
    if code.kind == "int" and (value is None or abs(value) > EXACT):
        frame.refuse(node, "a whole number compared with a float. Write float(...)")
    return code.bytes if code.kind == "float" else code.bytes + op("f64.convert_i64_s")


@_single.register
def _choice(node: ast.IfExp, frame: Frame) -> Code:
    test = of_kind(frame, node.test, "bool")
    body, other = expression(frame, node.body), expression(frame, node.orelse)
    if body.kind != other.kind or body.kind not in ("int", "float", "bool"):
        frame.refuse(node, f"{body.kind} or {other.kind}: both sides of one kind")
    code = test + opening("if", TYPE_OF[body.kind]) + body.bytes + op("else")
    return Code(body.kind, code + other.bytes + op("end"))


def element(frame: Frame, node: ast.Subscript) -> tuple[bytes, Kind]:
    """Return the address of an array's element, its header not counted, and the element's kind."""
    array = expression(frame, node.value)
    if array.kind not in ("ints", "floats") or not isinstance(node.value, ast.Name):
        frame.refuse(node, "an element of an array only")
    index = frame.new("int")
    put = of_kind(frame, node.slice, "int") + index.set
    if frame.checked:
        length = array.bytes + op("i64.load", 0)
        put += index.get + length + op("i64.ge_u") + STOP_IF
    cell = index.get + op("i32.wrap_i64") + constant("i32", 3) + op("i32.shl")
    return put + array.bytes + cell + op("i32.add"), ELEMENT[array.kind]


ELEMENT: dict[Kind, Kind] = {"ints": "int", "floats": "float"}


def read(kind: Kind) -> bytes:
    """Return the instruction that reads the element at an address."""
    return op(f"{TYPE_OF[kind]}.load", HEADER)


def write(kind: Kind) -> bytes:
    """Return the instruction that writes the element at an address."""
    return op(f"{TYPE_OF[kind]}.store", HEADER)


@_single.register
def _subscript(node: ast.Subscript, frame: Frame) -> Code:
    address, kind = element(frame, node)
    return Code(kind, address + read(kind))


@_single.register
def call(node: ast.Call, frame: Frame) -> Code:
    """Return a call of a function of the subset, or of one of Python's own."""
    if not isinstance(node.func, ast.Name) or node.keywords or node.func.id in frame.names:
        frame.refuse(node, "call functions by their names, with arguments by their places")
    meaning = frame.sources.meaning(frame.source, node.func.id)
    if isinstance(meaning, Function):
        return _own_call(frame, node, meaning)
    own = PYTHONS_OWN.get(meaning.name) if isinstance(meaning, Foreign) else None
    if own is None:
        frame.refuse(node, "no such function in the subset")
    return own(frame, node, [expression(frame, argument) for argument in node.args])


def _own_call(frame: Frame, node: ast.Call, function: Function) -> Code:
    asked = signature_of(function)
    if len(node.args) != len(asked.takes):
        frame.refuse(node, f"{len(asked.takes)} arguments are needed")
    wanted = zip(node.args, asked.takes, strict=True)
    given = [of_kind(frame, argument, kind) for argument, kind in wanted]
    if function.key not in frame.within:
        if function.only_returns:
            return _in_place(frame, node, function, given)
        if function.is_short and len(frame.within) < DEEPEST:
            return _body_in_place(frame, node, function, given)
    return Code(asked.gives, b"".join(given) + op("call", frame.number(function)))


DEEPEST = 3
"""So many functions may stand in place of their calls one within the other."""


def _in_place(frame: Frame, node: ast.Call, function: Function, given: list[bytes]) -> Code:
    """Return the expression of a function in place of its call; arguments are read once."""
    asked = signature_of(function)
    before, names = _handed(frame, node, function, given)
    assert function.only_returns is not None
    inner = frame.inside(function, names, "none")
    return Code(asked.gives, before + of_kind(inner, function.only_returns, asked.gives))


def _body_in_place(frame: Frame, node: ast.Call, function: Function, given: list[bytes]) -> Code:
    """Return the statements of a function in place of its call, as a block that it returns from."""
    asked = signature_of(function)
    before, names = _handed(frame, node, function, given)
    inner = frame.inside(function, names, asked.gives)
    code = before + opening("block", TYPE_OF[asked.gives])
    return Code(asked.gives, code + body_code(inner, function) + op("end"))


def _handed(
    frame: Frame, node: ast.Call, function: Function, given: list[bytes]
) -> tuple[bytes, dict[str, Local | Number]]:
    """Return code that puts arguments away, and what each name stands for then."""
    asked = signature_of(function)
    before, names = b"", dict[str, Local | Number]()
    for argument, name, kind, code in zip(node.args, asked.names, asked.takes, given, strict=True):
        value = frame.constant(argument)
        if value is None or name in function.assigned:
            local = frame.new(kind)
            before += code + local.set
            names[name] = local
        else:
            names[name] = value
    return before, names


def statements(frame: Frame, body: Sequence[ast.stmt]) -> bytes:
    """Return the code of statements one after the other."""
    return b"".join(_statement(frame, node) for node in body)


def _statement(frame: Frame, node: ast.stmt) -> bytes:
    if frame.assigned is None:
        frame.refuse(node, "never reached")
    return frame.statement(node, frame)


def body_code(frame: Frame, function: Function) -> bytes:
    """Return the code of a function's statements; one that gives something must return."""
    code = statements(frame, function.tree.body)
    if frame.gives != "none":
        if frame.assigned is not None:
            frame.refuse(function.tree, "may end without returning anything")
        code += op("unreachable")
    return code
