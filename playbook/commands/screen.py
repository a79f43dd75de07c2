"""What a command shows: tables on stdout, progress on stderr, numbers in plain words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from playbook.words.language import language, localised
from sim.tables.read import read_table


class Advance(Protocol):
    """Tell how much of the work is done."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Take note of ``done`` of ``total``."""


def console() -> Console:
    """Return the screen, wide enough for six regimes when the output goes to a file."""
    out = Console()
    return out if out.is_terminal else Console(width=150)


@contextmanager
def progress(label: str, total: int) -> Iterator[Advance]:
    """Show a bar on stderr while the work lasts."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)

        def advance(done: int, total: int | None = None) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def called(key: str, *, table: str, column: str) -> str:
    """Return a key of a table as files and options write it; in Chinese its name, if it has one."""
    if language() == "en":
        return key
    names = {row[column]: localised(row, "name") for row in read_table(table)}
    return names.get(key, key).partition("（")[0]


def print_json(value: Any) -> None:
    """Print one JSON object; what does not exist is null, never NaN."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def workers_default() -> int:
    """Return how many processes a command uses unless told otherwise."""
    return max(1, min(os.cpu_count() or 1, 8))
