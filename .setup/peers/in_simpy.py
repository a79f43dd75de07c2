"""The desks as SimPy's own examples are written: a process a request, a draw where it is needed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import desks
import numpy as np
import simpy

Story = Generator[simpy.Event, Any, None]


def seasons(seeds: range) -> list[float]:
    """Return the mean stay of each season's requests."""
    return [_season(seed) for seed in seeds]


def _season(seed: int) -> float:
    env, luck = simpy.Environment(), np.random.default_rng(seed)
    line = [simpy.Resource(env) for _ in range(desks.DESKS)]
    stays: list[float] = []

    def sign(desk: simpy.Resource) -> Story:
        with desk.request() as turn:
            yield turn
            yield env.timeout(luck.exponential(desks.HANDLING_H))

    def request() -> Story:
        filed = env.now
        for desk in line:
            yield from sign(desk)
        if desks.is_looked_at(filed):
            stays.append(env.now - filed)

    def come(an_hour: float, begin: Callable[[], Story]) -> Story:
        while True:
            yield env.timeout(luck.exponential(1.0 / an_hour))
            if env.now >= desks.SEASON_H:
                return
            env.process(begin())

    env.process(come(desks.REQUESTS_AN_HOUR, request))
    for desk in line:
        env.process(come(desks.OTHERS_AN_HOUR, lambda desk=desk: sign(desk)))  # type: ignore[misc]
    env.run()
    return float(np.mean(stays))
