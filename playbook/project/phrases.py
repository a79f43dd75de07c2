"""Dates, chances, spans of working days and names of tasks in the words of the onboarding plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from playbook.project.forecast import Share
from playbook.project.task import Task
from playbook.words.language import language, say, say_many
from playbook.words.wording import country, day, in_words, interval, short_day, weekday
from playbook.words.wording import share as in_tenths
from sim.client.worktime import NO_COUNTRY, WEEKDAYS

_UNBROKEN = "\N{NO-BREAK SPACE}"

# Chinese puts no space between sentences, sets a name in quotation marks, and has its own brackets.
_IN_A_SENTENCE = {"en": "{}", "zh": "“{}”"}
_WITH_ID = {"en": "{} ({})", "zh": "{}（{}）"}


def dated(when: date | None, *, year: int | None = None) -> str:
    r"""Return a day with its weekday for a table, on one line; the year unless it is ``year``.

    >>> dated(date(2010, 7, 30)), dated(date(2010, 7, 30), year=2010), dated(None)
    ('Fri\xa030\xa0Jul\xa02010', 'Fri\xa030\xa0Jul', '–')
    """
    if when is None:
        return day(when)
    return short_day(when, year=when.year != year).replace(" ", _UNBROKEN)


def chance(share: Share | float) -> str:
    """Return a chance in whole per cent; a sampled one is never said to be certain.

    >>> chance(0.2207), chance(0.005), chance(0.995)
    ('22 %', 'under 1 %', 'over 99 %')
    """
    value = share.value if isinstance(share, Share) else share
    if value <= 0.005:
        return say("under 1 %")
    return say("over 99 %") if value >= 0.995 else say("{number} %", number=f"{value * 100:.0f}")


def margin(share: Share) -> str:
    """Return the 95 % interval of a sampled chance.

    >>> margin(Share(value=0.22, low=0.209, high=0.232))
    '20.9 % to 23.2 %'
    """
    return interval(share.low, share.high, in_tenths)


def working_days(days: float) -> str:
    """Return a span of working days: exact to the half day, else to the nearest day.

    >>> working_days(1), working_days(43.0), working_days(2.5), working_days(44.93)
    ('1 working day', '43 working days', '2.5 working days', '45 working days')
    """
    halves = abs(days - round(days)) > 1e-6 and abs(days * 2 - round(days * 2)) < 1e-6
    number = round(days * 2) / 2 if halves else round(days)
    return say_many("{n} working day", "{n} working days", number)


def beside_go_live(days: int) -> str:
    """Return how long before the go-live something lies; after it when ``days`` is negative.

    >>> beside_go_live(11), beside_go_live(-1)
    ('11 working days before the go-live', '1 working day after the go-live')
    >>> beside_go_live(0)
    'on the day of the go-live'
    """
    if days == 0:
        return say("on the day of the go-live")
    if days > 0:
        return say("{days} before the go-live", days=working_days(days))
    return say("{days} after the go-live", days=working_days(-days))


def short(name: str) -> str:
    """Return a task's name without its remarks.

    >>> short("Kick-off; one decision maker named"), short("Quarterly plan v1 (campaigns)")
    ('Kick-off', 'Quarterly plan v1')
    >>> short("启动会与项目章程（明确唯一决策人）")
    '启动会与项目章程'
    """
    for mark in (";", "；", " (", "（"):
        name = name.partition(mark)[0]
    return name


def ordinary(name: str) -> str:
    """Return a name without its remarks for the middle of a sentence; abbreviations stay capital.

    >>> ordinary("Copy and detail pages"), ordinary("KPIs and incentives; agreed by both")
    ('copy and detail pages', 'KPIs and incentives')
    """
    name = short(name)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def mentioned(task: Task) -> str:
    """Return a task's short name as it stands in a sentence."""
    return _IN_A_SENTENCE[language()].format(ordinary(task.name))


def mentioned_with_id(task: Task) -> str:
    """Return a task's short name and its id as they stand in a sentence."""
    return with_id(mentioned(task), task)


def with_id(words: str, task: Task) -> str:
    """Return some words about a task with its id in brackets."""
    return _WITH_ID[language()].format(words, task.task_id)


def labelled(task: Task) -> str:
    """Return a task's id and short name, for a table or a bar."""
    return f"{task.task_id} {short(task.name)}"


def holidays_kept(code: str) -> str:
    """Return which public holidays a calendar keeps, by its country's code.

    >>> holidays_kept("CN"), holidays_kept("none")
    ('holidays of China', 'no public holidays')
    """
    if code == NO_COUNTRY:
        return say("no public holidays")
    return say("holidays of {country}", country=country(code))


def week(days: Iterable[str]) -> str:
    """Return the days of a working week in words.

    >>> week(("mon", "tue")), week(("mon", "tue", "wed"))
    ('Mon and Tue', 'Mon to Wed')
    """
    places = [WEEKDAYS.index(name) for name in days]
    if len(places) > 2 and places == list(range(places[0], places[0] + len(places))):
        return say("{low} to {high}", low=weekday(places[0]), high=weekday(places[-1]))
    return in_words([weekday(place) for place in places])


def tidy(days: float) -> float:
    """Return whole days as whole numbers, so that a table does not pretend to hours.

    >>> tidy(3.0), tidy(2.46)
    (3, 2.5)
    """
    rounded = round(float(days), 1)
    return int(rounded) if rounded.is_integer() else rounded
