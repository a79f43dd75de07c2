"""How far the work is: a bar on a terminal, a few plain lines where a program reads along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

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

from playbook.words.language import say

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
