"""The five areas of the plan and its governance, in the order of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Area:
    """One area of the plan: its name and what it is there for."""

    title: str
    purpose: str


AREAS: Mapping[str, Area] = {
    "product": Area(
        title="Product",
        purpose=(
            "Choose the range that sells online, give every product its role, and sign one price "
            "list that is the same in the shops and in the store: gifts, not discounts."
        ),
    ),
    "platform": Area(
        title="Platform",
        purpose=(
            "Open the flagship store in the brand's own name, and build the pages that make a "
            "stranger trust the product."
        ),
    ),
    "operations": Area(
        title="Operations",
        purpose=(
            "Plan the sales target, the traffic and the campaigns that reach it, and rehearse "
            "the launch before customers see it."
        ),
    ),
    "logistics": Area(
        title="Logistics",
        purpose=(
            "Pick, pack and send single parcels on the day they are ordered, and keep the "
            "store's stock and the client's ERP in step, by hand first and by interface then."
        ),
    ),
    "team": Area(
        title="Team",
        purpose=(
            "Name the people on both sides, train them, and agree how they meet and what they "
            "are measured by."
        ),
    ),
    "governance": Area(
        title="Governance",
        purpose=(
            "Decide who decides: a quarterly plan for what can be foreseen, and a green channel "
            "with a quota and a scope for what cannot."
        ),
    ),
}
