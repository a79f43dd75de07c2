"""What a file's validation finds is told in our words, in every language."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import pytest
from pydantic import BaseModel, ValidationError

from sim.client import chain_file, schema
from sim.client.load import load_client
from sim.client.validation import rule_of
from sim.language import LANGUAGES, speaking
from sim.problems import ProblemError

A = "data/clients/company_a.toml"
STRANGE = (
    True,
    1,
    -1,
    2.5,
    1e30,
    float("nan"),
    "x",
    "x" * 500,
    [],
    [1] * 9,
    [[1]],
    {},
    {"distribution": "none", "mean": 1},
    date(2010, 1, 1),
    datetime(2010, 1, 1, 3),
    time(3),
)
SECTIONS = {
    section.__name__: section
    for module in (schema, chain_file)
    for section in vars(module).values()
    if isinstance(section, type) and issubclass(section, BaseModel)
}


def faults(section):
    """Return what is wrong with each strange value of each key of a section."""
    for key in section.model_fields:
        for value in STRANGE:
            try:
                section.model_validate({key: value})
            except ValidationError as error:
                yield from error.errors()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_fault_has_a_rule_in_our_words(spoken):
    """The library speaks of input: ``Input should be a valid number``."""
    kinds = set()
    with speaking(spoken):
        for section in SECTIONS.values():
            for fault in faults(section):
                kinds.add(fault["type"])
                rule = rule_of(fault)
                assert "nput" not in rule, fault
                assert spoken == "en" or re.search(r"[\u4e00-\u9fff]", rule), fault
    assert len(kinds) > 20


def test_a_fault_without_words_of_ours_is_told_in_the_librarys():
    fault = {"type": "url_type", "msg": "URL input should be a string or URL"}
    assert rule_of(fault) == "is not valid (URL input should be a string or URL)"


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "charter.qouta_cny=5",
            "[charter].qouta_cny = 5：没有这个设置项。您要写的是“quota_cny”吗？",
        ),
        ("store.margin_share=1.2", "[store].margin_share = 1.2：必须小于1。"),
        ('charter.quota_cny="9"', "[charter].quota_cny = '9'：必须是数字，不加引号。"),
        ('office.hours=["9 to 5"]', "#1 = '9 to 5'：时段写作HH:MM-HH:MM，例如09:00-12:00。"),
        ("season.start=2010-08-02", "经营季由整月组成，须从某月1日开始。请写2010-08-01。"),
        ('client.era="2011"', '“2011”不是可用的时期。请写era = "2010"或era = "today"。'),
    ],
)
def test_a_problem_is_told_in_chinese_with_chinese_stops(setting, told):
    with speaking("zh"), pytest.raises(ProblemError) as caught:
        load_client(A, [setting])
    with speaking("zh"):
        assert str(caught.value).endswith(told)


def test_a_warning_is_told_in_chinese():
    with speaking("zh"):
        (warning,) = load_client(A, ["project.go_live=2010-07-31"]).warnings
    assert warning == "project.go_live = 2010-07-31，当天是休息日。"
