"""Named streams of luck: what is drawn under one name never moves what is drawn under another."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, pdtr, pdtrik

from sim.model.scenario import Law
from sim.model.units import HOUR

Floats = NDArray[np.float64]


def uniforms(seed: int, replication: int, name: str, shape: int | tuple[int, ...]) -> Floats:
    """Return uniforms in [0, 1) of the stream addressed by (seed, replication, name).

    The first rows are the same whatever the number of rows.
    """
    entropy = (seed, replication, _number(name))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy))).random(shape)


def unit_exponential(uniform: Floats) -> Floats:
    """Return exponential luck of mean 1 by inversion."""
    return -np.log1p(-uniform)


def normal(uniform: Floats) -> Floats:
    """Return standard normal luck by inversion; the ends are pulled in by one part in 10^12."""
    return np.asarray(ndtri(np.clip(uniform, 1e-12, 1 - 1e-12)), dtype=np.float64)


def invert(law: Law, uniform: Floats) -> Floats:
    """Return durations of a law, in the law's own unit, for the given luck."""
    match law.family:
        case "none":
            return np.zeros_like(uniform)
        case "fixed":
            return np.full_like(uniform, law.scale)
        case "exponential":
            return law.scale * unit_exponential(uniform)
        case "weibull":
            return law.scale * unit_exponential(uniform) ** (1.0 / law.shape)
        case "lognormal":
            return law.scale * np.exp(law.shape * normal(uniform))
        case "uniform":
            return law.shape + (law.scale - law.shape) * uniform
    raise ValueError(f"law.family = {law.family!r}: not a known family")


def durations(law: Law, uniform: Floats) -> NDArray[np.int64]:
    """Return durations of a law given in hours, in whole microseconds."""
    return np.rint(invert(law, uniform) * HOUR).astype(np.int64)


def poisson(mean: float, uniform: Floats) -> NDArray[np.int64]:
    """Return Poisson counts by inversion, as ``scipy.stats`` has them; that takes a second to load.

    The first guess may be one too high where rounding decides.
    """
    guess = np.ceil(pdtrik(uniform, mean))
    less = np.maximum(guess - 1, 0)
    return np.where(pdtr(less, mean) >= uniform, less, guess).astype(np.int64)


@lru_cache(maxsize=4096)
def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big")


class Luck:
    """Give the uniforms of one season, by name."""

    def __init__(self, seed: int, replication: int) -> None:
        self.seed = seed
        self.replication = replication

    def __call__(self, name: str, shape: int | tuple[int, ...]) -> Floats:
        """Return the first ``shape`` uniforms of a stream."""
        return uniforms(self.seed, self.replication, name, shape)
