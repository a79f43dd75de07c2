"""The flat model leaves the ledger of the model of record: every decision, moment and fen."""

from functools import cache

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from random_worlds import CLIENTS, DATA, world_and_regime
from worlds import approver, chain, client_in, clock_of, offer, scenario, season

from sim.client.regimes import regimes_of
from sim.flat.memory import NoFlatFormError
from sim.flat.packing import World
from sim.flat.replay import Stage, replay_flat
from sim.luck.draw import draw_season
from sim.model.clock import ClockEndsError
from sim.model.regimes import Delegated, Oa
from sim.model.replay import replay
from sim.model.scenario import Law
from sim.model.units import DAY, HOUR


@cache
def known(name):
    """Return one of the four clients with its regimes and a season."""
    client = client_in(DATA / f"{name}.toml")
    tape = draw_season(client.scenario, seed=5, replication=0)
    return tape, regimes_of(client.file, client.scenario)


@pytest.mark.parametrize("name", CLIENTS)
def test_every_regime_of_the_clients_leaves_the_same_ledger(name):
    tape, regimes = known(name)
    for regime, ledger in Stage(compiled=True).ledgers(World(tape.scenario, regimes), tape):
        assert ledger == replay(tape, regimes[regime], regime)


@pytest.mark.parametrize("regime", ["oa", "plan_green", "case"])
def test_the_ledger_is_the_same_as_plain_python(regime):
    tape, regimes = known("company_a")
    assert replay_flat(tape, regimes[regime], compiled=False) == replay(tape, regimes[regime])


def world_with_a_form(seed):
    """Return a season and a regime at random; a world without a flat form is passed over."""
    world, regime = world_and_regime(seed)
    try:
        World(world, {"": regime})
    except NoFlatFormError:
        reject()
    return draw_season(world, seed, 0), regime


@settings(deadline=None, max_examples=24)
@given(st.integers(0, 1_000_000))
def test_worlds_and_regimes_at_random_leave_the_same_ledger(seed):
    tape, regime = world_with_a_form(seed)
    assert replay_flat(tape, regime, compiled=True) == replay(tape, regime)


@settings(deadline=None, max_examples=3)
@given(st.integers(0, 1_000_000))
def test_worlds_and_regimes_at_random_leave_the_same_ledger_as_plain_python(seed):
    tape, regime = world_with_a_form(seed)
    assert replay_flat(tape, regime, compiled=False) == replay(tape, regime)


@pytest.mark.parametrize("name", ["company_a", "appliance_good_oa"])
def test_offers_that_stand_open_for_years_leave_the_same_ledger(name):
    """Their end lies beyond the calendar that the arrays know, where nobody decides any more."""
    client = client_in(DATA / f"{name}.toml", ["offers.window_factor=3000"])
    tape = draw_season(client.scenario, seed=5, replication=0)
    assert max(each.dies_at for each in tape.offers) > (tape.scenario.days + 1000) * DAY
    regimes = regimes_of(client.file, client.scenario)
    for regime, ledger in Stage(compiled=True).ledgers(World(tape.scenario, regimes), tape):
        assert ledger == replay(tape, regimes[regime], regime)


def test_seasons_on_the_same_stage_leave_nothing_behind_for_the_next():
    """Of two worlds in turn, the second larger, each under all its regimes."""
    stage = Stage()
    for name in ("company_a", "cosmetics_today", "company_a"):
        tape, regimes = known(name)
        for regime, ledger in stage.ledgers(World(tape.scenario, regimes), tape):
            assert ledger == replay(tape, regimes[regime], regime)


def test_no_stock_is_held_for_an_event_that_is_over_on_the_arrays_either():
    late = offer(0, event_day=0, event_days=1)
    tape = season(scenario(), late, offer(1, "2024-01-02 11:00"))
    assert replay_flat(tape, Delegated()) == replay(tape, Delegated())


def test_where_the_calendar_ends_both_stop():
    an_hour = clock_of((0, HOUR))
    world = scenario(chain(approver(clock=an_hour, late_clock=an_hour)))
    with pytest.raises(ClockEndsError):
        replay(season(world, offer()), Oa())
    with pytest.raises(ValueError, match="nobody at work any more"):
        replay_flat(season(world, offer()), Oa(), compiled=False)


@pytest.mark.parametrize(
    ("world", "setting"),
    [
        (scenario(chain(approver(sign="all", people=40))), "approvers"),
        (scenario(chain(approver(), rounds=9)), "rounds"),
        (scenario(chain(approver(queued=True, handling=Law()))), "handling"),
    ],
)
def test_what_has_no_flat_form_is_refused_by_its_name(world, setting):
    with pytest.raises(NoFlatFormError, match=setting):
        replay_flat(season(world, offer()), Oa())
