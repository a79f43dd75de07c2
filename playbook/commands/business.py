"""``greenchannel business``: the business case over two years, readiness and partner fit."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.documents import document_options, replications_option
from playbook.commands.translated import Translated


@click.command(
    "business",
    cls=Translated,
    epilog="Examples:  greenchannel business data/clients/company_a.toml  |  greenchannel business"
    " data/clients/*.toml --language en,zh --format pdf,xlsx --out cases",
)
@document_options
@replications_option
def command(
    clients: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path,
    brand: Path | None,
    seed: int,
    workers: int | None,
    replications: int,
) -> None:
    """Simulate two years of each CLIENT and write its business case."""
    from playbook.commands.documents import edition_of, make_simulated

    make_simulated(
        clients,
        ("business",),
        edition_of(languages, formats, out, brand),
        seed=seed,
        replications=replications,
        workers=workers,
    )
