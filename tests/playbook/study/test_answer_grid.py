"""The answer at nodes is the simulation's, between them a straight line, outside refused."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from playbook.clients.load import load_client
from playbook.study.explorer.dials import defaults, dials_of
from playbook.study.explorer.grid import (
    AnswerGrid,
    NodeAxis,
    NodePlayer,
    OutsideError,
    misses,
    points,
)
from playbook.study.explorer.scenario_file import Saved, compare_scenario
from sim.client.regimes import BASELINE, REGIMES

SEASONS = 3
OUTCOMES = ("contribution_cny", "capture_rate", "decision_latency_h")


@pytest.fixture(scope="module")
def client():
    return load_client("data/clients/company_a.toml")


@pytest.fixture(scope="module")
def player(client):
    return NodePlayer(client=client, outcomes=OUTCOMES, seed=1, seasons=SEASONS)


@pytest.fixture(scope="module")
def grid(player):
    return player.grid()


def flat(values):
    """Return a grid of one regime's values over two axes, the other regimes the same."""
    values = np.array(values, dtype=float)[..., None].repeat(3, axis=-1)
    axes = tuple(
        NodeAxis(key=str(nth), nodes=tuple(map(float, range(size))), own=0.0)
        for nth, size in enumerate(values.shape[:-1])
    )
    every = np.stack([values] * len(REGIMES))
    return AnswerGrid(axes=axes, outcomes=("contribution_cny",), values=every, seed=1, seasons=1)


@pytest.mark.parametrize("regime", ["oa", "wide_green", "delegated"])
def test_a_node_is_what_the_command_simulates_for_the_same_setting(client, grid, regime):
    nodes = [axis.nodes[1] for axis in grid.axes]
    dials = defaults(dials_of(client, regime))
    moved = dict(zip((axis.key for axis in grid.axes), nodes, strict=True))
    saved = Saved(name="a", note="", setting=dials | moved)
    native = compare_scenario(client, saved, seed=1, replications=SEASONS)
    told = [
        native.summary(name, outcome).mean
        for name in ("scenario", BASELINE)
        for outcome in OUTCOMES
    ]
    gain = native.difference("scenario", "contribution_cny")
    found = grid.at(regime, nodes)
    assert found.tolist() == [*told, (gain.high - gain.low) / 2]
    assert grid.gain(found) == pytest.approx(gain.mean)


def test_between_nodes_it_is_what_another_interpolates(grid):
    nodes = [axis.nodes for axis in grid.axes]
    for regime, values in zip(REGIMES, grid.values, strict=True):
        other = RegularGridInterpolator(nodes, values)
        for point in points(grid, 5):
            found = grid.at(regime, point)
            assert found == pytest.approx(other([point])[0], rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf")])
def test_outside_the_nodes_it_refuses(value):
    with pytest.raises(OutsideError, match="outside the grid: from 0 to 1"):
        flat([0, 1]).at("oa", [value])


def test_what_a_node_lacks_is_missed_only_where_the_node_counts():
    grid = flat([1, 3, np.nan])
    assert grid.at("oa", [1.0])[0] == 3
    assert grid.at("oa", [0.5])[0] == 2
    assert np.isnan(grid.at("oa", [1.5])[0])


def test_the_client_file_and_both_ends_of_every_range_are_nodes(player):
    for axis in player.axes:
        dial = player.dials[axis.key]
        assert {dial.default, dial.low, dial.high} <= set(axis.nodes)


def test_the_points_held_out_are_no_nodes_and_the_same_again(grid):
    told = list(points(grid, 6))
    assert told == list(points(grid, 6))
    for point in told:
        assert not any(value in axis.nodes for value, axis in zip(point, grid.axes, strict=True))


def test_the_error_is_that_of_points_simulated_anew(player, grid):
    """By hand for one world: what the grid says, less what the model does there."""
    (point,) = points(grid, 1)
    world = dict(zip([axis.key for axis in grid.axes[1:]], point[1:], strict=True))
    rows = player.rows(world, point[:1])[:, 0]
    off = [
        abs(grid.gain(grid.at(regime, point)) - grid.gain(row))
        for regime, row in zip(REGIMES, rows, strict=True)
    ]
    found = misses(player, grid, worlds=1)
    assert [found.gains[name].worst for name in REGIMES] == off
    assert found.gains["oa"].worst == 0
    assert found.outcomes["capture_rate"].points == len(REGIMES)


def test_an_average_error_is_no_more_than_the_worst(player, grid):
    found = misses(player, grid, worlds=2)
    assert all(one.mean <= one.worst for one in (*found.gains.values(), *found.outcomes.values()))


def test_what_has_no_range_is_no_axis(client):
    player = NodePlayer(client=client, outcomes=OUTCOMES, seed=1, seasons=SEASONS)
    for key in ("agency.self_interest", "offers.visitors_factor"):
        player.dials[key] = replace(player.dials[key], values=(player.dials[key].default,))
    assert [axis.key for axis in player.axes] == ["charter.quota_cny", "offers.window_factor"]
