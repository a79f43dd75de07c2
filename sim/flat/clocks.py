"""The office clock on the arrays: what ``sim/model/clock.py`` ``Clock`` says.

Written in the kernel's subset of Python. ``clock`` is where a clock's spans are stated; where the
calendar ends the program stops, as the model of record does.
"""

from __future__ import annotations

from sim.flat.places import (
    CLOCK_COUNT,
    CLOCK_DONE,
    CLOCK_ENDS,
    CLOCK_STARTS,
)


def count_up_to(ints: list[int], first: int, count: int, at: int) -> int:
    """Return how many of ``count`` sorted numbers are at most ``at``."""
    low = first
    high = first + count
    while low < high:
        middle = (low + high) >> 1
        if ints[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low - first


def worked(ints: list[int], clock: int, at: int) -> int:
    """Return the working time from the calendar's beginning to ``at``."""
    starts = ints[clock + CLOCK_STARTS]
    span = count_up_to(ints, starts, ints[clock + CLOCK_COUNT], at) - 1
    if span < 0:
        return 0
    ends = ints[clock + CLOCK_ENDS] + span
    return ints[ints[clock + CLOCK_DONE] + span] + min(at, ints[ends]) - ints[starts + span]


def between(ints: list[int], clock: int, first: int, last: int) -> int:
    """Return the working time from one moment to before another."""
    return worked(ints, clock, last) - worked(ints, clock, first)


def done_at(ints: list[int], clock: int, at: int, work: int) -> int:
    """Return the first moment at which ``work`` begun at ``at`` is done."""
    if work <= 0:
        return at
    total = worked(ints, clock, at) + work
    done, count = ints[clock + CLOCK_DONE], ints[clock + CLOCK_COUNT]
    if total > ints[done + count]:
        raise ValueError("work does not fit the calendar")
    return at_work(ints, clock, total)


def at_work(ints: list[int], clock: int, total: int) -> int:
    """Return the first moment at which so much working time has passed since the beginning."""
    done = ints[clock + CLOCK_DONE]
    span = count_up_to(ints, done, ints[clock + CLOCK_COUNT] + 1, total - 1) - 1
    if span < 0:
        return ints[ints[clock + CLOCK_STARTS]]
    return ints[ints[clock + CLOCK_STARTS] + span] + total - ints[done + span]


def present_at(ints: list[int], clock: int, at: int) -> int:
    """Return the first moment from ``at`` on at which somebody is there."""
    count = ints[clock + CLOCK_COUNT]
    span = count_up_to(ints, ints[clock + CLOCK_ENDS], count, at)
    if span == count:
        raise ValueError("nobody at work any more")
    return max(at, ints[ints[clock + CLOCK_STARTS] + span])


def spent_at(ints: list[int], clock: int, at: int, work: int) -> int:
    """Return when work is done that begins as soon as somebody is there."""
    return done_at(ints, clock, present_at(ints, clock, at), work)
