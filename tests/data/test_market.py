"""Offers and campaigns of the market, era by era."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta

import pytest

from sim.tables.read import read_table

KINDS = {row["kind_id"]: row for row in read_table("market/resource_kinds")}
NUMBERS = defaultdict(dict)
for _row in read_table("market/kind_numbers"):
    NUMBERS[_row["kind_id"]][_row["quantity"]] = _row["value"]

AUCTIONED = (
    "home_focus",
    "display_remnant",
    "platform_push",
    "store_livestream",
    "content_seed",
    "feed_bid_window",
)
"""Traffic that is sold to whoever pays most for it."""

GIVEN_FOR_A_PRICE = (
    "group_buy",
    "flash_sale",
    "affiliate_burst",
    "festival_adhoc",
    "livestream_kol",
    "juhuasuan_today",
    "subsidy",
    "festival_late",
)
"""Places that are given to whoever sells cheapest, or shares most of the sales."""

DISPLACED = 0.25
"""Orders of an event that would have come anyway; counted here at the event's order value."""


def value_of_a_visit(kind, displaced=DISPLACED):
    """Return what a visit is worth to the store for which the era's numbers were set, in CNY.

    Orders x (margin - what is given away - commissions) - parcels, the repeat orders of 90 days,
    less the ordinary orders that the event took from the store.
    """
    old = KINDS[kind]["era"] == "2010"
    value, margin, returns, parcel = (150, 0.60, 0.04, 10) if old else (220, 0.65, 0.08, 5)
    numbers = NUMBERS[kind]

    def earned(factor, given):
        return value * factor * (1 - returns) * (margin - given - 0.13) - parcel - returns * 10

    given = numbers.get("margin_lost_share", 0) + numbers.get("commission_share", 0)
    ordinary, factor = earned(1, 0), numbers["order_value_factor"]
    again = 0.16 * 1.25 * 1.1 * (1 - math.exp(-((90 / 60) ** 1.5)))
    order = earned(factor, given) + again * numbers["repeat_factor"] * ordinary
    return numbers["conversion_share"] * (order - displaced * factor * ordinary)


def price_of_a_visit(kind):
    return NUMBERS[kind]["cost_cny"] / NUMBERS[kind]["visitors"]


@pytest.mark.parametrize("kind", AUCTIONED)
def test_bought_traffic_costs_about_what_it_is_worth(kind):
    """An auction leaves the buyer who just stays in it next to nothing: within a tenth or so."""
    assert value_of_a_visit(kind) == pytest.approx(price_of_a_visit(kind), rel=0.15)


@pytest.mark.parametrize("kind", GIVEN_FOR_A_PRICE)
def test_a_place_given_for_a_low_price_neither_enriches_nor_ruins(kind):
    """The event earns something, most of which the place, the price and old buyers take back."""
    assert value_of_a_visit(kind, displaced=0.0) > price_of_a_visit(kind)
    assert abs(value_of_a_visit(kind) - price_of_a_visit(kind)) < 0.35 * price_of_a_visit(kind)


@pytest.mark.parametrize("kind", ["channel_theme", "joint_promo", "member_day"])
def test_a_place_that_is_allotted_leaves_the_store_a_part_of_its_worth(kind):
    """Many monks, little porridge (S20): what is scarce and unsold is worth more than its cost."""
    assert 1.1 < value_of_a_visit(kind) / price_of_a_visit(kind) < 1.7


@pytest.mark.parametrize("kind", [kind for kind, row in KINDS.items() if row["planned"]])
def test_a_planned_festival_pays_and_costs_a_tenth_of_what_it_sells(kind):
    """Gifts, pages and bought traffic: 5 to 15 % of the sales."""
    numbers = NUMBERS[kind]
    order = (150 if KINDS[kind]["era"] == "2010" else 220) * numbers["order_value_factor"]
    sold = numbers["conversion_share"] * order
    assert value_of_a_visit(kind) > price_of_a_visit(kind)
    assert 0.05 < price_of_a_visit(kind) / sold < 0.15


def test_every_kind_has_the_numbers_that_an_offer_is_drawn_from():
    """What may be left out is nought: a discount, a commission, a trial pack."""
    drawn = {"window_h", "cost_cny", "visitors"}
    drawn |= {f"{name}_spread" for name in ("window", "cost", "visitors")}
    drawn |= {"conversion_share", "order_value_factor", "out_of_scope_share", "repeat_factor"}
    assert set(NUMBERS) == set(KINDS)
    for kind, numbers in NUMBERS.items():
        assert not drawn - set(numbers), kind


def test_a_number_stands_in_the_era_of_its_kind():
    """A number of the other era would never be read."""
    for row in read_table("market/kind_numbers"):
        assert row["era"] == KINDS[row["kind_id"]]["era"]


def test_a_spread_is_above_one_at_both_ends_of_its_range():
    """The 90th percentile lies above the median."""
    for row in read_table("market/kind_numbers"):
        if row["quantity"].endswith("_spread"):
            assert row["low"] > 1


def test_planned_kinds_have_no_rate_and_ad_hoc_kinds_have_one():
    """A planned campaign comes from the dated calendar, never from the rate as well."""
    for kind, row in KINDS.items():
        assert ("rate_per_month" in NUMBERS[kind]) != row["planned"]


def test_the_ad_hoc_rates_add_up_to_the_published_ones():
    """22.4 offers a month in 2010 and 28.6 today, planned ones (0.5 and 0.6) included."""
    total = defaultdict(float)
    for kind, row in KINDS.items():
        total[row["era"]] += NUMBERS[kind].get("rate_per_month", 0)
    assert total["2010"] == pytest.approx(22.4 - 0.5)
    assert total["today"] == pytest.approx(28.6 - 0.6)


def test_discounts_are_those_that_the_sources_tell():
    """A discount d off the list price costs d (1 - m) / (1 - d) of the sales at a margin of m."""

    def lost(discount, margin):
        return discount * (1 - margin) / (1 - discount)

    ranges = {
        (row["kind_id"], row["quantity"]): (row["low"], row["high"])
        for row in read_table("market/kind_numbers")
    }
    for kind, least, most, margin in (
        ("group_buy", 0.25, 0.50, 0.60),
        ("flash_sale", 0.10, 0.50, 0.60),
        ("festival_adhoc", 0.15, 0.50, 0.60),
        ("planned_festival", 0.15, 0.50, 0.60),
        ("livestream_kol", 0.20, 0.50, 0.65),
        ("juhuasuan_today", 0.22, 0.50, 0.65),
        ("festival_late", 0.17, 0.50, 0.65),
    ):
        ends = lost(least, margin), lost(most, margin)
        assert ranges[kind, "margin_lost_share"] == pytest.approx(ends, abs=0.01), kind


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


def test_reviews_of_a_trial_lift_todays_store_as_the_measured_elasticity_says():
    """0.236 % of sales for 1 % more reviews: 240 more beside 10,000, on today's conversion."""
    assumed = {(row["path"], row["era"]): row for row in read_table("market/assumptions")}
    conversion = assumed["store.conversion_share", "today"]["value"]
    uplift = assumed["store.review_uplift", "today"]["value"]
    assert uplift == pytest.approx(0.236 * 240 / 10_000 * conversion, rel=0.1)
    packs = NUMBERS["u_trial"]["cost_cny"] / NUMBERS["u_trial"]["trial_pack_cny"]
    assert packs == 800
    early = assumed["store.review_uplift", "2010"]
    assert uplift < early["low"], "a store without reviews gains more from its first"
