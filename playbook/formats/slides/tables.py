"""Native tables: widths by content, heights by measure, long ones over several slides."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pptx.oxml.ns import qn

from playbook.blocks import Table
from playbook.formats.native import measure
from playbook.formats.native.writing import (
    MUTED,
    Box,
    Paragraph,
    Run,
    describe,
    emu,
    plain,
    text_box,
)
from playbook.formats.slides import frame
from playbook.formats.slides.cells import PAD_Y, CellLook, Measured, measured
from playbook.formats.slides.frame import caption, caption_height, in_part
from playbook.formats.slides.items import Item
from playbook.words.language import say

MOST_ROWS = 60
"""A table with more rows shows its first slide; the report and the workbook hold all."""

_SIZES = (12.0, 11.0, 10.0)

_LAST_SIZES = (11.0, 10.0, 9.0, 8.0)

_ROOMY = 13.0

_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, kw_only=True)
class TableGrid(Item):
    """A table, or a part of one: rows ``start`` to ``stop``."""

    block: Table
    measured: Measured
    number: str = ""
    start: int = 0
    stop: int | None = None
    part: int = 1
    parts: int = 1
    size: float = _SIZES[0]
    captioned: bool = True

    @property
    def title(self) -> str:  # type: ignore[override]
        """Return the table's title, with its part."""
        return in_part(plain(self.block.title), self.part, self.parts)

    @property
    def notes(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return number, title, note and size of the whole table."""
        head = f"{say('Table')} {self.number}: {self.block.title}"
        return tuple(text for text in (head, self.block.note, self.left_out) if text)

    @cached_property
    def left_out(self) -> str:
        """Return the line that says which rows are shown, empty when all are."""
        count = len(self.block.rows)
        if count <= MOST_ROWS or self.stop is None:
            return ""
        return say(
            "The first {shown} of {all} rows; the workbook and the report hold all of them.",
            shown=self.stop,
            all=count,
        )

    def height(self, width: float) -> float:
        """Return the height of caption, rows and note."""
        return self._around(width) + sum(self._row_heights(width))

    def cut(self, width: float, first: float, later: float) -> list[Item]:
        """Return whole rows in parts of about equal height; the smallest letters come last."""
        for size in _SIZES:
            smaller = replace(self, size=size)
            if smaller.height(width) <= first:
                return [smaller]
        grid = next(
            (
                one
                for one in (replace(self, size=size) for size in _LAST_SIZES)
                if one._holds(later)
            ),
            replace(self, size=_LAST_SIZES[-1]),
        )
        if len(self.block.rows) > MOST_ROWS:
            stop = grid._fitting(width, first - 16, 0)
            return [replace(grid, stop=max(stop, 1))]
        limit, breaks = later, grid._breaks(width, first, later)
        while limit > 60:  # lower the limit until one more part would be needed
            limit -= 8
            tighter = grid._breaks(width, min(first, limit), limit)
            if len(tighter) > len(breaks):
                break
            breaks = tighter
        edges = [0, *breaks]
        return [
            replace(grid, start=low, stop=high, part=number, parts=len(breaks))
            for number, (low, high) in enumerate(itertools.pairwise(edges), start=1)
        ]

    def draw(self, slide: Any, box: Box) -> None:
        """Draw caption, native table and note."""
        y = box.y
        if self.captioned:
            caption(slide, box, f"{say('Table')} {self.number}", self.title)
            y += caption_height(self.title, box.width)
        heights = self._row_heights(box.width)
        place = Box(x=box.x, y=y, width=box.width, height=sum(heights))
        rows = self.measured.rows[self.start : self.stop]
        columns = len(self.block.columns)
        shape = slide.shapes.add_table(len(rows) + 1, columns, *place.emu())
        describe(shape, plain(self.block.title), title=f"{say('Table')} {self.number}")
        shape.name = f"{say('Table')} {self.number}"
        table = shape.table
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_STYLE
        wide = self.measured.widths(box.width, self.size)
        for column, room in zip(table.columns, wide, strict=True):
            column.width = emu(room)
        drawn = zip([self.measured.heads, *rows], table._tbl.tr_lst, heights, strict=True)
        for number, (row, element, high) in enumerate(drawn, start=-1):
            element.h = emu(high)
            element[:] = [
                self._look(number, index).filled(words) for index, words in enumerate(row)
            ]
        if self._foot():
            high = self._foot_height(box.width)
            place = Box(x=box.x, y=y + sum(heights) + 4, width=box.width, height=high)
            run = Run(text=self._foot(), size=frame.NOTE, colour=MUTED)
            text_box(slide, place, [Paragraph(runs=(run,))])

    def _look(self, row: int, index: int) -> CellLook:
        """Return how the cell of a row of this part looks; row -1 is the header."""
        return CellLook(
            head=row < 0,
            total=self.block.total and self.start + row == len(self.block.rows) - 1,
            shaded=row % 2 == 1 and row > 0,
            right=self.block.columns[index].align == "right",
            size=self.size,
        )

    def _row_heights(self, width: float) -> list[float]:
        """Return the heights of the header and of the rows of this part."""
        head, *rows = self.measured.heights(width, self.size)
        return [head, *rows[self.start : self.stop]]

    def _around(self, width: float) -> float:
        head = caption_height(self.title, width) if self.captioned else 0.0
        return head + (self._foot_height(width) + 4 if self._foot() else 0.0)

    def _foot(self) -> str:
        note = plain(self.block.note) if self.part == self.parts else ""
        return " ".join(text for text in (note, self.left_out) if text)

    def _foot_height(self, width: float) -> float:
        return measure.height(self._foot(), width, frame.NOTE)

    def _holds(self, high: float) -> bool:
        """Tell whether a slide can show the header and the highest row."""
        heights = self._row_heights(frame.BODY.width)
        return heights[0] + max(heights[1:], default=0) + self._around(frame.BODY.width) <= high

    def _fitting(self, width: float, high: float, start: int) -> int:
        """Return the row before which a part that begins with ``start`` must end."""
        heights = self.measured.heights(width, self.size)
        room = high - self._around(width) - heights[0]
        stop = start
        while stop < len(self.block.rows) and room >= heights[stop + 1]:
            room -= heights[stop + 1]
            stop += 1
        return stop

    def _breaks(self, width: float, first: float, later: float) -> list[int]:
        breaks = [self._fitting(width, first, 0) or 1]
        while breaks[-1] < len(self.block.rows):
            stop = self._fitting(width, later, breaks[-1])
            breaks.append(max(stop, breaks[-1] + 1))
        return breaks


def grid_of(block: Table, number: str, *, roomy: bool) -> TableGrid:
    """Return a table as an item, in larger letters when it is small and no cell wraps."""
    large = TableGrid(block=block, measured=measured(block), number=number, size=_ROOMY)
    least = measure.line_height(_ROOMY, "中") + 2 * PAD_Y
    fits = len(block.rows) <= 9 and max(large._row_heights(frame.BODY.width)) <= least
    return large if roomy and fits else replace(large, size=_SIZES[0])
