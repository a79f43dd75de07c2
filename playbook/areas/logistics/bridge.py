"""Work out the link of store and ERP: what it costs by hand, and what is sold twice without it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.special import gammainc

from playbook.areas.logistics.capacity import MonthOrders, WarehouseDemand
from playbook.project.changes import is_linked
from sim.tables.rules import rule

GAPS_H = (1 / 60, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 16)
"""The intervals between two stock updates that a person or a program can keep, in hours of sale."""


def expected_oversold(rate_per_h: float, stock: float, gap_h: float) -> float:
    """Return the units sold beyond the stock that was known at the last update.

    ``rate_per_h`` is the demand in units an hour, ``stock`` the units left at the update and
    ``gap_h`` the hours to the next one. E[(N - stock)+] of a Poisson N with the mean rate x gap.

    >>> [round(expected_oversold(2, 10, gap), 1) for gap in (24, 4, 1)]
    [38.0, 0.4, 0.0]
    """
    mean = rate_per_h * gap_h
    if mean == 0:
        return 0.0
    known = int(stock)
    # E[N; N > s] = mean x P(N >= s) for whole s, so the part beyond s is that minus s P(N > s).
    # P(N >= s) of Poisson is the incomplete gamma function; ``scipy.stats`` is slow to load.
    above = float(gammainc(known + 1, mean))
    from_known = float(gammainc(known, mean))
    return mean * from_known - known * above


def longest_gap_h(
    rate_per_h: float, stock: float, allowed: float, gaps_h: Sequence[float] = GAPS_H
) -> float | None:
    """Return the longest of the gaps that oversells at most ``allowed`` units; None if none does.

    >>> longest_gap_h(2, 10, 1.0, (1, 4, 12, 24))
    4
    """
    fitting = [gap for gap in gaps_h if expected_oversold(rate_per_h, stock, gap) <= allowed]
    return max(fitting, default=None)


def buffer_units(rate_per_h: float, gap_h: float, allowed: float) -> int:
    """Return the least stock at which so long a gap oversells at most ``allowed`` units.

    Below it the SKU must be off sale until the next update.

    >>> buffer_units(2, 4, 1.0), buffer_units(0, 4, 1.0)
    (9, 0)
    """
    low, high = 0, int(rate_per_h * gap_h * 2) + 100
    while low < high:
        middle = (low + high) // 2
        if expected_oversold(rate_per_h, middle, gap_h) <= allowed:
            high = middle
        else:
            low = middle + 1
    return low


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
