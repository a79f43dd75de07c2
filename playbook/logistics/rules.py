"""The rules of the logistics area, each with its range and basis in ``data/``."""

from __future__ import annotations

from playbook.rules import rule_of


def rule(rule_id: str) -> float:
    """Return the value of one rule of ``data/logistics_rules.csv``.

    >>> rule("pick_lines_per_hour")
    70.0
    """
    return rule_of("logistics_rules", rule_id).value


def rule_range(rule_id: str) -> tuple[float, float]:
    """Return the plausible low and high of one rule.

    >>> rule_range("pack_parcels_per_hour")
    (25.0, 40.0)
    """
    found = rule_of("logistics_rules", rule_id)
    return found.low, found.high
