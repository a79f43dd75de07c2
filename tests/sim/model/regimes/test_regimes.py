"""The regimes and the switch: who decides what, and what must be equal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worlds import (
    AGENCY,
    approver,
    at,
    chain,
    charter,
    client_in,
    kind,
    luck,
    offer,
    plan,
    play,
    request,
    scenario,
    season,
)

from sim.client.regimes import charter_of, named_regimes, regimes_of
from sim.luck.draw import draw_season
from sim.messages import ProblemError
from sim.model.chain import Chasing
from sim.model.ledger import Fate
from sim.model.regimes import Delegated, Green, Oa, Planned, Switch
from sim.model.replay import replay
from sim.model.season import PlanRequest
from sim.model.units import DAY, HOUR, MINUTE, fen
from sim.results.outcomes import OUTCOMES, Played, outcomes_of


def _one(ledger):
    (entry,) = ledger.entries
    return entry


def _slow_oa():
    return request({"head": luck(10, 30)}, at("2024-01-02 10:00"))


def test_oa_answers_late_what_the_green_channel_captures():
    """10 working hours of attention against a window of 8 hours."""
    made = offer(request=_slow_oa())
    late = _one(play(Oa(), made))
    assert (late.fate, late.decision.yes) == (Fate.EXPIRED, True)
    assert late.answered_at == at("2024-01-03 13:30")
    assert _one(play(Green(charter=charter(), fallback=Oa()), made)).fate is Fate.CAPTURED


def test_an_urged_chain_looks_sooner():
    """A quarter of 10 hours and half an hour of work: Tuesday 14:00."""
    urged = Oa(chasing=Chasing(attention=0.25))
    assert _one(play(urged, offer(request=_slow_oa()))).answered_at == at("2024-01-02 14:00")


def test_the_agency_screens_first_in_every_regime():
    """A decline ends the offer before anybody is asked."""
    poor = offer(seen_by_agency=100)
    regimes = [
        Oa(),
        Delegated(),
        Green(charter=charter(), fallback=Oa()),
        Planned(plan=plan(), fallback=Oa()),
    ]
    for regime in regimes:
        entry = _one(play(regime, poor))
        assert (entry.fate, entry.filed) == (Fate.DECLINED, False)
        assert entry.decision.signings == []


def test_self_interest_files_what_the_client_loses_by():
    """Deal value -750, commission 10 % of 1,000: filed from b = 750 / 850 on."""
    poor = offer(seen_by_agency=100, visitors=100, seen_by_reviewers=100)
    for own, filed in ((0.0, False), (0.88, False), (0.89, True), (1.0, True)):
        world = scenario(agency=replace(AGENCY, self_interest=own))
        assert _one(play(Delegated(), poor, world=world)).filed is filed


def test_the_reviewers_refuse_below_their_hurdle_on_their_own_forecast():
    """Deal value 500 of a cost of 1,000 is below .6 and above .4."""
    made = offer(seen_by_reviewers=600)
    for hurdle, fate in ((0.4, Fate.CAPTURED), (0.6, Fate.REJECTED)):
        assert _one(play(Oa(), made, world=scenario(chain(hurdle=hurdle)))).fate is fate


def test_nobody_in_oa_grants_what_crosses_the_red_line():
    """Whatever its value."""
    entry = _one(play(Oa(), offer(out_of_scope=True)))
    assert (entry.fate, entry.decision.reason) == (Fate.REJECTED, "red_line")


def test_a_delegated_agency_crosses_the_red_line_where_it_does_not_comply_and_the_brand_pays():
    """25 % of the event's sales of 10,000 CNY, charged to contribution and to the deal."""
    refused = _one(play(Delegated(), offer(out_of_scope=True, u_complies=0.69)))
    assert (refused.fate, refused.decision.reason) == (Fate.REJECTED, "red_line")
    ledger = play(Delegated(), offer(out_of_scope=True, u_complies=0.7))
    taken = _one(ledger)
    assert taken.fate is Fate.CAPTURED
    assert taken.brand_damage == fen(2500)
    assert taken.deal_value == fen(1500 - 2500)
    assert sum(day.contribution for day in ledger.days) == fen(1500 - 2500)


def test_no_clause_binds_the_delegated_agency():
    """No hurdle, no quota, no stock rule: only its own thinking time."""
    entry = _one(play(Delegated(), offer(cash_cost=fen(1400), think=5 * MINUTE)))
    assert (entry.fate, entry.answered_at) == (Fate.CAPTURED, at("2024-01-02 10:05"))


def test_only_offers_made_after_the_switch_are_decided_by_the_new_regime():
    """What is under way stays where it is."""
    switch = Switch(
        before=Oa(),
        after=Green(charter=charter(), fallback=Oa()),
        at=at("2024-01-03 00:00"),
    )
    before = offer(
        0,
        "2024-01-02 17:00",
        window_h=30.0,
        request=request({"head": luck(2)}, at("2024-01-02 17:00")),
    )
    after = offer(1, "2024-01-03 09:00")
    ledger = play(switch, before, after)
    assert [entry.decision.route for entry in ledger.entries] == ["oa", "green"]
    assert ledger.entries[0].answered_at == at("2024-01-03 10:00"), "answered after the switch"


def _plan_season(world, made, **story):
    filed = at("2023-12-11 10:00")
    asked = PlanRequest(
        quarter=(2024, 0), begins_at=0, request=request({"head": luck(**story)}, filed, -1)
    )
    return season(world, made, plan_requests=(asked,))


CAMPAIGN = {
    "campaign": "festival",
    "kind": kind(id="planned", planned=True),
    "window_h": 100.0,
    "confirm": 2 * HOUR,
    "request": request({"head": luck(30)}, at("2024-01-02 10:00")),
}


def _planned(world, made, terms=None, **story):
    regime = Planned(plan=terms or plan(), fallback=Oa())
    return _one(replay(_plan_season(world, made, **story), regime))


def test_a_foreseen_campaign_is_confirmed_in_hours():
    """Two working hours from Tuesday 10:00, over no lunch: 12:00."""
    entry = _planned(scenario(), offer(**CAMPAIGN))
    assert (entry.decision.route, entry.answered_at) == ("plan", at("2024-01-02 12:00"))
    assert entry.fate is Fate.CAPTURED


def test_what_the_plan_did_not_foresee_goes_to_oa():
    """Coverage .7: a campaign with luck .7 was not foreseen, an ad-hoc offer never is."""
    terms = plan(coverage=0.7)
    assert _planned(scenario(), offer(**CAMPAIGN, u_foreseen=0.69), terms).decision.route == "plan"
    assert _planned(scenario(), offer(**CAMPAIGN, u_foreseen=0.70), terms).decision.route == "oa"
    assert _planned(scenario(), offer(**CAMPAIGN | {"campaign": ""})).decision.route == "oa"


def test_a_plan_is_in_force_only_when_the_full_chain_has_approved_it():
    """Filed 15 working days before; 200 working hours of attention end after the campaign."""
    assert _planned(scenario(), offer(**CAMPAIGN), attention_h=30).decision.route == "plan"
    assert _planned(scenario(), offer(**CAMPAIGN), attention_h=200).decision.route == "oa"


def test_a_plan_that_was_refused_never_comes_into_force():
    """A time-out whose default is no ends the plan's walk too."""
    refusing = scenario(chain(time_out=HOUR, on_time_out="reject"))
    entry = _planned(refusing, offer(**CAMPAIGN), attention_h=30)
    assert entry.decision.route == "oa"


def test_a_campaign_beyond_the_plans_money_goes_the_next_way():
    """The envelope of January without rolling revision."""
    entry = _planned(scenario(), offer(**CAMPAIGN), plan(month_envelope=fen(999), rolling=False))
    assert entry.decision.route == "oa"


@pytest.mark.parametrize(
    ("approved_after_h", "offered", "clause"),
    [
        (30, "2024-02-05 10:00", ""),
        (400, "2024-01-30 10:00", ""),
        (400, "2024-01-31 10:00", "term"),
    ],
)
def test_a_charter_lapses_with_its_plan_after_the_days_of_grace(approved_after_h, offered, clause):
    """Not renewed 30 days after the quarter's beginning: the authority rests."""
    made = offer(offered=offered)
    tape = _plan_season(scenario(days=60), made, attention_h=approved_after_h)
    green = Green(charter=charter(lapses_after=30 * DAY), fallback=Oa())
    entry = _one(replay(tape, Planned(plan=plan(), fallback=green)))
    assert entry.decision.fallback == clause
    assert _one(replay(tape, green)).decision.fallback == "", "without a plan nothing lapses"


def test_a_charter_lapses_with_the_plan_that_it_stands_under_and_with_no_other():
    """Before the switch the channel stands alone; the plan of the later regime is not its own."""
    tape = _plan_season(scenario(days=60), offer(offered="2024-01-31 10:00"), attention_h=400)
    green = Green(charter=charter(lapses_after=30 * DAY), fallback=Oa())
    under_plan = Planned(plan=plan(), fallback=green)
    before = Switch(before=green, after=under_plan, at=at("2024-02-10 00:00"))
    after = Switch(before=green, after=under_plan, at=0)
    assert _one(replay(tape, before)).decision.fallback == ""
    assert _one(replay(tape, after)).decision.fallback == "term"


def test_a_revoked_charter_ends_on_that_day_and_open_commitments_are_honoured():
    """Revoked on 1 November: its last day is 31 October; a captured offer stays captured."""
    client = client_in("data/clients/company_a.toml", ["charter.revoked_on=2010-11-01"])
    ends = charter_of(client.file, client.scenario).valid_until
    assert client.scenario.date_of(ends // DAY).isoformat() == "2010-11-01"
    tape = draw_season(client.scenario, 14, 0)
    ledger = replay(tape, regimes_of(client.file, client.scenario)["green"])
    green = [entry for entry in ledger.entries if entry.decision.route == "green"]
    assert green
    assert all(entry.offer.offered_at < ends for entry in green)


def test_a_red_line_is_not_planned():
    """Nobody may grant it, plan or no plan."""
    entry = _planned(scenario(), offer(**CAMPAIGN | {"out_of_scope": True}))
    assert (entry.decision.route, entry.decision.reason) == ("oa", "red_line")


def _facts(ledger):
    """Return all that happened to the offers, without the name of the clause that sent them on."""
    return [
        (
            e.offer.number, e.fate, e.answered_at, e.decision.route, e.decision.yes, e.orders,
            e.deal_value, [(s.role, s.decided_at, s.action) for s in e.decision.signings],
        )
        for e in ledger.entries
    ]  # fmt: skip


@pytest.mark.parametrize("replication", range(3))
def test_a_quota_of_zero_is_oa_and_plan_green_with_it_is_the_plan(replication, company_a):
    """The same fates, the same ledger, the same days."""
    world = draw_season(company_a.scenario, 11, replication)
    known = regimes_of(company_a.file, company_a.scenario)
    none = replace(charter_of(company_a.file, company_a.scenario), quota=0)
    green = replace(known["green"], charter=none)
    plan_green = replace(known["plan_green"], fallback=green)
    for bound, free in ((green, known["oa"]), (plan_green, known["plan"])):
        ours, theirs = replay(world, bound), replay(world, free)
        assert _facts(ours) == _facts(theirs)
        assert ours.days == theirs.days
        assert ours.waits == theirs.waits


def test_equal_regimes_have_no_difference_in_any_outcome(company_a):
    """The same policy on the same tape, whatever its name."""
    world = draw_season(company_a.scenario, 12, 0)
    regime = regimes_of(company_a.file, company_a.scenario)["plan_green"]
    one, two = (
        outcomes_of(Played(scenario=company_a.scenario, ledger=replay(world, regime, name)))
        for name in ("one", "two")
    )
    assert one == two
    assert set(one) == set(OUTCOMES)


def test_a_switch_on_the_first_day_is_the_new_regime_and_one_after_the_end_the_old(company_a):
    """The two ends of the schedule."""
    world = draw_season(company_a.scenario, 13, 0)
    known = regimes_of(company_a.file, company_a.scenario)
    ends = ((0, "green"), ((company_a.scenario.days + 1) * DAY, "oa"))
    for moment, name in ends:
        switched = Switch(before=known["oa"], after=known["green"], at=moment)
        assert _facts(replay(world, switched)) == _facts(replay(world, known[name]))


def test_the_case_switches_on_the_date_of_the_client_file(company_a):
    """OA until 30 September, plan and green channel from 1 October."""
    switch = regimes_of(company_a.file, company_a.scenario)["case"]
    assert company_a.scenario.date_of(switch.at // DAY).isoformat() == "2010-10-01"
    assert isinstance(switch.after, Planned)


def test_nobody_is_paid_for_standing_by_before_the_switch(company_a):
    """The director's evenings count from the day on which his charter begins."""
    world = draw_season(company_a.scenario, 13, 0)
    known = regimes_of(company_a.file, company_a.scenario)
    dated, whole = (replay(world, known[name]) for name in ("case", "plan_green"))
    assert 0 < dated.standby < 0.6 * whole.standby
    assert 0 < dated.agency_standby < 0.6 * whole.agency_standby


def test_asking_for_one_regime_still_runs_the_baseline(company_a):
    """``differences`` need it."""
    known = regimes_of(company_a.file, company_a.scenario)
    assert list(named_regimes(("green",), known)) == ["oa", "green"]
    assert list(named_regimes((), known)) == [
        "oa", "oa_urged", "plan", "green", "urged_green", "plan_green", "alone_green", "wide_green",
        "delegated",
    ]  # fmt: skip


def test_nobody_of_the_client_countersigns_or_stands_by_where_the_agency_signs_alone(company_a):
    """All else of the charter is as drafted; in the draft the director signs, and is paid."""
    world = draw_season(company_a.scenario, 1, 0)
    known = regimes_of(company_a.file, company_a.scenario)
    alone, drafted = (replay(world, known[name]) for name in ("alone_green", "green"))
    dual = [entry for entry in drafted.entries if entry.decision.dual]
    assert dual
    assert not [entry for entry in alone.entries if entry.decision.dual]
    assert drafted.standby
    assert not alone.standby
    ours, theirs = known["alone_green"].charter, known["green"].charter
    assert ours == replace(theirs, alone_limit=theirs.quota)


def test_the_director_signs_only_what_passes_the_hurdle_by_the_client_s_own_forecast(company_a):
    """What the agency reports does not bind him; without a hurdle he signs all in time."""
    world = draw_season(company_a.scenario, 1, 0)
    green = regimes_of(company_a.file, company_a.scenario)["green"]
    free = replace(green, charter=replace(green.charter, hurdle=None))

    def dual(regime):
        return [entry for entry in replay(world, regime).entries if entry.decision.dual]

    def passes(entry):
        offer = entry.offer
        value = world.expected(offer, offer.seen_by_reviewers).deal_value
        return value >= green.charter.hurdle * offer.cash_cost

    found = {(entry.decision.reason, passes(entry)) for entry in dual(green)}
    assert found == {("", True), ("hurdle", False)}
    assert not [entry for entry in dual(green) if entry.decision.reason and entry.decision.yes]
    assert {entry.decision.reason for entry in dual(free)} == {""}


def test_an_unknown_regime_is_refused_with_the_nearest_one(company_a):
    """All unknown names at once."""
    with pytest.raises(ProblemError, match=r"'gren': no such regime\. Did you mean 'green'\?"):
        named_regimes(("gren", "oa"), regimes_of(company_a.file, company_a.scenario))


def test_the_charters_list_of_kinds_leaves_price_events_out_and_festival_places_in(company_a):
    """group_buy and flash_sale are outside, festival_adhoc is inside."""
    excluded = charter_of(company_a.file, company_a.scenario).kinds_excluded
    assert excluded == {"group_buy", "flash_sale"}


def test_the_signatures_of_an_approver_who_is_dropped_are_nowhere(company_a):
    """``chain.dropped`` takes a role out of every class."""
    less = client_in("data/clients/company_a.toml", ['chain.dropped=["cfo"]'])
    assert all("cfo" not in row.roles for row in less.scenario.chain.classes)
    assert any("cfo" in row.roles for row in company_a.scenario.chain.classes)


def test_one_more_signature_never_captures_more():
    """On one tape, independent desks, no stock rule: the captured are a subset."""
    people = [approver(f"step{n}") for n in range(3)]
    made = [
        offer(
            n,
            offered_at=n * 11 * HOUR,
            window_h=3.0 + n % 40,
            request=request(
                {f"step{k}": luck((n * (k + 3)) % 7, 20) for k in range(3)}, n * 11 * HOUR, n
            ),
        )
        for n in range(60)
    ]
    captured = []
    for count in (1, 2, 3):
        world = scenario(chain(*people[:count], stock_share=1e9))
        ledger = play(Oa(), *made, world=world)
        captured.append({e.offer.number for e in ledger.entries if e.fate is Fate.CAPTURED})
    assert captured[2] < captured[1] < captured[0]


BEYOND_OFFICE = 5 * (13 - 8) * HOUR + 2 * 13 * HOUR
"""A week of 09-22 on every day, less Monday to Friday 09-18 with an hour of lunch."""


@pytest.mark.parametrize(
    ("changes", "director", "agency"),
    [
        ({"alone_limit": fen(100)}, 1, 1),
        ({}, 0, 1),
        ({"quota": 0, "alone_limit": 0}, 0, 0),
        ({"kinds_excluded": frozenset({"slot"})}, 0, 0),
        ({"valid_until": 0}, 0, 0),
    ],
)
def test_a_channel_keeps_people_on_duty_beyond_office_hours(changes, director, agency):
    """Who countersigns and the agency; it only, if it is alone; nobody if nothing is inside."""
    ledger = play(Green(charter=charter(**changes), fallback=Oa()), world=scenario(days=7))
    assert ledger.standby == director * BEYOND_OFFICE
    assert ledger.agency_standby == agency * BEYOND_OFFICE


def test_full_delegation_keeps_the_agency_on_duty_and_oa_nobody():
    for regime, standing in ((Delegated(), BEYOND_OFFICE), (Oa(), 0)):
        ledger = play(regime, world=scenario(days=7))
        assert (ledger.standby, ledger.agency_standby) == (0, standing)
