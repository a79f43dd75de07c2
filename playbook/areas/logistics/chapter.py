"""The logistics of the onboarding plan: people and parcels, and the load of the ERP bridge."""

from __future__ import annotations

from playbook.areas.logistics.bridge_pages import keying_pages, stock_pages
from playbook.areas.logistics.capacity import demand_of
from playbook.areas.logistics.capacity_pages import capacity_pages
from playbook.areas.logistics.interface_pages import CUT_OVER, INTERFACE, interface_pages
from playbook.areas.logistics.parcels import parcel_pages
from playbook.blocks import Blocks, Heading
from playbook.engagement.engagement import Engagement
from playbook.words.language import say

TEST_ORDERS = "LG6"


def logistics(engagement: Engagement) -> Blocks:
    """Return people, parcels, carriers and returns."""
    demand = demand_of(engagement)
    return Blocks([*capacity_pages(demand), *parcel_pages(demand)])


def erp_bridge(engagement: Engagement) -> Blocks:
    """Return what the manual link costs, how often stock is copied, and how the API takes over."""
    demand, plan = demand_of(engagement), engagement.plan
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
            *keying_pages(demand, plan.ends(CUT_OVER) if built else None),
            *stock_pages(demand),
            *interface_pages(dates, linked=not built),
        ]
    )
