"""Two years in money: cash adds up, options meet the same luck, and words follow the numbers."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from playbook import business
from playbook.blocks import Table
from playbook.business.case import BUILD, MANAGED, MANAGED_OA, NOTHING, BusinessCase, lines
from playbook.business.cash import first_earning_month, payback_month, peak_cash, present_value
from playbook.business.fee_models import BONUS, COMMISSION, FIXED, MIXED, Level, Terms
from playbook.business.pages import best_words, pay_back_words
from playbook.business.rules import rule
from playbook.pitch import pitch_case

CLIENTS = ("company_a", "appliance_good_oa")


@pytest.fixture(scope="module")
def cases():
    """Return a store to be opened, and one that exists and keeps its OA chain."""
    return {
        name: BusinessCase(pitch_case(f"data/clients/{name}.toml", replications=4))
        for name in CLIENTS
    }


def test_a_value_a_year_off_is_worth_less_by_the_yearly_rate():
    assert present_value((0, *[0] * 11, 110), 0.10) == pytest.approx(100)
    assert present_value((-100, 50, 50), 0.0) == 0


def test_cash_that_sinks_again_has_not_paid_back():
    """Out 100, back 120, out 50: back for good with the fourth month's 40."""
    assert payback_month((-100, 120, -50, 40)) == 4
    assert payback_month((-100, 99)) is None


def test_the_hole_is_the_deepest_not_the_first():
    assert peak_cash((-100, 30, -80, 500)) == 150
    assert first_earning_month((-100, 30, -80, 500)) == 2


def test_the_managed_store_is_contribution_less_team_and_start_costs(cases):
    found = cases["company_a"]
    season = found.study.of(found.regime)[0]
    path = found.options[MANAGED].paths[0]
    team = found.case.client.file.store.client_team_month_cny
    costs = found.start_costs()
    back = costs["deposit"] + rule("stock_back_share") * costs["opening_stock"]
    paid = sum(costs.values()) + 2 * costs["annual"]  # a second and a third year begin within it
    months = found.preparation + found.months
    expected = sum(lines(season, "contribution")) - team * months - paid + back
    assert sum(path) == pytest.approx(expected)
    assert len(path) == months


def test_the_run_out_counts_in_the_last_month(cases):
    found = cases["company_a"]
    season = found.study.of(found.regime)[0]
    assert sum(lines(season, "sales")) == pytest.approx(
        sum(month["sales"] for month in season.money_by_month.values())
    )


def test_no_store_costs_and_earns_nothing_and_needs_no_cash(cases):
    nothing = cases["company_a"].options[NOTHING]
    assert (nothing.value, nothing.peak[0], nothing.payback) == (0, 0, 1)


def test_building_it_pays_the_investment_first_and_sells_later(cases):
    found = cases["company_a"]
    build, managed = (found.options[name].mean_path for name in (BUILD, MANAGED_OA))
    assert build[0] < -rule("build_investment_2010")
    delay = round(rule("build_delay_months"))
    assert all(cash < 0 for cash in build[: found.preparation + delay])
    assert len(build) == len(managed)


def test_a_store_that_exists_needs_no_start_and_offers_fewer_options(cases):
    found = cases["appliance_good_oa"]
    assert found.start_costs() == {}
    assert found.preparation == 0
    assert MANAGED_OA not in found.names
    assert found.options[NOTHING].paths == found.options[MANAGED_OA].paths


def test_the_option_named_best_has_the_highest_value(cases):
    for found in cases.values():
        best = max(found.options[name].value for name in found.names)
        assert best == found.options[NOTHING].value or best > found.options[NOTHING].value
        assert best_words(found).endswith("today.")


def test_words_change_when_the_store_never_pays_back(cases):
    found = cases["company_a"]
    poor = replace(found.options[MANAGED], paths=((-10.0, 1.0),))
    told = pay_back_words(
        SimpleNamespace(
            options={MANAGED: poor}, horizon=found.horizon[:2], is_new=True, case=found.case
        )
    )
    assert "does not pay back within 2 months" in told
    assert "CNY 10 at its deepest" in told


def test_the_monthly_tables_add_up_to_the_options(cases):
    found = cases["company_a"]
    table = [b for b in business.client_months(found) if isinstance(b, Table)][-1]
    assert table.rows[-1][-1] == pytest.approx(sum(found.options[MANAGED].mean_path))
    (agency,) = [b for b in business.agency_months(found) if isinstance(b, Table)]
    assert agency.rows[-1][-1] == pytest.approx(sum(row[-2] for row in agency.rows))


def test_each_fee_model_pays_what_its_terms_say():
    """60,000 of sales, 30,000 earned; mixed is 5,000 + 10 %, the target 10,000."""
    terms = Terms(
        only_fixed=20_000,
        only_commission=0.3,
        fixed=5_000,
        commission=0.1,
        kept=0.7,
        bonus=0.15,
        target=10_000,
    )
    level = Level(sales=60_000, earned=30_000)
    assert terms.pays(FIXED, level) == 20_000
    assert terms.pays(COMMISSION, level) == pytest.approx(18_000)
    assert terms.pays(MIXED, level) == pytest.approx(11_000)
    assert terms.pays(BONUS, level) == pytest.approx(0.7 * 11_000 + 0.15 * 9_000)
    assert terms.pays(BONUS, replace(level, earned=0)) == pytest.approx(0.7 * 11_000)
