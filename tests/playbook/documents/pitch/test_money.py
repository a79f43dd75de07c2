"""The money by month adds up to what the simulator says, in tables that calculate."""

import pytest
from engagements import case

from playbook.blocks import Table
from playbook.documents.pitch import budget, profit_and_loss
from playbook.engagement.quota import mean_money
from playbook.words.language import speaking
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
