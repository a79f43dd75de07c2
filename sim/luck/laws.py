"""The laws that luck follows, by inversion of uniforms, the same to the bit on every machine.

Written in the kernel's subset of Python; what has no branch in it runs on whole arrays, too
(``sim/luck/vectors.py``).
"""

from __future__ import annotations

from sim.model.powers import exp, log, power
from sim.model.quantiles import normal


def unit_exponential(u: float) -> float:
    """Return exponential luck of mean 1 by inversion."""
    return -log(1.0 - u)


def lognormal(median: float, sigma: float, u: float) -> float:
    """Return lognormal luck by inversion; ``sigma`` is the spread of its logarithm."""
    return median * exp(sigma * normal(u))


def weibull(scale: float, shape: float, u: float) -> float:
    """Return Weibull luck by inversion."""
    return scale * power(unit_exponential(u), 1.0 / shape)


def poisson(mean: float, u: float) -> int:
    """Return Poisson luck by inversion, for a mean of at most 700.

    The search also ends where the chances of more have become too small to count.

    >>> poisson(2.0, 0.1), poisson(2.0, 0.5), poisson(0.0, 0.9)
    (0, 2, 0)
    """
    if not 0.0 <= mean <= 700.0:
        raise ValueError("a Poisson mean outside [0, 700]")
    count = 0
    chance = exp(-mean)
    below = 0.0
    total = chance
    while total < u and (total > below or float(count) < mean):
        count += 1
        chance *= mean / count
        below, total = total, total + chance
    return count
