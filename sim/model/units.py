"""Whole numbers for time and money: microseconds since the season's start, and fen.

Integers make ties practically impossible and results the same to the bit on every machine.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

NEVER = 1 << 62
"""A moment later than every other: an offer without a rival is claimed at ``NEVER``."""


def hours(count: float) -> int:
    """Return ``count`` hours in microseconds.

    >>> hours(0.5) == 30 * MINUTE
    True
    """
    return round(count * HOUR)


def in_hours(duration: int) -> float:
    """Return a duration in microseconds as hours."""
    return duration / HOUR


def fen(cny: float) -> int:
    """Return an amount of CNY in fen.

    >>> fen(12.34)
    1234
    """
    return round(cny * 100)


def in_cny(amount: int) -> float:
    """Return an amount in fen as CNY."""
    return amount / 100


Month = tuple[int, int]
"""A year and a month of it, from 1."""

Quarter = tuple[int, int]
"""A year and a quarter of it, from 0."""

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3
DAYS_A_MONTH = 365.25 / MONTHS_A_YEAR
"""Twelve such months are a year: what is stated a month stays true of the year."""


def month_of(day: date) -> Month:
    """Return the calendar month of a day."""
    return day.year, day.month


def quarter_of(day: date) -> Quarter:
    """Return the calendar quarter of a day.

    >>> quarter_of(date(2010, 12, 31))
    (2010, 3)
    """
    return day.year, (day.month - 1) // MONTHS_A_QUARTER


def first_of_month(day: date, later: int = 0) -> date:
    """Return the first day of a day's month, or of one so many months ``later``.

    >>> first_of_month(date(2010, 11, 30)), first_of_month(date(2010, 11, 30), 2)
    (datetime.date(2010, 11, 1), datetime.date(2011, 1, 1))
    """
    years, month = divmod(day.month - 1 + later, MONTHS_A_YEAR)
    return date(day.year + years, month + 1, 1)


def first_of_quarter(day: date, later: int = 0) -> date:
    """Return the first day of a day's quarter, or of one so many quarters ``later``.

    >>> first_of_quarter(date(2010, 11, 30), 1)
    datetime.date(2011, 1, 1)
    """
    since = (day.month - 1) % MONTHS_A_QUARTER
    return first_of_month(day, MONTHS_A_QUARTER * later - since)


def months_between(first: date, last: date) -> int:
    """Return by how many calendar months one day's month lies before another's.

    >>> months_between(date(2010, 11, 30), date(2011, 2, 1))
    3
    """
    return MONTHS_A_YEAR * (last.year - first.year) + last.month - first.month


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or the last one that the month has.

    >>> months_later(date(2010, 7, 30), 2), months_later(date(2010, 12, 31), 2)
    (datetime.date(2010, 9, 30), datetime.date(2011, 2, 28))
    """
    first = first_of_month(day, months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))
