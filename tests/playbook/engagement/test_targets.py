"""The target tree and the promotion calendar of the clients."""

from dataclasses import replace
from datetime import date

import pytest
from engagements import client_of, expected

from playbook.engagement.campaigns import campaigns_of, filings, month_money
from playbook.engagement.targets import tree_of
from sim.client.schema import TargetsSection
from sim.model.offers import organic_level


def tree(client):
    return tree_of(client, expected(client), campaigns_of(client))


def test_organic_sales_are_visits_times_conversion_times_order_value():
    client = client_of("cosmetics_today")
    visits = sum(organic_level(client.scenario, day) for day in range(30))
    # September: 30 days, 2.5 % of 220 CNY
    assert tree(client).months[0].organic.sales_cny == pytest.approx(visits * 0.025 * 220)


def test_a_campaign_counts_with_the_share_that_is_captured():
    november = tree(client_of("company_a")).months[3]
    # 50,000 x 1.5 visits, 4.5 %, 150 CNY x 1.05, coverage 0.7
    assert november.campaigns.sales_cny == pytest.approx(0.7 * 75_000 * 0.045 * 150 * 1.05)


def test_a_branch_at_what_it_needs_reaches_the_target():
    short = tree(client_of("company_a"))
    assert short.gap_cny < 0
    visits, conversion, value = short.branches
    returning = sum(month.returning_orders for month in short.months)
    for v, c, a in (
        (visits.needed, conversion.planned, value.planned),
        (visits.planned, conversion.needed, value.planned),
        (visits.planned, conversion.planned, value.needed),
    ):
        assert (v * c + returning) * a == pytest.approx(short.target_cny)


def test_a_month_sells_what_the_simulated_seasons_sell_in_it():
    """Organic sales stay the client's own; offers, campaigns and repeat orders make up the rest."""
    client = client_of("company_a")
    told = tree(client).months
    months = {f"{one.month:%Y-%m}": one.organic.sales_cny + 50_000 for one in told}
    decided = replace(expected(client), sales_by_month=months)
    played = tree_of(client, decided, campaigns_of(client)).months
    for before, after in zip(told, played, strict=True):
        assert after.sales_cny == pytest.approx(before.organic.sales_cny + 50_000)
        assert after.organic == before.organic
        ours, theirs = after.promotion_cny, before.promotion_cny
        assert ours * before.returning_cny == pytest.approx(theirs * after.returning_cny)


def test_a_month_that_sells_less_than_its_organic_visits_order_is_smaller_in_all():
    client = client_of("company_a")
    first = tree(client).months[0]
    half = first.selling(first.organic.sales_cny / 2)
    assert half.sales_cny == pytest.approx(first.organic.sales_cny / 2)
    assert half.visits / first.visits == pytest.approx(half.sales_cny / first.sales_cny)


def test_a_client_without_a_target_has_no_gap_and_no_branches():
    none = tree(client_of("company_a", targets=None))
    assert none.gap_cny is None
    assert none.branches == ()
    assert tree(client_of("company_a", targets=TargetsSection())).gap_cny is None


def test_the_season_s_campaigns_come_by_date_and_only_those_that_start_in_it():
    found = campaigns_of(client_of("company_a"))
    assert [one.starts for one in found] == [
        date(2010, 9, 15),
        date(2010, 10, 1),
        date(2010, 11, 11),
    ]
    assert all(one.can_sign_up for one in found)


def test_a_new_store_cannot_sign_up_before_it_is_live():
    found = campaigns_of(client_of("company_a", project={"go_live": date(2010, 9, 10)}))
    assert [one.can_sign_up for one in found] == [False, True, True]


def test_the_envelope_is_a_third_of_the_quarter_less_reserve_and_campaigns():
    client = client_of("company_a")
    september = month_money(client, campaigns_of(client))[1]
    # 720,000 / 3; a quarter in reserve; the Mid-Autumn sale at its median of 30,000
    assert september.envelope_cny == 240_000
    assert september.left_cny == 240_000 - 60_000 - 30_000


def test_the_plan_is_filed_fifteen_working_days_before_its_quarter():
    # July 2010 begins on a Thursday; 14 to 16 June were the Dragon Boat holiday
    first, second = filings(client_of("company_a"))
    assert first.file_by == date(2010, 6, 9)
    assert second.quarter == date(2010, 10, 1)
    assert [one.past for one in filings(client_of("cosmetics_today"))] == [True, False]
