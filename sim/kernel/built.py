"""The translated module of a kernel, kept while every source that it was made from is the same.

A stale module is impossible: before one is used again its sources are read and compared. In a
folder it also outlives the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sim.keeping import digest_of, keep, keep_newest, kept
from sim.kernel.sources import SourceModules, path_of
from sim.kernel.wasm import translate


@dataclass(frozen=True)
class Kernel:
    """Name the functions of a module that are to be called from outside.

    One that is not ``checked`` is faster, and wrong where a checked one stops at an index outside
    its array or at a number beyond 64 bits.
    """

    module: str
    exports: tuple[str, ...]
    checked: bool = True

    @property
    def key(self) -> str:
        """Return a name for what is kept of it, another one for another translator."""
        return digest_of(f"{self} {translator()}".encode())

    def wasm(self, folder: Path | None = None) -> bytes:
        """Return its WebAssembly module, translated anew when a source has changed."""
        return (_remembered(self) or _found(self, folder) or _made(self, folder)).wasm


@dataclass(frozen=True)
class Built:
    """Hold a module and the digest of every source that it was made from, by the source's name."""

    wasm: bytes
    sources: dict[str, str]

    @property
    def is_fresh(self) -> bool:
        """Tell whether all its sources are as they were."""
        try:
            return all(_digest_of(module) == digest for module, digest in self.sources.items())
        except (OSError, ValueError):
            return False


REMEMBERED: dict[Kernel, Built] = {}


def _digest_of(module: str) -> str:
    """Return the digest of a module's source, which is read again when its file has changed."""
    path = path_of(module)
    state = path.stat()
    return _digest_as_of(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _digest_as_of(path: Path, changed_at: int, size: int) -> str:
    return digest_of(path.read_bytes())


@cache
def translator() -> str:
    """Return the digest of the translator itself."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    return digest_of(b"".join(path.read_bytes() for path in own))


def _remembered(kernel: Kernel) -> Built | None:
    built = REMEMBERED.get(kernel)
    return built if built and built.is_fresh else None


def _found(kernel: Kernel, folder: Path | None) -> Built | None:
    """Return the module that lies in the folder, or None when there is none that still holds."""
    content = kept(folder / f"{kernel.key}.wasm") if folder else None
    if content is None:
        return None
    head, _, wasm = content.partition(b"\n")
    built = Built(wasm, json.loads(head))
    return _noted(kernel, built) if built.is_fresh else None


def _made(kernel: Kernel, folder: Path | None) -> Built:
    sources = SourceModules()
    wasm = translate(kernel.module, kernel.exports, sources, checked=kernel.checked)
    built = Built(wasm, dict(_digests(sources)))
    if folder:
        content = json.dumps(built.sources).encode() + b"\n" + wasm
        keep_kernel(folder / f"{kernel.key}.wasm", content)
    return _noted(kernel, built)


def _digests(sources: SourceModules) -> Iterator[tuple[str, str]]:
    for source in sources.read.values():
        yield source.module, digest_of(source.content)


def _noted(kernel: Kernel, built: Built) -> Built:
    REMEMBERED[kernel] = built
    return built


MOST_KEPT = 24
"""So many files of a kind stay in a folder: those that were used last."""


def keep_kernel(path: Path, content: bytes) -> None:
    """Keep a file of a kernel among those of its kind that were used last."""
    keep(path, content)
    keep_newest(path.parent, f"*{path.suffix}", MOST_KEPT)
