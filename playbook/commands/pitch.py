"""``greenchannel pitch``: the pitch for a client, its one-page summary, and its method."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.documents import Several, document_options, replications_option
from playbook.commands.translated import Translated

DOCUMENTS = ("pitch", "summary", "method")
BESIDE = ("charter", "business", "plan")
"""Documents that have a command of their own and can be made along."""


@click.command(
    "pitch",
    cls=Translated,
    epilog="Examples:  greenchannel pitch data/clients/company_a.toml  |  greenchannel pitch"
    " data/clients/*.toml --language en,zh --format html,pdf,pptx --out pitches",
)
@document_options
@click.option(
    "--document",
    "documents",
    type=Several((*DOCUMENTS, *BESIDE)),
    default=",".join(DOCUMENTS),
    show_default=True,
    help="Documents, with commas between.",
)
@replications_option
def command(
    clients: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path,
    brand: Path | None,
    seed: int,
    workers: int | None,
    documents: tuple[str, ...],
    replications: int,
) -> None:
    """Simulate each CLIENT and write its pitch, one-page summary and method, ready to send."""
    from playbook.commands.documents import edition_of, make_simulated

    make_simulated(
        clients,
        documents,
        edition_of(languages, formats, out, brand),
        seed=seed,
        replications=replications,
        workers=workers,
    )
