"""The judgements behind the business case, each with its range and basis in ``data/``."""

from __future__ import annotations

from playbook.rules import rule_of


def rule(rule_id: str) -> float:
    """Return the value of one rule of ``data/business_rules.csv``."""
    return rule_of("business_rules", rule_id).value
