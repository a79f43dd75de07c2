"""The box of inputs in which an option is the best: patient rule induction.

Source: Friedman and Fisher 1999, "Bump hunting in high-dimensional data". The box is found in one
half of the worlds, and told by the other half.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.results.experiment import Floats

PEELED = 0.1
"""A peel takes so large a part of the worlds that are left."""

LEAST = 0.05
"""A box holds so large a part of the worlds at least."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class InputBox:
    """Hold the ends of a few inputs, None where there is none.

    ``density`` is the share of the worlds inside in which the option is best, ``coverage`` the
    share of the worlds in which it is best that lie inside, ``base`` its share of all worlds.
    """

    ends: Mapping[str, tuple[float | None, float | None]]
    density: float
    coverage: float
    base: float


@dataclass(frozen=True)
class _Peel:
    column: int
    above: bool
    end: float
    inside: Flags


def box_of(paths: tuple[str, ...], values: Floats, best: Flags) -> InputBox | None:
    """Return the box in which an option is ``best`` most often; None where there is none.

    The box is peeled from all sides, always where that leaves the option best most often, and kept
    as long as each peel makes it so by more than luck would.
    """
    learned, told = values[::2], values[1::2]
    if len(told) < 2 / LEAST or not best[1::2].any() or best.all():
        return None
    ends: dict[int, tuple[float | None, float | None]] = {}
    for peel in _peels(learned, best[::2]):
        low, high = ends.get(peel.column, (None, None))
        ends[peel.column] = (low, peel.end) if peel.above else (peel.end, high)
    inside = np.all([_within(told[:, column], *pair) for column, pair in ends.items()], axis=0)
    if not ends or not inside.any():
        return None
    hits = best[1::2]
    return InputBox(
        ends={paths[column]: pair for column, pair in ends.items()},
        density=float(hits[inside].mean()),
        coverage=float(inside[hits].mean()),
        base=float(hits.mean()),
    )


def _within(column: Floats, low: float | None, high: float | None) -> Flags:
    return (column >= (-np.inf if low is None else low)) & (
        column <= (np.inf if high is None else high)
    )


def _peels(values: Floats, best: Flags) -> Iterator[_Peel]:
    """Give the peels that make the option the best more often, one after the other."""
    inside = np.ones(len(values), dtype=bool)
    while True:
        found = max(
            _candidates(values, inside), key=lambda peel: best[peel.inside].mean(), default=None
        )
        if found is None or not _is_worth_it(best, inside, found.inside):
            return
        inside = found.inside
        yield found


def _candidates(values: Floats, inside: Flags) -> Iterator[_Peel]:
    for column in range(values.shape[1]):
        of = values[:, column]
        low, high = np.quantile(of[inside], [PEELED, 1 - PEELED])
        for above, end, kept in ((False, low, of >= low), (True, high, of <= high)):
            left = inside & kept
            if LEAST * len(values) <= left.sum() < inside.sum():
                yield _Peel(column, above, float(end), left)


def _is_worth_it(best: Flags, before: Flags, after: Flags) -> bool:
    """Tell whether what is peeled off has the option best surely less often than what is left.

    The bound is that of the most of many tries: two and a half standard errors.
    """
    peeled = before & ~after
    gone, left, share = best[peeled].mean(), best[after].mean(), best[before].mean()
    error = (share * (1 - share) * (1 / peeled.sum() + 1 / after.sum())) ** 0.5
    return bool(left - gone > 2.5 * error)
