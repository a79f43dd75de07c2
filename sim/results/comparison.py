"""Compare regimes on the same seasons: what each brings, and by how much they differ."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from scipy.special import bdtr, stdtrit

from sim.client.regimes import BASELINE
from sim.results.breakdowns import RUN_OUT
from sim.results.experiment import Floats, Results
from sim.results.outcomes import OUTCOMES, Outcome

CONFIDENCE = 0.95
RESAMPLES = 1000
PERCENTILES = {"p5": 0.05, "p95": 0.95}

TAIL_SEASONS = 73
"""Fewest seasons that give an interval to a 5th or 95th percentile.

Up to 71 the order statistic that would end it does not exist (0.95 ** 71 > 0.025): an interval
that ends at the extreme season instead covers 64 % at 20 seasons and 92 % at 50.
"""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Sum an outcome up over seasons: its statistic with a 95 % interval, and the P10-P90 band.

    The interval is of the statistic, not a forecast; the band says where single seasons lie.
    """

    mean: float
    low: float | None
    high: float | None
    p10: float
    p90: float


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Tell by how much a regime differs from another one on the same seasons.

    ``p_better`` is the share of seasons in which it is better, ties counting half; None for an
    outcome without direction. ``low`` and ``high`` are None where the seasons cannot tell.
    """

    mean: float
    low: float | None
    high: float | None
    p_better: float | None

    @property
    def is_sure(self) -> bool:
        """Tell whether the interval excludes zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    def less(self, amount: float) -> Difference:
        """Return the difference less a fixed amount, such as what it costs to get there.

        The share of seasons is that of the difference as it was.
        """
        ends = (None if end is None else end - amount for end in (self.low, self.high))
        low, high = ends
        return replace(self, mean=self.mean - amount, low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Comparison:  # one class: whatever is asked of one experiment
    """Hold regimes side by side on the same seasons; the first is the baseline.

    Each number is worked out when it is asked for: a page reads few of the many.
    """

    client: str
    seed: int
    results: Results

    @property
    def regimes(self) -> tuple[str, ...]:
        """Return the names of all regimes, as they stood in the experiment."""
        return self.results.regimes

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Return the regimes that are compared with the baseline."""
        return tuple(name for name in self.regimes if name != BASELINE)

    @property
    def replications(self) -> int:
        """Return how many seasons every regime met."""
        return len(self.results.replications)

    def summary_if_any(self, regime: str, outcome: str) -> Summary | None:
        """Return an outcome of a regime, None when it exists in no season."""
        return summarise(OUTCOMES[outcome], self.results.seasons(regime, outcome))

    def summary(self, regime: str, outcome: str) -> Summary:
        """Return an outcome of a regime; raise ``LookupError`` when it does not exist."""
        summary = self.summary_if_any(regime, outcome)
        if summary is None:
            raise LookupError(f"{outcome} does not exist under {regime}")
        return summary

    def difference_if_any(
        self, regime: str, outcome: str, baseline: str = BASELINE
    ) -> Difference | None:
        """Return the paired difference to the baseline, None when no season has both."""
        ours, theirs = (self.results.seasons(name, outcome) for name in (regime, baseline))
        return differ(OUTCOMES[outcome], ours, theirs)

    def difference(self, regime: str, outcome: str) -> Difference:
        """Return a paired difference; raise ``LookupError`` when it does not exist."""
        difference = self.difference_if_any(regime, outcome)
        if difference is None:
            raise LookupError(f"{outcome} of {regime} cannot be compared")
        return difference

    def joint_difference(self, regime: str, outcome: str) -> Difference:
        """Return a paired difference whose interval holds at once with those of all alternatives.

        Of the mean of an outcome: each of k intervals leaves out 5 % / k (Bonferroni), so that all
        of them hold in at least 95 % of experiments, however the regimes hang together.
        """
        both = (self.results.seasons(name, outcome) for name in (regime, BASELINE))
        difference = differ(OUTCOMES[outcome], *both, comparisons=len(self.alternatives))
        if difference is None:
            raise LookupError(f"{outcome} of {regime} cannot be compared")
        return difference

    def between(self, ours: str, theirs: str, outcome: str) -> Difference:
        """Return the paired difference of two regimes; raise ``LookupError`` when there is none."""
        difference = self.difference_if_any(ours, outcome, theirs)
        if difference is None:
            raise LookupError(f"{outcome} of {ours} and {theirs} cannot be compared")
        return difference

    def sales_by_month(self, regime: str) -> list[dict[str, Any]]:
        """Return the mean sales of each month of the season, and the band of single seasons."""
        months = self.results.by_item(regime, "sales").drop(columns=RUN_OUT)
        return [_band(str(month), sales.to_numpy()) for month, sales in months.items()]

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``compare --json``; what does not exist is None."""
        regimes: dict[str, dict[str, Any]] = {
            name: {outcome: _plain(self.summary_if_any(name, outcome)) for outcome in OUTCOMES}
            | {"sales_by_month_cny": self.sales_by_month(name)}
            for name in self.regimes
        }
        differences: dict[str, dict[str, Any]] = {
            name: {"baseline": BASELINE}
            | {outcome: self._difference_as_json(name, outcome) for outcome in OUTCOMES}
            for name in self.alternatives
        }
        return {
            "client": self.client,
            "seed": self.seed,
            "replications": self.replications,
            "regimes": regimes,
            "differences": differences,
        }

    def _difference_as_json(self, regime: str, outcome: str) -> dict[str, Any] | None:
        """Return a difference with its own interval and the one that holds for all at once."""
        own = _plain(self.difference_if_any(regime, outcome))
        if own is None:
            return None
        joint = self.joint_difference(regime, outcome)
        return own | {"joint_low": joint.low, "joint_high": joint.high}


def summarise(outcome: Outcome, seasons: Floats) -> Summary | None:
    """Return an outcome over seasons, None when it exists in no season."""
    centre = statistic(outcome, seasons)
    if centre is None:
        return None
    values = seasons[~np.isnan(seasons)]
    if outcome.statistic == "mean":
        low, high = mean_interval(values)
    else:
        low, high = quantile_interval(values, PERCENTILES[outcome.statistic])
    p10, p90 = np.quantile(values, [0.1, 0.9])
    return Summary(mean=centre, low=low, high=high, p10=float(p10), p90=float(p90))


def statistic(outcome: Outcome, seasons: Floats) -> float | None:
    """Return the mean of an outcome over seasons, or its percentile; None where it never exists."""
    values = seasons[~np.isnan(seasons)]
    if not len(values):
        return None
    if outcome.statistic == "mean":
        return float(values.mean())
    return float(np.quantile(values, PERCENTILES[outcome.statistic]))


def differ(
    outcome: Outcome, seasons: Floats, baseline: Floats, *, comparisons: int = 1
) -> Difference | None:
    """Return the paired difference over the seasons in which both exist, None when none do.

    The interval holds at once with those of the other ``comparisons``; a percentile has an
    interval of its own only.
    """
    both = ~np.isnan(seasons) & ~np.isnan(baseline)
    if not both.any():
        return None
    ours, theirs = seasons[both], baseline[both]
    if outcome.statistic == "mean":
        mean = float((ours - theirs).mean())
        low, high = mean_interval(ours - theirs, comparisons=comparisons)
    else:
        at = PERCENTILES[outcome.statistic]
        mean = float(np.quantile(ours, at) - np.quantile(theirs, at))
        low, high = _resampled(ours, theirs, at) if comparisons == 1 else (None, None)
    return Difference(mean=mean, low=low, high=high, p_better=_p_better(outcome, ours - theirs))


def mean_interval(values: Floats, *, comparisons: int = 1) -> tuple[float | None, float | None]:
    """Return the t-interval of a mean; None where one value cannot tell.

    It leaves out 5 % over ``comparisons``: with one it is the 95 % interval.
    """
    if len(values) < 2:
        return None, None
    mean, error = float(values.mean()), float(values.std(ddof=1)) / len(values) ** 0.5
    reach = mean_reach(len(values) - 1, comparisons) * error
    return mean - reach, mean + reach


@cache
def mean_reach(freedom: int, comparisons: int = 1) -> float:
    """Return how many standard errors an interval of a mean reaches to each side."""
    return float(stdtrit(freedom, 1 - (1 - CONFIDENCE) / comparisons / 2))


def quantile_interval(values: Floats, at: float) -> tuple[float | None, float | None]:
    """Return a distribution-free 95 % interval of a 5th or 95th percentile, from order statistics.

    None below ``TAIL_SEASONS`` seasons.
    """
    if len(values) < TAIL_SEASONS:
        return None, None
    ordered = np.sort(values)
    low, high = tail_places(len(values), at)
    return float(ordered[low]), float(ordered[high])


def tail_places(count: int, at: float) -> tuple[int, int]:
    """Return which of so many values in order end the 95 % interval of a percentile."""
    below = bdtr(np.arange(count + 1), count, at)
    low, high = np.searchsorted(below, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]) - (1, 0)
    return int(low), int(high)


def _resampled(ours: Floats, theirs: Floats, at: float) -> tuple[float | None, float | None]:
    """Return the bootstrap interval of a difference of percentiles, seasons kept in pairs.

    None below ``TAIL_SEASONS`` seasons. It is called a 95 % interval and covers 91 to 94 % at 200.
    """
    if len(ours) < TAIL_SEASONS:
        return None, None
    picks = np.random.default_rng(len(ours)).integers(0, len(ours), (RESAMPLES, len(ours)))
    spread = np.quantile(ours[picks], at, axis=1) - np.quantile(theirs[picks], at, axis=1)
    low, high = np.quantile(spread, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def _p_better(outcome: Outcome, differences: Floats) -> float | None:
    if outcome.better == "none":
        return None
    gains = differences if outcome.better == "high" else -differences
    return float((gains > 0).mean() + (gains == 0).mean() / 2)


def _band(month: str, sales: Floats) -> dict[str, Any]:
    p10, p90 = np.quantile(sales, [0.1, 0.9])
    return {"month": month, "mean": float(sales.mean()), "p10": float(p10), "p90": float(p90)}


def _plain(value: Summary | Difference | None) -> dict[str, Any] | None:
    return None if value is None else asdict(value)
