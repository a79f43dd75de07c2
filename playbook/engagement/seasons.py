"""Figures taken season by season: a mean, a paired difference, what becomes of a kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.results.comparison import Comparison, mean_interval


def mean_of(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return sum(values) / len(values)


def paired(
    ours: Sequence[float], theirs: Sequence[float]
) -> tuple[float, float | None, float | None]:
    """Return the mean paired difference with its 95 % interval."""
    values = np.array(ours) - np.array(theirs)
    return float(values.mean()), *mean_interval(values)


def kind_by_season(comparison: Comparison, regime: str, kind: str, column: str) -> list[float]:
    """Return a column of the table by kind, season by season; 0 where no such offer came."""
    seasons = comparison.of(regime)
    return [season.kinds.get(kind, {}).get(column, 0.0) for season in seasons]
