"""Compare regimes on the same seasons: what each brings, and by how much they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.client.regimes import BASELINE
from sim.results.experiment import SeasonResult
from sim.results.lazily import Lazily
from sim.results.outcomes import OUTCOMES, Outcome, Value

CONFIDENCE = 0.95
RESAMPLES = 1000
PERCENTILES = {"p5": 0.05, "p95": 0.95}

Floats = NDArray[np.float64]


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
    """Tell by how much a regime differs from the baseline on the same seasons.

    ``p_better`` is the share of seasons in which it is better, ties counting half; None for an
    outcome without direction.
    """

    mean: float
    low: float | None
    high: float | None
    p_better: float | None

    @property
    def is_sure(self) -> bool:
        """Tell whether the interval excludes zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Hold regimes side by side and their paired differences to the baseline.

    Each number is worked out when it is asked for: a page reads few of the many.
    """

    client: str
    seed: int
    replications: int
    regimes: Mapping[str, Mapping[str, Summary | None]]
    differences: Mapping[str, Mapping[str, Difference | None]]
    months: Mapping[str, list[dict[str, Any]]]
    results: tuple[SeasonResult, ...]

    def summary(self, regime: str, outcome: str) -> Summary:
        """Return an outcome of a regime; raise ``LookupError`` when it does not exist."""
        found = self.regimes[regime][outcome]
        if found is None:
            raise LookupError(f"{outcome} does not exist under {regime}")
        return found

    def difference(self, regime: str, outcome: str) -> Difference:
        """Return a paired difference; raise ``LookupError`` when it does not exist."""
        found = self.differences[regime][outcome]
        if found is None:
            raise LookupError(f"{outcome} of {regime} cannot be compared")
        return found

    def between(self, ours: str, theirs: str, outcome: str) -> Difference:
        """Return the paired difference of two regimes; raise ``LookupError`` when there is none."""
        values = {
            name: [result.outcomes[outcome] for result in self.results if result.regime == name]
            for name in (ours, theirs)
        }
        found = differ(OUTCOMES[outcome], values[ours], values[theirs])
        if found is None:
            raise LookupError(f"{outcome} of {ours} and {theirs} cannot be compared")
        return found

    def of(self, regime: str) -> list[SeasonResult]:
        """Return a regime's results, by season."""
        return [result for result in self.results if result.regime == regime]

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``compare --json``; what does not exist is None."""
        regimes: dict[str, dict[str, Any]] = {
            name: {outcome: _plain(summary) for outcome, summary in row.items()}
            for name, row in self.regimes.items()
        }
        for name, months in self.months.items():
            regimes[name]["sales_by_month_cny"] = months
        differences: dict[str, dict[str, Any]] = {
            name: {"baseline": BASELINE} | {o: _plain(difference) for o, difference in row.items()}
            for name, row in self.differences.items()
        }
        return {
            "client": self.client,
            "seed": self.seed,
            "replications": self.replications,
            "regimes": regimes,
            "differences": differences,
        }


def compare(client: str, seed: int, results: Sequence[SeasonResult]) -> Comparison:
    """Return the comparison of every regime with the baseline over the seasons of ``results``."""
    by_regime: dict[str, list[SeasonResult]] = {}
    for result in results:
        by_regime.setdefault(result.regime, []).append(result)

    def seasons(regime: str, outcome: str) -> list[Value]:
        return [result.outcomes[outcome] for result in by_regime[regime]]

    def summary(regime: str, outcome: str) -> Summary | None:
        return summarise(OUTCOMES[outcome], seasons(regime, outcome))

    def difference(regime: str, outcome: str) -> Difference | None:
        ours, baseline = seasons(regime, outcome), seasons(BASELINE, outcome)
        return differ(OUTCOMES[outcome], ours, baseline)

    return Comparison(
        client=client,
        seed=seed,
        replications=len(results) // max(1, len(by_regime)),
        regimes={name: Lazily(OUTCOMES, partial(summary, name)) for name in by_regime},
        differences={
            name: Lazily(OUTCOMES, partial(difference, name))
            for name in by_regime
            if name != BASELINE
        },
        months=Lazily(by_regime, lambda name: _months(by_regime[name])),
        results=tuple(results),
    )


def summarise(outcome: Outcome, seasons: Sequence[Value]) -> Summary | None:
    """Return an outcome over seasons, None when it exists in no season."""
    values = np.array([value for value in seasons if value is not None])
    if not len(values):
        return None
    if outcome.statistic == "mean":
        centre = float(values.mean())
        low, high = mean_interval(values)
    else:
        at = PERCENTILES[outcome.statistic]
        centre = float(np.quantile(values, at))
        low, high = quantile_interval(values, at)
    p10, p90 = np.quantile(values, [0.1, 0.9])
    return Summary(mean=centre, low=low, high=high, p10=float(p10), p90=float(p90))


def differ(
    outcome: Outcome, seasons: Sequence[Value], baseline: Sequence[Value]
) -> Difference | None:
    """Return the paired difference over the seasons in which both exist, None when none do."""
    pairs = [
        (a, b) for a, b in zip(seasons, baseline, strict=True) if a is not None and b is not None
    ]
    if not pairs:
        return None
    ours, theirs = np.array(pairs).T
    if outcome.statistic == "mean":
        mean = float((ours - theirs).mean())
        low, high = mean_interval(ours - theirs)
    else:
        at = PERCENTILES[outcome.statistic]
        mean = float(np.quantile(ours, at) - np.quantile(theirs, at))
        low, high = _resampled(ours, theirs, at)
    return Difference(mean=mean, low=low, high=high, p_better=_p_better(outcome, ours - theirs))


def mean_interval(values: Floats) -> tuple[float | None, float | None]:
    """Return the 95 % t-interval of a mean; None where one value cannot tell."""
    if len(values) < 2:
        return None, None
    mean, error = float(values.mean()), float(values.std(ddof=1)) / len(values) ** 0.5
    reach = _t_quantile(len(values) - 1) * error
    return mean - reach, mean + reach


@cache
def _t_quantile(freedom: int) -> float:
    return float(stats.t.ppf((1 + CONFIDENCE) / 2, freedom))


def quantile_interval(values: Floats, at: float) -> tuple[float | None, float | None]:
    """Return a distribution-free 95 % interval of a quantile, from the order statistics."""
    if len(values) < 2:
        return None, None
    ordered = np.sort(values)
    ranks = stats.binom.ppf([(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], len(values), at)
    reach = np.asarray(ranks, dtype=np.int64) - (1, 0)
    low, high = np.clip(reach, 0, len(values) - 1).tolist()
    return float(ordered[low]), float(ordered[high])


def _resampled(ours: Floats, theirs: Floats, at: float) -> tuple[float | None, float | None]:
    """Return the bootstrap interval of a difference of quantiles, seasons kept in pairs."""
    if len(ours) < 2:
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


def _months(results: Sequence[SeasonResult]) -> list[dict[str, Any]]:
    found = []
    for month in results[0].sales_by_month:
        sales = np.array([result.sales_by_month[month] for result in results])
        p10, p90 = np.quantile(sales, [0.1, 0.9])
        found.append(
            {"month": month, "mean": float(sales.mean()), "p10": float(p10), "p90": float(p90)}
        )
    return found


def _plain(value: Summary | Difference | None) -> dict[str, Any] | None:
    return None if value is None else asdict(value)
