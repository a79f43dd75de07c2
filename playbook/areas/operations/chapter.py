"""The chapter on operations: targets, campaigns, levers, service and paid traffic of one client."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from playbook.areas.operations.campaign_page import campaign_page
from playbook.areas.operations.campaigns import DatedCampaign, campaigns_of, filings, month_money
from playbook.areas.operations.complaints import complaint_page
from playbook.areas.operations.lever_page import lever_page
from playbook.areas.operations.levers import (
    Membership,
    group_buy_of,
    membership_of,
    trial_of,
    yearly_return,
)
from playbook.areas.operations.paid import PaidTest, paid_test
from playbook.areas.operations.paid_page import paid_page
from playbook.areas.operations.service_load import ServicePlan, service_plan
from playbook.areas.operations.service_page import service_page
from playbook.areas.operations.target_page import target_page
from playbook.areas.operations.targets import Tree, tree_of
from playbook.areas.operations.tiers import tier_page, tiers_of
from playbook.areas.product.packs import packs_lacking
from playbook.blocks import Block, Blocks, Heading
from playbook.engagement.engagement import Engagement
from playbook.study.outlook import Outlook
from playbook.words.language import say_many
from playbook.words.wording import money
from sim.client.load import Client

QUARTERLY_PLAN = "GV4"


@dataclass(frozen=True, kw_only=True)
class Operations:
    """The operations of one client, worked out once, in the language spoken at first use."""

    client: Client
    outlook: Outlook

    @cached_property
    def campaigns(self) -> tuple[DatedCampaign, ...]:
        """Return the dated campaigns of the season."""
        return campaigns_of(self.client)

    @cached_property
    def tree(self) -> Tree:
        """Return the target tree."""
        return tree_of(self.client, self.outlook, self.campaigns)

    @cached_property
    def service(self) -> ServicePlan:
        """Return the service plan."""
        return service_plan(self.client, self.campaigns)

    @cached_property
    def paid(self) -> PaidTest:
        """Return the test of paid traffic, on the sales of the season's first month."""
        return paid_test(self.client, self.tree.months[0].sales_cny)


def operations_of(engagement: Engagement) -> Operations:
    """Return the operations of an engagement's client, worked out once."""
    return engagement.once(_worked_out)


def _worked_out(engagement: Engagement) -> Operations:
    return Operations(client=engagement.client, outlook=engagement.outlook)


def store_operations(engagement: Engagement) -> Blocks:
    """Return the chapter on operations: targets, campaigns, levers, service and paid traffic."""
    operations, client = operations_of(engagement), engagement.client
    signed = engagement.plan.ends(QUARTERLY_PLAN)
    membership = membership_of(client)
    return Blocks(
        [
            Heading(text=_title(operations.tree)),
            *target_page(operations.tree, operations.outlook),
            *campaign_page(
                operations.campaigns,
                month_money(client, operations.campaigns),
                filings(client, signed),
                client.file.plan,
                operations.outlook,
            ),
            *_levers(engagement, membership),
            *tier_page(tiers_of(membership, yearly_return(client))),
            *service_page(operations.service),
            *complaint_page(client.file.store.order_value_cny),
            *paid_page(operations.paid),
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
