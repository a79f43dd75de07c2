"""The chapter on operations says what its client's numbers say, in both languages."""

import re

import pytest
from engagements import client_of, engaged

from playbook.areas.operations.chapter import store_operations
from playbook.areas.operations.service_page import service_page
from playbook.blocks import Heading, Table
from playbook.engagement.service import ServiceDay, ServicePlan
from playbook.words.language import speaking

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_every_client_has_the_five_parts_in_both_languages(client, spoken):
    with speaking(spoken):
        blocks = list(store_operations(engaged(client_of(client))))
    assert len(headings(blocks)) == 8
    han = [bool(re.search("[\u4e00-\u9fff]", text)) for text in headings(blocks)]
    assert han == [spoken == "zh"] * 8


def test_without_a_target_the_chapter_says_what_is_missing():
    blocks = list(store_operations(engaged(client_of("company_a", targets=None))))
    assert any("names no target" in str(getattr(one, "text", "")) for one in blocks)
    (tree,) = [b for b in blocks if isinstance(b, Table) and b.title.startswith("The target tree")]
    assert [column.id for column in tree.columns][-1] == "sales"


def test_a_season_without_campaigns_says_so():
    client = client_of("company_a", offers={"campaigns": False})
    titles = headings(store_operations(engaged(client)))
    assert "No dated campaign falls into the period" in titles


def test_a_poor_margin_is_told_to_pay_through_conversion():
    titles = headings(store_operations(engaged(client_of("appliance_good_oa"))))
    assert any(title.startswith("Paid clicks do not pay at CNY 2:") for title in titles)


def test_service_that_can_answer_the_busiest_day_is_said_to_cover_it():
    plan = ServicePlan(
        normal=ServiceDay(visits=1_000, chats_per_visitor=0.18),
        campaign=None,
        busiest=None,
        chats_per_day=180,
    )
    last = service_page(plan)[-1]
    assert last.tone == "good"
    assert "covers the busiest day with 180" in last.text
