"""Time in a process: the present moment, the office clock, and when a piece of work is done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

import simpy

from sim.messages import RuleError, msg
from sim.model.units import DAY, HOUR, NEVER


class ClockEndsError(RuleError):
    """Say that a piece of work outlasts the calendar it is done on."""


@dataclass(frozen=True)
class Clock:
    """Hold the half-open spans ``[start, end)`` in which somebody is at work.

    All moments are microseconds since the season's start and may be negative; spans are sorted and
    do not overlap. Work that ends exactly at closing time is stamped at closing time. ``done`` is
    the working time before each span and after the last.

    >>> nine_to_five = Clock([9 * HOUR, 33 * HOUR], [17 * HOUR, 41 * HOUR])
    >>> nine_to_five.add(16 * HOUR, 1 * HOUR) // HOUR      # done at the closing hour
    17
    >>> nine_to_five.add(16 * HOUR, 2 * HOUR) // HOUR      # one hour today, one tomorrow
    34
    >>> nine_to_five.between(8 * HOUR, 34 * HOUR) // HOUR
    9
    """

    starts: Sequence[int]
    ends: Sequence[int]
    done: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.starts or len(self.starts) != len(self.ends):
            raise ValueError(f"a clock needs at least one span, got {len(self.starts)} starts")
        spans = zip(self.starts, self.ends, strict=True)
        done = list(accumulate((end - start for start, end in spans), initial=0))
        object.__setattr__(self, "done", done)

    def worked(self, at: int) -> int:
        """Return the working time from the calendar's beginning to ``at``."""
        span = bisect_right(self.starts, at) - 1
        if span < 0:
            return 0
        return self.done[span] + min(at, self.ends[span]) - self.starts[span]

    def between(self, begin: int, end: int) -> int:
        """Return the working time in ``[begin, end)``."""
        return self.worked(end) - self.worked(begin)

    def add(self, at: int, work: int) -> int:
        """Return the first moment at which ``work`` is done if it is begun at ``at``.

        Raise ``ClockEndsError`` when the calendar is too short for it.
        """
        if work <= 0:
            return at
        total = self.worked(at) + work
        if total > self.done[-1]:
            raise ClockEndsError(
                msg(
                    "{hours} working hours from hour {begin} of the season do not"
                    " fit the calendar, which ends at hour {end}",
                    hours=f"{work / HOUR:.0f}",
                    begin=f"{at / HOUR:.0f}",
                    end=f"{self.ends[-1] / HOUR:.0f}",
                )
            )
        span = bisect_left(self.done, total) - 1
        return self.starts[span] + total - self.done[span]

    def present(self, at: int) -> int:
        """Return the first moment from ``at`` on at which somebody is there.

        Raise ``ClockEndsError`` when nobody comes any more.
        """
        span = bisect_right(self.ends, at)
        if span == len(self.starts):
            raise ClockEndsError(
                msg("nobody at work after hour {hour} of the season", hour=f"{at / HOUR:.0f}")
            )
        return max(at, self.starts[span])

    def without(self, days: Iterable[int]) -> Clock:
        """Return the clock of somebody who is away on these days (numbers since the start)."""
        away = frozenset(days)
        if not away:
            return self
        spans = zip(self._first_days, self._last_days, self.starts, self.ends, strict=True)
        kept = [
            part
            for first, last, start, end in spans
            if first != last or first not in away
            for part in (((start, end),) if first == last else _present((start, end), away))
        ]
        return Clock([start for start, _ in kept], [end for _, end in kept])

    @cached_property
    def _first_days(self) -> list[int]:
        return [start // DAY for start in self.starts]

    @cached_property
    def _last_days(self) -> list[int]:
        return [(end - 1) // DAY for end in self.ends]


def _present(span: tuple[int, int], away: frozenset[int]) -> Iterable[tuple[int, int]]:
    """Yield what is left of a span; one that runs over midnight is cut where a day is taken out."""
    start, end = span
    first, last = start // DAY, (end - 1) // DAY
    for day in sorted(day for day in away if first <= day <= last):
        if start < day * DAY:
            yield start, day * DAY
        start = max(start, (day + 1) * DAY)
    if start < end:
        yield start, end


ALWAYS = Clock([-NEVER], [NEVER])
"""Round the clock, every day."""


def weekly_clock(
    spans: Sequence[tuple[int, int]], first_day: int, days: int, works: Callable[[int], bool]
) -> Clock:
    """Return the clock with the same ``spans`` of the day on every day that ``works``.

    ``spans`` are microseconds after midnight; ``works(day)`` tells of a day number (0 is the
    season's first day, earlier days are negative) whether the office is open. Spans that touch
    are one.
    """
    opened = [
        (day * DAY + start, day * DAY + end)
        for day in range(first_day, first_day + days)
        if works(day)
        for start, end in spans
    ]
    if not opened:
        return Clock([], [])
    breaks = [i for i, (a, b) in enumerate(pairwise(opened), start=1) if a[1] < b[0]]
    firsts, lasts = [0, *breaks], [*(i - 1 for i in breaks), len(opened) - 1]
    return Clock([opened[i][0] for i in firsts], [opened[i][1] for i in lasts])


def daily_looks(times: Sequence[int], clock_days: Iterable[int]) -> tuple[int, ...]:
    """Return the moments of the fixed looks (microseconds after midnight) on the given days."""
    return tuple(day * DAY + time for day in clock_days for time in sorted(times))


def next_look(looks: Sequence[int], at: int) -> int:
    """Return the first look at or after ``at``; raise ``ClockEndsError`` when there is none."""
    index = bisect_left(looks, at)
    if index == len(looks):
        raise ClockEndsError(
            msg("no look after hour {hour} of the season", hour=f"{at / HOUR:.0f}")
        )
    return looks[index]


def now(env: simpy.Environment) -> int:
    """Return the present moment, in microseconds since the season's start."""
    return int(env.now)


def until(env: simpy.Environment, moment: int) -> simpy.Timeout:
    """Return the event of a coming moment, to be yielded."""
    return env.timeout(moment - int(env.now))
