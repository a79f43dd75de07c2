"""The five areas of the plan and its governance, in the order of the document."""

from __future__ import annotations

from playbook.engagement.engagement import Engagement
from playbook.project.scope import is_linked
from playbook.words.language import say

AREAS = ("product", "platform", "operations", "logistics", "team", "governance")


def area_title(area: str) -> str:
    """Return the name of an area of ``AREAS``."""
    return {
        "product": say("Product"),
        "platform": say("Platform"),
        "operations": say("Operations"),
        "logistics": say("Logistics"),
        "team": say("Team"),
        "governance": say("Governance"),
    }[area]


def area_purpose(engagement: Engagement, area: str) -> str:
    """Return what an area of ``AREAS`` is there for with this client, as a sentence."""
    file = engagement.client.file
    product = say(
        "Choose the range that sells online, give every product its role, and sign one price list."
    )
    if file.store.shops:
        product = say(
            "Choose the range that sells online, give every product its role, and sign one price "
            "list that is the same in the shops and in the store: gifts, not discounts."
        )
    platform = say(
        "Renew the structure of the existing flagship store, and build the pages that make a "
        "stranger trust the product."
    )
    if file.offers.new_store:
        platform = say(
            "Open the flagship store in the brand's own name, and build the pages that make a "
            "stranger trust the product."
        )
    return {
        "product": product,
        "platform": platform,
        "operations": say(
            "Plan the sales target, the traffic and the campaigns that reach it, and rehearse "
            "the launch before customers see it."
        ),
        "logistics": _logistics(engagement),
        "team": say(
            "Name the people on both sides, train them, and agree how they meet and what they "
            "are measured by."
        ),
        "governance": _governance(engagement),
    }[area]


def _logistics(engagement: Engagement) -> str:
    if is_linked(engagement.client.file):
        return say(
            "Pick, pack and send single parcels on the day they are ordered, and keep the "
            "store's stock and the client's ERP in step through the existing interface."
        )
    return say(
        "Pick, pack and send single parcels on the day they are ordered, and keep the store's "
        "stock and the client's ERP in step, first by hand, later by interface."
    )


def _governance(engagement: Engagement) -> str:
    if engagement.outlook.has_channel:
        return say(
            "Decide who decides: a quarterly plan for what can be foreseen, and a green channel "
            "with a quota and a scope for what cannot."
        )
    return say(
        "Decide who decides: a quarterly plan for what can be foreseen, and the client's OA chain "
        "for what cannot."
    )
