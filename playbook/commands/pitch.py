"""``greenchannel pitch``: the pitch for a client."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("pitch", epilog="Example:  greenchannel pitch data/clients/company_a.toml")
@click.argument("client")
@click.option("--out", type=click.Path(path_type=Path), help="Folder [default: out/CLIENT/pitch].")
@click.option("--replications", type=click.IntRange(2, 100_000), default=200, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--workers", type=click.IntRange(1, 256), help="Processes [default: the cores].")
def command(
    client: str, out: Path | None, replications: int, seed: int, workers: int | None
) -> None:
    """Run the pitch notebook for CLIENT and write one self-contained HTML file."""
    from playbook.commands.documents import make
    from playbook.commands.screen import workers_default

    parameters = {
        "client": client,
        "replications": replications,
        "seed": seed,
        "workers": workers or workers_default(),
    }
    make("pitch", client, parameters, out)
