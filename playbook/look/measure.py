"""How wide words are, by the letters of the documents' own fonts, and where they break.

PDF sets words in these very fonts. Where a reader's machine chooses the font, a medium lays words
out larger than it writes them, by a reserve that has its reason here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

from playbook.look.fonts import BOLD, REGULAR, advances, families
from playbook.words.language import language

SCREEN = 1.13
"""A browser takes the machine's font: the widest usual one, DejaVu Sans, sets no word more than
1.13 times as wide as ours."""

OFFICE = 1.01
"""Where Calibri lacks, Arial comes, 0.94 times as wide as our font in running text; Chinese letters
are an em in every font, and only the rounding to a screen's grid needs room."""

CHINESE_SIGNS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Chinese letters and marks, as they stand in the brackets of a pattern."""

_PIECES = re.compile(rf"[^\S\u00a0]+|(?:[^\s{CHINESE_SIGNS}]|\u00a0)+|.", re.DOTALL)
_CLOSING = "，。、；：！？）》」』】”’…%,.;:!?)]}"
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` on one line, in the unit of ``size``.

    Marks and foreign letters are as wide as the language spoken sets them; plain Latin ones are
    those of the Latin font, which Office files have beside Chinese, and the wider ones.
    """
    return size * _ems(text, bold, language())


class Measure(Protocol):
    """How wide a medium draws a text of a size."""

    def __call__(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of ``text`` on one line."""


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese letters or marks: it breaks between any two of them."""
    return bool(re.search(f"[{CHINESE_SIGNS}]", text))


def pieces(text: str) -> list[str]:
    r"""Return what is not broken over lines: spaces, words, Chinese letters one by one.

    >>> pieces("opt-in 开始 CNY\u00a05")
    ['opt-', 'in', ' ', '开', '始', ' ', 'CNY\xa05']
    """
    return [part for piece in _PIECES.findall(text) for part in _AFTER_HYPHEN.split(piece)]


def wrap(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """Break ``text`` into at most ``most`` lines of ``width``; what is over becomes "…"."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        line, rest = _first_line(rest, width, size)
        lines.append(line)
    if rest:
        lines[-1] = _shortened(f"{lines[-1]} {rest}", width, size)
    return lines


def _first_line(text: str, width: float, size: float) -> tuple[str, str]:
    if text_width(text, size) <= width:
        return text, ""
    fits = 1
    while fits < len(text) and text_width(text[: fits + 1], size) <= width:
        fits += 1
    gap = text.rfind(" ", 0, fits + 1)
    cut = gap if gap > 0 else _before_mark(text, fits)
    return text[:cut].rstrip(), text[cut:].lstrip()


def _before_mark(text: str, cut: int) -> int:
    """Return where to cut so that no line begins with a mark that closes what is before it."""
    while cut > 1 and text[cut] in _CLOSING:
        cut -= 1
    return cut


def _shortened(text: str, width: float, size: float) -> str:
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@lru_cache(maxsize=100_000)
def _ems(text: str, bold: bool, spoken: str) -> float:
    return sum(_em(letter, bold, spoken) for letter in text)


@cache
def _em(letter: str, bold: bool, spoken: str) -> float:
    """Return how far a letter reaches, in ems: a whole one where no font has it."""
    weight = BOLD if bold else REGULAR
    for family in families("en" if letter.isascii() else spoken):
        if letter in advances(family, weight):
            return advances(family, weight)[letter]
    return 1.0
