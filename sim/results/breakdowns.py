"""What an executive reads by kind, month, fate and clause: pure functions of one ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sim.model.ledger import Fate
from sim.model.units import in_cny
from sim.results.monthly import LINES, money_by_month
from sim.results.outcomes import Played, Value, outcomes_of

KIND_COLUMNS = ("offered", "captured", "visitors", "captured_visitors", "deal_value")
BREAKDOWNS = (*KIND_COLUMNS, *LINES, "fates", "fallback_reasons", "suspensions", "exposure_cny")
"""What is told item by item: by kind of offer, by month, and by fate, clause, cause and offer."""


def numbers_of(played: Played) -> Iterator[tuple[str, str, Value]]:
    """Give every number of a season as outcome, item and value; a whole season's item is empty."""
    yield from ((outcome, "", value) for outcome, value in outcomes_of(played).items())
    for table in (by_kind(played), money_by_month(played)):
        for item, row in table.items():
            yield from ((column, item, value) for column, value in row.items())
    counted: dict[str, Mapping[str, float]] = {
        "fates": fates(played),
        "fallback_reasons": fallback_reasons(played),
        "suspensions": suspensions(played),
        "exposure_cny": channel_exposures_cny(played),
    }
    for outcome, count in counted.items():
        yield from ((outcome, item, value) for item, value in count.items())


def by_kind(played: Played) -> dict[str, dict[str, float]]:
    """Return by kind: offered, captured, the offered and captured visitors, and the deal value."""
    table: dict[str, dict[str, float]] = {}
    for entry in played.entries:
        row = table.setdefault(entry.offer.kind.id, dict.fromkeys(KIND_COLUMNS, 0))
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


def channel_exposures_cny(played: Played) -> dict[str, float]:
    """Return by number the exposure of each yes given through the green channel, as decided."""
    return {
        str(entry.offer.number): in_cny(entry.exposure)
        for entry in played.entries
        if entry.decision.route == "green" and entry.decision.yes
    }
