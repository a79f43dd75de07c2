"""Read the rules of the product area, each with its range and basis in ``data/``."""

from __future__ import annotations

from functools import cache

from sim.csv_tables import read_table


def rule(rule_id: str) -> float:
    """Return the value of one rule of ``data/range_rules.csv``.

    >>> rule("hero_cover_days")
    60.0
    """
    return _rules()[rule_id]


@cache
def _rules() -> dict[str, float]:
    return {str(row["rule_id"]): float(str(row["value"])) for row in read_table("range_rules")}
