"""What explains the differences within a grid on which everything was tried with everything."""

from __future__ import annotations

from dataclasses import dataclass

from sim.results.experiment import Floats

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
