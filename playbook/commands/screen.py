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
from sim.tables.read import by_key


def console() -> Console:
    """Return the screen, wide enough for all regimes when the output goes to a file."""
    out = Console()
    return out if out.is_terminal else Console(width=150)


def called(key: str, *, table: str) -> str:
    """Return a key of a table as files and options write it; in Chinese its name, if it has one."""
    if language() == "en":
        return key
    row = by_key(table).get(key)
    return key if row is None else localised(row, "name").partition("（")[0]


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
