"""Textbook queues: theory stands inside the interval of independent replications.

Times are in hours: one desk signs in an hour on average. Every test also asserts that its interval
is sharp, so that a theory wrong by a few per cent fails.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heapreplace
from math import exp, factorial

import numpy as np
import pytest
from scipy.stats import poisson
from worlds import (
    AGENCY,
    charter,
    controlled,
    kind,
    offer,
    play,
    request,
    round_the_clock,
    scenario,
    season,
    theory_holds,
    walk,
)
from worlds import chain as chain_of

from sim.luck.draw import draw_season
from sim.model.clock import ALWAYS
from sim.model.ledger import Fate
from sim.model.offers import SigningLuck
from sim.model.regimes import Green, Oa
from sim.model.replay import replay
from sim.model.units import HOUR, fen, in_hours

WARM_UP = 400


def _exponential(rng: np.random.Generator, mean: float, *shape: int) -> np.ndarray:
    return np.rint(rng.exponential(mean, shape) * HOUR).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Hold waits and stays (h) at one desk after the warm-up, and the run's known luck."""

    waits: np.ndarray
    stays: np.ndarray
    luck: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Hold when requests come to a desk, and how long each takes there, in microseconds."""

    filed: np.ndarray
    service: np.ndarray


def _asked(seed: int, rate: float, count: int, *, fixed: bool = False) -> Asked:
    """Return requests that come by a Poisson process of so many an hour."""
    rng = np.random.default_rng(seed)
    gaps = _exponential(rng, 1 / rate, count)
    service = np.full(count, HOUR) if fixed else _exponential(rng, 1.0, count)
    return Asked(filed=np.cumsum(gaps), service=service)


def _started(asked: Asked, people: int) -> np.ndarray:
    """Return when work begins on each request: whoever is free first takes the next in turn.

    Source: Kiefer and Wolfowitz 1955; for one person it is Lindley's recursion.
    """
    free, started = [0] * people, []
    for filed, service in zip(asked.filed.tolist(), asked.service.tolist(), strict=True):
        started.append(max(filed, free[0]))
        heapreplace(free, started[-1] + service)
    return np.array(started)


@pytest.mark.parametrize(
    ("rate", "people", "fixed"), [(0.75, 1, False), (2.25, 3, False), (0.75, 1, True)]
)
def test_a_desk_works_as_the_recursion_of_queues_says(rate, people, fixed):
    """Request by request, to the microsecond; so what holds for the recursion holds for a desk."""
    asked = _asked(17, rate, 1500, fixed=fixed)
    desk = chain_of(round_the_clock("desk", people=people))
    requests = [
        request({"desk": SigningLuck(0, work, 1.0, 1.0)}, moment, number)
        for number, (moment, work) in enumerate(
            zip(asked.filed.tolist(), asked.service.tolist(), strict=True)
        )
    ]
    done = walk(desk, requests)
    started = _started(asked, people)
    assert [one.decision.signings[0].started_at for one in done] == started.tolist()
    assert [one.answered_at for one in done] == (started + asked.service).tolist()
    assert (started > asked.filed).any()


def _queue(seed: int, rate: float, people: int, count: int, *, fixed: bool = False) -> Queue:
    """Return what one run of a desk with Poisson arrivals shows, by the recursion."""
    asked = _asked(seed, rate, count, fixed=fixed)
    waits = (_started(asked, people) - asked.filed) / HOUR
    gap, service = asked.filed[-1] / count / HOUR, asked.service.mean() / HOUR
    return Queue(
        waits=waits[WARM_UP:],
        stays=(waits + asked.service / HOUR)[WARM_UP:],
        luck=(gap - 1 / rate, service - 1.0),
    )


def erlang_c(load: float, people: int) -> float:
    """Return the chance to wait at M/M/c."""
    tail = load**people / factorial(people) * people / (people - load)
    return tail / (sum(load**n / factorial(n) for n in range(people)) + tail)


def test_one_desk_waits_three_hours_and_answers_in_four_with_the_textbook_chance():
    """M/M/1, arrivals .75 an hour, one signed an hour: Wq = 3, P(T <= 4) = 1 - exp(-1)."""
    runs = [_queue(seed, 0.75, 1, 8000) for seed in range(20)]
    lucks = [run.luck for run in runs]
    theory_holds(3.0, controlled([run.waits.mean() for run in runs], lucks), wrong=0.10)
    theory_holds(1 - exp(-1), controlled([(run.stays <= 4).mean() for run in runs], lucks))


def test_three_desks_wait_as_erlang_c_says():
    """M/M/3 with load 2.25: P(wait) = .567757 and Wq = .757009."""
    assert erlang_c(2.25, 3) == pytest.approx(0.567757, abs=1e-6)
    runs = [_queue(100 + seed, 2.25, 3, 6000) for seed in range(20)]
    lucks = [run.luck for run in runs]
    theory_holds(0.567757, controlled([(run.waits > 0).mean() for run in runs], lucks))
    theory_holds(0.757009, controlled([run.waits.mean() for run in runs], lucks), wrong=0.14)


def test_fixed_work_halves_the_wait():
    """M/D/1: Wq = 1.5, half of what exponential work makes of it."""
    runs = [_queue(200 + seed, 0.75, 1, 5000, fixed=True) for seed in range(16)]
    lucks = [run.luck[:1] for run in runs]
    theory_holds(1.5, controlled([run.waits.mean() for run in runs], lucks), wrong=0.10)


def test_littles_law_holds_exactly_in_a_drained_run():
    """The requests at the desk, integrated over time, are the sum of the times spent there."""
    rng = np.random.default_rng(5)
    moments = np.cumsum(_exponential(rng, 1.4, 500)).tolist()
    asked = [
        request({"desk": SigningLuck(0, work, 1.0, 1.0)}, moment, number)
        for number, (moment, work) in enumerate(
            zip(moments, _exponential(rng, 1.0, 500).tolist(), strict=True)
        )
    ]
    done = walk(chain_of(round_the_clock("desk")), asked)
    steps = sorted([(r.filed_at, 1) for r in asked] + [(one.answered_at, -1) for one in done])
    area, level, since = 0, 0, 0
    for moment, change in steps:
        area, level, since = area + level * (moment - since), level + change, moment
    assert area == sum(o.answered_at - r.filed_at for o, r in zip(done, asked, strict=True))
    assert level == 0


def _stays(seed: int, steps: int, count: int) -> np.ndarray:
    """Return the hours that requests spend with approvers of unlimited number."""
    rng = np.random.default_rng(seed)
    roles = [f"step{n}" for n in range(steps)]
    desks = chain_of(*(round_the_clock(role, queued=False) for role in roles))
    works = _exponential(rng, 1.0, count, steps).tolist()
    asked = [
        request({r: SigningLuck(0, w, 1.0, 1.0) for r, w in zip(roles, row, strict=True)}, 0, n)
        for n, row in enumerate(works)
    ]
    return np.array([in_hours(one.answered_at) for one in walk(desks, asked)])


def test_five_signatures_meet_a_deadline_with_the_chance_of_erlang():
    """Erlang(5): .371163 within 4, .900368 within 8, (1/(1+1/4))^5 = .327680 if exponential."""
    stays = [_stays(300 + seed, 5, 2000) for seed in range(15)]
    theory_holds(0.371163, [(s <= 4).mean() for s in stays])
    theory_holds(0.900368, [(s <= 8).mean() for s in stays], wrong=0.05)
    rng = np.random.default_rng(399)
    deadlines = [rng.exponential(4.0, len(s)) for s in stays]
    theory_holds(0.327680, [(s < d).mean() for s, d in zip(stays, deadlines, strict=True)])


def _offers_with_deadlines(
    seed: int, roles: list[str], rate: float, deadline_h: float, count: int
) -> list:
    rng = np.random.default_rng(seed)
    moments = np.cumsum(_exponential(rng, 1 / rate, count)).tolist()
    windows = rng.exponential(deadline_h, count).tolist()
    works = _exponential(rng, 1.0, count, len(roles)).tolist()
    return [
        offer(
            number,
            offered_at=moment,
            window_h=max(window, 1e-9),
            visitors=1000,
            request=request(
                {r: SigningLuck(0, w, 1.0, 1.0) for r, w in zip(roles, row, strict=True)},
                moment,
                number,
            ),
        )
        for number, (moment, window, row) in enumerate(zip(moments, windows, works, strict=True))
    ]


def _captured(offers: list, roles: list[str], queued: bool) -> float:
    desks = chain_of(*(round_the_clock(role, queued=queued) for role in roles), stock_share=1e9)
    days = offers[-1].closes_at // (24 * HOUR) + 2
    ledger = replay(season(scenario(desks, days=days), *offers), Oa())
    late = ledger.entries[WARM_UP:]
    return float(np.mean([entry.fate is Fate.CAPTURED for entry in late]))


@pytest.mark.parametrize("desks", [1, 3])
def test_each_further_signature_multiplies_the_chance_of_capture(desks):
    """n desks M/M/1, exponential deadline, dead offers signed in vain: ((mu-l)/(mu-l+theta))^n."""
    roles = [f"desk{n}" for n in range(desks)]
    shares = [
        _captured(_offers_with_deadlines(400 + seed, roles, 0.5, 4.0, 2000), roles, queued=True)
        for seed in range(14)
    ]
    theory_holds((0.5 / (0.5 + 0.25)) ** desks, shares, wrong=0.10)


def test_unlimited_approvers_capture_by_the_power_of_the_number_of_signatures():
    """(mu / (mu + theta))^n with mu = 1 and theta = 1/4: .64 for two signatures."""
    roles = ["first", "second"]
    shares = [
        _captured(_offers_with_deadlines(500 + seed, roles, 1.0, 4.0, 2400), roles, queued=False)
        for seed in range(8)
    ]
    theory_holds((1 / 1.25) ** 2, shares)


def test_a_month_quota_of_five_decisions_over_poisson_offers_captures_the_mean_of_the_minimum():
    """E[min(N, 5)] with N Poisson of mean 6; the offers come from the season's own tape."""
    mean, quota, days = 6.0, 5, 31
    world = scenario(
        kinds={"slot": kind(rate_per_month=mean * 30.4375 / days, window_h=(2.0, 2.0))},
        rivals=False,
    )
    within = Green(charter=charter(month_quota=quota * fen(1000)), fallback=Oa())
    never = chain_of(round_the_clock("head", rejects=1.1))
    awake = replace(AGENCY, duty=ALWAYS)
    world = scenario(never, kinds=world.kinds, rivals=False, agency=awake)
    counts = []
    for replication in range(400):
        ledger = replay(draw_season(world, 7, replication), within)
        green = [e for e in ledger.entries if e.decision.route == "green"]
        counts.append(len(green))
    n = np.arange(60)
    theory_holds(float((np.minimum(n, quota) * poisson.pmf(n, mean)).sum()), counts, wrong=0.08)


def test_no_deadline_and_no_rival_means_that_all_is_captured():
    """The limit in which only the answer counts, not its speed."""
    offers = [offer(n, offered_at=n * HOUR, window_h=5000.0) for n in range(20)]
    ledger = play(Oa(), *offers, world=scenario(days=220))
    assert {entry.fate for entry in ledger.entries} == {Fate.CAPTURED}


def test_windows_near_zero_capture_nothing():
    """Even an instant answer comes too late when the window is a microsecond and work is not."""
    offers = [offer(n, offered_at=n * HOUR, window_h=1e-9, think=1) for n in range(20)]
    for regime in (Oa(), Green(charter=charter(), fallback=Oa())):
        slow = [_with_work(each) for each in offers]
        ledger = play(regime, *slow)
        assert {entry.fate for entry in ledger.entries} == {Fate.EXPIRED}


def _with_work(each):
    own = request({"head": SigningLuck(0, HOUR, 1.0, 1.0)}, each.offered_at, each.number)
    return offer(each.number, offered_at=each.offered_at, window_h=1e-9, think=HOUR, request=own)
