"""The operations area of the onboarding plan: targets, campaigns, levers, service, paid traffic."""

from __future__ import annotations

from playbook.blocks import Blocks
from playbook.operations.chapter import operations_chapter
from playbook.operations.facts import operations_facts
from sim.loader import load_client

__all__ = ["operations_of"]


def operations_of(client: str) -> Blocks:
    """Return the chapter on operations of a client file."""
    return operations_chapter(operations_facts(load_client(client).file))
