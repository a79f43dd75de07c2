"""The money by month adds up to what the simulator says, in tables that calculate."""

from dataclasses import replace

import pytest
from engagements import case, client_of

from playbook.blocks import Table
from playbook.documents.pitch import budget, fees, profit_and_loss
from playbook.engagement.cash import middle
from playbook.engagement.engagement import Known
from playbook.engagement.quota import mean_money
from playbook.words.language import speaking
from playbook.words.names import regime_name
from playbook.words.wording import money
from sim.results.breakdowns import LINES
from sim.results.experiment import Results


@pytest.fixture(scope="module")
def engagement():
    return case()


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def test_the_statement_ends_with_the_contribution_of_the_simulator(engagement):
    statement, gain, agency = tables(profit_and_loss(engagement))
    told = engagement.comparison.summary(engagement.candidate, "contribution_cny").mean
    assert statement.rows[-1][-1] == pytest.approx(told)
    assert gain.rows[-1][-1] == pytest.approx(engagement.recommendation.gain.mean)
    profit = engagement.comparison.summary(engagement.candidate, "agency_profit_cny").mean
    assert agency.rows[-1][-1] == pytest.approx(profit)


def test_the_set_up_fee_is_said_to_stand_in_the_business_case(engagement):
    """Only where it is due: a store that exists has paid it."""
    told = str(profit_and_loss(engagement)[1])
    assert money(middle("setup", "2010")) in told
    assert "in the business case" in told
    known = Known(comparison=engagement.comparison, recommendation=engagement.recommendation)
    opened = client_of("company_a", offers={"new_store": False})
    page = profit_and_loss(replace(engagement, client=opened, known=known))
    assert "no set-up fee is due" in str(page[1])


def test_the_agency_s_own_profit_stands_beside_that_under_oa(engagement):
    told = str(fees(engagement)[1])
    for regime in ("oa", engagement.candidate):
        profit = engagement.comparison.summary(regime, "agency_profit_cny").mean
        assert f"{money(profit)} under {regime_name(regime)}" in told


def test_there_is_a_column_a_month_and_one_for_the_run_out(engagement):
    statement = tables(profit_and_loss(engagement))[0]
    names = [column.name for column in statement.columns]
    assert names == ["line", "Aug 2010", "Sept 2010", "Oct 2010", "Nov 2010", "run-out", "total"]


def test_the_mean_is_over_seasons():
    """10, 20 and 60: 30."""
    results = Results.of_rows(
        (number, "oa", line, "2024-01", amount)
        for number, amount in enumerate((10.0, 20.0, 60.0))
        for line in LINES
    )
    assert mean_money(results, "oa") == {"2024-01": dict.fromkeys(LINES, 30.0)}


def test_both_languages_state_the_same_numbers(engagement):
    english = [table.rows for table in tables(profit_and_loss(engagement))]
    with speaking("zh"):
        chinese = [table.rows for table in tables(profit_and_loss(engagement))]
    assert [[row[1:] for row in rows] for rows in english] == [
        [row[1:] for row in rows] for rows in chinese
    ]


def test_the_budget_is_the_client_files(engagement):
    (table,) = tables(budget(engagement))
    plan = engagement.client.file.plan
    assert table.rows[-1][1] == plan.quarter_budget_cny
    assert table.rows[1][1] == plan.quarter_budget_cny * plan.reserve_share
