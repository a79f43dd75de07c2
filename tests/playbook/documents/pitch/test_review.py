"""The review after 90 days and the executives' questions, computed for each client."""

from dataclasses import replace

import pytest
from engagements import case, engaged

from playbook.blocks import Bullets, Heading, Table
from playbook.documents import onboarding, pitch
from playbook.documents.onboarding.governance import NOTICE_DAYS, hand_over_items
from playbook.documents.pitch.review import Indicator, indicators, kill_criteria
from playbook.engagement.engagement import Known
from playbook.words.wording import money, share
from sim.tables.read import read_table

CLIENTS = ("company_a", "appliance_good_oa")


@pytest.fixture(scope="module")
def cases():
    """Return a client that opens a green channel, and one that keeps its chain."""
    return {name: case(name) for name in CLIENTS}


def test_an_alarm_lies_at_the_bad_end():
    """Of 0 to 100 in ones, luck reaches below 5 or above 95 in one of twenty."""
    values = tuple(float(n) for n in range(101))
    good = Indicator(name="a", values=values, more_is_better=True, shown=str)
    bad = Indicator(name="b", values=values, more_is_better=False, shown=str)
    assert (good.alarm, bad.alarm, good.expected) == (5, 95, 50)


def test_the_indicators_are_those_of_the_recommended_regime(cases):
    for engagement in cases.values():
        captured = {one.name: one for one in indicators(engagement)}["offers captured"]
        regime = engagement.recommendation.regime
        told = engagement.comparison.summary(regime, "capture_rate").mean
        assert captured.expected == pytest.approx(told)


def test_the_first_months_are_three_of_the_season(cases):
    sold = {one.name: one for one in indicators(cases["company_a"])}["sales of the first months"]
    engagement = cases["company_a"]
    sales = engagement.comparison.results.by_item(engagement.recommendation.regime, "sales")
    spans = ["2010-08", "2010-09", "2010-10"]
    assert sold.values[0] == pytest.approx(sales[spans].iloc[0].sum())


def test_a_channel_is_stopped_by_its_own_numbers_and_a_chain_is_not(cases):
    engagement = cases["company_a"]
    choice = replace(engagement.recommendation, regime="plan_green", candidate="plan_green")
    engagement = replace(engagement, known=Known(recommendation=choice))
    stop_loss = money(engagement.client.file.charter.stop_loss_cny)
    assert any(stop_loss in rule for rule in kill_criteria(engagement))
    assert len(kill_criteria(cases["appliance_good_oa"])) == 1


def test_the_page_lists_every_rule(cases):
    for engagement in cases.values():
        page = pitch.first_90_days(engagement)
        (rules,) = [block for block in page if isinstance(block, Bullets)]
        assert rules.items == kill_criteria(engagement)


def test_each_question_has_an_answer_of_this_client(cases):
    tables = {}
    for name, engagement in cases.items():
        (table,) = [
            block for block in pitch.sixteen_answers(engagement) if isinstance(block, Table)
        ]
        tables[name] = {question: answer for _, question, answer in table.rows}
        assert all(answer.strip().endswith(".") for answer in tables[name].values())
    ours, theirs = tables.values()
    assert ours.keys() == theirs.keys()
    same = [question for question in ours if ours[question] == theirs[question]]
    assert "What if the agency leaves?" in same
    assert len(same) <= 2, "on four seasons both may lose to OA in none of the worlds"


def test_the_chance_of_the_date_is_the_plan_s(cases):
    engagement = cases["company_a"]
    (table,) = [block for block in pitch.sixteen_answers(engagement) if isinstance(block, Table)]
    answer = next(row[2] for row in table.rows if "chance of the date" in row[1])
    assert share(engagement.plan.chance.value) in answer


def test_the_hand_over_names_known_roles_and_ends_within_the_notice():
    roles = {row["role"] for row in read_table("team/roles")}
    items = hand_over_items()
    assert {row["given_by"] for row in items} <= roles
    due = [row["days_before_end"] for row in items]
    assert due == sorted(due, reverse=True)
    assert max(due) <= NOTICE_DAYS


def test_the_plan_tells_the_hand_over_with_the_client_s_brand():
    engagement = engaged()
    page = onboarding.hand_over(engagement)
    (heading,) = [block for block in page if isinstance(block, Heading)]
    assert str(len(hand_over_items())) in heading.text
    assert any(engagement.client.file.client.brand in str(block) for block in page)
