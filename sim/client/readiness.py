"""How ready a client is: a score, and what it moves in the model.

Each item of ``data/business/readiness_items.csv`` is scored from 0 to 4. The items that move the
client's response set how soon its director answers, the items that move the plan set how much of
the calendar it foresees: a score of nought gives the worst end of the assumption's range, a full
score the best end, and what lies between is linear. EXPERT (domain 5.7); what a client file states
itself is never moved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sim.tables.columns import Row
from sim.tables.read import by_key

MOST = 4

MOVES = {
    "client_response_h": ("charter.dual_think_min", "plan.confirm_h"),
    "plan_coverage": ("plan.coverage_share",),
}
"""Which assumptions each effect of the table moves."""

PATHS = frozenset(path for paths in MOVES.values() for path in paths)
"""All assumptions that an assessment moves."""

RISES = frozenset({"plan.coverage_share"})
"""Assumptions whose best end is the high one."""


def items() -> dict[str, Row]:
    """Return the items by name, in the table's order."""
    return by_key("business/readiness_items")


def score(
    scores: Mapping[str, float], moves: str | None = None, *, spared: Collection[str] = ()
) -> float:
    """Return the weighted score in [0, 1]; ``moves`` counts only the items with that effect.

    An item that is not scored counts as nought: what nobody could show is not there. Items that
    are ``spared`` count neither way: nobody asks for them.
    """
    rows = [
        row for name, row in items().items() if moves in (None, row["moves"]) and name not in spared
    ]
    weights = {row.text("item_id"): row.number("weight") for row in rows}
    reached = sum(weight * scores.get(name, 0) for name, weight in weights.items())
    return reached / (MOST * sum(weights.values()))


def moved(
    scores: Mapping[str, float], ranges: Mapping[str, tuple[float, float]]
) -> dict[str, float]:
    """Return the value that each moved assumption takes, from its (low, high) in ``ranges``."""
    found = {}
    for effect, paths in MOVES.items():
        part = score(scores, effect)
        for path in paths:
            low, high = ranges[path]
            worst, best = (low, high) if path in RISES else (high, low)
            found[path] = worst + part * (best - worst)
    return found
