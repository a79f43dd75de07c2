"""Luck by address and its laws on whole arrays, in NumPy: the same bits as one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, prod, sqrt
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sim.luck.address import PARITY, WORD, stream_number
from sim.model import elementary, rules

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]
Shape = int | tuple[int, ...]
Curve = Callable[[Floats], Floats]

# What has no branch in it is the same text for a number and for an array of them.
exp_near_0 = cast(Callable[[Floats, Floats], Floats], elementary.exp_near_0)
log_of_scaled = cast(Callable[[Floats, Floats], Floats], elementary.log_of_scaled)
quantile_at_centre = cast(Curve, elementary.quantile_at_centre)
quantile_near_tail = cast(Curve, elementary.quantile_near_tail)
quantile_far_tail = cast(Curve, elementary.quantile_far_tail)

TURNS = tuple((np.uint32(left), np.uint32(32 - left)) for left in (13, 15, 26, 6, 17, 29, 16, 24))
BLOCK = 8192
"""So many numbers at a time stay in the processor's cache."""


def threefry(key: tuple[int, int], first: Words, second: Words) -> tuple[Words, Words]:
    """Return the two words of Threefry-2x32-20 at each counter (``first``, ``second``)."""
    keys = (*key, PARITY ^ key[0] ^ key[1])
    x, y = first + np.uint32(key[0]), second + np.uint32(key[1])
    spare = np.empty_like(y)
    for turn in range(20):
        left, right = TURNS[turn % 8]
        x += y
        np.right_shift(y, right, out=spare)
        y <<= left
        y |= spare
        y ^= x
        group, rest = divmod(turn + 1, 4)
        if rest == 0:
            x += np.uint32(keys[group % 3])
            y += np.uint32(keys[(group + 1) % 3] + group & WORD)
    return x, y


def uniforms(seed: int, replication: int, name: str, shape: Shape) -> Floats:
    """Return uniforms in (0, 1) of the stream addressed by (seed, replication, name).

    The first rows are the same whatever the number of rows: the index counts along the last axis
    first. Raise ``ValueError`` when seed or replication has more than 32 bits.
    """
    count = prod(shape) if isinstance(shape, tuple) else shape
    return uniforms_of(seed, replication, {name: count})[name].reshape(shape)


def uniforms_of(seed: int, replication: int, counts: Mapping[str, int]) -> dict[str, Floats]:
    """Return the first so many uniforms of each stream; all at once is a tenth of the work."""
    for part, value in (("seed", seed), ("replication", replication)):
        if not 0 <= value <= WORD:
            raise ValueError(f"{part} = {value}: must lie in [0, {WORD}]")
    numbers = np.array([stream_number(name) for name in counts], dtype=np.uint32)
    stream = np.repeat(numbers, list(counts.values()))
    index = np.concatenate([np.arange(count, dtype=np.uint32) for count in counts.values()])
    found = np.empty(len(index))
    for first in range(0, len(index), BLOCK):
        block = slice(first, first + BLOCK)
        found[block] = _unit(*threefry((seed, replication), stream[block], index[block]))
    ends = np.cumsum(list(counts.values()))[:-1]
    return dict(zip(counts, np.split(found, ends), strict=True))


def _unit(x: Words, y: Words) -> Floats:
    """Return the 52 bits of two words as the number in the middle of its 2**-52."""
    return (x * 1048576.0 + (y >> np.uint32(12)) + 0.5) / 4503599627370496.0


def exp(x: Floats) -> Floats:
    """Return e to the power of each number."""
    held = np.minimum(np.maximum(x, -746.0), 710.0)
    twos = np.floor(held * elementary.LOG_2_E + 0.5)
    near = exp_near_0(held - twos * elementary.LN_2_HIGH, twos * elementary.LN_2_LOW)
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.ldexp(near, twos.astype(np.int32)), dtype=np.float64)


def log(x: Floats) -> Floats:
    """Return the natural logarithm of each number; raise ``ValueError`` unless all are positive."""
    if x.size and not 0.0 < x.min() <= x.max() < inf:
        raise ValueError("the logarithm of a number that is not positive and finite")
    m, twos = np.frexp(x)
    low = m < elementary.HALF_ROOT_2
    return log_of_scaled(np.where(low, m * 2.0, m), (twos - low).astype(np.float64))


def power(base: Floats, exponent: float | Floats) -> Floats:
    """Return each positive ``base`` to the power of ``exponent``."""
    return exp(exponent * log(base))


def unit_exponential(uniform: Floats) -> Floats:
    """Return exponential luck of mean 1 by inversion."""
    return -log(1.0 - uniform)


def normal(uniform: Floats) -> Floats:
    """Return standard normal luck by inversion."""
    q = uniform - 0.5
    z = q * quantile_at_centre(elementary.CENTRE * elementary.CENTRE - q * q)
    outer = np.abs(q) > elementary.CENTRE
    if outer.any():
        u = uniform[outer]
        z[outer] = np.copysign(_tail(np.minimum(u, 1.0 - u)), u - 0.5)
    return z


def _tail(chance: Floats) -> Floats:
    r = np.sqrt(-log(chance))
    z = quantile_near_tail(r - 1.6)
    far = r > elementary.TAIL
    if far.any():
        z[far] = quantile_far_tail(r[far] - elementary.TAIL)
    return z


def poisson(mean: float, uniform: Floats) -> NDArray[np.int64]:
    """Return Poisson counts by inversion."""
    if mean <= 0.0 or not uniform.size:
        return np.zeros(uniform.shape, dtype=np.int64)
    if mean > rules.COUNTED_EXACTLY:
        z = normal(np.minimum(np.maximum(uniform, 1e-12), 1.0 - 1e-12))
        about = cast(Callable[[float, float, Floats], Floats], rules.about_normal)
        return np.maximum(0, np.floor(about(mean, sqrt(mean), z)).astype(np.int64))
    most = rules.counted(mean, float(uniform.max()))
    chances = [elementary.exp(-mean), *(mean / count for count in range(1, most))]
    totals = np.cumsum(np.cumprod(chances))
    return np.minimum(np.searchsorted(totals, uniform), most).astype(np.int64)
