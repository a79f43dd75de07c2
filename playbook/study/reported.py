"""What a client reports of a season that has been, and when a mean of seasons holds a figure."""

from __future__ import annotations

from dataclasses import dataclass

from sim.client.schema import ReportedSection
from sim.messages import msg
from sim.results.comparison import Summary

TOLERANCE = 0.1
"""How far a mean may lie from a reported figure, as a share of it: one season is no mean itself."""

HOLDS, MISSES, OPEN = "holds", "misses", "open"
"""The whole interval of the mean agrees with the figure, none of it does, or a part."""

LATEST = "latest_month"

FIRST = "first_months"
"""The sales of all months before the latest."""

FIGURES = {
    "sales_cny": msg("sales of the period"),
    FIRST: msg("sales of all months before the latest"),
    LATEST: msg("sales of the latest month"),
    "conversion": msg("conversion"),
    "returning_share": msg("returning customers"),
    "online_share": msg("online share, latest month"),
}
"""How figures are called; a single month has its own name."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Hold one reported figure; ``at_least`` is true of a claim such as "over 40 %".

    ``outcome`` names the outcome that it is, or ``LATEST`` for the sales of the latest month.
    """

    outcome: str
    value: float
    at_least: bool = False

    def verdict(self, found: Summary) -> str:
        """Return whether the mean's interval agrees with the figure; one season leaves it open."""
        if found.low is None or found.high is None:
            return OPEN
        least = self.value * (1 if self.at_least else 1 - TOLERANCE)
        most = float("inf") if self.at_least else self.value * (1 + TOLERANCE)
        if least <= found.low and found.high <= most:
            return HOLDS
        return MISSES if found.high < least or most < found.low else OPEN


def reported(told: ReportedSection) -> list[Figure]:
    """Return the figures that a client reports."""
    figures = (
        ("sales_cny", told.sales_cny, False),
        (LATEST, told.last_month_sales_cny, False),
        ("conversion", told.conversion_share, False),
        ("returning_share", told.returning_share, True),
        ("online_share", told.online_share, True),
    )
    return [
        Figure(outcome=outcome, value=value, at_least=at_least)
        for outcome, value, at_least in figures
        if value is not None
    ]
