"""Which rows of a table hold for a client: a store without shops has no trouble with shops."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.engagement.engagement import Engagement
from playbook.project.changes import is_linked
from sim.tables.columns import Row


def fitting(engagement: Engagement, rows: Iterable[Row]) -> list[Row]:
    """Return the rows whose ``only_if`` is empty or true of the client.

    ``new_store``: the store opens with the plan; ``shops``: the brand has shops of its own;
    ``keyed``: orders are keyed by hand at first; ``channel``: the agency decides by a charter.
    """
    file = engagement.client.file
    true_of = {
        "new_store": file.offers.new_store,
        "shops": bool(file.store.shops),
        "keyed": not is_linked(file),
        "channel": engagement.outlook.has_channel,
    }
    return [row for row in rows if not row.has("only_if") or true_of[row.text("only_if")]]
