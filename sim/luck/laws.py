"""The laws that luck follows, by inversion of uniforms, the same to the bit on every machine.

Written in the kernel's subset of Python; ``sim/luck/vectors.py`` has them on whole arrays.
"""

from __future__ import annotations

from sim.model.counts import counted
from sim.model.powers import exp, log, power
from sim.model.quantile import normal_quantile


def unit_exponential(u: float) -> float:
    """Return exponential luck of mean 1 by inversion."""
    return -log(1.0 - u)


def normal(u: float) -> float:
    """Return standard normal luck by inversion."""
    return normal_quantile(u)


def lognormal(median: float, sigma: float, u: float) -> float:
    """Return lognormal luck by inversion; ``sigma`` is the spread of its logarithm."""
    return median * exp(sigma * normal(u))


def weibull(scale: float, shape: float, u: float) -> float:
    """Return Weibull luck by inversion."""
    return scale * power(unit_exponential(u), 1.0 / shape)


def poisson(mean: float, u: float) -> int:
    """Return Poisson luck by inversion."""
    return counted(mean, u)
