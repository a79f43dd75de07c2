"""Months and quarters of the calendar, held against days counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.units import (
    DAYS_A_MONTH,
    first_of_month,
    first_of_quarter,
    month_of,
    months_between,
    months_later,
    quarter_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_a_month_is_a_twelfth_of_a_julian_year():
    assert DAYS_A_MONTH == 30.4375


@pytest.mark.parametrize(
    ("later", "first"),
    [
        (0, date(2010, 11, 1)),
        (1, date(2010, 12, 1)),
        (2, date(2011, 1, 1)),
        (26, date(2013, 1, 1)),
        (-1, date(2010, 10, 1)),
        (-11, date(2009, 12, 1)),
    ],
)
def test_a_later_month_begins_on_its_first_whatever_the_day(later, first):
    assert first_of_month(date(2010, 11, 30), later) == first


@pytest.mark.parametrize(
    ("day", "quarter", "first", "next_first"),
    [
        (date(2010, 1, 1), (2010, 0), date(2010, 1, 1), date(2010, 4, 1)),
        (date(2010, 6, 30), (2010, 1), date(2010, 4, 1), date(2010, 7, 1)),
        (date(2010, 12, 31), (2010, 3), date(2010, 10, 1), date(2011, 1, 1)),
    ],
)
def test_a_quarter_has_three_months_from_january(day, quarter, first, next_first):
    assert quarter_of(day) == quarter
    assert first_of_quarter(day) == first
    assert first_of_quarter(day, 1) == next_first


def test_the_same_day_of_a_later_month_is_its_last_where_it_has_none():
    assert months_later(date(2012, 1, 31), 1) == date(2012, 2, 29)
    assert months_later(date(2010, 10, 1), -2) == date(2010, 8, 1)


@given(DAYS)
def test_the_day_before_a_month_s_first_lies_in_another_month(day):
    first = first_of_month(day)
    assert month_of(first) == month_of(day)
    assert month_of(first - timedelta(days=1)) == month_of(first_of_month(day, -1))


@given(DAYS, st.integers(-100, 100))
def test_months_between_undoes_months_later(day, months):
    assert months_between(day, first_of_month(day, months)) == months
