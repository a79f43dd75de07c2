"""Work out what the link of store and ERP costs by hand, and how often stock must be copied."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from playbook.areas.logistics.demand import MonthOrders, WarehouseDemand
from playbook.areas.logistics.oversell import buffer_units, expected_oversold, longest_gap_h
from playbook.project.scope import is_linked
from sim.tables.rules import rule


def keying_hours(orders: float, minutes: float) -> float:
    """Return the person-hours of keying orders by hand.

    >>> [round(keying_hours(orders, 4), 1) for orders in (22, 89, 289, 1500)]
    [1.5, 5.9, 19.3, 100.0]
    """
    return orders * minutes / 60


@dataclass(frozen=True, kw_only=True)
class ManualMonth:
    """One month in which orders are keyed by hand on some or all days."""

    month: MonthOrders
    hours_a_day: float
    clerks: int
    labour_cny: float
    wrong: float
    errors_cny: float


@dataclass(frozen=True, kw_only=True)
class StockCopy:
    """How the stock of the best-selling SKU is known to the store, on one kind of day.

    ``rate_per_h`` are its orders in an hour of sale, ``stock`` what is left of it when it is
    scarce, ``gap_h`` the hours of sale between two updates, ``allowed`` the orders that may be
    oversold in one gap of the day.
    """

    rate_per_h: float
    stock: float
    gap_h: float
    allowed: float

    @property
    def oversold(self) -> float:
        """Return the expected orders oversold in one gap that begins with the scarce stock."""
        return expected_oversold(self.rate_per_h, self.stock, self.gap_h)

    @property
    def fits(self) -> bool:
        """Return whether the interval keeps what is oversold within the allowance."""
        return self.oversold <= self.allowed

    @property
    def longest_h(self) -> float | None:
        """Return the longest interval that does; None where none of those in use does."""
        return longest_gap_h(self.rate_per_h, self.stock, self.allowed)

    @property
    def buffer(self) -> int:
        """Return the stock below which the SKU goes off sale until the next update."""
        return buffer_units(self.rate_per_h, self.gap_h, self.allowed)


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """The manual phase of one client, and its stock updates by hand or by interface."""

    demand: WarehouseDemand

    def months(self) -> tuple[ManualMonth, ...]:
        """Return the months with keying, in their order."""
        return tuple(self._months())

    def _months(self) -> Iterable[ManualMonth]:
        supply = self.demand.file.supply
        for month in self.demand.months:
            if month.manual_days:
                orders = month.a_day * month.manual_days
                hours = keying_hours(month.a_day, supply.keying_min)
                wrong = orders * supply.keying_error_share
                yield ManualMonth(
                    month=month,
                    hours_a_day=hours,
                    clerks=self.clerks_for(month.a_day),
                    labour_cny=hours * month.manual_days * supply.clerk_hour_cny,
                    wrong=wrong,
                    errors_cny=wrong * supply.error_cny,
                )

    def clerks_for(self, orders: float) -> int:
        """Return the clerks who key so many orders in a day."""
        house = self.demand.file.warehouse
        shift = (house.hours_per_day if house else 8.0) * rule("logistics.clerk_share").value
        return math.ceil(round(keying_hours(orders, self.demand.file.supply.keying_min) / shift, 9))

    @property
    def gap_h(self) -> float:
        """Return the hours between two stock updates while the store sells."""
        if is_linked(self.demand.file):
            return rule("logistics.api_sync_min").value / 60
        return rule("logistics.selling_hours").value / self.demand.file.supply.syncs_per_day

    def normal(self, month: MonthOrders) -> StockCopy:
        """Return the stock updates on a normal day of a month."""
        return self._copy(month, 1.0)

    def event(self, month: MonthOrders) -> StockCopy:
        """Return the stock updates on a campaign day of a month."""
        return self._copy(month, self.demand.peak_factor)

    def _copy(self, month: MonthOrders, factor: float) -> StockCopy:
        hero = month.a_day * rule("logistics.hero_order_share").value
        return StockCopy(
            rate_per_h=factor * hero / rule("logistics.selling_hours").value,
            stock=int(hero * rule("logistics.low_stock_days").value),
            gap_h=self.gap_h,
            allowed=factor * month.a_day * rule("logistics.oversold_allowed_share").value,
        )

    def judged_month(self) -> MonthOrders:
        """Return the busiest month with a manual link, or the busiest of all once linked."""
        manual = [month for month in self.demand.months if month.manual_days]
        return max(manual, key=lambda month: month.a_day, default=self.demand.busiest)
