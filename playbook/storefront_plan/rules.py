"""The rates of photography, copy and decoration, each with its range in ``data/``."""

from __future__ import annotations

from playbook.rules import Rule, rule_of


def rate(rule_id: str) -> Rule:
    """Return one rule of ``data/platform_rules.csv``."""
    return rule_of("platform_rules", rule_id)
