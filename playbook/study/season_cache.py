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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import sim
from sim.client.load import Client
from sim.keeping import keep, keep_newest, kept
from sim.places import cache_dir, lies_there
from sim.tables.read import table_files

LIBRARIES = ("holidays", "numpy", "scipy", "simpy")
ENDING = ".npz.gz"

WEIGHED_ONLY = {"indifferent_share", "change_cny", "pay_back_months", "red_line_share"}
"""What of ``choice`` weighs what was simulated and changes none of it."""

MOST = 1_000
"""Studies kept, some 400 kB each; a client asks 210. The ones not used for longest go first."""

MOST_ORDERS = 100


class Kept(Protocol):
    """What is kept of a study, and read again."""

    def as_bytes(self) -> bytes:
        """Return it as bytes."""

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return what ``as_bytes`` wrote; raise ``ValueError`` for anything else."""


Study = TypeVar("Study", bound=Kept)


Asked = tuple[Client, dict[str, Any]]
"""A client, and what beside it decides the numbers: seed, replications and regimes."""


def cached(
    client: Client, method: dict[str, Any], kind: type[Study], simulate: Callable[[], Study]
) -> Study:
    """Return what a study found, such as results: kept before, or simulated now and kept."""
    return all_cached([(client, method)], kind, lambda missing: [simulate()])[0]


def all_cached(
    asked: Sequence[Asked],
    kind: type[Study],
    simulate: Callable[[Sequence[int]], Sequence[Study]],
) -> list[Study]:
    """Return what studies found; ``simulate`` is told the places of those that were not kept.

    A folder that cannot be written is no obstacle, and a file that cannot be read is made again.
    """
    paths = [_path(client, method) for client, method in asked]
    found = [_kept(path, kind) for path in paths]
    missing = [nth for nth, study in enumerate(found) if study is None]
    made = dict(zip(missing, simulate(missing), strict=True)) if missing else {}
    for nth, study in made.items():
        _keep(paths[nth], study)
    return [study if study is not None else made[nth] for nth, study in enumerate(found)]


def is_kept(client: Client, method: dict[str, Any]) -> bool:
    """Tell whether a study was kept, which is then among those used last; it is not read."""
    return _is_there(_path(client, method))


_asked_for: ContextVar[set[str] | None] = ContextVar("asked_for", default=None)


@contextmanager
def noted_as(order: str) -> Iterator[None]:
    """Note under an order's name which studies are asked for in the block, when it is left well."""
    names: set[str] = set()
    before = _asked_for.set(names)
    try:
        yield
    finally:
        _asked_for.reset(before)
    keep(_order_path(order), json.dumps(sorted(names)).encode())
    keep_newest(_order_path(order).parent, "*.json", MOST_ORDERS)


def is_order_kept(order: str) -> bool:
    """Tell whether all studies that were noted as an order's are still kept; none is read."""
    content = kept(_order_path(order))
    if content is None:
        return False
    paths = [_path_named(name) for name in json.loads(content)]
    return all(map(_is_there, paths))


def _order_path(order: str) -> Path:
    return cache_dir() / "orders" / f"{order}.json"


def _is_there(path: Path) -> bool:
    """Tell whether a study lies there, which is then among those used last."""
    if not lies_there(path):
        return False
    with suppress(OSError):  # such as a folder that can only be read
        path.touch()
    return True


def _path(client: Client, method: dict[str, Any]) -> Path:
    name = study_name(client, method)
    if (names := _asked_for.get()) is not None:
        names.add(name)
    return _path_named(name)


def _path_named(name: str) -> Path:
    return cache_dir() / "seasons" / f"{name}{ENDING}"


def _kept(path: Path, kind: type[Study]) -> Study | None:
    content = kept(path)
    try:
        return None if content is None else kind.from_bytes(gzip.decompress(content))
    except (OSError, EOFError, ValueError):
        return None


def _keep(path: Path, study: Kept) -> None:
    # More than the least work saves no more than a tenth of the room.
    keep(path, gzip.compress(study.as_bytes(), compresslevel=1, mtime=0))
    keep_newest(path.parent, f"*{ENDING}", MOST)


def study_name(client: Client, method: dict[str, Any]) -> str:
    """Return the name of a study: another one as soon as anything that decides it is another."""
    told = client.file.model_dump_json(exclude={"range": True, "choice": WEIGHED_ONLY})
    return _name_of(told, method)


def order_name(client: Client, method: dict[str, Any]) -> str:
    """Return the name of all that is asked of a client: what it weighs and doubts decides that."""
    return _name_of(client.file.model_dump_json(), method)


def _name_of(told: str, method: dict[str, Any]) -> str:
    parts = {
        "client": told,
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
