"""Where the spread of a gain comes from: the luck of seasons, and each input in doubt.

An input's part is its first-order share: the variance of the mean gain given the input, told from
bins of its rank and freed of what bins explain by chance (epsilon squared). Bins bend as the gain
does, where a correlation of ranks would see one direction only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from playbook.study.standing import MONEY
from playbook.study.uncertain import InDoubt
from sim.client.regimes import BASELINE
from sim.results.drawn import SEASONS_A_WORLD
from sim.results.experiment import Floats

BINS = 8
RESAMPLES = 200
"""So many times the worlds are drawn anew: enough for the ends of a 95 % interval."""


@dataclass(frozen=True, kw_only=True)
class SpreadPart:
    """Hold a part of a variance, in [0, 1], with its 95 % interval over worlds."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class SpreadParts:
    """Hold the parts of the spread of single seasons: luck, and inputs, the largest first.

    ``together`` is what inputs do only together, or bins do not see.
    """

    luck: SpreadPart
    inputs: Mapping[str, SpreadPart]

    @property
    def together(self) -> float:
        """Return what neither luck nor an input alone explains."""
        alone = sum(part.share for part in self.inputs.values())
        return max(0.0, 1.0 - self.luck.share - alone)


def spread_parts(doubt: InDoubt, regime: str) -> SpreadParts:
    """Return where the spread of a regime's gain over OA comes from."""
    draws = doubt.draws
    gains = draws.by_world(regime, MONEY) - draws.by_world(BASELINE, MONEY)
    bins = _bins(draws.values)
    rng = np.random.default_rng(len(gains))
    picks = [np.arange(len(gains)), *rng.integers(0, len(gains), (RESAMPLES, len(gains)))]
    told = np.array([_shares(gains[pick], bins[pick]) for pick in picks])
    shifts = np.quantile(told[1:], [0.025, 0.975], axis=0) - told[1:].mean(axis=0)
    parts = [
        _part(own, own + low, own + high) for own, low, high in zip(told[0], *shifts, strict=True)
    ]
    inputs = dict(zip(draws.paths, parts[1:], strict=True))
    ordered = sorted(inputs.items(), key=lambda pair: -pair[1].share)
    return SpreadParts(luck=parts[0], inputs=dict(ordered))


def _part(share: float, low: float, high: float) -> SpreadPart:
    """Return a part; what chance has taken below nought is nought."""
    return SpreadPart(
        share=max(0.0, float(share)), low=max(0.0, float(low)), high=max(0.0, float(high))
    )


def _bins(values: Floats) -> npt.NDArray[np.int64]:
    """Return the bin of each world by the rank of each input."""
    ranks = (rankdata(values, axis=0) - 0.5) / len(values)
    return (BINS * ranks).astype(np.int64)


def _shares(gains: Floats, bins: npt.NDArray[np.int64]) -> list[float]:
    """Return the parts of luck and of each input in the variance of single seasons."""
    means = gains.mean(axis=1)
    luck = float(gains.var(axis=1, ddof=1).mean())
    inputs = float(means.var(ddof=1)) - luck / SEASONS_A_WORLD
    total = luck + inputs
    if total <= 0:
        return [0.0] * (1 + bins.shape[1])
    return [luck / total, *(_between(means, bins) / total)]


def _between(means: Floats, bins: npt.NDArray[np.int64]) -> Floats:
    """Return input by input the variance of the means of bins, less what chance would have."""
    worlds, inputs = bins.shape
    codes = (bins + BINS * np.arange(inputs)).ravel()
    size = BINS * inputs
    counts = np.bincount(codes, minlength=size).reshape(inputs, BINS)
    away = np.repeat(means - means.mean(), inputs)
    sums = np.bincount(codes, away, minlength=size).reshape(inputs, BINS)
    between = (sums**2 / np.maximum(counts, 1)).sum(axis=1)
    filled = (counts > 0).sum(axis=1)
    within = (worlds * means.var() - between) / np.maximum(1, worlds - filled)
    found: Floats = (between - (filled - 1) * within) / worlds
    return found
