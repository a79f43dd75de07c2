"""The chain alone through the kernel: what the model of record measures, to the microsecond."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from random_worlds import CLIENTS, DATA, chasing_of, world_and_regime
from worlds import MONDAY, OFFICE, approver, at, chain, client_in, clock_of, luck, request

from sim.flat.memory import NoFlatFormError
from sim.luck.draw import draw_season
from sim.messages import ProblemError
from sim.model.chain import Attendance
from sim.model.scenario import Law
from sim.model.units import HOUR
from sim.results import fast_latency
from sim.results.chain_study import chain_study, client_study
from sim.results.fast_latency import KERNEL, timings_by, timings_fast, why_event_by_event
from sim.results.latency import Batch, Study, latency_in

EXAMPLE = DATA.parent / "chains" / "example.toml"


def numbers(timings):
    """Return everything that was timings, as plain values."""
    return (
        timings.cycles.tolist(),
        timings.worked.tolist(),
        dict(timings.steps),
        {role: cycles.tolist() for role, cycles in timings.without.items()},
    )


def agrees(study, **how):
    assert numbers(timings_fast(study, **how)) == numbers(timings_by("simpy", study))


@pytest.mark.parametrize("name", CLIENTS)
def test_both_engines_measure_the_same_of_every_client(name):
    """Over several seasons, with and without each signature, cause by cause."""
    agrees(client_study(client_in(DATA / f"{name}.toml"), 120, seed=3))


def test_both_engines_measure_the_same_of_a_chain_file():
    agrees(chain_study(EXAMPLE, 400, seed=3))


def study_at_random(seed):
    """Return a chain at random with two seasons' requests; one without flat form is passed over."""
    world, _ = world_and_regime(seed)
    seasons = [draw_season(world, seed, nth) for nth in range(2)]
    return Study(
        chain=replace(world.chain, withdraws_dead=False),
        start=world.start,
        clock=next(iter(world.chain.approvers.values())).clock,
        batches=[
            Batch(
                attendance=season.attendance,
                requests=tuple(offer.request for offer in season.offers),
                other_work=season.other_work,
                address=(season.seed, season.replication),
            )
            for season in seasons
        ],
        chasing=chasing_of(Random(seed), world),
    )


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 1_000_000))
def test_both_engines_measure_the_same_of_chains_at_random(seed):
    study = study_at_random(seed)
    if why_event_by_event(study) is not None:
        reject()
    agrees(study)


@pytest.mark.parametrize("compiled", [False, True])
def test_the_kernel_measures_the_same_checked_and_as_plain_python(compiled):
    agrees(
        chain_study(EXAMPLE, 40, seed=5), kernel=replace(KERNEL, checked=True), compiled=compiled
    )


def told_study(people, *requests):
    batch = Batch(attendance=Attendance(away={}, looks={}), requests=requests, other_work={})
    return Study(chain=people, start=MONDAY, clock=OFFICE, batches=(batch,))


def test_requests_that_are_filed_at_one_moment_queue_as_they_stand():
    """Two at 09:00, whose luck was told: the second waits for the hour of the first."""
    people = chain(approver("cfo", queued=True, handling=Law(family="fixed", scale=1.0)))
    asked = [request({"cfo": luck(0, 60)}, at("2024-01-02 09:00"), n) for n in (0, 1)]
    study = told_study(people, *asked)
    assert timings_fast(study).cycles.tolist() == [HOUR, 2 * HOUR]
    agrees(study)


def test_a_request_of_which_no_signature_is_left_is_answered_at_once():
    people = chain(approver("head"))
    study = told_study(people, request({"head": luck(2, 30)}, at("2024-01-02 09:00")))
    assert timings_fast(study).without["head"].tolist() == [0]


def test_where_the_calendar_ends_both_engines_say_so():
    an_hour = clock_of((0, HOUR))
    people = chain(approver("head", clock=an_hour, late_clock=an_hour))
    study = told_study(people, request({"head": luck(2, 30)}, at("2024-01-01 00:10")))
    said = []
    for engine in ("kernel", "simpy"):
        with pytest.raises(ProblemError, match="Check that the desks can keep up") as caught:
            timings_by(engine, study)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_chain_without_a_form_walks_event_by_event_and_that_is_said():
    people = chain(approver("head", sign="all", people=40))
    study = told_study(people, request({"head": [[luck(1)] * 40]}, at("2024-01-02 09:00")))
    assert "[chain.approvers].people" in str(why_event_by_event(study))
    assert timings_by("kernel", study).cycles.tolist() == [HOUR]
    with pytest.raises(NoFlatFormError):
        timings_fast(study)


def test_without_wasmtime_requests_walk_event_by_event_and_that_is_said(monkeypatch):
    study = chain_study(EXAMPLE, 30, seed=1)
    fast = numbers(timings_by("kernel", study))
    monkeypatch.setattr(fast_latency, "find_spec", lambda name: None)
    assert "wasmtime is not installed" in str(why_event_by_event(study))
    assert numbers(timings_by("kernel", study)) == fast


def test_progress_counts_every_walk_once():
    """Forty requests on five ways: as it is, and without each of the four."""
    for engine in ("kernel", "simpy"):
        seen = []
        timings_by(engine, chain_study(EXAMPLE, 40, seed=1), seen.append)
        assert seen[-1] == 200


def test_the_figures_of_many_requests_come_from_the_kernel():
    """Five thousand on five ways, the mean within a tenth of that of the first thousand."""
    few, many = (
        latency_in(timings_fast(chain_study(EXAMPLE, count, seed=2))) for count in (1000, 5000)
    )
    assert many.requests == 5000
    assert many.cycle_h["mean"] == pytest.approx(few.cycle_h["mean"], rel=0.1)
