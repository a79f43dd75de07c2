"""The orders of a normal day, by month: the operations' target tree as the warehouse meets it.

A normal day has the store's own orders (visits x conversion), those of returning customers, and its
part of what captured ad-hoc offers bring; dated campaigns are days of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from playbook.areas.operations.facts import OperationsFacts
from playbook.areas.operations.targets import MonthTree, Tree
from sim.model.months import first_of_month
from sim.model.scenario import Campaign, Scenario


@dataclass(frozen=True, kw_only=True)
class MonthOrders:
    """The orders of a normal day of one month, by where they come from, and its largest campaign.

    ``manual_days`` are those on which the store sells and the ERP link is manual.
    """

    first: date
    days: int
    own: float
    again: float
    offers: float
    manual_days: int
    campaign: Campaign | None

    @property
    def a_day(self) -> float:
        """Return the orders of a normal day."""
        return self.own + self.again + self.offers

    @property
    def in_month(self) -> float:
        """Return the orders of the month, calendar campaigns not counted."""
        return self.a_day * self.days


def months_of(
    tree: Tree, facts: OperationsFacts, api_from: date, go_live: date
) -> tuple[MonthOrders, ...]:
    """Return the months of a season's target tree, as the warehouse meets them."""
    return tuple(_month(one, facts, api_from, go_live) for one in tree.months)


def _month(one: MonthTree, facts: OperationsFacts, api_from: date, go_live: date) -> MonthOrders:
    days = list(facts.days_of(one.month))
    return MonthOrders(
        first=one.month,
        days=len(days),
        own=one.organic.orders / len(days),
        again=one.returning_orders / len(days),
        offers=one.adhoc.orders / len(days),
        manual_days=sum(go_live <= day < api_from for day in days),
        campaign=_largest(facts.scenario, one.month),
    )


def _largest(scenario: Scenario, first: date) -> Campaign | None:
    running = [one for one in scenario.campaigns if first_of_month(one.starts) == first]
    return max(running, key=lambda one: one.visitors_factor, default=None)
