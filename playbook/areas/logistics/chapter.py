"""The logistics of the onboarding plan: people and parcels, and the load of the ERP bridge."""

from __future__ import annotations

from playbook.areas.logistics.bridge_pages import keying_pages, stock_pages
from playbook.areas.logistics.capacity_pages import capacity_pages
from playbook.areas.logistics.erp_link_page import CUT_OVER, INTERFACE
from playbook.areas.logistics.interface_pages import interface_pages
from playbook.areas.logistics.parcel_pages import parcel_pages
from playbook.blocks import Blocks, Heading
from playbook.project.plan import OnboardingPlan
from playbook.words.language import say

TEST_ORDERS = "LG6"


def logistics(plan: OnboardingPlan) -> Blocks:
    """Return people, parcels, carriers and returns; nothing where only dates are known."""
    facts = plan.logistics
    if facts is None:
        return Blocks([])
    return Blocks([*capacity_pages(facts), *parcel_pages(facts)])


def erp_bridge(plan: OnboardingPlan) -> Blocks:
    """Return what the manual link costs, how often stock is copied, and how the API takes over."""
    facts = plan.logistics
    if facts is None:
        return Blocks([])
    built = CUT_OVER in plan.network
    ends = {"test": INTERFACE, "cut_over": CUT_OVER} if built else {"test": TEST_ORDERS}
    dates = {phase: plan.dated(plan.ends(task)) for phase, task in ends.items()}
    title = (
        say("Orders and stock between store and ERP: load, tests and way back")
        if built
        else say("Orders and stock between store and ERP: checks and way back")
    )
    return Blocks(
        [
            Heading(text=title),
            *keying_pages(facts, plan.ends(CUT_OVER) if built else None),
            *stock_pages(facts),
            *interface_pages(dates, linked=not built),
        ]
    )
