"""The orders of a normal day follow from visits, conversion, reorders and the platform's offers."""

from __future__ import annotations

import math
from datetime import date

import pytest

from playbook.logistics.demand import mean_visitors, months_of, offers_a_day
from playbook.logistics.rules import rule
from sim.loader import load_client
from sim.season import DAYS_A_MONTH

CASE = "data/clients/company_a.toml"


@pytest.fixture(scope="module")
def case():
    return load_client(CASE)


def months(client, **changes):
    dates = {"api_from": date(2010, 10, 1), "go_live": date(2010, 7, 30), **changes}
    return months_of(client.scenario, **dates)


def test_the_first_month_has_the_visits_of_the_client_file_times_conversion(case):
    """480 visits x growth of half a month (1.5 ^ 0.5) x August's index x 2.2 %."""
    index = case.scenario.demand.season_index[7]
    middle = 480 * 1.5 ** (15 / DAYS_A_MONTH) * index * 0.022
    assert months(case)[0].own == pytest.approx(middle, rel=0.01)


def test_the_orders_that_follow_are_the_repeat_share_of_the_own_orders(case):
    """0.16 x 1.25 (members) x 1.1 (letter) = 0.22."""
    for one in months(case):
        assert one.again == pytest.approx(0.22 * one.own)


def test_the_plan_takes_a_stated_share_of_what_the_offers_would_bring(case):
    for number, one in enumerate(months(case)):
        assert one.offers == pytest.approx(
            rule("offers_taken_share") * offers_a_day(case.scenario, number)
        )


def test_no_offers_leave_the_store_s_own_orders():
    client = load_client(CASE, ["offers.rate_factor=0"])
    assert [one.a_day for one in months(client)] == pytest.approx(
        [1.22 * one.own for one in months(client)]
    )


def test_the_mean_of_visitors_lies_above_their_median(case):
    """A lognormal with median m and 90th percentile p has s = ln(p/m) / 1.2816."""
    kind = case.scenario.kinds["display_remnant"]
    median, p90 = kind.visitors
    sigma = math.log(p90 / median) / 1.2815515655446004
    assert mean_visitors(kind) == pytest.approx(median * math.exp(sigma**2 / 2))
    assert mean_visitors(kind) > median


def test_november_of_the_case_is_close_to_the_289_parcels_of_the_domain_study(case):
    """domain.md 5.1: 1.3 m CNY at 150 CNY an order are 289 a day."""
    assert months(case)[3].a_day == pytest.approx(1_300_000 / 150 / 30, rel=0.10)


def test_the_manual_days_end_with_the_interface(case):
    assert [one.manual_days for one in months(case)] == [31, 30, 0, 0]
    linked = months(case, api_from=date(2010, 9, 11))
    assert [one.manual_days for one in linked] == [31, 10, 0, 0]
    late = months(case, go_live=date(2010, 8, 15))
    assert late[0].manual_days == 17
