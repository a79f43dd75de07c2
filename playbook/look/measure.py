"""How wide words are by the documents' own fonts, where they break, how wide columns become.

PDF sets words in these very fonts. Where a reader's machine chooses the font, a medium lays words
out larger than it writes them, by a reserve that has its reason here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from math import ceil
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
_IN_WORD = re.compile(r"(?<=[!-~])(?=[!-~])")
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


SOFT_BREAK = "\u200b"
"""Where a line may end inside a word: a space without width."""


def softened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return ``text`` with soft breaks inside those words alone that no line of ``width`` holds.

    >>> softened("loss-making", 60, 10), softened("loss-making", 30, 10).count(SOFT_BREAK)
    ('loss-making', 5)
    """
    return "".join(
        _IN_WORD.sub(SOFT_BREAK, piece) if text_width(piece, size, bold=bold) > width else piece
        for piece in pieces(text)
    )


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


_CHINESE_LETTERS = 4
"""How many Chinese letters stay on one line: they may break anywhere, yet a stack of single ones is
not read."""

_WORD = 1.05
"""A broken word is worse than one line more: in Arial, or in the heavier letters of a first column,
99 of 100 words are at most 1.04 times as wide as they are measured."""

_LEVELS = (1.0, 0.75, 0.5, 0.25)
"""How the rest may be shared between columns: by what their texts lack, or more evenly."""

_RAGGED = 1.08
"""How much longer a text is in lines than on one: words leave some of each line empty."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The columns' widths, which fill the room, and the size of the letters."""

    widths: list[float]
    size: float


@dataclass(frozen=True, kw_only=True)
class CellWords:
    """The words of a table, each column from its head down; head and total are bold.

    ``padding`` is what a cell keeps free, in the unit of the room and of the letters' size.
    """

    texts: Sequence[Sequence[str]]
    padding: float
    measure: Measure
    total: bool = False

    def fit(self, room: float, sizes: Sequence[float]) -> Fit:
        """Return columns and the largest of ``sizes`` at which no word breaks, else the last."""
        for size in sizes:
            least = self.least(size)
            if sum(least) <= room:
                return Fit(widths=self._lowest(least, size, room), size=size)
        return Fit(widths=_levelled(least, room), size=size)

    def least(self, size: float) -> list[float]:
        """Return the widths below which a word breaks."""
        return [
            self.padding
            + _WORD
            * max(
                (self.measure(word, size, bold=bold) for text, bold in one for word in words(text)),
                default=0.0,
            )
            for one in self._cells()
        ]

    def _lowest(self, least: list[float], size: float, room: float) -> list[float]:
        """Return the widths that fill the room and make the table lowest."""
        whole = self._whole(size)
        ways = [_shared(least, whole, room, level) for level in _LEVELS]
        return min(ways, key=lambda widths: self._lines(whole, widths))

    def _lines(self, whole: list[list[float]], widths: list[float]) -> int:
        """Return how many lines the rows take together, each as many as its longest text."""
        free = [width - self.padding for width in widths]
        return sum(
            max(
                1 if text <= width + 0.01 else ceil(_RAGGED * (text - self.padding) / room)
                for text, width, room in zip(row, widths, free, strict=True)
            )
            for row in zip(*whole, strict=True)
        )

    def _whole(self, size: float) -> list[list[float]]:
        """Return the widths at which each text stands on one line."""
        return [
            [self.measure(text, size, bold=bold) + self.padding for text, bold in one]
            for one in self._cells()
        ]

    def _cells(self) -> Iterator[list[tuple[str, bool]]]:
        for column in self.texts:
            last = len(column) - 1 if self.total else 0
            yield [(text, row in (0, last)) for row, text in enumerate(column)]


def words(text: str) -> list[str]:
    """Return what should not be broken: words, and a few Chinese letters in a row.

    >>> words("opt-in 客户经理的 KPI")
    ['opt-', 'in', '客户经理', 'KPI']
    """
    found: list[str] = []
    for chinese, row in groupby(pieces(text), key=is_chinese):
        together = list(row)
        found += ["".join(together)[:_CHINESE_LETTERS]] if chinese else together
    return [word for word in found if not word.isspace()]


def _shared(least: list[float], whole: list[list[float]], room: float, level: float) -> list[float]:
    """Give each column its least and, of the rest, what its texts lack.

    A column with one long text among many short ones lets that one take more lines.
    """
    lacking = [
        [max(0.0, width - floor) for width in column]
        for floor, column in zip(least, whole, strict=True)
    ]
    most = [max(lacks) for lacks in lacking]
    pull = [(sum(lacks) / len(lacks) + 0.1 * max(lacks)) ** level for lacks in lacking]
    given = _filled(most, pull, room - sum(least))
    over = (room - sum(least) - sum(given)) / len(least)
    return [floor + part + over for floor, part in zip(least, given, strict=True)]


def _filled(most: list[float], pull: list[float], rest: float) -> list[float]:
    """Give out ``rest`` by pull, but to no column more than it lacks."""
    given = [0.0] * len(most)
    for _ in most:
        short = [at for at, lack in enumerate(most) if lack - given[at] > 0.01]
        if not short or rest < 0.01:
            break
        share = rest / sum(pull[at] for at in short)
        for at in short:
            part = min(share * pull[at], most[at] - given[at])
            given[at] += part
            rest -= part
    return given


def _levelled(wanted: list[float], room: float) -> list[float]:
    """Give narrow columns what they want; the wide ones share what is left alike."""
    widths, left = [0.0] * len(wanted), room
    narrow_first = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for given, at in enumerate(narrow_first):
        widths[at] = min(wanted[at], left / (len(wanted) - given))
        left -= widths[at]
    return widths
