"""``greenchannel new``: a commented client file to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.spoken import Spoken
from sim.language import say


@click.command(
    "new",
    cls=Spoken,
    epilog="Example:  greenchannel new acme   (writes acme.toml, which passes check)",
)
@click.argument("name")
@click.option(
    "--era",
    type=click.Choice(["2010", "today"]),
    default="today",
    show_default=True,
    help="Which tables hold.",
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write [default: NAME.toml]")
def command(name: str, era: str, out: Path | None) -> None:
    """Write a client file for NAME with every setting, its unit and its default explained."""
    from playbook.client_template import write_client_file

    path = write_client_file(name, era, out)
    click.echo(say("{path}: fill it in, then  greenchannel check {path}", path=path))
