"""A season drawn where it is played is the season that ``draw_season`` draws, to the bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from random_worlds import CLIENTS, DATA, world_and_regime
from worlds import client_in, kind, scenario

from sim.client.regimes import regimes_of
from sim.flat import hands, laws
from sim.flat.memory import NoFlatFormError
from sim.flat.packing import World
from sim.flat.replay import Stage
from sim.luck.draw import draw_season
from sim.model.regimes import Delegated
from sim.results import facts
from sim.results.facts import Facts, Teller

CHECKED = replace(facts.KERNEL, checked=True)


def both_ways(world, regimes, seed, seasons=2, compiled=True):
    """Return the facts of seasons drawn by the kernel, and of the same drawn before."""
    teller = Teller(World(world, regimes), Stage(CHECKED, compiled=compiled))
    drawn = [draw_season(world, seed, number) for number in range(seasons)]
    return teller.told(seed, range(seasons)), Facts.joined([*map(teller.facts, drawn)])


def assert_equal(drawn_there, drawn_before):
    for name in ("replications", "regimes", "keys"):
        np.testing.assert_array_equal(getattr(drawn_there, name), getattr(drawn_before, name))
    one, other = (each.values.view(np.int64) for each in (drawn_there, drawn_before))
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("stated", [[], ["chain.contention=true", "agency.deputy=false"]])
@pytest.mark.parametrize("name", CLIENTS)
def test_every_client_s_seasons_are_the_same_wherever_they_are_drawn(name, stated):
    """Under all regimes, several in a call; with other work on the desks, and absent agencies."""
    client = client_in(DATA / f"{name}.toml", stated)
    assert_equal(*both_ways(client.scenario, regimes_of(client.file, client.scenario), 7, 3))


@settings(deadline=None, max_examples=16)
@given(st.integers(0, 1_000_000))
def test_seasons_of_worlds_at_random_are_the_same_wherever_they_are_drawn(seed):
    world, regime = world_and_regime(seed)
    try:
        found = both_ways(world, {"x": regime}, seed)
    except NoFlatFormError:
        reject()
    assert_equal(*found)


def test_a_season_is_drawn_the_same_in_plain_python():
    world, regime = world_and_regime(301)
    assert_equal(*both_ways(world, {"x": regime}, 301, 1, compiled=False))


@pytest.mark.parametrize("stated", ["offers.window_factor=3000", "chain.contention=true"])
def test_a_season_without_room_or_calendar_is_drawn_before(monkeypatch, stated):
    """Of three seasons some have more offers than there is room, or events years after."""
    for room in (laws, hands):
        monkeypatch.setattr(room, "most_of", int)
    client = client_in(DATA / "company_a.toml", [stated])
    regimes = {"delegated": Delegated()}
    asked = []

    def seen(*address):
        asked.append(address[-1])
        return draw_season(*address)

    monkeypatch.setattr(facts, "draw_season", seen)
    found = both_ways(client.scenario, regimes, 7, 6)
    assert len(asked) > 0
    assert_equal(*found)


def test_seasons_are_told_in_as_many_calls_as_their_facts_need(monkeypatch):
    monkeypatch.setattr(laws, "FACTS", 0)
    monkeypatch.setattr(facts, "SEASONS_A_CALL", 5)
    world = scenario(kinds={"slot": kind(rate_per_month=20.0)})
    assert_equal(*both_ways(world, {"x": Delegated()}, 3, 12))


def test_a_world_without_offers_has_seasons_too():
    assert_equal(*both_ways(scenario(kinds={}), {"x": Delegated()}, 3, 2))
