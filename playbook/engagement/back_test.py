"""What a client reports of a season that has been, held against the mean of simulated seasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from sim.client.regimes import CASE
from sim.client.schema import ReportedSection
from sim.results.breakdowns import RUN_OUT
from sim.results.comparison import Comparison, Summary, summarise
from sim.results.outcomes import OUTCOMES

TOLERANCE = 0.1
"""How far a mean may lie from a reported figure, as a share of it: one season is no mean itself."""

HOLDS, MISSES, OPEN = "holds", "misses", "open"
"""The whole interval of the mean agrees with the figure, none of it does, or a part."""

LATEST = "latest_month"


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


def simulated_figure(comparison: Comparison, regime: str, figure: Figure) -> Summary | None:
    """Return what the seasons of a regime make of a figure; None where it exists in no season."""
    if figure.outcome != LATEST:
        return comparison.summary_if_any(regime, figure.outcome)
    months = comparison.results.by_item(regime, "sales").drop(columns=RUN_OUT)
    return summarise(OUTCOMES["sales_cny"], months.iloc[:, -1].to_numpy())


@dataclass(frozen=True, kw_only=True)
class BackTest:
    """Hold the reported figures, and for each regime what its seasons say of each of them.

    The regime that was in force is ``CASE``; all the others are negative controls: a test that
    they pass as well tells nothing of who decided.
    """

    figures: tuple[Figure, ...]
    verdicts: Mapping[str, tuple[str, ...]]

    def held(self, regime: str) -> int:
        """Return how many figures a regime holds."""
        return self.verdicts[regime].count(HOLDS)

    @property
    def as_good(self) -> list[str]:
        """Return the wrong regimes that hold as many figures as the one that was in force."""
        wrong = [name for name in self.verdicts if name != CASE]
        return [name for name in wrong if self.held(name) >= self.held(CASE)]


def back_test_of(engagement: Engagement) -> BackTest | None:
    """Return the back-test; None where the client reports nothing or dates no switch."""
    told = engagement.client.file.reported
    if told is None or engagement.client.file.season.switch_on is None:
        return None
    comparison = engagement.comparison
    pairs = [(each, simulated_figure(comparison, CASE, each)) for each in reported(told)]
    figures = tuple(figure for figure, found in pairs if found is not None)
    return BackTest(
        figures=figures,
        verdicts={name: _verdicts(comparison, name, figures) for name in comparison.regimes},
    )


def missed(engagement: Engagement, found: BackTest) -> tuple[list[Figure], list[Figure]]:
    """Return the figures that the regime in force misses: those that it lies below, and above."""
    below: list[Figure] = []
    above: list[Figure] = []
    for figure, verdict in zip(found.figures, found.verdicts[CASE], strict=True):
        summary = simulated_figure(engagement.comparison, CASE, figure)
        if verdict == MISSES and summary is not None:
            (below if summary.mean < figure.value else above).append(figure)
    return below, above


def _verdicts(comparison: Comparison, name: str, figures: tuple[Figure, ...]) -> tuple[str, ...]:
    found = [simulated_figure(comparison, name, figure) for figure in figures]
    return tuple(
        OPEN if summary is None else figure.verdict(summary)
        for figure, summary in zip(figures, found, strict=True)
    )
