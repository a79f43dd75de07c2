"""What a command shows: tables, JSON, names as files write them, its help as the screen speaks.

A command's help is written in English where the command is defined, before any language is known;
it is looked up in the catalogue when it is shown. click asks gettext for its own words, and gettext
reads compiled catalogues only: ours is compiled into the user's cache.
"""

from __future__ import annotations

import gettext
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from playbook.words.language import LANGUAGES, language, localised, say, speak, translated
from sim.places import data_dir

if TYPE_CHECKING:
    from rich.console import Console

    from sim.client.load import Client


def console() -> Console:
    """Return the screen, wide enough for all regimes when the output goes to a file."""
    from rich.console import Console

    out = Console()
    return out if out.is_terminal else Console(width=150)


def called(key: str, *, table: str) -> str:
    """Return a key of a table as files and options write it; in Chinese its name, if it has one."""
    if language() == "en":
        return key
    from sim.tables.read import by_key

    row = by_key(table).get(key)
    return key if row is None else localised(row, "name").partition("（")[0]


def print_json(value: Any) -> None:
    """Print one JSON object; what does not exist is null, never NaN."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def workers_default() -> int:
    """Return how many processes a command uses unless told otherwise."""
    return max(1, min(os.cpu_count() or 1, 8))


def tell_engine(engine: str, clients: Iterable[Client]) -> None:
    """Tell on stderr why the kernel does not play some clients' seasons; each reason once."""
    from sim.client.regimes import regimes_of
    from sim.results.experiment import Experiment

    asked = (
        Experiment(
            scenario=each.scenario, regimes=regimes_of(each.file, each.scenario), engine=engine
        )
        for each in clients
    )
    reasons = (each.why_event_by_event for each in asked)
    for reason in dict.fromkeys(translated(reason) for reason in reasons if reason):
        click.echo(say("note: {warning}", warning=reason), err=True)


def going_on() -> list[str]:
    """Return what is told to who stops work whose finished part is kept."""
    return [say("What is finished is kept: the same command goes on from there.")]


def show_path(words: str, path: Path) -> None:
    """Show where something is, on a terminal as a link to open it with."""
    from rich.console import Console
    from rich.text import Text

    screen = Console()
    if screen.is_terminal:
        link = Text(str(path), style=f"link {path.as_uri()}")
        screen.print(Text.assemble(words, "  ", link), soft_wrap=True)
    else:
        click.echo(f"{words}  {path}")


DOMAIN = "greenchannel"
"""How gettext calls the catalogue, whatever the language."""


class Translated(click.Command):
    """Show the help of a command and of its options in the language spoken now.

    ``words`` are filled into the places of the epilog.
    """

    def __init__(
        self, *args: Any, words: Mapping[str, str] = MappingProxyType({}), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.words = words

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of a copy of this command whose texts are said."""
        said = copy(self)
        said.help, said.epilog = _said(self.help), _said(self.epilog, self.words)
        said.params = [_with_help_said(param) for param in self.params]
        said._help_option = None  # made anew, in words of this language
        super(Translated, said).format_help(ctx, formatter)


def _with_help_said(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option):
        return param
    option = copy(param)
    option.help = _said(option.help)
    return option


def _said(text: str | None, words: Mapping[str, str] = MappingProxyType({})) -> str | None:
    return say(text, **words) if text else text


def speak_on_screen(wanted: str) -> None:
    """Speak a language from now on, click too; what is not known is refused."""
    speak(wanted)
    os.environ["LANGUAGE"] = wanted  # where gettext looks first
    if wanted != LANGUAGES[0]:
        with suppress(OSError):  # where nothing can be kept, click's own words stay English
            gettext.bindtextdomain(DOMAIN, str(_compiled(wanted)))
            gettext.textdomain(DOMAIN)


def _compiled(language: str) -> Path:
    """Return the folder in which gettext finds the catalogue of a language, made when it is new."""
    from sim.keeping import keep, kept
    from sim.places import cache_dir

    written = (data_dir() / "locale" / f"{language}.po").read_bytes()
    folder = cache_dir() / "locale" / hashlib.sha256(written).hexdigest()[:16]
    place = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if kept(place) is None:
        keep(place, _compilation(written, language))
    return folder


def _compilation(written: bytes, language: str) -> bytes:
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    write_mo(made, read_po(BytesIO(written), locale=language))
    return made.getvalue()
