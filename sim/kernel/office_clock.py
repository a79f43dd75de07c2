"""The office clock on arrays: what ``sim/model/clock.py`` ``Clock`` says, in the kernel's subset.

A clock is its spans: ``starts`` and ``ends``, and in ``done`` the working time before each start
and after the last end, one more of them. A test compares both for any clock; the model of record
keeps its own, whose search is Python's.
"""

from __future__ import annotations

ENDS = -(1 << 62)
"""What a moment is when the calendar ends before it."""


def count_up_to(values: list[int], at: int) -> int:
    """Return how many of sorted values are at most ``at``."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low


def worked(at: int, starts: list[int], ends: list[int], done: list[int]) -> int:
    """Return the working time from the calendar's beginning to ``at``."""
    span = count_up_to(starts, at) - 1
    if span < 0:
        return 0
    return done[span] + min(at, ends[span]) - starts[span]


def add(at: int, work: int, starts: list[int], ends: list[int], done: list[int]) -> int:
    """Return the first moment at which ``work`` begun at ``at`` is done, or ``ENDS``."""
    if work <= 0:
        return at
    total = worked(at, starts, ends, done) + work
    if total > done[len(done) - 1]:
        return ENDS
    span = count_up_to(done, total - 1) - 1
    return starts[span] + total - done[span]


def present(at: int, starts: list[int], ends: list[int]) -> int:
    """Return the first moment from ``at`` on at which somebody is there, or ``ENDS``."""
    span = count_up_to(ends, at)
    if span == len(starts):
        return ENDS
    return max(at, starts[span])
