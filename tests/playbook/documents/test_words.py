"""What a client reads keeps the rules of its words: every text of every paper, both languages."""

from __future__ import annotations

import re

import pytest
from papers import CLIENTS, Read, papers_of, texts_of
from word_rules import RULES

from playbook.blocks import Column, Table
from playbook.words.language import speaking


@pytest.fixture(scope="module")
def texts():
    """Return every text of every paper of all clients."""
    return tuple(one for client in CLIENTS for one in texts_of(client))


def _templates(broken):
    """Return the texts that break a rule, those that differ only in their numbers once."""
    return {
        re.sub(r"[\d.,]+", "#", one.text): f"{one.document}: {one.text[:160]}" for one in broken
    }


def _named(rule):
    return f"{rule.name}-{'-'.join(sorted(rule.languages))}"


@pytest.mark.parametrize("rule", RULES, ids=_named)
def test_every_text_keeps_the_rule(texts, rule):
    """What is owed may become less; then less is written beside the rule."""
    broken = [one for one in texts if rule.covers(one) and rule.is_broken_by(one.text)]
    found = _templates(broken)
    assert len(found) <= rule.owed, sorted(found.values())[: rule.owed + 20]
    assert rule.owed <= 2 * len(found), f"{len(found)} are left: write that many beside the rule"


@pytest.mark.parametrize("rule", RULES, ids=_named)
def test_a_planted_fault_breaks_the_rule(rule):
    (language, *_), (kind, *_), (paper, *_) = (
        sorted(each) for each in (rule.languages, rule.kinds, rule.papers)
    )
    planted = Read(document=paper, language=language, kind=kind, where="", text=rule.planted)
    assert rule.covers(planted)
    assert rule.is_broken_by(rule.planted)


def mixed_columns(table):
    """Return the columns of numbers whose cells are written in two units."""
    words = [table.words(row) for row in range(len(table.rows))]
    return [
        table.columns[index].name
        for index in range(len(table.columns))
        if table.columns[index].format != "text"
        and not table.row_formats
        and len({_unit(row[index]) for row in words} - {None}) > 1
    ]


def _unit(cell):
    """Return the unit of a cell of a number, None for nothing and for zero, which need none."""
    number = re.fullmatch(r"[+−]?(?:CNY )?[\d,.]+ ?(\D*)", cell)
    return number[1] if number and re.search(r"[1-9]", cell) else None


@pytest.mark.parametrize("client", CLIENTS)
def test_a_column_has_one_unit(client):
    for (document, language), blocks in papers_of(client).items():
        with speaking(language):
            for block in blocks:
                if isinstance(block, Table):
                    assert not mixed_columns(block), (document, block.title)


def test_a_column_of_two_units_is_found():
    """99,734 below 147 k looks the larger; in a column without a unit in its head it stays so."""
    columns = (Column(name="what"), Column(name="amount", format="money"))
    table = Table(title="T", columns=columns, rows=(("a", 147_000.0), ("b", 99_734.0)))
    assert mixed_columns(table) == ["amount"]
    headed = (columns[0], columns[1].changed(unit="CNY"))
    assert mixed_columns(table.changed(columns=headed)) == []


@pytest.mark.parametrize("client", CLIENTS)
def test_a_row_of_amounts_has_one_scale(client):
    """4,540 beside 157 k of one profit and loss is read as the larger."""
    for (document, language), blocks in papers_of(client).items():
        with speaking(language):
            for block in blocks:
                if isinstance(block, Table) and not block.row_formats:
                    for row in range(len(block.rows)):
                        scales = {
                            found[1]
                            for cell in block.words(row)
                            if (found := re.fullmatch(r"[+−]?[\d,.]+ (k|m|bn)", cell))
                        }
                        assert len(scales) < 2, (document, block.title)
