"""Which clauses on scope keep an offer out of a charter, in numbers alone.

Written in the kernel's subset of Python, where a clause is a bit; ``SCOPE`` names them in the order
of the sheet. Money is in fen.
"""

from __future__ import annotations

TERM, RED_LINE, KIND, INSTRUMENT, PER_DECISION, HURDLE = 1, 2, 4, 8, 16, 32
SCOPE = {
    TERM: "term",
    RED_LINE: "red_line",
    KIND: "kind",
    INSTRUMENT: "instrument",
    PER_DECISION: "quota_per_decision",
    HURDLE: "hurdle",
}


def scope_objections(
    barred: int, exposure: float, quota: float, deal_value: float, least_value: float
) -> int:
    """Return the clauses that keep an offer out, all of them together.

    ``barred`` are those of its kind and moment; ``quota`` is what one decision bears, nought for
    no authority at all, and ``least_value`` what the deal must be worth.
    """
    found = barred
    if quota <= 0.0 or exposure > quota:
        found |= PER_DECISION
    if deal_value < least_value:
        found |= HURDLE
    return found
