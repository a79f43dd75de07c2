"""``greenchannel plan``: the onboarding plan for a client."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "plan",
    epilog="Examples:  greenchannel plan data/clients/company_a.toml  |  greenchannel plan"
    " acme.toml --slip PF7=5",
)
@click.argument("client")
@click.option("--out", type=click.Path(path_type=Path), help="Folder [default: out/CLIENT/plan].")
@click.option("--samples", type=click.IntRange(100, 1_000_000), default=5_000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--slip", multiple=True, metavar="TASK=DAYS", help="What if a task takes longer?")
def command(client: str, out: Path | None, samples: int, seed: int, slip: tuple[str, ...]) -> None:
    """Run the onboarding notebook for CLIENT and write one self-contained HTML file."""
    from playbook.commands.documents import make

    parameters = {"client": client, "samples": samples, "seed": seed, "slip": ", ".join(slip)}
    make("onboarding_plan", client, parameters, out, folder="plan")
