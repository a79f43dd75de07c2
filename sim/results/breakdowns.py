"""What an executive reads by kind, month, fate and clause: pure functions of one ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from sim.model.ledger import Day, Entry, Fate
from sim.model.offers import forecast, reported_visitors
from sim.model.scenario import Scenario
from sim.model.units import DAY, fen, in_cny, in_hours, months_between
from sim.results.outcomes import Played, Value, deciding_cost_cny, latencies, outcomes_of

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
    "deciding",
)
LINES = ("sales", *COSTS, "contribution")
"""Sales, what is taken off them, and what is left.

``goods`` is the cost of what customers keep, at the margin of the list price; ``promotion`` the
cash cost of captured offers and of the store's own trial packs; ``errors`` hand-keying and
cancelled orders; ``deciding`` what deciding costs the client, spread over the season's months.
``price_reductions`` is what the ledger does not tell apart by day: discounts below list, what a
place, a host or an affiliate takes of the sales, the thinner margin of special packs, brand damage,
and the fen lost in rounding.
"""


def money_by_month(played: Played) -> dict[str, dict[str, float]]:
    """Return the lines of each month of the season by ``YYYY-MM``, then of the run-out, in CNY."""
    scenario = played.scenario
    spans: dict[str, list[Day]] = {}
    for day in played.ledger.days:
        spans.setdefault(_span(scenario, day), []).append(day)
    spans[RUN_OUT] = spans.pop(RUN_OUT, [])
    deciding = _even(fen(deciding_cost_cny(played)), len(spans) - 1)
    fees = [(scenario.agency.monthly_fee, cost) for cost in deciding] + [(0, 0)]
    return {
        span: _in_cny(_lines(scenario, days, fee, cost))
        for (span, days), (fee, cost) in zip(spans.items(), fees, strict=True)
    }


def _even(amount: int, parts: int) -> list[int]:
    """Return the amount in so many parts that differ by at most one fen."""
    bounds = [amount * part // parts for part in range(parts + 1)]
    return [last - first for first, last in pairwise(bounds)]


def _span(scenario: Scenario, day: Day) -> str:
    return RUN_OUT if day.day >= scenario.days else scenario.date_of(day.day).strftime("%Y-%m")


def _lines(scenario: Scenario, days: Iterable[Day], fee: int, deciding: int) -> dict[str, int]:
    """Return the lines of some days in fen; the laws are those of ``order_contribution``."""
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
        "deciding": 0,
    }
    known = sum(lines[line] for line in COSTS)
    lines["price_reductions"] = sales - known - earned
    lines |= {"agency_fee": fee, "deciding": deciding}
    return lines | {"contribution": earned - fee - deciding}


def _in_cny(lines: Mapping[str, int]) -> dict[str, float]:
    return {line: in_cny(amount) for line, amount in lines.items()}


FIRST_MONTHS = 3
"""The calendar months whose offers are told apart: what a review after 90 days looks at."""

FIRST_OFFERS = ("offered", "captured", "loss_making", "answered", "answer_h")

KIND_COLUMNS = (
    "offered",
    "captured",
    "visitors",
    "captured_visitors",
    "foretold_value",
    "deal_value",
)
COUNTED = ("fates", "first_offers", "fallback_reasons", "suspensions", "exposure_cny")
BREAKDOWNS = (*KIND_COLUMNS, *LINES, *COUNTED)
"""What is told item by item: by kind of offer, by month, and by fate, clause, cause and offer."""


def numbers_of(played: Played) -> Iterator[tuple[str, str, Value]]:
    """Give every number of a season as outcome, item and value; a whole season's item is empty."""
    yield from ((outcome, "", value) for outcome, value in outcomes_of(played).items())
    for table in (by_kind(played), money_by_month(played)):
        for item, row in table.items():
            yield from ((column, item, value) for column, value in row.items())
    counted: dict[str, Mapping[str, float]] = {
        "fates": fates(played),
        "first_offers": first_offers(played),
        "fallback_reasons": fallback_reasons(played),
        "suspensions": suspensions(played),
        "exposure_cny": channel_exposures_cny(played),
    }
    for outcome, count in counted.items():
        yield from ((outcome, item, value) for item, value in count.items())


def by_kind(played: Played) -> dict[str, dict[str, float]]:
    """Return by kind: offers, captured ones, visitors of both, value foretold and deal value."""
    table: dict[str, dict[str, int]] = {}
    for entry in played.entries:
        row = table.setdefault(entry.offer.kind.id, dict.fromkeys(KIND_COLUMNS, 0))
        took = entry.fate is Fate.CAPTURED
        row["offered"] += 1
        row["captured"] += took
        row["visitors"] += entry.offer.visitors
        row["captured_visitors"] += took * entry.visitors
        row["foretold_value"] += foretold(played.scenario, entry) if took else 0
        row["deal_value"] += entry.deal_value
    money = ("foretold_value", "deal_value")
    return {
        kind: {name: in_cny(sum_) if name in money else sum_ for name, sum_ in row.items()}
        for kind, row in table.items()
    }


def foretold(scenario: Scenario, entry: Entry) -> int:
    """Return the value, in fen, that whoever said yes to a deal foresaw of the part taken.

    In the green channel that is what the agency wrote on the decision sheet, under full delegation
    what it expects itself, in the OA chain and under the plan what the reviewers expect.
    """
    offer = entry.offer
    visitors = {
        "green": reported_visitors(scenario, offer),
        "delegated": offer.seen_by_agency,
    }.get(entry.decision.route, offer.seen_by_reviewers)
    seen = forecast(scenario, offer, visitors)
    return round(seen.deal_value * entry.decision.taken)


def fates(played: Played) -> dict[str, int]:
    """Return how many offers met each fate."""
    counted = Counter(entry.fate.value for entry in played.entries)
    return {fate.value: counted.get(fate.value, 0) for fate in Fate}


def first_offers(played: Played) -> dict[str, float]:
    """Return of the offers made in the first months: how many, what became of them, hours waited.

    ``answer_h`` are the hours of all ``answered`` ones together, from offer to answer.
    """
    first = [entry for entry in played.entries if _is_early(played, entry)]
    captured = [entry for entry in first if entry.fate is Fate.CAPTURED]
    waited = latencies(entry for entry in first if entry.filed)
    told = (
        len(first),
        len(captured),
        sum(entry.deal_value < 0 for entry in captured),
        len(waited),
        in_hours(sum(waited)),
    )
    return dict(zip(FIRST_OFFERS, told, strict=True))


def _is_early(played: Played, entry: Entry) -> bool:
    scenario = played.scenario
    made = scenario.date_of(entry.offer.offered_at // DAY)
    return months_between(scenario.start, made) < FIRST_MONTHS


def fallback_reasons(played: Played) -> dict[str, int]:
    """Return how often each clause sent an offer out of the charter."""
    return dict(Counter(e.decision.fallback for e in played.entries if e.decision.fallback))


def suspensions(played: Played) -> dict[str, int]:
    """Return how often each cause, ``stop_loss`` or ``audit``, suspended the green channel."""
    return dict(Counter(cause for _, _, cause in played.ledger.suspensions))


def channel_exposures_cny(played: Played) -> dict[str, float]:
    """Return by number the exposure of each yes given through the green channel, as decided."""
    return {
        str(entry.offer.number): in_cny(entry.exposure)
        for entry in played.entries
        if entry.decision.route == "green" and entry.decision.yes
    }
