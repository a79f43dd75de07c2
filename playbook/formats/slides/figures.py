"""A chart on a slide: caption, native chart and note, alone or beside the words about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from playbook.blocks import (
    Bars,
    Chart,
    Forest,
    Gantt,
    SeriesBars,
)
from playbook.formats.native import gantt, measure
from playbook.formats.native.charts import DRAWINGS
from playbook.formats.native.numbers import embedded
from playbook.formats.native.writing import (
    ACCENT,
    Box,
    Paragraph,
    Run,
    describe,
    plain,
    text_box,
)
from playbook.formats.slides import frame
from playbook.formats.slides.frame import BODY, GAP, caption, caption_height, in_part
from playbook.formats.slides.items import Item
from playbook.words.language import say

_ROW, _LOW_ROW = 22.0, 15.0


@dataclass(frozen=True, kw_only=True)
class SlidePicture(Item):
    """A chart, or the part of a plan that one slide shows; a low one has less room for its rows."""

    block: Chart
    number: str = ""
    moment: datetime
    rows: tuple[gantt.PlanRow, ...] = ()
    part: int = 1
    parts: int = 1
    captioned: bool = True
    low: bool = False

    stretches = True

    @property
    def title(self) -> str:  # type: ignore[override]
        """Return the chart's title, with its part."""
        return in_part(plain(self.block.title), self.part, self.parts)

    @property
    def notes(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return number, title, what it shows in words, its note and its unit."""
        name = embedded(self.block).name
        unit = say("Numbers in the chart are in {unit}.", unit=name) if name else ""
        head = f"{say('Figure')} {self.number}: {self.block.title}"
        return tuple(text for text in (head, self.block.alt, self.block.note, unit) if text)

    def height(self, width: float) -> float:
        """Return the least height at which the chart can be read."""
        return self._least() + self._around(width)

    def cut(self, width: float, first: float, later: float) -> list[Item]:
        """Cut a long plan into slides."""
        if not isinstance(self.block, Gantt) or self.rows:
            return [self]
        parts = gantt.panels(gantt.rows_of(self.block))
        return [
            replace(self, rows=tuple(rows), part=number, parts=len(parts))
            for number, rows in enumerate(parts, start=1)
        ]

    def draw(self, slide: Any, box: Box) -> None:
        """Draw the caption, the chart in the room that is left, and the note."""
        head = caption_height(self.title, box.width) if self.captioned else 0.0
        if self.captioned:
            caption(slide, box, f"{say('Figure')} {self.number}", self.title)
        high = box.height - self._around(box.width)
        place = replace(box, y=box.y + head, height=high)
        if isinstance(self.block, Gantt):
            shape = gantt.draw(slide, place, self.block, self.moment, self.rows)
        else:
            shape = DRAWINGS[type(self.block)](slide, place, self.block, self.moment)
        shape.name = f"{say('Figure')} {self.number}"
        describe(shape, self.block.alt, title=plain(self.block.title))
        if self.block.note:
            frame.note(slide, box, place.y + high, plain(self.block.note))

    def _least(self) -> float:
        match self.block:
            case Gantt():
                return 60 + 15.5 * len(self.rows or self.block.bars)
            case Forest():
                row = _LOW_ROW if self.low else _ROW
                return min(70 + row * len(self.block.points), 300.0)
            case Bars() | SeriesBars() if self.block.lies:
                rows = max(15.0 * self.block.bars_a_row, 24.0) * len(self.block.labels)
                return min(max(70 + rows, 150.0), 300.0)
        return 230.0

    def _around(self, width: float) -> float:
        head = caption_height(self.title, width) if self.captioned else 0.0
        return head + frame.note_height(plain(self.block.note), width)


_CHART_SHARE, _LOW_SHARE = 0.62, 0.36
"""How wide a chart is beside its words; a low one leaves them more room."""

_GUTTER = 24.0
_LOW_GAP = 8.0


@dataclass(frozen=True, kw_only=True)
class Subtitle(Item):
    """A heading of level 2 within a slide."""

    text: str

    def height(self, width: float) -> float:
        """Return the height of the heading."""
        return measure.height(self.text, width, 17, bold=True)

    def draw(self, slide: Any, box: Box) -> None:
        """Write it in the brand's colour."""
        run = Run(text=self.text, size=17, bold=True, colour=ACCENT)
        text_box(slide, box, [Paragraph(runs=(run,))])


@dataclass(frozen=True, kw_only=True)
class Beside(Item):
    """A chart with what is said about it at its right."""

    picture: SlidePicture
    texts: tuple[Item, ...]

    stretches = True

    @property
    def notes(self) -> tuple[str, ...]:  # type: ignore[override]
        """Return the chart's notes."""
        return self.picture.notes

    def height(self, width: float) -> float:
        """Return the height of the taller side."""
        left, right = self._widths(width)
        return max(self.picture.height(left), self._stack(right))

    def fits(self, width: float) -> bool:
        """Tell whether the words need no more than a slide."""
        return self._stack(self._widths(width)[1]) <= BODY.height

    def draw(self, slide: Any, box: Box) -> None:
        """Draw the chart, then the words from the top of its right side."""
        left, right = self._widths(box.width)
        self.picture.draw(slide, replace(box, width=left))
        y = box.y
        for item in self.texts:
            high = item.height(right)
            item.draw(slide, Box(x=box.x + left + _GUTTER, y=y, width=right, height=high))
            y += high + self._gap

    def _widths(self, width: float) -> tuple[float, float]:
        left = (width - _GUTTER) * (_LOW_SHARE if self.picture.low else _CHART_SHARE)
        return left, width - _GUTTER - left

    def _stack(self, width: float) -> float:
        return sum(item.height(width) for item in self.texts) + self._gap * (len(self.texts) - 1)

    @property
    def _gap(self) -> float:
        return _LOW_GAP if self.picture.low else GAP
