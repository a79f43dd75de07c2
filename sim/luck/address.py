"""A number of luck by its address, and the laws that it follows, by inversion of uniforms.

Whoever names seed, replication, stream and index meets the same number, to the bit on every
machine. Written in the kernel's subset of Python (``sim/kernel``): these functions run as they
stand and compiled; ``sim/luck/vectors.py`` has them on whole arrays. Source: Salmon et al. 2011,
"Parallel random numbers: as easy as 1, 2, 3", Threefry-2x32 in 20 rounds.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from sim.messages import Problem, ProblemError, msg
from sim.model.elementary import exp, log, normal_quantile, power
from sim.model.rules import counted

WORD = 0xFFFFFFFF
"""The largest number of 32 bits; every part of an address lies in [0, ``WORD``]."""

PARITY = 0x1BD11BDA


def bits(seed: int, replication: int, stream: int, index: int) -> int:
    """Return the 52 bits of luck at an address.

    The key is (seed, replication), the counter (stream, index). Of the two words that come out
    the first is taken whole, of the second the upper 20 bits.
    """
    # Written out in eights, for a loop over single rounds takes plain Python half as long again.
    a, b, c = seed, replication, PARITY ^ seed ^ replication
    x, y = (stream + a) & WORD, (index + b) & WORD
    turn = 1
    while True:
        x = (x + y) & WORD
        y = ((y << 13) & WORD | y >> 19) ^ x
        x = (x + y) & WORD
        y = ((y << 15) & WORD | y >> 17) ^ x
        x = (x + y) & WORD
        y = ((y << 26) & WORD | y >> 6) ^ x
        x = (x + y) & WORD
        y = ((y << 6) & WORD | y >> 26) ^ x
        x, y = (x + b) & WORD, (y + c + turn) & WORD
        if turn == 5:
            return x << 20 | y >> 12
        x = (x + y) & WORD
        y = ((y << 17) & WORD | y >> 15) ^ x
        x = (x + y) & WORD
        y = ((y << 29) & WORD | y >> 3) ^ x
        x = (x + y) & WORD
        y = ((y << 16) & WORD | y >> 16) ^ x
        x = (x + y) & WORD
        y = ((y << 24) & WORD | y >> 8) ^ x
        x, y = (x + c) & WORD, (y + a + turn + 1) & WORD
        a, b, c = c, a, b
        turn += 2


def uniform(seed: int, replication: int, stream: int, index: int) -> float:
    """Return the uniform at an address, in (0, 1): neither end is ever met.

    >>> uniform(1, 0, 2, 3) == uniform(1, 0, 2, 3) != uniform(1, 0, 2, 4)
    True
    """
    return (bits(seed, replication, stream, index) + 0.5) / 4503599627370496.0


@cache
def stream_number(name: str) -> int:
    """Return the number of the stream of this name, in [0, 2**32); adding a stream moves no other.

    Raise ``ProblemError`` when another stream that was asked for before has the same number: two
    things must not share their luck. With 400 streams a season one client in 50,000 meets that.

    >>> stream_number("store/repeat")
    1345875442
    """
    number = int.from_bytes(sha256(name.encode()).digest()[:4], "big")
    owner = _owners.setdefault(number, name)
    if owner != name:
        rule = msg("draws the same luck as '{owner}', a coincidence of names", owner=owner)
        remedy = msg("Give one of the two another name in the client's file")
        raise ProblemError(Problem(where=msg("luck"), field=name, rule=rule, remedy=remedy))
    return number


_owners: dict[int, str] = {}


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
