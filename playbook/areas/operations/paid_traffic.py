"""The test of paid traffic: what it may cost, when a click pays, and when to stop.

Clicks become orders independently, so orders are binomial. The test is stopped at a look if so few
orders would be rare, were the conversion just the one at which a click pays; the looks share the
error between them (Bonferroni).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from scipy.special import bdtr, bdtrik, ndtri

from playbook.areas.operations.levers import order_left_cny
from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.words.language import say
from playbook.words.wording import count, exact_money, money, number, share
from sim.client.load import Client
from sim.model.offers import FOLLOW_ON_DAYS, repeat_share
from sim.tables.rules import channel, rule

LOOKS = (0.25, 0.5, 1.0)


@dataclass(frozen=True, kw_only=True)
class StopLine:
    """Stop after so many clicks with at most so many orders (None: go on whatever came)."""

    clicks: int
    cost_cny: float
    orders_at_most: int | None


@dataclass(frozen=True, kw_only=True)
class PaidTest:
    """A test of clicks: money in CNY, ``conversion`` in orders a click."""

    budget_cny: float
    click_cny: float
    conversion: float
    order_left_cny: float

    @cached_property
    def clicks(self) -> int:
        """Return the clicks that the budget buys."""
        return math.floor(self.budget_cny / self.click_cny)

    @property
    def orders(self) -> float:
        """Return the orders expected."""
        return self.clicks * self.conversion

    @property
    def result_cny(self) -> float:
        """Return what the orders leave, less the clicks."""
        return self.orders * self.order_left_cny - self.clicks * self.click_cny

    @property
    def break_even_click_cny(self) -> float:
        """Return the price of a click at which the test neither wins nor loses."""
        return self.conversion * self.order_left_cny

    @property
    def break_even_conversion(self) -> float | None:
        """Return the conversion at which a click pays; None if an order leaves nothing."""
        if self.order_left_cny <= self.click_cny:
            return None
        return self.click_cny / self.order_left_cny

    @property
    def pays(self) -> bool:
        """Return whether a click brings more than it costs."""
        return self.break_even_click_cny > self.click_cny

    @cached_property
    def clicks_needed(self) -> int:
        """Return the clicks after which the conversion's interval is narrow enough to decide."""
        return clicks_for_interval(self.conversion, rule("operations.test_width_share").value)

    @cached_property
    def stop_lines(self) -> tuple[StopLine, ...]:
        """Return when to stop: at parts of the clicks needed, or of what the budget buys."""
        pays_from = self.break_even_conversion
        if pays_from is None:
            return ()
        error = rule("operations.test_error_share").value / len(LOOKS)
        most = min(self.clicks, self.clicks_needed)
        return tuple(
            StopLine(
                clicks=clicks,
                cost_cny=clicks * self.click_cny,
                orders_at_most=few_orders(clicks, pays_from, error),
            )
            for clicks in (math.ceil(part * most) for part in LOOKS)
            if clicks
        )


def clicks_for_interval(conversion: float, half_width: float) -> int:
    """Return the clicks after which a 95 % interval is the conversion times 1 -+ ``half_width``.

    >>> clicks_for_interval(0.025, 0.25)  # 1.96^2 x 0.975 / (0.025 x 0.25^2)
    2398
    """
    deviations = float(ndtri(0.975))
    return math.ceil(deviations**2 * (1 - conversion) / (conversion * half_width**2))


def few_orders(clicks: int, conversion: float, error: float) -> int | None:
    """Return the most orders that are rarer than ``error`` at a conversion; None if none are.

    >>> few_orders(300, 0.01, 0.05), few_orders(298, 0.01, 0.05)  # 0.99^299 is the first below 5 %
    (0, None)
    """
    least = math.ceil(bdtrik(error, clicks, conversion))
    most = least if bdtr(least, clicks, conversion) <= error else least - 1
    return most if most >= 0 else None


def paid_test(client: Client, month_sales_cny: float) -> PaidTest:
    """Return the test of a client: paid clicks convert as its own visitors do, until measured."""
    store, scenario = client.file.store, client.scenario
    again = scenario.demand.repeat * repeat_share(scenario, FOLLOW_ON_DAYS)
    return PaidTest(
        budget_cny=month_sales_cny * rule("operations.test_budget_share").value,
        click_cny=channel("paid_search", f"cost_{client.file.client.era}").value,
        conversion=store.conversion_share,
        order_left_cny=order_left_cny(scenario) * (1 + again),
    )


def paid_page(test: PaidTest) -> list[Block]:
    """Return the plan of the paid-traffic test."""
    page: list[Block] = [Heading(text=_title(test), level=2), Prose(text=_summary(test))]
    if test.stop_lines:
        page.append(_stop(test))
    if not test.pays:
        page.append(Callout(text=_through_what(test), tone="bad"))
    return page


def _title(test: PaidTest) -> str:
    return say(
        "Paid clicks {pay} at CNY {click}: they may cost CNY {most}",
        pay=say("pay") if test.pays else say("do not pay"),
        click=_yuan(test.click_cny),
        most=_yuan(test.break_even_click_cny),
    )


def _summary(test: PaidTest) -> str:
    return say(
        "The budget of a month is {part} of the sales of the period's first month: {budget}, or "
        "{clicks} clicks. They bring {orders} orders if paid visitors convert as the store's "
        "own, at {conversion}; with what customers order again within 90 days an order leaves "
        "{left}. After the clicks the month shows {result}. The conversion's 95 % interval is "
        "narrow enough to decide, {width} to either side, after {needed} clicks.",
        part=share(rule("operations.test_budget_share").value),
        budget=money(test.budget_cny),
        clicks=count(test.clicks),
        orders=count(test.orders),
        conversion=share(test.conversion),
        left=exact_money(test.order_left_cny),
        result=money(test.result_cny, signed=True),
        width=share(rule("operations.test_width_share").value),
        needed=count(test.clicks_needed),
    )


def _stop(test: PaidTest) -> Table:
    return Table(
        title=say(
            "Stop if so few orders have come: a click pays from a conversion of {least}",
            least=share(test.break_even_conversion),
        ),
        detail=True,
        columns=(
            Column(name=say("Look")),
            Column(name=say("Clicks"), format="integer"),
            Column(name=say("Spent"), unit=say("CNY"), format="exact_money"),
            Column(name=say("Stop with at most"), unit=say("orders"), format="integer"),
        ),
        rows=tuple(
            (number(place), line.clicks, line.cost_cny, line.orders_at_most)
            for place, line in enumerate(test.stop_lines, 1)
        ),
        note=say(
            "The chance to stop a test that pays is at most {error}, all looks together. A dash: "
            "too early to stop. The test begins with these clicks; the rest of the budget is spent "
            "only if it passes the last look.",
            error=share(rule("operations.test_error_share").value),
        ),
    )


def _through_what(test: PaidTest) -> str:
    least = test.break_even_conversion
    if least is None:
        return say("No conversion makes a click pay: an order leaves less than a click costs.")
    return say(
        "It would pay through a conversion of {least} instead of {now}, or clicks below CNY "
        "{most}. Until then paid traffic is a purchase of data, limited to the test's clicks.",
        least=share(least),
        now=share(test.conversion),
        most=_yuan(test.break_even_click_cny),
    )


def _yuan(value: float) -> str:
    """Return the price of a click in yuan and fen."""
    return f"{value:.2f}".removesuffix(".00")
