"""Worlds whose uncertain inputs are drawn all at once, each from its own range, and their seasons.

Each input is drawn by an address of its own, so that a further input moves no other draw, and no
luck of a season. Every regime of a season meets the same inputs.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from sim.client.files import ClientTree
from sim.client.input_range import InputRange
from sim.client.load import Client, client_of
from sim.client.regimes import named_regimes, regimes_of
from sim.flat.packing import World
from sim.luck.address import stream_number, uniform
from sim.messages import Problem, ProblemError, msg
from sim.model.regimes import Regime
from sim.results.experiment import NAMES, Experiment, Floats, Part, Progress, Results
from sim.results.facts import Facts, flat_world, frame_of
from sim.workers import processes

SEASONS_A_WORLD = 4
"""So many seasons meet the same inputs, so that their luck can be told from the inputs."""

KEPT = (
    "contribution_cny",
    "sales_cny",
    "brand_damage_cny",
    "money_at_risk_cny",
    "capture_rate",
    "loss_making_deals",
)
"""The outcomes that are kept of a drawn season."""

BLOCK = 25
"""Worlds a task: the same whatever the number of workers."""

WORLDS_FOR_PROCESSES = 100
"""From so many worlds on several processes are begun, which takes each some seconds."""

MOST_TRIES = 100
"""A world that is refused so often lies in ranges that contradict one another."""


@dataclass(frozen=True)
class DrawnWorlds:
    """Hold drawn worlds: their inputs, a row a world, and what the regimes made of their seasons.

    ``SEASONS_A_WORLD`` seasons after one another meet the inputs of a world. ``refused`` counts
    the draws that were no client, and were drawn anew.
    """

    paths: tuple[str, ...]
    values: Floats
    results: Results
    refused: int = 0

    @property
    def worlds(self) -> int:
        """Return how many worlds were drawn."""
        return len(self.values)

    def by_world(self, regime: str, outcome: str) -> Floats:
        """Return an outcome, a row a world and a column a season of it."""
        return self.results.seasons(regime, outcome).reshape(self.worlds, SEASONS_A_WORLD)

    @classmethod
    def joined(cls, parts: Sequence[DrawnWorlds]) -> DrawnWorlds:
        """Return the worlds of all parts, one after the other."""
        frames = [_as_text(part.results.frame) for part in parts]
        return cls(
            parts[0].paths,
            np.concatenate([part.values for part in parts]),
            Results(pd.concat(frames, ignore_index=True)),
            sum(part.refused for part in parts),
        )

    def as_bytes(self) -> bytes:
        """Return the worlds as bytes, every number with all its digits."""
        made = BytesIO()
        head = json.dumps({"paths": self.paths, "refused": self.refused})
        np.savez(
            made,
            head=np.frombuffer(head.encode(), dtype=np.uint8),
            values=self.values,
            results=np.frombuffer(self.results.as_bytes(), dtype=np.uint8),
        )
        return made.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> DrawnWorlds:
        """Return what ``as_bytes`` wrote; raise ``ValueError`` for anything else."""
        try:
            with np.load(BytesIO(content), allow_pickle=False) as kept:
                head = json.loads(kept["head"].tobytes())
                results = Results.from_bytes(kept["results"].tobytes())
                return cls(tuple(head["paths"]), kept["values"], results, head["refused"])
        except (EOFError, KeyError, OSError, TypeError, ValueError, BadZipFile) as error:
            raise ValueError(f"no drawn worlds: {error!r}") from None


@dataclass(frozen=True, kw_only=True)
class Joint:
    """Draw worlds and play their seasons; equal arguments give equal draws on any machine.

    ``workers`` and ``engine`` change the time only.
    """

    tree: ClientTree
    settings: tuple[str, ...]
    ranges: tuple[InputRange, ...]
    names: tuple[str, ...] = ()
    seed: int = 1
    worlds: int = 1000
    workers: int = 1
    engine: str = "kernel"

    def run(self, progress: Progress = lambda done: None) -> DrawnWorlds:
        """Return the drawn worlds; ``progress`` is told the seasons done."""
        parts = []
        firsts = range(0, self.worlds, BLOCK)
        blocks = [range(first, min(first + BLOCK, self.worlds)) for first in firsts]
        with closing(self._played(blocks)) as played:
            for block, part in zip(blocks, played, strict=True):
                parts.append(part)
                progress(SEASONS_A_WORLD * block.stop)
        return DrawnWorlds.joined(parts)

    def _played(self, blocks: Sequence[range]) -> Generator[DrawnWorlds, None, None]:
        hands = min(self.workers, len(blocks))
        if hands == 1 or self.worlds < WORLDS_FOR_PROCESSES:
            yield from map(self.block, blocks)
            return
        with processes(hands, _take_up, self) as pool:
            yield from pool.map(_block_taken_up, blocks)

    def block(self, worlds: range) -> DrawnWorlds:
        """Return some of the worlds."""
        drawn = [self._world(world) for world in worlds]
        return DrawnWorlds(
            tuple(one.path for one in self.ranges),
            np.array([one.values for one in drawn]).reshape(len(drawn), len(self.ranges)),
            Results(_frame(drawn)),
            sum(one.refused for one in drawn),
        )

    def _world(self, world: int) -> _Drawn:
        """Return a world with its seasons; one that is refused is drawn anew, all of it."""
        refusal = ProblemError([])
        for again in range(MOST_TRIES):
            values = self.values(world, again)
            try:
                client = self.client_with(values)
                return self._seasons(client, world, values, again)
            except ProblemError as error:
                refusal = error
        rule = msg("of {n} draws of the uncertain inputs none is a client", n=MOST_TRIES)
        raise ProblemError([Problem(where=self.tree.where, rule=rule), *refusal.problems])

    def values(self, world: int, again: int = 0) -> list[float]:
        """Return the inputs of a world, drawn for the first time or once more."""
        return [
            one.at(uniform(self.seed, world, stream_number(f"input/{one.path}"), again))
            for one in self.ranges
        ]

    def client_with(self, values: Sequence[float]) -> Client:
        """Return the client with these inputs; raise ``ProblemError`` where that is no client."""
        drawn = (one.setting(value) for one, value in zip(self.ranges, values, strict=True))
        return client_of(self.tree, (*self.settings, *drawn))

    def experiment(self, client: Client) -> Experiment:
        """Return what plays seasons of a client that was drawn."""
        regimes = named_regimes(self.names, regimes_of(client.file, client.scenario))
        return Experiment(
            scenario=client.scenario, regimes=regimes, seed=self.seed, engine=self.engine
        )

    def _seasons(self, client: Client, world: int, values: list[float], again: int) -> _Drawn:
        experiment = self.experiment(client)
        part = experiment.seasons(seasons_of(world))
        return _Drawn(client, experiment.regimes, values, part, again)


def seasons_of(world: int) -> range:
    """Return the seasons that meet the inputs of a world."""
    return range(SEASONS_A_WORLD * world, SEASONS_A_WORLD * (world + 1))


@dataclass(frozen=True)
class _Drawn:
    """Hold a world as it was accepted, what its seasons told, and how often it was refused."""

    client: Client
    regimes: Mapping[str, Regime]
    values: list[float]
    part: Part
    refused: int


def _frame(drawn: Sequence[_Drawn]) -> pd.DataFrame:
    """Return what was told of worlds as rows of results, season by season."""
    told = [one for one in drawn if isinstance(one.part, Facts)]
    rows = [row for one in drawn if not isinstance(one.part, Facts) for row in one.part]
    frames = [Results.of_rows(rows).frame] if rows else []
    if told:
        # What is kept has one name in all of them, whichever of them names it.
        world = flat_world(told[0].client.scenario, told[0].regimes)
        assert isinstance(world, World)
        facts = Facts.joined([one.part for one in told if isinstance(one.part, Facts)])
        frames.append(frame_of(world, facts))
    found = pd.concat([_as_text(frame) for frame in frames], ignore_index=True)
    kept = found[(found["item"] == "") & found["outcome"].isin(KEPT)]
    return kept.sort_values("replication", kind="stable", ignore_index=True)


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(NAMES, "object"))


_taken_up: list[Joint] = []
"""The worlds of which this process draws some, where it is one of several."""


def _take_up(joint: Joint) -> None:
    _taken_up[:] = [joint]


def _block_taken_up(worlds: range) -> DrawnWorlds:
    return _taken_up[0].block(worlds)
