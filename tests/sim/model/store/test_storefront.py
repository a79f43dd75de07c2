"""The storefront by hand: a day, an event, returning customers, overselling, late parcels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy.stats import poisson
from worlds import (
    DEMAND,
    ECONOMICS,
    SUPPLY,
    at,
    charter,
    kind,
    offer,
    scenario,
    season,
)

from sim.model.ledger import Fate
from sim.model.regimes import Delegated, Green, Oa
from sim.model.replay import replay
from sim.model.rules import counted, turned, whole
from sim.model.scenario import Law
from sim.model.units import DAY, HOUR, fen
from sim.results.outcomes import (
    Played,
    contribution_cny,
    conversion,
    returning_share,
    sales_cny,
    spend_cny,
)


def _store(world, *offers, visits=0, **tape):
    tape = {"organic_visits": (visits,) * world.days} | tape
    return replay(season(world, *offers, **tape), Delegated())


def _run(world, ledger):
    return Played(scenario=world, ledger=ledger)


def test_one_day_of_the_store_as_computed_here():
    """500 visits x 10 % = 50 orders of 100 CNY; an event adds 1,000 visits and 100 orders.

    Sales 15,000; contribution 150 x 25 = 3,750 less 1,000 cash; hand-keying 150 orders x 4 min =
    10 h x 15 CNY, 1 % wrong x 70 CNY = 105: 255 CNY; commission 10 % of sales = 1,500.
    """
    manual = replace(
        SUPPLY,
        api_from=100,
        keying_minutes=4.0,
        keying_error=0.01,
        clerk_hour=fen(15),
        error_cost=fen(70),
    )
    world = scenario(supply=manual)
    ledger = _store(world, offer(), visits=500)
    day = ledger.days[1]
    assert (day.visits, day.first_orders, day.repeat_orders) == (1500, 150, 0)
    assert day.sales == fen(15_000)
    assert day.spend == fen(1000)
    assert day.error_cost == fen(255)
    assert day.keying_hours == pytest.approx(10)
    assert day.contribution == fen(3750 - 1000 - 255)
    assert day.commission == fen(1500)
    assert day.stock == SUPPLY.opening_stock - 50 - 150
    quiet = ledger.days[2]
    assert (quiet.visits, quiet.first_orders, quiet.sales) == (500, 50, fen(5000))


def test_the_api_ends_hand_keying_on_its_day():
    """Until then hours and errors; from then on none."""
    world = scenario(supply=replace(SUPPLY, api_from=10, keying_minutes=4.0))
    days = _store(world, visits=500).days
    assert days[9].keying_hours > 0
    assert days[10].keying_hours == 0


def test_an_offers_deal_value_is_what_its_orders_leave_less_its_cash_cost():
    """100 x 25 - 1,000 = 1,500; with 8 points lost on 10,000: 700."""
    world = scenario()
    (entry,) = _store(world, offer()).entries
    assert (entry.orders, entry.sales, entry.deal_value) == (100, fen(10_000), fen(1500))
    (dear,) = _store(world, offer(kind=kind(margin_lost=0.08))).entries
    assert dear.deal_value == fen(700)


def test_the_visits_of_an_event_are_spread_over_its_days_and_none_is_lost():
    """1,000 visitors over three days: 334, 333, 333."""
    made = offer(kind=kind(event_days=3), event_days=3)
    days = _store(scenario(), made).days
    assert [day.visits for day in days[1:4]] == [334, 333, 333]


def test_money_is_charged_once_and_all_days_together_make_the_contribution():
    """Contribution = 3 deals of 1,500; spend = 3 x 1,000, inside it already."""
    world = scenario()
    made = [offer(n, f"2024-01-0{2 + n} 10:00") for n in range(3)]
    ledger = _store(world, *made)
    assert contribution_cny(_run(world, ledger)) == pytest.approx(4500)
    assert spend_cny(_run(world, ledger)) == pytest.approx(3000)
    assert sum(entry.deal_value for entry in ledger.entries) == fen(4500)


def test_offers_that_are_not_captured_leave_no_trace_in_the_store():
    """No visits, no cost."""
    ledger = replay(season(scenario(), offer(window_h=0.5, think=HOUR)), Delegated())
    assert ledger.entries[0].fate is Fate.EXPIRED
    assert not any(day.visits or day.contribution for day in ledger.days)


REPEATING = replace(
    DEMAND, repeat=0.5, repeat_delay_days=Law(family="weibull", scale=10.0, shape=50.0)
)


def test_half_of_the_customers_return_after_ten_days_and_half_of_those_again():
    """A delay law that is almost fixed; the second wave is rounded on three days."""
    ledger = _store(scenario(demand=REPEATING), offer())
    waves = [sum(day.repeat_orders for day in ledger.days[a:b]) for a, b in ((8, 15), (17, 26))]
    assert waves[0] == 50
    assert abs(waves[1] - 25) <= 2
    assert ledger.days[1].repeat_orders == 0


def test_returning_customers_visit_too():
    """50 orders at 10 % conversion stand for 500 visits: conversion stays 10 %."""
    world = scenario(demand=REPEATING)
    ledger = _store(world, offer())
    assert conversion(_run(world, ledger)) == pytest.approx(0.1)
    assert sum(day.visits for day in ledger.days[8:15]) == 500


def test_the_returning_share_is_of_the_first_halfs_customers():
    """100 early customers, 50 of them again by the end; late customers do not count."""
    world = scenario(demand=REPEATING)
    early, late = offer(0), offer(1, "2024-01-20 10:00")
    ledger = _store(world, early, late)
    assert ledger.cohort == 100
    assert ledger.cohort_returned == 50
    assert returning_share(_run(world, ledger)) == pytest.approx(0.5)


def test_a_customer_who_returns_twice_counts_once():
    """Three waves within the season, one of them counted."""
    world = scenario(demand=REPEATING, days=60)
    ledger = _store(world, offer())
    assert sum(day.repeat_orders for day in ledger.days[:60]) > 80
    assert ledger.cohort_returned == 50


def test_follow_on_orders_belong_to_the_offer_for_90_days_and_to_the_store_for_ever():
    """Repeats after 10, 20, ... days at 25 CNY each join the deal value."""
    world = scenario(demand=REPEATING)
    ledger = _store(world, offer())
    (entry,) = ledger.entries
    repeats = sum(day.repeat_orders for day in ledger.days[: 1 + 90])
    assert 85 <= repeats <= 115, "a half of a half of ...: about 100, rounded by luck"
    assert entry.deal_value == fen(1500) + repeats * fen(25)
    assert entry.orders == 100, "the event's own orders"


def test_late_captures_are_not_punished_by_the_horizon():
    """Sales stop counting at the horizon, contribution runs out over 90 days after it."""
    world = scenario()
    made = offer(offered="2024-01-31 20:00", window_h=8.0)
    ledger = _store(world, made)
    assert sales_cny(_run(world, ledger)) == 0
    assert contribution_cny(_run(world, ledger)) == pytest.approx(1500)
    assert len(ledger.days) >= 31 + 90


def test_parcels_beyond_the_packing_line_are_late_and_lose_returning_customers():
    """60 parcels a day: 40 of 100 late, next day none ordered and the backlog gone.

    Late parcels lose all their repeats: 60 of 100 customers keep a chance of one half.
    """
    slow = replace(SUPPLY, parcels_per_day=60, late_repeat_loss=1.0)
    ledger = _store(scenario(demand=REPEATING, supply=slow), offer())
    assert ledger.days[1].late_parcels == 40
    assert ledger.days[2].late_parcels == 0
    assert sum(day.repeat_orders for day in ledger.days[8:15]) == 30


def test_overselling_happens_in_the_manual_phase_only_and_costs_its_price():
    """80 in stock, 120 wanted, copied twice a day: 20 oversold at 30 CNY, 20 lost.

    Seen were 80, so that all could be held.
    """
    short = replace(SUPPLY, opening_stock=80, oversell_cost=fen(30), api_from=100)
    made = offer(visitors=1200, seen_by_agency=800)
    ledger = _store(scenario(supply=short), made)
    day = ledger.days[1]
    assert (day.first_orders, day.oversold, day.lost_orders) == (80, 20, 20)
    assert day.error_cost == fen(600)
    assert day.contribution == fen(80 * 25 - 1000 - 600)
    linked = _store(scenario(supply=replace(short, api_from=0)), made)
    assert (linked.days[1].oversold, linked.days[1].lost_orders) == (0, 40)


def test_unanswered_visitors_buy_less():
    """1,000 visits x 20 % chats = 200 against 100 answered: 30 % of half the conversion is lost."""
    busy = replace(SUPPLY, chat_share=0.2, chats_per_day=100, unserved_loss=0.3)
    (entry,) = _store(scenario(supply=busy), offer()).entries
    assert entry.orders == 85


def test_a_captured_offer_holds_stock_until_its_event_is_over():
    """Of the second offer's 300 orders less than half can be held in what is free, later all."""
    world = scenario(supply=replace(SUPPLY, opening_stock=250, review_days=1, lead_days=1))
    rule = Green(charter=charter(stock_share=0.9), fallback=Oa())
    made = [
        offer(0, window_h=30.0),
        offer(1, "2024-01-02 11:00", visitors=3000),
        offer(2, "2024-01-06 11:00", visitors=3000),
    ]
    ledger = replay(season(world, *made), rule)
    assert [entry.decision.fallback for entry in ledger.entries] == ["", "stock", ""]


def test_no_stock_is_held_for_an_event_that_is_over_when_it_is_booked():
    """The first offer's day was the day before: the second finds all 250, of which it needs 225."""
    world = scenario(supply=replace(SUPPLY, opening_stock=250))
    rule = Green(charter=charter(stock_share=0.9), fallback=Oa())
    late = offer(0, event_day=0, event_days=1)
    ledger = replay(season(world, late, offer(1, "2024-01-02 11:00", visitors=2250)), rule)
    assert [entry.fate for entry in ledger.entries] == [Fate.CAPTURED] * 2
    assert [entry.decision.taken for entry in ledger.entries] == [1.0, 1.0]


def test_the_stores_own_trials_cost_and_bring_follow_on_orders():
    """304.375 packs a month are 10 a day at 25 CNY; 9 % x 1.25 of the triers order later."""
    demand = replace(
        REPEATING,
        repeat=0.0,
        trial_packs_month=304.375,
        trial_pack_cost=fen(25),
        trial_follow_on=0.08,
        trial_orders=1.25,
    )
    ledger = _store(scenario(demand=demand), u_repeat=(0.0,) * 121)
    assert {day.spend for day in ledger.days[:31]} == {fen(250)}
    assert not any(day.spend for day in ledger.days[31:])
    assert sum(day.first_orders for day in ledger.days) == 31, "one a day, all of new customers"


def test_group_buying_sells_a_special_pack_and_no_listed_sku():
    """300 packs of 39 CNY on every 28th day, 7 CNY each before commissions and parcels."""
    money = replace(ECONOMICS, platform_commission=0.0, parcel=0)
    demand = replace(
        DEMAND, special_packs=300, special_pack_price=fen(39), special_pack_contribution=fen(7)
    )
    world = scenario(demand=demand, economics=money)
    ledger = _store(replace(world, agency=replace(world.agency, commission=0.0)))
    assert [day.day for day in ledger.days if day.first_orders] == [27]
    assert ledger.days[27].sales == fen(300 * 39)
    assert ledger.days[27].contribution == fen(300 * 7)


def test_whole_orders_keep_the_expected_number():
    """2.3 orders are 3 in three cases of ten."""
    found = [whole(2.3, (n + 0.5) / 1000) for n in range(1000)]
    assert sum(found) / 1000 == pytest.approx(2.3)
    assert set(found) == {2, 3}


def test_turned_luck_is_luck():
    """A rotation keeps the unit interval evenly filled."""
    found = sorted(turned((n + 0.5) / 1000, 7) for n in range(1000))
    assert all(abs(value - (n + 0.5) / 1000) < 1e-3 for n, value in enumerate(found))


def test_a_day_is_closed_at_midnight():
    """What is captured at 23:59 on the event's day still takes part in it."""
    made = offer(offered="2024-01-02 21:58", window_h=2.0)
    assert made.event_day == at("2024-01-02") // DAY
    (entry,) = _store(scenario(), made).entries
    assert entry.orders == 100


def test_a_deal_is_taken_as_far_as_stock_can_be_held_under_every_regime():
    """100 orders forecast, 60 in stock: 60 % of cost, visits and sales; of 40 nothing."""
    rules = (Oa(), Green(charter=charter(stock_share=1.0), fallback=Oa()), Delegated())
    for stock, taken in ((100, 1.0), (60, 0.6), (40, None)):
        world = scenario(supply=replace(SUPPLY, opening_stock=stock))
        for rule in rules:
            (entry,) = replay(season(world, offer(u_complies=0.0)), rule).entries
            if taken is None:
                assert (entry.fate, entry.decision.reason) == (Fate.REJECTED, "stock")
                continue
            assert entry.cash_cost == fen(1000 * taken)
            assert (entry.visitors, entry.orders) == (1000 * taken, 100 * taken)
            assert entry.deal_value == fen(1500 * taken)


def test_an_agency_that_does_not_comply_promises_more_than_there_is_and_pays_for_it():
    """40 of 100: 60 cancelled at 5 CNY and 30 % of 100 CNY each, charged to store and deal."""
    short = replace(SUPPLY, opening_stock=40, oversell_cost=fen(5), penalty=0.3)
    world = scenario(supply=short)
    ledger = replay(season(world, offer(u_complies=0.9)), Delegated())
    (entry,), day = ledger.entries, ledger.days[1]
    assert entry.fate is Fate.CAPTURED
    assert (day.first_orders, day.oversold, day.error_cost) == (40, 60, fen(60 * 35))
    assert entry.deal_value == fen(40 * 25 - 1000 - 60 * 35) == day.contribution


def test_part_of_an_events_orders_would_have_come_anyway():
    """A quarter of 100 orders: sales, orders, commission and contribution are without them."""
    ledger = _store(scenario(demand=replace(DEMAND, cannibalised=0.25)), offer())
    (entry,), day = ledger.entries, ledger.days[1]
    assert (day.displaced, day.first_orders, day.sales) == (25, 75, fen(7500))
    assert day.commission == fen(750)
    assert day.contribution == fen(75 * 25 - 1000) == entry.deal_value


def test_events_on_the_same_day_take_visitors_from_one_another():
    """Two events with an overlap of 10 %: 90 orders each."""
    world = scenario(demand=replace(DEMAND, overlap=0.1))
    both = _store(world, offer(0), offer(1, "2024-01-02 11:00")).entries
    assert [entry.orders for entry in both] == [90, 90]


def _remembered(*visitors):
    """Return what becomes of cheap events of so many visitors where prices are remembered, or not.

    The store has 500 visits and 50 orders a day of its own, of which 10 % stay away for 4 days.
    """
    demand = replace(DEMAND, organic_per_day=500.0, price_memory=0.1, price_memory_days=4)
    cheap = kind(asks=frozenset({"price"}), margin_lost=0.0001)
    made = [
        offer(n, f"2024-01-02 1{n}:00", kind=cheap, visitors=number)
        for n, number in enumerate(visitors)
    ]
    worlds = (scenario(demand=demand, price_red_line=False), scenario())
    ledger, plain = (_store(world, *made, visits=500) for world in worlds)
    entries = zip(plain.entries, ledger.entries, strict=True)
    return ledger, [forgotten.deal_value - seen.deal_value for forgotten, seen in entries]


def test_prices_below_list_are_remembered_once_and_charged_to_who_showed_them():
    """Two events, each seen by all 2,000 visits of the 4 days after: 20 orders, 10 for each."""
    ledger, lost = _remembered(2000, 2000)
    assert [(day.day, day.displaced) for day in ledger.days if day.displaced] == [
        (day, 5) for day in (2, 3, 4, 5)
    ]
    assert lost == [fen(10 * 25)] * 2


def test_a_price_is_remembered_by_those_who_saw_it():
    """600 and 1,000 visits of 2,000 to come: 6 and 10 orders of 20 stay away."""
    ledger, lost = _remembered(600, 1000)
    assert sum(day.displaced for day in ledger.days) == 16
    assert lost == [fen(6 * 25), fen(10 * 25)]


def test_an_offer_converts_as_well_as_it_does_and_nobody_knew():
    """Half as well: 50 orders where both parties expected 100."""
    (entry,) = _store(scenario(), offer(conversion=0.5)).entries
    assert entry.orders == 50


def test_the_run_out_is_90_days_in_every_world():
    """Whatever was offered, and however late it would have run."""
    late = offer(0, "2024-01-30 10:00", window_h=400.0)
    for offers in ((), (offer(),), (late,)):
        assert len(_store(scenario(), *offers).days) == 31 + 90


def test_reviews_go_on_working_after_the_season_and_are_sold_and_credited_there():
    """1 point on 100 visits a day for 60 days: 60 orders, wherever the season ends."""
    demand = replace(
        DEMAND,
        organic_per_day=100.0,
        review_uplift=0.01,
        review_uplift_cap=0.01,
        review_days=60,
    )
    trial = offer(kind=kind(trial_pack=fen(25), conversion=0.0), window_h=2.0)
    values = []
    for days in (10, 90):
        world = scenario(demand=demand, days=days)
        tape = season(world, trial, organic_visits=(100,) * (days + 90))
        ledger = replay(tape, Delegated())
        values.append(ledger.entries[0].deal_value)
        beyond = sum(day.first_orders for day in ledger.days[days:])
        assert beyond == max(0, 1 + 60 - days), "what only reviews bring"
    assert values[0] == values[1] == fen(60 * 25 - 1000)


@pytest.mark.parametrize("mean", [0.3, 4.0, 60.0, 199.0, 2000.0])
def test_orders_come_by_chance_and_keep_their_mean(mean):
    """A Poisson number, by inversion: exact below 200, one order off at the most above."""
    luck = [(n + 0.5) / 400 for n in range(400)]
    theirs = poisson.ppf(luck, mean)
    ours = [counted(mean, u) for u in luck]
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) <= (mean > 200)
    assert sum(ours) / 400 == pytest.approx(mean, rel=0.02)
