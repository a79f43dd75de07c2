"""Where the spread of a gain comes from: the luck of seasons, and each input in doubt.

An input's part is its first-order Sobol index: the variance of the mean gain given the input, told
from bins of its rank and freed of what bins explain by chance (epsilon squared). Bins bend as the
gain does, where a correlation of ranks would see one direction only. The part of luck is its total
index: what would be left of the variance if every input were known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from playbook.study.uncertain import InDoubt
from sim.results.experiment import Floats

MOST_BINS, WORLDS_A_BIN = 16, 50
"""Bins as fine as the worlds allow: in few a gain that rises and falls again is flattened."""

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
    gains = doubt.over_oa(regime)
    bins = _bins(draws.values)
    rng = np.random.default_rng(len(gains))
    picks = [np.arange(len(gains)), *rng.integers(0, len(gains), (RESAMPLES, len(gains)))]
    told = np.array([_shares(gains[pick], bins[pick]) for pick in picks])
    shifts = np.quantile(told[1:], [0.025, 0.975], axis=0) - told[1:].mean(axis=0)
    parts = [
        part_of(own, own + low, own + high) for own, low, high in zip(told[0], *shifts, strict=True)
    ]
    inputs = dict(zip(draws.paths, parts[1:], strict=True))
    ordered = sorted(inputs.items(), key=lambda pair: -pair[1].share)
    return SpreadParts(luck=parts[0], inputs=dict(ordered))


def part_of(share: float, low: float, high: float) -> SpreadPart:
    """Return a part; what chance has taken below nought is nought."""
    return SpreadPart(
        share=max(0.0, float(share)), low=max(0.0, float(low)), high=max(0.0, float(high))
    )


def _bins(values: Floats) -> npt.NDArray[np.int64]:
    """Return the bin of each world by the rank of each input."""
    bins = min(MOST_BINS, max(2, len(values) // WORLDS_A_BIN))
    ranks = (rankdata(values, axis=0) - 0.5) / len(values)
    return (bins * ranks).astype(np.int64)


def _shares(gains: Floats, bins: npt.NDArray[np.int64]) -> list[float]:
    """Return the parts of luck and of each input in the variance of single seasons."""
    luck, inputs = variance_parts(gains)
    total = luck + inputs
    if total <= 0:
        return [0.0] * (1 + bins.shape[1])
    return [luck / total, *(_between(gains.mean(axis=1), bins) / total)]


def variance_parts(gains: Floats) -> tuple[float, float]:
    """Return the variance of single seasons in two: within worlds, and between their true means.

    ``gains`` has a row a world and a column a season of it.
    """
    luck = float(gains.var(axis=1, ddof=1).mean())
    return luck, float(gains.mean(axis=1).var(ddof=1)) - luck / gains.shape[1]


def _between(means: Floats, bins: npt.NDArray[np.int64]) -> Floats:
    """Return input by input the variance of the means of bins, less what chance would have."""
    worlds, inputs = bins.shape
    most = int(bins.max()) + 1
    codes = (bins + most * np.arange(inputs)).ravel()
    size = most * inputs
    counts = np.bincount(codes, minlength=size).reshape(inputs, most)
    away = np.repeat(means - means.mean(), inputs)
    sums = np.bincount(codes, away, minlength=size).reshape(inputs, most)
    between = (sums**2 / np.maximum(counts, 1)).sum(axis=1)
    filled = (counts > 0).sum(axis=1)
    within = (worlds * means.var() - between) / np.maximum(1, worlds - filled)
    found: Floats = (between - (filled - 1) * within) / worlds
    return found
