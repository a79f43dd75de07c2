"""Dated calendars: China with make-up workdays, another country, and none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sim.client.worktime import (
    Workdays,
    country_known,
    known_countries,
    parse_span,
    parse_spans,
    parse_time,
    weekdays_in,
)
from sim.messages import ProblemError
from sim.model.units import DAY, HOUR, MINUTE

CHINA = Workdays(country="CN")

# The State Council's notice for 2010: where the working calendar departs from Monday to Friday.
HOLIDAYS_2010 = {
    "2010-01-01",
    *("2010-02-15", "2010-02-16", "2010-02-17", "2010-02-18", "2010-02-19"),
    *("2010-04-05", "2010-05-03", "2010-06-14", "2010-06-15", "2010-06-16"),
    *("2010-09-22", "2010-09-23", "2010-09-24"),
    *("2010-10-01", "2010-10-04", "2010-10-05", "2010-10-06", "2010-10-07"),
}
MAKE_UP_2010 = {
    *("2010-02-20", "2010-02-21", "2010-06-12", "2010-06-13"),
    *("2010-09-19", "2010-09-25", "2010-09-26", "2010-10-09"),
}
# The notices for 2024, 2025 and 2026: the weekend days that are worked.
MAKE_UP_2024_TO_2026 = {
    *("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11"),
    *("2024-09-14", "2024-09-29", "2024-10-12"),
    *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
}


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _of_kind(kind: str, first: date, last: date) -> set[str]:
    return {str(day) for day in _days(first, last) if CHINA.kind(day) == kind}


def test_2010_departs_from_monday_to_friday_exactly_where_the_state_council_said():
    """All 19 weekday holidays and 8 make-up workdays of 2010, and no other day."""
    year = date(2010, 1, 1), date(2010, 12, 31)
    weekday_holidays = {
        day for day in _of_kind("holiday", *year) if date.fromisoformat(day).weekday() < 5
    }
    assert weekday_holidays == HOLIDAYS_2010
    assert _of_kind("make_up_workday", *year) == MAKE_UP_2010


def test_make_up_workdays_of_2024_to_2026_are_those_of_the_notices():
    """Recent years come from the same library and are as right as 2010."""
    found = _of_kind("make_up_workday", date(2024, 1, 1), date(2026, 12, 31))
    assert found == MAKE_UP_2024_TO_2026


@pytest.mark.parametrize(
    ("month", "workdays"), [(6, 21), (7, 22), (8, 22), (9, 22), (10, 17), (11, 22), (12, 23)]
)
def test_working_days_of_the_case_months(month, workdays):
    """June to December 2010: October has only 17 because National Day takes a week."""
    first = date(2010, month, 1)
    last = date(2010 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    assert len(CHINA.between(first, last)) == workdays


def test_two_months_of_preparation_are_43_working_days():
    """June and July 2010; the 43rd workday, counting 1 June as the first, is Friday 30 July."""
    assert len(CHINA.between(date(2010, 6, 1), date(2010, 7, 31))) == 43
    assert CHINA.add(date(2010, 6, 1), 42) == date(2010, 7, 30)


def test_adding_steps_over_a_holiday_and_counts_a_make_up_workday():
    """From Thursday 30 September 2010 the next two workdays are Friday 8 and Saturday 9 October."""
    assert CHINA.add(date(2010, 9, 30), 1) == date(2010, 10, 8)
    assert CHINA.add(date(2010, 9, 30), 2) == date(2010, 10, 9)


def test_adding_nothing_keeps_a_workday_and_rolls_a_rest_day_forward():
    """Saturday 31 July 2010 becomes Monday 2 August."""
    assert CHINA.add(date(2010, 7, 30), 0) == date(2010, 7, 30)
    assert CHINA.add(date(2010, 7, 31), 0) == date(2010, 8, 2)


@pytest.mark.parametrize("working_days", [1, 5, 15, 60])
def test_subtracting_undoes_adding_from_a_workday(working_days):
    """A plan due 15 working days before the quarter is found by going backwards."""
    start = date(2010, 9, 1)
    assert CHINA.add(CHINA.add(start, working_days), -working_days) == start


def test_both_ends_of_a_span_count_and_a_reversed_span_is_empty():
    """One workday from itself to itself; none from a later day to an earlier one."""
    assert CHINA.between(date(2010, 6, 1), date(2010, 6, 1)) == [date(2010, 6, 1)]
    assert CHINA.between(date(2010, 6, 2), date(2010, 6, 1)) == []


def test_holidays_have_names_and_other_days_none():
    """The report says why an office is closed, in the reader's language."""
    assert CHINA.holiday_name(date(2010, 10, 1)) == "National Day"
    assert CHINA.holiday_name(date(2010, 10, 1), "zh") == "国庆节"
    assert CHINA.holiday_name(date(2010, 10, 9)) is None
    assert CHINA.holiday_name(date(2010, 10, 16)) is None


def test_a_weekend_day_inside_a_holiday_is_a_holiday_not_a_rest_day():
    """National Day 2010 covers Saturday 2 October."""
    assert CHINA.kind(date(2010, 10, 2)) == "holiday"
    assert CHINA.kind(date(2010, 10, 16)) == "rest_day"


def test_another_country_has_its_own_holidays_and_no_make_up_days():
    """German Unity Day fell on Tuesday 3 October 2023; a fixed law makes no year provisional."""
    germany = Workdays(country="DE")
    assert germany.kind(date(2023, 10, 3)) == "holiday"
    assert germany.holiday_name(date(2023, 10, 3)) == "German Unity Day"
    assert germany.provisional_years(date(2010, 1, 1), date(2035, 1, 1)) == ()


def test_no_country_means_the_week_alone():
    """``none`` knows neither holidays nor provisional years."""
    plain = Workdays(country="none")
    assert plain.is_workday(date(2010, 10, 1))
    assert not plain.is_workday(date(2010, 10, 9))
    assert plain.holiday_name(date(2010, 10, 1)) is None
    assert plain.provisional_years(date(1900, 1, 1), date(2200, 1, 1)) == ()


def test_a_six_day_week_has_no_make_up_saturdays():
    """Where Saturday is worked anyway, a make-up Saturday is an ordinary workday."""
    six = Workdays(country="CN", days=("mon", "tue", "wed", "thu", "fri", "sat"))
    assert six.kind(date(2010, 9, 25)) == "workday"
    assert six.kind(date(2010, 9, 26)) == "make_up_workday"


def test_years_after_the_last_announcement_are_provisional():
    """China announces a year's moved workdays the autumn before."""
    assert CHINA.provisional_years(date(2010, 1, 1), date(2026, 12, 31)) == ()
    far = CHINA.provisional_years(date(2048, 5, 1), date(2049, 2, 1))
    assert far == (2048, 2049)


def test_a_provisional_year_holds_the_holidays_of_the_law():
    """National Day is the first of October whatever days are moved around it."""
    assert CHINA.kind(date(2048, 10, 1)) == "holiday"


@pytest.mark.parametrize(("country", "workdays"), [("TW", 245), ("KZ", 247), ("AM", 251)])
def test_holidays_count_where_moved_workdays_are_not_announced(country, workdays):
    """Monday to Friday alone would be 261 working days of 2026."""
    year = Workdays(country=country).between(date(2026, 1, 1), date(2026, 12, 31))
    assert len(year) == workdays


def test_a_plan_in_taiwan_goes_around_the_new_year():
    """The 43rd working day after 6 January 2026; without holidays it would be 5 March."""
    assert Workdays(country="TW").add(date(2026, 1, 6), 42) == date(2026, 3, 13)


def test_a_year_with_an_estimated_feast_is_provisional():
    """Singapore's feasts by the moon are estimates from 2028 on."""
    years = Workdays(country="SG").provisional_years(date(2026, 1, 1), date(2029, 1, 1))
    assert years[-1] == 2029


def test_a_part_of_a_country_has_holidays_of_its_own():
    """Corpus Christi, 4 June 2026, is kept in Bavaria and not in Berlin."""
    corpus_christi = date(2026, 6, 4)
    kinds = [Workdays(country=part).kind(corpus_christi) for part in ("DE-BY", "DE-BE")]
    assert kinds == ["holiday", "workday"]


def test_an_unknown_part_names_a_part_of_the_same_country():
    """Not one of another country that is spelt alike."""
    with pytest.raises(ProblemError, match=r"'DE-BYY': no such .*Did you mean 'DE-BY'"):
        Workdays(country="DE-BYY")


@pytest.mark.parametrize(("typed", "meant"), [("cn", "CN"), ("China", "CHN"), ("NONE", "none")])
def test_an_unknown_country_names_the_nearest_code(typed, meant):
    """A wrong code is refused with the code that was probably meant."""
    with pytest.raises(ProblemError, match=f"country = '{typed}'.*Did you mean '{meant}'"):
        Workdays(country=typed)


def test_a_hopeless_country_gets_an_example_instead_of_250_codes():
    """A list of all countries helps nobody."""
    with pytest.raises(ProblemError, match='Use an ISO code such as "CN" or "DE-BY'):
        Workdays(country="Atlantis-on-Sea")


def test_wrong_days_and_country_are_told_together():
    """All problems of a calendar at once."""
    with pytest.raises(ProblemError) as caught:
        Workdays(country="XX", days=("mon", "tues"))
    assert len(caught.value.problems) == 2
    assert "Did you mean 'tue'?" in str(caught.value)


def test_a_week_without_working_days_is_refused():
    """Nothing would ever be signed."""
    with pytest.raises(ProblemError, match="at least one working day"):
        Workdays(country="CN", days=())


def test_known_countries_hold_codes_only():
    """Codes of two or three letters; ``none`` is accepted beside them."""
    assert {"CN", "DE", "US", "JP"} <= set(known_countries())
    assert country_known("none")
    assert not country_known("cn")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("09:00-12:30", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("9:00 - 12:30", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("00:00-24:00", (0, DAY)),
        ("０９：００－１２：３０", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("9:00–12:30", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("09:00～12:30", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
        ("9点至12点30分", (9 * HOUR, 12 * HOUR + 30 * MINUTE)),
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


def test_hours_over_midnight_are_the_first_and_the_last_of_their_day():
    assert parse_spans(("22:00-06:00",)) == [(0, 6 * HOUR), (22 * HOUR, DAY)]
    assert parse_spans(("18:00-00:00",)) == [(18 * HOUR, DAY)]
    with pytest.raises(ValueError, match="overlap"):
        parse_spans(("22:00-06:00", "05:00-09:00"))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一至周五", ("mon", "tue", "wed", "thu", "fri")),
        ("星期日～星期四", ("sun", "mon", "tue", "wed", "thu")),
        ("一至三", ("mon", "tue", "wed")),
        ("Mon-Wed", ("mon", "tue", "wed")),
        ("礼拜天", ("sun",)),
        ("Saturday", ("sat",)),
        ("today", ("today",)),
        ("mon-tue-wed", ("mon-tue-wed",)),
    ],
)
def test_days_of_the_week_are_read_as_people_write_them(text, days):
    assert weekdays_in(text) == days


def test_times_are_read_and_nonsense_is_not():
    """``noon`` is not a time."""
    assert parse_time("16:05") == 16 * HOUR + 5 * MINUTE
    with pytest.raises(ValueError, match="HH:MM"):
        parse_time("noon")
