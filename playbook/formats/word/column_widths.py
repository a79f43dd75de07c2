"""How wide each column of a table is, and how small its letters must be to fit the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from playbook.look.measure import text_width
from playbook.words.wording import tight

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_PADDING = 190
_TYPICAL = 0.84
"""A line of many letters is narrower than in the wide font that ``text_width`` measures in."""
_BOLD = 1.12
"""The head is bold; its words must not break either."""
_WIDEST = 5200
"""Twips beyond which a text is better broken into lines."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Column widths in twips and the size of letters, 0 for the style's own."""

    columns: list[int]
    size: float


def fit(rows: Sequence[Sequence[str]], total: int) -> Fit:
    """Return widths in which no word breaks, at the largest size at which that is possible.

    The first row is the head; ``total`` is in twips.
    """
    columns = list(zip(*rows, strict=True))
    for size in _SIZES:
        least = [_longest_word(column, size) for column in columns]
        if sum(least) <= total:
            break
    lacking = [
        [max(0, min(_WIDEST, int(_TYPICAL * _twips(text, size))) - floor) for text in column]
        for floor, column in zip(least, columns, strict=True)
    ]
    return Fit(columns=_shared(least, lacking, total), size=0 if size == _SIZES[0] else size)


def _shared(least: list[int], lacking: list[list[int]], total: int) -> list[int]:
    """Share the page: each column gets its least and, of the rest, what its texts lack."""
    most = [max(lacks) for lacks in lacking]
    rest = total - sum(least)
    if rest <= 0:
        widths = [floor * total / sum(least) for floor in least]
    elif sum(most) > rest:
        # A column with one long text among many short ones lets that one take more lines.
        weights = [sum(lacks) / len(lacks) + 0.1 * max(lacks) for lacks in lacking]
        widths = _filled(least, most, weights, rest)
    else:
        wanted = [floor + lack for floor, lack in zip(least, most, strict=True)]
        widths = [want * total / sum(wanted) for want in wanted]
    rounded = [int(width) for width in widths]
    rounded[-1] += total - sum(rounded)
    return rounded


def _filled(least: list[int], lacking: list[int], weights: list[float], rest: float) -> list[float]:
    """Give out ``rest`` by weight, but to no column more than it lacks."""
    given = [0.0] * len(least)
    open_columns = {place for place, lack in enumerate(lacking) if lack > 0}
    while rest > 1 and open_columns:
        share = rest / sum(weights[place] for place in open_columns)
        for place in sorted(open_columns):
            part = min(share * weights[place], lacking[place] - given[place])
            given[place] += part
            rest -= part
        open_columns = {place for place in open_columns if lacking[place] - given[place] > 1}
    return [floor + part for floor, part in zip(least, given, strict=True)]


def _longest_word(texts: Sequence[str], size: float) -> int:
    head, *others = texts
    words = [_twips(word, size * _BOLD) for word in _words(head)]
    words += [_twips(word, size) for text in others for word in _words(text)]
    return max([*words, _PADDING + 300])


def _words(text: str) -> list[str]:
    """Return what is not broken over lines: words between spaces, pairs of Chinese characters."""
    found: list[str] = []
    for word in tight(text).split(" "):
        for part in re.split(r"(?<=[-/])", word):
            wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in part)
            found.append(part if wide < 3 else "四四四")
    return found


def _twips(text: str, size: float) -> int:
    return round(text_width(text, size) * 20) + _PADDING
