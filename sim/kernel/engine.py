"""A kernel ready to run: compiled where wasmtime is installed, else as the plain Python it is."""

from __future__ import annotations

from array import array
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from sim.kernel.built import Kernel
from sim.kernel.cells import Cells, Number, Numbers, Numbers64, check_part, numbers


class Engine(Protocol):
    """Run functions of a kernel; an engine and its arrays belong to one thread."""

    @property
    def compiled(self) -> bool:
        """Tell whether it runs compiled."""
        ...

    def ints(self, values: Numbers | int) -> Cells:
        """Return a new array of whole numbers, or one of so many noughts."""
        ...

    def floats(self, values: Numbers | int) -> Cells:
        """Return a new array of floats, or one of so many noughts."""
        ...

    def call(self, function: str, *arguments: Number | Cells) -> Number | None:
        """Return what a function returns."""
        ...


def engine_of(
    kernel: Kernel, *, compiled: bool | None = None, folder: Path | None = None
) -> Engine:
    """Return an engine of a kernel; compiled by default where that is possible.

    What is compiled is kept in ``folder``.
    """
    if compiled is None:
        compiled = find_spec("wasmtime") is not None
    if not compiled:
        return Plain(kernel)
    # wasmtime takes a tenth of a second to load, and plain Python does without.
    from sim.kernel.compiled import Compiled

    return Compiled(kernel, folder)


class PlainCells:
    """Hold an array as a list."""

    def __init__(self, kind: str, values: Numbers | int) -> None:
        self.kind = kind
        self.values = numbers(kind, values).tolist()

    def __len__(self) -> int:
        """Return how many elements it has."""
        return len(self.values)

    def read(self) -> Numbers64:
        """Return a copy of its elements."""
        return array(self.kind, self.values)

    def write(self, values: Numbers) -> None:
        """Replace all its elements."""
        self.values[:] = numbers(self.kind, values, len(self)).tolist()

    def read_part(self, first: int, last: int) -> Numbers64:
        """Return a copy of some of its elements."""
        check_part(first, last, len(self))
        return array(self.kind, self.values[first:last])

    def write_part(self, first: int, values: Numbers) -> None:
        """Replace some of its elements."""
        given = numbers(self.kind, values).tolist()
        check_part(first, first + len(given), len(self))
        self.values[first : first + len(given)] = given


class Plain:
    """Run a kernel as the plain Python that it is."""

    compiled = False

    def __init__(self, kernel: Kernel) -> None:
        self._module = import_module(kernel.module)

    def ints(self, values: Numbers | int) -> PlainCells:
        """Return a new array of whole numbers."""
        return PlainCells("q", values)

    def floats(self, values: Numbers | int) -> PlainCells:
        """Return a new array of floats."""
        return PlainCells("d", values)

    def call(self, function: str, *arguments: Number | Cells) -> Number | None:
        """Return what a function returns."""
        given = [each.values if isinstance(each, PlainCells) else each for each in arguments]
        found: Number | None = getattr(self._module, function)(*given)
        return found
