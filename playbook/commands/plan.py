"""``greenchannel plan``: the onboarding plan for a client."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.documents import document_options, replications_option
from playbook.commands.translated import Translated


@click.command(
    "plan",
    cls=Translated,
    epilog="Examples:  greenchannel plan data/clients/company_a.toml --language zh  |  greenchannel"
    " plan acme.toml --slip PF7=5 --format pdf,xlsx",
)
@document_options
@click.option(
    "--samples",
    type=click.IntRange(100, 1_000_000),
    default=5_000,
    show_default=True,
    help="Sampled plans.",
)
@replications_option
@click.option("--slip", multiple=True, metavar="TASK=DAYS", help="What if a task takes longer?")
def command(
    clients: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path,
    brand: Path | None,
    seed: int,
    workers: int | None,
    samples: int,
    replications: int,
    slip: tuple[str, ...],
) -> None:
    """Write each CLIENT's onboarding plan: who does what until the store is live."""
    from playbook.commands.documents import edition_of, make_simulated

    make_simulated(
        clients,
        ("plan",),
        edition_of(languages, formats, out, brand),
        seed=seed,
        replications=replications,
        workers=workers,
        more={"plan": {"samples": samples, "slip": ", ".join(slip)}},
    )
