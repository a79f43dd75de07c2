"""Judgements of the trade and figures of the case: each with its unit, range, basis and source.

Every area has one table ``data/AREA/rules.csv``; a path such as ``logistics.overtime_h`` names the
area and the rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sim.tables.columns import Row
from sim.tables.read import by_key, read_table


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One number in ``unit``, its plausible range, what it rests on and where it is from."""

    value: float
    low: float
    high: float
    unit: str
    basis: str
    source: str


def rule(path: str) -> Rule:
    """Return one rule of an area; raise ``KeyError`` for one that is not there.

    >>> rule("platform.skus_shot_a_day").value
    35.0
    >>> shift = rule("logistics.overtime_h")
    >>> shift.low, shift.high, shift.unit, shift.basis
    (1.0, 4.0, 'hours', 'EXPERT')
    """
    area, _, rule_id = path.partition(".")
    return _rules(f"{area}/rules")[rule_id]


def case_fact(fact_id: str) -> Rule:
    """Return one number of the case that the tables are held against.

    >>> case_fact("oa_months").value
    2.0
    """
    return _rules("case/facts")[fact_id]


def channel(name: str, measure: str) -> Rule:
    """Return one measure of a way by which visitors come.

    >>> channel("paid_search", "cost_2010").value
    0.6
    """
    return _channels()[name, measure]


@cache
def _rules(table: str) -> Mapping[str, Rule]:
    """Return the numbers of a table by their id; dates are no rules."""
    return {key: _rule(row) for key, row in by_key(table).items() if row.has("value")}


@cache
def _channels() -> Mapping[tuple[str, str], Rule]:
    rows = read_table("operations/channel_economics")
    return {(row.text("channel"), row.text("measure")): _rule(row) for row in rows}


def _rule(row: Row) -> Rule:
    return Rule(
        value=row.number("value"),
        low=row.number("low"),
        high=row.number("high"),
        unit=row.text("unit"),
        basis=row.text("basis"),
        source=row.text("source"),
    )
