"""What is coming: moments in the order in which they come, and of equal ones as they were entered.

Written in the kernel's subset of Python. An entry is a number that says what comes (``task``),
of whom, and for which of his steps it holds.
"""

from __future__ import annotations

from sim.flat.places import (
    NOW,
    ORDER,
    QUEUE,
    WAITING,
)

ARRIVES = 0
MIDNIGHT = 1
THOUGHT = 2
COUNTERSIGNED = 3
CONFIRMED = 4
DIES = 5
DECIDED_NOW = 6
LOOKED_AT = 7
PLAN_FILED = 8
LOOKS = 9
TURN = 10
HANDLED = 11
TIME_IS_OUT = 12
SIGNED = 13
STEP_DONE = 14
COMES_AGAIN = 15

PEOPLE = 32
"""So many people may sign one step."""
STEPS = 256
"""So many steps a request may take in all its rounds."""


def task(code: int, who: int, person: int, step: int) -> int:
    """Return what comes as one number."""
    return ((who * STEPS + step) * PEOPLE + person) * 32 + code


def enter(ints: list[int], at: int, what: int) -> None:
    """Enter what comes at a moment, after all that is entered for it already."""
    order = ints[ORDER]
    ints[ORDER] = order + 1
    place = ints[WAITING]
    ints[WAITING] = place + 1
    first = ints[QUEUE]
    while place > 0:
        above = (place - 1) >> 1
        up = first + 3 * above
        if ints[up] <= at:
            break
        write(ints, first + 3 * place, ints[up], ints[up + 1], ints[up + 2])
        place = above
    write(ints, first + 3 * place, at, order, what)


def write(ints: list[int], entry: int, at: int, order: int, what: int) -> None:
    """Write an entry of the agenda."""
    ints[entry] = at
    ints[entry + 1] = order
    ints[entry + 2] = what


def next_task(ints: list[int]) -> int:
    """Take the next entry off, let its moment be now, and return what comes."""
    first = ints[QUEUE]
    ints[NOW] = ints[first]
    what = ints[first + 2]
    count = ints[WAITING] - 1
    ints[WAITING] = count
    last = first + 3 * count
    sink(ints, first, count, ints[last], ints[last + 1], ints[last + 2])
    return what


def sink(ints: list[int], first: int, count: int, at: int, order: int, what: int) -> None:
    """Put an entry where it belongs, from the top on downwards."""
    place = 0
    while True:
        below = 2 * place + 1
        if below >= count:
            break
        down = first + 3 * below
        if below + 1 < count and is_before(ints, down + 3, ints[down], ints[down + 1]):
            below += 1
            down += 3
        if not is_before(ints, down, at, order):
            break
        write(ints, first + 3 * place, ints[down], ints[down + 1], ints[down + 2])
        place = below
    write(ints, first + 3 * place, at, order, what)


def is_before(ints: list[int], entry: int, at: int, order: int) -> bool:
    """Tell whether an entry comes before one of this moment and order."""
    return ints[entry] < at or (ints[entry] == at and ints[entry + 1] < order)
