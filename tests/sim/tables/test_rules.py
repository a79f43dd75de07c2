"""Rules: one road to every judgement, by its area and its name."""

from __future__ import annotations

import pytest

from sim.tables.read import column_dictionary, read_table
from sim.tables.rules import TABLES, channel, rule


def test_a_rule_says_its_value_range_unit_basis_and_source():
    found = rule("logistics.peak_factor_2010")
    assert (found.low, found.value, found.high) == (8, 10, 12)
    assert (found.unit, found.basis, found.source) == ("times", "EXPERT", "expert; S24")


def test_every_table_of_rules_has_an_area():
    assert {name for name in column_dictionary() if name.endswith("_rules")} - {"hero_rules"} < set(
        TABLES.values()
    )


@pytest.mark.parametrize("area", sorted(TABLES))
def test_every_value_of_an_area_is_found_by_its_path(area):
    rows = [row for row in read_table(TABLES[area]) if row.has("value")]
    key = next(iter(rows[0]))
    assert [rule(f"{area}.{row.text(key)}").value for row in rows] == [
        row.number("value") for row in rows
    ]


def test_a_date_of_the_case_is_no_rule():
    with pytest.raises(KeyError, match="go_live_date"):
        rule("case.go_live_date")


@pytest.mark.parametrize("path", ["logistics.overtime", "logistic.overtime_h", "overtime_h"])
def test_an_unknown_rule_or_area_is_an_error(path):
    with pytest.raises(KeyError):
        rule(path)


def test_a_measure_of_a_channel_has_its_range():
    cost = channel("paid_search", "cost_2010")
    assert cost.low <= cost.value == 0.6 <= cost.high
