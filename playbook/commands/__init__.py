"""The command line: each command a thin wrapper of a function that can be called from Python."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

COMMANDS = {
    "new": "Write a commented client file to fill in.",
    "check": "Tell every problem of a client file at once.",
    "compare": "Compare six decision regimes for a client, side by side.",
    "latency": "Tell how long an approval chain takes, and where the time goes.",
    "pitch": "Make the pitch for a client.",
    "plan": "Make the onboarding plan for a client.",
}


class Lazily(click.Group):
    """Import a command only when it is called, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a first engagement."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"playbook.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; suggest one for a slip of the pen."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from sim.problems import did_you_mean

            ctx.fail(f"No such command '{args[0]}'. {did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Lazily,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with:  greenchannel pitch data/clients/company_a.toml",
)
@click.version_option(package_name="greenchannel")
def group() -> None:
    """Tell what slow approval costs a client, and what delegated authority would bring."""


def main() -> Any:
    """Run the command line; a problem is told on stderr and ends with exit code 1."""
    from sim.problems import ProblemError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        return group(prog_name="greenchannel", standalone_mode=True)
    except ProblemError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
