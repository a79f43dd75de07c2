"""Readiness is told for the recommended way of deciding: no charter is asked for where OA stays."""

import pytest
from engagements import case

from playbook.blocks import Prose, Table
from playbook.documents.business.readiness_pages import client_readiness
from playbook.words.language import speaking
from playbook.words.wording import share


@pytest.fixture(scope="module")
def stays():
    """Return a client whose chain is quick enough to be left alone; its charter is scored 0."""
    engagement = case("appliance_good_oa")
    assert engagement.recommendation.stays_with_oa
    return engagement


@pytest.fixture(scope="module")
def told(stays):
    """Return the page's prose and its last table."""
    blocks = client_readiness(stays)
    (prose,) = [block.text for block in blocks if isinstance(block, Prose)]
    return prose, [block for block in blocks if isinstance(block, Table)]


def test_no_charter_is_a_condition_while_oa_decides(told):
    prose, _ = told
    assert "No charter is needed while OA decides." in prose
    assert "No other item is below 2: there are no conditions." in prose
    assert "Green-channel charter" not in prose


def test_a_charter_that_is_not_needed_counts_neither_way(told):
    """Northwind reaches 160 of the 172 points that are asked for: 93 %."""
    _, (moved, items) = told
    (row,) = [row for row in items.rows if row[1] == "Green-channel charter (not needed)"]
    assert row[-1] is None
    asked = [row for row in items.rows if row[-1] is not None]
    reached = sum(weight * score for *_, weight, score in asked)
    assert f"Total: {share(reached / (4 * sum(row[-2] for row in asked)))}" in items.note
    assert moved.note.endswith("While OA decides, none of them takes part.")


def test_what_readiness_changes_is_told_of_the_recommended_regime(told):
    prose, _ = told
    assert "With OA as it is, the recommended way of deciding" in prose
    assert "changes nothing in the period" in prose
    assert "green channel" not in prose


def test_where_a_green_channel_is_recommended_the_charter_stays_an_item():
    engagement = case()
    assert not engagement.recommendation.stays_with_oa
    *_, items = [block for block in client_readiness(engagement) if isinstance(block, Table)]
    assert "Green-channel charter" in [row[1] for row in items.rows]


def test_readiness_is_called_by_the_glossarys_word_in_chinese(stays):
    with speaking("zh"):
        heading, *_ = client_readiness(stays)
    assert heading.text.startswith("启动条件：")
