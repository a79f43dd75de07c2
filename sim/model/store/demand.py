"""One day's demand from one source."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from sim.model.ledger import Entry

GOLDEN = 0.6180339887498949


@dataclass(slots=True)
class Demanded:
    """Hold the orders wanted of one source on one day, and how many it got.

    ``entry`` is the offer that brought the customers, None for the store itself; ``first`` says
    that they are new; ``price`` is in fen; ``cohort`` counts first repeats of early customers;
    ``visited`` says that the orders came from the day's visits.
    """

    entry: Entry | None
    wanted: int
    first: bool
    price: float
    lost: float
    repeat_factor: float
    uniform: float
    cohort: int = 0
    event: bool = False
    visited: bool = False
    orders: int = 0

    @property
    def holder(self) -> int:
        """Return the number of the offer for whose event stock is held, or -1 for none."""
        return self.entry.offer.number if self.event and self.entry else -1


def whole(expected: float, uniform: float) -> int:
    """Return ``expected`` rounded to a whole number by luck, so that its mean is kept.

    >>> whole(2.3, 0.6), whole(2.3, 0.8)
    (2, 3)
    """
    return floor(expected + uniform)


def turned(uniform: float, steps: int) -> float:
    """Return another uniform number made from one on the tape (rotation by the golden ratio)."""
    return (uniform + steps * GOLDEN) % 1.0
