"""How wide text stands in a spreadsheet, in digits of the standard font; Chinese counts double."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil

NARROWEST, WIDEST = 7, 46
_MARGIN = 1.5
LINE = 14.5
"""The height of one line of text in points."""


def width(text: str) -> int:
    r"""Return the width of the widest line of a text.

    >>> width("Go-live"), width("上线"), width("one\nthree")
    (7, 4, 5)
    """
    return max((sum(map(_letter, line)) for line in text.split("\n")), default=0)


def column_width(head: str, cells: Iterable[str]) -> float:
    """Return a column's width: its cells on one line up to a limit, its head on two."""
    longest_word = max(map(width, head.replace("\n", " ").split()), default=0)
    wanted = max([longest_word + 3, ceil(width(head) / 2) + 3, *(width(cell) for cell in cells)])
    return min(max(wanted, NARROWEST), WIDEST) + 2 * _MARGIN


def height(text: str, wide: float) -> float:
    """Return the height in points of a text that wraps at ``wide``."""
    return LINE * sum(_lines(width(line), wide) for line in text.split("\n")) + 2


def row_height(cells: Iterable[tuple[str, float]]) -> float | None:
    """Return the height of a row of texts with their columns' widths; None when one line does."""
    needed = max((height(text, max(wide - _MARGIN, 1)) for text, wide in cells), default=0.0)
    return needed if needed > LINE + 2 else None


def _lines(needed: int, wide: float) -> int:
    """Return the lines of a paragraph; where it wraps, words leave some of each line empty."""
    return 1 if needed <= wide else ceil(1.08 * needed / wide)


def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
