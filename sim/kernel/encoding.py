"""WebAssembly in bytes: numbers, instructions by their names, and the sections of a module.

SourceModule: W3C, "WebAssembly Core Specification 2.0", chapter 5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

INSTRUCTIONS = {
    "unreachable": b"\x00",
    "block": b"\x02",
    "loop": b"\x03",
    "if": b"\x04",
    "else": b"\x05",
    "end": b"\x0b",
    "br": b"\x0c",
    "br_if": b"\x0d",
    "return": b"\x0f",
    "call": b"\x10",
    "drop": b"\x1a",
    "select": b"\x1b",
    "local.get": b"\x20",
    "local.set": b"\x21",
    "local.tee": b"\x22",
    "i64.load": b"\x29\x03",
    "f64.load": b"\x2b\x03",
    "i64.store": b"\x37\x03",
    "f64.store": b"\x39\x03",
    "i32.eqz": b"\x45",
    "i64.eqz": b"\x50",
    "i64.eq": b"\x51",
    "i64.ne": b"\x52",
    "i64.lt_s": b"\x53",
    "i64.gt_s": b"\x55",
    "i64.gt_u": b"\x56",
    "i64.le_s": b"\x57",
    "i64.ge_s": b"\x59",
    "i64.ge_u": b"\x5a",
    "f64.eq": b"\x61",
    "f64.ne": b"\x62",
    "f64.lt": b"\x63",
    "f64.gt": b"\x64",
    "f64.le": b"\x65",
    "f64.ge": b"\x66",
    "i32.add": b"\x6a",
    "i32.and": b"\x71",
    "i32.shl": b"\x74",
    "i64.add": b"\x7c",
    "i64.sub": b"\x7d",
    "i64.mul": b"\x7e",
    "i64.div_s": b"\x7f",
    "i64.rem_s": b"\x81",
    "i64.and": b"\x83",
    "i64.or": b"\x84",
    "i64.xor": b"\x85",
    "i64.shl": b"\x86",
    "i64.shr_s": b"\x87",
    "f64.abs": b"\x99",
    "f64.neg": b"\x9a",
    "f64.ceil": b"\x9b",
    "f64.floor": b"\x9c",
    "f64.nearest": b"\x9e",
    "f64.sqrt": b"\x9f",
    "f64.add": b"\xa0",
    "f64.sub": b"\xa1",
    "f64.mul": b"\xa2",
    "f64.div": b"\xa3",
    "i32.wrap_i64": b"\xa7",
    "i64.extend_i32_u": b"\xad",
    "i64.trunc_f64_s": b"\xb0",
    "f64.convert_i64_s": b"\xb9",
}
TYPES = {"i32": b"\x7f", "i64": b"\x7e", "f64": b"\x7c", "": b"\x40"}
"""The types of values; the last one is that of a block that leaves none."""

SECTIONS = {"type": 1, "function": 3, "memory": 5, "export": 7, "code": 10}
PAGE = 65536
"""Memory grows by so many bytes."""
HEADER = 8
"""An array's length takes so many bytes before its elements."""
HEAD = b"\0asm\x01\0\0\0"


def unsigned(value: int) -> bytes:
    """Return a whole number of at least 0 in LEB128.

    >>> unsigned(624485).hex()
    'e58e26'
    """
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def signed(value: int) -> bytes:
    """Return a whole number in signed LEB128.

    >>> signed(-123456).hex(), signed(64).hex()
    ('c0bb78', 'c000')
    """
    parts = []
    while not -64 <= value < 64:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value & 127])


def op(name: str, *numbers: int) -> bytes:
    """Return an instruction with its numbers: an index, a label's depth, an offset."""
    return INSTRUCTIONS[name] + b"".join(map(unsigned, numbers))


def opening(name: str, leaves: str = "") -> bytes:
    """Return the beginning of a block, a loop or an if that leaves a value of a type, or none."""
    return INSTRUCTIONS[name] + TYPES[leaves]


def constant(kind: str, value: float) -> bytes:
    """Return the instruction that gives a number of type i32, i64 or f64."""
    if kind == "f64":
        return b"\x44" + struct.pack("<d", value)
    return (b"\x41" if kind == "i32" else b"\x42") + signed(int(value))


def listed(items: Sequence[bytes]) -> bytes:
    """Return items with their number before them."""
    return unsigned(len(items)) + b"".join(items)


def signature(takes: Iterable[str], gives: str) -> bytes:
    """Return a function's type."""
    gives_types = [TYPES[gives]] if gives else []
    return b"\x60" + listed([TYPES[kind] for kind in takes]) + listed(gives_types)


def body_of(locals_: Sequence[str], code: bytes) -> bytes:
    """Return a function's body with its locals, each declared alone, beyond its parameters."""
    body = listed([b"\x01" + TYPES[kind] for kind in locals_]) + code + op("end")
    return unsigned(len(body)) + body


def section(name: str, items: Sequence[bytes]) -> bytes:
    """Return a section of a module."""
    content = listed(items)
    return bytes([SECTIONS[name]]) + unsigned(len(content)) + content


def export(name: str, what: int, index: int) -> bytes:
    """Return what is handed out under a name: a function (0) or the memory (2)."""
    text = name.encode()
    return unsigned(len(text)) + text + bytes([what]) + unsigned(index)
