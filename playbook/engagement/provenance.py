"""What the numbers of a document rest on: client, model, luck and the files that were read."""

from __future__ import annotations

import sim
from playbook.blocks import Provenance
from playbook.engagement.engagement import Engagement
from sim.client.load import Client

MODEL = f"greenchannel {sim.__version__}"


def provenance(engagement: Engagement) -> Provenance:
    """Return what the numbers of a document of this engagement rest on."""
    method = engagement.method
    return rests_on(engagement.client, seed=method.seed, replications=method.replications)


def rests_on(
    client: Client,
    *,
    model: str = MODEL,
    seed: int | None = None,
    replications: int | None = None,
    inputs: tuple[tuple[str, str], ...] | None = None,
) -> Provenance:
    """Return what is computed from a client's files, or from other ``inputs`` than these."""
    who = client.file.client
    return Provenance(
        client=who.name,
        as_of=who.as_of.isoformat(),
        model_version=model,
        seed=seed,
        replications=replications,
        inputs=client.files if inputs is None else inputs,
    )
