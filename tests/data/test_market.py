"""Offers and campaigns of the market, era by era."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta

import pytest

from sim.tables.read import read_table


def test_a_ninetieth_percentile_lies_above_its_median():
    """Window, cost and visitors of every kind."""
    for row in read_table("market/resource_kinds"):
        assert row["window_p90_h"] > row["window_median_h"] > 0
        assert row["cost_p90_cny"] > row["cost_median_cny"] > 0
        assert row["visitors_p90"] > row["visitors_median"] > 0


def test_planned_kinds_have_no_rate_and_ad_hoc_kinds_have_one():
    """A planned campaign comes from the dated calendar, never from the rate as well."""
    for row in read_table("market/resource_kinds"):
        assert (row["rate_per_month"] == 0) == row["planned"]


def test_the_ad_hoc_rates_add_up_to_the_published_ones():
    """22.4 offers a month in 2010 and 28.6 today, planned ones (0.5 and 0.6) included."""
    total = defaultdict(float)
    for row in read_table("market/resource_kinds"):
        total[row["era"]] += row["rate_per_month"]
    assert total["2010"] == pytest.approx(22.4 - 0.5)
    assert total["today"] == pytest.approx(28.6 - 0.6)


def test_costs_above_the_authority_steps_are_as_frequent_as_published():
    """2010, planned kinds at their 0.5 a month: 34 % of costs above 5,000, 18 % above 10,000."""
    normal_p90 = 1.2815515655446004
    kinds = [row for row in read_table("market/resource_kinds") if row["era"] == "2010"]

    def share_above(limit):
        total = above = 0.0
        for row in kinds:
            rate = row["rate_per_month"] or 0.5
            sigma = math.log(row["cost_p90_cny"] / row["cost_median_cny"]) / normal_p90
            z = math.log(limit / row["cost_median_cny"]) / sigma
            total += rate
            above += rate * math.erfc(z / math.sqrt(2)) / 2
        return above / total

    assert share_above(5000) == pytest.approx(0.34, abs=0.01)
    assert share_above(10000) == pytest.approx(0.18, abs=0.01)
    assert share_above(50000) == pytest.approx(0.016, abs=0.002)


def test_the_scope_of_a_kind_uses_known_instruments():
    """The charter permits instruments by these names."""
    used = {word for row in read_table("market/resource_kinds") for word in row.parts("scope")}
    assert used == {"budget", "gift", "price", "inventory", "brand"}


@pytest.mark.parametrize("era", ["2010", "today"])
@pytest.mark.parametrize("pattern", ["weekday", "hour"])
def test_the_shares_of_a_pattern_add_up_to_one(era, pattern):
    """Every offer comes on some day and at some hour."""
    rows = read_table("market/arrival_pattern")
    shares = [r["value"] for r in rows if (r["era"], r["pattern"]) == (era, pattern)]
    assert math.fsum(shares) == pytest.approx(1, abs=1e-12)


def test_four_of_five_offers_come_from_monday_to_friday():
    """80 % on the five weekdays together, in both eras."""
    weekday = ("mon", "tue", "wed", "thu", "fri")
    rows = [row for row in read_table("market/arrival_pattern") if row["key"] in weekday]
    assert math.fsum(row["value"] for row in rows) == pytest.approx(2 * 0.8)


def test_a_campaign_is_announced_before_its_answer_is_due_and_due_before_it_starts():
    """And the answer is due 4 to 15 days after the announcement, as the sourced ones are."""
    for row in read_table("market/campaign_calendar"):
        assert row["announced_on"] <= row["signup_from"] <= row["signup_to"]
        assert row["signup_to"] < row["starts_on"] <= row["ends_on"]
        assert timedelta(4) <= row["signup_to"] - row["announced_on"] <= timedelta(15), row


def test_campaigns_are_of_planned_kinds_of_their_era():
    """A campaign of a kind that also comes at a rate would be counted twice."""
    planned = {
        (r["era"], r["kind_id"]) for r in read_table("market/resource_kinds") if r["planned"]
    }
    assert {(r["era"], r["kind_id"]) for r in read_table("market/campaign_calendar")} == planned


def test_the_case_months_hold_mid_autumn_national_day_and_double_11_but_no_double_12():
    """12.12 began in 2011."""
    starts = {
        row["campaign_id"]: row["starts_on"]
        for row in read_table("market/campaign_calendar")
        if row["starts_on"].year == 2010
    }
    assert set(starts) == {"mid_autumn_2010", "national_day_2010", "double_11_2010"}


def test_a_seasonal_index_has_mean_one():
    """It shapes the year and does not enlarge it."""
    months = defaultdict(list)
    for row in read_table("market/seasonality"):
        assert row["low"] < row["visits_factor"] < row["high"]
        months[row["category"]].append(row["visits_factor"])
    assert set(months) == {"cotton_daily", "cosmetics", "appliance"}
    for values in months.values():
        assert len(values) == 12
        assert math.fsum(values) == pytest.approx(12, abs=1e-12)
