"""How much room a row leaves that is filled in with a pen."""

from __future__ import annotations

from collections.abc import Sequence

HAND_MM = 14.0
"""Millimetres: a signature or a seal needs twelve."""

HAND_POINTS = HAND_MM / 25.4 * 72

_WRITTEN = " ".join(["pen"] * 9)
"""As much room in a line as something takes that is written by hand."""


def to_be_written(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return rows with words in their empty cells, to measure the columns by.

    >>> to_be_written([["date", ""]])[0][1].split()[0]
    'pen'
    """
    return [[cell or _WRITTEN for cell in row] for row in rows]
