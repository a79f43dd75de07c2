"""The review after 90 days and the executives' questions, computed for each client."""

import re
from dataclasses import replace

import pytest
from engagements import case, engaged

from playbook.blocks import Bullets, Heading, Prose, Table
from playbook.documents import onboarding, pitch
from playbook.documents.onboarding.governance import NOTICE_DAYS, hand_over_items
from playbook.documents.onboarding.measures import kpis
from playbook.documents.pitch.must_be_true import weightiest
from playbook.documents.pitch.questions_answered import delay_words
from playbook.documents.pitch.review import Indicator, indicators, review_rules, telling
from playbook.engagement.engagement import Known
from playbook.engagement.ranges import Delay, swings
from playbook.project.phrases import chance
from playbook.words.wording import money
from sim.tables.read import read_table

CLIENTS = ("company_a", "appliance_good_oa")


@pytest.fixture(scope="module")
def cases():
    """Return a client that opens a green channel, and one that keeps its chain."""
    return {name: case(name) for name in CLIENTS}


def test_an_alarm_lies_at_the_bad_end():
    """Of 0 to 100 in ones, luck reaches below 5 or above 95 in one of twenty."""
    values = tuple(float(n) for n in range(101))
    good, bad = (figure(values, more_is_better=better) for better in (True, False))
    assert (good.alarm, bad.alarm, good.expected) == (5, 95, 50)


def figure(values, oa=(0.0,), *, more_is_better):
    return Indicator(name="a", values=values, oa=oa, more_is_better=more_is_better, shown=str)


@pytest.mark.parametrize(("beyond", "tells"), [(8, True), (7, False)])
def test_a_figure_tests_the_channel_where_oa_alone_fails_it_in_four_seasons_of_five(beyond, tells):
    """The alarms of 0 to 100 are 5 and 95; at them no alarm is raised."""
    values = tuple(float(n) for n in range(101))
    for more_is_better, fails, passes in ((True, 4.0, 5.0), (False, 96.0, 95.0)):
        oa = (fails,) * beyond + (passes,) * (10 - beyond)
        found = figure(values, oa, more_is_better=more_is_better)
        assert found.caught == beyond / 10
        assert found.tells == tells


def test_what_oa_alone_would_show_stands_beside_each_figure_of_a_change(cases):
    """Who keeps OA has no other OA to look at."""
    changed = cases["company_a"]
    (table,) = (b for b in pitch.first_90_days(changed) if isinstance(b, Table))
    for row, one in zip(table.rows, indicators(changed), strict=True):
        assert row[3] == one.shown(one.expected_of_oa)
        assert row[4].startswith("yes" if one.tells else "no")
    (table,) = (b for b in pitch.first_90_days(cases["appliance_good_oa"]) if isinstance(b, Table))
    assert len(table.columns) == 3


def test_what_oa_alone_passes_is_no_test_on_the_page_or_in_the_answer(cases):
    """OA alone takes hardly a losing deal: the figure warns, and tests nothing."""
    engagement = cases["company_a"]
    names = [one.name for one in telling(engagement)]
    assert "loss-making deals a month" not in names
    assert f"After 90 days {len(names)} of 5 figures" in str(pitch.first_90_days(engagement)[0])
    answer = next(a for q, a in answers(engagement).items() if "in 90 days" in q)
    assert "loss-making" not in answer
    assert all(name in answer for name in names[:3])


def answers(engagement):
    """Return the answers by question."""
    (table,) = [block for block in pitch.sixteen_answers(engagement) if isinstance(block, Table)]
    return {question: answer for _, question, answer in table.rows}


def test_the_indicators_are_those_of_the_recommended_regime_in_the_first_months(cases):
    for engagement in cases.values():
        captured = {one.name: one for one in indicators(engagement)}["offers won"]
        results = engagement.comparison.results
        for regime, told in (
            (engagement.recommendation.regime, captured.values),
            ("oa", captured.oa),
        ):
            early = results.by_item(regime, "first_offers")
            assert told == pytest.approx((early["captured"] / early["offered"]).tolist())


def test_the_first_months_are_three_of_the_season(cases):
    sold = {one.name: one for one in indicators(cases["company_a"])}["sales of the first months"]
    engagement = cases["company_a"]
    sales = engagement.comparison.results.by_item(engagement.recommendation.regime, "sales")
    spans = ["2010-08", "2010-09", "2010-10"]
    assert sold.values[0] == pytest.approx(sales[spans].iloc[0].sum())


def test_plan_and_pitch_raise_the_same_alarm(cases):
    """The plan's red flags are the review's alarms, of the same months and in the same words."""
    for engagement in cases.values():
        found = {one.name: one for one in indicators(engagement)}
        speed = found["mean time from offer to answer"]
        capture = found["offers won"]
        (table,) = kpis(engagement, "operations")
        flags = {row[0]: row[-1] for row in table.rows}
        assert flags["Decision latency"] == f"> {speed.shown(speed.alarm)}"
        assert flags["Offers won"] == f"< {capture.shown(capture.alarm)}"


def test_a_rule_applies_its_alarm_to_the_months_it_is_reckoned_of(cases):
    first, *_ = review_rules(cases["company_a"])
    assert first.startswith("Over the first 3 months fewer than ")
    assert not [rule for rule in review_rules(cases["company_a"]) if "in a row" in rule]


def test_a_channel_is_stopped_by_its_own_numbers_and_a_chain_is_not(cases):
    engagement = cases["company_a"]
    choice = replace(engagement.recommendation, regime="plan_green", candidate="plan_green")
    engagement = replace(engagement, known=Known(recommendation=choice))
    stop_loss = money(engagement.client.file.charter.stop_loss_cny)
    assert any(stop_loss in rule for rule in review_rules(engagement))
    assert len(review_rules(cases["appliance_good_oa"])) == 1


def test_the_page_lists_every_rule(cases):
    for engagement in cases.values():
        page = pitch.first_90_days(engagement)
        (rules,) = [block for block in page if isinstance(block, Bullets)]
        assert rules.items == review_rules(engagement)


def test_each_question_has_an_answer_of_this_client(cases):
    """Who has a store is not asked whether to build one."""
    tables = {}
    for name, engagement in cases.items():
        tables[name] = answers(engagement)
        assert all(answer.strip().endswith(".") for answer in tables[name].values())
    ours, theirs = tables.values()
    assert ours.keys() - theirs.keys() == {"Build it ourselves, hire an agency, or wait?"}
    assert theirs.keys() - ours.keys() == {"Run it with our own people, or keep the agency?"}
    same = [question for question in ours if ours[question] == theirs.get(question)]
    assert "What if the agency leaves?" in same
    assert len(same) <= 2, "on four runs both may lose to OA in none of the worlds"


def test_the_chance_of_the_date_is_the_plan_s(cases):
    engagement = cases["company_a"]
    answer = next(a for q, a in answers(engagement).items() if "chance of the date" in q)
    assert chance(engagement.plan.chance) in answer


@pytest.mark.parametrize(
    ("slow_h", "said"),
    [
        (35, "From 18 h to 35 h from offer to answer OA's contribution changes by −CNY 340"),
        (66, "Between 18 h and 2.8 d from offer to answer, a day more changes"),
    ],
)
def test_a_day_s_price_is_told_only_where_the_answers_moved_by_a_day(slow_h, said):
    """Seventeen hours were met and no day: what they changed is told, and nothing beyond."""
    found = Delay(quick_hours=18, slow_hours=slow_h, quick_cny=1_000, slow_cny=660)
    assert delay_words(found, found.cny_a_day).startswith(said)


def test_every_answer_says_once_what_it_rests_on(cases):
    (told,) = [b for b in pitch.sixteen_answers(cases["company_a"]) if isinstance(b, Prose)]
    places = [int(number) for number in re.findall(r"\d+", told.text)]
    assert sorted(places) == list(range(1, 17))


def test_the_answer_to_what_must_be_true_agrees_with_its_page(cases):
    engagement = cases["company_a"]
    turning = weightiest(swings(engagement))
    answer = answers(engagement)["What must be true?"]
    assert turning in answer
    assert ("No uncertain input" in answer) == (not turning)


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
