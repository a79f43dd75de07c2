"""Worlds and regimes at random, from the clients' own: what the executions must agree on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from worlds import client_in

from sim.client.regimes import regimes_of, terms_of
from sim.model.chain import Chasing
from sim.model.regimes import Delegated, Green, Oa, Planned, Switch
from sim.model.scenario import Law
from sim.model.units import DAY, HOUR

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa", "loyal_house_today")
DATA = Path(__file__).resolve().parents[2] / "data" / "clients"
NO_TIME = Law()
LOOKS = (10 * HOUR, 16 * HOUR)


@cache
def client(name, months):
    """Return one of the four clients, with a season of so many months."""
    return client_in(DATA / f"{name}.toml", [f"season.months={months}"])


def world_and_regime(seed):
    """Return a client's world with some settings changed, and a regime."""
    random = Random(seed)
    months = random.choice((3, 4))
    known = client(random.choice(CLIENTS), months)
    world = known.scenario
    for change in (_chain, _agency, _supply, _demand, _arrivals):
        world = change(random, world)
    return world, _regime(random, known, depth=0)


def _maybe(random, changes, chance=0.4):
    """Return some of the changes."""
    return {name: value for name, value in changes.items() if random.random() < chance}


def _chain(random, world):
    chain = world.chain
    late = random.choice((None, None, 4 * HOUR, 30 * HOUR))
    rounds = {"rounds": random.choice((0, 1, 3))}
    changes = {
        "unbudgeted_climbs": True,
        "attention_total": random.random() < 0.3,
        "hurdle": random.choice((0.0, 1.0)),
        "stock_share": random.choice((0.02, 0.1)),
        "least_share": random.choice((0.0, 0.9)),
        "withdraws_dead": True,
        "on_time_out": random.choice(("approve", "reject", "escalate")),
        "approvers": {role: _approver(random, person) for role, person in chain.approvers.items()},
    }
    return replace(world, chain=replace(chain, time_out=late, **rounds, **_maybe(random, changes)))


def _approver(random, person):
    several = random.random() < 0.3
    changes = {
        "people": random.choice((1, 2, 3)),
        "queued": True,
        "other_items_per_day": random.choice((0.0, 8.0)),
        "looks": LOOKS,
        "absence": 0.2,
        "deputy": not person.deputy,
        "attention": NO_TIME,
        "handling": NO_TIME,
        "rejects": 0.1,
        "returns_first": 0.3,
        "returns_later": 0.2,
        "screens": not person.screens,
    }
    sign = random.choice(("all", "any")) if several else "one"
    return replace(person, sign=sign, **_maybe(random, changes, 0.3))


def _agency(random, world):
    changes = {
        "self_interest": random.choice((0.3, 1.0)),
        "report_bias": 1.0,
        "compliance": 0.5,
        "splits": 0.5,
        "files_late": 0.3,
        "think": NO_TIME,
        "dual_think": NO_TIME,
        "confirm": NO_TIME,
        "deputy": False,
        "absence": 0.3,
    }
    return replace(world, agency=replace(world.agency, **_maybe(random, changes)))


def _supply(random, world):
    supply = world.supply
    changes = {
        "opening_stock": supply.opening_stock // random.choice((3, 20)),
        "lead_days": random.choice((0, 5)),
        "cover_days": 0,
        "api_from": random.choice((0, 1000)),
        "parcels_per_day": supply.parcels_per_day // 3,
        "penalty": 0.3,
        "chats_per_day": 10,
    }
    return replace(world, supply=replace(supply, **_maybe(random, changes)))


def _demand(random, world):
    changes = {
        "repeat": random.choice((0.0, 0.9)),
        "review_uplift": 0.01,
        "review_uplift_cap": 0.02,
        "review_days": random.choice((0, 20)),
        "trial_packs_month": random.choice((0.0, 500.0)),
        "special_packs": random.choice((0, 300)),
        "cannibalised": 0.2,
        "overlap": 0.3,
        "price_memory": 0.3,
        "price_memory_days": random.choice((0, 40)),
    }
    demand = replace(world.demand, **_maybe(random, changes))
    return replace(world, demand=demand, price_red_line=random.random() < 0.6)


def _arrivals(random, world):
    changes = {
        "feedback": True,
        "adverse": 0.4,
        "rate_factor": random.choice((0.2, 3.0)),
        "window_factor": random.choice((0.2, 5.0)),
    }
    return replace(world, arrivals=replace(world.arrivals, **_maybe(random, changes)))


def _regime(random, known, depth):
    """Return a regime; those that pass offers on are nested up to three deep."""
    terms = terms_of(known.file, known.scenario)
    chasing = random.choice((terms.chasing, terms.urged, chasing_of(random, known.scenario)))
    leaves = (Oa(chasing=chasing), Delegated())
    if depth == 0 and random.random() < 0.2:
        return random.choice([*regimes_of(known.file, known.scenario).values()])
    if depth == 3 or (depth and random.random() < 0.2):
        return random.choice(leaves)
    below = _regime(random, known, depth + 1)
    match random.randrange(4):
        case 0:
            at = random.randrange(known.scenario.days) * DAY
            return Switch(before=below, after=_regime(random, known, depth + 1), at=at)
        case 1:
            plan = replace(terms.plan, rolling=random.random() < 0.5)
            return Planned(plan=plan, fallback=below, chasing=chasing)
    return Green(charter=_charter(random, terms, known.scenario), fallback=below)


def chasing_of(random, world):
    roles = list(world.chain.approvers)
    return Chasing(
        attention=random.choice((1.0, 0.5)),
        deputies=random.random() < 0.5,
        late=random.random() < 0.5,
        dropped=frozenset(random.sample(roles, random.choice((0, 1, len(roles))))),
        reminders=random.choice((0, 3)),
        remind_after=HOUR,
        shortens=0.5,
        fatigue=random.choice((0.0, 0.2, 1.0)),
    )


def _charter(random, terms, world):
    charter = random.choice((terms.charter, terms.widest))
    changes = {
        "quota": charter.quota // 3,
        "alone_limit": charter.quota // 5,
        "month_quota": charter.quota * 2,
        "quarter_quota": charter.quota * 4,
        "aggregation": random.choice((0, 72 * HOUR)),
        "kinds_excluded": random.choice((frozenset(), frozenset(world.kinds))),
        "stock_share": random.choice((None, 0.05)),
        "hurdle": random.choice((None, 1.0)),
        "stop_loss": random.choice((None, charter.quota // 50)),
        "audit_share": 0.5,
        "audit_above": charter.quota // 4,
        "deviations_allowed": 1,
        "breach_paid_by_agency": True,
        "report_tolerance": 1.1,
        "valid_from": 10 * DAY,
        "valid_until": 50 * DAY,
        "lapses_after": 5 * DAY,
    }
    return replace(charter, **_maybe(random, changes, 0.35))
