"""Expressions of the subset: translated, they give what Python gives, or fail where it fails.

``//`` and ``%`` round down, ``round`` goes to the even neighbour, ``min`` and ``max`` keep the
first of equals, a chain of comparisons reads its middle once. A division by nought, a root of a
negative number, an index outside its array and a shift beyond 63 places stop the program. Whole
numbers have 64 bits: a sum or product beyond them is not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from sim.kernel.encoding import HEADER, constant, op, opening
from sim.kernel.frame import TYPE_OF, Code, Frame, Kind, Local, signature_of
from sim.kernel.sources import Foreign, Function, Number

GREATEST = 2**63 - 1
EXACT = 2**53
"""So far a whole number is a float without loss."""

ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}
BITWISE: dict[type[ast.operator], str] = {ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor"}
SHIFTS: dict[type[ast.operator], str] = {ast.LShift: "shl", ast.RShift: "shr_s"}
ORDERS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}
STOP_IF = opening("if") + op("unreachable") + op("end")


def number(frame: Frame, node: ast.expr, value: Number) -> Code:
    """Return the code of a constant."""
    if isinstance(value, bool):
        return Code("bool", constant("i32", value))
    if isinstance(value, float):
        return Code("float", constant("f64", value))
    if not -GREATEST - 1 <= value <= GREATEST:
        frame.refuse(node, f"{value} has more than 64 bits")
    return Code("int", constant("i64", value))


def expression(frame: Frame, node: ast.expr) -> Code:
    """Return the code of an expression."""
    value = frame.constant(node)
    if value is not None:
        return number(frame, node, value)
    translate = TRANSLATORS.get(type(node))
    if translate is None:
        frame.refuse(node, "not in the subset")
    return translate(frame, node)


def of_kind(frame: Frame, node: ast.expr, kind: Kind) -> bytes:
    """Return the code of an expression that must be of a kind."""
    found = expression(frame, node)
    if found.kind != kind:
        remedy = ". Write float(...)" if (found.kind, kind) == ("int", "float") else ""
        frame.refuse(node, f"{found.kind} where {kind} is needed{remedy}")
    return found.bytes


def held(frame: Frame, code: Code) -> tuple[bytes, Local]:
    """Return code that puts a value away, and where it is then."""
    local = frame.new(code.kind)
    return code.bytes + local.set, local


def _name(frame: Frame, node: ast.Name) -> Code:
    local = frame.names.get(node.id)
    if not isinstance(local, Local):
        frame.refuse(node, "no such value here")
    if frame.assigned is not None and node.id not in frame.assigned:
        frame.refuse(node, "may be read before it is assigned")
    return Code(local.kind, local.get)


def _binary(frame: Frame, node: ast.BinOp) -> Code:
    left, right = expression(frame, node.left), expression(frame, node.right)
    return binary(frame, node, left, right)


def binary(frame: Frame, node: ast.BinOp, left: Code, right: Code) -> Code:
    """Return the code of an operation on two values that are translated already."""
    kind = type(node.op)
    if kind in ARITHMETIC:
        return _arithmetic(frame, node, ARITHMETIC[kind], left, right)
    if kind is ast.Div:
        return _divided(frame, node, left, right)
    if kind not in (*BITWISE, *SHIFTS, ast.FloorDiv, ast.Mod):
        frame.refuse(node, "not in the subset")
    if left.kind != "int" or right.kind != "int":
        frame.refuse(node, "for whole numbers only")
    if kind in BITWISE:
        return Code("int", left.bytes + right.bytes + op(f"i64.{BITWISE[kind]}"))
    if kind in SHIFTS:
        return _shifted(frame, node, left, right)
    return _floored(frame, node, left, right)


def _arithmetic(frame: Frame, node: ast.BinOp, name: str, left: Code, right: Code) -> Code:
    if left.kind == right.kind == "int":
        return Code("int", left.bytes + right.bytes + op(f"i64.{name}"))
    one, other = (_as_float(frame, node, side) for side in (left, right))
    return Code("float", one + other + op(f"f64.{name}"))


def _as_float(frame: Frame, node: ast.expr, code: Code) -> bytes:
    if code.kind not in ("int", "float"):
        frame.refuse(node, f"{code.kind} in arithmetic")
    return code.bytes if code.kind == "float" else code.bytes + op("f64.convert_i64_s")


def _divided(frame: Frame, node: ast.BinOp, left: Code, right: Code) -> Code:
    if left.kind == right.kind == "int":
        frame.refuse(node, "Python divides long whole numbers otherwise. Write float(...) / ...")
    one, other = (_as_float(frame, node, side) for side in (left, right))
    if frame.constant(node.right):
        return Code("float", one + other + op("f64.div"))
    by = frame.new("float")
    check = by.tee + constant("f64", 0.0) + op("f64.eq") + STOP_IF
    return Code("float", one + other + check + by.get + op("f64.div"))


def _shifted(frame: Frame, node: ast.BinOp, left: Code, right: Code) -> Code:
    name = op(f"i64.{SHIFTS[type(node.op)]}")
    places = frame.constant(node.right)
    if places is not None:
        if not 0 <= places <= 63:
            frame.refuse(node, "a shift by 0 to 63 places only")
        return Code("int", left.bytes + right.bytes + name)
    by = frame.new("int")
    check = by.tee + constant("i64", 63) + op("i64.gt_u") + STOP_IF
    return Code("int", left.bytes + right.bytes + check + by.get + name)


def _floored(frame: Frame, node: ast.BinOp, left: Code, right: Code) -> Code:
    """Return ``//`` or ``%``; a constant power of two needs no division."""
    whole = isinstance(node.op, ast.FloorDiv)
    by = frame.constant(node.right)
    if isinstance(by, int) and by > 0 and by & (by - 1) == 0:
        if whole:
            return Code("int", left.bytes + constant("i64", by.bit_length() - 1) + op("i64.shr_s"))
        return Code("int", left.bytes + constant("i64", by - 1) + op("i64.and"))
    put_left, dividend = held(frame, left)
    put_right, divisor = held(frame, right)
    act = _quotient if whole else _remainder
    return Code("int", put_left + put_right + act(frame, dividend, divisor))


def _quotient(frame: Frame, dividend: Local, divisor: Local) -> bytes:
    """Return the quotient towards nought, less one where signs differ and something is left."""
    found = frame.new("int")
    cut = dividend.get + divisor.get + op("i64.div_s") + found.tee
    rest = found.get + divisor.get + op("i64.mul") + dividend.get + op("i64.ne")
    return cut + rest + _signs_differ(dividend, divisor) + op("i32.and") + _one_less()


def _one_less() -> bytes:
    return op("i64.extend_i32_u") + op("i64.sub")


def _signs_differ(one: Local, other: Local) -> bytes:
    return one.get + other.get + op("i64.xor") + constant("i64", 0) + op("i64.lt_s")


def _remainder(frame: Frame, dividend: Local, divisor: Local) -> bytes:
    """Return the remainder with the divisor's sign."""
    found = frame.new("int")
    rest = dividend.get + divisor.get + op("i64.rem_s") + found.tee
    wrong = found.get + constant("i64", 0) + op("i64.ne") + _signs_differ(found, divisor)
    more = divisor.get + constant("i64", 0) + wrong + op("i32.and") + op("select")
    return rest + more + op("i64.add")


def _unary(frame: Frame, node: ast.UnaryOp) -> Code:
    if isinstance(node.op, ast.Not):
        return Code("bool", of_kind(frame, node.operand, "bool") + op("i32.eqz"))
    inner = expression(frame, node.operand)
    match node.op, inner.kind:
        case ast.USub(), "float":
            return Code("float", inner.bytes + op("f64.neg"))
        case ast.USub(), "int":
            return Code("int", constant("i64", 0) + inner.bytes + op("i64.sub"))
        case ast.Invert(), "int":
            return Code("int", inner.bytes + constant("i64", -1) + op("i64.xor"))
    frame.refuse(node, "not in the subset")


def _both_or_either(frame: Frame, node: ast.BoolOp) -> Code:
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


def _compare(frame: Frame, node: ast.Compare) -> Code:
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


def _choice(frame: Frame, node: ast.IfExp) -> Code:
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
    length = array.bytes + op("i64.load", 0)
    check = of_kind(frame, node.slice, "int") + index.tee + length + op("i64.ge_u") + STOP_IF
    cell = index.get + op("i32.wrap_i64") + constant("i32", 3) + op("i32.shl")
    return check + array.bytes + cell + op("i32.add"), ELEMENT[array.kind]


ELEMENT: dict[Kind, Kind] = {"ints": "int", "floats": "float"}


def read(kind: Kind) -> bytes:
    """Return the instruction that reads the element at an address."""
    return op(f"{TYPE_OF[kind]}.load", HEADER)


def write(kind: Kind) -> bytes:
    """Return the instruction that writes the element at an address."""
    return op(f"{TYPE_OF[kind]}.store", HEADER)


def _subscript(frame: Frame, node: ast.Subscript) -> Code:
    address, kind = element(frame, node)
    return Code(kind, address + read(kind))


def call(frame: Frame, node: ast.Call) -> Code:
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
    if function.only_returns and function.key not in frame.within:
        return _in_place(frame, node, function, given)
    return Code(asked.gives, b"".join(given) + op("call", frame.number(function)))


def _in_place(frame: Frame, node: ast.Call, function: Function, given: list[bytes]) -> Code:
    """Return the expression of a function in place of its call; arguments are read once."""
    asked = signature_of(function)
    before, names = b"", dict[str, Local | Number]()
    for argument, name, kind, code in zip(node.args, asked.names, asked.takes, given, strict=True):
        value = frame.constant(argument)
        if value is None:
            local = frame.new(kind)
            before += code + local.set
            names[name] = local
        else:
            names[name] = value
    assert function.only_returns is not None
    inner = frame.inside(function, names)
    return Code(asked.gives, before + of_kind(inner, function.only_returns, asked.gives))


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
    return Code("float", _as_float(frame, node, _one(frame, node, given, "int", "float")))


def _root(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    put, square = held(frame, _one(frame, node, given, "float"))
    check = square.get + constant("f64", 0.0) + op("f64.lt") + STOP_IF
    return Code("float", put + check + square.get + op("f64.sqrt"))


def _size(frame: Frame, node: ast.Call, given: list[Code]) -> Code:
    found = _one(frame, node, given, "int", "float")
    if found.kind == "float":
        return Code("float", found.bytes + op("f64.abs"))
    put, value = held(frame, found)
    turned = constant("i64", 0) + value.get + op("i64.sub")
    below = value.get + constant("i64", 0) + op("i64.lt_s")
    return Code("int", put + turned + value.get + below + op("select"))


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

Translator = Callable[[Frame, ast.expr], Code]

TRANSLATORS: dict[type[ast.expr], Translator] = {
    ast.Name: _name,  # type: ignore[dict-item]  # each is called with what its key says
    ast.BinOp: _binary,  # type: ignore[dict-item]
    ast.UnaryOp: _unary,  # type: ignore[dict-item]
    ast.BoolOp: _both_or_either,  # type: ignore[dict-item]
    ast.Compare: _compare,  # type: ignore[dict-item]
    ast.IfExp: _choice,  # type: ignore[dict-item]
    ast.Subscript: _subscript,  # type: ignore[dict-item]
    ast.Call: call,  # type: ignore[dict-item]
}
