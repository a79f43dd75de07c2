"""One season from offer to fate: every offer has exactly one, and nothing is drawn on the way."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from worlds import (
    approver,
    at,
    chain,
    charter,
    luck,
    offer,
    plan,
    play,
    request,
    scenario,
    season,
)

from sim.client.regimes import regimes_of
from sim.luck.draw import draw_season
from sim.model.ledger import Fate
from sim.model.regimes import Delegated, Green, Oa, Planned
from sim.model.replay import replay
from sim.model.season import PlanRequest
from sim.model.units import DAY, HOUR, MINUTE
from sim.results.outcomes import Played, wasted_approver_min

ROOT = Path(__file__).resolve().parents[3]


def _one(ledger):
    (entry,) = ledger.entries
    return entry


def _answered_after(minutes, **changes):
    asked = request({"head": luck(0, minutes)}, at("2024-01-02 10:00"))
    return _one(play(Oa(), offer(window_h=1.0, request=asked, **changes)))


def test_an_answer_at_the_closing_moment_is_too_late():
    """60 minutes of work against a window of an hour; a millisecond less is in time."""
    assert _answered_after(60).fate is Fate.EXPIRED
    assert _answered_after(60 - 1e-4).fate is Fate.CAPTURED


def test_a_rival_takes_what_is_not_answered_before_he_asks():
    """At his moment he has it; a moment earlier the offer was ours."""
    claimed = at("2024-01-02 10:30")
    assert _answered_after(30, rival_at=claimed).fate is Fate.LOST_TO_RIVAL
    assert _answered_after(29, rival_at=claimed).fate is Fate.CAPTURED


def test_a_rival_after_the_windows_end_takes_nothing():
    """The offer has expired by then."""
    assert _answered_after(90, rival_at=at("2024-01-02 11:10")).fate is Fate.EXPIRED


def test_a_no_that_comes_in_time_is_a_rejection_and_a_later_one_changes_nothing():
    """Rejected after 30 minutes; expired when the no comes after two hours."""
    world = scenario(chain(approver(rejects=1.1)))

    def fate(minutes):
        asked = request({"head": luck(0, minutes)}, at("2024-01-02 10:00"))
        entry = _one(play(Oa(), offer(window_h=1.0, request=asked), world=world))
        assert entry.decision.yes is False
        return entry.fate

    assert fate(30) is Fate.REJECTED
    assert fate(120) is Fate.EXPIRED


def test_dead_offers_are_signed_in_vain_and_the_minutes_are_counted_as_wasted():
    """It dies at 11:00; the second signature spends 20 minutes on it at 11:30."""
    roles = chain(approver("head"), approver("cfo"))
    asked = request({"head": luck(1.5, 10), "cfo": luck(0, 20)}, at("2024-01-02 10:00"))
    world = scenario(roles)
    ledger = play(Oa(), offer(window_h=1.0, request=asked), world=world)
    entry = _one(ledger)
    assert (entry.fate, entry.decision.yes) == (Fate.EXPIRED, True)
    assert wasted_approver_min(Played(scenario=world, ledger=ledger)) == pytest.approx(30)


def test_a_withdrawn_offer_wastes_nothing_and_has_no_answer():
    """The switch takes it out of the chain at its death; its latency is censored."""
    roles = chain(approver("head"), approver("cfo"), withdraws_dead=True)
    asked = request({"head": luck(1.5, 10), "cfo": luck(0, 20)}, at("2024-01-02 10:00"))
    world = scenario(roles)
    ledger = play(Oa(), offer(window_h=1.0, request=asked), world=world)
    entry = _one(ledger)
    assert (entry.fate, entry.decision.withdrawn, entry.answered_at) == (Fate.EXPIRED, True, None)
    assert entry.decision.yes is None
    assert Played(scenario=world, ledger=ledger).filed == []
    assert wasted_approver_min(Played(scenario=world, ledger=ledger)) == 0


def test_a_withdrawn_offer_frees_the_desk_for_the_next():
    """The first would have held the desk for five hours."""
    desk = chain(approver(queued=True), withdraws_dead=True)
    first = offer(0, window_h=1.0, request=request({"head": luck(0, 300)}, at("2024-01-02 10:00")))
    second = offer(
        1,
        "2024-01-02 10:30",
        request=request({"head": luck(0, 10)}, at("2024-01-02 10:30"), 1),
    )
    ledger = play(Oa(), first, second, world=scenario(desk))
    assert ledger.entries[1].answered_at == at("2024-01-02 11:10")


def test_withdrawing_changes_no_fate_where_nobody_queues(company_a):
    """On independent desks the dead disturb nobody."""
    stays = draw_season(company_a.scenario, 21, 0)
    oa = regimes_of(company_a.file, company_a.scenario)["oa"]
    leaves = replace(
        company_a.scenario, chain=replace(company_a.scenario.chain, withdraws_dead=True)
    )
    ours = replay(draw_season(leaves, 21, 0), oa)
    assert [e.fate for e in ours.entries] == [e.fate for e in replay(stays, oa).entries]


@pytest.mark.parametrize("replication", range(3))
def test_every_offer_has_exactly_one_fate_under_every_regime(replication, company_a):
    """Conservation: none is lost and none counted twice; the facts agree with the fate."""
    tape = draw_season(company_a.scenario, 22, replication)
    offered = {o.number for o in tape.offers if o.campaign or o.u_appears < 1 / 1.15}
    for name, regime in regimes_of(company_a.file, company_a.scenario).items():
        ledger = replay(tape, regime, name)
        assert Counter(e.offer.number for e in ledger.entries) == Counter(offered)
        for entry in ledger.entries:
            _check(entry)


def _check(entry):
    made, answered = entry.offer, entry.answered_at
    if entry.fate is Fate.DECLINED:
        assert not entry.filed
        return
    assert entry.filed
    in_time = answered < made.closes_at and answered < made.rival_at
    assert in_time == (entry.fate in (Fate.CAPTURED, Fate.REJECTED))
    assert (entry.fate is Fate.CAPTURED) == (in_time and entry.decision.yes)
    if entry.fate is Fate.LOST_TO_RIVAL:
        assert made.rival_at < made.closes_at
    if entry.fate is not Fate.CAPTURED:
        assert (entry.orders, entry.sales, entry.deal_value, entry.brand_damage) == (0, 0, 0, 0)


def test_a_longer_window_never_captures_less(company_a):
    """On one tape, stock rule off, no rival: the captured of a short window stay captured."""
    tape = draw_season(company_a.scenario, 23, 0)
    free = replace(company_a.scenario, chain=replace(company_a.scenario.chain, stock_share=1e9))
    captured = []
    for factor in (0.25, 1, 4, 16):
        longer = [
            replace(
                made,
                closes_at=made.offered_at + round((made.closes_at - made.offered_at) * factor),
            )
            for made in tape.offers
        ]
        same_events = replace(tape, scenario=free, offers=tuple(longer))
        ledger = replay(same_events, regimes_of(company_a.file, free)["oa"])
        captured.append({e.offer.number for e in ledger.entries if e.fate is Fate.CAPTURED})
    assert captured[0] <= captured[1] <= captured[2] <= captured[3]
    assert len(captured[0]) < len(captured[3])


def test_nothing_is_drawn_during_a_replay(monkeypatch, company_a):
    """Every source of chance that Python and NumPy offer is blocked."""

    def refuse(*args, **kwargs):
        raise AssertionError("a replay drew")

    tape = draw_season(company_a.scenario, 24, 0)
    for module, names in (
        (random, ("random", "uniform", "choice", "shuffle", "expovariate", "Random")),
        (np.random, ("default_rng", "Generator", "PCG64", "rand", "random", "SeedSequence")),
        (os, ("urandom",)),
    ):
        for name in names:
            monkeypatch.setattr(module, name, refuse)
    for name, regime in regimes_of(company_a.file, company_a.scenario).items():
        assert replay(tape, regime, name).entries


def test_a_replay_leaves_the_tape_as_it_was(company_a):
    """Otherwise the second regime would meet another season than the first."""
    tape = draw_season(company_a.scenario, 25, 0)
    known = regimes_of(company_a.file, company_a.scenario)
    alone = replay(draw_season(company_a.scenario, 25, 0), known["oa"])
    for regime in known.values():
        replay(tape, regime)
    after = replay(tape, known["oa"])
    assert digest(after) == digest(alone)


def digest(ledger) -> str:
    facts = asdict(ledger)
    for entry in facts["entries"]:
        entry["offer"] = entry["offer"]["number"]
    facts["committed"] = sorted(map(list, (facts["committed"] or {}).items()))
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


HASHED = """
import hashlib, json, sys
sys.path[:0] = ["tests/sim", "tests/sim/model"]
from sim.client.load import client_of
from sim.client.files import tree_in_toml
from sim.client.regimes import regimes_of
from sim.model.replay import replay
from sim.model.season import PlanRequest
from sim.luck.draw import draw_season
from test_replay import digest
a = client_of(tree_in_toml("data/clients/company_a.toml"))
tape = draw_season(a.scenario, 5, 2)
print(*(digest(replay(tape, r, n)) for n, r in regimes_of(a.file, a.scenario).items()))
"""


def test_the_same_seed_gives_the_same_bytes_in_any_process():
    """Two processes that hash strings differently agree on every byte of every ledger."""
    said = [
        subprocess.run(
            [sys.executable, "-c", HASHED],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    ]
    assert said[0] == said[1]
    assert len(set(said[0].split())) == 10, "ten regimes, ten different ledgers"


def _answer_rates(feedback):
    """Return two months: in January all is answered at once, February is what the feedback adds."""
    world = scenario(days=60)
    world = replace(world, arrivals=replace(world.arrivals, feedback=feedback))
    january = [offer(n, f"2024-01-{2 + n:02d} 10:00") for n in range(5)]
    february = [
        offer(5 + n, f"2024-02-{2 + n:02d} 10:00", u_appears=(n + 0.5) / 20) for n in range(20)
    ]
    return world, january, february


def test_feedback_answers_well_answered_months_with_more_offers():
    """All in time: rate 1.15, everything on the tape appears; nothing in time: .85 / 1.15."""
    world, january, february = _answer_rates(feedback=True)
    good = replay(season(world, *january, *february), Green(charter=charter(), fallback=Oa()))
    assert len(good.entries) == 25
    late = [replace(each, closes_at=each.offered_at + 1, think=HOUR) for each in january]
    bad = replay(season(world, *late, *february), Green(charter=charter(), fallback=Oa()))
    assert len(bad.entries) == 5 + round(20 * 0.85 / 1.15)


def test_without_feedback_every_regime_meets_the_same_offers():
    """The base rate: 1 / 1.15 of what is on the tape, whatever was answered."""
    world, january, february = _answer_rates(feedback=False)
    for each in (january, [replace(o, closes_at=o.offered_at + 1) for o in january]):
        ledger = replay(season(world, *each, *february), Oa())
        assert len(ledger.entries) == 5 + round(20 / 1.15)


def test_offers_made_in_the_season_are_answered_after_its_end():
    """The study ends when the model is drained; nothing is censored."""
    made = offer(
        offered="2024-01-31 17:00",
        window_h=100.0,
        request=request({"head": luck(3, 0)}, at("2024-01-31 17:00")),
    )
    ledger = play(Oa(), made)
    assert _one(ledger).answered_at == at("2024-02-01 11:00")
    assert _one(ledger).orders == 100
    assert sum(day.sales for day in ledger.days[31:]) > 0


def test_offers_are_decided_in_the_order_of_their_numbers_when_they_come_together():
    """Ties are broken by (time, offer number)."""
    desk = chain(approver(queued=True))
    moment = at("2024-01-02 10:00")
    made = [offer(n, request=request({"head": luck(0, 10)}, moment, n)) for n in (2, 0, 1)]
    ledger = play(Oa(), *made, world=scenario(desk))
    answered = [(entry.answered_at - moment) // MINUTE for entry in ledger.entries]
    assert answered == [10, 20, 30]
    assert moment // DAY == 1


def test_the_platform_gives_its_worst_places_to_whoever_takes_everything():
    """All of January's taken: February's offers have a fifth fewer visitors; festivals do not."""
    world = scenario(days=60, arrivals=replace(scenario().arrivals, adverse=0.2))
    made = [offer(0), offer(1, "2024-02-05 10:00"), offer(2, "2024-02-06 10:00", campaign="spring")]
    taken = play(Delegated(), *made, world=world)
    assert [entry.visitors for entry in taken.entries] == [1000, 800, 1000]
    refused = play(Oa(), *made, world=replace(world, chain=chain(approver(rejects=1.1))))
    assert refused.entries[1].quality == 1.0


def test_a_withdrawn_request_gives_the_plans_money_back():
    """The confirmation would come after the window's end; the chain withdraws what has died."""
    world = scenario(chain(withdraws_dead=True))
    made = offer(campaign="spring", confirm=20 * HOUR, window_h=4.0)
    approved = PlanRequest(
        quarter=(2024, 0),
        begins_at=0,
        request=request({"head": luck()}, at("2024-01-01 09:00"), -1),
    )
    books = []

    class Watched(Planned):
        def at_work(self, office):
            books.append(decider := super().at_work(office))
            return decider

    tape = season(world, made, plan_requests=(approved,))
    (entry,) = replay(tape, Watched(plan=plan(), fallback=Oa())).entries
    assert (entry.decision.route, entry.decision.withdrawn) == ("plan", True)
    assert sum(books[0].book.spent.values()) == 0
