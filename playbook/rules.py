"""Judgements of the trade with their ranges: the tables of ``data/`` whose names end in rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sim.csv_tables import read_table


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One judgement in the unit of its row: the value used, and its plausible range."""

    low: float
    value: float
    high: float


def rule_of(table: str, rule_id: str) -> Rule:
    """Return one row of a table of rules; raise ``KeyError`` for one that it does not hold.

    >>> rule_of("platform_rules", "skus_shot_a_day")
    Rule(low=30.0, value=35.0, high=40.0)
    """
    return _rules(table)[rule_id]


@cache
def _rules(table: str) -> dict[str, Rule]:
    return {
        row.text("rule_id"): Rule(
            low=row.number("low"),
            value=row.number("value"),
            high=row.number("high"),
        )
        for row in read_table(table)
    }
