"""Read the rates of photography, copy and decoration, each with its range in ``data/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sim.csv_tables import read_table


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A judgement with its plausible range."""

    low: float
    value: float
    high: float


def rate(rule_id: str) -> Rate:
    """Return one rule of ``data/platform_rules.csv``.

    >>> rate("skus_shot_a_day")
    Rate(low=30.0, value=35.0, high=40.0)
    """
    return _rates()[rule_id]


@cache
def _rates() -> dict[str, Rate]:
    return {
        str(row["rule_id"]): Rate(
            low=float(str(row["low"])),
            value=float(str(row["value"])),
            high=float(str(row["high"])),
        )
        for row in read_table("platform_rules")
    }
