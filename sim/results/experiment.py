"""The method - which regimes meet which seasons, how often - and its results as tidy rows."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from itertools import chain, pairwise, product, starmap
from typing import Any
from zipfile import BadZipFile

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.flat.packing import World
from sim.kernel.cells import KernelStoppedError
from sim.luck.address import WORD
from sim.luck.draw import draw_season
from sim.messages import Message, Problem, ProblemError, msg
from sim.model.clock import ClockEndsError
from sim.model.ledger import Ledger
from sim.model.regimes import Regime
from sim.model.replay import replay
from sim.model.scenario import Scenario
from sim.model.season import Season
from sim.results import SEASONS
from sim.results.breakdowns import BREAKDOWNS, numbers_of
from sim.results.facts import Facts, Teller, flat_world, frame_of
from sim.results.outcomes import OUTCOMES, Played, Value
from sim.workers import processes, threads

Floats = NDArray[np.float64]
Row = tuple[int, str, str, str, Value]
Part = Facts | list[Row]

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

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> Results:
        """Return the results of the rows; no value is nan."""
        return cls(pd.DataFrame(rows, columns=COLUMNS).astype({"value": float}))

    @classmethod
    def from_bytes(cls, content: bytes) -> Results:
        """Return what ``as_bytes`` wrote; raise ``ValueError`` for anything else."""
        try:
            with np.load(BytesIO(content), allow_pickle=False) as kept:
                columns = {name: kept[name] for name in COLUMNS}
                known = json.loads(kept["names"].tobytes())
            for name in NAMES:
                names = pd.Index(known[name])
                columns[name] = pd.Categorical.from_codes(columns[name], names)
            return cls(pd.DataFrame(columns))
        except (EOFError, KeyError, OSError, TypeError, ValueError, BadZipFile) as error:
            raise ValueError(f"no results of an experiment: {error!r}") from None

    def beside(self, others: Results) -> Results:
        """Return these results with those of other regimes on the same seasons."""
        frames = [each.frame.astype(dict.fromkeys(NAMES, "str")) for each in (self, others)]
        joined = pd.concat(frames).sort_values("replication", kind="stable")
        return Results(joined.reset_index(drop=True))

    def as_bytes(self) -> bytes:
        """Return the frame as bytes, every number with all its digits."""
        known = {name: self.frame[name].cat.categories.tolist() for name in NAMES}
        columns: dict[str, Any] = {
            "names": np.frombuffer(json.dumps(known).encode(), dtype=np.uint8),
            "replication": self.frame["replication"].to_numpy(),
            "value": self.frame["value"].to_numpy(),
            **{name: self.frame[name].cat.codes.to_numpy() for name in NAMES},
        }
        made = BytesIO()
        np.savez(made, **columns)
        return made.getvalue()

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
        self._refuse_what_is_strange(regime, outcome)
        return self.frame.iloc[self._places(regime, outcome)]

    def seasons(self, regime: str, outcome: str) -> Floats:
        """Return an outcome season by season, nan where it does not exist."""
        self._refuse_what_is_strange(regime, outcome)
        return self._values[self._places(regime, outcome)]

    def _refuse_what_is_strange(self, regime: str, outcome: str) -> None:
        for name, known in ((regime, self.regimes), (outcome, (*OUTCOMES, *BREAKDOWNS))):
            if name not in known:
                raise KeyError(name)

    def _places(self, regime: str, outcome: str) -> NDArray[np.int64]:
        """Return in which rows an outcome of a regime stands, in their order."""
        order, parts = self._sorted
        return order[parts.get((regime, outcome), slice(0))]

    @cached_property
    def _sorted(self) -> tuple[NDArray[np.int64], dict[tuple[str, str], slice]]:
        """Return the rows in order of regime and outcome, and where each pair of them stands."""
        regimes, outcomes = self.frame["regime"].cat, self.frame["outcome"].cat
        known = [*product(regimes.categories, outcomes.categories)]
        pairs = regimes.codes.to_numpy(np.int16) * len(outcomes.categories)
        pairs += outcomes.codes.to_numpy()
        order = np.argsort(pairs, kind="stable")
        ends = np.searchsorted(pairs[order], np.arange(len(known) + 1)).tolist()
        return order, dict(zip(known, starmap(slice, pairwise(ends)), strict=True))

    @cached_property
    def _values(self) -> Floats:
        return self.frame["value"].to_numpy()

    def under(self, names: Mapping[str, str]) -> Results:
        """Return what came under some regimes, each told by the name that it has in ``names``."""
        regimes = self.frame["regime"].cat
        codes = regimes.codes.to_numpy()
        places = [
            np.flatnonzero(codes == regimes.categories.get_loc(own)) for own in names.values()
        ]
        rows, known = np.concatenate(places), sorted(names)
        named = np.repeat([known.index(name) for name in names], [len(each) for each in places])
        order = np.argsort(self.frame["replication"].to_numpy()[rows], kind="stable")
        frame = self.frame.iloc[rows[order]].reset_index(drop=True)
        frame["regime"] = pd.Categorical.from_codes(named[order], pd.Index(known))
        for name in ("outcome", "item"):
            frame[name] = frame[name].cat.remove_unused_categories()
        return Results(frame)

    def by_item(
        self, regime: str, outcome: str, items: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return a breakdown: a row a season, a column an item, nought where none of it came.

        The columns are ``items``, or those that came in any season, in the order of their coming.
        """
        self._refuse_what_is_strange(regime, outcome)
        rows, known = self._places(regime, outcome), self.frame["item"].cat.categories
        columns = known[pd.unique(self._items[rows])] if items is None else pd.Index(items)
        places = columns.get_indexer(known)[self._items[rows]]
        rows, places = rows[places >= 0], places[places >= 0]
        table = np.zeros((len(self.replications), len(columns)))
        table[self._seasons[rows], places] = self._values[rows]
        index = pd.Index(self.replications, name="replication")
        return pd.DataFrame(table, index=index, columns=columns.rename("item"))

    @cached_property
    def _items(self) -> NDArray[np.int64]:
        """Return the number of each row's item."""
        return np.asarray(self.frame["item"].cat.codes, np.int64)

    @cached_property
    def _seasons(self) -> NDArray[np.int64]:
        """Return in which row of a table by season each row's season stands."""
        seasons = pd.Index(self.frame["replication"])
        return np.asarray(pd.Index(self.replications).get_indexer(seasons), np.int64)


CHUNK = 10
"""Seasons a task: the same whatever the number of workers."""
BLOCK = 25
"""Seasons that the kernel plays at a time: it takes some hundredths of a second."""

ENGINES = ("kernel", "simpy")
"""How seasons are played: flat and compiled, or event by event; the numbers are the same."""

SEASONS_FOR_PROCESSES = 2 * CHUNK
"""From so many seasons on several processes are begun, which takes each some seconds."""

Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Experiment:  # one class: how one set of seasons is cut, played by either engine, joined
    """Run regimes on the same seasons; equal arguments give equal results on any machine.

    ``seed`` and the replication number address all luck; ``workers`` and ``engine`` change the
    time only. Where the kernel cannot play, as ``why_event_by_event`` says, the seasons are
    played event by event.
    """

    scenario: Scenario
    regimes: Mapping[str, Regime]
    seed: int = 1
    replications: int = SEASONS
    workers: int = 1
    engine: str = "kernel"

    def __post_init__(self) -> None:
        bounds = {"seed": (0, WORD), "replications": (1, WORD), "workers": (1, 256)}
        problems = [
            Problem(
                where="experiment",
                field=name,
                value=value,
                rule=msg("a whole number from {least} to {most}", least=least, most=most),
            )
            for name, (least, most) in bounds.items()
            if not _is_whole(value := getattr(self, name)) or not least <= value <= most
        ]
        if self.engine not in ENGINES:
            rule = msg("must be one of {words}", words=", ".join(ENGINES))
            problems.append(
                Problem(where="experiment", field="engine", value=self.engine, rule=rule)
            )
        if problems:
            raise ProblemError(problems)

    def run(self, progress: Progress = lambda done: None) -> Results:
        """Return every number of every season and regime; ``progress`` is told the seasons done."""
        parts: list[Part] = []
        with closing(self._parts()) as told:
            for done, part in told:
                parts.append(part)
                progress(done)
        facts = [part for part in parts if isinstance(part, Facts)]
        if self._world is not None:
            return Results(frame_of(self._world, Facts.joined(facts)))
        return Results.of_rows(chain.from_iterable(p for p in parts if not isinstance(p, Facts)))

    def seasons(self, replications: range) -> Part:
        """Return the numbers of some seasons, drawing each once for all regimes."""
        with _nothing_collected():
            if self._teller is not None:
                return self._told(self._teller, replications)
            return [row for number in replications for row in self._rows(number)]

    @cached_property
    def _flat(self) -> World | Message | None:
        if self.engine != "kernel":
            return None
        return flat_world(self.scenario, self.regimes)

    @property
    def why_event_by_event(self) -> Message | None:
        """Return why the kernel does not play though it was asked to, None where it does."""
        return self._flat if isinstance(self._flat, Message) else None

    @property
    def _world(self) -> World | None:
        return self._flat if isinstance(self._flat, World) else None

    @cached_property
    def _teller(self) -> Teller | None:
        return Teller(self._world) if self._world is not None else None

    def _parts(self) -> Generator[tuple[int, Part], None, None]:
        """Give the seasons done and what was told, span by span; threads wait for no other."""
        size = CHUNK if self._world is None else BLOCK
        firsts = range(0, self.replications, size)
        spans = [range(first, min(first + size, self.replications)) for first in firsts]
        with self._hands(len(spans)) as played:
            yield from zip([span.stop for span in spans], played(spans), strict=True)

    @contextmanager
    def _hands(self, spans: int) -> Iterator[Callable[[list[range]], Iterable[Part]]]:
        """Give who plays: threads, for the kernel holds nobody up; or processes, or this one."""
        hands = min(self.workers, spans)
        if hands == 1 or (self._world is None and self.replications < SEASONS_FOR_PROCESSES):
            yield lambda spans: map(self.seasons, spans)
        elif self._world is not None:
            with threads(hands) as pool:
                yield lambda spans: pool.map(self.seasons, spans)
        else:
            with processes(hands, _take_up, replace(self)) as workers:
                yield lambda spans: workers.map(_seasons_taken_up, spans)

    def _told(self, teller: Teller, replications: range) -> Facts:
        try:
            return teller.told(self.seed, replications)
        except KernelStoppedError:
            # It stops where the calendar ends, and the model of record can say where that is.
            for _ in chain.from_iterable(map(self._rows, replications)):
                pass
            raise

    def _rows(self, replication: int) -> Iterator[Row]:
        season = draw_season(self.scenario, self.seed, replication)
        for name, regime in self.regimes.items():
            ledger = self._replayed(season, name, regime)
            for outcome, item, value in numbers_of(Played(scenario=self.scenario, ledger=ledger)):
                yield replication, name, outcome, item, value

    def _replayed(self, season: Season, name: str, regime: Regime) -> Ledger:
        try:
            return replay(season, regime, name)
        except ClockEndsError as error:
            where, remedy = self.scenario.client, msg("Check that the OA chain can keep up")
            raise ProblemError(Problem(where=where, rule=error.rule, remedy=remedy)) from None


_taken_up: list[Experiment] = []
"""The experiment whose seasons this process plays, where it is one of several."""


def _take_up(experiment: Experiment) -> None:
    _taken_up[:] = [experiment]


def _seasons_taken_up(replications: range) -> Part:
    return _taken_up[0].seasons(replications)


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
