"""``greenchannel business``: the business case over two years, readiness and partner fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from playbook.commands.documents import document_options
from playbook.commands.spoken import Spoken


@click.command(
    "business",
    cls=Spoken,
    epilog="Examples:  greenchannel business data/clients/company_a.toml  |  greenchannel business"
    " data/clients/*.toml --language en,zh --format pdf,xlsx --out cases",
)
@document_options
@click.option(
    "--replications",
    type=click.IntRange(2, 100_000),
    default=200,
    show_default=True,
    help="Simulated seasons.",
)
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
    from playbook.commands.documents import edition_of, make_documents
    from playbook.commands.screen import workers_default

    parameters = {"replications": replications, "seed": seed, "workers": 1}

    def simulate(client: str, advance: Callable[[int, int | None], None]) -> None:
        from playbook.pitch import pitch_case

        processes = workers or workers_default()
        case = pitch_case(client, seed=seed, replications=replications, workers=processes)
        case.studies(advance)

    edition = edition_of(languages, formats, out, brand)
    make_documents(clients, {"business": parameters}, edition, workers, before=simulate)
