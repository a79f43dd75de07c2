"""Causes of waiting: they share out the whole wait of a request, to the microsecond."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import OFFICE, approver, at, chain, client_in, luck, request, walk

from sim.client.regimes import regimes_of
from sim.luck.draw import draw_season
from sim.model.chain import Attendance, Chasing, waits_of_decision
from sim.model.ledger import Waits
from sim.model.replay import replay
from sim.model.units import DAY, HOUR, MINUTE


def _waits(one):
    return waits_of_decision(one.decision, one.chain)


def test_a_wait_is_shared_out_by_hand():
    """Filed Tuesday 17:00, away on Wednesday, attention 2 h, 30 min of work.

    Tuesday 17-18 attention 1 h; 18-24 off duty 6 h; Wednesday absence 24 h; Thursday 0-9 off duty
    9 h; 09-10 attention 1 h; 10:00-10:30 handling.
    """
    away = Attendance(away={"head": frozenset({at("2024-01-03") // DAY})}, looks={})
    (one,) = walk(
        chain(), [request({"head": luck(2, 30)}, at("2024-01-02 17:00"))], attendance=away
    )
    assert one.answered_at == at("2024-01-04 10:30")
    assert _waits(one) == Waits(absence=24 * HOUR, off_duty=15 * HOUR, attention=2 * HOUR)


def test_contention_is_the_working_time_in_the_queue():
    """The second request is seen at once and waits 30 minutes for the desk."""
    desk = chain(approver(queued=True))
    _, second = walk(
        desk, [request({"head": luck(0, 30)}, at("2024-01-02 09:00"), n) for n in (0, 1)]
    )
    assert _waits(second) == Waits(contention=30 * MINUTE)


def test_rework_is_the_resubmission_and_all_waiting_in_repeated_rounds():
    """Returned at 10:00, resubmitted at 12:00, seen again at 14:00: 2 h and 2 h."""
    one = chain(approver(returns_first=0.5), rounds=1)
    rounds = [[luck(1, 0, returns=0.0)], [luck(1, 0)]]
    (found,) = walk(
        one,
        [request({"head": rounds}, at("2024-01-02 09:00"), resubmissions=[2 * HOUR, 0])],
    )
    assert found.answered_at == at("2024-01-02 14:00")
    assert _waits(found) == Waits(rework=4 * HOUR, attention=1 * HOUR)


SIGNING = st.tuples(st.floats(0, 30), st.floats(0, 200), st.floats(0, 1), st.floats(0, 1)).map(
    lambda values: luck(*values)
)
ROUND = st.lists(SIGNING, min_size=2, max_size=2)


@st.composite
def _requests(draw):
    rows = [draw(st.lists(ROUND, min_size=3, max_size=3)) for _ in range(2)]
    return request(
        {"head": rows[0], "board": rows[1]},
        draw(st.integers(-30 * DAY, 30 * DAY)),
        resubmissions=draw(st.lists(st.integers(0, 50 * HOUR), min_size=3, max_size=3)),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_requests(), min_size=1, max_size=5),
    st.sets(st.integers(-30, 60), max_size=30),
    st.sampled_from(["one", "all", "any"]),
    st.sampled_from([None, 6 * HOUR, 40 * HOUR]),
    st.booleans(),
)
def test_the_causes_of_every_request_sum_to_its_time_less_handling(
    requests, away, sign, time_out, urged
):
    """Whatever the luck, absences, sign mode, time-outs and chasing: an exact partition."""
    unwilling = {"returns_first": 0.4, "returns_later": 0.3, "rejects": 0.1}
    two = chain(
        approver("head", queued=True, **unwilling),
        approver("board", people=2, sign=sign, **unwilling),
        rounds=2,
        resubmission_clock=OFFICE,
        time_out=time_out,
        on_time_out="approve",
    )
    attendance = Attendance(away={"head": frozenset(away)}, looks={})
    chasing = Chasing(deputies=urged, attention=0.25 if urged else 1.0)
    for one, asked in zip(walk(two, requests, attendance, chasing), requests, strict=True):
        waits = _waits(one)
        handling = sum(signing.handling for signing in one.decision.signings)
        assert waits.total == one.answered_at - asked.filed_at - handling
        parts = (waits.rework, waits.absence, waits.off_duty, waits.contention, waits.attention)
        assert min(parts) >= 0


def test_the_causes_sum_up_in_whole_seasons_of_a_client_with_desks_and_time_outs():
    """Every request that walked the chain, under every regime of company A."""
    client = client_in(
        "data/clients/company_a.toml", ["chain.contention=true", "chain.time_out_h=60"]
    )
    season = draw_season(client.scenario, 3, 0)
    seen = 0
    for name, regime in regimes_of(client.file, client.scenario).items():
        ledger = replay(season, regime, name)
        for entry in ledger.entries:
            if entry.offer.number in ledger.waits and entry.decision.route == "oa":
                handling = sum(signing.handling for signing in entry.decision.signings)
                wall = entry.answered_at - entry.offer.offered_at
                assert ledger.waits[entry.offer.number].total == wall - handling
                seen += 1
    assert seen > 200
