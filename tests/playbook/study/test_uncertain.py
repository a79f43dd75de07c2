"""Drawn worlds read by the rule: gains, who is best in how many of them, and what that misses."""

import numpy as np
import pandas as pd
import pytest

from playbook.clients.load import load_client
from playbook.engagement.varied import uncertain
from playbook.study.choice import Stakes
from playbook.study.information import GROUPS, information_of
from playbook.study.uncertain import InDoubt, draw_client
from sim.results.drawn import SEASONS_A_WORLD, DrawnWorlds
from sim.results.experiment import COLUMNS, Results

CLIENT = load_client("data/clients/company_a.toml")
OUTCOMES = ("contribution_cny", "sales_cny", "brand_damage_cny", "money_at_risk_cny")


def doubt_of(brought, **weighed):
    """Return worlds in which each regime brings so much, world by world, in all their seasons."""
    worlds = len(next(iter(brought.values())))
    rows = [
        (SEASONS_A_WORLD * world + season, name, outcome, "", of[world] * (outcome == OUTCOMES[0]))
        for world in range(worlds)
        for season in range(SEASONS_A_WORLD)
        for name, of in brought.items()
        for outcome in OUTCOMES
    ]
    results = Results(pd.DataFrame(rows, columns=COLUMNS).astype({"value": float}))
    draws = DrawnWorlds(("offers.rate_factor",), np.arange(float(worlds))[:, None], results)
    return InDoubt(client="Acme", seed=1, draws=draws, stakes=Stakes(**weighed))


BROUGHT = {"oa": [10.0, 10.0, 10.0, 10.0], "green": [30, 0, 20, 10], "plan": [20, 12, 30, 8]}


def test_the_gain_is_paired_world_by_world():
    gain = doubt_of(BROUGHT).gain("green")
    assert gain.mean == pytest.approx((20 - 10 + 10 + 0) / 4)
    assert gain.chance == pytest.approx((2 + 0.5) / 4)


def test_who_is_best_is_counted_by_world():
    found = doubt_of(BROUGHT)
    assert [found.gain(name).best for name in ("green", "plan")] == [0.25, 0.5]


def test_regret_is_what_the_best_of_each_world_brings_more():
    assert doubt_of(BROUGHT).gain("plan").regret == pytest.approx((10 + 0 + 0 + 2) / 4)


def test_what_it_costs_to_change_is_paid_before_the_best_is_named():
    found = doubt_of(BROUGHT, change_cny={"green": 15.0})
    assert found.gain("green").best == 0
    assert found.gain("green").mean == doubt_of(BROUGHT).gain("green").mean


def test_what_the_limits_rule_out_is_never_the_best():
    found = doubt_of(BROUGHT)
    frame = found.draws.results.frame
    damaged = (frame["regime"] == "green") & (frame["outcome"] == "brand_damage_cny")
    results = Results(frame.assign(value=frame["value"].where(~damaged, 5.0)))
    ruled = InDoubt(
        client="Acme",
        seed=1,
        draws=DrawnWorlds(found.draws.paths, found.draws.values, results),
        stakes=found.stakes,
    )
    assert ruled.gain("green").best is None
    assert ruled.allowed == ("oa", "plan")


def test_worlds_are_kept_and_read_again():
    asked = {"worlds": 2, "names": ("green",)}
    first = draw_client(CLIENT, uncertain(CLIENT), **asked)
    seen = []
    again = draw_client(CLIENT, uncertain(CLIENT), **asked, progress=seen.append)
    assert again.as_bytes() == first.as_bytes()
    assert seen == [2 * SEASONS_A_WORLD]


def test_every_input_in_doubt_belongs_to_one_group():
    begins = [begin for group in GROUPS.values() for begin in group]
    groups = [[b for b in begins if one.path.startswith(b)] for one in uncertain(CLIENT)]
    assert all(len(found) == 1 for found in groups)


def test_an_input_that_decides_the_choice_is_worth_what_the_choice_is():
    """Half of the worlds lose 10 by green and half gain 10: to know which is worth 5."""
    worlds = 200
    gain = [-10.0 if world < worlds / 2 else 10.0 for world in range(worlds)]
    found = information_of(doubt_of({"oa": [0.0] * worlds, "green": gain}, indifferent_share=0))
    assert found.inputs["offers.rate_factor"].mean == pytest.approx(5.0, abs=0.5)
    assert found.groups["agency"].mean == 0
