"""Trial, membership and group buying against the hand computations of the domain."""

from dataclasses import replace

import pytest
from engagements import client_of

from playbook.areas.operations.lever_page import tiers_of
from playbook.areas.operations.levers import (
    GroupBuy,
    Trial,
    group_buy_of,
    membership_of,
    trial_of,
    yearly_return,
)
from playbook.areas.operations.service_page import complaint_page
from playbook.blocks import Table

# The domain's trial: 600 packs of 25 CNY; 9 % of triers place 1.25 orders of 150 CNY.
# An order leaves 60 % of 150, less 5 % commission and a parcel of 10 CNY: 72.5 CNY.
TRIAL = Trial(
    packs=600,
    pack_cny=25,
    follow_on_share=0.09,
    orders_a_buyer=1.25,
    order_value_cny=150,
    order_left_cny=0.6 * 150 - 0.05 * 150 - 10,
    uplift=0.0,
    review_days=60,
    visits_per_day=1_000,
)

GROUP = GroupBuy(
    packs=1_500,
    price_cny=39,
    pack_left_cny=7,
    parcel_cny=10,
    commission_share=0.0,
    slot_cny=0.0,
    repeat_share=0.04,
    order_left_cny=72.5,
)


def test_the_trial_of_the_domain_costs_three_times_what_its_triers_leave():
    assert TRIAL.cost_cny == 15_000
    assert TRIAL.sales_cny == pytest.approx(10_125)
    assert TRIAL.orders_cny == pytest.approx(5_000, rel=0.03)
    assert TRIAL.result_cny < 0


def test_a_trial_at_its_break_even_leaves_nothing():
    assert replace(TRIAL, follow_on_share=TRIAL.break_even_follow_on).result_cny == pytest.approx(0)
    reviewed = replace(TRIAL, uplift=0.0015)
    at_even = replace(reviewed, visits_per_day=reviewed.break_even_visits)
    assert at_even.result_cny == pytest.approx(0)


def test_a_trial_whose_orders_leave_nothing_has_no_break_even():
    nothing = replace(TRIAL, order_left_cny=-1.0)
    assert nothing.break_even_follow_on is None
    assert nothing.break_even_visits is None


def test_the_group_buying_day_of_the_domain_leaves_10500_before_fees():
    assert GROUP.before_fees_cny == 10_500
    # goods 39 - 7 - 10 = 22; with the parcel 32, and 5 % on it
    assert GROUP.floor_cny == pytest.approx(32 * 1.05)


def test_group_buying_with_fees_breaks_even_at_its_repeat_share():
    dear = replace(GROUP, slot_cny=15_000)
    assert dear.break_even_repeat == pytest.approx(4_500 / (1_500 * 72.5))
    assert replace(dear, repeat_share=dear.break_even_repeat).result_cny == pytest.approx(0)


@pytest.mark.parametrize("client", ["company_a", "cosmetics_today", "appliance_good_oa"])
def test_membership_at_its_break_even_leaves_nothing(client):
    membership = membership_of(client_of(client))
    at_even = replace(membership, factor=membership.break_even_factor)
    assert at_even.result_cny == pytest.approx(0, abs=1e-6)


def test_the_client_s_own_numbers_are_used_and_the_rule_where_it_names_none():
    assert trial_of(client_of("company_a")).packs == 300
    assert trial_of(client_of("cosmetics_today")).packs == 600
    assert group_buy_of(client_of("company_a")).slot_cny == 0
    assert group_buy_of(client_of("cosmetics_today")).slot_cny == 20_000


def test_member_tiers_follow_the_order_value_and_the_chance_to_return():
    """Of 150 CNY: 300, 1,000 and 3,000, as the domain has them; one in five returns."""
    member = replace(membership_of(client_of("company_a")), order_value_cny=150.0, factor=1.25)
    tiers = tiers_of(member, 0.16)
    assert [tier.spend_cny for tier in tiers] == [0, 300, 1000, 3000]
    assert [tier.orders for tier in tiers] == [1, 2, 7, 20]
    assert tiers[1].reached == pytest.approx(0.2)
    assert tiers[2].reached == pytest.approx(0.2**6)


def test_a_year_brings_more_returns_than_ninety_days_and_no_more_than_all():
    client = client_of("company_a")
    store = client.file.store
    within_90 = membership_of(client).returning_share
    assert within_90 < yearly_return(client) <= store.repeat_share * store.letter_factor


def test_complaints_are_granted_in_multiples_of_the_order_value():
    """Goods to the full order, a goodwill gift to a tenth; harm is not for service to settle."""
    (table,) = (block for block in complaint_page(240.0) if isinstance(block, Table))
    assert [row[-1] for row in table.rows] == [24, 240, 360, 0]
