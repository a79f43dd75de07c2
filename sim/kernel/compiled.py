"""A kernel under wasmtime: its arrays lie in the memory of its WebAssembly module."""

from __future__ import annotations

import atexit
from contextlib import suppress
from ctypes import memmove
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from weakref import WeakSet

import wasmtime

from sim.keeping import digest_of, kept
from sim.kernel.built import Kernel, keep_kernel
from sim.kernel.cells import (
    Cells,
    KernelStoppedError,
    Number,
    Numbers,
    Numbers64,
    check_part,
    numbers,
)
from sim.kernel.encoding import HEADER, PAGE

_one_at_a_time = Lock()
"""Threads that begin together must find one machine, and one module compiled for it."""


@cache
def machine() -> wasmtime.Engine:
    """Return what compiles for this machine; threads share it."""
    return wasmtime.Engine()


@lru_cache(maxsize=16)
def module_of(wasm: bytes, folder: Path | None) -> wasmtime.Module:
    """Return a module compiled for this machine; in ``folder`` it is kept compiled."""
    path = folder / f"{digest_of(wasm)}-{version('wasmtime')}.native" if folder else None
    native = kept(path) if path else None
    if native is not None:
        with suppress(wasmtime.WasmtimeError):  # another processor's
            return wasmtime.Module.deserialize(machine(), native)
    module = wasmtime.Module(machine(), wasm)
    if path:
        keep_kernel(path, bytes(module.serialize()))
    return module


class CompiledCells:
    """Hold an array by its address in the memory, where its length stands before its elements."""

    def __init__(self, engine: Compiled, kind: str, values: Numbers | int) -> None:
        given = values if isinstance(values, int) else numbers(kind, values)
        self._length = given if isinstance(given, int) else len(given)
        self.kind, self._engine = kind, engine
        self.address = engine.room(HEADER + 8 * self._length)
        engine.put(self.address, numbers("q", [self._length]).tobytes())
        if not isinstance(given, int):  # else they are noughts, as all memory is at first
            self.write_part(0, given.tobytes())

    def __len__(self) -> int:
        """Return how many elements it has."""
        return self._length

    def read(self) -> Numbers64:
        """Return a copy of its elements."""
        first = self.address + HEADER
        return numbers(self.kind, bytes(self._engine.get(first, first + 8 * len(self))))

    def write(self, values: Numbers) -> None:
        """Replace all its elements."""
        given = numbers(self.kind, values, len(self))
        self._engine.put(self.address + HEADER, given.tobytes())

    def read_part(self, first: int, last: int) -> Numbers64:
        """Return a copy of some of its elements."""
        check_part(first, last, len(self))
        begin = self.address + HEADER
        return numbers(self.kind, bytes(self._engine.get(begin + 8 * first, begin + 8 * last)))

    def write_part(self, first: int, values: Numbers) -> None:
        """Replace some of its elements."""
        given = values if isinstance(values, bytes) else numbers(self.kind, values).tobytes()
        check_part(first, first + len(given) // 8, len(self))
        self._engine.put(self.address + HEADER + 8 * first, given)


class Compiled:
    """Run a kernel compiled."""

    compiled = True

    def __init__(self, kernel: Kernel, folder: Path | None = None) -> None:
        with _one_at_a_time:
            self._store = wasmtime.Store(machine())
            _stores.add(self._store)
            module = module_of(kernel.wasm(folder), folder)
        exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._functions = {name: _function(exports[name], self._store) for name in kernel.exports}
        memory = exports["memory"]
        assert isinstance(memory, wasmtime.Memory)
        self._memory, self._used = memory, 0

    def ints(self, values: Numbers | int) -> CompiledCells:
        """Return a new array of whole numbers."""
        return CompiledCells(self, "q", values)

    def floats(self, values: Numbers | int) -> CompiledCells:
        """Return a new array of floats."""
        return CompiledCells(self, "d", values)

    def call(self, function: str, *arguments: Number | Cells) -> Number | None:
        """Return what a function returns."""
        asked, tells = self._functions[function]
        given = [each.address if isinstance(each, CompiledCells) else each for each in arguments]
        try:
            found: Number | None = asked(self._store, *given)
        except wasmtime.Trap as trap:
            raise KernelStoppedError(f"{function}: {trap.message}") from trap
        return bool(found) if tells else found

    def room(self, size: int) -> int:
        """Return the address of so many bytes that nobody uses yet."""
        address = self._used
        self._used += size
        missing = self._used - self._memory.data_len(self._store)
        if missing > 0:
            self._memory.grow(self._store, -(-missing // PAGE))
        return address

    def put(self, address: int, content: bytes) -> None:
        """Write bytes into the memory, copied once."""
        place = self._memory.get_buffer_ptr(self._store, len(content), address)
        memmove(place, content, len(content))

    def get(self, first: int, last: int) -> bytearray:
        """Return a copy of the memory's bytes from one address to before another."""
        return self._memory.read(self._store, first, last)


def _function(handed: object, store: wasmtime.Store) -> tuple[wasmtime.Func, bool]:
    """Return a function that a module hands out, and whether it tells yes or no."""
    assert isinstance(handed, wasmtime.Func)
    return handed, [str(kind) for kind in handed.type(store).results] == ["i32"]


_stores: WeakSet[wasmtime.Store] = WeakSet()


@atexit.register
def _close() -> None:
    """Give back what wasmtime holds; when Python itself has ended it complains of what is left."""
    for store in list(_stores):
        store.close()
    module_of.cache_clear()
    machine().close()
