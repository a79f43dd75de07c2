"""Arithmetic on values that are translated already, and what may be called of Python's own.

It is exact on whole numbers of 64 bits: a sum, difference or product beyond 64 bits stops the
program, for plain Python would go on. Only under a mask it may run over: ``(a * b) & 255`` asks
for its last bits alone. Of Python's own there are rounding, roots, lengths, the least and the most.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from sim.kernel.encoding import constant, op, opening
from sim.kernel.frame import TYPE_OF, Code, Frame, Kind, Local

LEAST, GREATEST = -(2**63), 2**63 - 1

RING: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}
BITWISE: dict[type[ast.operator], str] = {ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor"}
SHIFTS: dict[type[ast.operator], str] = {ast.LShift: "shl", ast.RShift: "shr_s"}
KEEPS_LAST_BITS = (*RING, *BITWISE, ast.LShift)
"""The last bits of what these give hang on the last bits of what they take alone."""

Own = Callable[[Frame, ast.Call, list[Code]], Code]

STOP_IF = opening("if") + op("unreachable") + op("end")


def held(frame: Frame, code: Code) -> tuple[bytes, Local]:
    """Return code that puts a value away, and where it is then."""
    local = frame.new(code.kind)
    return code.bytes + local.set, local


def binary(frame: Frame, node: ast.BinOp, left: Code, right: Code, wraps: bool = False) -> Code:
    """Return the code of an operation on two values; ``wraps`` if only its last bits matter."""
    kind = type(node.op)
    if kind is ast.Div:
        return _divided(frame, node, left, right)
    if kind in RING and "float" in (left.kind, right.kind):
        one, other = (as_float(frame, node, side) for side in (left, right))
        return Code("float", one + other + op(f"f64.{RING[kind]}"))
    if kind not in (*RING, *BITWISE, *SHIFTS, ast.FloorDiv, ast.Mod):
        frame.refuse(node, "not in the subset")
    if left.kind != "int" or right.kind != "int":
        frame.refuse(node, f"{left.kind} and {right.kind}, but it is for whole numbers")
    return Code("int", _whole(frame, node, left, right, wraps))


def as_float(frame: Frame, node: ast.expr, code: Code) -> bytes:
    """Return an int or a float as a float."""
    if code.kind not in ("int", "float"):
        frame.refuse(node, f"{code.kind} in arithmetic")
    return code.bytes if code.kind == "float" else code.bytes + op("f64.convert_i64_s")


def _whole(frame: Frame, node: ast.BinOp, left: Code, right: Code, wraps: bool) -> bytes:
    kind = type(node.op)
    if kind in SHIFTS:
        return _shifted(frame, node, left, right, wraps)
    if kind in (ast.FloorDiv, ast.Mod):
        return _floored(frame, node, left, right)
    if kind in BITWISE or wraps or not frame.checked:
        return left.bytes + right.bytes + op(f"i64.{(RING | BITWISE)[kind]}")
    put_left, one = held(frame, left)
    put_right, other = held(frame, right)
    found = frame.new("int")
    code = put_left + put_right + one.get + other.get + op(f"i64.{RING[kind]}") + found.set
    check = _product_check if kind is ast.Mult else _sum_check
    return code + check(frame, node, one, other, found) + found.get


def _sum_check(frame: Frame, node: ast.BinOp, one: Local, other: Local, found: Local) -> bytes:
    """Stop where a sum or difference has the sign that it cannot have."""
    first = (one, found) if isinstance(node.op, ast.Add) else (one, other)
    second = (other, found) if isinstance(node.op, ast.Add) else (one, found)
    signs = b"".join(a.get + b.get + op("i64.xor") for a, b in (first, second))
    return signs + op("i64.and") + _is_negative() + STOP_IF


def _product_check(frame: Frame, node: ast.BinOp, one: Local, other: Local, found: Local) -> bytes:
    """Stop where a product is too long: beyond a range of its factor, or divided it is another."""
    for side, factor in ((node.right, one), (node.left, other)):
        by = frame.constant(side)
        if isinstance(by, int) and by != 0:
            return _outside(factor, *_factors(by)) + STOP_IF
    long = b"".join(each.get + constant("i64", 2**31) + op("i64.add") for each in (one, other))
    long += op("i64.or") + constant("i64", 2**32 - 1) + op("i64.gt_u")
    back = found.get + other.get + op("i64.div_s") + one.get + op("i64.ne") + STOP_IF
    any_ = other.get + constant("i64", 0) + op("i64.ne") + opening("if") + back + op("end")
    return long + opening("if") + any_ + op("end")


def _factors(by: int) -> tuple[int, int]:
    """Return the least and the greatest number whose product with ``by`` has 64 bits."""
    if by > 0:
        return -(-LEAST // by), GREATEST // by
    return -(GREATEST // -by), min(LEAST // by, GREATEST)


def _outside(value: Local, least: int, most: int) -> bytes:
    """Tell whether a value lies outside a range, by one comparison without signs."""
    above = value.get + constant("i64", least) + op("i64.sub")
    width = most - least
    return above + constant("i64", width if width <= GREATEST else width - 2**64) + op("i64.gt_u")


def _is_negative() -> bytes:
    return constant("i64", 0) + op("i64.lt_s")


def negated(frame: Frame, code: Code) -> Code:
    """Return a whole number with the other sign; the least one has none."""
    put, value = held(frame, code)
    check = value.get + constant("i64", LEAST) + op("i64.eq") + STOP_IF
    return Code("int", put + check + constant("i64", 0) + value.get + op("i64.sub"))


def _divided(frame: Frame, node: ast.BinOp, left: Code, right: Code) -> Code:
    if left.kind == right.kind == "int":
        frame.refuse(node, "Python divides long whole numbers otherwise. Write float(...) / ...")
    one, other = (as_float(frame, node, side) for side in (left, right))
    if frame.constant(node.right):
        return Code("float", one + other + op("f64.div"))
    by = frame.new("float")
    check = by.tee + constant("f64", 0.0) + op("f64.eq") + STOP_IF
    return Code("float", one + other + check + by.get + op("f64.div"))


def _shifted(frame: Frame, node: ast.BinOp, left: Code, right: Code, wraps: bool) -> bytes:
    put_left, value = held(frame, left)
    put_right, by = held(frame, right)
    found = frame.new("int")
    code = put_left + put_right + _places(frame, node, by)
    code += value.get + by.get + op(f"i64.{SHIFTS[type(node.op)]}") + found.set
    if isinstance(node.op, ast.LShift) and frame.checked and not wraps:
        code += found.get + by.get + op("i64.shr_s") + value.get + op("i64.ne") + STOP_IF
    return code + found.get


def _places(frame: Frame, node: ast.BinOp, by: Local) -> bytes:
    """Stop at a shift by less than 0 or more than 63 places; a constant one is refused."""
    known = frame.constant(node.right)
    if known is None:
        return by.get + constant("i64", 63) + op("i64.gt_u") + STOP_IF
    if not 0 <= known <= 63:
        frame.refuse(node, "a shift by 0 to 63 places only")
    return b""


def _floored(frame: Frame, node: ast.BinOp, left: Code, right: Code) -> bytes:
    """Return ``//`` or ``%``; a constant power of two needs no division."""
    whole = isinstance(node.op, ast.FloorDiv)
    by = frame.constant(node.right)
    if isinstance(by, int) and by > 0 and by & (by - 1) == 0:
        if whole:
            return left.bytes + constant("i64", by.bit_length() - 1) + op("i64.shr_s")
        return left.bytes + constant("i64", by - 1) + op("i64.and")
    put_left, dividend = held(frame, left)
    put_right, divisor = held(frame, right)
    act = _quotient if whole else _remainder
    return put_left + put_right + act(frame, dividend, divisor)


def _quotient(frame: Frame, dividend: Local, divisor: Local) -> bytes:
    """Return the quotient towards nought, less one where signs differ and something is left."""
    found = frame.new("int")
    cut = dividend.get + divisor.get + op("i64.div_s") + found.tee
    rest = found.get + divisor.get + op("i64.mul") + dividend.get + op("i64.ne")
    less = rest + _signs_differ(dividend, divisor) + op("i32.and") + op("i64.extend_i32_u")
    return cut + less + op("i64.sub")


def _signs_differ(one: Local, other: Local) -> bytes:
    return one.get + other.get + op("i64.xor") + _is_negative()


def _remainder(frame: Frame, dividend: Local, divisor: Local) -> bytes:
    """Return the remainder with the divisor's sign."""
    found = frame.new("int")
    rest = dividend.get + divisor.get + op("i64.rem_s") + found.tee
    wrong = found.get + constant("i64", 0) + op("i64.ne") + _signs_differ(found, divisor)
    more = divisor.get + constant("i64", 0) + wrong + op("i32.and") + op("select")
    return rest + more + op("i64.add")


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
