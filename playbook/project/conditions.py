"""Which rows of a table hold for a client: a store without shops has no trouble with shops."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.project.plan import OnboardingPlan
from sim.tables.rows import Row


def fitting(plan: OnboardingPlan, rows: Iterable[Row]) -> list[Row]:
    """Return the rows whose ``only_if`` is empty or true of the plan's client.

    ``new_store``: the store opens with the plan; ``shops``: the brand has shops of its own;
    ``keyed``: orders are keyed by hand at first; ``channel``: the agency decides by a charter.
    """
    facts = {
        "new_store": plan.file.offers.new_store,
        "shops": bool(plan.file.store.shops),
        "keyed": not plan.logistics.linked,
        "channel": plan.has_channel,
    }
    return [row for row in rows if not row.has("only_if") or facts[row.text("only_if")]]
