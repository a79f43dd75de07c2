"""Who decides campaign by campaign signs no quarterly plan, in no document and no measure."""

import json
import re

import pytest
from engagements import advised, case, client_of, engaged, expected
from pages import shown

from playbook.blocks import Table
from playbook.documents import charter as decision_rights
from playbook.documents.onboarding.governance import decisions
from playbook.documents.onboarding.measures import kpis
from playbook.project.changes import deciding_of, with_calendar
from playbook.project.network import standard_network
from playbook.words.wording import hours


def words_of(blocks):
    """Return every word of the blocks, as a reader meets them."""
    return json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)


def plan_under(regime):
    """Return the words of Company A's plan under a regime."""
    client = client_of()
    return words_of(shown("onboarding_plan", engaged(client, decided=expected(client, regime))))


@pytest.mark.parametrize("regime", ["oa", "oa_urged", "alone_green", "delegated"])
def test_a_plan_without_a_quarterly_plan_speaks_of_none(regime):
    found = plan_under(regime).replace("quarterly plan without a channel", "").lower()
    assert "quarterly plan" not in found
    assert "plan hit rate" not in found
    assert "campaign calendar v1" in found


@pytest.mark.parametrize("regime", ["plan", "plan_green"])
def test_a_plan_with_a_quarterly_plan_has_it_signed(regime):
    found = plan_under(regime)
    assert "signed quarterly plan" in found
    assert "Campaign calendar v1" not in found


def test_nobody_signs_a_calendar():
    client = client_of()
    signed = words_of(decisions(engaged(client, decided=expected(client, "oa"))))
    assert "GV4" not in signed
    assert "GV4" in words_of(decisions(engaged(client, decided=expected(client, "plan"))))


def test_a_calendar_takes_the_place_and_the_days_of_the_plan():
    plain = standard_network()
    other = with_calendar(plain)["GV4"]
    assert other.name_en != plain["GV4"].name_en
    assert (other.days, other.predecessors) == (plain["GV4"].days, plain["GV4"].predecessors)


def test_the_draft_of_a_charter_sends_no_plan_through_the_chain():
    stays = advised(case(), "oa", candidate="green")
    assert not deciding_of(stays.outlook.regime).has_plan
    found = words_of(decision_rights.quarterly_plan(stays))
    assert "Budget of a quarter" in found
    assert "OA chain by itself" in found


def test_the_decision_time_is_measured_as_its_target_is_set():
    client = client_of()
    plan = engaged(client, decided=expected(client, "oa"))
    (table,) = (block for block in kpis(plan, "operations") if isinstance(block, Table))
    (row,) = (row for row in table.rows if row[0] == "Decision latency")
    assert "mean" in row[1]
    assert row[2] == f"≤ {hours(plan.outlook.early['decision_latency'].expected)}"


@pytest.mark.parametrize("area", ["product", "platform", "operations", "logistics", "team"])
def test_written_targets_have_the_signs_of_calculated_ones(area):
    (table,) = (block for block in kpis(engaged(), area) if isinstance(block, Table))
    told = " ".join(cell for row in table.rows for cell in row[2:])
    assert "≥" in told
    assert not re.search(r"[<>]=|\d-\d", told)


def test_the_heroes_share_is_bad_when_it_is_too_low_and_when_it_is_too_high():
    (table,) = (block for block in kpis(engaged(), "product") if isinstance(block, Table))
    (row,) = (row for row in table.rows if row[0] == "Hero share of sales")
    assert row[2].startswith("about ")
    assert row[4].startswith("< ")
    assert row[4].endswith("or > 75 %")
    assert "neither high nor low" in table.note
