"""The command line: each command a thin wrapper of a function that can be called from Python."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import Any

import click

from playbook.commands.screen import Translated, speak_on_screen
from playbook.documents import DOCUMENTS
from playbook.words.language import LANGUAGES, say, translated
from sim.ending import stopping

SCREEN_LANGUAGE = "GREENCHANNEL_LANGUAGE"
"""The environment variable that holds the language of the screen."""

COMMANDS = {
    "new": "Write a commented client file to fill in.",
    "check": "Tell every problem of a client file at once.",
    "compare": "Compare the decision regimes for a client, side by side.",
    "whatif": "Write one page in which the model plays whatever is asked.",
    "sweep": "Simulate a client at every point of a grid, and keep every outcome.",
    "calibrate": "Fit a client to what it has sold, and keep the set of fits.",
    "trace": "Tell one day step by step, under several regimes on the same luck.",
    "latency": "Tell how long an approval chain takes, and where the time goes.",
    **{name: listed.help for name, listed in DOCUMENTS.items() if listed.command == name},
    "render": "Make documents of a notebook that was run by hand.",
}

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C stops, as shells have it."""

MODULES = {"new": "client_file", "check": "client_file", "render": "documents"}
"""Where a command stands that has no module of its own name."""


class CommandList(Translated, click.Group):
    """Hold the commands by name; one is imported when it is called, so --help answers at once."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **kw: Any
    ) -> click.Context:
        """Speak the language of the environment from the first word on; an option may change it."""
        wanted = os.environ.get(SCREEN_LANGUAGE, LANGUAGES[0])
        known = wanted in LANGUAGES  # what is not known is refused by the option
        speak_on_screen(wanted if known else LANGUAGES[0])
        return super().make_context(info_name, args, parent, **kw)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; when somebody stops it, say so and what is finished."""
        stop = None
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stopped:
            stop = stopped
        click.echo("\n" + say("Stopped."), err=True)
        for note in getattr(stop, "__notes__", ()):
            click.echo(note, err=True)
        ctx.exit(getattr(stop, "code", INTERRUPTED))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a first engagement."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name in DOCUMENTS:
            from playbook.commands.documents import command_of

            return command_of(cmd_name)
        module = importlib.import_module(f"playbook.commands.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; suggest one for a slip of the pen."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from sim.messages import did_you_mean

            remedy = did_you_mean(args[0], COMMANDS)
            ctx.fail(say("No such command '{name}'. {remedy}", name=args[0], remedy=remedy))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(short)) for name, short in COMMANDS.items()])


@click.group(
    cls=CommandList,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with:  greenchannel pitch data/clients/company_a.toml  |  Exit codes: 0 done,"
    " 1 refused or failed, 2 called wrongly, 130 stopped by Ctrl-C, 143 stopped by SIGTERM",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    envvar=SCREEN_LANGUAGE,
    default=LANGUAGES[0],
    show_default=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, param, value: speak_on_screen(value),
    help=f"Language of the screen, also {SCREEN_LANGUAGE}.",
)
@click.version_option(package_name="greenchannel")
@click.help_option("-h", "--help", is_eager=False)  # after the language, wherever that stands
def group() -> None:
    """Tell what slow approval costs a client, and what delegated authority would bring."""


def main() -> Any:
    """Run the command line; a problem is told on stderr and ends with exit code 1."""
    from sim.messages import ProblemError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with stopping():
            return group(prog_name="greenchannel", standalone_mode=True)
    except ProblemError as error:
        click.echo(translated(error), err=True)
        sys.exit(1)
    except OSError as fault:
        if fault.filename is not None or fault.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more is tried
        told = say("The output cannot be written: {fault}", fault=fault.strerror)
        click.echo(told, err=True)
        sys.exit(1)
