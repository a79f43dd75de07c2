"""The rules of the product area, each with its range and basis in ``data/``."""

from __future__ import annotations

from playbook.rules import rule_of


def rule(rule_id: str) -> float:
    """Return the value of one rule of ``data/range_rules.csv``.

    >>> rule("hero_cover_days")
    60.0
    """
    return rule_of("range_rules", rule_id).value
