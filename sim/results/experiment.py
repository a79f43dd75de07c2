"""The method: which regimes meet which seasons, how often, and on how many processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from sim.luck.draw import draw_season
from sim.messages import msg
from sim.model.clock import ClockEndsError
from sim.model.regimes import Regime
from sim.model.replay import replay
from sim.model.scenario import Scenario
from sim.problems import Problem, ProblemError
from sim.results.breakdowns import numbers_of
from sim.results.outcomes import Played
from sim.results.tidy import Results, Row

CHUNK = 10
"""Seasons a task: the same whatever the number of workers."""

Progress = Callable[[int], None]


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

    def run(self, progress: Progress = lambda done: None) -> Results:
        """Return every number of every season and regime; ``progress`` is told the seasons done."""
        rows: list[Row] = []
        for done, chunk in self._chunks():
            rows += chunk
            progress(done)
        return Results.of_rows(rows)

    def _chunks(self) -> Iterator[tuple[int, list[Row]]]:
        firsts = range(0, self.replications, CHUNK)
        spans = [range(first, min(first + CHUNK, self.replications)) for first in firsts]
        ends = [span.stop for span in spans]
        if self.workers == 1 or len(spans) == 1:
            yield from zip(ends, map(self.seasons, spans), strict=True)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(self.workers, len(spans)), mp_context=context) as pool:
            yield from zip(ends, pool.map(self.seasons, spans), strict=True)

    def seasons(self, replications: range) -> list[Row]:
        """Return the numbers of some seasons, drawing each once for all regimes."""
        return [row for number in replications for row in self._season(number)]

    def _season(self, replication: int) -> Iterator[Row]:
        season = draw_season(self.scenario, self.seed, replication)
        for name, regime in self.regimes.items():
            try:
                ledger = replay(season, regime, name)
            except ClockEndsError as error:
                where, remedy = self.scenario.client, msg("Check that the OA chain can keep up")
                raise ProblemError(Problem(where=where, rule=error.rule, remedy=remedy)) from None
            played = Played(scenario=self.scenario, ledger=ledger)
            for outcome, item, value in numbers_of(played):
                yield replication, name, outcome, item, value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
