"""The method - which regimes meet which seasons, how often - and its results as tidy rows."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.luck.draw import draw_season
from sim.messages import Problem, ProblemError, msg
from sim.model.clock import ClockEndsError
from sim.model.regimes import Regime
from sim.model.replay import replay
from sim.model.scenario import Scenario
from sim.results.breakdowns import BREAKDOWNS, numbers_of
from sim.results.outcomes import OUTCOMES, Played, Value

Floats = NDArray[np.float64]
Row = tuple[int, str, str, str, Value]

NAMES = ("regime", "outcome", "item")
COLUMNS = ("replication", *NAMES, "value")


class Results:
    """Hold what every regime made of every season, and give it out by season.

    ``frame`` has a row a number: ``replication``, ``regime``, ``outcome``, ``item``, ``value``.
    ``item`` is empty where the number tells of the whole season; it names the month, the kind, the
    fate, the clause, the cause or the offer of a breakdown. What does not exist is nan. Rows stand
    by season, then as the regimes stand.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame.astype(dict.fromkeys(NAMES, "category"))
        self._groups = self.frame.groupby(["regime", "outcome"], observed=True, sort=False)

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> Results:
        """Return the results of the rows; no value is nan."""
        return cls(pd.DataFrame(rows, columns=COLUMNS).astype({"value": float}))

    @classmethod
    def from_csv(cls, content: bytes) -> Results:
        """Return what ``as_csv`` wrote; raise ``ValueError`` for anything else."""
        frame = pd.read_csv(
            BytesIO(content),
            usecols=COLUMNS,
            dtype={"replication": "int64", **dict.fromkeys(NAMES, "category"), "value": "float64"},
            keep_default_na=False,
            na_values={"value": [""]},
        )
        return cls(frame)

    def as_csv(self) -> str:
        """Return the frame as text, every number with all its digits."""
        return self.frame.to_csv(index=False, lineterminator="\n")

    def __eq__(self, other: object) -> bool:
        """Tell whether two experiments gave the same numbers."""
        return isinstance(other, Results) and self.frame.equals(other.frame)

    @cached_property
    def regimes(self) -> tuple[str, ...]:
        """Return the regimes as they stood in the experiment."""
        return tuple(self.frame["regime"].unique())

    @cached_property
    def replications(self) -> list[int]:
        """Return the numbers of the seasons."""
        return self.frame["replication"].unique().tolist()

    def of(self, regime: str, outcome: str) -> pd.DataFrame:
        """Return the rows of an outcome of a regime, none where nothing of it happened.

        Raise ``KeyError`` for a strange name.
        """
        for name, known in ((regime, self.regimes), (outcome, (*OUTCOMES, *BREAKDOWNS))):
            if name not in known:
                raise KeyError(name)
        if (regime, outcome) not in self._groups.indices:
            return self.frame.iloc[:0]
        return self._groups.get_group((regime, outcome))

    def seasons(self, regime: str, outcome: str) -> Floats:
        """Return an outcome season by season, nan where it does not exist."""
        return self.of(regime, outcome)["value"].to_numpy()

    def by_item(
        self, regime: str, outcome: str, items: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return a breakdown: a row a season, a column an item, nought where none of it came.

        The columns are ``items``, or those that came in any season, in the order of their coming.
        """
        rows = self.of(regime, outcome)
        table = rows.pivot(index="replication", columns="item", values="value")
        columns = list(rows["item"].unique()) if items is None else list(items)
        return table.reindex(index=self.replications, columns=columns).fillna(0.0)


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
        rows: list[Row] = []
        for number in replications:
            with _nothing_collected():
                rows += self._season(number)
        return rows

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


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let Python seek no garbage meanwhile.

    What a season makes lives to its end; to look through it again and again takes a third of the
    time.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
