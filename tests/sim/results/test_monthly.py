"""The monthly lines add up to the season's contribution, to the fen, in every regime."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worlds import AGENCY, ECONOMICS, client_in, day, played, scenario

from sim.client.regimes import regimes_of
from sim.model.units import fen
from sim.results.breakdowns import COSTS, LINES, RUN_OUT, money_by_month
from sim.results.experiment import Experiment
from sim.results.outcomes import contribution_cny

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.fixture(scope="module", params=CLIENTS)
def results(request):
    """Return the money of three seasons of a client under each of its regimes, line by line."""
    client = client_in(f"data/clients/{request.param}.toml")
    regimes = regimes_of(client.file, client.scenario)
    return Experiment(scenario=client.scenario, regimes=regimes, replications=3).run()


def _fen(amounts):
    """Return the fen of amounts, refusing what is not whole fen."""
    fen = (amounts * 100).round()
    assert np.abs(amounts * 100 - fen).max(axis=None) < 1e-6
    return fen.astype(int)


def test_the_lines_of_every_month_add_up_to_its_contribution(results):
    for regime in results.regimes:
        lines = {line: _fen(results.by_item(regime, line)) for line in LINES}
        left = lines["sales"] - sum(lines[cost] for cost in COSTS)
        assert (left == lines["contribution"]).all(axis=None)


def test_months_and_run_out_add_up_to_the_contribution_of_the_season(results):
    """The run-out is part of it: what the season began is earned there."""
    for regime in results.regimes:
        spans = _fen(results.by_item(regime, "contribution"))
        assert (
            spans.sum(axis=1).tolist() == _fen(results.seasons(regime, "contribution_cny")).tolist()
        )


def test_the_run_out_comes_last_and_sells_what_the_season_began(results):
    for regime in results.regimes:
        sales = results.by_item(regime, "sales")
        assert sales.columns[-1] == RUN_OUT
        assert sales[RUN_OUT].sum() > 0


def test_the_sales_of_the_months_are_those_of_the_season(results):
    for regime in results.regimes:
        months = _fen(results.by_item(regime, "sales").drop(columns=RUN_OUT))
        assert months.sum(axis=1).tolist() == _fen(results.seasons(regime, "sales_cny")).tolist()


def test_price_reductions_are_a_few_fen_where_nothing_is_reduced():
    """One kept order of 100: goods 50, commissions 5 and 10, a parcel 10; 25 are left."""
    sold = day(0, sales=fen(100), first_orders=1, contribution=fen(25), commission=fen(10))
    (january, run_out) = money_by_month(played(days=[sold])).values()
    assert january == {
        "sales": 100,
        "returned_goods": 0,
        "goods": 50,
        "price_reductions": 0,
        "parcels": 10,
        "platform_commission": 5,
        "agency_commission": 10,
        "promotion": 0,
        "errors": 0,
        "agency_fee": 0,
        "deciding": 0,
        "contribution": 25,
    }
    assert set(run_out.values()) == {0}


def test_what_the_ledger_does_not_tell_apart_is_a_price_reduction():
    """The same order with 8 of discount, 3 of promotion and 2 of errors leaves 12."""
    sold = day(
        0,
        sales=fen(100),
        first_orders=1,
        contribution=fen(12),
        commission=fen(10),
        spend=fen(3),
        error_cost=fen(2),
    )
    assert money_by_month(played(days=[sold]))["2024-01"]["price_reductions"] == 8


def test_returns_take_sales_back_and_cost_a_parcel():
    """Of 100 a tenth returns: 90 kept, goods 45; parcels 10 + a tenth of 20."""
    money = replace(ECONOMICS, returns=0.1, return_parcel=fen(20))
    world = scenario(days=31, economics=money)
    sold = day(0, sales=fen(100), first_orders=1)
    lines = money_by_month(played(days=[sold], world=world))["2024-01"]
    assert (lines["returned_goods"], lines["goods"], lines["parcels"]) == (10, 45, 12)


def test_the_fee_is_paid_by_calendar_month_and_not_in_the_run_out():
    world = scenario(days=60, agency=replace(AGENCY, monthly_fee=fen(100)))
    run = played(days=[day(n, contribution=fen(1)) for n in range(70)], world=world)
    spans = money_by_month(run)
    found = {span: (lines["agency_fee"], lines["contribution"]) for span, lines in spans.items()}
    assert found == {"2024-01": (100, 31 - 100), "2024-02": (100, 29 - 100), RUN_OUT: (0, 10)}
    assert contribution_cny(run) == 70 - 200
