"""Read the rules of the logistics area, each with its range and basis in ``data/``."""

from __future__ import annotations

from functools import cache

from sim.csv_tables import Row, read_table


def rule(rule_id: str) -> float:
    """Return the value of one rule of ``data/logistics_rules.csv``.

    >>> rule("pick_lines_per_hour")
    70.0
    """
    return _number(rule_id, "value")


def rule_range(rule_id: str) -> tuple[float, float]:
    """Return the plausible low and high of one rule.

    >>> rule_range("pack_parcels_per_hour")
    (25.0, 40.0)
    """
    return _number(rule_id, "low"), _number(rule_id, "high")


def _number(rule_id: str, column: str) -> float:
    return float(str(_rules()[rule_id][column]))


@cache
def _rules() -> dict[str, Row]:
    return {str(row["rule_id"]): row for row in read_table("logistics_rules")}
