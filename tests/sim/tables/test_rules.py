"""Rules: one road to every judgement, by its area and its name."""

from __future__ import annotations

import pytest

from sim.tables.read import column_dictionary, read_table
from sim.tables.rules import case_fact, channel, rule

AREAS = [name.removesuffix("/rules") for name in column_dictionary() if name.endswith("/rules")]


def test_a_rule_says_its_value_range_unit_basis_and_source():
    found = rule("logistics.peak_factor_2010")
    assert (found.low, found.value, found.high) == (8, 10, 12)
    assert (found.unit, found.basis, found.source) == ("times", "EXPERT", "expert; S24")


@pytest.mark.parametrize("area", AREAS)
def test_every_rule_of_an_area_is_found_by_its_path(area):
    rows = read_table(f"{area}/rules")
    found = [rule(f"{area}.{row.text('rule_id')}").value for row in rows]
    assert found == [row.number("value") for row in rows]


def test_a_date_of_the_case_is_no_number():
    assert case_fact("oa_months").value == 2
    with pytest.raises(KeyError, match="go_live_date"):
        case_fact("go_live_date")


def test_a_rule_that_its_area_does_not_hold_is_an_error():
    with pytest.raises(KeyError, match="overtime"):
        rule("logistics.overtime")


def test_a_measure_of_a_channel_has_its_range():
    cost = channel("paid_search", "cost_2010")
    assert cost.low <= cost.value == 0.6 <= cost.high
