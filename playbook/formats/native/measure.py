"""How much room words need in a box of an Office file: their width, their lines, their height."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from playbook.look.measure import CHINESE_SIGNS, OFFICE, is_chinese, pieces, text_width
from playbook.words.language import language

LEADING = 1.2
"""Line height by letter size of the usual Latin fonts; Chinese ones need a little more."""

_SPACED = 0.25
"""The room, in letters, that is left between Chinese and Latin letters or digits."""

_SEAM = re.compile(rf"(?<=[{CHINESE_SIGNS}])(?=[!-~])|(?<=[!-~])(?=[{CHINESE_SIGNS}])")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` on one line, in points, whichever usual font draws it."""
    return OFFICE * (text_width(text, size, bold=bold) + _SPACED * size * len(_SEAM.findall(text)))


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines ``text`` takes: words stay whole unless longer than a line."""
    return _lines(text, room / size, bold, language())


@lru_cache(maxsize=100_000)
def _lines(text: str, room: float, bold: bool, spoken: str) -> int:
    if width(text, 1, bold=bold) <= room:
        return 1
    count, used, seams = 1, 0.0, bool(_SEAM.search(text))
    for piece in pieces(text):
        wide = width(piece, 1, bold=bold)
        if seams and "!" <= piece[0] <= "~":
            wide += 2 * _SPACED
        if used + wide <= room:
            used += wide
        elif piece.isspace():
            continue
        elif wide <= room:
            count, used = count + 1, wide
        else:
            started = count if used == 0 else count + 1
            whole = int(wide // room)
            count, used = started + whole, wide - whole * room
    return count


def line_height(size: float, text: str = "") -> float:
    """Return the height of one line in points."""
    return size * (1.32 if is_chinese(text) else LEADING)


def height(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """Return the height that ``text`` takes in ``room`` points of width."""
    return lines(text, room, size, bold=bold) * line_height(size, text)


def fitting(text: str, room: float, high: float, sizes: Sequence[float]) -> float:
    """Return the largest of ``sizes``, from large to small, at which ``text`` fits; else the last.

    >>> fitting("The answer", 800, 60, (24, 20)), fitting("word " * 90, 800, 60, (24, 20))
    (24, 20)
    """
    for size in sizes:
        if height(text, room, size, bold=True) <= high:
            return size
    return sizes[-1]


def longest_word(texts: Iterable[str], size: float) -> float:
    """Return the width of the widest piece that should not be broken."""
    words = (piece for text in texts for piece in pieces(text) if not piece.isspace())
    return max((width(word, size) for word in words), default=0.0)
