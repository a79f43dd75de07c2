"""Seasons that were simulated once are not simulated again: several notebooks read the same ones.

A study is named by everything that its numbers depend on: what the client file and the settings
state (not how: a workbook finds the seasons of the TOML file it was made from), the tables, the
seed, the model's own source and the libraries that draw and weigh. Any change gives another name.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import platform
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import sim
from sim.client.load import Client
from sim.places import cache_dir, keep
from sim.tables.read import table_files

LIBRARIES = ("holidays", "numpy", "scipy", "simpy")
ENDING = ".npz.gz"

WEIGHED_ONLY = {"indifferent_share", "change_cny", "pay_back_months", "red_line_share"}
"""What of ``choice`` weighs what was simulated and changes none of it."""

MOST = 1_000
"""Studies kept, some 50 kB each; a client asks 130. The ones not used for longest go first."""


class Kept(Protocol):
    """What is kept of a study, and read again."""

    def as_bytes(self) -> bytes:
        """Return it as bytes."""

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return what ``as_bytes`` wrote; raise ``ValueError`` for anything else."""


Study = TypeVar("Study", bound=Kept)


def cached(
    client: Client, method: dict[str, Any], kind: type[Study], simulate: Callable[[], Study]
) -> Study:
    """Return what a study found, such as results: kept before, or simulated now and kept.

    ``method`` is what beside the client decides the numbers: seed, replications and regimes. A
    folder that cannot be written is no obstacle, and a file that cannot be read is made again.
    """
    path = cache_dir() / "seasons" / f"{study_name(client, method)}{ENDING}"
    try:
        results = kind.from_bytes(gzip.decompress(path.read_bytes()))
        path.touch()
        return results
    except (OSError, EOFError, ValueError, zlib.error):
        results = simulate()
    try:
        # More than the least work saves no more than a tenth of the room.
        keep(path, gzip.compress(results.as_bytes(), compresslevel=1, mtime=0))
        _make_room(path.parent)
    except OSError:
        pass  # such as a full disk: the next run simulates again
    return results


def study_name(client: Client, method: dict[str, Any]) -> str:
    """Return the name of a study: another one as soon as anything that decides it is another."""
    parts = {
        "client": client.file.model_dump_json(exclude={"range": True, "choice": WEIGHED_ONLY}),
        "method": method,
        "model": model_digest(),
        "python": platform.python_version(),
        "libraries": _versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8")).hexdigest()


@cache
def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in LIBRARIES}


@cache
def model_digest() -> str:
    """Return a digest of the model's source and of every table it reads."""
    digest = hashlib.sha256()
    source = Path(sim.__file__).parent
    for path in sorted([*source.rglob("*.py"), *table_files()]):
        digest.update(path.name.encode("utf-8") + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _make_room(folder: Path) -> None:
    """Remove the studies that were not used for longest, some more than must be where many are.

    So most of what is kept is kept without looking when each of a thousand others was used.
    """
    studies = [path for path in folder.iterdir() if path.name.endswith(ENDING)]
    if len(studies) > MOST:
        studies.sort(key=lambda path: path.stat().st_mtime)
        for path in studies[: len(studies) - MOST + MOST // 10]:
            path.unlink(missing_ok=True)
