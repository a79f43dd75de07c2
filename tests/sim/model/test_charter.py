"""Every clause of the charter bites: as a rule, and in a replayed season."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import log

import pytest
from worlds import AGENCY, SUPPLY, approver, at, chain, charter, kind, offer, play, scenario

from sim.model.charter import Envelope
from sim.model.clock import weekly_clock
from sim.model.ledger import Fate
from sim.model.offers import forecast
from sim.model.regimes import Green, Oa
from sim.model.units import DAY, HOUR, MINUTE, NEVER, fen

WORLD = scenario()


def _green(**clauses):
    return Green(charter=charter(**clauses), fallback=Oa())


def _one(ledger):
    (entry,) = ledger.entries
    return entry


def _fallbacks(ledger):
    return [entry.decision.fallback for entry in ledger.entries]


def test_inside_the_charter_the_agency_answers_within_its_thinking_time():
    """Offered Tuesday 10:00, thought over for 24 minutes: captured at 10:24, without OA."""
    entry = _one(play(_green(), offer(think=24 * MINUTE)))
    assert entry.decision.route == "green"
    assert entry.fate is Fate.CAPTURED
    assert entry.answered_at == at("2024-01-02 10:24")
    assert entry.decision.signings == []


def test_a_dual_signed_offer_goes_through_the_evening_as_written_out_here():
    """Offered Tuesday 20:30, above the alone limit; both are on duty on every day.

    20:30 the agency (09-22) thinks 60 min: 21:30; the director (09-21) is off duty until
    Wednesday 09:00 and takes 45 min: yes at 09:45. The window of 14 h ends at 10:30: captured.
    """
    until_nine = weekly_clock(((9 * HOUR, 21 * HOUR),), -140, 1140, lambda day: True)
    director = replace(AGENCY, director_duty=until_nine)
    world = scenario(agency=director)
    made = offer(
        offered="2024-01-02 20:30", window_h=14.0, think=60 * MINUTE, dual_think=45 * MINUTE
    )
    entry = _one(play(_green(alone_limit=fen(999)), made, world=world))
    assert entry.decision.dual
    assert entry.answered_at == at("2024-01-03 09:45")
    assert entry.fate is Fate.CAPTURED


def test_up_to_the_alone_limit_nobody_else_signs():
    """The limit itself is inside."""
    made = offer(think=MINUTE, dual_think=HOUR)
    assert not _one(play(_green(alone_limit=fen(1000)), made)).decision.dual
    assert _one(play(_green(alone_limit=fen(1000) - 1), made)).decision.dual


CLAUSES = [
    ("term", {"valid_from": at("2024-01-02 10:01")}, {}),
    ("term", {"valid_until": at("2024-01-02 10:00")}, {}),
    ("red_line", {}, {"out_of_scope": True}),
    ("kind", {"kinds_excluded": frozenset({"slot"})}, {}),
    ("instrument", {"instruments": frozenset({"gift"})}, {}),
    ("quota_per_decision", {"quota": fen(1000) - 1}, {}),
    ("hurdle", {"hurdle": 1.51}, {}),
    ("stock", {"stock_share": 0.00049}, {}),
    ("quota_per_month", {"month_quota": fen(1000) - 1}, {}),
    ("quota_per_quarter", {"quarter_quota": fen(1000) - 1}, {}),
]
JUST_INSIDE = {
    "term": {"valid_from": at("2024-01-02 10:00"), "valid_until": at("2024-01-02 10:01")},
    "instrument": {"instruments": frozenset({"budget"})},
    "quota_per_decision": {"quota": fen(1000)},
    "hurdle": {"hurdle": 1.5},
    "stock": {"stock_share": 0.0005},
    "quota_per_month": {"month_quota": fen(1000)},
    "quota_per_quarter": {"quarter_quota": fen(1000)},
}


@pytest.mark.parametrize(("clause", "binding", "changed"), CLAUSES)
def test_a_clause_that_binds_sends_the_offer_to_oa_and_is_counted(clause, binding, changed):
    """The standard offer: exposure 1,000 CNY, 100 orders of 100,000 in stock, value 1,500 CNY."""
    entry = _one(play(_green(**binding), offer(**changed)))
    assert entry.decision.fallback == clause
    assert entry.decision.route == "oa"


@pytest.mark.parametrize("clause", JUST_INSIDE)
def test_an_offer_exactly_at_the_limit_is_inside(clause):
    """Limits belong to the authority."""
    entry = _one(play(_green(**JUST_INSIDE[clause]), offer()))
    assert entry.decision.fallback == ""
    assert entry.decision.route == "green"


def test_a_gift_may_cost_its_share_of_an_order_and_no_more():
    """15 % is inside, 16 % is not; where a price is asked for the red line and quota see to it."""
    for lost, asks, clause in (
        (0.15, {"gift"}, ""),
        (0.16, {"gift"}, "instrument"),
        (0.16, {"gift", "price"}, ""),
    ):
        made = offer(kind=kind(margin_lost=lost, asks=frozenset(asks)), cash_cost=fen(100))
        assert _fallbacks(play(_green(gift_share=0.15), made)) == [clause]


def test_the_quota_counts_the_discount_below_list_and_not_the_cash_alone():
    """Exposure = 1,000 cash + 8 % of 10,000 forecast sales = 1,800; contribution loses 8 % once."""
    dear = kind(margin_lost=0.08)
    seen = forecast(WORLD, offer(kind=dear), 1000)
    assert seen.exposure == pytest.approx(fen(1800))
    assert seen.deal_value == pytest.approx(fen(1500 - 800))
    assert _fallbacks(play(_green(quota=fen(1799)), offer(kind=dear))) == ["quota_per_decision"]
    assert _fallbacks(play(_green(quota=fen(1800)), offer(kind=dear))) == [""]


def test_the_hurdle_is_applied_to_the_agencys_forecast():
    """The truth would pass, the forecast does not."""
    made = offer(seen_by_agency=600)
    assert _fallbacks(play(_green(hurdle=1.0), made)) == ["hurdle"]


def test_a_quota_of_zero_sends_everything_to_oa_even_what_costs_nothing():
    """Quota 0 is OA: always."""
    assert _fallbacks(play(_green(quota=0), offer(cash_cost=0))) == ["quota_per_decision"]


def test_two_deals_of_one_kind_within_72_hours_count_as_one():
    """600 + 600 is above a quota of 1,000; 72 hours later it is not."""
    cheap = {"cash_cost": fen(600)}
    clauses = {"quota": fen(1000), "aggregation": 72 * HOUR}
    first = offer(0, **cheap)
    soon = offer(1, "2024-01-05 09:59", **cheap)
    later = offer(1, "2024-01-05 10:00", **cheap)
    assert _fallbacks(play(_green(**clauses), first, soon)) == ["", "aggregation"]
    assert _fallbacks(play(_green(**clauses), first, later)) == ["", ""]
    other = offer(1, "2024-01-02 11:00", kind=kind(id="other"), **cheap)
    assert _fallbacks(play(_green(**clauses), first, other)) == ["", ""]


def test_an_agency_that_splits_a_deal_is_caught_by_aggregation_and_slips_through_without_it():
    """1,500 CNY against a quota of 1,000: two parts of 750 are one decision within 72 h."""
    world = scenario(agency=replace(AGENCY, splits=0.3))
    made = offer(cash_cost=fen(1500), u_splits=0.2)
    honest = offer(cash_cost=fen(1500), u_splits=0.4)
    ruled = _green(quota=fen(1000), aggregation=72 * HOUR)
    loose = _green(quota=fen(1000))
    assert _fallbacks(play(ruled, made, world=world)) == ["aggregation"]
    assert _fallbacks(play(loose, made, world=world)) == [""]
    assert _fallbacks(play(loose, honest, world=world)) == ["quota_per_decision"]


def test_a_split_that_the_audit_finds_is_paid_by_the_agency():
    """A breach of scope is the agency's; the client's clause may say otherwise."""
    world = scenario(agency=replace(AGENCY, splits=0.3))
    made = offer(cash_cost=fen(1500), u_splits=0.2, u_audited=0.1)
    audited = {"quota": fen(1000), "audit_share": 0.2}
    ledger = play(_green(**audited), made, world=world)
    assert (ledger.deviations, ledger.agency_paid) == (1, fen(1500))
    spared = play(_green(breach_paid_by_agency=False, **audited), made, world=world)
    assert (spared.deviations, spared.agency_paid) == (1, 0)


def test_the_month_quota_opens_again_on_the_first():
    """600 + 600 in January is too much for 1,000; on 1 February it is not."""
    cheap = {"cash_cost": fen(600)}
    month = _green(month_quota=fen(1000))
    first = offer(0, "2024-01-30 10:00", **cheap)
    same = offer(1, "2024-01-31 10:00", **cheap)
    after = offer(1, "2024-02-01 10:00", **cheap)
    world = scenario(days=60)
    assert _fallbacks(play(month, first, same, world=world)) == ["", "quota_per_month"]
    assert _fallbacks(play(month, first, after, world=world)) == ["", ""]


def test_the_quarter_quota_outlasts_the_month():
    """600 in January and 600 in March are one quarter, April is the next."""
    cheap = {"cash_cost": fen(600)}
    quarter = _green(quarter_quota=fen(1000))
    first = offer(0, "2024-01-30 10:00", **cheap)
    march = offer(1, "2024-03-29 10:00", **cheap)
    april = offer(1, "2024-04-01 10:00", **cheap)
    world = scenario(days=120)
    assert _fallbacks(play(quarter, first, march, world=world)) == ["", "quota_per_quarter"]
    assert _fallbacks(play(quarter, first, april, world=world)) == ["", ""]


def test_a_reservation_holds_quota_while_the_agency_thinks():
    """Two offers at 10:00 and 10:10, thought over for an hour: the quota is enough for one."""
    thinking = {"cash_cost": fen(600), "think": HOUR}
    made = offer(0, **thinking), offer(1, "2024-01-02 10:10", **thinking)
    assert _fallbacks(play(_green(month_quota=fen(1000)), *made)) == ["", "quota_per_month"]


def test_a_reservation_is_released_when_its_offer_dies():
    """The first dies at 10:30, half an hour before its answer; the next comes at 10:40."""
    first = offer(0, cash_cost=fen(600), think=HOUR, window_h=0.5)
    second = offer(1, "2024-01-02 10:40", cash_cost=fen(600))
    ledger = play(_green(month_quota=fen(1000)), first, second)
    assert [entry.fate for entry in ledger.entries] == [Fate.EXPIRED, Fate.CAPTURED]
    assert _fallbacks(ledger) == ["", ""]
    assert ledger.committed == {(2024, 1): fen(600)}, "only the second was committed"


def test_a_rivals_claim_releases_the_reservation_too():
    """The offer dies at whatever comes first."""
    first = offer(0, cash_cost=fen(600), think=HOUR, rival_at=at("2024-01-02 10:20"))
    second = offer(1, "2024-01-02 10:25", cash_cost=fen(600))
    ledger = play(_green(month_quota=fen(1000)), first, second)
    assert [entry.fate for entry in ledger.entries] == [Fate.LOST_TO_RIVAL, Fate.CAPTURED]


def test_stock_that_is_gone_when_the_answer_is_due_makes_it_a_no():
    """Both may promise 60 % of 150 orders; the second finds the first's hold."""
    world = scenario(supply=replace(SUPPLY, opening_stock=150))
    made = offer(0), offer(1, "2024-01-02 11:00")
    ledger = play(_green(stock_share=0.7), *made, world=world)
    assert _fallbacks(ledger) == ["", "stock"]
    thinking = offer(0, think=2 * HOUR), offer(1, "2024-01-02 11:00")
    ledger = play(_green(stock_share=0.7), *thinking, world=world)
    assert [entry.fate for entry in ledger.entries] == [Fate.REJECTED, Fate.CAPTURED]
    assert ledger.entries[0].decision.reason == "stock"
    assert ledger.committed == {(2024, 1): fen(1000)}, "the refused reservation was released"


BAD_DEAL = {"visitors": 100, "seen_by_agency": 1000, "seen_by_reviewers": 1000}


def test_the_stop_loss_suspends_the_authority_to_the_end_of_the_month():
    """10 orders x 25 - 1,000 = -750 CNY, known at the end of the event's day."""
    bad = offer(0, **BAD_DEAL)
    same_day = offer(1, "2024-01-02 12:00", **BAD_DEAL)
    next_day = offer(2, "2024-01-03 10:00")
    end_of_month = offer(3, "2024-01-31 23:00")
    next_month = offer(4, "2024-02-01 10:00")
    world = scenario(days=60)
    made = bad, same_day, next_day, end_of_month, next_month
    ledger = play(_green(stop_loss=fen(700)), *made, world=world)
    assert _fallbacks(ledger) == ["", "", "suspended", "suspended", ""]
    assert ledger.suspensions[0][2] == "stop_loss"
    assert ledger.suspensions[0][1] == at("2024-02-01 00:00")
    lenient = play(_green(stop_loss=fen(1501)), *made, world=world)
    assert _fallbacks(lenient) == [""] * 5


def test_a_loss_settled_on_the_last_day_of_a_month_does_not_suspend_the_next():
    """The event of 31 January belongs to January, though its day is closed at midnight."""
    bad = offer(0, "2024-01-31 10:00", **BAD_DEAL)
    after = offer(1, "2024-02-01 10:00")
    ledger = play(_green(stop_loss=fen(700)), bad, after, world=scenario(days=60))
    assert _fallbacks(ledger) == ["", ""]


def test_the_stop_loss_counts_the_channels_own_deals_only():
    """A loss that OA approved does not suspend the agency."""
    bad = offer(0, out_of_scope=False, kind=kind(id="other"), **BAD_DEAL)
    good = offer(1, "2024-01-03 10:00")
    clauses = {"stop_loss": fen(700), "kinds_excluded": frozenset({"other"})}
    ledger = play(_green(**clauses), bad, good)
    assert ledger.entries[0].deal_value < 0
    assert _fallbacks(ledger) == ["kind", ""]


def test_two_deviations_found_in_a_month_suspend_the_authority():
    """Filed late twice and both found by the sample; the third offer is not decided."""
    world = scenario(agency=replace(AGENCY, files_late=0.05), days=60)
    late = {"u_files_late": 0.01, "u_audited": 0.1}
    made = [offer(n, f"2024-01-0{2 + n} 10:00", **late) for n in range(3)]
    audited = play(_green(audit_share=0.2), *made, world=world)
    assert _fallbacks(audited) == ["", "", "suspended"]
    assert audited.deviations == 2
    assert audited.suspensions == [(at("2024-01-03 10:00"), at("2024-02-01 00:00"), "audit")]
    unseen = play(_green(audit_share=0.05), *made, world=world)
    assert _fallbacks(unseen) == ["", "", ""]
    strict = play(_green(audit_share=0.2, deviations_allowed=1), *made, world=world)
    assert _fallbacks(strict) == ["", "suspended", "suspended"]


def test_every_large_decision_is_audited_whatever_the_sample():
    """All above 80 % of the quota."""
    world = scenario(agency=replace(AGENCY, files_late=0.05))
    made = offer(u_files_late=0.01, u_audited=0.99)
    assert play(_green(audit_above=fen(999)), made, world=world).deviations == 1
    assert play(_green(audit_above=fen(1000)), made, world=world).deviations == 0


def test_a_suspension_is_not_drawn_out_by_a_second_reason():
    """While the channel rests there is nothing to suspend."""
    envelope = Envelope(charter(stop_loss=0), WORLD)
    envelope.settle(-1, 5 * DAY)
    envelope.settle(-1, 6 * DAY)
    assert envelope.suspensions == [(5 * DAY, 31 * DAY, "stop_loss")]


def test_an_envelope_gives_back_what_is_released_and_keeps_what_is_committed():
    """Reserve, commit, release; money is neither made nor lost."""
    envelope = Envelope(charter(month_quota=fen(2500)), WORLD)
    made = [offer(n) for n in range(3)]
    first = envelope.reserve(made[0], fen(1000), at("2024-01-02 10:00"))
    second = envelope.reserve(made[1], fen(1000), at("2024-01-02 10:00"))
    asked = made[2], fen(1000), at("2024-01-02 10:05")
    assert envelope.objection(*asked) == "quota_per_month"
    envelope.commit(first)
    assert envelope.objection(*asked) == "quota_per_month"
    envelope.release(second)
    assert envelope.objection(*asked) == ""
    assert envelope.committed_by_month() == {(2024, 1): fen(1000)}
    assert [draw.dies_at for draw in envelope.drawn] == [NEVER]


def test_an_offer_outside_duty_hours_waits_for_the_duty_manager():
    """Offered Tuesday 23:00: thought over from Wednesday 09:00, on every day of the week."""
    made = offer(offered="2024-01-06 23:00", window_h=24.0, think=30 * MINUTE)
    assert _one(play(_green(), made)).answered_at == at("2024-01-07 09:30")


def test_a_larger_quota_never_captures_less_in_scope():
    """On one tape, with stop-loss, stock and aggregation off and an ample month's quota."""
    made = [
        offer(
            n,
            offered_at=n * 7 * HOUR + 9 * HOUR,
            cash_cost=fen(200 * (n % 11)),
            think=(n % 9) * HOUR,
            window_h=1.0 + n % 13,
        )
        for n in range(60)
    ]
    captured = []
    for quota in (0, 300, 800, 1500, 3000):
        world = scenario(chain(approver(rejects=1.1)))
        ledger = play(_green(quota=fen(quota)), *made, world=world)
        captured.append({e.offer.number for e in ledger.entries if e.fate is Fate.CAPTURED})
    assert all(less <= more for less, more in pairwise(captured))
    assert len(captured[0]) == 0
    assert len(captured[-1]) > 20


GREEDY = replace(WORLD.agency, self_interest=1.0, report_bias=log(2.0))


def test_the_charter_reads_what_the_agency_reports_and_not_what_it_thinks():
    """500 visitors thought, 1,000 reported: the hurdle is passed, the exposure doubled too."""
    made = offer(kind=kind(margin_lost=0.04), visitors=500, cash_cost=fen(800))
    honest = _green(hurdle=0.5)
    assert _fallbacks(play(honest, made)) == ["hurdle"]
    world = replace(WORLD, agency=GREEDY)
    entry = _one(play(honest, made, world=world))
    assert entry.decision.fallback == ""
    assert entry.decision.reported == pytest.approx(1000)
    assert entry.exposure == fen(800 + 0.04 * 10_000)


def test_where_the_agency_decides_alone_the_red_line_is_as_safe_as_it_complies():
    """Above the alone limit the client's director sees the sheet."""
    asked = offer(out_of_scope=True, u_complies=0.9)
    crossed = _one(play(_green(), asked))
    assert (crossed.decision.route, crossed.decision.breaks_red_line) == ("green", True)
    assert crossed.brand_damage == fen(2500), "25 % of the event's sales"
    assert _fallbacks(play(_green(), replace(asked, u_complies=0.6))) == ["red_line"]
    assert _fallbacks(play(_green(alone_limit=fen(999)), asked)) == ["red_line"]


def test_an_audit_finds_a_crossed_red_line_and_the_agency_pays():
    """The cash cost of the deal, where the charter says so."""
    asked = offer(out_of_scope=True, u_complies=0.9, u_audited=0.0)
    for paid in (True, False):
        ledger = play(_green(audit_share=0.5, breach_paid_by_agency=paid), asked)
        assert (ledger.deviations, ledger.audits) == (1, 1)
        assert ledger.agency_paid == (fen(1000) if paid else 0)


def test_an_audit_after_the_event_compares_what_was_reported_with_who_came():
    """Twice as many reported is a deviation where 1.9 is tolerated, and none at 2.1."""
    world = replace(WORLD, agency=GREEDY)
    for tolerance, found in ((1.9, 1), (2.1, 0)):
        rule = _green(audit_share=0.5, report_tolerance=tolerance)
        assert play(rule, offer(u_audited=0.0), world=world).deviations == found
        assert play(rule, offer(u_audited=0.6), world=world).deviations == 0, "not audited"


def test_what_counts_as_one_decision_is_countersigned_as_one():
    """Two of 1,000 within 72 hours against an alone limit of 1,500."""
    rule = _green(alone_limit=fen(1500), aggregation=72 * HOUR)
    two = play(rule, offer(0), offer(1, "2024-01-03 10:00"))
    assert [entry.decision.dual for entry in two.entries] == [False, True]
    apart = play(rule, offer(0), offer(1, "2024-01-06 10:00"))
    assert [entry.decision.dual for entry in apart.entries] == [False, False]


def test_only_the_part_that_is_taken_uses_the_quota():
    """60 of 100 orders in stock: 600 of 1,000 CNY are committed."""
    world = replace(WORLD, supply=replace(WORLD.supply, opening_stock=60))
    ledger = play(_green(stock_share=1.0), offer(), world=world)
    assert sum(ledger.committed.values()) == fen(600)
