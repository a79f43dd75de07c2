"""The money by month adds up to what the simulator says, in tables that calculate."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from engagements import advised, case, client_of

from playbook.blocks import Callout, Table
from playbook.documents.business import options
from playbook.documents.own_people import doubt_words
from playbook.documents.pitch import budget, charter, fees, profit_and_loss, sixteen_answers
from playbook.documents.pitch.fees_page import beside_yours
from playbook.engagement.business import business_of
from playbook.engagement.cash import middle
from playbook.engagement.engagement import Known
from playbook.engagement.own_people import own_people
from playbook.engagement.quota import mean_money
from playbook.words.language import speaking
from playbook.words.names import regime_name
from playbook.words.wording import money, share
from sim.results.breakdowns import LINES
from sim.results.experiment import Results


@pytest.fixture(scope="module")
def engagement():
    return case()


@pytest.fixture(scope="module")
def keeper():
    """Return a client that has a store and keeps its OA chain."""
    return case("appliance_good_oa")


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
    for regime in ("oa", engagement.recommendation.regime):
        profit = engagement.comparison.summary(regime, "agency_profit_cny").mean
        assert f"{money(profit)} under {regime_name(regime)}" in told


@pytest.mark.parametrize(
    ("regime", "agency", "said"),
    [
        ("oa", {"oa": 26_592}, "No way of deciding compared leaves it more"),
        ("oa", {"delegated": 26_592}, "most, CNY 26,592, under full delegation: its own"),
        ("plan", {"plan": 26_592}, "No way of deciding compared leaves it more"),
        ("plan", {"oa": 26_592}, "own interest, of CNY 7,028, is against the answer"),
    ],
)
def test_the_agency_s_interest_is_told_by_the_regime_that_leaves_it_most(
    keeper, monkeypatch, regime, agency, said
):
    """Every regime leaves it 19,564 but the one told."""
    told, summary = advised(keeper, regime, candidate="plan"), type(keeper.comparison).summary

    def earning(self, name, outcome):
        found = summary(self, name, outcome)
        earned = agency.get(name, 19_564)
        return replace(found, mean=earned) if outcome == "agency_profit_cny" else found

    monkeypatch.setattr(type(keeper.comparison), "summary", earning)
    assert said in fees(told)[1].text


def test_who_keeps_oa_reads_the_money_of_oa_and_the_rest_as_a_change(keeper):
    """What is rejected has no statement of its own."""
    page = profit_and_loss(keeper)
    statement, by_month, agency = tables(page)
    oa = keeper.comparison.summary("oa", "contribution_cny").mean
    assert statement.title == "Profit and loss of the store with OA as it is"
    assert statement.rows[-1][-1] == pytest.approx(oa)
    assert money(oa) in page[0].text
    assert [column.name for column in by_month.columns[1:]] == [
        "OA as it is",
        f"change with {regime_name(keeper.candidate)}",
        "difference so far",
    ]
    assert sum(row[1] for row in by_month.rows) == pytest.approx(oa)
    assert by_month.rows[-1][-1] == pytest.approx(keeper.recommendation.gain.mean)
    profits = [
        keeper.comparison.summary(regime, "agency_profit_cny").mean
        for regime in ("oa", keeper.candidate)
    ]
    assert agency.rows[-1][1] == pytest.approx(profits[0])
    assert agency.rows[-1][2] == pytest.approx(profits[1] - profits[0], abs=0.02)


def test_who_has_no_alternative_to_oa_reads_of_none(keeper):
    statement, agency = tables(profit_and_loss(advised(keeper, "oa")))
    assert statement.title == "Profit and loss of the store with OA as it is"
    assert len(agency.columns) == 2


def test_the_agency_s_pay_stands_beside_what_the_client_is_left_with(keeper):
    left = keeper.comparison.summary("oa", "contribution_cny").mean
    paid = sum(
        keeper.comparison.results.by_item("oa", line).sum(axis=1).mean()
        for line in ("agency_commission", "agency_fee")
    )
    told = fees(keeper)[1].text
    assert f"You are left with {money(left)} of contribution" in told
    assert f"its {money(paid)} are {share(paid / left)} of that" in told


def test_nothing_is_a_share_of_a_loss(keeper):
    summary = keeper.comparison.summary

    def at_a_loss(regime, outcome):
        found = summary(regime, outcome)
        return replace(found, mean=-1_000.0) if outcome == "contribution_cny" else found

    comparison = SimpleNamespace(summary=at_a_loss, results=keeper.comparison.results)
    loss = SimpleNamespace(comparison=comparison, recommendation=keeper.recommendation)
    told = beside_yours(loss)
    assert told.startswith("You are left with −CNY 1,000 in the same span, the agency paid ")
    assert "%" not in told


def test_own_people_stand_beside_the_agency_s_pay_over_the_same_months(engagement, keeper):
    """Four months of 1.3 times 50,000 (35,000 to 65,000; 1 to 1.8 times); 120,000 today."""
    span = "in the 4 months of the period"
    assert f"CNY 260 k {span} (CNY 182 k to CNY 360 k)" in fees(engagement)[2].text
    assert f"CNY 624 k {span} (CNY 0.42 m to CNY 1.04 m)" in fees(keeper)[2].text


@pytest.mark.parametrize("name", ["appliance_good_oa", "loyal_house_today"])
def test_the_same_comparison_with_own_people_stands_on_every_page_that_speaks_of_it(name):
    """The agency earns its fee with the one client and costs the other more than it would alone."""
    engaged = case(name)
    found = own_people(business_of(engaged))
    gap, doubt = money(abs(found.gap)), doubt_words(found)
    more = "more" if found.gap > 0 else "less"
    assert (more == "more") == (name == "loyal_house_today")
    callout = next(block for block in charter(engaged) if isinstance(block, Callout))
    assert callout.title == f"And no agency at all? Your own people are worth {gap} {more}{doubt}"
    assert f"{gap} {more} than with the agency" in callout.text
    assert f"{gap} {more} than with the agency" in fees(engaged)[2].text
    (answers,) = tables(sixteen_answers(engaged))
    asked, told = answers.rows[10][1:]
    assert asked == "Run it with our own people, or keep the agency?"
    best = "the store run with your own people" if found.gap > 0 else "the managed store as it is"
    assert told.startswith(f"Worth most: {best}, ")
    assert f"{gap} less" in told
    worth = "Your own people are" if found.gap > 0 else "The agency is"
    other = "the agency" if found.gap > 0 else "your own people"
    assert options(engaged)[0].text == f"{worth} worth {gap} more than {other}{doubt}"


def test_there_is_a_column_a_month_and_one_for_the_run_out(engagement):
    statement = tables(profit_and_loss(engagement))[0]
    names = [column.name for column in statement.columns]
    assert names == [
        "line",
        "Aug 2010",
        "Sept 2010",
        "Oct 2010",
        "Nov 2010",
        "90 days after",
        "total",
    ]


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
