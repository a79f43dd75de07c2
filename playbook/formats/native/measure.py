"""How much room words need on a slide, whatever of the usual fonts draws them.

Widths are those of a wide sans serif such as Arial; Calibri, the default, is narrower.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from playbook.look.measure import text_width

LEADING = 1.2
"""Line height by letter size of the usual Latin fonts; Chinese ones need a little more."""

_LATIN = 0.86
_CHINESE = 1.02
_BOLD = 1.05
_SPACED = 0.25
"""The room, in letters, that is left between Chinese and Latin letters or digits."""

_SEAM = re.compile(r"(?<=[\u2e80-\u9fff])(?=[!-~])|(?<=[!-~])(?=[\u2e80-\u9fff])")

_PIECES = re.compile(r"[^\S\u00a0]+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)


@lru_cache(maxsize=100_000)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return a careful estimate of the width of ``text`` on one line, in points."""
    chinese = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    latin = "".join(one for one in text if unicodedata.east_asian_width(one) not in "WF")
    plain = _LATIN * text_width(latin, size) + _CHINESE * size * chinese
    plain += _SPACED * size * len(_SEAM.findall(text))
    return plain * (_BOLD if bold else 1.0)


@lru_cache(maxsize=100_000)
def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines ``text`` takes: words stay whole unless longer than a line."""
    count, used, seams = 1, 0.0, bool(_SEAM.search(text))
    for piece in _PIECES.findall(text):
        wide = width(piece, size, bold=bold)
        if seams and "!" <= piece[0] <= "~":
            wide += 2 * _SPACED * size
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
    chinese = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (1.32 if chinese else LEADING)


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
    pieces = (piece for text in texts for piece in _PIECES.findall(text) if not piece.isspace())
    return max((width(piece, size) for piece in pieces), default=0.0)
