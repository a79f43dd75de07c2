"""``greenchannel new`` and ``check``: a client file to fill in, and every problem of it at once."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.words.language import say, say_many


@click.command(
    "new",
    cls=Translated,
    epilog="Examples:  greenchannel new acme   (writes acme.toml, which passes check)  |"
    "  greenchannel new acme --xlsx   (a workbook to fill in)  |"
    "  greenchannel new acme --from acme.xlsx   (the same client as TOML)",
)
@click.argument("name")
@click.option(
    "--era",
    type=click.Choice(["2010", "today"]),
    help="Which tables hold [default: today, or as in the file of --from].",
)
@click.option(
    "--xlsx",
    is_flag=True,
    help="Write an Excel workbook; every command takes it in place of a TOML file.",
)
@click.option(
    "--from",
    "source",
    metavar="FILE",
    help="Write the client of this TOML file or workbook anew, with its SKU list; NAME names the"
    " new file only.",
)
@click.option(
    "--out",
    type=options.FilePath(),
    help="File to write [default: NAME.toml or NAME.xlsx].",
)
def new(name: str, era: str | None, xlsx: bool, source: str | None, out: Path | None) -> None:
    """Write a client file for NAME with every setting, its unit and its default explained."""
    from playbook.clients.template import write_client_file
    from playbook.intake.convert import converted, write_workbook

    if source is not None:
        if era is not None:
            raise click.UsageError(say("--era stands in the file of --from already."))
        path = converted(source, name, xlsx=xlsx, out=out)
    elif xlsx:
        path = write_workbook(name, era or "today", out)
    else:
        path = write_client_file(name, era or "today", out)
    if source is not None:
        click.echo(say("{path}: written. Next:  greenchannel check {path}", path=path))
        return
    click.echo(say("{path}: fill it in, then  greenchannel check {path}", path=path))


@click.command(
    "check", cls=Translated, epilog="Example:  greenchannel check data/clients/company_a.toml"
)
@click.argument("file")
def check(file: str) -> None:
    """Read a client file (or a chain file) and tell every problem; exit 1 when there is one."""
    from sim.client.chain_file import is_chain_file, listed_arrivals, read_chain_file
    from sim.client.checks import night_notes
    from sim.client.files import find_file

    if is_chain_file(file):
        chain = read_chain_file(file)
        listed_arrivals(chain, find_file(file), 1)
        for note in night_notes("[calendar].hours", chain.calendar.hours):
            click.echo(say("{file}: note: {warning}", file=file, warning=note), err=True)
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
    from playbook.words.wording import country
    from sim.client.worktime import NO_COUNTRY

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
    if (kept := client.file.office.holidays) != NO_COUNTRY:
        click.echo(
            say(
                "{file}: public holidays of {country} ({code}).",
                file=file,
                country=country(kept),
                code=kept,
            )
        )
