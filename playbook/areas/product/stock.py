"""Work out the opening stock of each SKU, what must be ordered for it, and by when.

Stock is looked at every review period and an order takes its lead time, so the stock must last for
both together. Sales of a span are taken as normal: the mean of the forecast, and a spread that
grows with the root of the span (days sell independently of each other).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from scipy.stats import norm

from playbook.areas.product.roles import Range
from playbook.clients.sku import Sku
from sim.client.schema import ClientFile
from sim.client.worktime import Workdays
from sim.client.world import workdays_of
from sim.model.months import DAYS_A_MONTH
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class StockRule:
    """Say how safe the stock shall be.

    ``service_level`` is the chance that the stock lasts until the next delivery; ``demand_cv`` the
    standard deviation of a month's sales over their mean.
    """

    review_days: int = 7
    service_level: float = field(default_factory=lambda: rule("product.service_level").value)
    demand_cv: float = field(default_factory=lambda: rule("product.demand_cv").value)

    @cached_property
    def deviations(self) -> float:
        """Return the standard deviations that the service level asks for (1.645 for 95 %)."""
        return float(norm.ppf(self.service_level))

    def safety_units(self, sku: Sku) -> int:
        """Return the units kept against sales above the forecast."""
        months = (sku.lead_days + self.review_days) / DAYS_A_MONTH
        spread = self.demand_cv * sku.units_per_month * math.sqrt(months)
        return _up(self.deviations * spread)

    def opening_units(self, sku: Sku) -> int:
        """Return the units to open with: the forecast until a delivery, and the safety stock."""
        expected = sku.units_per_day * (sku.lead_days + self.review_days)
        return _up(expected) + self.safety_units(sku)


@dataclass(frozen=True, kw_only=True)
class StockLine:
    """The stock of one SKU at the go-live: what is needed, what is missing, by when to order."""

    sku: Sku
    safety_units: int
    opening_units: int
    order_by: date
    as_of: date

    @property
    def order_units(self) -> int:
        """Return the units to order before the go-live."""
        return max(0, self.opening_units - self.sku.stock_units)

    @property
    def cost_cny(self) -> float:
        """Return what the order costs."""
        return self.order_units * self.sku.unit_cost_cny

    @property
    def comes_late(self) -> bool:
        """Return whether an order of today no longer comes before the go-live."""
        return self.order_units > 0 and self.order_by < self.as_of

    @property
    def needed_days(self) -> float | None:
        """Return the days that the opening stock lasts; None if nothing is forecast."""
        per_day = self.sku.units_per_day
        return self.opening_units / per_day if per_day else None


@dataclass(frozen=True, kw_only=True)
class StockPlan:
    """The stock lines of a range, in the order of the list."""

    lines: tuple[StockLine, ...]

    @cached_property
    def to_order(self) -> tuple[StockLine, ...]:
        """Return the lines with an order: the earliest date first, then the dearest order."""
        short = (line for line in self.lines if line.order_units)
        return tuple(sorted(short, key=lambda one: (one.order_by, -one.cost_cny, one.sku.code)))

    @cached_property
    def late(self) -> tuple[StockLine, ...]:
        """Return the orders that no longer come before the go-live."""
        return tuple(line for line in self.to_order if line.comes_late)

    @cached_property
    def cost_cny(self) -> float:
        """Return what all orders cost."""
        return sum(line.cost_cny for line in self.to_order)

    @cached_property
    def first_order_by(self) -> date | None:
        """Return the first day by which an order must go out that still comes in time."""
        dates = [line.order_by for line in self.to_order if not line.comes_late]
        return min(dates, default=None)

    def line_of(self, code: str) -> StockLine:
        """Return the line of one SKU."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, StockLine]:
        return {line.sku.code: line for line in self.lines}


def stock_plan(plan: Range, file: ClientFile, stock_rule: StockRule | None = None) -> StockPlan:
    """Return the stock plan of a range; heroes open with the cover that their test asks for."""
    stock_rule = stock_rule or StockRule(review_days=file.supply.review_days)
    heroes = {score.sku.code for score in plan.heroes}
    return StockPlan(lines=tuple(_lines(plan.listed.skus, heroes, file, stock_rule)))


def _lines(
    skus: Iterable[Sku], heroes: set[str], file: ClientFile, stock_rule: StockRule
) -> Iterable[StockLine]:
    last_days: dict[int, date] = {}
    cover_days, workdays = rule("product.hero_cover_days").value, workdays_of(file)
    for sku in skus:
        cover = _up(sku.units_per_day * cover_days) if sku.code in heroes else 0
        if sku.lead_days not in last_days:
            last_days[sku.lead_days] = order_day(file.project.go_live, sku.lead_days, workdays)
        yield StockLine(
            sku=sku,
            safety_units=stock_rule.safety_units(sku),
            opening_units=max(cover, stock_rule.opening_units(sku)),
            order_by=last_days[sku.lead_days],
            as_of=file.client.as_of,
        )


def order_day(go_live: date, lead_days: int, workdays: Workdays) -> date:
    """Return the last working day on which an order comes in time.

    >>> order_day(date(2010, 7, 30), 20, Workdays())  # 10 July 2010 is a Saturday
    datetime.date(2010, 7, 9)
    """
    day = go_live - timedelta(days=lead_days)
    return day if workdays.is_workday(day) else workdays.add(day, -1)


def _up(units: float) -> int:
    """Return whole units, enough for a quantity; a rounding error asks for none more."""
    return math.ceil(round(units, 6))
