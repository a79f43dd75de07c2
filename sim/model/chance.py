"""Whole numbers by luck: every uniform number is on the tape, nothing is drawn here.

Written in the kernel's subset of Python: every execution of the model counts by these.
"""

from __future__ import annotations

from math import floor, sqrt

from sim.model.powers import exp
from sim.model.quantiles import normal

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
        z = normal(min(max(uniform, 1e-12), 1.0 - 1e-12))
        return max(0, floor(expected + z * sqrt(expected) + (z * z - 1.0) / 6.0 + 0.5))
    count = 0
    chance = exp(-expected)
    reached = chance
    while reached < uniform and chance > 0.0:
        count += 1
        chance *= expected / count
        reached += chance
    return count


def turned(uniform: float, steps: int) -> float:
    """Return another uniform number made from one on the tape (rotation by the golden ratio)."""
    far = uniform + steps * GOLDEN
    return far - floor(far)
