"""The method: the same results with any number of workers, and the headline directions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.client.files import tree_in_toml
from sim.client.load import client_of
from sim.client.regimes import regimes_of
from sim.model.regimes import Oa
from sim.results.comparison import Comparison
from sim.results.experiment import Experiment, Results
from sim.results.outcomes import OUTCOMES


def _chosen(client, *names):
    known = regimes_of(client.file, client.scenario)
    return {name: known[name] for name in names}


def _compared(client, replications, *names):
    regimes = _chosen(client, "oa", *names)
    experiment = Experiment(
        scenario=client.scenario, regimes=regimes, seed=1, replications=replications
    )
    return Comparison(client=client.file.client.name, seed=1, results=experiment.run())


@pytest.fixture(scope="module")
def compared(company_a):
    """Return 40 paired seasons of company A under four regimes, played once."""
    return _compared(company_a, 40, "plan_green", "delegated", "case")


@pytest.mark.parametrize(("engine", "size"), [("kernel", "BLOCK"), ("simpy", "CHUNK")])
def test_results_are_the_same_with_one_worker_and_with_two(company_a, monkeypatch, engine, size):
    """All luck is addressed by seed and replication; workers change the time only."""
    experiment = Experiment(
        scenario=company_a.scenario,
        regimes=_chosen(company_a, "oa", "plan_green"),
        seed=4,
        replications=12,
        engine=engine,
    )
    monkeypatch.setattr("sim.results.experiment.SEASONS_FOR_PROCESSES", 1)
    monkeypatch.setattr(f"sim.results.experiment.{size}", 10)
    told = []
    alone = experiment.run(told.append)
    assert alone == replace(experiment, workers=2).run()
    assert told == [10, 12]
    played = alone.frame[["replication", "regime"]].drop_duplicates().head(3)
    assert [*played.itertuples(index=False, name=None)] == [
        (0, "oa"),
        (0, "plan_green"),
        (1, "oa"),
    ]


def test_more_replications_are_the_same_ones_and_further_ones(company_a):
    """A longer experiment repeats the shorter one."""
    short = Experiment(scenario=company_a.scenario, regimes={"oa": Oa()}, seed=4, replications=3)
    longer = replace(short, replications=5)
    found = longer.run().frame
    assert Results(found[found["replication"] < 3]).as_csv() == short.run().as_csv()


def test_equal_regimes_under_two_names_have_zero_difference(company_a):
    """In every outcome that exists."""
    twice = {"oa": Oa(), "again": Oa()}
    experiment = Experiment(scenario=company_a.scenario, regimes=twice, seed=4, replications=4)
    found = Comparison(client="A", seed=4, results=experiment.run())
    differences = [found.difference_if_any("again", outcome) for outcome in OUTCOMES]
    assert any(differences)
    for difference in filter(None, differences):
        assert difference.mean == 0.0
        assert {difference.low, difference.high} <= {0.0, None}, "percentiles need more seasons"
        assert difference.p_better in (0.5, None)


def test_at_company_a_the_remedy_beats_oa_in_capture_and_contribution(compared):
    """40 paired seasons: both intervals lie above zero."""
    for outcome in ("capture_rate", "contribution_cny"):
        difference = compared.difference("plan_green", outcome)
        assert difference.low > 0
        assert difference.p_better > 0.8
    assert compared.summary("plan_green", "capture_rate").mean > 0.2
    assert compared.summary("oa", "capture_rate").mean < 0.10


def test_at_company_a_full_delegation_takes_more_loss_making_deals_than_the_remedy(compared):
    """What the clauses are for."""
    assert (
        compared.summary("delegated", "loss_making_deals").mean
        > 2 * compared.summary("plan_green", "loss_making_deals").mean
    )


def test_where_oa_is_fast_and_the_agency_greedy_oa_beats_delegation(good_oa):
    """appliance_good_oa: the comparison is one that delegation can lose."""
    difference = _compared(good_oa, 30, "delegated").difference("delegated", "contribution_cny")
    assert difference.high < 0


def test_the_case_is_told_apart_from_the_file_as_it_stands(company_a, compared):
    """Back-test by means: OA until 30 September, then the remedy, on the file as it stands.

    Not calibrated: sales and conversion of the case (S12) lie surely above the mean of 40 seasons,
    returning customers are held. A calibration must move this test.
    """
    reported = company_a.file.reported
    assert compared.summary("case", "sales_cny").high < reported.sales_cny
    assert compared.summary("case", "conversion").high < reported.conversion_share
    assert compared.summary("case", "returning_share").low > reported.returning_share


def test_at_a_house_chosen_beforehand_the_green_channel_loses_to_oa():
    """loyal_house_today was written down before any result of it was seen; 20 seasons."""
    house = client_of(tree_in_toml("data/clients/loyal_house_today.toml"))
    found = _compared(house, 20, "green", "plan_green", "delegated")
    for regime in ("green", "plan_green", "delegated"):
        assert found.difference(regime, "contribution_cny").high < 0


def test_golden_fates_of_company_a_at_seed_1(compared):
    """Golden, not theory: ten seasons of the client file as it stands, counted by fate.

    company_a change of the data or of the model moves these numbers; the change's message says so.
    """
    results = compared.results
    fates = {name: results.by_item(name, "fates", list(GOLDEN[name])) for name in GOLDEN}
    assert {name: found.iloc[:10].sum().to_dict() for name, found in fates.items()} == GOLDEN


GOLDEN = {
    "oa": {"captured": 17, "declined": 416, "rejected": 23, "lost_to_rival": 217, "expired": 281},
    "plan_green": {
        "captured": 199,
        "declined": 416,
        "rejected": 41,
        "lost_to_rival": 137,
        "expired": 161,
    },
}
