"""Read the rules of the operations area, each with its range and basis in ``data/``."""

from __future__ import annotations

from functools import cache

from playbook.rules import rule_of
from sim.csv_tables import read_table


def rule(rule_id: str) -> float:
    """Return the value of one rule of ``data/operations_rules.csv``.

    >>> rule("trial_packs")
    600.0
    """
    return rule_of("operations_rules", rule_id).value


def channel_number(channel: str, measure: str) -> float:
    """Return one number of ``data/channel_economics.csv``.

    >>> channel_number("paid_search", "cost_2010")
    0.6
    """
    return _channels()[channel, measure]


@cache
def _channels() -> dict[tuple[str, str], float]:
    return {
        (row.text("channel"), row.text("measure")): row.number("value")
        for row in read_table("channel_economics")
    }
