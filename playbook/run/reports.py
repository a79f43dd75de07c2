"""Many reports at once: clients by documents by languages, in parallel; one failure stops no other.

The simulator runs first and its seasons are kept, so that every notebook reads the same ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path

from playbook.documents import DOCUMENTS
from playbook.look.brand import Brand
from playbook.project.plan import checked
from playbook.run.execution import Progress
from playbook.run.folder import check_place
from playbook.run.hands import Hands
from playbook.run.render import Rendered, render
from playbook.words.slug import slug
from sim.messages import Problem, ProblemError, msg

LONGEST = ("plan", "pitch", "method")

Advance = Callable[[int, int, str], None]
"""Takes note of how much is done of how much, and of what was done last."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One document of one client, and the parameters of its notebook beside the client."""

    client: str
    document: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What became of a wanted document: it was rendered, or here is why not."""

    wanted: Wanted
    rendered: Rendered | None = None
    error: ProblemError | None = None


@dataclass(frozen=True, kw_only=True)
class Edition:
    """In which languages and formats, under which brand and below which folder to write."""

    languages: tuple[str, ...] = ("en",)
    formats: tuple[str, ...] = ("html",)
    brand: Brand = field(default_factory=Brand)
    out: Path = Path("out")


def folders(
    clients: Sequence[str],
    documents: Iterable[str] = (),
    out: Path = Path("out"),
    *,
    slip: str = "",
) -> tuple[dict[str, str], dict[str, ProblemError]]:
    """Return the folder's name of each client that can be served; what is wrong with the others.

    A client's files must be in order, the tasks of ``slip`` known, and the places of its
    ``documents`` below ``out`` free. Two clients of one name would write into one folder: the
    second is refused.
    """
    names: dict[str, str] = {}
    faults: dict[str, ProblemError] = {}
    for client in dict.fromkeys(clients):
        try:
            read, _ = checked(client, slip=slip)
            name = slug(read.file.client.name)
            for document in documents:
                check_place(out / name / document)
        except ProblemError as error:
            faults[client] = error
            continue
        if name in names.values():
            rule = msg("another client file writes into the same folder ('{folder}')", folder=name)
            remedy = msg("Give the clients different names")
            faults[client] = ProblemError(Problem(where=client, rule=rule, remedy=remedy))
        else:
            names[client] = name
    return names, faults


def make(
    wanted: Sequence[Wanted],
    names: Mapping[str, str],
    edition: Edition,
    *,
    hands: Hands | None = None,
    advance: Advance = lambda done, total, now: None,
    finished: Callable[[Made], None] = lambda made: None,
) -> list[Made]:
    """Return what became of each wanted document, in their order.

    ``names`` gives the folder of each client, below ``edition.out``. With ``hands`` they are made
    at once. ``advance`` is told the editions done, their number and the last one; of a single
    edition, the cells. When work is stopped, ``finished`` has heard of every document that was
    made.
    """
    count = _Count(len(wanted) * len(edition.languages), edition.languages, advance)

    def one(each: Wanted) -> Made:
        progress = count.of(each, cells=hands is None)
        pool = None if hands is None else hands.pool
        try:
            rendered = _rendered(each, names[each.client], edition, pool, progress)
        except ProblemError as error:
            return Made(wanted=each, error=error)
        made = Made(wanted=each, rendered=rendered)
        finished(made)
        return made

    if hands is None:
        return [one(each) for each in wanted]
    waiting = {
        place: hands.waiters.submit(copy_context().run, one, each)
        for place, each in sorted(enumerate(wanted), key=_longest_first)
    }
    return [waiting[place].result() for place in range(len(wanted))]


def _longest_first(place_and_wanted: tuple[int, Wanted]) -> bool:
    """Return false of what is begun first: so no process waits at the end for a long document."""
    return place_and_wanted[1].document not in LONGEST


def _rendered(
    wanted: Wanted, name: str, edition: Edition, pool: Executor | None, progress: Progress
) -> Rendered:
    return render(
        DOCUMENTS[wanted.document].notebook,
        {"client": wanted.client, **wanted.parameters},
        edition.out / name / wanted.document,
        name=f"{name}-{wanted.document}",
        languages=edition.languages,
        formats=edition.formats,
        brand=edition.brand,
        pool=pool,
        progress=progress,
    )


class _Count:
    """Add up the editions that are done, in several threads or one after the other."""

    def __init__(self, total: int, languages: Sequence[str], advance: Advance) -> None:
        self._total, self._languages, self._advance = total, languages, advance
        self._done = 0
        self._lock = threading.Lock()

    def of(self, wanted: Wanted, *, cells: bool) -> Progress:
        """Return what is told of one document: its editions, or each edition's ``cells``."""
        languages = iter(self._languages)

        def told(done: int, total: int) -> None:
            if cells and self._total == 1:
                self._advance(done, total, wanted.document)
            elif done == total or not cells:
                self._add(f"{wanted.document}-{next(languages)}")

        return told

    def _add(self, edition: str) -> None:
        with self._lock:
            self._done += 1
            self._advance(self._done, self._total, edition)
