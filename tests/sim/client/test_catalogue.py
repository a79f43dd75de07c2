"""The numbers of kinds and approvers: read by era, changed one by one, each with its range."""

from __future__ import annotations

import pytest
from worlds import client_in

from sim.client.catalogue import standard_approvers, standard_kinds, table_numbers
from sim.messages import ProblemError

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.mark.parametrize("name", CLIENTS)
def test_every_number_of_the_tables_is_an_assumption_with_a_range(name):
    """Of the kinds that come and the approvers who sign; a headline rests on no other."""
    client = client_in(f"data/clients/{name}.toml")
    told = {one.path: one for one in client.assumptions}
    met = {*client.scenario.kinds, *client.scenario.chain.approvers}
    paths = {
        number.path
        for number in table_numbers(client.file.client.era)
        if number.path.split(".")[2] in met
    }
    assert paths
    assert all(told[path].low < told[path].high for path in paths)


def test_a_setting_changes_one_number_of_one_kind():
    """As a question of the sensitivity does; all else stays."""
    plain = client_in("data/clients/company_a.toml").scenario.kinds
    path = "offers.numbers.home_focus.cost_cny"
    changed = client_in("data/clients/company_a.toml", [f"{path}=28000"]).scenario.kinds
    assert changed["home_focus"].cost_cny[0] == 28000
    ratio = changed["home_focus"].cost_cny[1] / plain["home_focus"].cost_cny[1]
    assert ratio == pytest.approx(2), "the spread stays, so the 90th percentile moves along"
    assert [k for k in plain if plain[k] != changed[k]] == ["home_focus"]


def test_a_number_that_the_client_states_is_the_client_s():
    path = "offers.numbers.home_focus.conversion_share"
    client = client_in("data/clients/company_a.toml", [f"{path}=0.03"])
    (told,) = (one for one in client.assumptions if one.path == path)
    assert (told.value, told.basis) == (0.03, "CLIENT")


@pytest.mark.parametrize("quantity", ["cost_factor", "giveaway_factor"])
def test_a_factor_moves_what_every_kind_costs_or_gives_away(quantity):
    """Half of the table's, for every kind of the era."""
    plain, half = (
        client_in("data/clients/company_a.toml", [f"offers.{quantity}={factor}"]).scenario.kinds
        for factor in (1.0, 0.5)
    )
    for kind, before in plain.items():
        after = half[kind]
        moved = (
            (after.cost_cny[0], before.cost_cny[0])
            if quantity == "cost_factor"
            else (after.given_away, before.given_away)
        )
        assert moved[0] == pytest.approx(0.5 * moved[1])


WHOLE = (
    "{window_h=1.0, window_spread=2.0, cost_cny=1.0, cost_spread=2.0, visitors=1.0,"
    " visitors_spread=2.0, conversion_share=0.1, order_value_factor=1.0, out_of_scope_share=0.0,"
    " repeat_factor=1.0}"
)


@pytest.mark.parametrize("numbers", [WHOLE, "{visitors=1.0}"])
def test_a_strange_kind_is_refused_in_one_line(numbers):
    """Not by the list of all that it lacks to be a kind."""
    settings = [f"offers.numbers.home_fokus={numbers}"]
    with pytest.raises(ProblemError, match=r"home_fokus.*no such kind.*home_focus") as refused:
        client_in("data/clients/company_a.toml", settings)
    assert len(refused.value.problems) == 1


def test_a_spread_below_one_is_refused():
    """A 90th percentile below the median."""
    setting = "offers.numbers.home_focus.cost_spread=0.9"
    with pytest.raises(ProblemError, match=r"cost_spread = 0\.9: .*greater than or equal to 1"):
        client_in("data/clients/company_a.toml", [setting])


def test_the_numbers_of_the_eras_are_told_apart():
    assert not set(standard_kinds("2010")) & set(standard_kinds("today"))
    slow, quick = (standard_approvers(era)["gm"]["attention_scale_h"] for era in ("2010", "today"))
    assert quick < slow
