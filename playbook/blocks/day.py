"""A day of a simulated season told twice, moment by moment: what the explorer steps through."""

from __future__ import annotations

from dataclasses import dataclass

BOTH, TODAY, CHOSEN = "both", "today", "chosen"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Hold what happens at one moment under one regime or under both.

    ``minute`` counts from the day's begin; ``clock`` is the moment in words; ``tone`` is good, bad
    or neutral.
    """

    minute: int
    clock: str
    side: str
    text: str
    tone: str = "neutral"


@dataclass(frozen=True, kw_only=True)
class DayOffer:
    """Hold one offer of a day: what it is, when it is open, all that happens to it."""

    title: str
    opens: int
    closes: int
    moments: tuple[Moment, ...]


@dataclass(frozen=True, kw_only=True)
class TwiceTold:
    """Hold a day under two regimes: which day it is, what the regimes are called, its offers."""

    title: str
    lead: str
    today: str
    chosen: str
    offers: tuple[DayOffer, ...]

    def steps(self) -> list[int]:
        """Return the minutes at which something happens, in their order."""
        return sorted({moment.minute for offer in self.offers for moment in offer.moments})
