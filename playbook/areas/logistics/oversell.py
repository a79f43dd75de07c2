"""What is sold twice before the store knows the stock: Poisson demand between two updates."""

from __future__ import annotations

from collections.abc import Sequence

from scipy import stats

GAPS_H = (1 / 60, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 16)
"""The intervals between two stock updates that a person or a program can keep, in hours of sale."""


def expected_oversold(rate_per_h: float, stock: float, gap_h: float) -> float:
    """Return the units sold beyond the stock that was known at the last update.

    ``rate_per_h`` is the demand in units an hour, ``stock`` the units left at the update and
    ``gap_h`` the hours to the next one. E[(N - stock)+] of a Poisson N with the mean rate x gap.

    >>> [round(expected_oversold(2, 10, gap), 1) for gap in (24, 4, 1)]
    [38.0, 0.4, 0.0]
    """
    mean = rate_per_h * gap_h
    if mean == 0:
        return 0.0
    known = int(stock)
    # E[N; N > s] = mean x P(N >= s) for whole s, so the part beyond s is that minus s P(N > s).
    above = float(stats.poisson.sf(known, mean))
    from_known = float(stats.poisson.sf(known - 1, mean))
    return mean * from_known - known * above


def longest_gap_h(
    rate_per_h: float, stock: float, allowed: float, gaps_h: Sequence[float] = GAPS_H
) -> float | None:
    """Return the longest of the gaps that oversells at most ``allowed`` units; None if none does.

    >>> longest_gap_h(2, 10, 1.0, (1, 4, 12, 24))
    4
    """
    fitting = [gap for gap in gaps_h if expected_oversold(rate_per_h, stock, gap) <= allowed]
    return max(fitting, default=None)


def buffer_units(rate_per_h: float, gap_h: float, allowed: float) -> int:
    """Return the least stock at which so long a gap oversells at most ``allowed`` units.

    Below it the SKU must be off sale until the next update.

    >>> buffer_units(2, 4, 1.0), buffer_units(0, 4, 1.0)
    (9, 0)
    """
    low, high = 0, int(rate_per_h * gap_h * 2) + 100
    while low < high:
        middle = (low + high) // 2
        if expected_oversold(rate_per_h, middle, gap_h) <= allowed:
            high = middle
        else:
            low = middle + 1
    return low
