"""Figures of the case that the plan is held against, from ``data/case_facts.csv``."""

from __future__ import annotations

from playbook.tables import table


def case_number(fact: str) -> float:
    """Return one number of the case by its ``fact_id``."""
    facts = table("case_facts").set_index("fact_id")
    return float(str(facts.loc[fact, "value"]))
