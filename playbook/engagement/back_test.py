"""What a client reports of a season that has been, held against the mean of simulated seasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from playbook.study.reported import HOLDS, LATEST, MISSES, OPEN, Figure, reported
from sim.client.regimes import CASE
from sim.results.breakdowns import RUN_OUT
from sim.results.comparison import Comparison, Summary, summarise
from sim.results.outcomes import OUTCOMES


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
