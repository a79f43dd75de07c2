"""The orders of a normal day, by month: the operations' target tree as the warehouse meets it.

A normal day has the store's own orders (visits x conversion), those of returning customers, and its
part of what captured ad-hoc offers bring; dated campaigns are days of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from playbook.engagement.engagement import Engagement
from playbook.engagement.targets import MonthTree, Tree, days_of, target_tree
from sim.client.load import Client
from sim.client.schema import ClientFile
from sim.model.months import first_of_month
from sim.model.scenario import Campaign, Scenario
from sim.tables.rules import rule


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


@dataclass(frozen=True, kw_only=True)
class WarehouseDemand:
    """The orders that a client's warehouse meets month by month, and on the busiest campaign day.

    What warehouse, carriers and clerks can do stands in the client's ``file``.
    """

    file: ClientFile
    months: tuple[MonthOrders, ...]

    @property
    def outside(self) -> bool:
        """Return whether a third party runs the warehouse."""
        return self.file.warehouse is not None and not self.file.warehouse.own

    @cached_property
    def busiest(self) -> MonthOrders:
        """Return the month whose normal day has the most orders."""
        return max(self.months, key=lambda month: month.a_day)

    @cached_property
    def peak_factor(self) -> float:
        """Return how many normal days' orders the busiest campaign day brings."""
        return rule(f"logistics.peak_factor_{self.file.client.era}").value

    @property
    def peak_orders(self) -> float:
        """Return the orders of the busiest campaign day."""
        return self.busiest.a_day * self.peak_factor

    @property
    def peak_parcels(self) -> float:
        """Return the parcels a day that send the busiest day's orders in the days allowed."""
        return self.peak_orders / rule("logistics.peak_dispatch_days").value


def demand_of(engagement: Engagement) -> WarehouseDemand:
    """Return what the warehouse of an engagement's client meets: the orders of its target tree."""
    return demand_by(target_tree(engagement), engagement.client)


def demand_by(tree: Tree, client: Client) -> WarehouseDemand:
    """Return what a client's warehouse meets by a target tree."""
    file, scenario = client.file, client.scenario
    by_hand = (file.project.go_live, file.supply.api_from)
    return WarehouseDemand(
        file=file, months=tuple(_month(one, scenario, by_hand) for one in tree.months)
    )


def _month(one: MonthTree, scenario: Scenario, by_hand: tuple[date, date]) -> MonthOrders:
    days = list(days_of(one.month))
    begins, ends = by_hand
    return MonthOrders(
        first=one.month,
        days=len(days),
        own=one.organic.orders / len(days),
        again=one.returning_orders / len(days),
        offers=one.adhoc.orders / len(days),
        manual_days=sum(begins <= day < ends for day in days),
        campaign=_largest(scenario, one.month),
    )


def _largest(scenario: Scenario, first: date) -> Campaign | None:
    running = [one for one in scenario.campaigns if first_of_month(one.starts) == first]
    return max(running, key=lambda one: one.visitors_factor, default=None)
