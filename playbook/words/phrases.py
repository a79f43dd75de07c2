"""Small parts of the pitch's sentences: how they begin, follow one another, and say a range."""

from __future__ import annotations

from collections.abc import Iterable
from math import isinf

from playbook.words.language import say, say_many
from playbook.words.wording import interval, money
from sim.results.comparison import Difference


def begin(text: str) -> str:
    """Return a phrase as the beginning of a sentence.

    >>> begin("plan + green channel"), begin("OA as it is")
    ('Plan + green channel', 'OA as it is')
    """
    return text[:1].upper() + text[1:]


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a description, with semicolons between."""
    return say("; ").join(parts)


def signed(amount_cny: float | None) -> str:
    """Return an amount with its sign."""
    return money(amount_cny, signed=True)


def moves(amount_cny: float) -> str:
    """Return what a change of contribution does to it, as the verb of a sentence.

    >>> moves(62_500), moves(-52_100), moves(0.2)
    ('raises contribution by CNY 62,500', 'lowers contribution by CNY 52,100', \
'leaves contribution as it is')
    """
    if not round(amount_cny):
        return say("leaves contribution as it is")
    if amount_cny > 0:
        return say("raises contribution by {money}", money=money(amount_cny))
    return say("lowers contribution by {money}", money=money(-amount_cny))


def spread(found: Difference) -> str:
    """Return the 95 % interval of a difference in money."""
    return interval(found.low, found.high, signed)


def ends(found: Difference) -> tuple[float | None, float | None]:
    """Return the ends of an interval, for a column of intervals that is written in one unit."""
    return found.low, found.high


def doubt(found: Difference) -> str:
    """Return the clause that luck alone may make a difference; nothing where it is sure.

    >>> doubt(Difference(mean=3.0, low=-1.0, high=7.0, p_better=0.8))
    ', which cannot be told from nothing'
    """
    return "" if found.is_sure else say(", which cannot be told from nothing")


def money_or_any(limit_cny: float | None) -> str:
    """Return the amount that a limit allows: any where there is none.

    >>> money_or_any(5_000.0), money_or_any(None), money_or_any(float("inf"))
    ('CNY 5,000', 'any amount', 'any amount')
    """
    return say("any amount") if limit_cny is None or isinf(limit_cny) else money(limit_cny)


def months(number: int) -> str:
    """Return a span of months.

    >>> months(1), months(4)
    ('1 month', '4 months')
    """
    return say_many("{n} month", "{n} months", number)


def tenths(value: float) -> str:
    """Return a mean count to one decimal, a whole one without.

    >>> tenths(2.25), tenths(0), tenths(3.98)
    ('2.2', '0', '4')
    """
    return f"{value:,.1f}".removesuffix(".0")
