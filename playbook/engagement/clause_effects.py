"""Which clause sets the charters of the search apart: the variance of their gain, taken apart.

Every level of a clause was tried with every level of the others: the charters are a full factorial.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from playbook.engagement.charter_search import Tried
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.varied import Breadth
from playbook.study.recommendation import MONEY
from sim.client.regimes import BASELINE
from sim.results.experiment import Floats

CLAUSES = ("factor", "stock_share", "alone")
"""What the charters tried differ in, as a ``Breadth`` names it."""

Levels = dict[str, list[float]]


@dataclass(frozen=True, kw_only=True)
class ClauseEffect:
    """Hold what one clause explains of the variance of the gain, and of how many levels it is.

    ``low`` and ``high`` are the least and the greatest total effect when any one season is left
    out; None where there are not two seasons.
    """

    clause: str
    levels: int
    effect: Effect
    low: float | None
    high: float | None


def gains_by_charter(engagement: Engagement, tried: list[Tried]) -> dict[Breadth, Floats]:
    """Return what each charter tried gained over OA in CNY, season by season.

    The seasons are those of the search; none is simulated for this.
    """

    def gains(breadth: Breadth) -> Floats:
        results = engagement.study(engagement.questions.charter(breadth)).results
        return results.seasons(CURVE_REGIME, MONEY) - results.seasons(BASELINE, MONEY)

    return {one.breadth: gains(one.breadth) for one in tried}


def clause_effects(gains: Mapping[Breadth, Floats]) -> list[ClauseEffect]:
    """Return the effect of each clause of which several levels were tried, the largest first.

    ``gains`` are by season, of charters in which every level meets every other.
    """
    levels = _levels(gains)
    grid = _on_grid(gains, levels)
    found = effects(grid.mean(axis=-1))
    without = [effects(grid[..., kept].mean(axis=-1)) for kept in _one_left_out(grid.shape[-1])]
    made = (
        _clause_effect(clause, len(levels[clause]), found[axis], [one[axis] for one in without])
        for axis, clause in enumerate(levels)
    )
    return sorted(made, key=lambda one: -one.effect.total)


def _levels(charters: Iterable[Breadth]) -> Levels:
    """Return the levels of each clause that has several."""
    tried = list(charters)
    found = {clause: sorted(set(map(attrgetter(clause), tried))) for clause in CLAUSES}
    return {clause: levels for clause, levels in found.items() if len(levels) > 1}


def _on_grid(gains: Mapping[Breadth, Floats], levels: Levels) -> Floats:
    """Return the gains by level of each clause, then by season."""
    placed = {
        tuple(found.index(getattr(breadth, clause)) for clause, found in levels.items()): gained
        for breadth, gained in gains.items()
    }
    shape = [len(found) for found in levels.values()]
    return np.stack([placed[place] for place in np.ndindex(*shape)]).reshape(*shape, -1)


def _one_left_out(seasons: int) -> list[list[int]]:
    """Return the seasons without each of them in turn; nothing where one alone is left to read."""
    if seasons < 2:
        return []
    return [[other for other in range(seasons) if other != one] for one in range(seasons)]


def _clause_effect(clause: str, levels: int, effect: Effect, without: list[Effect]) -> ClauseEffect:
    totals = [one.total for one in without]
    low, high = min(totals, default=None), max(totals, default=None)
    return ClauseEffect(clause=clause, levels=levels, effect=effect, low=low, high=high)


CERTAIN = 1e-12
"""A spread below this part of the largest value is the arithmetic's, not the grid's."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Hold the Sobol indices of one factor: parts of the grid's variance, in [0, 1].

    ``first`` is what the factor explains whatever the others are, ``total`` what it explains alone
    and together with others: what would be left of the variance if all others were settled.
    """

    first: float
    total: float


def effects(grid: Floats) -> tuple[Effect, ...]:
    """Return the effect of each axis of a full factorial; no effect where all values are alike.

    Every level counts the same. Source: Sobol 1993 and Homma and Saltelli 1996; on a full grid the
    conditional means are known and the indices exact.
    """
    spread = float(grid.var())
    if spread <= (CERTAIN * float(abs(grid).max(initial=0.0))) ** 2:
        return tuple(Effect(first=0.0, total=0.0) for _ in grid.shape)
    return tuple(_effect(grid, axis, spread) for axis in range(grid.ndim))


def _effect(grid: Floats, axis: int, spread: float) -> Effect:
    others = tuple(other for other in range(grid.ndim) if other != axis)
    return Effect(
        first=float(grid.mean(axis=others).var()) / spread,
        total=float(grid.var(axis=axis).mean()) / spread,
    )
