"""The page on paid traffic: what the test may cost, when a click pays, and when to stop."""

from __future__ import annotations

from playbook.areas.operations.paid import PaidTest
from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.words.language import say
from playbook.words.wording import count, exact_money, money, number, share
from sim.tables.rules import rule


def paid_page(test: PaidTest) -> list[Block]:
    """Return the plan of the paid-traffic test."""
    page: list[Block] = [Heading(text=_title(test), level=2), Prose(text=_summary(test))]
    if test.stop_lines:
        page.append(_stop(test))
    if not test.pays:
        page.append(Callout(text=_through_what(test), tone="bad"))
    return page


def _title(test: PaidTest) -> str:
    click, most = _yuan(test.click_cny), _yuan(test.break_even_click_cny)
    if test.pays:
        return say(
            "Paid clicks pay at CNY {click}: they may cost CNY {most}", click=click, most=most
        )
    return say(
        "Paid clicks do not pay at CNY {click}: they may cost CNY {most}", click=click, most=most
    )


def _summary(test: PaidTest) -> str:
    return say(
        "The budget of a month is {part} of the sales of the season's first month: {budget}, or "
        "{clicks} clicks. They bring {orders} orders if paid visitors convert as the store's own, "
        "at {conversion}; with what customers order again within 90 days an order leaves {left}. "
        "After the clicks the month shows {result}. The conversion's 95 % interval is narrow "
        "enough to decide, {width} to either side, after {needed} clicks.",
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
    return f"{value:.2f}"
