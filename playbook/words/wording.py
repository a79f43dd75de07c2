"""Numbers, money, times and lists as a reader of the language spoken expects them.

Every function takes plain values; ``None`` means "does not exist" and reads as a dash. What is
only worded differently stands in the catalogue (``playbook.words.language``); here stands what
differs in kind, such as the myriads in which Chinese counts money.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from functools import cache
from math import floor, log10
from typing import TYPE_CHECKING

from playbook.words.language import language, say

if TYPE_CHECKING:
    from babel import Locale

Number = int | float

_BETWEEN_SENTENCES = {"en": " ", "zh": ""}

DASH = "–"
MINUS = "−"


def money(amount_cny: Number | None, *, signed: bool = False, more: int = 0) -> str:
    """Return an amount in CNY, short enough for a sentence, or with ``more`` decimals than that.

    >>> money(4350), money(516_234), money(1_324_000), money(-82_000), money(None)
    ('CNY 4,350', 'CNY 516 k', 'CNY 1.32 m', '−CNY 82,000', '–')
    >>> money(516_234, signed=True), money(219.6, more=1)
    ('+CNY 516 k', 'CNY 219.6')
    >>> from playbook.words.language import speaking
    >>> with speaking("zh"):
    ...     money(4350), money(516_234), money(1_324_000), money(-82_000), money(2.5e8)
    ...     money(12_500), money(12_000)
    ('4,350元', '51.6万元', '132万元', '−8.2万元', '2.50亿元')
    ('1.25万元', '1.2万元')
    """
    if amount_cny is None:
        return DASH
    for least, divisor, pattern, digits in _MONEY[language()]:
        if abs(amount_cny) >= least:
            scaled = amount_cny / divisor
            decimals = 0 if digits == 0 else _decimals(scaled, most=digits)
            text = _grouped(scaled, decimals + more, signed=signed)
            if divisor == _MYRIAD and decimals + more == 2:
                text = text.removesuffix("0")
            return _in_unit(_whole(text), pattern)
    raise AssertionError  # the last step begins at nought


def exact_money(amount_cny: Number | None) -> str:
    """Return an amount to the yuan, for tables that are added up.

    >>> exact_money(1_324_567.4)
    'CNY 1,324,567'
    """
    if amount_cny is None:
        return DASH
    return _in_unit(_grouped(amount_cny, 0), _MONEY[language()][-1][2])


def share(value: Number | None, *, more: int = 0) -> str:
    """Return a share of one as per cent, to one decimal or ``more``; a whole one has none.

    >>> share(0.468), share(0.0004), share(1), share(0.6496, more=1)
    ('46.8 %', '0 %', '100 %', '64.96 %')
    """
    if value is None:
        return DASH
    return say("{number} %", number=_grouped(value * 100, 1 + more).removesuffix(".0"))


def signed_share(value: Number | None) -> str:
    """Return a relative difference as per cent with its sign.

    >>> signed_share(0.123), signed_share(-0.4)
    ('+12.3 %', '−40 %')
    """
    if value is None:
        return DASH
    return say("{number} %", number=_grouped(value * 100, 1, signed=True).removesuffix(".0"))


MOST_DIGITS = 9
"""So many digits more than usual are written at most to tell two values apart."""


def told_apart(value: float, other: float, write: Callable[[float, int], str]) -> str:
    """Return a value with as many more digits as it takes to differ from another one in print.

    ``write`` takes a value and how many digits more than usual it gets.

    >>> told_apart(0.6496, 0.65, lambda one, more: share(one, more=more))
    '64.96 %'
    >>> told_apart(0.62, 0.65, lambda one, more: share(one, more=more))
    '62 %'
    """
    for more in range(MOST_DIGITS):
        if (told := write(value, more)) != write(other, more):
            return told
    return write(value, MOST_DIGITS)


def beside(value: Number, limit: Number) -> str:
    """Return a share that is read against a limit.

    It has a second decimal where one would make it look the same as the limit.

    >>> beside(0.011, 0.01), beside(0.0104, 0.01), beside(0.01, 0.01)
    ('1.1 %', '1.04 %', '1 %')
    """
    if value == limit or share(value) != share(limit):
        return share(value)
    return say("{number} %", number=_grouped(value * 100, 2))


def points(difference: Number | None) -> str:
    """Return a difference of two shares in percentage points, with its sign.

    >>> points(0.123), points(-0.02)
    ('+12.3 points', '−2 points')
    """
    if difference is None:
        return DASH
    told = _grouped(difference * 100, 1, signed=True).removesuffix(".0")
    return say("{number} points", number=told)


def hours(value_h: Number | None, *, signed: bool = False) -> str:
    """Return a time span in the unit that reads best: minutes, hours or days of 24 hours.

    >>> hours(0.4), hours(3.4), hours(50.4), hours(0), hours(72)
    ('24 min', '3.4 h', '2.1 d', '0 h', '3 d')
    """
    if value_h is None:
        return DASH
    if value_h == 0:
        return say("{number} h", number=0)
    if abs(value_h) * 60 < 59.5:
        return say("{number} min", number=_grouped(value_h * 60, 0, signed=signed))
    if abs(value_h) < 47.95:
        return say("{number} h", number=_tenths(value_h, signed=signed))
    return say("{number} d", number=_tenths(value_h / 24, signed=signed))


def _tenths(value: float, *, signed: bool) -> str:
    return _grouped(value, 1, signed=signed).removesuffix(".0")


def count(value: Number | None) -> str:
    """Return a whole number with thousands grouped.

    >>> count(12_345)
    '12,345'
    """
    return DASH if value is None else _grouped(value, 0)


def number(value: Number | None) -> str:
    """Return a number to about three significant digits.

    >>> number(0.0314), number(3.14159), number(31.4159), number(3141.59), number(7)
    ('0.0314', '3.14', '31.4', '3,142', '7')
    """
    if value is None:
        return DASH
    if isinstance(value, int) or value == 0:
        return _grouped(value, 0)
    return _grouped(value, _decimals(value, most=4))


def interval(low: Number | None, high: Number | None, format: Callable[..., str] = number) -> str:
    """Return the two ends of a range in one format.

    >>> interval(1_000_000, 1_450_000, money)
    'CNY 1 m to CNY 1.45 m'
    >>> interval(None, 3), interval(-6_000, 123_400, money), interval(38.5, 230, hours)
    ('–', '−CNY 6 k to CNY 123 k', '1.6 d to 9.6 d')
    >>> from playbook.words.language import speaking
    >>> with speaking("zh"):  # in yuan, the smaller end would look the larger one
    ...     interval(-11_300, 7610, money), interval(0, 12_000, money), interval(5, 999, money)
    ('−1.13万元至0.76万元', '0至1.2万元', '5元至999元')
    """
    if low is None or high is None:
        return DASH
    first, last = _in_one_unit(format(low), low, high, format(high))
    return say("{low} to {high}", low=first, high=last)


def _in_one_unit(first: str, low: Number, high: Number, last: str) -> tuple[str, str]:
    """Return the ends of a range as told, but the one in a smaller unit in that of the other."""
    units = _units_of(first), _units_of(last)
    if units[0] is None or units[1] is None or units[0] == units[1]:
        return first, last
    if units[0] > units[1]:
        return first, _rewritten(last, high, units[0])
    return _rewritten(first, low, units[1]), last


def _ladders() -> tuple[tuple[tuple[float, str], ...], ...]:
    """Return the units in which this language writes money and time, the smallest first."""
    amounts = tuple((divisor, pattern) for _, divisor, pattern, _ in reversed(_MONEY[language()]))
    times = (1 / 60, say("{number} min", number="{}")), (1.0, say("{number} h", number="{}"))
    return amounts, (*times, (24.0, say("{number} d", number="{}")))


def _units_of(told: str) -> tuple[int, int] | None:
    """Return which ladder an end of a range is written in, and how high on it; None if in none."""
    for ladder, units in enumerate(_ladders()):
        for step, (_, pattern) in enumerate(units):
            before, after = (re.escape(part) for part in pattern.split("{}"))
            if re.fullmatch(rf"[+{MINUS}]?{before}[\d.,]+{after}", told):
                return ladder, step
    return None


def _rewritten(told: str, value: Number, unit: tuple[int, int]) -> str:
    """Return an end of a range in a unit of the ladders; two decimals more if it vanished."""
    divisor, pattern = _ladders()[unit[0]][unit[1]]
    if not round(value, 3):
        return "0"
    scaled = value / divisor
    fewest = 0 if divisor == _THOUSAND else 2 if divisor >= _MYRIAD else 1
    decimals = fewest if abs(scaled) >= 0.5 / 10**fewest else fewest + 2
    if abs(scaled) < _TOO_FAR_APART:
        return told
    text = _grouped(scaled, decimals, signed=told.startswith("+"))
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return _in_unit(text, pattern)


def sentences(*told: str) -> str:
    """Return whole sentences one after the other, the empty ones left out; Chinese sets no space.

    >>> sentences("It rains.", "", "We stay.")
    'It rains. We stay.'
    """
    return _BETWEEN_SENTENCES[language()].join(filter(None, told))


def in_words(items: Sequence[str]) -> str:
    """Return a list as one phrase.

    >>> in_words(["media", "gifts", "stock"]), in_words(["media"]), in_words([])
    ('media, gifts and stock', 'media', 'none')
    """
    if not items:
        return say("none")
    from babel.lists import format_list

    return format_list(list(items), locale=_locale(language()))


def day(value: datetime.date | str | None) -> str:
    """Return a calendar day; a string is an ISO date.

    >>> day("2010-10-01"), day(None)
    ('1 October 2010', '–')
    """
    if value is None:
        return DASH
    return _dated(value, "long")


def short_day(value: datetime.date | str | None, *, year: bool) -> str:
    """Return a calendar day with its weekday for a table, with or without its year.

    >>> short_day("2010-10-01", year=False), short_day("2010-10-01", year=True)
    ('Fri 1 Oct', 'Fri 1 Oct 2010')
    >>> from playbook.words.language import speaking
    >>> with speaking("zh"):
    ...     short_day("2010-10-01", year=False), short_day("2010-10-01", year=True)
    ('10月1日周五', '2010年10月1日周五')
    """
    return DASH if value is None else _dated(value, _SHORT_DAYS[language()][year])


def day_and_month(value: datetime.date) -> str:
    """Return a calendar day for an axis, short and without its year.

    >>> day_and_month(datetime.date(2010, 7, 30))
    '30 Jul'
    """
    return _dated(value, {"en": "d MMM", "zh": "M月d日"}[language()])


def country(code: str) -> str:
    """Return a country's name by its ISO code; a code that has none stands for itself.

    >>> country("CN"), country("DE-BY"), country("ZZZ")
    ('China', 'Germany (DE-BY)', 'ZZZ')
    """
    whole, hyphen, _ = code.upper().partition("-")
    name = str(_locale(language()).territories.get(whole, code))
    return f"{name} ({code})" if hyphen else name


def weekday(number: int) -> str:
    """Return the short name of a day of the week, Monday being 0.

    >>> weekday(0)
    'Mon'
    """
    return _dated(datetime.date(2001, 1, 1 + number), "EEE")  # it began with a Monday


def weekday_and_time(value: datetime.datetime) -> str:
    """Return a moment of a story: weekday, day and time.

    >>> weekday_and_time(datetime.datetime(2010, 10, 1, 11, 20))
    'Fri 1 Oct 11:20'
    """
    return _dated(value, {"en": "EEE d MMM HH:mm", "zh": "M月d日（EEE）HH:mm"}[language()])


def month(value: datetime.date | str) -> str:
    """Return a month; a string is ``YYYY-MM`` or an ISO date.

    >>> month("2010-10")
    'Oct 2010'
    """
    if isinstance(value, str):
        value = datetime.date.fromisoformat(value if len(value) > 7 else f"{value}-01")
    return _dated(value, {"en": "MMM y", "zh": "y年M月"}[language()])


def yes_no(value: Number) -> str:
    """Return a switch, 1 or 0, in words."""
    return say("yes") if value else say("no")


def decider(value: Number) -> str:
    """Return who decides an offer: 0 the chain, 1 the agency alone, 2 with the client's director.

    >>> decider(2)
    'store manager and director'
    """
    names = say("OA chain"), say("store manager alone"), say("store manager and director")
    return names[int(value)]


def cell(value: str | Number | None, format: str, unit: str = "") -> str:
    """Return one table cell in the named format of ``FORMATS``.

    A column headed CNY need not say it again in every cell.

    >>> cell(4350, "money"), cell(4350, "money", "CNY"), cell(None, "share")
    ('CNY 4,350', '4,350', '–')
    """
    if value is None:
        return DASH
    if isinstance(value, str):
        return value
    words = FORMATS[format](value)
    return bare(words) if unit in ("CNY", "元") else words


def bare(told: str) -> str:
    """Return amounts without their currency, which a column's head has said.

    >>> bare("−CNY 113 k to +CNY 8 k"), bare("4,350元")
    ('−113 k to +8 k', '4,350')
    """
    return told.replace("CNY ", "").removesuffix("元")


def cells(values: Sequence[Number | None], format: str) -> list[str]:
    """Return the values of one chart; hours all in the unit of the largest, to be compared.

    What would vanish in that unit gets a second decimal.

    >>> cells([12, 96, None], "hours"), cells([0.5, 0.25], "share"), cells([0.2, 60], "hours")
    (['0.5 d', '4.0 d', '–'], ['50 %', '25 %'], ['0.01 d', '2.5 d'])
    """
    largest = max((abs(value) for value in values if value is not None), default=0)
    if "hours" not in format:
        return [cell(value, format) for value in values]
    unit = axis_unit(format, largest)
    return [DASH if value is None else _time(value, format, unit) for value in values]


def _time(value: Number, format: str, unit: tuple[float, str]) -> str:
    decimals = (0, 1) if unit[0] < 1 else (1, 2)
    tried = (tick(value, format, unit, some) for some in decimals)
    return next((text for text in tried if text != "0"), "0")


def tight(text: str) -> str:
    """Return ``text`` with no line break between a number and its unit or month.

    >>> tight("It costs CNY 1.32 m, or 46.8 % of 2.1 d.").count("\u00a0")
    4
    """
    text = _BEFORE_UNIT.sub("\u00a0", _AFTER_CURRENCY.sub("CNY\u00a0", text))
    return _BEFORE_MONTH.sub("\u00a0", text)


def axis_unit(format: str, largest: Number) -> tuple[float, str]:
    """Return the divisor and the pattern that write every tick of an axis in one unit.

    >>> axis_unit("money", 2_400_000), axis_unit("share", 0.8), axis_unit("hours", 100)
    ((1000000.0, 'CNY {} m'), (0.01, '{} %'), (24.0, '{} d'))
    """
    if "money" in format:
        least_of = (
            (least, divisor, pattern) for least, divisor, pattern in _MONEY_AXES[language()]
        )
        divisor, pattern = next((d, p) for least, d, p in least_of if abs(largest) >= least)
        return divisor, pattern
    if format in ("share", "points"):
        of_one = say("{number} %", number="{}")
        return 0.01, of_one if format == "share" else say("{number} points", number="{}")
    if "hours" in format:
        if abs(largest) > 48:
            return 24.0, say("{number} d", number="{}")
        if abs(largest) >= 2:
            return 1.0, say("{number} h", number="{}")
        return 1 / 60, say("{number} min", number="{}")
    return 1.0, "{}"


def tick(value: Number, format: str, unit: tuple[float, str], decimals: int) -> str:
    """Return one tick of an axis whose unit is ``unit``; zero needs no unit.

    >>> tick(500_000, "money", (1e6, "CNY {} m"), 1)
    'CNY 0.5 m'
    """
    divisor, pattern = unit
    signed = format.startswith("signed") or format == "points"
    text = _grouped(value / divisor, decimals, signed=signed)
    return "0" if not text.strip("0.,") else _in_unit(text, pattern)


def working_day(value: Number) -> str:
    """Return a day counted from the start of a plan.

    >>> working_day(20)
    'day 20'
    """
    return say("day {number}", number=count(value))


_MYRIAD = 1e4
_THOUSAND = 1e3

# An end of a range that is less of the other one's unit keeps its own.
_TOO_FAR_APART = 0.0005

# From how much on, by what it is divided, how it is written, with how many decimals at most.
_MONEY = {
    "en": (
        (999.5e6, 1e9, "CNY {} bn", 2),
        (999_500, 1e6, "CNY {} m", 2),
        (99_999.5, 1e3, "CNY {} k", 0),
        (0, 1, "CNY {}", 0),
    ),
    "zh": ((99_995_000, 1e8, "{}亿元", 2), (9_999.5, _MYRIAD, "{}万元", 2), (0, 1, "{}元", 0)),
}
_MONEY_AXES = {
    "en": (
        (1e9, 1e9, "CNY {} bn"),
        (1e6, 1e6, "CNY {} m"),
        (1e4, 1e3, "CNY {} k"),
        (0, 1.0, "CNY {}"),
    ),
    "zh": ((1e8, 1e8, "{}亿元"), (1e4, 1e4, "{}万元"), (0, 1.0, "{}元")),
}
_SHORT_DAYS = {"en": ("EEE d MMM", "EEE d MMM y"), "zh": ("M月d日EEE", "y年M月d日EEE")}
_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}

_AFTER_CURRENCY = re.compile(r"\bCNY (?=\d)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|m|bn|k|h|d|min|points)(?:\W|$))")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_BEFORE_MONTH = re.compile(rf"(?<=\d) (?={_MONTHS})")

FORMATS: dict[str, Callable[[Number], str]] = {
    "text": str,
    "integer": count,
    "money": money,
    "exact_money": exact_money,
    "signed_money": lambda value: money(value, signed=True),
    "share": share,
    "points": points,
    "hours": hours,
    "signed_hours": lambda value: hours(value, signed=True),
    "number": number,
    "tenths": lambda value: _grouped(value, 1),
    "plain": lambda value: f"{round(value, 2):g}",
    "yes_no": yes_no,
    "decider": decider,
}


def _whole(number: str) -> str:
    """Return a number without decimals that are all noughts.

    >>> _whole("1.00"), _whole("1.30"), _whole("1,000")
    ('1', '1.30', '1,000')
    """
    head, _, decimals = number.partition(".")
    return number if decimals.strip("0") else head


def _in_unit(number: str, pattern: str) -> str:
    """Return a number in a unit; its sign stands before the currency.

    >>> _in_unit("+516", "CNY {} k"), _in_unit("−8.2", "{}万元")
    ('+CNY 516 k', '−8.2万元')
    """
    sign = number[:1] if number[:1] in ("+", MINUS) else ""
    return sign + pattern.format(number.removeprefix(sign))


def _dated(value: datetime.date | str, pattern: str) -> str:
    from babel.dates import format_date, format_datetime  # babel takes a while to import

    value = datetime.date.fromisoformat(value) if isinstance(value, str) else value
    write = format_datetime if isinstance(value, datetime.datetime) else format_date
    return write(value, pattern, locale=_locale(language()))


@cache
def _locale(spoken: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[spoken])


def _decimals(value: Number, *, most: int = 2) -> int:
    """Return the decimals that leave about three significant digits."""
    digits_before = floor(log10(abs(value))) + 1
    return min(most, max(0, 3 - digits_before))


def _grouped(value: Number, decimals: int, *, signed: bool = False) -> str:
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return text
    sign = MINUS if value < 0 else "+" if signed else ""
    return sign + text
