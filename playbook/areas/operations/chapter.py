"""The chapter on operations: targets, campaigns, levers, service and paid traffic of one client."""

from __future__ import annotations

from playbook.areas.operations.campaign_page import campaign_page
from playbook.areas.operations.lever_page import lever_page, tier_page, tiers_of
from playbook.areas.operations.levers import (
    Membership,
    group_buy_of,
    membership_of,
    trial_of,
    yearly_return,
)
from playbook.areas.operations.paid_traffic import paid_page, paid_test
from playbook.areas.operations.service_page import complaint_page, service_page
from playbook.areas.operations.target_page import target_page
from playbook.blocks import Block, Blocks, Heading
from playbook.engagement.campaigns import campaigns_of, filings, month_money
from playbook.engagement.engagement import Engagement
from playbook.engagement.gifts import packs_lacking
from playbook.engagement.service import service_plan
from playbook.engagement.targets import Tree, target_tree
from playbook.words.language import say_many
from playbook.words.wording import money

QUARTERLY_PLAN = "GV4"


def store_operations(engagement: Engagement) -> Blocks:
    """Return the chapter on operations: targets, campaigns, levers, service and paid traffic."""
    client, outlook = engagement.client, engagement.outlook
    campaigns, tree = campaigns_of(client), target_tree(engagement)
    signed = engagement.plan.ends(QUARTERLY_PLAN)
    membership = membership_of(client)
    return Blocks(
        [
            Heading(text=_title(tree)),
            *target_page(tree, outlook),
            *campaign_page(
                campaigns,
                month_money(client, campaigns),
                filings(client, signed),
                client.file.plan,
                outlook,
            ),
            *_levers(engagement, membership),
            *tier_page(tiers_of(membership, yearly_return(client))),
            *service_page(service_plan(client, campaigns)),
            *complaint_page(client.file.store.order_value_cny),
            *paid_page(paid_test(client, tree.months[0].sales_cny)),
        ]
    )


def _levers(engagement: Engagement, membership: Membership) -> list[Block]:
    client, lacking = engagement.client, packs_lacking(engagement)
    return lever_page(
        None if "trial" in lacking else trial_of(client),
        membership,
        None if "group" in lacking else group_buy_of(client),
    )


def _title(tree: Tree) -> str:
    return say_many(
        "Operations: {sales} in {n} month of season",
        "Operations: {sales} in {n} months of season",
        len(tree.months),
        sales=money(tree.sales_cny),
    )
