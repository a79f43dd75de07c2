"""Figures of the case that the plan is held against, from ``data/case_facts.csv``."""

from __future__ import annotations

from sim.csv_tables import read_table


def case_number(fact: str) -> float:
    """Return one number of the case by its ``fact_id``."""
    return next(row.number("value") for row in read_table("case_facts") if row["fact_id"] == fact)
