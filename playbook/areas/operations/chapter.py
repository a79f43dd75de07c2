"""The chapter on operations: targets, campaigns, levers, service and paid traffic of one client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from playbook.areas.operations.campaign_page import campaign_page
from playbook.areas.operations.campaigns import DatedCampaign, campaigns_of, filings, month_money
from playbook.areas.operations.complaints import complaint_page
from playbook.areas.operations.facts import OperationsFacts
from playbook.areas.operations.lever_page import lever_page
from playbook.areas.operations.levers import group_buy_of, membership_of, trial_of, yearly_return
from playbook.areas.operations.paid import PaidTest, paid_test
from playbook.areas.operations.paid_page import paid_page
from playbook.areas.operations.service_load import ServicePlan, service_plan
from playbook.areas.operations.service_page import service_page
from playbook.areas.operations.target_page import target_page
from playbook.areas.operations.targets import Tree, tree_of
from playbook.areas.operations.tiers import tier_page, tiers_of
from playbook.blocks import Blocks, Heading
from playbook.words.language import say_many
from playbook.words.wording import money


@dataclass(frozen=True, kw_only=True)
class OperationsPlan:
    """The operations of one client, worked out once, in the language spoken at first use."""

    facts: OperationsFacts

    @cached_property
    def campaigns(self) -> tuple[DatedCampaign, ...]:
        """Return the dated campaigns of the season."""
        return campaigns_of(self.facts)

    @cached_property
    def tree(self) -> Tree:
        """Return the target tree."""
        return tree_of(self.facts, self.campaigns)

    @cached_property
    def service(self) -> ServicePlan:
        """Return the service plan."""
        return service_plan(self.facts, self.campaigns)

    @cached_property
    def paid(self) -> PaidTest:
        """Return the test of paid traffic, on the sales of the season's first month."""
        return paid_test(self.facts, self.tree.months[0].sales_cny)


def operations_chapter(facts: OperationsFacts, plan_signed: date | None = None) -> Blocks:
    """Return the chapter for one client, in the language spoken.

    ``plan_signed`` is the day on which the first quarterly plan is signed, if it is known.
    """
    plan = OperationsPlan(facts=facts)
    return Blocks(
        [
            Heading(text=_title(plan)),
            *target_page(plan.tree, facts),
            *campaign_page(
                plan.campaigns,
                month_money(facts, plan.campaigns),
                filings(facts, plan_signed),
                facts,
            ),
            *lever_page(
                None if "trial" in facts.lacking else trial_of(facts),
                membership_of(facts),
                None if "group" in facts.lacking else group_buy_of(facts),
            ),
            *tier_page(tiers_of(membership_of(facts), yearly_return(facts))),
            *service_page(plan.service),
            *complaint_page(facts.file.store.order_value_cny),
            *paid_page(plan.paid),
        ]
    )


def _title(plan: OperationsPlan) -> str:
    return say_many(
        "Operations: {sales} in {n} month of season",
        "Operations: {sales} in {n} months of season",
        len(plan.tree.months),
        sales=money(plan.tree.sales_cny),
    )
