"""The processes that make documents: they get ready while the seasons are still simulated."""

from __future__ import annotations

import importlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from playbook.engagement.opened import share_engagements, shared_engagements
from playbook.formats import MODULES

NEEDED = (
    "playbook.run.engine",
    *(f"playbook.documents.{name}" for name in ("pitch", "method", "onboarding")),
    *(f"playbook.formats.{module}" for module in MODULES.values()),
)
"""What a process imports before it is asked for a document."""


@contextmanager
def hands(number: int) -> Iterator[Executor | None]:
    """Give a pool of processes, or none where one thing after the other is as quick."""
    if number < 2:
        with shared_engagements():
            yield None
        return
    spawning = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(number, mp_context=spawning, initializer=_get_ready)
    try:
        for _ in range(number):
            pool.submit(_here)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _get_ready() -> None:
    """Import in a process what its documents need, which takes seconds."""
    share_engagements()
    for name in NEEDED:
        importlib.import_module(name)


def _here() -> None:
    """Do nothing: a process begins with the first thing that it is asked."""
