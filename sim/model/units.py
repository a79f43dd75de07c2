"""Whole numbers for time and money: microseconds since the season's start, and fen.

Integers make ties practically impossible and results the same to the bit on every machine.
"""

from __future__ import annotations

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
