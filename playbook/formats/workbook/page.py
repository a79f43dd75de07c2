"""A sheet: its name, how wide and high its cells are, and the head and words that all share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from playbook.blocks import document
from playbook.formats.workbook.styles import Styles
from playbook.look.measure import OFFICE, text_width
from playbook.words.language import say

HEAD = 4
"""The row of the column heads, counted from 0; title, chapter and the way back stand above."""

PLAIN_SIZE = 10
"""The size of plain text in points."""

_A4 = 9

_LEAST_WIDTH = 90.0
_LONGEST = 32_767


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """Write into one sheet; every text is written as text, whatever it looks like."""

    sheet: Worksheet
    styles: Styles
    contents: str
    running: str

    def open(self, title: str, chapter: str, widths: list[float]) -> None:
        """Set the columns' widths and write what stands above the heads."""
        for index, wide in enumerate(widths):
            self.sheet.set_column(index, index, wide)
        self.paragraph(0, title, widths, style=self.styles.title())
        self.paragraph(1, chapter, widths)
        self.sheet.write_url(
            2,
            0,
            f"internal:'{self.contents}'!A1",
            self.styles.link(wraps=False),
            say("Back to the contents"),
        )

    def paragraph(
        self, row: int, text: str, widths: list[float], *, style: Format | None = None
    ) -> None:
        """Write a text over as many columns as make a readable line, wrapped."""
        style = style or self.styles.muted()
        span, wide = 0, 0.0
        while wide < _LEAST_WIDTH and (wide == 0.0 or span < len(widths) or span < 12):
            wide += widths[span] if span < len(widths) else 8.43
            span += 1
        large = style.font_size / PLAIN_SIZE
        self.sheet.set_row(row, height(text, wide / large) * max(1.0, large))
        if span > 1:
            self.sheet.merge_range(row, 0, row, span - 1, "", style)
        self.text(row, 0, text, style)

    def tall(
        self, row: int, texts: Sequence[str], widths: Sequence[float], *, least: float = 0.0
    ) -> None:
        """Make a row as tall as its wrapped texts need; not every office does so itself."""
        needed = max(row_height(zip(texts, widths, strict=False)) or 0.0, least)
        if needed:
            self.sheet.set_row(row, needed)

    def text(self, row: int, column: int, text: str, style: object) -> None:
        """Write a text as text: it is neither calculated nor followed."""
        self.sheet.write_string(row, column, text[:_LONGEST], style)

    def close(self, *, repeat: bool = True) -> None:
        """Set how the sheet prints: across, one page wide, heads repeated, the running foot."""
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        foot = document.shortened(self.running, 150).replace("&", "&&")
        self.sheet.set_footer(f"&L&8{_after_size(foot)}&R&8&P / &N")
        if repeat:
            self.sheet.repeat_rows(HEAD)


def _after_size(text: str) -> str:
    """Keep a text that begins with a digit apart from the font size before it."""
    return f" {text}" if text[:1].isdigit() else text


NARROWEST, WIDEST = 7, 46
_MARGIN = 1.5
LINE = 14.5
"""The height of one line of text in points."""


_UNIT = 5.25
"""A digit of Excel's own font in points: the unit of column widths."""


def width(text: str, *, bold: bool = False) -> float:
    r"""Return the width of the widest line of a text.

    >>> round(width("Go-live"), 1), round(width("上线"), 1), width("one\nthree") == width("three")
    (6.2, 3.8, True)
    """
    return max(
        OFFICE * text_width(line, PLAIN_SIZE, bold=bold) / _UNIT for line in text.split("\n")
    )


def column_width(head: str, cells: Iterable[str]) -> float:
    """Return a column's width: its cells on one line up to a limit, its head on two."""
    longest_word = max((width(word, bold=True) for word in head.split()), default=0.0)
    heads = (longest_word, width(head, bold=True) / 2)
    wanted = max([*(wide + 3 for wide in heads), *map(width, cells)])
    return min(max(wanted, NARROWEST), WIDEST) + 2 * _MARGIN


def height(text: str, wide: float) -> float:
    """Return the height in points of a text that wraps at ``wide``."""
    return LINE * sum(_lines(width(line), wide) for line in text.split("\n")) + 2


def row_height(cells: Iterable[tuple[str, float]]) -> float | None:
    """Return the height of a row of texts with their columns' widths; None when one line does."""
    needed = max((height(text, max(wide - _MARGIN, 1)) for text, wide in cells), default=0.0)
    return needed if needed > LINE + 2 else None


def _lines(needed: float, wide: float) -> int:
    """Return the lines of a paragraph; where it wraps, words leave some of each line empty."""
    return 1 if needed <= wide else ceil(1.08 * needed / wide)


MOST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'\"#!\n\t", " "))


class SheetNames:
    """Give each sheet of one workbook its name."""

    def __init__(self) -> None:
        self._taken = {"history"}  # Excel keeps this one for itself

    def new(self, wanted: str) -> str:
        """Return a name like ``wanted`` that is legal and not yet taken.

        >>> names = SheetNames()
        >>> names.new("Costs: by kind"), names.new("costs by kind")
        ('Costs by kind', 'costs by kind 2')
        """
        plain = shortened(" ".join(wanted.translate(_FORBIDDEN).split()), MOST) or "–"
        name, number = plain, 2
        while name.casefold() in self._taken:
            name = f"{shortened(plain, MOST - 1 - len(str(number)))} {number}"
            number += 1
        self._taken.add(name.casefold())
        return name


def shortened(text: str, most: int) -> str:
    """Return a text cut to ``most`` letters as Excel counts them, between words if it has any.

    >>> shortened("Means over 200 seasons of 4 months", 20)
    'Means over 200…'
    """
    if _length(text) <= most:
        return text
    while _length(text) > most - 1:
        text = text[:-1]
    head, _, _ = text.rpartition(" ")
    return (head if len(head) > most / 2 else text).rstrip(" ,;，；、。") + "…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
