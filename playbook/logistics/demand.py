"""Work out the orders of a normal day, month by month, from what the client file says of the store.

A normal day has the store's own orders (visits x conversion), the orders that follow from them, and
its part of the orders that the platform's offers bring, of which the plan takes a stated share.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from playbook.logistics.rules import rule
from sim.deal import organic_level
from sim.scenario import Campaign, Kind, Scenario
from sim.season import DAYS_A_MONTH, Z90


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


def months_of(scenario: Scenario, api_from: date, go_live: date) -> tuple[MonthOrders, ...]:
    """Return the months of the season in their order."""
    return tuple(_months(scenario, api_from, go_live))


def _months(scenario: Scenario, api_from: date, go_live: date) -> Iterator[MonthOrders]:
    dates = [scenario.date_of(day) for day in range(scenario.days)]
    firsts = [day for day in dates if day.day == 1]
    for number, first in enumerate(firsts):
        within = [n for n, day in enumerate(dates) if _month(day) == _month(first)]
        own = fmean(organic_level(scenario, n) for n in within) * scenario.demand.conversion
        yield MonthOrders(
            first=first,
            days=len(within),
            own=own,
            again=own * scenario.demand.repeat,
            offers=offers_a_day(scenario, number) * rule("offers_taken_share"),
            manual_days=sum(go_live <= dates[n] < api_from for n in within),
            campaign=_largest(scenario, first),
        )


def offers_a_day(scenario: Scenario, month: int) -> float:
    """Return the orders a day that all ad-hoc offers of a month (0 is the first) would bring."""
    ramp = scenario.arrivals.ramp
    pace = scenario.arrivals.rate_factor * ramp[min(month, len(ramp) - 1)]
    brought = (
        kind.rate_per_month * mean_visitors(kind) * kind.conversion
        for kind in scenario.kinds.values()
        if not kind.planned
    )
    return pace * sum(brought) / DAYS_A_MONTH


def mean_visitors(kind: Kind) -> float:
    """Return the mean of a lognormal by its median m and 90th percentile p: m exp(s^2 / 2)."""
    median, p90 = kind.visitors
    if median <= 0:
        return 0.0
    sigma = math.log(p90 / median) / Z90
    return median * math.exp(sigma**2 / 2)


def _largest(scenario: Scenario, first: date) -> Campaign | None:
    after = (first + timedelta(days=32)).replace(day=1)
    running = [one for one in scenario.campaigns if first <= one.starts < after]
    return max(running, key=lambda one: one.visitors_factor, default=None)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
