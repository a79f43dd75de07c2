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

from scipy.special import ndtri

from playbook.areas.product.roles import Range
from playbook.areas.product.words import NAMED, SHOWN, label, left_out, named
from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.clients.sku import Sku
from playbook.words.language import say, say_many
from playbook.words.wording import day, in_words, money, number, sentences, share, short_day
from sim.client.schema import ClientFile
from sim.client.worktime import Workdays
from sim.client.world import workdays_of
from sim.model.units import DAYS_A_MONTH
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
        return float(ndtri(self.service_level))

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


def stock_pages(stock: StockPlan, file: ClientFile) -> list[Block]:
    """Return what to order before the go-live and what moves too slowly."""
    page: list[Block] = [
        Heading(text=_title(stock, file), level=2),
        Prose(text=_method(file)),
    ]
    if stock.to_order:
        page.append(_orders(stock, file))
    if stock.late:
        page.append(_late(stock, file))
    slow = [line for line in stock.lines if _is_slow(line)]
    if slow:
        page.append(Prose(text=_slow(slow)))
    return page


def _title(stock: StockPlan, file: ClientFile) -> str:
    if not stock.to_order:
        return say(
            "The stock on hand is enough to open with on {day}", day=day(file.project.go_live)
        )
    return say_many(
        "{n} SKU must be ordered for {cost} before the go-live",
        "{n} SKUs must be ordered for {cost} before the go-live",
        len(stock.to_order),
        cost=money(stock.cost_cny),
    )


def _method(file: ClientFile) -> str:
    return say(
        "The opening stock of a SKU covers the forecast of its lead time and of {review}, and a "
        "safety stock with which it lasts until the next delivery in {level} of cases, when a "
        "month's sales spread by {spread} of their mean. Heroes open with {cover} days of sales at "
        "least. Nothing that is sold between today and the go-live in other channels is counted: "
        "the stock must be locked for the store. An event that the forecast leaves out needs stock "
        "of its own.",
        review=say_many(
            "{n} day between two looks at the stock",
            "{n} days between two looks at the stock",
            file.supply.review_days,
        ),
        level=share(rule("product.service_level").value),
        spread=share(rule("product.demand_cv").value),
        cover=number(round(rule("product.hero_cover_days").value)),
    )


def _orders(stock: StockPlan, file: ClientFile) -> Table:
    year = file.client.as_of.year != file.project.go_live.year
    rows = tuple(
        (
            label(line.sku),
            line.sku.stock_units,
            _days(line.sku.stock_days),
            line.safety_units,
            line.opening_units,
            line.order_units,
            line.cost_cny,
            short_day(line.order_by, year=year),
        )
        for line in stock.to_order[:SHOWN]
    )
    return Table(
        title=say("What to order, the most urgent first"),
        columns=(
            Column(name=say("SKU")),
            Column(name=say("Stock"), unit=say("units"), format="integer"),
            Column(name=say("Lasts"), unit=say("days"), format="integer"),
            Column(name=say("Safety stock"), unit=say("units"), format="integer"),
            Column(name=say("Opening stock"), unit=say("units"), format="integer"),
            Column(name=say("To order"), unit=say("units"), format="integer"),
            Column(name=say("Cost"), unit=say("CNY"), format="exact_money"),
            Column(name=say("Order by"), align="right"),
        ),
        rows=rows,
        note=sentences(
            left_out(len(stock.to_order)),
            say(
                "All orders together cost {cost}. Lead times are calendar days; an order day that "
                "is no working day moves to the one before.",
                cost=money(stock.cost_cny),
            ),
            say(
                "Gifts are ordered by their share in the list; to give one with every order takes"
                " more, as the gift ladder says."
            )
            if any(line.sku.gift_only for line in stock.to_order[:SHOWN])
            else "",
        ),
    )


def _late(stock: StockPlan, file: ClientFile) -> Callout:
    longest = max(line.sku.lead_days for line in stock.late)
    text = say(
        "Ordered on {today}, {skus} would come after the go-live on {go_live}: the longest lead "
        "time is {lead}. Move stock over from other channels, open without these SKUs, or move the "
        "go-live.",
        today=day(file.client.as_of),
        skus=named([line.sku for line in stock.late]),
        go_live=day(file.project.go_live),
        lead=say_many("{n} day", "{n} days", longest),
    )
    return Callout(title=say("Too late already"), text=text, tone="bad")


def _is_slow(line: StockLine) -> bool:
    days = line.sku.stock_days
    if days is None:
        return line.sku.stock_units > 0
    return days > max(rule("product.slow_stock_days").value, line.needed_days or 0)


def _slow(slow: list[StockLine]) -> str:
    tied = sum(_beyond(line) * line.sku.unit_cost_cny for line in slow)
    ranked = sorted(slow, key=lambda line: (-_beyond(line) * line.sku.unit_cost_cny, line.sku.code))
    return say(
        "{skus} for more than {days} days, beyond what the opening needs. What lies beyond both "
        "cost {tied}, above all {names}.",
        skus=say_many("{n} SKU has stock", "{n} SKUs have stock", len(slow)),
        days=number(round(rule("product.slow_stock_days").value)),
        tied=money(tied),
        names=in_words([line.sku.name for line in ranked[:NAMED]]),
    )


def _beyond(line: StockLine) -> float:
    """Return the units beyond the slow limit and beyond what the opening needs."""
    limit = rule("product.slow_stock_days").value / DAYS_A_MONTH * line.sku.units_per_month
    return max(0.0, line.sku.stock_units - max(limit, line.opening_units))


def _days(days: float | None) -> int | None:
    return None if days is None else int(days)
