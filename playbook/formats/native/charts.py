"""Which drawing each kind of chart has, and a chart drawn for another document than a deck."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pptx import Presentation

from playbook.blocks import (
    Bars,
    Chart,
    Forest,
    Gantt,
    GroupedBars,
    Lines,
    Scatter,
    StackedBars,
)
from playbook.formats.native import bars, gantt, points
from playbook.formats.native.writing import Box

_Drawing = Callable[..., Any]

DRAWINGS: dict[type[Chart], _Drawing] = {
    Bars: bars.one_bar_each,
    GroupedBars: bars.of_series,
    StackedBars: bars.of_series,
    Lines: points.draw_lines,
    Forest: bars.one_bar_each,
    Gantt: gantt.draw,
    Scatter: points.draw_scatter,
}


def drawn_chart(block: Chart, box: Box, moment: datetime) -> Any:
    """Return a chart's part, drawn as large as ``box`` on a deck that is thrown away."""
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    return DRAWINGS[type(block)](slide, box, block, moment).chart.part
