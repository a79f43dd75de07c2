"""Make a document from its notebook, and say where it is and what it says."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import click

from playbook.blocks import Callout
from playbook.commands.screen import progress
from playbook.names import slug
from playbook.render import render
from sim.loader import load_client


def make(
    notebook: str,
    client: str,
    parameters: Mapping[str, object],
    out: Path | None,
    folder: str = "",
) -> None:
    """Render a notebook for a client; the client file is checked before anything is run."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # an interrupted kernel is no news
    loaded = load_client(client)
    name = slug(loaded.file.client.name)
    place = out or Path("out") / name / (folder or notebook)
    with progress("cells", 1) as advance:
        made = render(
            notebook,
            parameters,
            place,
            name=f"{name}-{folder or notebook}",
            progress=lambda done, total: advance(done, total),
        )
    headline = next((block.text for block in made.blocks if isinstance(block, Callout)), "")
    if headline:
        click.echo(headline)
    click.echo(f"HTML: {made.html}")
