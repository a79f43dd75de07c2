"""The desks as a season of this project: one more store with one kind of offer, for six months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import desks
import numpy as np

from playbook.clients.load import load_client
from sim.flat.packing import World
from sim.flat.replay import Stage
from sim.luck.draw import draw_season
from sim.model.clock import Clock
from sim.model.offers import FOLLOW_ON_DAYS
from sim.model.regimes import Oa
from sim.model.scenario import Approver, Arrivals, Chain, Kind, Law, Scenario, Signatures
from sim.model.units import DAY, DAYS_A_MONTH, HOUR
from sim.results.experiment import Experiment

DAYS = round(desks.SEASON_H / 24)
FIRST, LAST = -200, DAYS + FOLLOW_ON_DAYS + 1000
OPEN = Clock([FIRST * DAY], [LAST * DAY])
SLOT = Kind(
    id="slot",
    planned=False,
    rate_per_month=24 * desks.REQUESTS_AN_HOUR * DAYS_A_MONTH,
    window_h=(8.0, 8.0),
    cost_cny=(0.0, 0.0),
    visitors=(1000.0, 1000.0),
    conversion=0.1,
    order_value_factor=1.0,
    margin_lost=0.0,
    asks=frozenset({"budget"}),
    out_of_scope=0.0,
    event_days=1,
    repeat_factor=1.0,
    trial_pack=0,
)


def _chain() -> Chain:
    roles = tuple(f"desk {nth}" for nth in range(desks.DESKS))
    handling = Law(family="exponential", scale=desks.HANDLING_H)
    people = {
        role: Approver(
            role=role,
            clock=OPEN,
            late_clock=OPEN,
            attention=Law(),
            handling=handling,
            queued=True,
            other_items_per_day=24 * desks.OTHERS_AN_HOUR,
        )
        for role in roles
    }
    everything = Signatures(above=0, up_to=1 << 60, roles=roles)
    return Chain(approvers=people, classes=(everything,), rounds=0, hurdle=0.0)


def scenario() -> Scenario:
    """Return company A's store, all of whose offers queue at the five desks among other work."""
    store = load_client("data/clients/company_a.toml").scenario
    return replace(
        store,
        days=DAYS,
        kinds={"slot": SLOT},
        campaigns=(),
        arrivals=Arrivals(weekday=(1.0,) * 7, hour=(1.0,) * 24),
        chain=_chain(),
        agency=replace(store.agency, hurdle=-(1 << 50)),
        rivals=False,
        workdays=frozenset(range(FIRST, LAST)),
    )


def experiment(count: int, engine: str = "kernel", workers: int = 1) -> Experiment:
    """Return the experiment in which the chain decides so many seasons."""
    return Experiment(
        scenario=scenario(),
        regimes={"oa": Oa()},
        replications=count,
        engine=engine,
        workers=workers,
    )


def means(count: int) -> Iterator[float]:
    """Give the mean stay of each season's requests, out of the ledger that the kernel keeps."""
    world = World(scenario(), {"oa": Oa()})
    stage = Stage()
    for number in range(count):
        ((_, ledger),) = stage.ledgers(world, draw_season(world.scenario, 1, number))
        stays = [
            (entry.answered_at - entry.offer.offered_at) / HOUR
            for entry in ledger.entries
            if entry.answered_at is not None and desks.is_looked_at(entry.offer.offered_at / HOUR)
        ]
        yield float(np.mean(stays))
