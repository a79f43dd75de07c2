"""The monthly lines add up to the season's contribution, to the fen, in every regime."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from worlds import AGENCY, ECONOMICS, scenario

from sim.client.load import load_client
from sim.client.regimes import regimes_of
from sim.model.ledger import Day, Ledger
from sim.model.units import fen
from sim.results.experiment import Experiment
from sim.results.monthly import COSTS, LINES, RUN_OUT, mean_money, money_by_month
from sim.results.outcomes import Played, contribution_cny

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.fixture(scope="module", params=CLIENTS)
def results(request):
    """Return three seasons of a client under each of its regimes."""
    client = load_client(f"data/clients/{request.param}.toml")
    regimes = regimes_of(client.file, client.scenario)
    return Experiment(scenario=client.scenario, regimes=regimes, replications=3).run()


def _fen(amount):
    """Return the fen of an amount, refusing what is not whole fen."""
    assert amount * 100 == pytest.approx(round(amount * 100), abs=1e-6)
    return round(amount * 100)


def test_the_lines_of_every_month_add_up_to_its_contribution(results):
    for result in results:
        for lines in result.money_by_month.values():
            assert set(lines) == set(LINES)
            left = _fen(lines["sales"]) - sum(_fen(lines[cost]) for cost in COSTS)
            assert left == _fen(lines["contribution"])


def test_months_and_run_out_add_up_to_the_contribution_of_the_season(results):
    """The run-out is part of it: what the season began is earned there."""
    ran_out = 0
    for result in results:
        spans = result.money_by_month
        assert list(spans) == [*result.sales_by_month, RUN_OUT]
        whole = sum(_fen(lines["contribution"]) for lines in spans.values())
        assert whole == _fen(result.outcomes["contribution_cny"])
        ran_out += _fen(spans[RUN_OUT]["sales"])
    assert ran_out > 0


def test_the_sales_of_a_month_are_those_that_are_told_elsewhere(results):
    for result in results:
        told = {span: lines["sales"] for span, lines in result.money_by_month.items()}
        assert told == pytest.approx({**result.sales_by_month, RUN_OUT: told[RUN_OUT]})


def test_price_reductions_are_a_few_fen_where_nothing_is_reduced():
    """One kept order of 100: goods 50, commissions 5 and 10, a parcel 10; 25 are left."""
    day = _day(0, sales=fen(100), first_orders=1, contribution=fen(25), commission=fen(10))
    (january, run_out) = money_by_month(_run([day])).values()
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
        "contribution": 25,
    }
    assert set(run_out.values()) == {0}


def test_what_the_ledger_does_not_tell_apart_is_a_price_reduction():
    """The same order with 8 of discount, 3 of promotion and 2 of errors leaves 12."""
    day = _day(
        0,
        sales=fen(100),
        first_orders=1,
        contribution=fen(12),
        commission=fen(10),
        spend=fen(3),
        error_cost=fen(2),
    )
    assert money_by_month(_run([day]))["2024-01"]["price_reductions"] == 8


def test_returns_take_sales_back_and_cost_a_parcel():
    """Of 100 a tenth returns: 90 kept, goods 45; parcels 10 + a tenth of 20."""
    money = replace(ECONOMICS, returns=0.1, return_parcel=fen(20))
    world = scenario(days=31, economics=money)
    day = _day(0, sales=fen(100), first_orders=1)
    lines = money_by_month(_run([day], world))["2024-01"]
    assert (lines["returned_goods"], lines["goods"], lines["parcels"]) == (10, 45, 12)


def test_the_fee_is_paid_by_calendar_month_and_not_in_the_run_out():
    world = scenario(days=60, agency=replace(AGENCY, monthly_fee=fen(100)))
    run = _run([_day(n, contribution=fen(1)) for n in range(70)], world)
    spans = money_by_month(run)
    found = {span: (lines["agency_fee"], lines["contribution"]) for span, lines in spans.items()}
    assert found == {"2024-01": (100, 31 - 100), "2024-02": (100, 29 - 100), RUN_OUT: (0, 10)}
    assert contribution_cny(run) == 70 - 200


def test_the_mean_is_over_seasons():
    seasons = [{"2024-01": dict.fromkeys(LINES, amount)} for amount in (10.0, 20.0, 60.0)]
    assert mean_money(seasons) == {"2024-01": dict.fromkeys(LINES, 30.0)}


def test_a_result_with_its_money_can_be_sent_to_another_process(results):
    assert pickle.loads(pickle.dumps(results[0])) == results[0]


def _day(number, **changes):
    plain = dict.fromkeys(Day.__dataclass_fields__, 0) | {"keying_hours": 0.0}
    return Day(**(plain | {"day": number} | changes))


def _run(days, world=None):
    world = world or scenario(days=31)
    return Played(scenario=world, ledger=Ledger(regime="test", entries=[], days=days))
