"""How far the work is and how long it takes: a bar on a terminal, elsewhere a few plain lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from playbook.words.language import say, say_many
from sim.keeping import keep, kept
from sim.places import cache_dir

if TYPE_CHECKING:  # it brings the whole engagement, which a comparison does without
    from playbook.engagement.questions import Question

MOMENT_S, WHILE_S = 5.0, 60.0
"""Two plain lines are a moment apart at least, and not much more than a while."""

PARTS = 4
"""A plain line is due when a further quarter of the work is done."""


Clock = Callable[[], float]
"""Tells the seconds since some moment."""


class Shown(Protocol):
    """Work that is under way, and is seen to be."""

    def __call__(self, done: int, total: int | None = None, now: str = "") -> None:
        """Take note of how much is done of how much, and of what is being done now."""

    def tell(self, line: str) -> None:
        """Say something beside how far the work is."""


@contextmanager
def progress(label: str, total: int) -> Iterator[Shown]:
    """Show on stderr how far the work is, what is being done, and how long it still takes."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield PlainLines(label, total)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn(say("remaining")),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    # The pace of the whole work: seasons come in batches, and documents take long.
    with Progress(*columns, console=screen, transient=True, speed_estimate_period=1e9) as bar:
        yield Bar(bar, label, total)


class Bar:
    """Show how far the work is in a bar."""

    def __init__(self, bar: Progress, label: str, total: int) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=total, now="")

    def __call__(self, done: int, total: int | None = None, now: str = "") -> None:
        """Move the bar."""
        self._bar.update(self._task, completed=done, total=total, now=now)

    def tell(self, line: str) -> None:
        """Say something above the bar."""
        self._bar.console.print(line, highlight=False, markup=False)


class PlainLines:
    """Tell how far the work is in a plain line now and then."""

    def __init__(self, label: str, total: int, clock: Clock = monotonic) -> None:
        self._label, self._total, self._clock = label, total, clock
        self._begun = self._told_at = clock()
        self._told = 0

    def __call__(self, done: int, total: int | None = None, now: str = "") -> None:
        """Tell how far the work is, when it is time to."""
        self._total = total or self._total
        quiet = self._clock() - self._told_at
        part = PARTS * done // self._total
        if done < self._total and quiet >= (MOMENT_S if part > self._told else WHILE_S):
            self._told, self._told_at = part, self._clock()
            self.tell(self._line(done, now))

    def _line(self, done: int, now: str) -> str:
        gone = self._clock() - self._begun
        line = say(
            "{label}: {share} after {gone}, about {left} remaining",
            label=self._label,
            share=f"{done / self._total:.0%}",
            gone=lasting(gone),
            left=lasting(gone * (self._total - done) / done),
        )
        return f"{line}  {now}".rstrip()

    def tell(self, line: str) -> None:
        """Say something in a line of its own."""
        click.echo(line, err=True)


def lasting(seconds: float) -> str:
    """Return how long something takes, in words: seconds below two minutes, else minutes."""
    if seconds < 120:
        return say("{n} s", n=f"{seconds:.0f}")
    return say("{n} min", n=f"{seconds / 60:.0f}")


MEASURED_S, MEASURED_SHARE = 5.0, 0.05
"""How long, and how many of the first seasons are timed before it is said what the whole takes."""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Hold how much is to be done: the questions to simulate, the documents and files to make."""

    questions: Sequence[Question]
    documents: int
    formats: int
    workers: int

    @property
    def replays(self) -> int:
        """Return how often a season is replayed."""
        return sum(question.replays for question in self.questions)

    @property
    def files(self) -> int:
        """Return how many files are made."""
        return self.documents * self.formats

    @property
    def hands(self) -> int:
        """Return how many processes make documents at once."""
        return max(1, min(self.workers, self.documents))

    def announced(self) -> str:
        """Return what is to be done, in one line."""
        seasons = sum(question.replications for question in self.questions)
        return say(
            "{seasons} to simulate, {documents} to make, {files} in all.",
            seasons=say_many("{n} season", "{n} seasons", seasons),
            documents=say_many("{n} document", "{n} documents", self.documents),
            files=say_many("{n} file", "{n} files", self.files),
        )

    def documents_s(self) -> float | None:
        """Return how long the documents take if this machine is as fast as the last time."""
        a_file = remembered_s()
        return None if a_file is None else a_file * self.files / self.hands

    def forecast(self, seasons_s: float) -> str:
        """Return how long the whole takes when the seasons take ``seasons_s``."""
        documents_s = self.documents_s()
        seasons = lasting(seasons_s)
        if documents_s is None:
            return say("About {time} for the seasons; then the documents.", time=seasons)
        return say(
            "About {time} in all: {seasons} for the seasons, {documents} for the documents.",
            time=lasting(seasons_s + documents_s),
            seasons=seasons,
            documents=lasting(documents_s),
        )

    def tell_documents(self, shown: Shown) -> None:
        """Say how long the documents take, if it is known."""
        if (documents_s := self.documents_s()) is not None:
            shown.tell(say("About {time} for the documents.", time=lasting(documents_s)))


class Forecasting:
    """Show how far the seasons are, and say once, from the first, how long the whole takes."""

    def __init__(self, work: Workload, shown: Shown, clock: Clock = monotonic) -> None:
        self._work, self._shown, self._clock = work, shown, clock
        self._begun = clock()
        self._said = False

    def __call__(self, done: int, now: str) -> None:
        """Take note of the replays that are done."""
        self._shown(done, now=now)
        gone, share = self._clock() - self._begun, done / self._work.replays
        if not self._said and gone >= MEASURED_S and share >= MEASURED_SHARE:
            self._said = True
            self._shown.tell(self._work.forecast(gone / share))


def remembered_s() -> float | None:
    """Return how long a process of this machine took for a file the last time, in seconds."""
    content = kept(_place())
    return float(json.loads(content)["file_s"]) if content else None


def remember(file_s: float) -> None:
    """Keep how long a process took for a file; where nothing can be kept, nothing is."""
    keep(_place(), json.dumps({"file_s": round(file_s, 3)}).encode("utf-8"))


def _place() -> Path:
    return cache_dir() / "pace.json"
