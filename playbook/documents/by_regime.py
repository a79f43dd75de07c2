"""What several documents show of each regime: means of outcomes in a table, months as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playbook.blocks import Column, Series
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from sim.results.comparison import Comparison, Summary


def mean_if_any(summary: Summary | None) -> float | None:
    """Return the mean of an outcome, None where it exists in no season."""
    return None if summary is None else summary.mean


def outcome_columns(
    heads: Sequence[tuple[str, str]], outcomes: Sequence[tuple[str, Any]]
) -> tuple[Column, ...]:
    """Return the columns of a table by regime: heads with their units, outcomes with formats."""
    measured = (
        Column(name=name, unit=unit, format=format)
        for (name, unit), (_, format) in zip(heads, outcomes, strict=True)
    )
    return (Column(name=say("regime")), *measured)


def outcome_rows(
    comparison: Comparison, regimes: Iterable[str], outcomes: Sequence[tuple[str, Any]]
) -> tuple[tuple[str | float | None, ...], ...]:
    """Return a row a regime: its name and the mean of each outcome."""
    return tuple(
        (
            begin(regime_name(regime)),
            *(mean_if_any(comparison.summary_if_any(regime, outcome)) for outcome, _ in outcomes),
        )
        for regime in regimes
    )


def monthly_series(
    sold: Mapping[str, Sequence[Mapping[str, Any]]],
    names: Mapping[str, str],
    keys: Mapping[str, str],
) -> tuple[Series, ...]:
    """Return a line a regime: means by month with the band of eight of ten seasons."""
    return tuple(
        Series(
            name=names[regime],
            key=keys[regime],
            values=tuple(row["mean"] for row in rows),
            low=tuple(row["p10"] for row in rows),
            high=tuple(row["p90"] for row in rows),
        )
        for regime, rows in sold.items()
    )
