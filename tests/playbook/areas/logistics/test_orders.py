"""The orders of a normal day are those of the operations' target tree, by month."""

from __future__ import annotations

import math
from datetime import date

import pytest
from engagements import changed, client_of, engaged, expected

from playbook.areas.logistics.capacity import demand_by, demand_of
from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.targets import mean_visitors, tree_of
from sim.model.units import DAYS_A_MONTH


@pytest.fixture(scope="module")
def case():
    return client_of()


def tree(client):
    return tree_of(client, expected(client), campaigns_of(client))


def months(client, *, api_from=date(2010, 10, 1), go_live=date(2010, 7, 30)):
    dated = changed(client, supply={"api_from": api_from}, project={"go_live": go_live})
    return demand_by(tree(client), dated).months


def test_the_first_month_has_the_visits_of_the_client_file_times_conversion(case):
    """480 visits x growth of half a month (1.5 ^ 0.5) x August's index x 2.2 %."""
    index = case.scenario.demand.season_index[7]
    middle = 480 * 1.5 ** (15 / DAYS_A_MONTH) * index * 0.022
    assert months(case)[0].own == pytest.approx(middle, rel=0.01)


def test_the_warehouse_meets_the_orders_of_the_tree_but_for_the_dated_campaigns(case):
    for one, planned in zip(months(case), tree(case).months, strict=True):
        assert one.in_month == pytest.approx(planned.orders - planned.campaigns.orders)


def test_no_offers_leave_the_store_s_own_orders_and_those_that_follow():
    none = client_of("company_a", "offers.rate_factor=0")
    assert all(one.offers == 0 for one in months(none))
    assert months(none)[0].a_day == pytest.approx(months(none)[0].own)


def test_the_mean_of_visitors_lies_above_their_median(case):
    """A lognormal with median m and 90th percentile p has s = ln(p/m) / 1.2816."""
    kind = case.scenario.kinds["display_remnant"]
    median, p90 = kind.visitors
    sigma = math.log(p90 / median) / 1.2815515655446004
    assert mean_visitors(kind) == pytest.approx(median * math.exp(sigma**2 / 2))
    assert mean_visitors(kind) > median


def test_the_manual_days_end_with_the_interface(case):
    assert [one.manual_days for one in months(case)] == [31, 30, 0, 0]
    linked = months(case, api_from=date(2010, 9, 11))
    assert [one.manual_days for one in linked] == [31, 10, 0, 0]
    late = months(case, go_live=date(2010, 8, 15))
    assert late[0].manual_days == 17


def test_the_warehouse_of_an_engagement_meets_these_months(case):
    assert demand_of(engaged(case)).months == months(case)
