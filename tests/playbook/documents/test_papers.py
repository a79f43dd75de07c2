"""A client gets the papers that its recommendation needs, and none that is not for signature."""

import io
import re

import pytest
from engagements import advised, case
from pages import pages_of, shown
from pypdf import PdfReader

from playbook.blocks import Table
from playbook.blocks.document import Document
from playbook.documents import DOCUMENTS, PAPERS, approval, memo
from playbook.documents.approval.approval_pages import desks, limit_h
from playbook.documents.memo.memo_page import review, threshold
from playbook.documents.papers import fitting, papers, possible
from playbook.documents.pitch.decisions_asked import decisions
from playbook.formats import render
from playbook.study.standing import MONEY
from playbook.words.language import LANGUAGES, speaking
from playbook.words.names import role_name
from playbook.words.phrases import begin
from playbook.words.wording import money
from sim.client.regimes import REGIMES


@pytest.mark.parametrize(
    ("regime", "wanted"),
    [
        ("oa", ("memo",)),
        ("plan", ("memo",)),
        ("delegated", ("memo",)),
        ("oa_urged", ("approval_rules",)),
        ("green", ("charter",)),
        ("plan_green", ("charter",)),
        ("alone_green", ("charter",)),
        ("wide_green", ("charter",)),
        ("urged_green", ("charter", "approval_rules")),
    ],
)
def test_the_papers_follow_the_recommendation(regime, wanted):
    assert papers(advised(case(), regime)) == wanted


def test_every_way_of_deciding_has_a_paper_and_every_paper_its_pages():
    for regime in REGIMES:
        for paper in papers(advised(case(), regime)):
            assert pages_of(DOCUMENTS[paper].notebook)


def test_who_asks_for_a_charter_gets_what_is_needed_and_the_rest_as_asked():
    stays = advised(case(), "oa", candidate="green")
    assert fitting(stays, ("pitch", "charter", "memo")) == ("pitch", "memo")
    assert fitting(advised(case(), "green"), ("memo", "plan")) == ("charter", "plan")
    assert possible(("plan",)) == ("plan",)
    assert set(possible(("plan", "charter"))) == {"plan", *PAPERS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("regime", ["oa", "oa_urged", "green"])
def test_no_paper_calls_itself_a_draft(regime, language):
    engagement = advised(case(), regime, candidate="green" if regime == "oa" else regime)
    with speaking(language):
        for paper in papers(engagement):
            text = str(shown(DOCUMENTS[paper].notebook, engagement).to_dict())
            assert not re.search(r"not for signature|draft|不作签署|草案", text)


def test_every_desk_of_the_chain_has_a_limit_and_a_place_for_its_deputy():
    told = case("cosmetics_today")
    limits, _ = (block for block in approval.rules(told) if isinstance(block, Table))
    named = desks(told.client.file)
    assert [row[0] for row in limits.rows] == [begin(role_name(role)) for role in named]
    assert all(row[2:] == ("", "") for row in limits.rows)
    assert limits.by_hand


def test_the_limit_of_a_desk_is_the_time_that_the_simulator_reckons_with_when_it_is_chased():
    """4 working hours, a quarter of it when chased: 1 hour; never less than half an hour."""
    file = case("cosmetics_today").client.file
    role = desks(file)[0]
    scale = file.chain.approvers[role].attention_scale_h * file.chain.attention_factor
    limit = limit_h(file, role)
    assert 0 <= limit - max(0.5, scale * file.chain.urged_attention_factor) < 0.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", ["appliance_good_oa", "loyal_house_today", "company_a"])
def test_the_memo_is_one_page_whose_rows_all_say_something(client, language):
    told = advised(case(client), "oa", candidate="green")
    with speaking(language):
        blocks = memo.memo(told)
    (page, _) = (block for block in blocks if isinstance(block, Table))
    assert all(text.strip() for row in page.rows for text in row)
    made = render(Document(blocks=blocks, language=language), "pdf")
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_the_memo_says_from_which_gain_on_the_answer_changes():
    told = advised(case(), "oa", candidate="green", matters=12_345.0)
    assert money(12_345.0) in threshold(told)
    assert money(told.recommendation.gain.mean, signed=True) in threshold(told)
    assert told.comparison.difference("green", MONEY)


def test_the_memo_is_signed_by_who_decides_and_looked_at_again_after_a_quarter():
    told = advised(case("appliance_good_oa"), "oa", candidate="plan")
    *_, signed = (block for block in memo.memo(told) if isinstance(block, Table))
    assert {row[0] for row in signed.rows} == {
        begin(role_name(one.signs)) for one in decisions(told)
    }
    assert (review(told) - told.client.file.client.as_of).days > 90
