"""Hours of the day as people write them."""

from __future__ import annotations

import pytest

from sim.client.hours import parse_span, parse_spans, parse_time
from sim.model.units import DAY, HOUR, MINUTE, fen, hours, in_cny, in_hours


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("09:00-12:30", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("9:00 - 12:30", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("00:00-24:00", (0, DAY)),
    ],
)
def test_a_span_is_read_in_microseconds_after_midnight(text, span):
    """With or without spaces and a leading nought."""
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12:00-09:00", "end before they begin"),
        ("09:00-09:00", "end before they begin, or at once"),
        ("09:00", "HH:MM-HH:MM"),
        ("09.00-12.00", "HH:MM-HH:MM"),
        ("09:00-24:30", "from 00:00 to 24:00"),
        ("09:60-10:00", "from 00:00 to 24:00"),
    ],
)
def test_an_impossible_span_is_refused(text, message):
    """The message shows how hours are written."""
    with pytest.raises(ValueError, match=message):
        parse_span(text)


def test_spans_of_a_day_are_sorted_and_may_touch_but_not_overlap():
    """13-18 written before 09-13 is the same day."""
    assert parse_spans(("13:00-18:00", "09:00-13:00")) == [
        (9 * HOUR, 13 * HOUR),
        (13 * HOUR, 18 * HOUR),
    ]
    with pytest.raises(ValueError, match="overlap"):
        parse_spans(("09:00-13:01", "13:00-18:00"))


def test_times_are_read_and_nonsense_is_not():
    """``noon`` is not a time."""
    assert parse_time("16:05") == 16 * HOUR + 5 * MINUTE
    with pytest.raises(ValueError, match="HH:MM"):
        parse_time("noon")


def test_units_convert_there_and_back():
    """Whole fen and whole microseconds."""
    assert in_cny(fen(12.34)) == 12.34
    assert in_hours(hours(2.5)) == 2.5
    assert fen(0.015) in (1, 2)
