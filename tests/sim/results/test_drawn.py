"""Worlds whose inputs are drawn: by address, within their ranges, the same on any machine."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from playbook.clients.load import load_client
from sim.client.input_range import InputRange, ranges_of
from sim.client.regimes import named_regimes, regimes_of
from sim.messages import ProblemError
from sim.results.drawn import SEASONS_A_WORLD, DrawnWorlds, Joint
from sim.results.experiment import Experiment, Results

CLIENT = load_client("data/clients/company_a.toml")
WINDOW = InputRange(path="offers.window_factor", low=0.5, own=1.0, high=10.0)
MARGIN = InputRange(path="store.margin_share", low=0.51, own=0.6, high=0.69)
MONEY = "contribution_cny"


def joint(*ranges, **changed):
    asked = {"names": ("green",), "worlds": 3} | changed
    return Joint(tree=CLIENT.tree, settings=(), ranges=ranges, **asked)


def test_the_own_value_is_the_median_of_what_is_drawn():
    drawn_values = np.array([joint(WINDOW).values(world)[0] for world in range(2000)])
    assert (drawn_values < WINDOW.own).mean() == pytest.approx(0.5, abs=0.03)


def test_on_each_side_of_it_all_values_are_as_likely():
    drawn_values = np.array([joint(WINDOW).values(world)[0] for world in range(2000)])
    assert np.quantile(drawn_values, [0.25, 0.75]) == pytest.approx([0.75, 5.5], rel=0.06)


def test_what_is_counted_is_drawn_whole():
    stock = InputRange(path="supply.opening_stock_orders", low=1.0, own=2.0, high=9.0, whole=True)
    assert {stock.at(uniform) for uniform in (0.01, 0.5, 0.6, 0.99)} == {1.0, 2.0, 3.0, 9.0}


def test_a_client_s_counts_are_known_from_its_file():
    whole = {one.path: one.whole for one in ranges_of(CLIENT, CLIENT.assumptions)}
    assert whole["supply.chats_per_day"]
    assert not whole[MARGIN.path]


def test_a_further_input_moves_no_other_draw():
    assert joint(WINDOW, MARGIN).values(7)[1:] == joint(MARGIN).values(7)


def test_no_input_moves_the_luck_of_a_season():
    still = replace(MARGIN, low=0.6, high=0.6)
    regimes = named_regimes(("green",), regimes_of(CLIENT.file, CLIENT.scenario))
    as_told = Experiment(
        scenario=CLIENT.scenario, regimes=regimes, replications=3 * SEASONS_A_WORLD
    ).run()
    found = joint(still).run().results
    assert found.seasons("green", MONEY).tolist() == as_told.seasons("green", MONEY).tolist()


def test_the_seasons_of_a_world_share_its_inputs_and_differ_in_luck():
    found = joint(WINDOW).run().by_world("oa", MONEY)
    assert found.shape == (3, SEASONS_A_WORLD)
    assert len(np.unique(found)) == found.size


def test_any_number_of_workers_draws_the_same_bytes():
    """Workers are given the question pickled, and blocks of worlds."""
    alone = joint(WINDOW, worlds=4).run()
    worker = pickle.loads(pickle.dumps(joint(WINDOW, worlds=4)))
    blocks = [worker.block(range(world, world + 1)) for world in range(4)]
    assert DrawnWorlds.joined(blocks).as_bytes() == alone.as_bytes()


def test_both_engines_draw_the_same_bytes():
    kernel, simpy = (joint(WINDOW, worlds=1, engine=e).run() for e in ("kernel", "simpy"))
    assert kernel.as_bytes() == simpy.as_bytes()


def test_another_seed_draws_other_worlds():
    assert joint(WINDOW).values(0) != joint(WINDOW, seed=2).values(0)


def test_a_draw_that_is_no_client_is_drawn_anew_and_counted():
    beyond = replace(MARGIN, high=1.5)
    found = joint(beyond, worlds=8).run()
    assert found.refused > 0
    assert found.values.max() <= 1


def test_ranges_that_hold_no_client_are_refused_with_the_reason():
    with pytest.raises(ProblemError, match=r"none is a client(.|\n)*margin_share"):
        joint(InputRange(path=MARGIN.path, low=2.0, own=2.0, high=2.0)).run()


def test_worlds_are_read_as_they_were_kept():
    found = joint(WINDOW).run()
    again = DrawnWorlds.from_bytes(found.as_bytes())
    assert again.as_bytes() == found.as_bytes()


@pytest.mark.parametrize("content", [b"", b"half a file", Results.of_rows([]).as_bytes()])
def test_what_holds_no_worlds_is_refused(content):
    with pytest.raises(ValueError, match="no drawn worlds"):
        DrawnWorlds.from_bytes(content)


def test_progress_is_told_in_seasons():
    seen = []
    joint(WINDOW).run(seen.append)
    assert seen == [3 * SEASONS_A_WORLD]
