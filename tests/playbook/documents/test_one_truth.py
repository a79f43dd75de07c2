"""One truth: no paper, format or language of a client contradicts another one.

Formats draw the same blocks, as the tests beside each format show, so the blocks are walked here.
"""

from __future__ import annotations

import re

import pytest
from agreement import (
    QUANTITIES,
    Line,
    base_rows,
    contradictions,
    lines_of,
    mixed_periods,
    money_by_month,
    months_told_apart,
    said,
)
from engagements import case
from papers import CLIENTS, papers_of

from playbook.blocks import Column, Table
from playbook.engagement.clauses import above_quota, clauses_of
from playbook.engagement.rights import chartered
from playbook.words.language import LANGUAGES, speaking
from playbook.words.names import kind_name


@pytest.fixture(scope="module")
def lines():
    """Return the lines of every paper of each client: made once, read by every test here."""
    return {client: lines_of(papers_of(client)) for client in CLIENTS}


@pytest.mark.parametrize("client", CLIENTS)
def test_one_quantity_has_one_value_in_all_papers_and_both_languages(lines, client):
    assert not contradictions(lines[client])


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda one: one.name)
def test_a_planted_second_value_is_found(lines, quantity):
    """So each quantity is said twice by some client, in both languages, and can contradict."""
    told = {client: said(quantity, found) for client, found in lines.items()}
    client, sayings = max(told.items(), key=lambda item: len(item[1]))
    assert {one.language for one in sayings} == set(LANGUAGES)
    for one in (sayings[0], sayings[-1]):
        other = _another(one.told)
        found = contradictions((*lines[client], one.instead(other)), [quantity])
        assert any(other in each for each in found)


def _another(told):
    """Return another value of the same kind: its first digit is one more, or one less."""
    digit = re.search(r"[1-9]", told)
    turned = str(int(digit[0]) % 9 + 1)
    return told[: digit.start()] + turned + told[digit.end() :]


def test_two_values_agree_when_both_can_be_the_same_number():
    (gain,) = (one for one in QUANTITIES if one.name == "contribution gained")

    def found(*texts):
        rows = [
            Line(document="pitch", language="zh" if "元" in text else "en", text=text)
            for text in texts
        ]
        return contradictions(rows, [gain])

    english = "It raises contribution by CNY 64,261 in 4 months and the 90 days after."
    chinese = "使4个月及其后90天的边际贡献增加{}万元（95%置信区间：…）"
    assert not found(english, chinese.format("6.43"))
    assert found(english, chinese.format("6.44"))


@pytest.mark.parametrize("client", CLIENTS)
def test_a_month_sells_and_earns_the_same_in_every_table(client):
    """Target tree, business case, profit and loss and charter are one forecast."""
    told = list(money_by_month(papers_of(client)))
    assert {where.split("-")[0] for _, _, where, _ in told} >= {"pitch", "business", "plan"}
    assert not months_told_apart(told)
    line, month, _, value = next(one for one in told if isinstance(one[3], float))
    assert months_told_apart([*told, (line, month, "planted", value + 1_000)])


@pytest.mark.parametrize("client", CLIENTS)
def test_where_nothing_is_changed_a_side_study_shows_the_headline(client):
    engagement = case(client)
    headline = engagement.comparison.difference(engagement.candidate, "contribution_cny").mean
    rows = list(base_rows(papers_of(client)))
    assert rows
    assert [where for where, value in rows if value != pytest.approx(headline)] == []


@pytest.mark.parametrize("client", CLIENTS)
def test_sales_and_contribution_of_one_row_are_of_one_period(client):
    for (document, language), blocks in papers_of(client).items():
        with speaking(language):
            for table in blocks:
                if isinstance(table, Table):
                    assert not mixed_periods(table), (document, table.title)


def test_a_row_of_two_periods_is_found():
    heads = ("way", "sales, season", "contribution, season + 90 days")
    table = Table(title="Ways", columns=tuple(Column(name=head) for head in heads), rows=())
    assert mixed_periods(table) == ("season", "season + 90 days")
    one = tuple(Column(name=head) for head in ("way", "sales", "contribution"))
    assert mixed_periods(table.changed(columns=one)) == ()


@pytest.mark.parametrize("client", CLIENTS)
def test_a_kind_that_no_decision_may_commit_is_not_promised_by_the_charter(client):
    """Its typical offer is above the quota, so the clause on kinds names it as not delegated."""
    engagement = case(client)
    widened = chartered(engagement)
    (clause,) = (one for one in clauses_of(widened) if one.id == "scope_kinds")
    for kind in above_quota(widened):
        assert kind_name(engagement.client.file, kind) in clause.value
    assert any(above_quota(chartered(case(name))) for name in CLIENTS)


@pytest.mark.parametrize("client", CLIENTS)
def test_no_second_signature_is_promised_while_the_director_is_off_duty(client):
    """The agency is on duty until 22:00, the director until 21:00: the clause says what waits."""
    told = {one.id: one.value for one in clauses_of(case(client).client)}
    if "director_hours" not in told:
        return
    ends = [re.findall(r"\d\d:\d\d", told[name])[1] for name in ("director_hours", "duty_hours")]
    assert ends[0] >= ends[1] or "waits until" in told["director_hours"]
