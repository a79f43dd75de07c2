"""The office clock: working time adds up, and closing time is closing time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import MORNING_AND_AFTERNOON, OFFICE, at, clock_of

from sim.model.clock import ALWAYS, Clock, ClockEndsError, daily_looks, next_look, weekly_clock
from sim.model.units import DAY, HOUR, MINUTE

MOMENTS = st.integers(min_value=-100 * DAY, max_value=300 * DAY)
WORK = st.integers(min_value=0, max_value=300 * HOUR)


@st.composite
def clocks(draw):
    """Draw clocks of one to twelve spans that do not overlap and may touch."""
    edges = sorted(draw(st.sets(st.integers(0, 20 * DAY), min_size=2, max_size=24)))
    edges = edges[: len(edges) // 2 * 2]
    return Clock(edges[::2], edges[1::2])


@given(clocks(), st.integers(-DAY, 21 * DAY), st.integers(1, 20 * DAY))
def test_work_that_is_added_was_worked(clock, begin, work):
    """Round trip: from the start of a piece of work to its end lies exactly that much work."""
    try:
        end = clock.add(begin, work)
    except ClockEndsError:
        assert clock.between(begin, 22 * DAY) < work
    else:
        assert clock.between(begin, end) == work
        assert clock.between(begin, end - 1) == work - 1, "no earlier moment would do"


@given(MOMENTS, WORK, WORK)
def test_two_pieces_of_work_in_a_row_are_one(begin, first, second):
    """Additivity: stopping for a moment between two pieces costs nothing."""
    assert OFFICE.add(OFFICE.add(begin, first), second) == OFFICE.add(begin, first + second) or (
        first == 0 or second == 0
    )


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up_over_any_split(first, second, third):
    """between(a, c) = between(a, b) + between(b, c), whatever the order."""
    whole = OFFICE.between(first, third)
    assert whole == OFFICE.between(first, second) + OFFICE.between(second, third)


@given(clocks(), st.sets(st.integers(0, 20), max_size=6))
def test_a_day_off_takes_out_what_is_worked_on_it_and_nothing_else(clock, days):
    """Also where a span runs over midnight: only the day's own part goes."""
    try:
        left = clock.without(days)
    except ValueError:
        kept = [clock.between(n * DAY, (n + 1) * DAY) for n in range(22) if n not in days]
        assert not any(kept)
        return
    for day in range(22):
        expected = 0 if day in days else clock.between(day * DAY, (day + 1) * DAY)
        assert left.between(day * DAY, (day + 1) * DAY) == expected


def test_somebody_at_work_day_and_night_is_away_on_his_day_off():
    """Round-the-clock hours are one long span; a day off still cuts a day out of it."""
    clock = weekly_clock(((0, DAY),), 0, 10, lambda day: True)
    assert len(clock.starts) == 1
    assert clock.without({3}).between(0, 10 * DAY) == 9 * DAY
    assert not _works_at(clock.without({3}), 3 * DAY + HOUR)


def test_work_ending_exactly_at_closing_is_stamped_at_closing():
    """Known trap: it is not stamped at midnight or at the next opening."""
    assert OFFICE.add(at("2024-01-02 17:00"), HOUR) == at("2024-01-02 18:00")
    assert OFFICE.add(at("2024-01-02 11:30"), 30 * MINUTE) == at("2024-01-02 12:00")
    assert OFFICE.add(at("2024-01-05 10:00"), 7 * HOUR) == at("2024-01-05 18:00")


def test_one_microsecond_more_than_the_day_holds_is_done_the_next_morning():
    """On Friday that is Monday."""
    assert OFFICE.add(at("2024-01-05 17:00"), HOUR + 1) == at("2024-01-08 09:00") + 1


def _works_at(clock, moment):
    """Tell whether the microsecond that begins at ``moment`` is working time."""
    return clock.between(moment, moment + 1) == 1


def test_the_closing_moment_is_off_duty_and_the_opening_moment_is_not():
    """Spans are half-open: an answer exactly at closing time is too late."""
    assert _works_at(OFFICE, at("2024-01-02 09:00"))
    assert not _works_at(OFFICE, at("2024-01-02 12:00"))
    assert not _works_at(OFFICE, at("2024-01-06 10:00"))


def test_lunch_and_the_weekend_do_not_count():
    """Friday 11:00 to Monday 10:00 holds 1 + 5 + 1 working hours."""
    assert OFFICE.between(at("2024-01-05 11:00"), at("2024-01-08 10:00")) == 7 * HOUR


def test_the_office_is_open_in_40_of_168_hours_and_the_next_opening_is_14_5_hours_away():
    """P(open) = .238095; mean wait = sum of squared gaps / 2 / 168 = 14.505952 h."""
    minutes = [n * MINUTE for n in range(7 * 24 * 60)]
    open_now = [_works_at(OFFICE, minute) for minute in minutes]
    assert sum(open_now) / len(minutes) == pytest.approx(0.238095, abs=1e-6)
    waits = [
        0.0 if now else (OFFICE.add(minute, 1) - 1 - minute - MINUTE / 2) / HOUR
        for minute, now in zip(minutes, open_now, strict=True)
    ]
    assert sum(waits) / len(minutes) == pytest.approx(14.505952, abs=1e-6)


def test_round_the_clock_working_time_is_wall_time():
    """The limit case that makes the textbook's queues."""
    assert ALWAYS.between(-5, 7 * DAY) == 7 * DAY + 5
    assert ALWAYS.add(3, 10 * DAY) == 3 + 10 * DAY


def test_spans_that_touch_are_one():
    """Otherwise a span's end would be off duty for a microsecond."""
    clock = weekly_clock(((0, 12 * HOUR), (12 * HOUR, 24 * HOUR)), 0, 3, lambda day: True)
    assert (clock.starts, clock.ends) == ([0], [3 * DAY])


def test_a_clock_without_a_span_is_refused():
    """Nobody could ever finish anything."""
    with pytest.raises(ValueError, match="at least one span"):
        clock_of()
    with pytest.raises(ValueError, match="at least one span"):
        weekly_clock(MORNING_AND_AFTERNOON, 0, 7, lambda day: False)


def test_work_beyond_the_calendar_is_an_error_with_its_hours():
    """Silence would stamp it at the calendar's end."""
    with pytest.raises(ClockEndsError, match="3 working hours from hour 0"):
        clock_of((0, 2 * HOUR)).add(0, 3 * HOUR)


def test_the_next_look_is_at_or_after_now():
    """Looks at 10:00 and 16:00: what comes at 10:00 sharp is seen, what comes later waits."""
    looks = daily_looks([16 * HOUR, 10 * HOUR], range(3))
    assert next_look(looks, 10 * HOUR) == 10 * HOUR
    assert next_look(looks, 10 * HOUR + 1) == 16 * HOUR
    assert next_look(looks, 17 * HOUR) == DAY + 10 * HOUR
    with pytest.raises(ClockEndsError, match="no look after hour 65"):
        next_look(looks, 2 * DAY + 17 * HOUR)
