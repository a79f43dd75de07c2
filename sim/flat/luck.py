"""The luck of who signs, drawn by its address when it is first asked for: ``sim/luck``, flat.

Written in the kernel's subset of Python. What was drawn is kept for all regimes of the season.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.luck.address import lognormal, uniform, unit_exponential, weibull
from sim.model.units import HOUR

ROUNDS_DRAWN = 4
"""So many rounds have an address, however many there are."""


def draw_signing(
    ints: list[int], reals: list[float], request: int, place: int, round_: int, slot: int
) -> None:
    """Draw what one signer would do with a request in a round, unless it is known."""
    times, chances = ints[at.SIGNING_LUCK] + place, ints[at.X_LUCK] + place
    if ints[times] >= 0:
        return
    sort = ints[at.STREAMS] + ints[request + at.LUCK_BLOCK] * (ints[at.SLOTS] + 1)
    stream = ints[sort + 1 + slot]
    first = (ints[request + at.LUCK_ROW] * ROUNDS_DRAWN + round_) * 4
    ints[times] = spent(ints, reals, slot, at.ATTENTION_LAW, luck_of(ints, stream, first))
    ints[times + 1] = spent(ints, reals, slot, at.HANDLING_LAW, luck_of(ints, stream, first + 1))
    refuses = ints[sort] != 0
    reals[chances] = luck_of(ints, stream, first + 2) if refuses else 1.0
    reals[chances + 1] = luck_of(ints, stream, first + 3)


def luck_of(ints: list[int], stream: int, index: int) -> float:
    """Return the uniform at an address of this season."""
    return uniform(ints[at.SEED], ints[at.REPLICATION], stream, index)


def spent(ints: list[int], reals: list[float], slot: int, which: int, u: float) -> int:
    """Return the time that a signer's attention or handling takes, in microseconds."""
    law = ints[at.X_LAWS] + slot * at.X_LAWS_WIDTH + 2 * which
    family = ints[ints[at.LAWS] + slot * at.LAWS_WIDTH + which]
    return round(duration(family, reals[law], reals[law + 1], u) * HOUR)


def duration(family: int, scale: float, shape: float, u: float) -> float:
    """Return a duration of a law, in the law's own unit."""
    if family == at.FIXED:
        return scale
    if family == at.EXPONENTIAL:
        return scale * unit_exponential(u)
    if family == at.WEIBULL:
        return weibull(scale, shape, u)
    if family == at.LOGNORMAL:
        return lognormal(scale, shape, u)
    if family == at.UNIFORM_LAW:
        return shape + (scale - shape) * u
    return 0.0
