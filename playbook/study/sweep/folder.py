"""The folder of a sweep: what was asked, and every block that is finished; nothing in it is half.

A file is written beside its place and then renamed, so that what has a block's name is whole, and a
sweep that was interrupted goes on behind the last block.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playbook.study.sweep.blocks import Sweep
from playbook.study.sweep.hands import ON
from sim.keeping import write_whole
from sim.messages import Message, Problem, ProblemError, listed, msg

MANIFEST, BLOCKS, SUMMARY, PICTURE = "manifest.json", "blocks", "sweep.csv", "sweep.svg"
MADE_BY = "greenchannel sweep"
LIBRARIES = ("fastparquet", "holidays", "numpy", "pandas", "scipy", "simpy")

WHOLE = b"PAR1"
"""How a parquet file begins and ends."""

ASKED = {
    "client": msg("the client"),
    "settings": msg("the settings"),
    "over": msg("the grid"),
    "regimes": msg("the regimes"),
    "seed": msg("the seed"),
    "replications": msg("the number of seasons"),
    "model": msg("the version of the model"),
    "libraries": msg("the versions of the libraries"),
}
"""What tells one sweep from another, and how it is called."""


def manifest_of(sweep: Sweep) -> dict[str, Any]:
    """Return what was asked and by what it is made; equal sweeps have equal manifests."""
    return {
        "made_by": MADE_BY,
        "client": {"file": sweep.tree.path.name, "sha256": sweep.tree.digest},
        "settings": list(sweep.settings),
        "over": {axis.key: list(axis.values) for axis in sweep.grid.axes},
        "regimes": list(sweep.regimes),
        "seed": sweep.seed,
        "replications": sweep.replications,
        "points": sweep.grid.count,
        "blocks": [[points.start, points.stop] for points in sweep.blocks],
        "model": sweep.model,
        "libraries": {name: version(name) for name in LIBRARIES},
    }


@dataclass(frozen=True)
class SweepFolder:
    """Hold the place of a sweep; what cannot be written is told, and nothing finished is lost."""

    path: Path

    def begin(self, sweep: Sweep) -> None:
        """Take the folder for a sweep, or go on with it; refuse one that holds anything else."""
        asked = manifest_of(sweep)
        with self._telling(msg("Choose another folder, or close the programs that use this one")):
            if self._is_free():
                (self.path / BLOCKS).mkdir(parents=True, exist_ok=True)
            there = self._manifest()
            if there is None:
                self.write(MANIFEST, json.dumps(asked, indent=2, ensure_ascii=False) + "\n")
            else:
                _check_same(self.path, there, asked)
                for path in (self.path, self.path / BLOCKS):
                    _check_writable(path)

    def _is_free(self) -> bool:
        """Tell whether nothing lies there but what a beginning sweep leaves."""
        if not self.path.exists():
            return True
        if not self.path.is_dir():
            raise _in_the_way(self.path, msg("is not a folder"))
        names = {path.name for path in self.path.iterdir() if not _is_half(path)}
        if MANIFEST in names:
            return False
        blocks = self.path / BLOCKS
        if names - {BLOCKS} or (blocks.exists() and any(blocks.iterdir())):
            raise _in_the_way(self.path, msg("holds files that this program did not write"))
        return True

    def _manifest(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            found = None
        if not isinstance(found, dict) or found.get("made_by") != MADE_BY:
            raise _in_the_way(self.path, msg("holds files that this program did not write"))
        return found

    def missing(self, sweep: Sweep) -> list[int]:
        """Return the blocks that are not there yet, and remove what was begun and not ended."""
        with self._telling():
            for path in (*self.path.iterdir(), *(self.path / BLOCKS).iterdir()):
                if _is_half(path):
                    path.unlink(missing_ok=True)
            return [nth for nth in range(len(sweep.blocks)) if not _is_whole(self.block(nth))]

    def block(self, number: int) -> Path:
        """Return the place of a block."""
        return self.path / BLOCKS / f"{number:05d}.parquet"

    def keep(self, number: int, content: bytes) -> None:
        """Write a block, whole or not at all."""
        self._kept(self.block(number), content)

    def write(self, name: str, text: str) -> None:
        """Write a text beside the blocks, whole or not at all."""
        self._kept(self.path / name, text.encode("utf-8"))

    def _kept(self, path: Path, content: bytes) -> None:
        with self._telling():
            write_whole(path, content)

    @contextmanager
    def _telling(self, remedy: Message = ON) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            rule = msg("cannot be written ({fault})", fault=reason)
            problem = Problem(where=str(self.path), rule=rule, remedy=remedy)
            raise ProblemError(problem) from None


def _check_same(place: Path, there: dict[str, Any], asked: dict[str, Any]) -> None:
    """Refuse the folder of another sweep, saying in what it is another."""
    others = [words for name, words in ASKED.items() if there.get(name) != asked[name]]
    if others or there.get("blocks") != asked["blocks"]:
        what = listed(others or [msg("the blocks")])
        rule = msg("holds another sweep; it differs in {what}", what=what)
        raise _in_the_way(place, rule)


def _check_writable(place: Path) -> None:
    if not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))


def _is_half(path: Path) -> bool:
    """Tell whether a file was being written when its writer ended."""
    return path.name.startswith(".") and path.is_file()


def _is_whole(path: Path) -> bool:
    """Tell whether a block is there from beginning to end."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(WHOLE))
            file.seek(-len(WHOLE), os.SEEK_END)
            return begins == WHOLE == file.read()
    except OSError:
        return False


def _in_the_way(place: Path, rule: Message) -> ProblemError:
    remedy = msg("Move it away or choose another folder")
    return ProblemError(Problem(where=str(place), rule=rule, remedy=remedy))
