"""Whole numbers made of expectations by luck: orders, visits, days.

Written in the kernel's subset of Python, for both executions of the model.
"""

from __future__ import annotations

from math import floor, sqrt

from sim.model.powers import exp, log, power
from sim.model.quantile import normal_quantile

GOLDEN = 0.6180339887498949
COUNTED_EXACTLY = 200.0


def whole(expected: float, uniform: float) -> int:
    """Return ``expected`` rounded to a whole number by luck, so that its mean is kept.

    >>> whole(2.3, 0.6), whole(2.3, 0.8)
    (2, 3)
    """
    return floor(expected + uniform)


def counted(expected: float, uniform: float) -> int:
    """Return a Poisson number of mean ``expected``: how many orders, where each comes by chance.

    Up to ``COUNTED_EXACTLY`` the law is inverted term by term, above by its expansion about the
    normal (Cornish and Fisher 1938), which is then wrong by at most one order.

    >>> counted(2.0, 0.5), counted(100.0, 0.5), counted(100.0, 0.975)
    (2, 100, 120)
    """
    if expected <= 0.0:
        return 0
    if expected > COUNTED_EXACTLY:
        z = normal_quantile(min(max(uniform, 1e-12), 1.0 - 1e-12))
        return max(0, floor(about_normal(expected, sqrt(expected), z)))
    count = 0
    chance = exp(-expected)
    below, reached = 0.0, chance
    # All chances add up to a crumb less than 1: the search ends where more of them change nothing.
    while reached < uniform and (reached > below or float(count) < expected):
        count += 1
        chance *= expected / count
        below, reached = reached, reached + chance
    return count


def about_normal(expected: float, deviation: float, z: float) -> float:
    """Return the expansion of a Poisson number about the normal number ``z``, not yet cut off."""
    return expected + z * deviation + (z * z - 1.0) / 6.0 + 0.5


def turned(uniform: float, steps: int) -> float:
    """Return another uniform number made from one on the tape (rotation by the golden ratio).

    >>> turned(0.5, 1) == (0.5 + GOLDEN) % 1.0
    True
    """
    far = uniform + steps * GOLDEN
    return far - float(floor(far))


def days_after(scale: float, shape: float, chance: float) -> int:
    """Return the delay in whole days, one at least, that a Weibull law exceeds with this chance."""
    return max(1, round(scale * power(-log(1.0 - chance), 1.0 / shape)))
