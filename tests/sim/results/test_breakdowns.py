"""What is told by kind, month, fate and clause, as pure functions of hand-made ledgers."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest
from worlds import AGENCY, day, entry, kind, offer, played, scenario

from sim.model.ledger import Decision, Fate
from sim.model.units import DAY, HOUR, fen
from sim.results.breakdowns import (
    BREAKDOWNS,
    by_kind,
    channel_exposures_cny,
    fallback_reasons,
    fates,
    first_offers,
    foretold,
    numbers_of,
    suspensions,
)
from sim.results.outcomes import OUTCOMES


def test_a_kind_counts_its_offers_visitors_and_deal_value():
    run = played(
        [
            entry(0, deal_value=fen(7)),
            entry(1, Fate.EXPIRED),
            entry(2, offer=offer(2, kind=kind(id="other"))),
        ]
    )
    table = by_kind(run)
    assert table["slot"] == {
        "offered": 2,
        "captured": 1,
        "visitors": 2000,
        "captured_visitors": 1000,
        "foretold_value": 1500,
        "deal_value": 7,
    }
    assert table["other"]["captured"] == 1


@pytest.mark.parametrize(
    ("route", "value"), [("oa", 1500), ("plan", 1500), ("delegated", 4000), ("green", 9000)]
)
def test_a_deal_was_foretold_by_who_said_yes_to_it(route, value):
    """Reviewers expect 1,000 visitors, the agency 2,000, and it reports twice what it expects."""
    greedy = replace(AGENCY, self_interest=1.0, report_bias=log(2))
    seen = offer(seen_by_reviewers=1000, seen_by_agency=2000)
    deal = entry(offer=seen, route=route)
    world = scenario(agency=greedy)
    assert foretold(world, deal) == fen(value)
    deal.decision.taken = 0.5
    assert foretold(world, deal) == fen(value) // 2


def test_every_fate_is_told_also_where_no_offer_met_it():
    assert fates(played([entry(0), entry(1, Fate.EXPIRED), entry(2)])) == {
        "captured": 2, "declined": 0, "rejected": 0, "lost_to_rival": 0, "expired": 1
    }  # fmt: skip


def test_the_first_offers_are_those_of_three_calendar_months():
    """Each is answered after an hour but the declined one; the fourth month's is not counted."""
    told = [
        entry(0, deal_value=fen(-5)),
        entry(1, Fate.DECLINED, answered=None),
        entry(2, Fate.EXPIRED, offer=offer(2, "2024-03-31 20:00"), answered="2024-03-31 23:00"),
        entry(3, offer=offer(3, "2024-04-01 10:00"), answered="2024-04-01 11:00"),
    ]
    assert first_offers(played(told, world=scenario(days=100))) == {
        "offered": 3, "captured": 1, "loss_making": 1, "answered": 2, "answer_h": 4.0
    }  # fmt: skip


def test_each_clause_counts_the_offers_that_it_sent_out_of_the_charter():
    named = [
        entry(n, decision=Decision(route="oa", yes=True, fallback=clause))
        for n, clause in enumerate(["kind", "kind", "hurdle", ""])
    ]
    assert fallback_reasons(played(named)) == {"kind": 2, "hurdle": 1}


def test_each_cause_counts_its_suspensions():
    spans = [(50 * DAY, 70 * DAY, "audit"), (10 * DAY, 10 * DAY + 12 * HOUR, "stop_loss")]
    assert suspensions(played(suspensions=spans)) == {"audit": 1, "stop_loss": 1}


def test_the_channel_s_exposures_are_those_of_its_yeses():
    """A no through the channel and a yes of the chain put nothing at stake there."""
    entries = [
        entry(0, decision=Decision(route="green", yes=True), exposure=fen(700)),
        entry(1, decision=Decision(route="green", yes=False), exposure=fen(500)),
        entry(2, decision=Decision(route="oa", yes=True), exposure=fen(300)),
    ]
    assert channel_exposures_cny(played(entries)) == {"0": 700}


def test_every_number_of_a_season_has_an_outcome_that_is_known():
    """The outcomes tell of the whole season, the breakdowns of one item each."""
    green = Decision(route="green", yes=True, fallback="kind")
    run = played([entry(0, decision=green)], suspensions=[(0, DAY, "audit")])
    numbers = list(numbers_of(run))
    assert {outcome for outcome, item, _ in numbers if not item} == set(OUTCOMES)
    assert {outcome for outcome, item, _ in numbers if item} == set(BREAKDOWNS)
    assert not set(OUTCOMES) & set(BREAKDOWNS)


def test_the_sales_of_the_run_out_are_no_month_s():
    run = played(days=[day(number, sales=100) for number in range(61)])
    sales = [(item, value) for outcome, item, value in numbers_of(run) if outcome == "sales"]
    assert sales == [("2024-01", 31.0), ("2024-02", 29.0), ("run_out", 1.0)]
