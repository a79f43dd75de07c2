"""``greenchannel check``: every problem of a client file at once."""

from __future__ import annotations

import click


@click.command("check", epilog="Example:  greenchannel check data/clients/company_a.toml")
@click.argument("file")
def command(file: str) -> None:
    """Read a client file (or a chain file) and tell every problem; exit 1 when there is one."""
    from sim.chain_file import is_chain_file, read_chain_file

    if is_chain_file(file):
        chain = read_chain_file(file)
        click.echo(f"{file}: in order, an approval chain of {len(chain.steps)} steps.")
        return
    from playbook.onboarding import plan_for
    from sim.loader import load_client

    client = load_client(file)
    plan_for(file).network  # noqa: B018 made to see that the client's task durations fit it
    for warning in client.warnings:
        click.echo(f"{file}: note: {warning}", err=True)
    judged = sum(assumption.basis == "EXPERT" for assumption in client.assumptions)
    click.echo(
        f"{file}: in order. {len(client.assumptions)} numbers,"
        f" {judged} of them EXPERT judgements that the client may replace."
    )
