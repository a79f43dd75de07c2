"""Dates, chances and spans of working days in the words of the onboarding plan."""

from __future__ import annotations

from datetime import date

from playbook.forecast import Share
from playbook.wording import MONTHS, counted, day

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNBROKEN = "\N{NO-BREAK SPACE}"


def dated(when: date | None, *, year: int | None = None) -> str:
    r"""Return a day with its weekday for a table, on one line; the year unless it is ``year``.

    >>> dated(date(2010, 7, 30)), dated(date(2010, 7, 30), year=2010), dated(None)
    ('Fri\xa030\xa0Jul\xa02010', 'Fri\xa030\xa0Jul', '–')
    """
    if when is None:
        return day(when)
    words = [_WEEKDAYS[when.weekday()], str(when.day), MONTHS[when.month - 1][:3]]
    return _UNBROKEN.join(words if when.year == year else [*words, str(when.year)])


def chance(share: Share | float) -> str:
    """Return a chance in whole per cent; a sampled one is never said to be certain.

    >>> chance(0.2207), chance(0.002), chance(0.9999)
    ('22 %', 'under 1 %', 'over 99 %')
    """
    value = share.value if isinstance(share, Share) else share
    if value < 0.005:
        return "under 1 %"
    return "over 99 %" if value > 0.995 else f"{value * 100:.0f} %"


def margin(share: Share) -> str:
    """Return the 95 % interval of a sampled chance.

    >>> margin(Share(value=0.22, low=0.209, high=0.232))
    '20.9 % to 23.2 %'
    """
    return f"{share.low * 100:.1f} % to {share.high * 100:.1f} %"


def working_days(days: float) -> str:
    """Return a span of working days: exact to the half day, else to the nearest day.

    >>> working_days(1), working_days(43.0), working_days(2.5), working_days(44.93)
    ('1 working day', '43 working days', '2.5 working days', '45 working days')
    """
    if abs(days - round(days)) > 1e-6 and abs(days * 2 - round(days * 2)) < 1e-6:
        return f"{days:.1f} working days"
    return counted(round(days), "working day")


def short(name: str) -> str:
    """Return a task's name without its remarks.

    >>> short("Kick-off; one decision maker named"), short("Quarterly plan v1 (campaigns)")
    ('Kick-off', 'Quarterly plan v1')
    """
    return name.partition(";")[0].partition(" (")[0]


def ordinary(name: str) -> str:
    """Return a task's short name for the middle of a sentence; abbreviations stay capital.

    >>> ordinary("Copy and detail pages"), ordinary("KPIs and incentives; agreed by both")
    ('copy and detail pages', 'KPIs and incentives')
    """
    name = short(name)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def tidy(days: float) -> float:
    """Return whole days as whole numbers, so that a table does not pretend to hours.

    >>> tidy(3.0), tidy(2.46)
    (3, 2.5)
    """
    rounded = round(float(days), 1)
    return int(rounded) if rounded.is_integer() else rounded
