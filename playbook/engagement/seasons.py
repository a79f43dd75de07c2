"""Figures taken season by season: means and paired differences."""

from __future__ import annotations

from collections.abc import Collection

from sim.client.regimes import BASELINE
from sim.model.ledger import CAUSES
from sim.results.comparison import Comparison, mean_interval
from sim.results.monthly import LINES
from sim.results.tidy import Floats, Results


def mean_of(values: Collection[float]) -> float:
    """Return the mean of at least one value."""
    return float(sum(values) / len(values))


def paired(ours: Floats, theirs: Floats) -> tuple[float, float | None, float | None]:
    """Return the mean paired difference with its 95 % interval."""
    return float((ours - theirs).mean()), *mean_interval(ours - theirs)


def lost_offers(results: Results) -> float:
    """Return how many filed offers expire or go to a rival under OA, a season."""
    fates = results.by_item(BASELINE, "fates", ("expired", "lost_to_rival"))
    return mean_of(fates.sum(axis=1))


def mean_waits(comparison: Comparison) -> dict[str, float]:
    """Return by cause how long a request waits under OA, in hours."""
    summaries = {
        cause: comparison.summary_if_any(BASELINE, f"waiting_{cause}_h") for cause in CAUSES
    }
    return {cause: waited.mean for cause, waited in summaries.items() if waited is not None}


def mean_money(results: Results, regime: str) -> dict[str, dict[str, float]]:
    """Return the mean of each line of each month, and of the run-out, over seasons."""
    lines = {line: results.by_item(regime, line) for line in LINES}
    spans = lines["sales"].columns
    return {span: {line: mean_of(lines[line][span]) for line in LINES} for span in spans}
