"""When people work: which dates, and which hours of the day.

A date is worked or not by weekly rest days, dated public holidays and make-up workdays (调休). The
dates come from one library, `holidays`. It agrees with every notice of China's State Council
from 2006 on, make-up workdays included, and knows some 250 countries and territories and their
parts; a second library for China alone would say the same. What it knows holds in every year; what
it can only foresee is provisional.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import holidays

from sim.messages import (
    Message,
    Problem,
    ProblemError,
    RuleError,
    did_you_mean,
    meant,
    msg,
    nearest,
)
from sim.model.units import HOUR, MINUTE

NO_COUNTRY = "none"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY_TO_FRIDAY = WEEKDAYS[:5]

LONGEST_NIGHT = 18 * HOUR

_DAY_WORDS = {
    word: number
    for number, names in enumerate(
        (
            *("monday 一", "tuesday 二", "wednesday 三", "thursday 四", "friday 五"),
            *("saturday 六", "sunday 日 天"),
        )
    )
    for name in names.split()
    for word in (name, name[:3], f"周{name}", f"星期{name}", f"礼拜{name}")
}

# The span searched for the years in which a country announced make-up workdays.
_SEARCHED = range(1990, 2051)
_DAY = timedelta(days=1)

_DASH = re.compile(r"[\u2010-\u2015\u2212~]|至|到")
_SPAN = re.compile(r"^(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})$")


@cache
def known_countries() -> tuple[str, ...]:
    """Return the codes the calendar library knows (ISO 3166): ``CN``, ``CHN``, ``DE-BY``."""
    known = holidays.list_supported_countries(include_aliases=True)
    parts = (f"{country}-{part}" for country, parts in known.items() for part in parts)
    return tuple(sorted((*known, *parts)))


def country_known(country: str) -> bool:
    """Return whether ``country`` is a known code or ``"none"``."""
    return country == NO_COUNTRY or country in known_countries()


def country_meant(country: str) -> Message:
    """Return the remedy for an unknown country: the nearest code, else how a code looks."""
    code = str(country).upper()
    area, hyphen, _ = code.partition("-")
    alike = [known for known in known_countries() if known.startswith(f"{area}-")]
    whole = [known for known in known_countries() if "-" not in known]
    codes = {known.upper(): known for known in (alike if hyphen else [*whole, NO_COUNTRY])}
    near = nearest(codes.get(code, code), codes.values())
    return meant(near) if near else msg('Use an ISO code such as "CN" or "DE-BY", or "none"')


@dataclass(frozen=True, kw_only=True)
class Workdays:
    """Hold the working calendar of one country, or of none.

    ``days`` are the days of the week on which people work; public holidays take away from them and
    make-up workdays add to them.

    >>> china = Workdays(country="CN")
    >>> china.kind(date(2010, 9, 25))       # a Saturday, worked for the Mid-Autumn holiday
    'make_up_workday'
    >>> len(china.between(date(2010, 6, 1), date(2010, 7, 31)))
    43
    """

    country: str = NO_COUNTRY
    days: tuple[str, ...] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        problems = [*_country_problems(self.country), *_days_problems(self.days)]
        if problems:
            raise ProblemError(problems)

    def kind(self, day: date) -> str:
        """Return ``workday``, ``rest_day``, ``holiday`` or ``make_up_workday``."""
        weekly = WEEKDAYS[day.weekday()] in self.days
        if self.country != NO_COUNTRY:
            dated = _dated(self.country)
            if day in dated:
                return "holiday"
            if not weekly and day in dated.weekend_workdays:
                return "make_up_workday"
        return "workday" if weekly else "rest_day"

    def is_workday(self, day: date) -> bool:
        """Return whether people work on ``day``."""
        return self.kind(day) in {"workday", "make_up_workday"}

    def holiday_name(self, day: date, language: str = "en") -> str | None:
        """Return the name of the public holiday on ``day`` in a language; None if it is none.

        English, or the country's own, where the library does not know the language.
        """
        if self.kind(day) != "holiday":
            return None
        return _dated(self.country, language).get(day)

    def provisional_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years from ``first`` to ``last`` of which something is only foreseen.

        A country that moves workdays announces them year by year: after its last announcement only
        what the law says is known. Feasts by the moon are estimates where the library says so.
        """
        if self.country == NO_COUNTRY:
            return ()
        years = range(first.year, last.year + 1)
        return tuple(year for year in years if _is_provisional(self.country, year))

    def between(self, first: date, last: date) -> list[date]:
        """Return the workdays from ``first`` to ``last``, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.is_workday(day)]

    def add(self, day: date, working_days: int) -> date:
        """Return the workday that lies ``working_days`` after ``day`` (before it, when negative).

        ``day`` itself does not count; with 0, a rest day rolls on to the next workday.

        >>> Workdays(country="CN").add(date(2010, 6, 1), 42)    # the 43rd workday, 1 June the first
        datetime.date(2010, 7, 30)
        """
        step = -_DAY if working_days < 0 else _DAY
        left = abs(working_days)
        while left or not self.is_workday(day):
            day += step
            left -= self.is_workday(day) and left > 0
        return day


@cache
def _dated(country: str, language: str = "en") -> holidays.HolidayBase:
    names = [name for start in (language, "en") for name in _languages(country, start)]
    return _calendar(country, language=names[0] if names else None)


def _calendar(country: str, **how: Any) -> holidays.HolidayBase:
    """Return the library's calendar of a country, or of the part of it behind the hyphen."""
    code, _, part = country.partition("-")
    return holidays.country_holidays(code, subdiv=part or None, **how)


@cache
def _is_provisional(country: str, year: int) -> bool:
    known = _calendar(country, years=year)
    if not known.start_year <= year <= known.end_year:
        return True
    estimated = str(getattr(known, "estimated_label", "")).replace("%s", "").strip()
    foreseen = bool(estimated) and any(estimated in name for name in known.values())
    return foreseen or year > _last_announced(country)


@cache
def _last_announced(country: str) -> int:
    """Return the last year of which moved workdays are on record; where none are moved, any."""
    moved = _calendar(country, years=_SEARCHED).weekend_workdays
    return max((day.year for day in moved), default=date.max.year)


def _languages(country: str, start: str) -> list[str]:
    """Return the languages of a country's holidays whose code begins so, such as zh_CN."""
    known = _calendar(country).supported_languages
    return [name for name in known if name.startswith(start)]


def _country_problems(country: str) -> list[Problem]:
    if country_known(country):
        return []
    return [
        Problem(
            where="calendar",
            field="country",
            value=country,
            rule=msg("no such country in the calendar library"),
            remedy=country_meant(country),
        )
    ]


def _days_problems(days: tuple[str, ...]) -> list[Problem]:
    problems = [
        Problem(
            where="calendar",
            field="days",
            value=day,
            rule=msg("not a day of the week"),
            remedy=did_you_mean(str(day), WEEKDAYS),
        )
        for day in days
        if day not in WEEKDAYS
    ]
    if not days:
        rule = msg("at least one working day a week is needed")
        problems.append(Problem(where="calendar", field="days", value=days, rule=rule))
    return problems


def parse_span(text: str) -> tuple[int, int]:
    """Return ``HH:MM-HH:MM`` as microseconds after midnight, the first before the second.

    >>> parse_span("09:00-12:30") == (9 * HOUR, 12 * HOUR + 30 * MINUTE)
    True
    """
    begin, end = _ends(text)
    if begin >= end:
        raise RuleError(msg("the hours end before they begin, or at once"))
    return begin, end


def _ends(text: str) -> tuple[int, int]:
    match = _SPAN.match(as_clocked(text))
    if not match:
        raise RuleError(msg("hours are written as HH:MM-HH:MM, for example 09:00-12:00"))
    return parse_time(match[1]), parse_time(match[2])


def parse_time(text: str) -> int:
    """Return ``HH:MM`` as microseconds after midnight; 24:00 is the end of the day."""
    match = _TIME.match(as_clocked(text))
    if not match or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 24 * 60:
        raise RuleError(msg("a time is written as HH:MM, from 00:00 to 24:00"))
    return int(match[1]) * HOUR + int(match[2]) * MINUTE


def parse_spans(texts: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return several spans of one day in order; they may touch but not overlap.

    Hours that run over midnight are two spans of the same day: its first hours and its last.

    >>> parse_spans(("22:00-06:00",)) == [(0, 6 * HOUR), (22 * HOUR, 24 * HOUR)]
    True
    """
    spans = sorted(part for text in texts for part in _of_one_day(text))
    for (_, end), (begin, _) in pairwise(spans):
        if begin < end:
            raise RuleError(msg("the hours of one day overlap"))
    return spans


def over_midnight(text: str) -> bool:
    """Tell whether a span ends on the day after the one on which it begins.

    Longer than 18 hours it is no night, but two ends that were changed over.
    """
    begin, end = _ends(text)
    return begin > end and 24 * HOUR - begin + end <= LONGEST_NIGHT


def _of_one_day(text: str) -> list[tuple[int, int]]:
    if not over_midnight(text):
        return [parse_span(text)]
    begin, end = _ends(text)
    return [part for part in ((0, end), (begin, 24 * HOUR)) if part[0] < part[1]]


def as_clocked(text: str) -> str:
    """Return times as a clock shows them, whatever dash and digits they are written with.

    >>> as_clocked("９：００～12:30"), as_clocked("9点至18点30分")
    ('9:00-12:30', '9:00-18:30')
    """
    plain = _DASH.sub("-", unicodedata.normalize("NFKC", text)).strip()
    return re.sub("[点时]", ":00", re.sub(r"[点时](?=\d)", ":", plain)).replace("分", "")


def weekdays_in(text: str) -> tuple[str, ...]:
    """Return the days of the week that a word or a span of them names; an unknown word itself.

    >>> weekdays_in("周日至周二"), weekdays_in("Monday"), weekdays_in("mon-wed"), weekdays_in("x")
    (('sun', 'mon', 'tue'), ('mon',), ('mon', 'tue', 'wed'), ('x',))
    """
    words = _DASH.sub("-", unicodedata.normalize("NFKC", text)).strip().lower().split("-")
    days = [_DAY_WORDS.get(word.strip(), -1) for word in words]
    if len(days) > 2 or min(days) < 0:
        return (text,)
    count = (days[-1] - days[0]) % 7
    return tuple(WEEKDAYS[(days[0] + n) % 7] for n in range(count + 1))
