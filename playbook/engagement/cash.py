"""What a line of monthly cash is worth: discounted value, payback, and the deepest hole.

A line is a tuple of CNY a month, the first one now; what is paid out is negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from sim.model.months import MONTHS_A_YEAR


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
