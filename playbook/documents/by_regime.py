"""What several documents show of each regime: means of outcomes in a table, months as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playbook.blocks import Column, Series
from playbook.engagement.quota import mean_of
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from sim.model.offers import FOLLOW_ON_DAYS
from sim.results.comparison import Comparison, Summary

SEASON_ONLY = ("sales_cny", "deciding_cost_cny")
"""Money that is counted to the season's end."""

ALL_SALES = "all_sales_cny"
"""The sales of the season and of the days in which what it began is sold out."""

SOLD_OUT_TOO = (ALL_SALES, "contribution_cny", "agency_profit_cny")
"""Money that also holds the days in which what the season began is sold out."""


def mean_if_any(summary: Summary | None) -> float | None:
    """Return the mean of an outcome, None where it exists in no season."""
    return None if summary is None else summary.mean


def outcome_columns(
    heads: Sequence[tuple[str, str]], outcomes: Sequence[tuple[str, Any]]
) -> tuple[Column, ...]:
    """Return the columns of a table by regime: heads with their units, outcomes with formats."""
    measured = (
        Column(name=with_span(name, outcome), unit=unit, format=format)
        for (name, unit), (outcome, format) in zip(heads, outcomes, strict=True)
    )
    return (Column(name=say("way of deciding")), *measured)


def with_span(head: str, outcome: str) -> str:
    """Return a column's head with the span of its money, so that nobody divides two that differ.

    >>> with_span("sales", "sales_cny"), with_span("contribution", "contribution_cny")
    ('sales, period', 'contribution, period + 90 days')
    """
    if outcome in SEASON_ONLY:
        return say("{what}, period", what=head)
    if outcome in SOLD_OUT_TOO:
        return say("{what}, period + {n} days", what=head, n=FOLLOW_ON_DAYS)
    return head


def outcome_rows(
    comparison: Comparison, regimes: Iterable[str], outcomes: Sequence[tuple[str, Any]]
) -> tuple[tuple[str | float | None, ...], ...]:
    """Return a row a regime: its name and the mean of each outcome."""
    return tuple(
        (
            begin(regime_name(regime)),
            *(_mean(comparison, regime, outcome) for outcome, _ in outcomes),
        )
        for regime in regimes
    )


def _mean(comparison: Comparison, regime: str, outcome: str) -> float | None:
    if outcome == ALL_SALES:
        return mean_of(comparison.results.by_item(regime, "sales").sum(axis=1))
    return mean_if_any(comparison.summary_if_any(regime, outcome))


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
