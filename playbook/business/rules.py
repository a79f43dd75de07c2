"""The judgements behind the business case: ``data/business_rules.csv``."""

from __future__ import annotations

from functools import cache

from sim.csv_tables import Row, read_table


def rule(rule_id: str) -> float:
    """Return a rule's value in its unit; raise ``KeyError`` for one that is not in the table."""
    return float(str(rules()[rule_id]["value"]))


@cache
def rules() -> dict[str, Row]:
    """Return the rules by name."""
    return {str(row["rule_id"]): row for row in read_table("business_rules")}
