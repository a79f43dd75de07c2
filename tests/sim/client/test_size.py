"""What single bounds allow and no store has is refused before anything is simulated."""

import pytest
from worlds import client_in

from sim.client.size import MOST_OFFERS
from sim.messages import ProblemError

A = "data/clients/company_a.toml"

TOO_MUCH = [
    (
        ["chain.approvers.gm.people=1000"],
        r"approvers: makes 1,\d+ people who sign, more than 300",
    ),
    (
        ["offers.rate_factor=100", "season.months=36", "season.switch_on=2010-10-01"],
        rf"rate_factor: makes .* offers in the season, more than {MOST_OFFERS:,}",
    ),
    (
        ["offers.window_factor=10_000", "offers.numbers.group_buy.window_spread=20"],
        r"window_factor: makes .* hours to answer one offer in a million",
    ),
    (
        ["store.organic_visits_per_day=1e7", "store.growth_per_month=3"],
        r"growth_per_month: makes 2,560,000,000 visits on a day, more than 100,000,000",
    ),
    (
        ["store.organic_visits_per_day=1e7", "store.order_value_cny=1e6"],
        r"order_value_cny: makes .* CNY of sales, more than 10,000,000,000,000",
    ),
    (
        ["chain.contention=true", "season.months=36"]
        + [
            f"chain.approvers.{role}.other_items_per_day=1000"
            for role in ("gm", "cfo", "ecom_manager")
        ],
        r"contention: makes .* other items at the desks, more than 500,000",
    ),
]


@pytest.mark.parametrize(("settings", "message"), TOO_MUCH)
def test_a_season_beyond_any_store_is_refused(settings, message):
    with pytest.raises(ProblemError, match=message):
        client_in(A, settings)


def test_other_items_count_only_where_they_are_in_the_way():
    """Without contention nobody's desk is simulated."""
    assert client_in(A, ["chain.approvers.gm.other_items_per_day=1000", "season.months=36"])
