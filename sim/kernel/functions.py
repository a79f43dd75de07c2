"""What the subset may call of Python's own: rounding, roots, lengths, the least and the most."""

from __future__ import annotations

import ast
from collections.abc import Callable

from sim.kernel.arithmetic import STOP_IF, as_float, held, negated
from sim.kernel.encoding import constant, op, opening
from sim.kernel.frame import TYPE_OF, Code, Frame, Kind

Own = Callable[[Frame, ast.Call, list[Code]], Code]


def _one(frame: Frame, node: ast.Call, given: list[Code], *kinds: Kind) -> Code:
    if len(given) != 1 or given[0].kind not in kinds:
        frame.refuse(node, f"one {' or '.join(kinds)} is needed")
    return given[0]


def _to_whole(rounding: bytes) -> Own:
    def whole(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
        code = _one(frame, node, given, "float").bytes
        return Code("int", code + rounding + op("i64.trunc_f64_s"))

    return whole


def _int(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    found = _one(frame, node, given, "int", "float", "bool")
    turn = {"int": b"", "float": op("i64.trunc_f64_s"), "bool": op("i64.extend_i32_u")}
    return Code("int", found.bytes + turn[found.kind])


def _float(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    return Code("float", as_float(frame, node, _one(frame, node, given, "int", "float")))


def _root(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    put, square = held(frame, _one(frame, node, given, "float"))
    check = square.get + constant("f64", 0.0) + op("f64.lt") + STOP_IF
    return Code("float", put + check + square.get + op("f64.sqrt"))


def _size(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    found = _one(frame, node, given, "int", "float")
    if found.kind == "float":
        return Code("float", found.bytes + op("f64.abs"))
    put, value = held(frame, found)
    below = value.get + constant("i64", 0) + op("i64.lt_s") + opening("if", "i64")
    turned = negated(frame, Code("int", value.get)).bytes
    return Code("int", put + below + turned + op("else") + value.get + op("end"))


def _length(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    return Code("int", _one(frame, node, given, "ints", "floats").bytes + op("i64.load", 0))


def _best(order: str) -> Own:
    """Return ``min`` or ``max``: a later value takes the place of the best when it is better."""

    def best(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
        kinds = {code.kind for code in given}
        if len(given) < 2 or kinds not in ({"int"}, {"float"}):
            frame.refuse(node, "two or more values of one kind, int or float, are needed")
        (kind,) = kinds
        test = op(f"{TYPE_OF[kind]}.{order}{'_s' if kind == 'int' else ''}")
        code, found = held(frame, given[0])
        for other in given[1:]:
            put, rival = held(frame, other)
            better = rival.get + found.get + test
            code += put + rival.get + found.get + better + op("select") + found.set
        return Code(kind, code + found.get)

    return best


PYTHONS_OWN: dict[str, Own] = {
    "abs": _size,
    "float": _float,
    "int": _int,
    "len": _length,
    "max": _best("gt"),
    "min": _best("lt"),
    "round": _to_whole(op("f64.nearest")),
    "math.ceil": _to_whole(op("f64.ceil")),
    "math.floor": _to_whole(op("f64.floor")),
    "math.sqrt": _root,
}
