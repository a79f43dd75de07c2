"""How regimes, causes and outcomes are called in documents."""

from __future__ import annotations

from collections.abc import Callable

from playbook.wording import hours, money, number, points
from sim.csv_tables import read_table

REGIMES = {str(row["regime"]): str(row["name_en"]) for row in read_table("regimes")}
CAUSES = {
    "rework": "rework",
    "absence": "approver away",
    "off_duty": "nights, weekends, holidays",
    "contention": "queue at the desk",
    "attention": "until the approver looks",
}
CLAUSES = {
    "term": "outside the charter's term",
    "red_line": "beyond the brand's red line",
    "kind": "kind not in scope",
    "instrument": "instrument not in scope",
    "quota_per_decision": "above the quota per decision",
    "aggregation": "same resource within the aggregation time",
    "quota_per_month": "month's quota used up",
    "quota_per_quarter": "quarter's quota used up",
    "hurdle": "below the hurdle of the decision sheet",
    "stock": "more than the charter's share of free stock",
    "suspended": "channel suspended",
}


def role_name(role: str) -> str:
    """Return how a role is called in a document; a client's own role as it is written."""
    named = {str(row["role"]): str(row["name_en"]) for row in read_table("roles")}
    return named.get(role, role.replace("_", " "))


def signed_format(outcome: str) -> Callable[[float], str]:
    """Return how a difference of an outcome is written, with its sign."""
    if outcome.endswith(("_cny", "_cny_month")):
        return lambda value: money(value, signed=True)
    if outcome.endswith("_h"):
        return lambda value: hours(value, signed=True)
    if outcome.endswith(("_rate", "_share")) or outcome in ("conversion",):
        return points
    return lambda value: ("+" if value > 0 else "") + number(round(value, 2))
