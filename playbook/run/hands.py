"""The processes that make documents: they get ready while the seasons are still simulated."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from playbook.engagement.opened import share_engagements, shared_engagements
from playbook.formats import MODULES
from sim.workers import processes, threads

NEEDED = (
    "playbook.run.engine",
    *(f"playbook.documents.{name}" for name in ("pitch", "method", "onboarding")),
    *(f"playbook.formats.{module}" for module in MODULES.values()),
)
"""What a process imports before it is asked for a document."""


@dataclass(frozen=True)
class Hands:
    """Hold the processes that make documents, and the threads that wait for them."""

    pool: Executor
    waiters: Executor


@contextmanager
def hands(number: int, documents: int) -> Iterator[Hands | None]:
    """Give so many processes for so many documents; None where one after the other is as quick."""
    if number < 2:
        with shared_engagements():
            yield None
        return
    # The threads only wait for the processes: those end first, then nobody waits any more.
    with threads(documents) as waiters, processes(number, _get_ready) as pool:
        for _ in range(number):
            pool.submit(_here)
        yield Hands(pool, waiters)


def _get_ready() -> None:
    """Import in a process what its documents need, which takes seconds."""
    share_engagements()
    for name in NEEDED:
        importlib.import_module(name)
    # A process makes a few documents and ends: to look for what can go after every 700 objects, as
    # Python does by itself, takes a tenth of its time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _here() -> None:
    """Do nothing: a process begins with the first thing that it is asked."""
