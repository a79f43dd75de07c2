"""Headline numbers as pure functions of hand-made ledgers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worlds import AGENCY, ECONOMICS, GOVERNANCE, at, day, entry, offer, played, scenario

from sim.model.ledger import CAUSES, Decision, Fate, Signing, Waits
from sim.model.units import DAY, HOUR, MINUTE, fen
from sim.results.outcomes import (
    OUTCOMES,
    agency_profit_cny,
    brand_damage_cny,
    capture_rate,
    captured_visitors_share,
    client_profit_cny,
    contribution_cny,
    conversion,
    deciding_cost_cny,
    decision_latency_working_h,
    drawdown,
    fallbacks,
    in_window_share,
    latencies_h,
    loss_making_deals,
    money_at_risk_cny,
    online_share,
    outcomes_of,
    quantile,
    quota_use_cny_month,
    returning_share,
    returning_share_period,
    sales_cny,
    spend_cny,
    suspended_days,
    wasted_approver_min,
    worst_month_cny,
)

WORLD = scenario(days=60)
ASKED_FOR = {
    *("capture_rate", "decision_latency_h", "decision_latency_median_h", "decision_latency_p90_h"),
    *("captured_latency_h", "in_window_share", "sales_cny", "contribution_cny", "spend_cny"),
    *("loss_making_deals", "wasted_approver_min", "conversion", "returning_share"),
    *("online_share", "client_profit_cny", "agency_profit_cny", "worst_month_cny"),
    "money_at_risk_cny",
}


def test_every_outcome_that_was_asked_for_is_registered():
    """With a unit, a direction and a meaning in words."""
    assert set(OUTCOMES) >= ASKED_FOR
    for outcome in OUTCOMES.values():
        assert outcome.better in ("high", "low", "none")
        assert outcome.unit
        assert outcome.meaning


def test_capture_is_counted_over_all_offers_declined_ones_included():
    """One of four."""
    some = [entry(0), entry(1, Fate.DECLINED), entry(2, Fate.EXPIRED), entry(3, Fate.REJECTED)]
    assert capture_rate(played(some)) == 0.25


def test_capture_by_visitors_weighs_the_offers():
    """1,000 of 4,000 visitors."""
    some = [entry(0), entry(1, Fate.EXPIRED, offer=offer(1, visitors=3000))]
    assert captured_visitors_share(played(some)) == 0.25


def test_latency_is_of_all_answers_yes_or_no_dead_or_alive():
    """1 h and 9 h from 10:00; who declined has no latency, who was withdrawn is censored."""
    some = [
        entry(0),
        entry(1, Fate.EXPIRED, "2024-01-02 19:00"),
        entry(2, Fate.DECLINED, "2024-01-02 10:00"),
        entry(3, Fate.EXPIRED, None),
    ]
    run = played(some)
    assert latencies_h(run.filed) == [1, 9]
    found = outcomes_of(run)
    assert found["decision_latency_h"] == 5
    assert found["decision_latency_median_h"] == 5
    assert found["decision_latency_p90_h"] == pytest.approx(1 + 0.9 * 8)
    assert found["captured_latency_h"] == 1


def test_working_latency_leaves_out_lunch_and_evening():
    """Tuesday 10:00 to 19:00 holds 2 + 5 working hours."""
    assert decision_latency_working_h(played([entry(0, Fate.EXPIRED, "2024-01-02 19:00")])) == 7


def test_in_window_counts_filed_offers_only():
    """Answered before the window's end, whoever had claimed it by then."""
    some = [
        entry(0, Fate.REJECTED),
        entry(1, Fate.EXPIRED, "2024-01-02 18:00"),
        entry(2, Fate.DECLINED),
        entry(3, Fate.EXPIRED, None),
    ]
    assert in_window_share(played(some)) == pytest.approx(1 / 3)


def test_sales_stop_at_the_horizon_and_contribution_does_not():
    """60 days of 10 CNY, then a run-out day."""
    days = [day(n, sales=1000, contribution=500) for n in range(61)]
    run = played(days=days)
    assert sales_cny(run) == 600
    assert contribution_cny(run) == 61 * 5


def test_fees_and_teams_are_charged_by_calendar_months():
    """Two months: the fee to the client and the agency, the approver's half hour, and teams."""
    world = replace(
        WORLD,
        agency=replace(AGENCY, monthly_fee=fen(100), monthly_cost=fen(30)),
        economics=replace(ECONOMICS, client_team_month=fen(40)),
        governance=replace(GOVERNANCE, approver_hour=fen(60)),
    )
    signing = _signing(handling=30 * MINUTE)
    one = entry(decision=Decision(route="oa", yes=True, signings=[signing]))
    days = [day(0, contribution=fen(1000), commission=fen(70))]
    run = played([one], days=days, world=world, agency_paid=fen(15))
    assert contribution_cny(run) == 1000 - 200 - 30
    assert client_profit_cny(run) == 770 + 15 - 80
    assert agency_profit_cny(run) == 70 + 2 * (100 - 30) - 15


def _signing(started="2024-01-02 11:00", handling=0):
    moment = at(started)
    return Signing(
        role="head",
        round=0,
        activated_at=moment,
        attended_at=moment,
        started_at=moment,
        decided_at=moment + handling,
        handling=handling,
        action="approved",
    )


def test_wasted_minutes_are_those_begun_after_the_offers_death():
    """Dead from 18:00 on: 20 minutes of 30."""
    signings = [
        _signing("2024-01-02 17:59", 10 * MINUTE),
        _signing("2024-01-02 18:00", 20 * MINUTE),
    ]
    dead = entry(
        0, Fate.EXPIRED, "2024-01-02 18:20", decision=Decision(yes=True, signings=signings)
    )
    assert wasted_approver_min(played([dead])) == pytest.approx(20)


def test_a_loss_making_deal_is_a_captured_offer_with_a_value_below_zero():
    """Zero is no loss; what was not captured is no deal."""
    some = [
        entry(0, deal_value=-1),
        entry(1, deal_value=0),
        entry(2, deal_value=5),
        entry(3, Fate.EXPIRED, deal_value=0),
    ]
    assert loss_making_deals(played(some)) == 1


def test_spend_is_the_cash_cost_of_captured_offers():
    """Margin loss and exposure are other quantities."""
    assert spend_cny(played([entry(0), entry(1, Fate.EXPIRED)])) == 1000


def test_conversion_is_orders_over_visits_returning_customers_included():
    """30 + 10 orders of 1,000 visits."""
    assert (
        conversion(
            played(days=[day(0, visits=1000, visit_orders=30, first_orders=35, repeat_orders=10)])
        )
        == 0.04
    )


def test_the_two_readings_of_returning_customers():
    """Cohort: 12 of 100; period: 20 repeat orders over 400 customers."""
    run = played(days=[day(0, first_orders=400, repeat_orders=20)], cohort=100, cohort_returned=12)
    assert returning_share(run) == 0.12
    assert returning_share_period(run) == 0.05


def test_online_share_is_of_the_latest_full_month():
    """January does not count."""
    days = [day(n, sales=fen(900 if n < 31 else 40), shops_sales=fen(60)) for n in range(60)]
    assert online_share(played(days=days)) == pytest.approx(0.4)
    assert online_share(played(days=[day(n, sales=5) for n in range(60)])) is None, "no shops"


def test_online_share_of_a_season_over_a_year_takes_the_last_january_only():
    """The same month a year earlier is another month."""
    long = scenario(days=366 + 31)
    days = [day(n, sales=fen(100 if n < 31 else 40), shops_sales=fen(60)) for n in range(397)]
    assert online_share(played(days=days, world=long)) == pytest.approx(0.4)


def test_the_worst_month_may_be_one_without_any_deal():
    """Deals of January only: February brought nothing; a loss in February brought less."""
    january = entry(0, deal_value=fen(500))
    assert worst_month_cny(played([january])) == 0
    february = entry(1, answered="2024-02-02 10:00", deal_value=-fen(300))
    assert worst_month_cny(played([january, february])) == -300


def test_money_at_risk_is_the_deepest_fall_within_a_month_of_what_the_agency_decided():
    """+500, -300, -400, then a new month with -600; OA's -9,000 is not the agency's."""
    some = [
        entry(0, answered="2024-01-02 10:00", deal_value=fen(500), route="green"),
        entry(1, answered="2024-01-03 10:00", deal_value=-fen(300), route="green"),
        entry(2, answered="2024-01-04 10:00", deal_value=-fen(400), route="green"),
        entry(3, answered="2024-02-04 10:00", deal_value=-fen(600), route="green"),
        entry(4, answered="2024-01-04 11:00", deal_value=-fen(9000), route="oa"),
    ]
    assert money_at_risk_cny(played(some)) == 700
    assert money_at_risk_cny(played(some[4:])) is None, "nobody decided alone"


def test_a_drawdown_is_a_fall_from_the_highest_point_before():
    """Never negative."""
    assert drawdown([]) == 0
    assert drawdown([1, 2, 3]) == 0
    assert drawdown([-4]) == 4
    assert drawdown([10, -6, 5, -7]) == 8


def test_quota_use_is_a_months_mean_and_does_not_exist_without_a_charter():
    """3,000 committed in two months."""
    committed = {(2024, 1): fen(3000)}
    assert quota_use_cny_month(played([entry(0, route="green")], committed=committed)) == 1500
    assert quota_use_cny_month(played([entry(0)])) is None


def test_suspended_days_are_counted_within_the_season():
    """From day 50 to day 70 of 60: ten days."""
    run = played(suspensions=[(50 * DAY, 70 * DAY, "audit"), (10 * DAY, 10 * DAY + 12 * HOUR, "x")])
    assert suspended_days(run) == 10.5


def test_fallbacks_are_counted_over_all_clauses():
    named = [
        entry(n, decision=Decision(route="oa", yes=True, fallback=clause))
        for n, clause in enumerate(["kind", "kind", "hurdle", ""])
    ]
    assert fallbacks(played(named)) == 3


def test_waiting_by_cause_is_a_mean_over_requests():
    """Hours of requests that walked the chain."""
    waits = {0: Waits(absence=2 * HOUR), 1: Waits(absence=4 * HOUR, attention=HOUR)}
    found = outcomes_of(played(waits=waits))
    assert found["waiting_absence_h"] == 3
    assert found["waiting_attention_h"] == 0.5
    assert {f"waiting_{cause}_h" for cause in CAUSES} <= set(found)


def test_a_season_without_offers_has_no_rates_and_never_nan():
    """What does not exist is None."""
    found = outcomes_of(played())
    missing = {name for name, value in found.items() if value is None}
    assert {"capture_rate", "decision_latency_h", "conversion", "money_at_risk_cny"} <= missing
    assert all(value == value for value in found.values() if value is not None)


def test_brand_damage_is_reported():
    """Summed over offers."""
    assert brand_damage_cny(played([entry(0, brand_damage=fen(3)), entry(1)])) == 3


@pytest.mark.parametrize(("at_", "value"), [(0.0, 1), (0.5, 2.5), (0.9, 3.7), (1.0, 4)])
def test_quantiles_interpolate(at_, value):
    """Between the neighbours, as numpy does."""
    assert quantile([4, 1, 3, 2], at_) == pytest.approx(value)
    assert quantile([], at_) is None


def test_deciding_costs_what_it_takes_of_peoples_time():
    """At 60 CNY an hour: signing, interruptions, standing by, dual signs, audits and the plan."""
    terms = replace(
        GOVERNANCE,
        approver_hour=fen(60),
        interruption_h=0.25,
        standby=0.5,
        dual_h=0.1,
        audit_h=2.0,
        plan_h=10.0,
    )
    signing = replace(_signing(handling=30 * MINUTE), chased=True)
    one = entry(decision=Decision(route="oa", yes=True, signings=[signing]))
    two = entry(1, decision=Decision(route="green", yes=True, dual=True))
    run = played(
        [one, two],
        world=replace(WORLD, governance=terms),
        standby=4 * HOUR,
        audits=3,
        plans=1,
        plan_signings=[_signing(handling=60 * MINUTE)],
    )
    hours = 0.5 + 1.0 + 0.25 + 0.5 * 4 + 0.1 + 2.0 * 3 + 10.0
    assert deciding_cost_cny(run) == pytest.approx(60 * hours)
    assert contribution_cny(run) == pytest.approx(-60 * hours)


def test_the_agency_pays_for_its_own_paper_and_duty():
    """At 40 CNY: a quarter of an hour a filing, ten hours a plan, eight on duty at half pay."""
    terms = replace(GOVERNANCE, agency_hour=fen(40), filing_h=0.25, plan_h=10.0, standby=0.5)
    filed = entry(decision=Decision(route="green", yes=True))
    world = replace(WORLD, governance=terms)
    run = played([filed, entry(1)], world=world, plans=1, agency_standby=8 * HOUR)
    assert agency_profit_cny(run) == -410 - 160
