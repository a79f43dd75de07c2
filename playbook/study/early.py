"""The first months of a season: what is expected of them, and what luck hardly explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.results.breakdowns import FIRST_OFFERS
from sim.results.experiment import Floats, Results

BY_LUCK = 0.05
"""A figure that fewer seasons than this share reach by luck asks for an explanation."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Hold a figure of the first months: its mean, and the alarm beyond which luck seldom leads."""

    expected: float
    alarm: float


def alarm_of(values: Sequence[float] | Floats, more_is_better: bool) -> float:
    """Return the figure beyond which luck alone leads in one season of twenty."""
    return float(np.quantile(values, BY_LUCK if more_is_better else 1 - BY_LUCK))


def watched(results: Results, regime: str) -> dict[str, Watched]:
    """Return the share captured and the hours to an answer, where any season has them."""
    figures = {
        "capture_rate": (captured(results, regime), True),
        "decision_latency": (answer_h(results, regime), False),
    }
    return {
        name: Watched(expected=float(np.mean(told)), alarm=alarm_of(told, more_is_better))
        for name, (values, more_is_better) in figures.items()
        if (told := that_exist(values))
    }


def captured(results: Results, regime: str) -> Floats:
    """Return the share of the first offers that are captured, season by season."""
    return _ratio(*(early(results, regime, item) for item in ("captured", "offered")))


def answer_h(results: Results, regime: str) -> Floats:
    """Return the mean hours from offer to answer among the first, season by season."""
    return _ratio(*(early(results, regime, item) for item in ("answer_h", "answered")))


def early(results: Results, regime: str, item: str) -> Floats:
    """Return one of ``FIRST_OFFERS`` season by season."""
    return results.by_item(regime, "first_offers", FIRST_OFFERS)[item].to_numpy()


def that_exist(values: Floats) -> tuple[float, ...]:
    """Return a figure season by season; a season without it, such as without offers, has none."""
    return tuple(values[~np.isnan(values)].tolist())


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return the ratio season by season, nan where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
