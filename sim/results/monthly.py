"""The contribution month by month, line by line: a pure function of one season's ledger.

The lines of a month add up to its contribution to the fen, and the months with the run-out to the
season's ``contribution_cny``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.model.ledger import Day
from sim.model.scenario import Scenario
from sim.model.units import in_cny
from sim.results.outcomes import Played

RUN_OUT = "run_out"
"""The days after the horizon, in which what was begun is sold out; no agency fee is paid then."""

COSTS = (
    "returned_goods",
    "goods",
    "price_reductions",
    "parcels",
    "platform_commission",
    "agency_commission",
    "promotion",
    "errors",
    "agency_fee",
)
LINES = ("sales", *COSTS, "contribution")
"""Sales, what is taken off them, and what is left.

``goods`` is the cost of what customers keep, at the margin of the list price; ``promotion`` the
cash cost of captured offers and of the store's own trial packs; ``errors`` hand-keying and
cancelled orders. ``price_reductions`` is what the ledger does not tell apart by day: discounts
below list, the thinner margin of special packs, brand damage, and the fen lost in rounding.
"""


def money_by_month(played: Played) -> dict[str, dict[str, float]]:
    """Return the lines of each month of the season by ``YYYY-MM``, then of the run-out, in CNY."""
    scenario = played.scenario
    spans: dict[str, list[Day]] = {}
    for day in played.ledger.days:
        spans.setdefault(_span(scenario, day), []).append(day)
    spans[RUN_OUT] = spans.pop(RUN_OUT, [])
    return {
        span: _in_cny(_lines(scenario, days, 0 if span == RUN_OUT else scenario.agency.monthly_fee))
        for span, days in spans.items()
    }


def _span(scenario: Scenario, day: Day) -> str:
    return RUN_OUT if day.day >= scenario.days else scenario.date_of(day.day).strftime("%Y-%m")


def _lines(scenario: Scenario, days: Iterable[Day], fee: int) -> dict[str, int]:
    """Return the lines of some days in fen; the laws are those of ``deal.order_contribution``."""
    days, money = list(days), scenario.economics
    sales = sum(day.sales for day in days)
    orders = sum(day.first_orders + day.repeat_orders for day in days)
    earned = sum(day.contribution for day in days)
    kept = sales * (1.0 - money.returns)
    lines = {
        "sales": sales,
        "returned_goods": round(sales * money.returns),
        "goods": round(kept * (1.0 - money.margin)),
        "price_reductions": 0,
        "parcels": round(orders * (money.parcel + money.returns * money.return_parcel)),
        "platform_commission": round(kept * money.platform_commission),
        "agency_commission": sum(day.commission for day in days),
        "promotion": sum(day.spend for day in days),
        "errors": sum(day.error_cost for day in days),
        "agency_fee": 0,
    }
    known = sum(lines[line] for line in COSTS)
    lines["price_reductions"] = sales - known - earned
    lines["agency_fee"] = fee
    return lines | {"contribution": earned - fee}


def _in_cny(lines: Mapping[str, int]) -> dict[str, float]:
    return {line: in_cny(amount) for line, amount in lines.items()}
