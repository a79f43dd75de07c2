"""The answer at the nodes of a grid of levers and uncertainties, for what cannot play the model.

All nodes are simulated on the same seasons. Between nodes the answer is interpolated, linearly
along each axis; how far that goes wrong is measured where nothing was fitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

import numpy as np

from playbook.study.explorer.case import TODAY, Case
from playbook.study.explorer.dials import Dial, Value, defaults, dials_of
from playbook.study.recommendation import has_charter
from playbook.study.standing import MONEY
from sim.client.load import Client
from sim.client.regimes import BASELINE, REGIMES
from sim.messages import RuleError, msg
from sim.results.comparison import Comparison
from sim.results.experiment import Experiment, Floats, Progress

QUOTA = "charter.quota_cny"
AXES = {
    QUOTA: (0, 1, 2, 4, 8, 12),
    "offers.window_factor": (0, 0.25, 0.5, 0.75, 1),
    "offers.visitors_factor": (0, 0.5, 1),
    "agency.self_interest": (0, 0.5, 1),
}
"""What can be set. A quota stands at these of its dial's stops; of the others these parts of the
stops are nodes, and the client file's own."""

HELD_OUT = 24
"""At so many worlds between the nodes the error is measured, under every regime."""


class OutsideError(RuleError):
    """Say that a value lies outside the grid."""


@dataclass(frozen=True, kw_only=True)
class NodeAxis:
    """Hold the nodes of one dial in rising order, and where the client file has it."""

    key: str
    nodes: tuple[float, ...]
    own: float

    def between(self, value: float) -> tuple[int, float]:
        """Return the node below a value, and which part of the way to the next one it has gone.

        Raise ``OutsideError`` where no node is below or none above.

        >>> NodeAxis(key="x", nodes=(0.0, 1.0, 5.0), own=1.0).between(2.0)
        (1, 0.25)
        """
        if not self.nodes[0] <= value <= self.nodes[-1]:
            raise OutsideError(
                msg(
                    "{key} = {value} lies outside the grid: from {low} to {high}",
                    key=self.key,
                    value=f"{value:g}",
                    low=f"{self.nodes[0]:g}",
                    high=f"{self.nodes[-1]:g}",
                )
            )
        below = min(int(np.searchsorted(self.nodes, value, side="right")) - 1, len(self.nodes) - 2)
        low, high = self.nodes[below : below + 2]
        return below, (value - low) / (high - low)


@dataclass(frozen=True, kw_only=True)
class AnswerGrid:
    """Hold the answer at every node: by regime, by the nodes of each axis, by column.

    Columns are the outcomes as set, those of today's OA, and ``reach``: how far the 95 % interval
    of the paired gain goes to each side. What does not exist is nan.
    """

    axes: tuple[NodeAxis, ...]
    outcomes: tuple[str, ...]
    values: Floats
    seed: int
    seasons: int

    def at(self, regime: str, point: Sequence[float]) -> Floats:
        """Return all columns under a regime at a point; raise ``OutsideError`` beyond the nodes."""
        found: Floats = self.values[REGIMES.index(regime)]
        for axis, value in zip(self.axes, point, strict=True):
            below, part = axis.between(value)
            found = _between(found[below], found[below + 1], part)
        return found

    def gain(self, row: Floats) -> float:
        """Return what a row of columns brings over today's OA, in CNY of contribution."""
        place = self.outcomes.index(MONEY)
        return float(row[place] - row[len(self.outcomes) + place])


def _between(low: Floats, high: Floats, part: float) -> Floats:
    """Return what lies between two nodes; a node that is not reached may lack what it likes."""
    if part in (0.0, 1.0):
        return high if part else low
    return low + part * (high - low)


@dataclass(frozen=True, kw_only=True)
class NodePlayer:
    """Simulate a client at nodes and between them, always on the same seasons."""

    client: Client
    outcomes: tuple[str, ...]
    seed: int
    seasons: int
    workers: int = 1
    engine: str = "kernel"
    wanted: Mapping[str, Sequence[float]] = field(default_factory=lambda: AXES)
    dials: dict[str, Dial] = field(init=False)

    def __post_init__(self) -> None:
        dials = {dial.key: dial for dial in dials_of(self.client, BASELINE)}
        object.__setattr__(self, "dials", dials)

    @property
    def axes(self) -> tuple[NodeAxis, ...]:
        """Return the axes of the grid; what has no range is none."""
        found = (self._axis(key, wanted) for key, wanted in self.wanted.items())
        return tuple(axis for axis in found if len(axis.nodes) > 1)

    def _axis(self, key: str, wanted: Sequence[float]) -> NodeAxis:
        dial = self.dials[key]
        stops, own = dial.numbers, float(str(dial.default))
        unit = 1 if key == QUOTA else len(stops) - 1
        nodes = {own, *(stops[min(round(part * unit), len(stops) - 1)] for part in wanted)}
        return NodeAxis(key=key, nodes=tuple(sorted(nodes)), own=own)

    @property
    def worlds(self) -> int:
        """Return in how many worlds the grid has nodes."""
        return prod(len(axis.nodes) for axis in self.axes[1:])

    def grid(self, progress: Progress = lambda done: None) -> AnswerGrid:
        """Return the grid; ``progress`` is told the worlds done."""
        quotas, *others = axes = self.axes
        rows = []
        for done, nodes in enumerate(product(*(axis.nodes for axis in others)), start=1):
            world = dict(zip((axis.key for axis in others), nodes, strict=True))
            rows.append(self.rows(world, quotas.nodes))
            progress(done)
        shape = [len(REGIMES), *(len(axis.nodes) for axis in axes), rows[0].shape[-1]]
        return AnswerGrid(
            axes=axes,
            outcomes=self.outcomes,
            values=np.moveaxis(np.array(rows), 0, 2).reshape(shape),
            seed=self.seed,
            seasons=self.seasons,
        )

    def rows(self, world: Mapping[str, Value], quotas: Sequence[float]) -> Floats:
        """Return every column in one world: by regime, by quota."""
        start = defaults(tuple(self.dials.values())) | dict(world)
        cases = [Case(self.client, start | {QUOTA: quota}) for quota in quotas]
        regimes = {BASELINE: cases[0].every[TODAY]}
        for nth, case in enumerate(cases):
            wanted = [
                name for name in REGIMES if name != BASELINE and (has_charter(name) or not nth)
            ]
            regimes |= {_named(name, nth): case.every[name] for name in wanted}
        experiment = Experiment(
            scenario=cases[0].scenario,
            regimes=regimes,
            seed=self.seed,
            replications=self.seasons,
            workers=self.workers,
            engine=self.engine,
        )
        found = Comparison(client="", seed=self.seed, results=experiment.run())
        told = {name: self._row(found, name) for name in regimes}
        return np.array(
            [[told[_named(name, nth)] for nth in range(len(quotas))] for name in REGIMES]
        )

    def _row(self, found: Comparison, name: str) -> list[float]:
        """Return the columns of a regime."""
        told = [
            summary.mean if (summary := found.summary_if_any(each, outcome)) else np.nan
            for each in (name, BASELINE)
            for outcome in self.outcomes
        ]
        gain = found.difference(name, MONEY)
        reach = 0.0 if gain.low is None or gain.high is None else (gain.high - gain.low) / 2
        return [*told, reach]


def _named(regime: str, nth: int) -> str:
    """Return the name of a regime under one of the quotas; some know of none."""
    return f"{regime} {nth}" if has_charter(regime) else regime


@dataclass(frozen=True, kw_only=True)
class Miss:
    """Hold by how much the grid goes wrong between its nodes, on average and at worst."""

    mean: float
    worst: float
    points: int


@dataclass(frozen=True, kw_only=True)
class Misses:
    """Hold how far the grid goes wrong: by outcome under all regimes, of the gain by regime."""

    outcomes: Mapping[str, Miss]
    gains: Mapping[str, Miss]


def misses(
    player: NodePlayer,
    grid: AnswerGrid,
    worlds: int = HELD_OUT,
    progress: Progress = lambda done: None,
) -> Misses:
    """Return how far the grid goes wrong at points between its nodes.

    Each cell between nodes is met as often as another; every point is simulated on the seasons of
    the grid under every regime, so what is measured is the interpolation and no luck. ``progress``
    is told the worlds done.
    """
    outcomes: dict[str, list[float]] = {name: [] for name in grid.outcomes}
    gains: dict[str, list[float]] = {name: [] for name in REGIMES}
    keys = [axis.key for axis in grid.axes]
    for done, point in enumerate(points(grid, worlds), start=1):
        world = dict(zip(keys[1:], point[1:], strict=True))
        for regime, (row,) in zip(REGIMES, player.rows(world, point[:1]), strict=True):
            guess = grid.at(regime, point)
            for place, outcome in enumerate(grid.outcomes):
                outcomes[outcome].append(abs(guess[place] - row[place]))
            gains[regime].append(abs(grid.gain(guess) - grid.gain(row)))
        progress(done)
    return Misses(
        outcomes={name: _miss(each) for name, each in outcomes.items()},
        gains={name: _miss(each) for name, each in gains.items()},
    )


def _miss(missed: Sequence[float]) -> Miss:
    known = np.array(missed)[~np.isnan(missed)]
    return Miss(
        mean=float(known.mean()) if known.size else 0.0,
        worst=float(known.max(initial=0.0)),
        points=known.size,
    )


def points(grid: AnswerGrid, worlds: int) -> Iterator[tuple[float, ...]]:
    """Give random points between the nodes, the same for the same seed."""
    rng = np.random.default_rng([grid.seed, worlds])
    for _ in range(worlds):
        places = [rng.uniform(0, len(axis.nodes) - 1) for axis in grid.axes]
        yield tuple(
            float(np.interp(place, range(len(axis.nodes)), axis.nodes))
            for place, axis in zip(places, grid.axes, strict=True)
        )
