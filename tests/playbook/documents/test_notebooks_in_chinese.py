"""What the notebooks beside the plan and the pitch say in Chinese: all of it, and the same."""

from __future__ import annotations

import re

import pytest

from playbook.blocks import Blocks, Lines, Provenance, Table
from playbook.clients.load import load_client
from playbook.documents import start_here, what_if
from playbook.study.levers import Levers, asked
from playbook.words.language import LANGUAGES, speaking, translated
from sim.messages import ProblemError

COMPANY_A = "data/clients/company_a.toml"
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
LEVERS = {
    "quota_per_decision_cny": 50_000.0,
    "quota_per_month_cny": 90_000.0,
    "kinds_excluded": "group_buy, home_focus",
    "dropped_signatures": "finance, cfo",
    "approver_speed": 2.0,
    "self_interest": 0.5,
    "window_length": 2.0,
}


def pages(question):
    return Blocks(
        [
            what_if.cover(question),
            what_if.answer(question),
            what_if.side_by_side(question),
            what_if.months(question),
        ]
    )


def sentences(blocks):
    """Return what a reader meets as a sentence, a head or a label."""
    found = []
    for block in blocks:
        if not isinstance(block, Provenance):
            told = block.to_dict()
            found += [
                told[key] for key in ("title", "subtitle", "text", "alt", "note") if key in told
            ]
            found += [column["name"] for column in told.get("columns", ())]
            found += [fact for pair in told.get("facts", ()) for fact in pair]
    return [text for text in found if text]


@pytest.fixture(scope="module", params=[{}, LEVERS], ids=["no lever", "every lever"])
def question(request):
    return what_if.what_if(COMPANY_A, replications=4, **request.param)


def test_a_what_if_is_told_in_chinese(question):
    with speaking("zh"):
        told = sentences(pages(question))
    assert len(told) > 20
    brand = question.client.file.client.brand
    for text in told:
        left = set(LATIN.findall(text.replace(brand, ""))) - {"OA"}
        assert not left, text
        assert HAN.search(text), text


def test_a_what_if_has_the_same_numbers_in_both_languages(question):
    """Computed once, read twice."""
    numbers = []
    for language in LANGUAGES:
        with speaking(language):
            blocks = pages(question)
        tables = [b for b in blocks if isinstance(b, Table)]
        lines = [b.series for b in blocks if isinstance(b, Lines)]
        numbers.append(
            (
                [[row[1:] for row in table.rows] for table in tables],
                [[(one.values, one.low, one.high) for one in line] for line in lines],
            )
        )
    assert numbers[0][0]
    assert numbers[0] == numbers[1]


def test_every_lever_is_named_in_words():
    """Kinds and roles by their names, not by the words of the file."""
    client = what_if.what_if(COMPANY_A, replications=4).client
    with speaking("zh"):
        told = asked(client, Levers(**LEVERS))
    assert len(told) == len(LEVERS)
    assert "免去财务经理和财务总监的签批" in told
    assert not [text for text in told if "_" in text]


def test_a_wrong_lever_is_told_in_chinese():
    with pytest.raises(ProblemError) as wrong:
        Levers(approver_speed=0.0)
    with speaking("zh"):
        assert "须为0.01至1000的倍数" in translated(wrong.value)


def test_the_first_page_is_told_in_chinese():
    """Titles and parameters of every notebook, and each section of the client file."""
    with speaking("zh"):
        asks, settings = start_here.questions(), start_here.settings()
        page = start_here.client_file(load_client(COMPANY_A))
    rows = [
        row for block in (*asks, *settings, *page) if isinstance(block, Table) for row in block.rows
    ]
    assert all(HAN.search(row[1]) for row in asks[1].rows)
    assert all(HAN.search(row[2]) and HAN.search(row[3]) for row in settings[1].rows)
    sections = next(b for b in page if isinstance(b, Table) and b.rows[0][0] == "[client]")
    assert all(HAN.search(row[1]) for row in sections.rows)
    assert len(rows) > 50


def test_a_section_that_may_be_missing_is_explained_like_the_others():
    """``reported`` is optional; what stands there is its own text, not that of the type."""
    told = list(start_here.texts_read())
    assert (
        "What a client reports of a season that has already been, and the file of its fits to it."
        in told
    )
    assert not [text for text in told if "union" in text]
