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
    Box,
    describe,
    emu,
    plain,
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

    @property
    def foot(self) -> str:
        """Return what stands below this part: the note at the last one, and what is left out."""
        note = plain(self.block.note) if self.part == self.parts else ""
        return " ".join(text for text in (note, self.left_out) if text)

    def height(self, width: float) -> float:
        """Return the height of caption, rows and note."""
        return self.around(width) + sum(self.row_heights(width))

    def cut(self, width: float, first: float, later: float) -> list[Item]:
        """Return whole rows in parts of about equal height; the smallest letters come last."""
        for size in _SIZES:
            smaller = replace(self, size=size)
            if smaller.height(width) <= first:
                return [smaller]
        sizes = [replace(self, size=size) for size in _LAST_SIZES]
        grid = next((one for one in sizes if _holds(one, later)), sizes[-1])
        if len(self.block.rows) > MOST_ROWS:
            stop = _fitting(grid, width, first - 16, 0)
            return [replace(grid, stop=max(stop, 1))]
        edges = [0, *_even_breaks(grid, width, first, later)]
        return [
            replace(grid, start=low, stop=high, part=number, parts=len(edges) - 1)
            for number, (low, high) in enumerate(itertools.pairwise(edges), start=1)
        ]

    def draw(self, slide: Any, box: Box) -> None:
        """Draw caption, native table and note."""
        name = f"{say('Table')} {self.number}"
        y = box.y
        if self.captioned:
            caption(slide, box, name, self.title)
            y += caption_height(self.title, box.width)
        high = sum(self.row_heights(box.width))
        shape = _drawn(self, slide, replace(box, y=y, height=high))
        describe(shape, plain(self.block.title), title=name)
        shape.name = name
        if self.foot:
            frame.note(slide, box, y + high, self.foot)

    def look(self, row: int, index: int) -> CellLook:
        """Return how the cell of a row of this part looks; row -1 is the header."""
        return CellLook(
            head=row < 0,
            total=self.block.total and self.start + row == len(self.block.rows) - 1,
            shaded=row % 2 == 1 and row > 0,
            right=self.block.columns[index].align == "right",
            size=self.size,
        )

    def row_heights(self, width: float) -> list[float]:
        """Return the heights of the header and of the rows of this part."""
        head, *rows = self.measured.heights(width, self.size)
        return [head, *rows[self.start : self.stop]]

    def around(self, width: float) -> float:
        """Return the height of caption and note."""
        head = caption_height(self.title, width) if self.captioned else 0.0
        return head + frame.note_height(self.foot, width)


def _drawn(grid: TableGrid, slide: Any, place: Box) -> Any:
    """Draw the table itself; return its shape."""
    rows = [grid.measured.heads, *grid.measured.rows[grid.start : grid.stop]]
    shape = slide.shapes.add_table(len(rows), len(grid.block.columns), *place.emu())
    table = shape.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_STYLE
    wide = grid.measured.widths(place.width, grid.size)
    for column, room in zip(table.columns, wide, strict=True):
        column.width = emu(room)
    drawn = zip(rows, table._tbl.tr_lst, grid.row_heights(place.width), strict=True)
    for number, (row, element, high) in enumerate(drawn, start=-1):
        element.h = emu(high)
        element[:] = [grid.look(number, index).filled(words) for index, words in enumerate(row)]
    return shape


def _holds(grid: TableGrid, high: float) -> bool:
    """Tell whether a slide can show the header and the highest row."""
    width = frame.BODY.width
    head, *rows = grid.row_heights(width)
    return head + max(rows, default=0) + grid.around(width) <= high


def _fitting(grid: TableGrid, width: float, high: float, start: int) -> int:
    """Return the row before which a part that begins with ``start`` must end."""
    head, *heights = grid.measured.heights(width, grid.size)
    room = high - grid.around(width) - head
    stop = start
    while stop < len(heights) and room >= heights[stop]:
        room -= heights[stop]
        stop += 1
    return stop


def _breaks(grid: TableGrid, width: float, first: float, later: float) -> list[int]:
    """Return the rows before which parts end, the first part ``first`` high."""
    breaks = [_fitting(grid, width, first, 0) or 1]
    while breaks[-1] < len(grid.block.rows):
        stop = _fitting(grid, width, later, breaks[-1])
        breaks.append(max(stop, breaks[-1] + 1))
    return breaks


def _even_breaks(grid: TableGrid, width: float, first: float, later: float) -> list[int]:
    """Return the breaks at the lowest limit that needs no further part."""
    limit, breaks = later, _breaks(grid, width, first, later)
    while limit > 60:
        limit -= 8
        tighter = _breaks(grid, width, min(first, limit), limit)
        if len(tighter) > len(breaks):
            break
        breaks = tighter
    return breaks


def grid_of(block: Table, number: str, *, roomy: bool) -> TableGrid:
    """Return a table as an item, in larger letters when it is small and no cell wraps."""
    large = TableGrid(block=block, measured=measured(block), number=number, size=_ROOMY)
    least = measure.line_height(_ROOMY, "中") + 2 * PAD_Y
    fits = len(block.rows) <= 9 and max(large.row_heights(frame.BODY.width)) <= least
    return large if roomy and fits else replace(large, size=_SIZES[0])
