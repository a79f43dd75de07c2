"""``greenchannel charter``: the green-channel charter, the decision sheet and the forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from playbook.commands.documents import document_options
from playbook.commands.spoken import Spoken


@click.command(
    "charter",
    cls=Spoken,
    epilog="Examples:  greenchannel charter data/clients/company_a.toml  |  greenchannel charter"
    " data/clients/*.toml --language en,zh --format docx,xlsx --out charters",
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
    """Simulate each CLIENT and write its charter, decision sheet and forms, ready to sign."""
    from playbook.commands.documents import edition_of, make_documents
    from playbook.commands.screen import workers_default

    parameters = {"replications": replications, "seed": seed, "workers": 1}

    def simulate(client: str, advance: Callable[[int, int | None], None]) -> None:
        from playbook.pitch import pitch_case

        processes = workers or workers_default()
        case = pitch_case(client, seed=seed, replications=replications, workers=processes)
        case.studies(advance)

    edition = edition_of(languages, formats, out, brand)
    make_documents(clients, {"charter": parameters}, edition, workers, before=simulate)
