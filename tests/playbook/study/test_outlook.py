"""The plan follows the regime that is recommended: its shares, its tasks, its measures."""

from __future__ import annotations

import pytest
from engagements import case, client_of, engaged, outlook

from playbook.blocks import Bullets, Heading, Table
from playbook.clients.load import load_client
from playbook.documents import onboarding
from playbook.documents.onboarding.measures import AREAS
from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.questions import headline_regimes
from playbook.engagement.targets import tree_of, won_share
from playbook.study.early import Watched
from playbook.study.recommendation import compare_client, outlook_of

COMPANY_A = "data/clients/company_a.toml"
GOOD_OA = "data/clients/appliance_good_oa.toml"


def decided(how):
    return engaged(decided=how)


def words(blocks):
    return "\n".join(str(block) for block in blocks)


def test_what_is_captured_is_counted_kind_by_kind_over_all_seasons():
    client = load_client(COMPANY_A)
    found = compare_client(client, replications=4, names=headline_regimes(client))
    deciding = outlook_of(found, "plan_green")
    offered, captured = (
        found.results.by_item("plan_green", column)["free_trial"].sum()
        for column in ("visitors", "captured_visitors")
    )
    assert deciding.captured["free_trial"] == pytest.approx(captured / offered)
    assert deciding.has_channel
    assert not outlook_of(found, "oa").has_channel


def test_the_client_whose_oa_is_good_keeps_it():
    assert case("appliance_good_oa").outlook.regime == "oa"


def test_without_a_channel_the_charter_s_tasks_and_rows_fall_away():
    with_channel, without = decided(outlook("plan_green")), decided(outlook("oa_urged"))
    assert {"GV5", "GV6"} <= {task.task_id for task in with_channel.plan.network.tasks}
    assert not {"GV5", "GV6"} & {task.task_id for task in without.plan.network.tasks}
    assert "Charter, decision sheet and filing" in words(onboarding.team(with_channel))
    assert "Charter, decision sheet and filing" not in words(onboarding.team(without))
    page = onboarding.green_channel(without)
    assert next(b for b in page if isinstance(b, Heading)).text == (
        "No charter is asked for: the offers go by faster OA"
    )
    assert "every approver has a deputy" in words(page)
    assert "Left out because the offers are decided without a charter" in words(
        onboarding.open_points(without)
    )
    assert "Green-channel charter signed" not in words(onboarding.answer(without))
    assert "Retrospective filing" not in words(onboarding.area(without, "governance"))


def test_the_tree_counts_what_the_seasons_capture():
    """A kind that is never captured brings nothing; a campaign counts with its kind's share."""
    client = client_of()
    campaigns = campaigns_of(client)
    nothing = tree_of(client, outlook("oa"), campaigns)
    assert all(month.adhoc.orders == 0 for month in nothing.months)
    half = outlook("oa", captured={"planned_festival": 0.5, "home_focus": 0.25})
    months = tree_of(client, half, campaigns).months
    assert [won_share(half, one) for one in campaigns] == [0.5] * 3
    november = next(one for one in campaigns if one.starts.month == 11)
    assert months[3].campaigns.visits == pytest.approx(november.visits / 2)
    assert months[0].adhoc.orders > 0


def test_measures_follow_the_numbers_of_the_plan():
    """The red flag of what the review watches is its alarm; of the clicks, where they lose."""
    early = {
        "capture_rate": Watched(expected=0.4, alarm=0.31),
        "decision_latency": Watched(expected=10.0, alarm=12.5),
    }
    plan = decided(outlook("plan_green", early=early))
    (table,) = (
        block
        for block in onboarding.area(plan, "operations")
        if isinstance(block, Table) and block.title == "How success is measured"
    )
    targets = {row[0]: row[2:] for row in table.rows}
    assert targets["Offers won"] == ("≥ 40 %", "≥ 50 %", "< 31 %")
    assert targets["Decision latency"] == ("≤ 10 h", "≤ 7.5 h", "> 12.5 h")
    assert "“Offers won” and “Decision latency”: of the first three months" in table.note
    target, _, flag = targets["Paid-traffic ROI"]
    assert target.removeprefix("≥ ") == flag.removeprefix("< ")


def test_a_client_without_shops_is_asked_nothing_about_shops():
    asked = [
        item
        for name in AREAS
        for block in onboarding.area(engaged(client_of("appliance_good_oa")), name)
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert asked
    assert not [item for item in asked if "shop" in item]
    names = words(onboarding.area(engaged(client_of("appliance_good_oa")), "product"))
    assert "Head of the own shops" not in names
    assert "Head of the own shops" in words(onboarding.area(engaged(), "product"))
    assert "Own shops rebel" not in words(
        onboarding.area(engaged(client_of("appliance_good_oa")), "governance")
    )
    assert "Own shops rebel" in words(onboarding.area(engaged(), "governance"))


def test_campaigns_that_no_season_takes_are_told_as_such():
    page = words(onboarding.store_operations(decided(outlook("oa"))))
    assert "None of them is taken in the simulated runs" in page
    won = outlook("oa", captured={"planned_festival": 0.5})
    assert "None of them is taken" not in words(onboarding.store_operations(decided(won)))


def test_where_a_third_party_sends_nobody_lays_out_a_pick_area():
    lumi = engaged(client_of("cosmetics_today"))
    assert "LG2" not in {task.task_id for task in lumi.plan.network.tasks}
    assert "a third party runs the warehouse" in words(onboarding.open_points(lumi))
    assert "LG2" in {task.task_id for task in engaged().plan.network.tasks}
