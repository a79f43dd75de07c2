"""The usual fees of an era; what a line of monthly cash is worth: value, payback, deepest hole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from playbook.words.wording import interval, money, share
from sim.model.units import MONTHS_A_YEAR
from sim.tables.columns import Row
from sim.tables.read import read_table

PAID_AT_OPENING = ("setup", "platform_annual", "platform_deposit")
"""The first letters of the fees that a store which exists has paid."""


def fees_of(era: str, *, store_exists: bool = False) -> list[Row]:
    """Return the fees that were known in an era, in the table's order."""
    paid = PAID_AT_OPENING if store_exists else ()
    return [
        row
        for row in read_table("business/fees")
        if row.has(f"low_{era}") and not row.text("fee_id").startswith(paid)
    ]


def usual_range(row: Row, era: str) -> str:
    """Return a fee's range in words: a share of sales, or money."""
    low, high = _ends(row, era)
    words = share if row.text("unit").startswith("share") else money
    return words(low) if low == high else interval(low, high, words)


def published(name: str, era: str) -> tuple[float, float]:
    """Return the range of the first fee whose id begins so, in its unit; noughts where none is."""
    found = (row for row in fees_of(era) if row.text("fee_id").startswith(name))
    return next((_ends(row, era) for row in found), (0.0, 0.0))


def middle(name: str, era: str) -> float:
    """Return the middle of the range of the first fee whose id begins so, in its unit."""
    return sum(published(name, era)) / 2


def _ends(row: Row, era: str) -> tuple[float, float]:
    return row.number(f"low_{era}"), row.number(f"high_{era}")


def present_value(cash: Sequence[float], yearly_rate: float) -> float:
    """Return the line's value today, in CNY; a month's cash comes at its end but the first's now.

    >>> present_value((-100, 60, 60), 0.0)
    20.0
    """
    monthly = (1.0 + yearly_rate) ** (1 / MONTHS_A_YEAR)
    return sum(float(amount / monthly**month) for month, amount in enumerate(cash))


def payback_month(cash: Sequence[float]) -> int | None:
    """Return the first month, counted from 1, from which all that was paid is back for good.

    None if it is not within the line; a line that never pays out is back at once.

    >>> payback_month((-100, 60, 60)), payback_month((-100, 120, -50)), payback_month((5, 5))
    (3, None, 1)
    """
    so_far = list(accumulate(cash))
    open_until = max((n for n, amount in enumerate(so_far) if amount < 0), default=-1)
    return open_until + 2 if open_until + 1 < len(so_far) else None


def peak_cash(cash: Sequence[float]) -> float:
    """Return the most that is ever paid in and not yet back, in CNY, at least 0.

    >>> peak_cash((-100, 30, -20, 200)), peak_cash((10, 20))
    (100.0, 0.0)
    """
    return float(max(0.0, -min(accumulate(cash))))


def first_earning_month(cash: Sequence[float]) -> int | None:
    """Return the first month, counted from 1, that brings in more than it takes; None if none.

    >>> first_earning_month((-100, -5, 7)), first_earning_month((-1, -1))
    (3, None)
    """
    return next((month for month, amount in enumerate(cash, start=1) if amount > 0), None)
