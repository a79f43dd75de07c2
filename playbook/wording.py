"""Numbers, money, times and lists as an English reader expects them.

Every function is pure and takes plain values; ``None`` means "does not exist" and reads as a dash.
A second language replaces this module and nothing else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from math import floor, log10

Number = int | float

LANGUAGE = "en"
DASH = "–"
MINUS = "−"


def money(amount_cny: Number | None, *, signed: bool = False) -> str:
    """Return an amount in CNY, short enough for a sentence.

    >>> money(4350), money(516_234), money(1_324_000), money(-82_000), money(None)
    ('CNY 4,350', 'CNY 516 k', 'CNY 1.32 m', 'CNY −82,000', '–')
    >>> money(516_234, signed=True)
    'CNY +516 k'
    """
    if amount_cny is None:
        return DASH
    size = abs(amount_cny)
    if size < 99_999.5:
        return f"CNY {_grouped(amount_cny, 0, signed=signed)}"
    if size < 999_500:
        return f"CNY {_grouped(amount_cny / 1e3, 0, signed=signed)} k"
    scale, unit = (1e6, "m") if size < 999.5e6 else (1e9, "bn")
    scaled = amount_cny / scale
    return f"CNY {_grouped(scaled, _decimals(scaled), signed=signed)} {unit}"


def exact_money(amount_cny: Number | None) -> str:
    """Return an amount to the yuan, for tables that are added up.

    >>> exact_money(1_324_567.4)
    'CNY 1,324,567'
    """
    return DASH if amount_cny is None else f"CNY {_grouped(amount_cny, 0)}"


def share(value: Number | None) -> str:
    """Return a share of one as per cent.

    >>> share(0.468), share(0.0004), share(1)
    ('46.8 %', '0.0 %', '100.0 %')
    """
    return DASH if value is None else f"{_grouped(value * 100, 1)} %"


def points(difference: Number | None) -> str:
    """Return a difference of two shares in percentage points, with its sign.

    >>> points(0.123), points(-0.02)
    ('+12.3 points', '−2.0 points')
    """
    return DASH if difference is None else f"{_grouped(difference * 100, 1, signed=True)} points"


def hours(value_h: Number | None, *, signed: bool = False) -> str:
    """Return a time span in the unit that reads best: minutes, hours or days of 24 hours.

    >>> hours(0.4), hours(3.4), hours(50.4), hours(0)
    ('24 min', '3.4 h', '2.1 d', '0 h')
    """
    if value_h is None:
        return DASH
    if value_h == 0:
        return "0 h"
    if abs(value_h) * 60 < 59.5:
        return f"{_grouped(value_h * 60, 0, signed=signed)} min"
    if abs(value_h) < 47.95:
        return f"{_grouped(value_h, 1, signed=signed)} h"
    return f"{_grouped(value_h / 24, 1, signed=signed)} d"


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


def counted(value: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "signature"), counted(4, "signature")
    ('1 signature', '4 signatures')
    """
    return f"{count(value)} {singular if value == 1 else plural or singular + 's'}"


def interval(low: Number | None, high: Number | None, format: Callable[..., str] = number) -> str:
    """Return the two ends of a range in one format.

    >>> interval(1_000_000, 1_450_000, money)
    'CNY 1.00 m to CNY 1.45 m'
    >>> interval(None, 3)
    '–'
    """
    if low is None or high is None:
        return DASH
    return f"{format(low)} to {format(high)}"


def in_words(items: Sequence[str]) -> str:
    """Return a list as one phrase.

    >>> in_words(["media", "gifts", "stock"]), in_words(["media"]), in_words([])
    ('media, gifts and stock', 'media', 'none')
    """
    if not items:
        return "none"
    head, last = items[:-1], items[-1]
    return f"{', '.join(head)} and {last}" if head else last


def day(value: datetime.date | str | None) -> str:
    """Return a calendar day; a string is an ISO date.

    >>> day("2010-10-01"), day(None)
    ('1 October 2010', '–')
    """
    if value is None:
        return DASH
    value = datetime.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: datetime.date | str) -> str:
    """Return a month; a string is ``YYYY-MM`` or an ISO date.

    >>> month("2010-10")
    'Oct 2010'
    """
    if isinstance(value, str):
        value = datetime.date.fromisoformat(value if len(value) > 7 else f"{value}-01")
    return f"{MONTHS[value.month - 1][:3]} {value.year}"


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
    return words.removeprefix("CNY ") if unit == "CNY" else words


def cells(values: Sequence[Number | None], format: str) -> list[str]:
    """Return the values of one chart; hours all in the unit of the largest, to be compared.

    >>> cells([12, 96, None], "hours"), cells([0.5, 0.25], "share")
    (['0.5 d', '4.0 d', '–'], ['50.0 %', '25.0 %'])
    """
    largest = max((abs(value) for value in values if value is not None), default=0)
    if "hours" not in format or largest < 2:
        return [cell(value, format) for value in values]
    unit = axis_unit(format, largest)
    return [DASH if value is None else tick(value, format, unit, 1) for value in values]


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
        steps = ((1e9, "CNY {} bn"), (1e6, "CNY {} m"), (1e4, "CNY {} k"))
        for least, pattern in steps:
            if abs(largest) >= least:
                return (1e3 if least == 1e4 else least), pattern
        return 1.0, "CNY {}"
    if format in ("share", "points"):
        return 0.01, "{} %" if format == "share" else "{} points"
    if "hours" in format:
        if abs(largest) > 48:
            return 24.0, "{} d"
        return (1.0, "{} h") if abs(largest) >= 2 else (1 / 60, "{} min")
    return 1.0, "{}"


def tick(value: Number, format: str, unit: tuple[float, str], decimals: int) -> str:
    """Return one tick of an axis whose unit is ``unit``; zero needs no unit.

    >>> tick(500_000, "money", (1e6, "CNY {} m"), 1)
    'CNY 0.5 m'
    """
    divisor, pattern = unit
    signed = format.startswith("signed") or format == "points"
    text = _grouped(value / divisor, decimals, signed=signed)
    return "0" if not text.strip("0.,") else pattern.format(text)


def working_day(value: Number) -> str:
    """Return a day counted from the start of a plan.

    >>> working_day(20)
    'day 20'
    """
    return f"day {count(value)}"


WORDS = {
    "as_of": "As of",
    "bad": "unfavourable",
    "client": "Client",
    "contents": "Contents",
    "figure": "Figure",
    "good": "favourable",
    "inputs": "Input files",
    "model": "Model version",
    "neutral": "",
    "page": "Page",
    "prepared_for": "Prepared for",
    "provenance": "What this rests on",
    "replications": "Simulated seasons",
    "seed": "Seed",
    "skip": "Skip to the content",
    "sources": "Sources",
    "table": "Table",
}

_AFTER_CURRENCY = re.compile(r"\bCNY (?=[+−\d])")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:%|m|bn|k|h|d|min|points)(?:\W|$))")

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_BEFORE_MONTH = re.compile(rf"(?<=\d) (?={'|'.join(MONTHS)})")

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
}


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
