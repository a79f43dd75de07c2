"""Both engines tell the same numbers: the kernel on its arrays, the model of record in a ledger."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import CLIENTS, DATA, world_and_regime
from worlds import approver, chain, client_in, clock_of, scenario, season

from sim.client.regimes import regimes_of
from sim.flat.packing import World
from sim.flat.replay import Stage
from sim.kernel.built import Kernel
from sim.luck.draw import draw_season
from sim.messages import ProblemError
from sim.model.regimes import Oa
from sim.model.units import HOUR
from sim.results import facts, telling
from sim.results.breakdowns import BREAKDOWNS
from sim.results.experiment import Experiment, Results
from sim.results.facts import Teller, frame_of
from sim.results.outcomes import OUTCOMES


def told_by(engine, world, regimes, replications=1, seed=1):
    """Return the results of an experiment as text, every number with all its digits."""
    experiment = Experiment(
        scenario=world, regimes=regimes, seed=seed, replications=replications, engine=engine
    )
    return experiment.run().as_csv()


@pytest.mark.parametrize("name", CLIENTS)
def test_both_engines_tell_the_same_numbers_of_every_client(name):
    """Under every regime, to the last digit and in the same order."""
    client = client_in(DATA / f"{name}.toml")
    regimes = regimes_of(client.file, client.scenario)
    kernel, simpy = (told_by(each, client.scenario, regimes) for each in ("kernel", "simpy"))
    assert kernel == simpy


@settings(deadline=None, max_examples=16)
@given(st.integers(0, 1_000_000))
def test_both_engines_tell_the_same_numbers_of_worlds_at_random(seed):
    world, regime = world_and_regime(seed)
    kernel, simpy = (told_by(each, world, {"x": regime}, 1, seed) for each in ("kernel", "simpy"))
    assert kernel == simpy


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("seed", [300, 301])
def test_the_kernel_tells_the_same_numbers_checked_and_as_plain_python(seed, compiled):
    stage = Stage(replace(facts.KERNEL, checked=True), compiled=compiled)
    world, regime = world_and_regime(seed)
    tape, flat = draw_season(world, seed, 0), World(world, {"x": regime})
    found = Results(frame_of(flat, Teller(flat, stage).facts(tape)))
    assert found.as_csv() == told_by("simpy", world, {"x": regime}, 1, seed)


def test_the_kernel_numbers_the_outcomes_as_they_stand():
    """What it tells under a number is what stands at that place."""
    own = telling.CAPTURE_RATE, telling.MONEY_AT_RISK_CNY, telling.OFFERED, telling.EXPOSURE_CNY
    told = [facts.TOLD[number] for number in own]
    assert told == ["capture_rate", "money_at_risk_cny", "offered", "exposure_cny"]
    assert [getattr(telling, name.upper()) for name in (*OUTCOMES, *BREAKDOWNS)] == [
        *range(len(facts.TOLD))
    ]


def test_where_the_calendar_ends_both_engines_say_where():
    an_hour = clock_of((0, HOUR))
    world = scenario(chain(approver(clock=an_hour, late_clock=an_hour)))
    errors = []
    for engine in ("kernel", "simpy"):
        with pytest.raises(ProblemError) as caught:
            told_by(engine, world, {"oa": Oa()}, 4)
        errors.append(str(caught.value))
    assert errors[0] == errors[1]


def test_what_the_kernel_has_no_form_for_is_played_event_by_event_and_that_is_said():
    world = scenario(chain(approver(sign="all", people=40)))
    asked = Experiment(scenario=world, regimes={"oa": Oa()})
    assert "[chain.approvers].people" in str(asked.why_event_by_event)
    assert told_by("kernel", world, {"oa": Oa()}) == told_by("simpy", world, {"oa": Oa()})


def test_without_wasmtime_seasons_are_played_event_by_event_and_that_is_said(monkeypatch):
    monkeypatch.setattr(facts, "find_spec", lambda name: None)
    world = scenario()
    asked = Experiment(scenario=world, regimes={"oa": Oa()})
    assert "wasmtime" in str(asked.why_event_by_event)
    assert replace(asked, engine="simpy").why_event_by_event is None
    assert told_by("kernel", world, {"oa": Oa()}) == told_by("simpy", world, {"oa": Oa()})


def test_an_engine_that_is_not_known_is_refused():
    with pytest.raises(ProblemError, match="kernel, simpy"):
        Experiment(scenario=scenario(), regimes={"oa": Oa()}, engine="numba")


def test_a_stage_is_begun_anew_when_a_rule_has_changed(tmp_path, monkeypatch):
    """The kernel is made of the sources as they stand when an experiment begins."""
    source = tmp_path / "a_rule.py"
    source.write_text("def play(ints: list[int], reals: list[float]) -> None:\n    ints[0] = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    stage = Stage(Kernel("a_rule", ("play",)), compiled=True)
    world, tape = World(scenario(), {"oa": Oa()}), season(scenario())
    stage.laid_out(world, tape)
    source.write_text(source.read_text().replace("= 1", "= 22"))
    stage.renew()
    whole, _ = stage.laid_out(world, tape)
    stage.call("play")
    assert whole.read_part(0, 1).tolist() == [22]


def test_nobody_plays_on_another_s_stage_and_the_next_one_takes_it():
    """Threads share a teller, and each has arrays of its own meanwhile."""
    with facts.any_stage() as one, facts.any_stage() as other:
        assert one is not other
    with facts.any_stage() as again:
        assert again in (one, other)
