"""What a choice is worth when its inputs are in doubt: all of them drawn at once from their ranges.

The rule of recommendation is the same as on the seasons of the client as told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from playbook.study.choice import Stakes
from playbook.study.season_cache import cached
from playbook.study.standing import MONEY, Standing, on_offer
from sim.client.input_range import ranges_of
from sim.client.load import Assumption, Client
from sim.client.regimes import BASELINE
from sim.results.comparison import Comparison, mean_interval
from sim.results.drawn import SEASONS_A_WORLD, DrawnWorlds, Joint
from sim.results.experiment import Floats, Progress

WORLDS = 1_000
"""So many worlds are drawn unless fewer are asked for."""


def draw_client(
    client: Client,
    numbers: Iterable[Assumption],
    *,
    worlds: int = WORLDS,
    seed: int = 1,
    names: tuple[str, ...] = (),
    workers: int = 1,
    engine: str = "kernel",
    progress: Progress = lambda done: None,
) -> DrawnWorlds:
    """Return worlds in which a client's numbers are drawn at once, and its regimes in each.

    The same arguments give the same worlds whatever the number of ``workers`` and the ``engine``,
    and what was simulated before is read from the cache. ``progress`` is told the seasons done.
    """
    ranges = ranges_of(client, numbers)
    joint = Joint(
        tree=client.tree,
        settings=client.settings,
        ranges=ranges,
        names=names,
        seed=seed,
        worlds=worlds,
        workers=workers,
        engine=engine,
    )
    method = {
        "drawn": [asdict(one) for one in ranges],
        "seed": seed,
        "worlds": worlds,
        "regimes": names,
    }
    found = cached(client, method, DrawnWorlds, lambda: joint.run(progress))
    progress(SEASONS_A_WORLD * worlds)
    return found


@dataclass(frozen=True, kw_only=True)
class Gain:
    """Hold what a regime gains over OA in the drawn worlds, in CNY of contribution a season.

    ``mean`` has its 95 % interval over worlds; ``p10``, ``p50`` and ``p90`` are of single seasons,
    as is ``chance``, the share of seasons in which it gains, ties counting half. ``best`` is the
    share of worlds in which it is the best of what the limits allow, changing paid, by the mean of
    a world's seasons; ``regret`` is how far it then stays behind the best on average.
    """

    regime: str
    mean: float
    low: float | None
    high: float | None
    p10: float
    p50: float
    p90: float
    chance: float
    best: float | None
    regret: float | None


@dataclass(frozen=True, kw_only=True)
class InDoubt:  # one class: the rule and its gains on one set of drawn worlds
    """Hold drawn worlds with what the client weighs."""

    client: str
    seed: int
    draws: DrawnWorlds
    stakes: Stakes

    @cached_property
    def comparison(self) -> Comparison:
        """Return the regimes compared on the seasons of the drawn worlds."""
        return Comparison(client=self.client, seed=self.seed, results=self.draws.results)

    @cached_property
    def standing(self) -> Standing:
        """Return how the regimes stand on them by the rule."""
        return Standing.of(self.comparison, self.stakes)

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """Return the regimes that the limits allow, the baseline first."""
        reasons = self.standing.choice.reasons
        return tuple(name for name in on_offer(self.comparison) if name not in reasons)

    @cached_property
    def benefits(self) -> Floats:
        """Return what each allowed regime brings over OA, changing paid: a row a world.

        It is the mean of the world's seasons.
        """
        paid = [self.over_oa(name).mean(axis=1) - self.stakes.change(name) for name in self.allowed]
        return np.array(paid).T

    def over_oa(self, name: str) -> Floats:
        """Return what a regime gains over OA: a row a world, a column a season of it."""
        return self.draws.by_world(name, MONEY) - self.draws.by_world(BASELINE, MONEY)

    def gain(self, name: str) -> Gain:
        """Return what a regime gains over OA."""
        seasons = self.over_oa(name)
        low, high = mean_interval(seasons.mean(axis=1))
        p10, p50, p90 = np.quantile(seasons, [0.1, 0.5, 0.9])
        return Gain(
            regime=name,
            mean=float(seasons.mean()),
            low=low,
            high=high,
            p10=float(p10),
            p50=float(p50),
            p90=float(p90),
            chance=float((seasons > 0).mean() + (seasons == 0).mean() / 2),
            best=self._best(name),
            regret=self._regret(name),
        )

    @property
    def oa_best(self) -> float:
        """Return in which share of worlds OA is the best that the limits allow, in [0, 1]."""
        return self._best(BASELINE) or 0.0

    def _best(self, name: str) -> float | None:
        """Return in which share of worlds a regime is the best allowed; a tie is the first's."""
        if name not in self.allowed:
            return None
        winners = self.benefits.argmax(axis=1)
        return float((winners == self.allowed.index(name)).mean())

    def _regret(self, name: str) -> float | None:
        if name not in self.allowed:
            return None
        ours = self.benefits[:, self.allowed.index(name)]
        return float((self.benefits.max(axis=1) - ours).mean())

    @cached_property
    def gains(self) -> tuple[Gain, ...]:
        """Return what each regime but OA gains, as they stand."""
        return tuple(self.gain(name) for name in on_offer(self.comparison) if name != BASELINE)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``compare --uncertain --json``."""
        choice = self.standing.choice
        return {
            "client": self.client,
            "seed": self.seed,
            "worlds": self.draws.worlds,
            "seasons_a_world": SEASONS_A_WORLD,
            "refused": self.draws.refused,
            "inputs": list(self.draws.paths),
            "regime": choice.regime,
            "candidate": choice.candidate,
            "ruled_out": dict(choice.reasons),
            "oa_best_share": self.oa_best,
            "gains": [asdict(gain) for gain in self.gains],
        }
