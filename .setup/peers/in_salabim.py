"""The desks in salabim: a component a request and a piece of other work, a resource a desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import desks
import numpy as np
import salabim

salabim.yieldless(False)


class Work(salabim.Component):
    """What needs the signatures of some desks, one after the other."""

    def setup(self, line: list[Any], handling: Any, stays: list[float] | None) -> None:
        """Take the desks that sign; ``stays`` is where a request notes how long it took."""
        self.line, self.handling, self.stays = line, handling, stays

    def process(self) -> Iterator[Any]:
        """Queue at every desk."""
        filed = self.env.now()
        for desk in self.line:
            yield self.request(desk)
            yield self.hold(self.handling.sample())
            self.release(desk)
        if self.stays is not None and desks.is_looked_at(filed):
            self.stays.append(self.env.now() - filed)


def seasons(seeds: range) -> list[float]:
    """Return the mean stay of each season's requests."""
    return [_season(seed) for seed in seeds]


def _season(seed: int) -> float:
    env = salabim.Environment(random_seed=seed, trace=False)
    line = [salabim.Resource(env=env) for _ in range(desks.DESKS)]
    handling, stays = salabim.Exponential(desks.HANDLING_H), []
    _come(env, desks.REQUESTS_AN_HOUR, line, handling, stays)
    for desk in line:
        _come(env, desks.OTHERS_AN_HOUR, [desk], handling, None)
    env.run()
    return float(np.mean(stays))


def _come(
    env: Any, an_hour: float, line: list[Any], handling: Any, stays: list[float] | None
) -> None:
    gaps = salabim.Exponential(1.0 / an_hour)
    salabim.ComponentGenerator(
        Work, env=env, iat=gaps, till=desks.SEASON_H, line=line, handling=handling, stays=stays
    )
