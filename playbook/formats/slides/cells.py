"""The cells of a native table: how wide their columns are, how high their words, how they look."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.table import CT_TableCell
from pptx.oxml.xmlchemy import OxmlElement
from pptx.table import _Cell

from playbook.blocks import Table
from playbook.formats.native import measure
from playbook.formats.native.writing import (
    ACCENT,
    INK,
    PAPER,
    TINT,
    Paragraph,
    Run,
    emu,
    fill,
    plain,
)
from playbook.look.hand import HAND_POINTS, to_be_written
from playbook.look.measure import CellWords, is_chinese
from playbook.words.language import language

PAD_X, PAD_Y = 7.0, 2.5
"""The room around the words of a cell, in points."""


class Measured:
    """The words of a whole table, and the room they take: measured once for all its parts."""

    def __init__(self, block: Table) -> None:
        self.heads = [plain(f"{name} ({unit})" if unit else name) for name, unit in block.heads()]
        self.rows = [[plain(words) for words in block.words(row)] for row in range(len(block.rows))]
        self._total = block.total
        self._least = HAND_POINTS if block.by_hand else 0.0
        self._written = to_be_written(self.rows) if block.by_hand else self.rows
        self._widths: dict[tuple[float, float], list[float]] = {}
        self._heights: dict[tuple[float, float], list[float]] = {}

    def widths(self, width: float, size: float) -> list[float]:
        """Return the columns' widths, by the words of all rows so that parts look alike."""
        key = (width, size)
        if key not in self._widths:
            columns = CellWords(
                texts=list(zip(self.heads, *self._written, strict=True)),
                padding=2 * PAD_X + 2,
                measure=measure.width,
                total=self._total,
            )
            self._widths[key] = columns.fit(width, (size,)).widths
        return self._widths[key]

    def heights(self, width: float, size: float) -> list[float]:
        """Return the heights of the header and of every row."""
        key = (width, size)
        if key not in self._heights:
            wide = self.widths(width, size)
            head = _row_height(self.heads, wide, size, bold=True)
            last = len(self.rows) - 1 if self._total else -1
            rows = [
                max(self._least, _row_height(row, wide, size, bold=number == last))
                for number, row in enumerate(self.rows)
            ]
            self._heights[key] = [head, *rows]
        return self._heights[key]


def _row_height(row: list[str], wide: list[float], size: float, *, bold: bool) -> float:
    return 2 * PAD_Y + max(
        _high(text) * measure.height(text, max(room - 2 * PAD_X - 1, size), size, bold=bold)
        for text, room in zip(row, wide, strict=True)
    )


_OPEN_FONT = 1.45 / 1.32
"""How much higher a line of the free Chinese fonts is than one of the usual ones: what stands below
a table knows its place by the rows' heights alone."""


def _high(text: str) -> float:
    return _OPEN_FONT if is_chinese(text) else 1.0


def measured(block: Table) -> Measured:
    """Return a table's words in the language spoken, and their room; the same table only once."""
    return _measured(block, language())


@lru_cache(maxsize=32)
def _measured(block: Table, spoken: str) -> Measured:
    return Measured(block)


@dataclass(frozen=True, kw_only=True)
class CellLook:
    """How a cell looks, whatever stands in it."""

    head: bool
    total: bool
    shaded: bool
    right: bool
    size: float

    def filled(self, words: str) -> Any:
        """Return the element of a cell of this look with words in it."""
        cell = deepcopy(_empty(self))  # quicker than to give the look anew
        (paragraph,) = cell.txBody.p_lst
        paragraph.r_lst[0].text = words
        if not words:
            paragraph.remove(paragraph.r_lst[0])
        return cell

    def applied(self, cell: Any) -> None:
        """Give a cell this look."""
        colour = PAPER if self.head else INK
        run = Run(text="", size=self.size, bold=self.head or self.total, colour=colour)
        fill(cell.text_frame, [Paragraph(runs=(run,), right=self.right)])
        # Without words a cell is as high as the end of its paragraph, 18 points unless told.
        end = cell.text_frame.paragraphs[0]._p.get_or_add_endParaRPr()
        end.set("sz", str(round(100 * self.size)))
        cell.margin_left = cell.margin_right = emu(PAD_X)
        cell.margin_top = cell.margin_bottom = emu(PAD_Y)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if self.head else MSO_ANCHOR.MIDDLE
        properties = cell._tc.get_or_add_tcPr()
        line = OxmlElement("a:lnT" if self.total else "a:lnB")
        line.set("w", "12700" if self.total else "6350")
        solid, scheme = OxmlElement("a:solidFill"), OxmlElement("a:schemeClr")
        scheme.set("val", "accent1" if self.total else "bg2")
        solid.append(scheme)
        line.append(solid)
        properties.insert(0, line)
        if self.head or self.shaded:
            cell.fill.solid()
            cell.fill.fore_color.theme_color = ACCENT if self.head else TINT
        else:
            cell.fill.background()


@lru_cache(maxsize=256)
def _empty(look: CellLook) -> Any:
    """Return the element of an empty cell of a look, to be copied."""
    element = CT_TableCell.new()
    look.applied(_Cell(element, None))  # type: ignore[arg-type]  # a theme colour asks no parent
    return element
