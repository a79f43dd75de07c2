"""What a command shows on stdout: tables, JSON, names as files and options write them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from playbook.words.language import language, localised
from sim.tables.read import read_table


def console() -> Console:
    """Return the screen, wide enough for six regimes when the output goes to a file."""
    out = Console()
    return out if out.is_terminal else Console(width=150)


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


def show_path(words: str, path: Path) -> None:
    """Show where something is, on a terminal as a link to open it with."""
    screen = Console()
    if screen.is_terminal:
        link = Text(str(path), style=f"link {path.as_uri()}")
        screen.print(Text.assemble(words, "  ", link), soft_wrap=True)
    else:
        click.echo(f"{words}  {path}")
