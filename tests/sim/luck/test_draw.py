"""The season's tape: stated rates, named streams, and a changed mean that moves the same offer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats
from worlds import AGENCY, approver, chain, client_in, kind, scenario, theory_holds

from sim.luck.draw import WORLDS_KEPT, arrival_times, draw_season, luck_part
from sim.luck.streams import Luck, durations, invert
from sim.luck.vectors import uniforms
from sim.model.clock import ALWAYS
from sim.model.scenario import Arrivals, Campaign, Law
from sim.model.units import DAY, HOUR, NEVER


def _offers(world, replications=range(12), seed=1):
    return [offer for n in replications for offer in draw_season(world, seed, n).offers]


def _moments(world, seed, replication):
    """Return when offers of the slot come, without drawing anything else of them."""
    return np.array(arrival_times(world, world.kinds["slot"], Luck(seed, replication)))


def _appearing(offers):
    return [offer for offer in offers if offer.u_appears < 1 / 1.15]


def test_offers_come_at_the_rate_of_the_table():
    """40 a month of 30.4375 days for 31 days, of which the feedback's reserve does not appear."""
    world = scenario(kinds={"slot": kind(rate_per_month=40.0)})
    counts = [len(_appearing(draw_season(world, 1, n).offers)) for n in range(150)]
    theory_holds(40 * 31 / 30.4375, counts)


def test_offers_come_when_their_kinds_come(company_a):
    """The moments that the next tests look at are those of the season's own ad-hoc offers."""
    world, luck = company_a.scenario, Luck(2, 1)
    kinds = [kind for kind in world.kinds.values() if not kind.planned]
    moments = [at for kind in kinds for at in arrival_times(world, kind, luck)]
    offers = draw_season(world, 2, 1).offers
    assert sorted(moments) == [offer.offered_at for offer in offers if not offer.kind.planned]
    assert len(moments) > 50


def test_offers_come_at_the_stated_hours(company_a):
    """2010: 25 % at 10-12, 50 % at 13-18, 15 % at 19-22, 10 % at other hours."""
    hours = company_a.scenario.arrivals.hour
    assert sum(hours) == pytest.approx(24)
    assert sum(hours[10:12]) / 24 == pytest.approx(0.25)
    assert sum(hours[13:18]) / 24 == pytest.approx(0.50)
    assert sum(hours[19:22]) / 24 == pytest.approx(0.15)
    kinds = {"slot": kind(rate_per_month=3000.0)}
    world = scenario(kinds=kinds, arrivals=replace(scenario().arrivals, hour=hours))
    hours_of = [_moments(world, 2, n) // HOUR % 24 for n in range(8)]
    shares = [np.mean((hour >= 13) & (hour < 18)) for hour in hours_of]
    theory_holds(0.5, shares)


def test_offers_come_on_the_stated_weekdays(company_a):
    """10 % on a Saturday against 16 % on a Monday."""
    week = company_a.scenario.arrivals.weekday
    assert sum(week) == pytest.approx(7)
    world = scenario(
        kinds={"slot": kind(rate_per_month=3000.0)},
        arrivals=replace(scenario().arrivals, weekday=week),
        days=28,
    )
    shares = [np.mean(_moments(world, 3, n) // DAY % 7 == 5) for n in range(24)]
    theory_holds(week[5] / 7, shares)


def test_the_new_stores_ramp_and_the_festival_lead_act_on_the_number_of_offers():
    """January half, February full; x 1.6 in the 14 days before a festival of 21 February."""
    festival = Campaign(
        id="f",
        kind="planned",
        announced=date(2024, 1, 5),
        due=date(2024, 1, 9),
        starts=date(2024, 2, 21),
        ends=date(2024, 2, 23),
    )
    world = scenario(
        days=60,
        kinds={"slot": kind(rate_per_month=3000.0), "planned": kind(id="planned", planned=True)},
        campaigns=(festival,),
        arrivals=Arrivals(
            weekday=(1.0,) * 7,
            hour=(1.0,) * 24,
            ramp=(0.5, 1.0),
            festivals=(festival.starts,),
            festival_factor=1.6,
        ),
    )
    january, before, after = [], [], []
    for n in range(16):
        days = _moments(world, 4, n) // DAY
        base = 3000 / 30.4375 * 1.15
        january.append((days < 31).sum() / 31 / base)
        before.append(((days >= 37) & (days < 51)).sum() / 14 / base)
        after.append((days >= 51).sum() / 9 / base)
    theory_holds(0.5, january)
    theory_holds(1.6, before)
    theory_holds(1.0, after)


def test_planned_campaigns_come_from_the_calendar_only_and_have_no_rival(company_a):
    """2010: Mid-Autumn, National Day, Double 11; never from a rate as well."""
    offers = draw_season(company_a.scenario, 1, 0).offers
    campaigns = [offer for offer in offers if offer.kind.planned]
    assert [offer.campaign for offer in campaigns] == [
        "mid_autumn_2010",
        "national_day_2010",
        "double_11_2010",
    ]
    assert {offer.rival_at for offer in campaigns} == {NEVER}
    assert all(offer.rival_at < NEVER for offer in offers if not offer.kind.planned)
    eleven = campaigns[-1]
    assert company_a.scenario.date_of(eleven.event_day) == date(2010, 11, 11)
    assert company_a.scenario.date_of(eleven.closes_at // DAY) == date(2010, 10, 22)


def test_a_rival_comes_after_twice_the_kinds_median_window_on_average():
    """Whatever this offer's own window; it scales when the windows are scaled."""
    for factor in (1.0, 10.0):
        base = scenario(kinds={"slot": kind(rate_per_month=900.0, window_h=(4.0, 20.0))})
        world = replace(base, arrivals=replace(base.arrivals, window_factor=factor))
        means = [
            np.mean([(o.rival_at - o.offered_at) / HOUR for o in draw_season(world, 5, n).offers])
            for n in range(12)
        ]
        theory_holds(2 * 4.0 * factor, means)


def test_without_rivals_nobody_else_asks():
    """A world of its own, for limit cases."""
    assert {offer.rival_at for offer in _offers(scenario(rivals=False), range(2))} == {NEVER}


def test_windows_costs_and_visitors_have_the_median_and_90th_percentile_of_the_table():
    """Half below the median, nine tenths below the other."""
    pair = kind(
        rate_per_month=900.0, window_h=(6.0, 17.0), cost_cny=(1500.0, 4200.0), visitors=(250, 700)
    )
    offers = _offers(scenario(kinds={"slot": pair}))
    for values, (median, p90) in (
        ([(o.closes_at - o.offered_at) / HOUR for o in offers], (6, 17)),
        ([o.cash_cost / 100 for o in offers], (1500, 4200)),
        ([o.visitors for o in offers], (250, 700)),
    ):
        for bound, chance in ((median, 0.5), (p90, 0.9)):
            inside = sum(value <= bound for value in values)
            test = stats.binomtest(inside, len(values), chance)
            assert test.pvalue > 1e-4
            assert stats.binomtest(inside, len(values), 0.93 * chance).pvalue < 1e-4


def test_cost_and_visitors_correlate_at_six_tenths():
    """In logarithms."""
    spread = kind(rate_per_month=900.0, cost_cny=(1000.0, 3000.0), visitors=(10_000.0, 30_000.0))
    found = []
    for n in range(16):
        offers = _offers(scenario(kinds={"s": spread}), [n])
        pairs = np.log([(offer.cash_cost, offer.visitors) for offer in offers])
        found.append(np.corrcoef(pairs.T)[0, 1])
    theory_holds(0.6, found)


def test_forecast_noise_is_lognormal_half_for_the_agency_and_three_tenths_for_reviewers():
    """log sigma .5 and .3."""
    world = scenario(kinds={"s": kind(rate_per_month=900.0, visitors=(100_000.0, 100_000.0))})
    noisy = replace(world.agency, forecast_sigma=0.5, reviewer_sigma=0.3)
    agency, reviewers = [], []
    for n in range(12):
        offers = draw_season(replace(world, agency=noisy), 6, n).offers
        agency.append(np.std([np.log(o.seen_by_agency / o.visitors) for o in offers]))
        reviewers.append(np.std([np.log(o.seen_by_reviewers / o.visitors) for o in offers]))
    theory_holds(0.5, agency)
    theory_holds(0.3, reviewers)


def test_the_red_line_is_drawn_for_an_offer_and_lifted_for_price_kinds_by_the_clients_rules():
    """Without gift-not-discount and same-price, a price is no longer beyond everybody's scope."""
    both = {
        "price": kind(
            id="price", asks=frozenset({"price"}), out_of_scope=0.6, rate_per_month=300.0
        ),
        "stock": kind(id="stock", asks=frozenset({"gift"}), out_of_scope=0.6, rate_per_month=300.0),
    }
    strict = _offers(scenario(kinds=both), range(8))
    loose = _offers(scenario(kinds=both, price_red_line=False), range(8))
    for name in both:
        share = np.mean([o.out_of_scope for o in strict if o.kind.id == name])
        assert share == pytest.approx(0.6, abs=0.05)
    assert not any(o.out_of_scope for o in loose if o.kind.id == "price")
    assert any(o.out_of_scope for o in loose if o.kind.id == "stock")


def _by_kind(season, name):
    return [
        replace(
            offer,
            number=0,
            request=replace(offer.request, number=0),
        )
        for offer in season.offers
        if offer.kind.id == name
    ]


def test_adding_a_kind_leaves_the_other_kinds_offers_alone():
    """Streams are named after what they decide; only the numbering moves."""
    one = scenario(kinds={"slot": kind()})
    two = scenario(kinds={"other": kind(id="other"), "slot": kind()})
    assert _by_kind(draw_season(one, 1, 0), "slot") == _by_kind(draw_season(two, 1, 0), "slot")


def test_a_changed_rate_of_one_kind_leaves_the_others_alone():
    """And brings its own offers sooner, in the same order, with the same luck."""
    slow = scenario(kinds={"other": kind(id="other"), "slot": kind()})
    quick = scenario(kinds={"other": kind(id="other", rate_per_month=60.0), "slot": kind()})
    before, after = draw_season(slow, 1, 0), draw_season(quick, 1, 0)
    assert _by_kind(before, "slot") == _by_kind(after, "slot")
    ours, theirs = _by_kind(before, "other"), _by_kind(after, "other")
    assert len(theirs) > len(ours)
    for old, new in zip(ours, theirs, strict=False):
        assert new.offered_at == pytest.approx(old.offered_at / 2, abs=2)
        assert new.u_orders == old.u_orders
        assert new.cash_cost == old.cash_cost


def test_a_changed_mean_moves_the_same_offer():
    """Times and costs are scaled, not drawn again."""
    plain = scenario(kinds={"slot": kind(window_h=(4.0, 8.0), cost_cny=(1000.0, 3000.0))})
    dear = scenario(kinds={"slot": kind(window_h=(8.0, 16.0), cost_cny=(3000.0, 9000.0))})
    for old, new in zip(
        draw_season(plain, 1, 0).offers, draw_season(dear, 1, 0).offers, strict=True
    ):
        assert new.offered_at == old.offered_at
        assert new.closes_at - new.offered_at == pytest.approx(
            2 * (old.closes_at - old.offered_at), abs=2
        )
        assert new.rival_at - new.offered_at == pytest.approx(
            2 * (old.rival_at - old.offered_at), abs=2
        )
        assert new.cash_cost == pytest.approx(3 * old.cash_cost, abs=2)


def test_slower_approvers_are_the_same_approvers_slower():
    """Twice the attention scale: twice every attention; handling and verdicts untouched."""
    law = Law(family="weibull", scale=7.0, shape=0.75)
    slow = replace(law, scale=14.0)
    one, two = (
        draw_season(scenario(chain(approver(attention=each))), 1, 0).offers for each in (law, slow)
    )
    for old, new in zip(one, two, strict=True):
        ((was,), *_), ((now,), *_) = old.request.luck["head"], new.request.luck["head"]
        assert now.attention == pytest.approx(2 * was.attention, abs=2)
        assert (now.rejects, now.returns, now.handling) == (was.rejects, was.returns, was.handling)


def test_an_added_signature_leaves_the_luck_of_the_others_alone():
    """Each role's luck has its own stream."""
    one = draw_season(scenario(chain(approver("head"))), 1, 0)
    two = draw_season(scenario(chain(approver("cfo"), approver("head"))), 1, 0)
    for old, new in zip(one.offers, two.offers, strict=True):
        assert old.request.luck["head"] == new.request.luck["head"]


def test_the_same_seed_and_replication_are_the_same_season_and_others_are_not(company_a):
    """Luck is addressed by (seed, replication, name); other worlds between, so none is kept."""
    one = draw_season(company_a.scenario, 1, 0)
    for days in range(30, 30 + WORLDS_KEPT):
        draw_season(replace(company_a.scenario, days=days), 1, 0)
    again = draw_season(company_a.scenario, 1, 0)
    assert one.offers[0] is not again.offers[0]
    assert one.offers == again.offers
    assert one.organic_visits == again.organic_visits
    assert draw_season(company_a.scenario, 2, 0).offers != one.offers
    assert draw_season(company_a.scenario, 1, 1).offers != one.offers


def test_money_and_terms_move_no_luck_and_are_those_of_the_world_asked_for(company_a):
    """Nothing is drawn again: the luck is the same, the world and its clocks are not."""
    base = company_a.scenario
    richer = replace(base, economics=replace(base.economics, margin=0.9))
    head = next(iter(base.chain.approvers.values()))
    later = replace(head, late_clock=ALWAYS)
    people = {**base.chain.approvers, head.role: later}
    open_late = replace(base, chain=replace(base.chain, approvers=people))
    one, two, three = (draw_season(each, 1, 0) for each in (base, richer, open_late))
    assert one.offers is two.offers is three.offers
    assert [each.scenario for each in (one, two, three)] == [base, richer, open_late]
    clocks = [
        each.attendance.clock(each.scenario.chain, head.role, deputies=True, late=True)
        for each in (one, three)
    ]
    assert clocks == [head.late_clock, ALWAYS]


def test_a_world_without_what_moves_no_luck_has_the_same_luck(company_a):
    """It could not be drawn if anything of that were read."""
    bare = draw_season(luck_part(company_a.scenario), 1, 0)
    assert bare.offers is draw_season(company_a.scenario, 1, 0).offers
    assert bare.scenario.economics is None


def test_people_are_away_on_the_stated_share_of_working_days():
    """5 % of days for managers, 15 % for the GM, 25 % for the chairman; only on working days."""
    stated = {"manager": 0.05, "gm": 0.15, "chairman": 0.25}
    people = [approver(role, absence=share) for role, share in stated.items()]
    world = scenario(chain(*people), kinds={})
    seasons = [draw_season(world, 9, n) for n in range(120)]
    days = len([day for day in world.workdays if day < world.days + 365])
    for role, share in stated.items():
        away = [season.attendance.away[role] for season in seasons]
        assert all(each <= world.workdays for each in away)
        theory_holds(share, [len(each) / days for each in away], wrong=0.12)


def test_looks_are_kept_on_every_working_day():
    """Whether somebody is there to look is for the chain to see: a deputy may be."""
    season = draw_season(scenario(chain(approver(looks=(10 * HOUR,), absence=0.3))), 1, 0)
    missed = {day * DAY + 10 * HOUR for day in season.attendance.away["head"]}
    assert missed
    assert missed <= set(season.attendance.looks["head"])


def test_fewer_rounds_of_rework_draw_nothing_anew(company_a):
    """A lever moves decisions, not the luck of the first round."""
    plain = draw_season(company_a.scenario, 1, 0)
    fewer = client_in("data/clients/company_a.toml", ["chain.rework_rounds=1"])
    for old, new in zip(plain.offers, draw_season(fewer.scenario, 1, 0).offers, strict=True):
        assert old == new


def test_the_plan_is_filed_15_working_days_before_its_quarter():
    """1 January 2024 less 15 working days is Monday, 11 December."""
    plans = draw_season(scenario(), 1, 0).plan_requests
    assert [each.quarter for each in plans] == [(2024, 0)]
    assert plans[0].request.filed_at == -21 * DAY + 10 * HOUR
    assert plans[0].begins_at == 0


def test_a_plan_filed_before_the_calendar_begins_is_filed_on_its_first_day():
    """60 working days before a quarter that began two months before the season."""
    client = client_in(
        "data/clients/company_a.toml", ["plan.filed_days=60", "season.start=2010-09-01"]
    )
    (first, _) = draw_season(client.scenario, 1, 0).plan_requests
    assert first.request.filed_at < first.begins_at


def test_every_quarter_of_a_season_has_its_plan(company_a):
    """August to November lie in two quarters, also over the turn of a year."""
    found = [plan.quarter for plan in draw_season(company_a.scenario, 1, 0).plan_requests]
    assert found == [(2010, 2), (2010, 3)]
    long = client_in("data/clients/company_a.toml", ["season.months=8"]).scenario
    found = [plan.quarter for plan in draw_season(long, 1, 0).plan_requests]
    assert found == [(2010, 2), (2010, 3), (2011, 0)]


def test_other_oa_work_comes_at_its_stated_number_and_in_office_hours():
    """30 items a day on the finance desk."""
    busy = client_in("data/clients/company_a.toml", ["chain.contention=true"]).scenario
    days = len([d for d in busy.workdays if 0 <= d < busy.days])
    clock = busy.chain.approvers["finance"].clock
    per_day = []
    for n in range(8):
        items = draw_season(busy, 1, n).other_work["finance"]
        assert all(clock.between(at - 1, at) == 1 for at, _ in items)
        per_day.append(len(items) / days)
    theory_holds(30, per_day)


def test_organic_visits_follow_growth_and_noise_of_mean_one():
    """A lognormal of mean 1 moves single days, not the level."""
    flat = replace(scenario().demand, organic_per_day=1000.0, noise_sigma=0.3)
    means = [np.mean(draw_season(scenario(demand=flat), 1, n).organic_visits) for n in range(40)]
    theory_holds(1000, means)


@pytest.mark.parametrize(
    ("law", "mean"),
    [
        (Law(family="exponential", scale=2.0), 2.0),
        (Law(family="fixed", scale=3.0), 3.0),
        (Law(family="uniform", shape=1.0, scale=4.0), 2.5),
        (Law(family="lognormal", scale=2.0, shape=0.8), 2.0 * np.exp(0.32)),
        (Law(family="weibull", scale=7.0, shape=0.75), 7.0 * 1.190639),
        (Law(), 0.0),
    ],
)
def test_durations_have_the_mean_of_their_law(law, mean):
    """By inversion over an even grid of luck: Weibull(.75) has mean scale x Gamma(1 + 1/.75)."""
    grid = (np.arange(200_000) + 0.5) / 200_000
    assert invert(law, grid).mean() == pytest.approx(mean, rel=2e-3)
    assert np.all(np.diff(invert(law, grid)) >= 0), "more luck, more time"
    assert durations(law, grid[:3]).dtype == np.int64


def test_an_unknown_law_is_refused():
    """With its name."""
    with pytest.raises(ValueError, match="'normal': not a known family"):
        invert(Law(family="normal"), np.array([0.5]))


def test_the_first_rows_of_a_stream_do_not_depend_on_how_many_are_drawn():
    """Ten rows more leave the first ones where they were."""
    assert np.array_equal(uniforms(1, 0, "x", (5, 3)), uniforms(1, 0, "x", (15, 3))[:5])
    assert not np.array_equal(uniforms(1, 0, "x", 5), uniforms(1, 0, "y", 5))
    assert not np.array_equal(uniforms(1, 0, "x", 5), uniforms(0, 1, "x", 5))


def test_a_season_may_last_three_years():
    """The longest that a client file allows: every quarter has its plan."""
    client = client_in("data/clients/company_a.toml", ["season.months=36"])
    plans = draw_season(client.scenario, 1, 0).plan_requests
    assert len(plans) == len({plan.quarter for plan in plans}) == 13


def test_a_forecast_is_right_in_the_mean():
    """Neither party expects too much or too little; only the spread of their errors differs."""
    world = scenario(
        kinds={"slot": kind(rate_per_month=3000.0)},
        agency=replace(AGENCY, forecast_sigma=0.5, reviewer_sigma=0.3),
    )
    for party in ("seen_by_agency", "seen_by_reviewers"):
        ratios = [
            np.mean([getattr(o, party) / o.visitors for o in draw_season(world, 4, n).offers])
            for n in range(12)
        ]
        theory_holds(1.0, ratios)


def test_conversion_differs_from_offer_to_offer_around_its_kinds():
    """Log sigma 0.3, mean 1; more of it moves the same offers and draws nothing else."""
    kinds = {"slot": kind(rate_per_month=3000.0)}
    wide = draw_season(scenario(kinds=kinds, conversion_sigma=0.3), 4, 0).offers
    logs = np.log([offer.conversion for offer in wide])
    assert np.std(logs) == pytest.approx(0.3, rel=0.05)
    assert np.mean([offer.conversion for offer in wide]) == pytest.approx(1.0, rel=0.02)
    same = draw_season(scenario(kinds=kinds), 4, 0).offers
    assert {offer.conversion for offer in same} == {1.0}
    assert [replace(offer, conversion=1.0) for offer in wide] == list(same)


def test_a_larger_campaign_brings_more_visitors_at_a_higher_price():
    """1.5 times the visitors of its kind for 1.5 times the cost."""
    festival = Campaign(
        id="f",
        kind="planned",
        announced=date(2024, 1, 5),
        due=date(2024, 1, 9),
        starts=date(2024, 1, 21),
        ends=date(2024, 1, 23),
    )
    kinds = {"planned": kind(id="planned", planned=True)}
    plain, large = (
        draw_season(
            scenario(kinds=kinds, campaigns=(replace(festival, visitors_factor=size),)), 1, 0
        ).offers[0]
        for size in (1.0, 1.5)
    )
    assert large.visitors == pytest.approx(1.5 * plain.visitors, abs=1)
    assert large.cash_cost == pytest.approx(1.5 * plain.cash_cost, abs=1)


def test_rivals_may_keep_their_hours_when_windows_are_scaled():
    """A longer window that no rival respects is no longer window."""
    kinds = {"slot": kind(rate_per_month=300.0)}
    base = scenario(kinds=kinds)
    longer = replace(base.arrivals, window_factor=10.0)
    plain = draw_season(base, 1, 0).offers
    for stays, factor in ((True, 1), (False, 10)):
        world = replace(base, arrivals=longer, rival_in_hours=stays)
        for before, after in zip(plain, draw_season(world, 1, 0).offers, strict=True):
            waited = before.rival_at - before.offered_at
            assert after.rival_at - after.offered_at == pytest.approx(factor * waited, abs=10)


def test_luck_reaches_to_the_end_of_the_run_out():
    """90 days more of visits and of orders' luck; the season's own days are the same."""
    demand = replace(scenario().demand, organic_per_day=100.0)
    tape = draw_season(scenario(demand=demand), 1, 0)
    assert len(tape.organic_visits) == len(tape.u_organic) == len(tape.u_repeat) == 31 + 90
    longer = draw_season(scenario(demand=demand, days=60), 1, 0)
    assert longer.organic_visits[: 31 + 90] == tape.organic_visits
