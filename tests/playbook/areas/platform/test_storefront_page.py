"""The chapter on the store's pages: it compares, names the effect on the date, or asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engagements import client_of, engaged

from playbook.areas.platform.storefront_page import fits, storefront
from playbook.blocks import Callout, Heading, Prose, Table
from playbook.clients.load import listed_in
from playbook.project.changes import without
from playbook.project.plan import last_working_day
from playbook.words.language import speaking
from playbook.words.wording import day


@pytest.fixture(scope="module")
def company_a():
    return engaged(samples=200)


@pytest.fixture(scope="module")
def listed():
    return listed_in(client_of())


def with_copies(listed, *, copies):
    """Return an engagement whose list is so many times as long."""
    skus = tuple(
        replace(sku, code=f"{sku.code}-{copy}") for copy in range(copies) for sku in listed.skus
    )
    return engaged(skus=replace(listed, skus=skus), samples=200)


def test_the_work_stands_beside_the_tasks_of_the_network(company_a, listed):
    compared = fits(company_a.plan, listed)

    assert [fit.task.task_id for fit in compared] == ["PF5", "PF6", "PF7"]
    assert [fit.more_days for fit in compared] == [0, 0, 0]


def test_a_list_twice_as_long_moves_the_date_by_the_days_of_its_copy(company_a, listed):
    """164 pages: ceil(164/12) + 2 = 16 days against 9, on the critical path: 7 days later."""
    double = with_copies(listed, copies=2)
    plan = company_a.plan
    later = plan.timeline.day(last_working_day(plan, plan.network.goal) + 7)

    [callout] = [block for block in storefront(double) if isinstance(block, Callout)]

    assert "copy and detail pages" in callout.text
    assert "7 working days more than the plan assumes" in callout.text
    assert f"to {day(later)}" in callout.text
    assert callout.tone == "bad"


def test_a_list_that_no_team_can_write_is_told_and_breaks_nothing(listed):
    """18,040 pages are 1,506 days of copy: more than any task of a network may take."""
    [callout] = [
        block for block in storefront(with_copies(listed, copies=220)) if isinstance(block, Callout)
    ]
    assert "No date of this plan can be kept" in callout.text


def test_slow_rates_are_told_when_the_likely_ones_fit(company_a):
    """Slow copy takes 14 days against 9, slow decoration 15 against 8."""
    told = [block.text for block in storefront(company_a) if isinstance(block, Prose)]

    assert any("by 5 working days" in text and "by 7 working days" in text for text in told)


def test_without_a_list_the_chapter_asks_for_it():
    heading, callout = storefront(engaged(client_of("company_a", range=None)))

    assert heading.text == "The store's pages: a SKU list is needed"
    assert "names no SKU list" in callout.text


def test_a_store_that_exists_is_compared_by_the_tasks_that_are_left(company_a, listed):
    plan = replace(company_a.plan, network=without(company_a.plan.network, ["PF5"]))

    assert [fit.task.task_id for fit in fits(plan, listed)] == ["PF6", "PF7"]


def test_the_chapter_speaks_chinese(company_a):
    with speaking("zh"):
        blocks = storefront(company_a)

    heads = [block.text for block in blocks if isinstance(block, Heading)]
    tables = [block.title for block in blocks if isinstance(block, Table)]
    assert heads[0] == "店铺页面：按常规效率，计划工期够用"
    assert tables[0] == "商品清单所需工期与计划工期对照"
