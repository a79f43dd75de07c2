"""What an executive reads by month, kind, fate and clause: pure functions of one ledger."""

from __future__ import annotations

from collections import Counter, defaultdict

from sim.model.ledger import Fate
from sim.model.units import in_cny
from sim.results.outcomes import Played


def sales_by_month(played: Played) -> dict[str, float]:
    """Return the sales of each month of the season, by ``YYYY-MM``."""
    months: dict[str, int] = defaultdict(int)
    for day in played.days:
        months[played.scenario.date_of(day.day).strftime("%Y-%m")] += day.sales
    return {month: in_cny(sales) for month, sales in months.items()}


def by_kind(played: Played) -> dict[str, dict[str, float]]:
    """Return by kind: offered, captured, and the offered and captured visitors."""
    table: dict[str, dict[str, float]] = {}
    for entry in played.entries:
        row = table.setdefault(
            entry.offer.kind.id,
            {"offered": 0, "captured": 0, "visitors": 0, "captured_visitors": 0, "deal_value": 0},
        )
        took = entry.fate is Fate.CAPTURED
        row["offered"] += 1
        row["captured"] += took
        row["visitors"] += entry.offer.visitors
        row["captured_visitors"] += took * entry.offer.visitors
        row["deal_value"] += in_cny(entry.deal_value)
    return table


def fates(played: Played) -> dict[str, int]:
    """Return how many offers met each fate."""
    counted = Counter(entry.fate.value for entry in played.entries)
    return {fate.value: counted.get(fate.value, 0) for fate in Fate}


def fallback_reasons(played: Played) -> dict[str, int]:
    """Return how often each clause sent an offer out of the charter."""
    return dict(Counter(e.decision.fallback for e in played.entries if e.decision.fallback))


def suspensions(played: Played) -> dict[str, int]:
    """Return how often each cause, ``stop_loss`` or ``audit``, suspended the green channel."""
    return dict(Counter(cause for _, _, cause in played.ledger.suspensions))


def channel_exposures_cny(played: Played) -> list[float]:
    """Return the exposure of each yes that was given through the green channel, as decided."""
    return [
        in_cny(entry.exposure)
        for entry in played.entries
        if entry.decision.route == "green" and entry.decision.yes
    ]
