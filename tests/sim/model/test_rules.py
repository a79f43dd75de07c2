"""The money of one offer: cash cost, margin loss, exposure and deal value, by hand."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
from worlds import AGENCY, DEMAND, ECONOMICS, SUPPLY, kind, offer, scenario

from sim.model.offers import (
    agency_likes,
    below_list,
    displaced_orders,
    follow_on_value,
    forecast,
    order_contribution,
    repeat_share,
)
from sim.model.units import fen

WORLD = scenario()


def test_a_hundred_orders_of_a_hundred_leave_2500():
    """10,000 x (50 % - 5 % - 10 %) - 100 parcels x 10 = 2,500 CNY."""
    assert order_contribution(WORLD, fen(10_000), 100, 0.0) == pytest.approx(fen(2500))


def test_margin_lost_is_charged_on_sales_and_once():
    """8 points of 10,000 are 800 CNY."""
    assert order_contribution(WORLD, fen(10_000), 100, 0.08) == pytest.approx(fen(1700))


def test_returned_orders_earn_nothing_and_cost_a_parcel_back():
    """4 % returned: 9,600 x 35 % - 100 x (10 + 4 % x 5) = 2,340 CNY."""
    money = replace(ECONOMICS, returns=0.04, return_parcel=fen(5))
    world = scenario(economics=money)
    assert order_contribution(world, fen(10_000), 100, 0.0) == pytest.approx(fen(2340))


def test_a_forecast_is_made_of_what_the_party_sees():
    """800 visitors seen: 80 orders, 8,000 sales, 2,000 - 1,000 value, 800 commission."""
    seen = forecast(WORLD, offer(), 800)
    assert seen.orders == pytest.approx(80)
    assert seen.sales == pytest.approx(fen(8000))
    assert seen.deal_value == pytest.approx(fen(1000))
    assert seen.commission == pytest.approx(fen(800))
    assert seen.exposure == fen(1000), "cash cost alone where nothing is sold below list"


def test_the_order_value_factor_scales_the_sales_of_the_event():
    """A group-buying order is worth 45 % of an ordinary one."""
    assert forecast(WORLD, offer(kind=kind(order_value_factor=0.45)), 1000).sales == fen(4500)


def test_follow_on_counts_90_days_of_repeats():
    """16 % repeat, of which 1 - exp(-(90/60)^1.5) within 90 days, at 25 CNY an order."""
    world = scenario(demand=replace(DEMAND, repeat=0.16))
    within = 1 - exp(-((90 / 60) ** 1.5))
    assert repeat_share(world, 90) == pytest.approx(within)
    found = follow_on_value(world, offer(), 100.0)
    assert found == pytest.approx(100 * 0.16 * within * fen(25))
    poor = follow_on_value(world, offer(kind=kind(repeat_factor=0.3)), 100.0)
    assert poor == pytest.approx(0.3 * found)


def test_a_free_trial_is_worth_what_its_triers_and_reviews_bring():
    """1,000 CNY buy 40 packs; 9 % of the triers order 1.25 times; reviews lift 60 days' visits."""
    demand = replace(
        DEMAND,
        trial_follow_on=0.09,
        trial_orders=1.25,
        review_uplift=0.001,
        review_uplift_cap=0.001,
        review_days=60,
        organic_per_day=500.0,
    )
    world = scenario(demand=demand)
    within = repeat_share(world, 90)
    triers = 40 * 0.09 * 1.25 * within
    reviews = 0.001 * 60 * 500
    found = follow_on_value(world, offer(kind=kind(trial_pack=fen(25))), 0.0)
    assert found == pytest.approx((triers + reviews) * fen(25))


@pytest.mark.parametrize(
    ("own", "hurdle", "liked"),
    [
        (0.0, 1500, True),
        (0.0, 1501, False),
        (0.5, 1250, True),
        (0.5, 1251, False),
        (1.0, 1000, True),
    ],
)
def test_self_interest_weighs_the_agencys_commission_against_the_clients_value(own, hurdle, liked):
    """(1 - b) x 1,500 + b x 1,000 >= hurdle."""
    world = scenario(agency=replace(AGENCY, self_interest=own, hurdle=fen(hurdle)))
    assert agency_likes(world, offer(), forecast(world, offer(), 1000)) is liked


def test_a_larger_currency_unit_changes_no_decision():
    """Unit invariance: all prices, costs and limits times ten, the same shares."""
    tenfold = replace(ECONOMICS, order_value=fen(1000), parcel=fen(100))
    world = scenario(economics=tenfold)
    large, small = offer(cash_cost=fen(10_000)), offer()
    ours, theirs = forecast(world, large, 1000), forecast(WORLD, small, 1000)
    assert ours.deal_value == pytest.approx(10 * theirs.deal_value)
    assert ours.exposure == pytest.approx(10 * theirs.exposure)
    assert agency_likes(world, large, ours) is agency_likes(WORLD, small, theirs)


def test_the_agency_counts_its_commission_on_what_customers_keep():
    """10 % of 8,000 of 10,000: a fifth comes back."""
    world = scenario(economics=replace(ECONOMICS, returns=0.2))
    assert forecast(world, offer(), 1000).commission == pytest.approx(fen(800))


def test_self_interest_takes_what_loses_up_to_a_share_of_sales():
    """b = 0.5 at a commission of 10 %: a loss of 10 % of sales is still liked, more is not."""
    world = scenario(agency=replace(AGENCY, self_interest=0.5))
    at_the_edge = forecast(world, offer(cash_cost=fen(3500)), 1000)
    assert at_the_edge.deal_value == pytest.approx(-0.1 * at_the_edge.sales)
    assert agency_likes(world, offer(), at_the_edge)
    beyond = forecast(world, offer(cash_cost=fen(3501)), 1000)
    assert not agency_likes(world, offer(), beyond)


def test_a_forecast_knows_how_many_visitors_the_store_can_answer():
    """1,000 visits x 20 % chats against 100 answered: 15 % of the orders are not expected."""
    busy = replace(SUPPLY, chat_share=0.2, chats_per_day=100, unserved_loss=0.3)
    assert forecast(scenario(supply=busy), offer(), 1000).orders == pytest.approx(85)
    spread = offer(kind=kind(event_days=2), event_days=2)
    assert forecast(scenario(supply=busy), spread, 1000).orders == pytest.approx(100)


def test_a_forecast_knows_that_late_parcels_bring_nobody_back():
    """100 orders a day of which 60 are sent: 40 % late, all of whose repeats are lost."""
    demand = replace(DEMAND, repeat=0.5)
    slow = replace(SUPPLY, parcels_per_day=60, late_repeat_loss=1.0)
    on_time = forecast(scenario(demand=demand), offer(), 1000).deal_value
    late = forecast(scenario(demand=demand, supply=slow), offer(), 1000).deal_value
    coming = follow_on_value(scenario(demand=demand), offer(), 100)
    assert on_time - late == pytest.approx(0.4 * coming)


def test_a_forecast_leaves_out_what_would_have_come_anyway():
    """A quarter of 100 orders at 25 CNY: the deal is worth 625 less."""
    demand = replace(DEMAND, cannibalised=0.25)
    seen = forecast(scenario(demand=demand), offer(), 1000)
    assert seen.deal_value == pytest.approx(fen(1500 - 625))


def _costs_of_memory(visitors):
    """Return what a price below list costs an event of so many visitors, and a gift instead."""
    demand = replace(DEMAND, organic_per_day=500.0, price_memory=0.1, price_memory_days=20)
    world = scenario(demand=demand, price_red_line=False)
    for asks in ("price", "gift"):
        one = offer(kind=kind(margin_lost=0.01, asks=frozenset({asks})))
        plain = forecast(replace(world, demand=DEMAND), one, visitors)
        yield plain.deal_value - forecast(world, one, visitors).deal_value


def test_only_a_price_below_list_is_remembered():
    """10 % of what 1,000 visits buy at 10 % stays away: 10 orders of 25 CNY."""
    assert list(_costs_of_memory(1000)) == pytest.approx([fen(10 * 25), 0])


def test_who_did_not_see_a_price_does_not_remember_it():
    """Twice the visitors, twice the orders that stay away; at most all own visits of 20 days."""
    lost = [next(_costs_of_memory(visitors)) for visitors in (0, 1000, 2000, 10_000, 50_000)]
    assert lost == pytest.approx([fen(n * 25) for n in (0, 10, 20, 100, 100)])


def test_within_the_red_line_nothing_is_sold_below_list():
    """A special pack or a gift leaves the list price alone; only what crosses the line does not."""
    cheap = kind(margin_lost=0.01, asks=frozenset({"price"}))
    within, across = offer(kind=cheap), offer(kind=cheap, out_of_scope=True)
    assert [below_list(scenario(), one) for one in (within, across)] == [False, True]
    assert below_list(scenario(price_red_line=False), within)


def test_a_small_pack_takes_as_much_of_an_ordinary_order_as_it_is_worth():
    """A quarter of 100 orders at half the order value: 12.5 ordinary orders."""
    half = kind(order_value_factor=0.5)
    world = scenario(demand=replace(DEMAND, cannibalised=0.25))
    assert displaced_orders(world, offer(kind=half), 100, 1000) == pytest.approx(12.5)


def test_the_kind_s_own_commission_is_paid_on_what_customers_keep():
    """10 % of 100 orders of 100 CNY of which 5 % come back."""
    money = replace(ECONOMICS, returns=0.05)
    plain, hosted = (
        forecast(scenario(economics=money), offer(kind=kind(commission=share)), 1000)
        for share in (0.0, 0.1)
    )
    assert plain.deal_value - hosted.deal_value == pytest.approx(fen(0.1 * 100 * 100 * 0.95))
    assert plain.exposure == hosted.exposure
