"""A chart with the words about it at its side, and headings within a slide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from playbook.formats.slides import measure
from playbook.formats.slides.charts.item import Picture
from playbook.formats.slides.frame import BODY, GAP, Box
from playbook.formats.slides.items import Item
from playbook.formats.slides.writing import ACCENT, Paragraph, Run, text_box

_CHART_SHARE = 0.62
_GUTTER = 24.0


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

    picture: Picture
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
            y += high + GAP

    def _widths(self, width: float) -> tuple[float, float]:
        left = (width - _GUTTER) * _CHART_SHARE
        return left, width - _GUTTER - left

    def _stack(self, width: float) -> float:
        return sum(item.height(width) for item in self.texts) + GAP * (len(self.texts) - 1)
