"""What the numbers of a document rest on: client, model, luck and the files that were read."""

from __future__ import annotations

import sim
from playbook.blocks import Provenance
from playbook.engagement.engagement import Engagement

MODEL = f"greenchannel {sim.__version__}"


def provenance(engagement: Engagement) -> Provenance:
    """Return what the numbers of a document of this engagement rest on."""
    who = engagement.client.file.client
    return Provenance(
        client=who.name,
        as_of=who.as_of.isoformat(),
        model_version=MODEL,
        seed=engagement.method.seed,
        replications=engagement.method.replications,
        inputs=engagement.client.files,
    )
