"""``greenchannel check``: every problem of a client file at once."""

from __future__ import annotations

import click

from playbook.commands.screen_language import Translated
from playbook.words.language import say, say_many


@click.command(
    "check", cls=Translated, epilog="Example:  greenchannel check data/clients/company_a.toml"
)
@click.argument("file")
def command(file: str) -> None:
    """Read a client file (or a chain file) and tell every problem; exit 1 when there is one."""
    from sim.client.chain_file import is_chain_file, read_chain_file

    if is_chain_file(file):
        chain = read_chain_file(file)
        click.echo(
            say_many(
                "{file}: in order, an approval chain of {n} step.",
                "{file}: in order, an approval chain of {n} steps.",
                len(chain.steps),
                file=file,
            )
        )
        return
    from playbook.project.plan import checked

    client, skus = checked(file)
    for warning in (*client.warnings, *(skus.warnings if skus else ())):
        click.echo(say("{file}: note: {warning}", file=file, warning=warning), err=True)
    judged = sum(assumption.basis == "EXPERT" for assumption in client.assumptions)
    click.echo(
        say(
            "{file}: in order. {count} numbers,"
            " {judged} of them EXPERT judgements that the client may replace.",
            file=file,
            count=len(client.assumptions),
            judged=judged,
        )
    )
