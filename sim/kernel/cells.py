"""What goes into a kernel and comes out: numbers, arrays of them, and the news that it stopped."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

Number = int | float
Numbers = Sequence[int] | Sequence[float] | bytes
"""Numbers one by one, or the bytes of as many numbers of 64 bits."""

Numbers64: TypeAlias = "array[Any]"
"""Whole numbers or floats of 64 bits, whose type codes are q and d."""


class KernelStoppedError(RuntimeError):
    """Say that a compiled function stopped; run as plain Python it says why."""


class Cells(Protocol):
    """Hold an array that functions of a kernel read and write."""

    def __len__(self) -> int:
        """Return how many elements it has."""
        ...

    def read(self) -> Numbers64:
        """Return a copy of its elements."""
        ...

    def write(self, values: Numbers) -> None:
        """Replace all its elements."""
        ...

    def read_part(self, first: int, last: int) -> Numbers64:
        """Return a copy of its elements from ``first`` to before ``last``."""
        ...

    def write_part(self, first: int, values: Numbers) -> None:
        """Replace as many of its elements as there are values, from ``first`` on."""
        ...


def check_part(first: int, last: int, length: int) -> None:
    """Raise ``IndexError`` unless a part lies within an array of so many elements."""
    if not 0 <= first <= last <= length:
        raise IndexError(f"[{first}, {last}) of an array of {length}")


def numbers(kind: str, values: Numbers | int, length: int | None = None) -> Numbers64:
    """Return values, or so many noughts, as numbers of 64 bits; ``length`` of them if it is given.

    >>> numbers("q", 2)
    array('q', [0, 0])
    """
    found = array(kind, bytes(8 * values) if isinstance(values, int) else values)
    if length is not None and len(found) != length:
        raise ValueError(f"{len(found)} values for an array of {length}")
    return found
