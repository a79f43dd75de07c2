"""``greenchannel charter``: the green-channel charter, the decision sheet and the forms."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.documents import document_options, replications_option
from playbook.commands.translated import Translated


@click.command(
    "charter",
    cls=Translated,
    epilog="Examples:  greenchannel charter data/clients/company_a.toml  |  greenchannel charter"
    " data/clients/*.toml --language en,zh --format docx,xlsx --out charters",
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
    """Simulate each CLIENT and write its charter, decision sheet and forms, ready to sign."""
    from playbook.commands.documents import edition_of, make_simulated

    make_simulated(
        clients,
        ("charter",),
        edition_of(languages, formats, out, brand),
        seed=seed,
        replications=replications,
        workers=workers,
    )
