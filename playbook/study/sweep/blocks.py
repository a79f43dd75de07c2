"""A sweep in blocks: a few points on all seasons, played as one and written as one file.

What regimes of several points have in common is played once: points that differ in their charter
only share their world and its seasons, and OA among them is one and the same regime.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import fastparquet
import numpy as np
import pandas as pd

from playbook.study.season_cache import model_digest
from playbook.study.sweep.grid import PointGrid
from sim.client.catalogue import stated_at
from sim.client.files import ClientTree
from sim.client.load import Client, client_of
from sim.client.regimes import named_regimes, regimes_of
from sim.messages import Problem, ProblemError, msg
from sim.model.regimes import Regime
from sim.results import SEASONS
from sim.results.by_season import outcomes_by_season
from sim.results.experiment import Experiment

MOST_REPLAYS, MOST_POINTS = 50_000, 40
"""A block has so many points at most, and not many more seasons under a regime: what is lost when
it is interrupted takes seconds, and it needs little memory."""

ADDRESS = ("point", "regime", "replication")
"""What tells a row of a block; behind it stand all outcomes."""


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """Hold what is asked: a client's tree with its settings, the grid, the regimes, the seasons.

    ``regimes`` are names, the baseline first; ``model`` is the digest of the model that is to play.
    ``engine`` changes the time only.
    """

    tree: ClientTree
    settings: tuple[str, ...]
    grid: PointGrid
    regimes: tuple[str, ...]
    seed: int
    replications: int
    engine: str
    model: str

    @classmethod
    def of(
        cls,
        client: Client,
        grid: PointGrid,
        *,
        names: tuple[str, ...] = (),
        seed: int = 1,
        replications: int = SEASONS,
        engine: str = "kernel",
    ) -> Sweep:
        """Return the sweep of a client; raise on an unknown regime."""
        return cls(
            tree=client.tree,
            settings=client.settings,
            grid=grid,
            regimes=tuple(named_regimes(names, regimes_of(client.file, client.scenario))),
            seed=seed,
            replications=replications,
            engine=engine,
            model=model_digest(),
        )

    @cached_property
    def blocks(self) -> tuple[range, ...]:
        """Return the points of each block; blocks are as large as one another, or nearly."""
        seasons = self.replications * len(self.regimes)
        most = max(1, min(MOST_POINTS, MOST_REPLAYS // seasons))
        count, number = self.grid.count, -(-self.grid.count // most)
        ends = [count * nth // number for nth in range(number + 1)]
        return tuple(map(range, ends, ends[1:]))

    def seasons(self, block: int) -> int:
        """Return how many seasons a block has, point by point."""
        return len(self.blocks[block]) * self.replications

    def values(self, point: int) -> tuple[str, ...]:
        """Return what a point has at each key of the grid; of point 0 what the client has."""
        return self.grid.values(point) or self._told

    @cached_property
    def _told(self) -> tuple[str, ...]:
        stated = self.client(0).file.model_dump(mode="json")
        found = (stated_at(stated, key) for key in self.grid.keys)
        return tuple(_as_written(value) for value in found)

    def client(self, point: int) -> Client:
        """Return the client of a point."""
        return client_of(self.tree, (*self.settings, *self.grid.points[point]))

    def experiment(self, client: Client, regimes: Sequence[Regime]) -> Experiment:
        """Return the experiment in which a client's regimes, by number, meet the seasons."""
        return Experiment(
            scenario=client.scenario,
            regimes={str(nth): regime for nth, regime in enumerate(regimes)},
            seed=self.seed,
            replications=self.replications,
            engine=self.engine,
        )

    def regimes_at(self, client: Client) -> dict[str, Regime]:
        """Return the regimes of a point's client."""
        return named_regimes(self.regimes, regimes_of(client.file, client.scenario))


def _as_written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def content_of(sweep: Sweep, block: int) -> bytes:
    """Return a block as a parquet file: the same bytes wherever it is played."""
    if model_digest() != sweep.model:
        rule = msg("a worker has another version of this program than the one that asks it")
        remedy = msg("Install the same version everywhere")
        raise ProblemError(Problem(where="--cluster", rule=rule, remedy=remedy))
    points = [(point, sweep.client(point)) for point in sweep.blocks[block]]
    tables = [table for group in _of_one_world(points) for table in _played(sweep, group)]
    return as_parquet(pd.concat(tables, ignore_index=True))


Points = list[tuple[int, Client]]


def _of_one_world(points: Points) -> Iterator[Points]:
    """Give the points world by world; those of one world stand behind one another."""
    group: Points = []
    for point, client in points:
        if group and group[0][1].scenario != client.scenario:
            yield group
            group = []
        group.append((point, client))
    yield group


def _played(sweep: Sweep, group: Points) -> Iterator[pd.DataFrame]:
    """Give the outcomes of points of one world, a table a point and regime."""
    asked = [
        (point, name, regime)
        for point, client in group
        for name, regime in sweep.regimes_at(client).items()
    ]
    distinct: list[Regime] = []
    for _, _, regime in asked:
        if regime not in distinct:
            distinct.append(regime)
    tables = outcomes_by_season(sweep.experiment(group[0][1], distinct))
    seasons = np.arange(sweep.replications)
    for point, name, regime in asked:
        found = tables[str(distinct.index(regime))]
        yield pd.DataFrame({"point": point, "regime": name, "replication": seasons, **found})


class _Kept(BytesIO):
    """Keep what was written when the file is closed."""

    def close(self) -> None:
        """Leave it open: what was written is asked for afterwards."""


def as_parquet(table: pd.DataFrame) -> bytes:
    """Return a table as a parquet file, compressed; no moment and no place stands in it."""
    made = _Kept()
    fastparquet.write(
        "", table, compression="ZSTD", write_index=False, open_with=lambda name, mode: made
    )
    return made.getvalue()


def table_in(content: bytes, columns: Sequence[str]) -> pd.DataFrame | None:
    """Return columns of a block, None where the content is no whole block."""
    with suppress(Exception):  # whatever a library finds in half a file
        read = fastparquet.ParquetFile(BytesIO(content))
        table: pd.DataFrame = read.to_pandas(columns=list(columns))
        return table
    return None
