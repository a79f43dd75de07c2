"""Sobol indices of the inputs in doubt: what each does alone, with other inputs, and with luck.

What an input does alone is told from the drawn worlds; all that it has a hand in is told from the
same worlds played once more with that input drawn anew (Jansen 1999, doi:10.1016/S0010-4655(98)
00154-4), on the same luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from playbook.study.season_cache import cached
from playbook.study.spread import RESAMPLES, SpreadPart, part_of, spread_parts, variance_parts
from playbook.study.uncertain import InDoubt
from sim.client.input_range import ranges_of
from sim.client.load import Assumption, Client
from sim.results.drawn import Joint
from sim.results.experiment import Floats, Progress
from sim.results.redrawn import Redrawn, redrawn

MOST_WORLDS = 128
"""So many of the drawn worlds are played once more for each input."""


@dataclass(frozen=True, kw_only=True)
class SobolIndex:
    """Hold the parts of an input in the variance of a regime's gain in single seasons, in [0, 1].

    ``alone`` is its first-order index. ``total`` is its total index: all that would be left of the
    variance if everything but this input were known, luck included. ``with_inputs`` is the total
    without what it does together with luck: of the gain that a world has on average.
    """

    alone: SpreadPart
    with_inputs: SpreadPart
    total: SpreadPart


@dataclass(frozen=True, kw_only=True)
class SobolIndices:
    """Hold the index of each input by its key, the largest total first, and the total of luck.

    ``worlds`` is of how many worlds the inputs were drawn anew.
    """

    regime: str
    worlds: int
    luck: SpreadPart
    inputs: Mapping[str, SobolIndex]

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``compare --uncertain --sobol --json``."""
        return asdict(self)


def sobol_indices(doubt: InDoubt, regime: str, again: Redrawn) -> SobolIndices:
    """Return the indices of a regime's gain over OA, with 95 % intervals over worlds.

    ``again`` holds the first of the drawn worlds, played once more for each input.
    """
    parts, gains = spread_parts(doubt, regime), doubt.over_oa(regime)
    apart = gains[: again.worlds, None, :] - again.gains
    variance = sum(variance_parts(gains))
    whole, mean = _halved(apart) / (variance or 1.0), _paired(apart) / (variance or 1.0)
    indices = {
        path: SobolIndex(
            alone=parts.inputs[path],
            with_inputs=_mean_with_interval(mean[:, place]),
            total=_mean_with_interval(whole[:, place]),
        )
        for place, path in enumerate(doubt.draws.paths)
    }
    ordered = sorted(indices.items(), key=lambda pair: -pair[1].total.share)
    return SobolIndices(regime=regime, worlds=again.worlds, luck=parts.luck, inputs=dict(ordered))


def _halved(apart: Floats) -> Floats:
    """Return half the mean square of what an input drawn anew changes, world by world."""
    halved: Floats = (apart**2).mean(axis=-1) / 2
    return halved


def _paired(apart: Floats) -> Floats:
    """Return the same of the mean over all luck: products of two different seasons of a world."""
    seasons = apart.shape[-1]
    products = apart.sum(axis=-1) ** 2 - (apart**2).sum(axis=-1)
    paired: Floats = products / (seasons * (seasons - 1)) / 2
    return paired


def _mean_with_interval(values: Floats) -> SpreadPart:
    rng = np.random.default_rng(len(values))
    means = values[rng.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)
    return part_of(float(values.mean()), *np.quantile(means, [0.025, 0.975]))


def draw_again(
    client: Client,
    numbers: Iterable[Assumption],
    doubt: InDoubt,
    regime: str,
    *,
    workers: int = 1,
    engine: str = "kernel",
    progress: Progress = lambda done: None,
) -> Redrawn:
    """Return the first of the drawn worlds, played once more with each of ``numbers`` drawn anew.

    What was played before is read from the cache. ``progress`` is told the worlds played.
    """
    ranges, values = ranges_of(client, numbers), doubt.draws.values[:MOST_WORLDS]
    joint = Joint(
        tree=client.tree,
        settings=client.settings,
        ranges=ranges,
        names=(regime,),
        seed=doubt.seed,
        workers=workers,
        engine=engine,
    )
    method = {
        "drawn_anew": [asdict(one) for one in ranges],
        "seed": doubt.seed,
        "worlds": len(values),
        "regime": regime,
    }
    found = cached(client, method, Redrawn, lambda: redrawn(joint, values, regime, progress))
    progress(values.size)
    return found
