"""What the seasons of a client make of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playbook.study.calibration.sales import MonthlySales
from playbook.study.calibration.targets import Target, season_months
from playbook.study.reported import FIRST, LATEST
from sim.client.load import Client
from sim.client.regimes import BASELINE, CASE, regimes_of
from sim.messages import Problem, ProblemError, did_you_mean, msg
from sim.results.experiment import Experiment, Floats, Results


@dataclass(frozen=True, kw_only=True)
class TargetMeans:
    """Hold a point's targets over its seasons: their mean, and how far single seasons scatter."""

    means: Floats
    scatter: Floats


@dataclass(frozen=True, kw_only=True)
class Player:
    """Play a client's seasons as they were decided, and read the targets off them.

    ``workers`` and ``engine`` change the time only.
    """

    client: Client
    targets: tuple[Target, ...]
    regime: str
    seed: int
    workers: int = 1
    engine: str = "kernel"

    def play(self, settings: Sequence[str], seasons: int) -> TargetMeans:
        """Return what so many seasons make of the targets with these settings."""
        client = self.client.with_settings(*settings)
        known = regimes_of(client.file, client.scenario)
        results = Experiment(
            scenario=client.scenario,
            regimes={self.regime: known[self.regime]},
            seed=self.seed,
            replications=seasons,
            workers=self.workers,
            engine=self.engine,
        ).run()
        table = np.array([self._read(results, target) for target in self.targets])
        means = np.nanmean(table, axis=1)
        return TargetMeans(means=means, scatter=np.nanstd(table, axis=1) / np.maximum(means, 1e-12))

    def _read(self, results: Results, target: Target) -> Floats:
        """Return a target season by season."""
        if target.figure in ("sales_cny", "conversion", "returning_share", "online_share"):
            return results.seasons(self.regime, target.figure)
        months = [f"{month:%Y-%m}" for month in season_months(self.client.file)]
        sales = results.by_item(self.regime, "sales", months).to_numpy()
        if target.figure == FIRST:
            return np.asarray(sales[:, :-1].sum(axis=1))
        return np.asarray(sales[:, -1 if target.figure == LATEST else months.index(target.figure)])


def as_sold(client: Client, sales: MonthlySales | None) -> Client:
    """Return the client with the season as long as its sales are known."""
    if sales is None or len(sales.months) >= client.file.season.months:
        return client
    return client.with_settings(f"season.months={len(sales.months)}")


def regime_in_force(client: Client, name: str = "") -> str:
    """Return how the client's offers were decided: as dated, or by OA, unless it is told."""
    known = regimes_of(client.file, client.scenario)
    if name and name not in known:
        remedy = did_you_mean(name, known)
        problem = Problem(where="--regime", value=name, rule=msg("no such regime"), remedy=remedy)
        raise ProblemError(problem)
    return name or (CASE if CASE in known else BASELINE)
