"""The fees of ``data/business/fees.csv`` in one era: who takes them, and the usual range."""

from __future__ import annotations

from playbook.words.wording import interval, money, share
from sim.tables.read import read_table
from sim.tables.rows import Row

PAID_AT_OPENING = ("setup", "platform_annual", "platform_deposit")
"""The first letters of the fees that a store which exists has paid."""


def fees_of(era: str, *, store_exists: bool = False) -> list[Row]:
    """Return the fees that were known in an era, in the table's order."""
    paid = PAID_AT_OPENING if store_exists else ()
    return [
        row
        for row in read_table("business/fees")
        if row.has(f"low_{era}") and not row.text("fee_id").startswith(paid)
    ]


def usual_range(row: Row, era: str) -> str:
    """Return a fee's range in words: a share of sales, or money."""
    low, high = _ends(row, era)
    words = share if row.text("unit").startswith("share") else money
    return words(low) if low == high else interval(low, high, words)


def middle(name: str, era: str) -> float:
    """Return the middle of the first fee whose id begins so, in its unit; 0 where there is none."""
    found = (row for row in fees_of(era) if row.text("fee_id").startswith(name))
    return next((sum(_ends(row, era)) / 2 for row in found), 0.0)


def _ends(row: Row, era: str) -> tuple[float, float]:
    return row.number(f"low_{era}"), row.number(f"high_{era}")
