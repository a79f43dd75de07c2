"""An engagement computes each thing once, reads each file once, and takes what it is handed."""

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from engagements import client_of, engaged, expected, outlook
from pages import shown

from playbook.clients.load import load_client
from playbook.engagement.engagement import Engagement, Known, planned, sku_list
from playbook.engagement.questions import Method, Questions, headline
from playbook.engagement.targets import target_tree
from sim.client.regimes import REGIMES

COMPANY_A = "data/clients/company_a.toml"


@pytest.fixture
def readings(monkeypatch):
    """Count how often each file is opened to be read."""
    counted, opened = Counter(), io.open

    def counting(file, mode="r", *args, **kwargs):
        if isinstance(file, Path) and "r" in mode:
            counted[file.name] += 1
        return opened(file, mode, *args, **kwargs)

    monkeypatch.setattr(io, "open", counting)
    return counted


def test_a_whole_plan_reads_the_client_file_once_and_its_sku_list_once(readings):
    """Each is opened twice: to be read, and for the digest in the provenance."""
    client = load_client(COMPANY_A)
    method = Method(samples=50, replications=6)
    engagement = Engagement(client, method, Known(outlook=expected(client)))
    shown("onboarding_plan", engagement)
    assert (readings["company_a.toml"], readings["company_a_skus.csv"]) == (2, 2)


def test_a_question_about_another_setting_reads_no_file_again(readings):
    engagement = Engagement(load_client(COMPANY_A), Method(replications=2))
    for question in (engagement.questions.world("long"), engagement.questions.as_ready_as(4)):
        engagement.study(question)
    assert readings["company_a.toml"] == 2


def test_a_question_is_simulated_once():
    engagement = Engagement(client_of(), Method(replications=2))
    question = headline(engagement.client, engagement.method)
    assert engagement.study(question) is engagement.study(question)
    assert engagement.comparison is engagement.study(question)


def test_what_is_worked_out_once_is_the_same_for_every_page():
    engagement = engaged()
    assert target_tree(engagement) is target_tree(engagement)
    assert sku_list(engagement) is sku_list(engagement)


def test_what_is_known_is_taken_and_nothing_is_simulated_for_it():
    engagement = engaged(decided=outlook("oa"))
    assert engagement.outlook.regime == "oa"
    assert not engagement.answered
    changed = replace(engagement, known=Known(outlook=outlook("plan_green")))
    assert changed.plan.not_needed != engagement.plan.not_needed


def test_another_outlook_works_everything_out_anew():
    """What was worked out belongs to what was known then."""
    engagement = engaged(decided=outlook("oa"))
    none = target_tree(engagement)
    some = replace(engagement, known=Known(outlook=expected(engagement.client)))
    assert target_tree(some).sales_cny > none.sales_cny


def test_another_slip_is_another_plan_on_the_same_luck():
    engagement = engaged(slip={"PF7": 5.0})
    straight = planned(engagement, {})
    assert straight.forecast.seed == engagement.plan.forecast.seed
    assert straight.chance.value > engagement.plan.chance.value


def test_every_question_beside_the_headline_is_about_the_candidate_or_all_regimes():
    questions = Questions(client=client_of(), method=Method(replications=8), candidate="plan")
    asked = {question.names for question in questions.every()}
    assert asked == {("plan",), ("green",), REGIMES}
