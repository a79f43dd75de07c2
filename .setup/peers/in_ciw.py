"""The desks in Ciw: a network of five nodes with two classes of customers."""

from __future__ import annotations

from collections import defaultdict

import ciw
import desks
import numpy as np

FIRST, LAST = 1, desks.DESKS


def seasons(seeds: range) -> list[float]:
    """Return the mean stay of each season's requests."""
    return [_season(seed) for seed in seeds]


def _season(seed: int) -> float:
    ciw.seed(seed)
    simulation = ciw.Simulation(_network())
    simulation.simulate_until_max_time(desks.SEASON_H)
    ends: dict[int, dict[int, tuple[float, float]]] = defaultdict(dict)
    for record in simulation.get_all_records():
        if record.customer_class == "request":
            ends[record.id_number][record.node] = record.arrival_date, record.exit_date
    stays = [
        way[LAST][1] - way[FIRST][0]
        for way in ends.values()
        if LAST in way and desks.is_looked_at(way[FIRST][0])
    ]
    return float(np.mean(stays))


def _network() -> ciw.Network:
    requests = ciw.dists.Exponential(rate=desks.REQUESTS_AN_HOUR)
    others = [ciw.dists.Exponential(rate=desks.OTHERS_AN_HOUR) for _ in range(LAST)]
    handling = [ciw.dists.Exponential(rate=1.0 / desks.HANDLING_H) for _ in range(LAST)]
    onward = [[1.0 if to == at + 1 else 0.0 for to in range(LAST)] for at in range(LAST)]
    return ciw.create_network(
        arrival_distributions={"request": [requests, *[None] * (LAST - 1)], "other": others},
        service_distributions={"request": handling, "other": handling},
        routing={"request": onward, "other": [[0.0] * LAST] * LAST},
        number_of_servers=[1] * LAST,
    )
