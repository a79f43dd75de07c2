"""What a file's validation finds is told in our words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from pydantic import BaseModel, ValidationError

from sim.client import chain_file, schema
from sim.client.files import rule_of

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
    datetime(2010, 1, 1, 3, tzinfo=UTC),
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


def test_every_fault_has_a_rule_in_our_words():
    """The library speaks of input: ``Input should be a valid number``."""
    kinds = set()
    for section in SECTIONS.values():
        for fault in faults(section):
            kinds.add(fault["type"])
            assert "nput" not in str(rule_of(fault)), fault
    assert len(kinds) > 20


def test_a_fault_without_words_of_ours_is_told_in_the_librarys():
    fault = {"type": "url_type", "msg": "URL input should be a string or URL"}
    assert str(rule_of(fault)) == "is not valid (URL input should be a string or URL)"
