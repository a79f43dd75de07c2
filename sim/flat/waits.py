"""What a signing waited for, added up on the arrays.

Written in the kernel's subset of Python. Each moment has one cause, the first that applies;
``sums`` is where the five sums of causes stand.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.moments import between
from sim.model.units import DAY

REWORK, ABSENCE, OFF_DUTY, CONTENTION, ATTENTION, CAUSES_WIDTH = range(6)


def sum_wait(ints: list[int], signing: int, sums: int) -> None:
    """Add what a signing waited for."""
    first, last = ints[signing + at.S_ACTIVATED], ints[signing + at.S_DECIDED]
    attended, started = ints[signing + at.S_ATTENDED], ints[signing + at.S_STARTED]
    handling, clock = ints[signing + at.S_HANDLING], ints[signing + at.S_CLOCK]
    if ints[signing + at.S_ROUND] > 0:
        ints[sums + REWORK] += last - first - handling
        return
    away = absence(ints, signing, first, last)
    ints[sums + ABSENCE] += away
    ints[sums + OFF_DUTY] += last - first - away - between(ints, clock, first, last)
    ints[sums + CONTENTION] += between(ints, clock, attended, started)
    looked_for = between(ints, clock, first, attended) + between(ints, clock, started, last)
    ints[sums + ATTENTION] += looked_for - handling


def absence(ints: list[int], signing: int, first: int, last: int) -> int:
    """Return the time in which the signer was away; his deputy is not."""
    found = 0
    if ints[signing + at.S_DEPUTIES] == 0:
        row = ints[at.AWAY] + 2 * ints[signing + at.S_ROLE]
        for nth in range(ints[row + 1]):
            day = ints[ints[row] + nth]
            found += max(0, min(last, (day + 1) * DAY) - max(first, day * DAY))
    return found
