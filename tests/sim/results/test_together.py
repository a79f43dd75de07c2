"""Experiments of one world are played as one, and each gives what it gives by itself."""

import pytest
from worlds import client_in

from sim.client.regimes import named_regimes, regimes_of
from sim.results import together
from sim.results.experiment import Experiment
from sim.results.together import run_together

CLIENT = "data/clients/company_a.toml"


def experiments(*named, engine="kernel", replications=3):
    """Return an experiment for each quota and the regimes that meet it."""
    clients = [client_in(CLIENT, [f"charter.quota_cny={quota}"]) for quota, _ in named]
    return [
        Experiment(
            scenario=client.scenario,
            regimes=named_regimes(names, regimes_of(client.file, client.scenario)),
            seed=3,
            replications=replications,
            engine=engine,
        )
        for client, (_, names) in zip(clients, named, strict=True)
    ]


ASKED = [(20_000, ("plan", "green")), (5_000, ("green",)), (20_000, ("green", "wide_green"))]


@pytest.fixture
def played(monkeypatch):
    """Note how many regimes meet the seasons in each run."""
    runs, run = [], Experiment.run

    def noting(experiment, progress):
        runs.append(len(experiment.regimes))
        return run(experiment, progress)

    monkeypatch.setattr(Experiment, "run", noting)
    return runs


@pytest.mark.parametrize("engine", ["kernel", "simpy"])
def test_each_experiment_gives_the_bytes_that_it_gives_by_itself(engine):
    asked = experiments(*ASKED, engine=engine, replications=2)
    alone = [each.run().as_bytes() for each in asked]
    assert [each.as_bytes() for each in run_together(asked)] == alone


def test_a_regime_that_several_meet_is_played_once(played):
    """OA, the plan, two quotas of the channel, and the widest charter."""
    run_together(experiments(*ASKED))
    assert played == [5]


def test_the_order_of_an_experiment_s_regimes_is_its_own():
    forth, back = experiments(ASKED[0], ASKED[0])
    turned = dict(reversed(back.regimes.items()))
    back = Experiment(scenario=back.scenario, regimes=turned, seed=3, replications=3)
    _, found = run_together([forth, back])
    assert found.regimes == tuple(turned)
    assert found == back.run()


def test_two_names_of_one_regime_are_both_told():
    (one,) = experiments((20_000, ("green",)))
    twice = Experiment(
        scenario=one.scenario,
        regimes={**one.regimes, "again": one.regimes["green"]},
        seed=3,
        replications=3,
    )
    _, found = run_together([one, twice])
    assert found == twice.run()


def test_no_more_regimes_are_played_as_one_than_little_memory_allows(played, monkeypatch):
    monkeypatch.setattr(together, "MOST_REPLAYS", 4 * 3)
    run_together(experiments(*ASKED))
    assert played == [4, 3]


def test_the_seasons_of_every_experiment_are_told_when_they_are_done(monkeypatch):
    told = []
    monkeypatch.setattr(together, "MOST_REPLAYS", 4 * 3)
    monkeypatch.setattr("sim.results.experiment.BLOCK", 2)
    run_together(experiments(*ASKED), told.append)
    assert told == [4, 6, 8, 9]
