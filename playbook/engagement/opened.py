"""Open the engagement with the client of a file; the documents of one run share it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from playbook.clients.load import load_client
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import Method, Question
from playbook.project.changes import slip_of
from playbook.project.forecast import SAMPLES
from playbook.words.language import language
from sim.results import SEASONS
from sim.results.comparison import Comparison

Opened = dict[tuple[object, ...], Engagement]

_SHARED: ContextVar[Opened | None] = ContextVar("shared", default=None)


def share_engagements() -> None:
    """Open each engagement once from now on: in a process for one run, whose files stay."""
    _SHARED.set({})


@contextmanager
def shared_engagements() -> Iterator[None]:
    """Open each engagement once meanwhile."""
    before = _SHARED.set({})
    try:
        yield
    finally:
        _SHARED.reset(before)


def engagement(
    client: str,
    *,
    seed: int = 1,
    replications: int = SEASONS,
    workers: int = 1,
    engine: str = "kernel",
    samples: int = SAMPLES,
    slip: str = "",
    fits: str = "",
) -> Engagement:
    """Return the engagement with the client of a file; nothing is simulated before a page asks.

    ``slip`` is a text such as ``"PF7=5, PF2=3"``: tasks that take so many working days longer;
    ``fits`` a file of fits, else the client's own are read.
    """
    method = Method(
        seed=seed,
        replications=replications,
        workers=workers,
        engine=engine,
        samples=samples,
        slip=slip_of(slip),
        fits=fits,
    )
    return _shared(client, method, slip)


def _shared(client: str, method: Method, slip: str) -> Engagement:
    """Return what is opened already in this language, in which some of it is worded."""
    shared = _SHARED.get()
    if shared is None:
        return _opened(client, method)
    asked = language(), client, method.seed, method.replications, method.samples, slip, method.fits
    if asked not in shared:
        shared[asked] = _opened(client, method)
    return shared[asked]


def _opened(client: str, method: Method) -> Engagement:
    read = load_client(client)
    return Engagement(read, method, answered=_answered(read.files, method.seed))


@lru_cache(maxsize=4)
def _answered(files: tuple[tuple[str, str], ...], seed: int) -> dict[Question, Comparison]:
    """Return the studies made in this process for a client file: its documents share them."""
    return {}
