"""When things happen: what is coming, in the order of its moments, and the office clock.

Written in the kernel's subset of Python. Of equal moments that comes first which was entered first;
an entry is a number that says what comes (``task``), of whom, and for which of his steps it holds.
``clock`` is where a clock's spans are stated; where the calendar ends the program stops, as
``sim/model/clock.py`` ``Clock`` does.
"""

from __future__ import annotations

from sim.flat import places as at

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


def enter(ints: list[int], moment: int, what: int) -> None:
    """Enter what comes at a moment, after all that is entered for it already."""
    order = ints[at.ORDER]
    ints[at.ORDER] = order + 1
    place = ints[at.WAITING]
    if place == ints[at.QUEUE_ROOM]:
        raise ValueError("more is coming than there is room for")
    ints[at.WAITING] = place + 1
    first = ints[at.QUEUE]
    while place > 0:
        above = (place - 1) >> 1
        up = first + 3 * above
        if ints[up] <= moment:
            break
        write(ints, first + 3 * place, ints[up], ints[up + 1], ints[up + 2])
        place = above
    write(ints, first + 3 * place, moment, order, what)


def write(ints: list[int], entry: int, moment: int, order: int, what: int) -> None:
    """Write an entry of the agenda."""
    ints[entry] = moment
    ints[entry + 1] = order
    ints[entry + 2] = what


def next_task(ints: list[int]) -> int:
    """Take the next entry off, let its moment be now, and return what comes."""
    first = ints[at.QUEUE]
    ints[at.NOW] = ints[first]
    what = ints[first + 2]
    count = ints[at.WAITING] - 1
    ints[at.WAITING] = count
    last = first + 3 * count
    sink(ints, first, count, ints[last], ints[last + 1], ints[last + 2])
    return what


def sink(ints: list[int], first: int, count: int, moment: int, order: int, what: int) -> None:
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
        if not is_before(ints, down, moment, order):
            break
        write(ints, first + 3 * place, ints[down], ints[down + 1], ints[down + 2])
        place = below
    write(ints, first + 3 * place, moment, order, what)


def is_before(ints: list[int], entry: int, moment: int, order: int) -> bool:
    """Tell whether an entry comes before one of this moment and order."""
    return ints[entry] < moment or (ints[entry] == moment and ints[entry + 1] < order)


def count_up_to(ints: list[int], first: int, count: int, moment: int) -> int:
    """Return how many of ``count`` sorted numbers are at most ``at``."""
    low = first
    high = first + count
    while low < high:
        middle = (low + high) >> 1
        if ints[middle] <= moment:
            low = middle + 1
        else:
            high = middle
    return low - first


def worked(ints: list[int], clock: int, moment: int) -> int:
    """Return the working time from the calendar's beginning to ``at``."""
    starts = ints[clock + at.CLOCK_STARTS]
    span = count_up_to(ints, starts, ints[clock + at.CLOCK_COUNT], moment) - 1
    if span < 0:
        return 0
    ends = ints[clock + at.CLOCK_ENDS] + span
    return ints[ints[clock + at.CLOCK_DONE] + span] + min(moment, ints[ends]) - ints[starts + span]


def between(ints: list[int], clock: int, first: int, last: int) -> int:
    """Return the working time from one moment to before another."""
    return worked(ints, clock, last) - worked(ints, clock, first)


def done_at(ints: list[int], clock: int, moment: int, work: int) -> int:
    """Return the first moment at which ``work`` begun at ``at`` is done."""
    if work <= 0:
        return moment
    total = worked(ints, clock, moment) + work
    done, count = ints[clock + at.CLOCK_DONE], ints[clock + at.CLOCK_COUNT]
    if total > ints[done + count]:
        raise ValueError("work does not fit the calendar")
    return at_work(ints, clock, total)


def at_work(ints: list[int], clock: int, total: int) -> int:
    """Return the first moment at which so much working time has passed since the beginning."""
    done = ints[clock + at.CLOCK_DONE]
    span = count_up_to(ints, done, ints[clock + at.CLOCK_COUNT] + 1, total - 1) - 1
    if span < 0:
        return ints[ints[clock + at.CLOCK_STARTS]]
    return ints[ints[clock + at.CLOCK_STARTS] + span] + total - ints[done + span]


def present_at(ints: list[int], clock: int, moment: int) -> int:
    """Return the first moment from ``at`` on at which somebody is there."""
    count = ints[clock + at.CLOCK_COUNT]
    span = count_up_to(ints, ints[clock + at.CLOCK_ENDS], count, moment)
    if span == count:
        raise ValueError("nobody at work any more")
    return max(moment, ints[ints[clock + at.CLOCK_STARTS] + span])


def spent_at(ints: list[int], clock: int, moment: int, work: int) -> int:
    """Return when work is done that begins as soon as somebody is there."""
    return done_at(ints, clock, present_at(ints, clock, moment), work)
