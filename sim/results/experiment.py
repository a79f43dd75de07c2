"""The method: which regimes meet which seasons, how often, and on how many processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from sim.luck.draw import draw_season
from sim.messages import msg
from sim.model.clock import ClockEndsError
from sim.model.regimes import Regime
from sim.model.replay import replay
from sim.model.scenario import Scenario
from sim.problems import Problem, ProblemError
from sim.results.breakdowns import (
    by_kind,
    channel_exposures_cny,
    fallback_reasons,
    fates,
    sales_by_month,
    suspensions,
)
from sim.results.monthly import money_by_month
from sim.results.outcomes import OUTCOMES, Played, Value, outcomes_of

CHUNK = 10
"""Seasons a task: the same whatever the number of workers."""

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class SeasonResult:
    """Hold what one regime made of one season: outcomes, and tables by month, kind and clause.

    ``money_by_month`` holds the lines of ``monthly.LINES`` for each month and the run-out,
    ``channel_exposures_cny`` what each yes through the green channel put at stake, and
    ``suspensions`` how often each cause suspended the channel.
    """

    replication: int
    regime: str
    outcomes: Mapping[str, Value]
    sales_by_month: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]
    fates: Mapping[str, int]
    fallbacks: Mapping[str, int]
    money_by_month: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    channel_exposures_cny: Sequence[float] = ()
    suspensions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """Run regimes on the same seasons; equal arguments give equal results on any machine.

    ``seed`` and the replication number address all luck; ``workers`` changes the time only.
    """

    scenario: Scenario
    regimes: Mapping[str, Regime]
    seed: int = 1
    replications: int = 200
    workers: int = 1

    def __post_init__(self) -> None:
        bounds = {"seed": 0, "replications": 1, "workers": 1}
        problems = [
            Problem(
                where="experiment",
                field=name,
                value=value,
                rule=msg("a whole number from {least}", least=least),
            )
            for name, least in bounds.items()
            if not _is_whole(value := getattr(self, name)) or value < least
        ]
        if problems:
            raise ProblemError(problems)

    def run(self, progress: Progress = lambda done: None) -> list[SeasonResult]:
        """Return one result a season and regime, ordered by season, then as the regimes stand.

        ``progress`` is told the number of seasons done.
        """
        found: list[SeasonResult] = []
        for results in self._chunks():
            found += results
            progress(len(found) // len(self.regimes))
        return found

    def _chunks(self) -> Iterator[list[SeasonResult]]:
        firsts = range(0, self.replications, CHUNK)
        spans = [range(first, min(first + CHUNK, self.replications)) for first in firsts]
        if self.workers == 1 or len(spans) == 1:
            yield from (self.seasons(span) for span in spans)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(self.workers, len(spans)), mp_context=context) as pool:
            yield from pool.map(self.seasons, spans)

    def seasons(self, replications: range) -> list[SeasonResult]:
        """Return the results of some seasons, drawing each once for all regimes."""
        return [result for number in replications for result in self._season(number)]

    def _season(self, replication: int) -> Iterator[SeasonResult]:
        season = draw_season(self.scenario, self.seed, replication)
        for name, regime in self.regimes.items():
            try:
                ledger = replay(season, regime, name)
            except ClockEndsError as error:
                where, remedy = self.scenario.client, msg("Check that the OA chain can keep up")
                raise ProblemError(Problem(where=where, rule=error.rule, remedy=remedy)) from None
            played = Played(scenario=self.scenario, ledger=ledger)
            yield SeasonResult(
                replication=replication,
                regime=name,
                outcomes=outcomes_of(played),
                sales_by_month=sales_by_month(played),
                kinds=by_kind(played),
                fates=fates(played),
                fallbacks=fallback_reasons(played),
                money_by_month=money_by_month(played),
                channel_exposures_cny=channel_exposures_cny(played),
                suspensions=suspensions(played),
            )


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def values_of(results: list[SeasonResult], regime: str, outcome: str) -> list[Value]:
    """Return one outcome of one regime, by season."""
    if outcome not in OUTCOMES:
        raise KeyError(outcome)
    return [result.outcomes[outcome] for result in results if result.regime == regime]
