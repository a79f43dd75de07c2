"""Draw a chart block: the same numbers always give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from matplotlib.figure import Figure

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
from playbook.formats.picture import bars, forest, gantt, lines, scatter
from playbook.formats.picture.parts import Picture
from playbook.formats.picture.shapes import taken
from playbook.formats.picture.style import steady
from playbook.words.language import language, say

_DRAWN_BY: dict[type[Chart], Callable[[Any], list[Figure]]] = {
    Bars: bars.draw,
    GroupedBars: bars.draw,
    StackedBars: bars.draw,
    Lines: lines.draw,
    Forest: forest.draw,
    Gantt: gantt.draw,
    Scatter: scatter.draw,
}


def svgs(chart: Chart) -> list[str]:
    """Return the chart as ``<svg>`` elements: one, or several where it needs more than a page."""
    drawn = pictures(chart)
    if len(drawn) == 1:
        return [drawn[0].for_page(chart.alt)]
    alts = (
        say("{alt} (part {number} of {total})", alt=chart.alt, number=number, total=len(drawn))
        for number in range(1, len(drawn) + 1)
    )
    return [picture.for_page(alt) for picture, alt in zip(drawn, alts, strict=True)]


def pictures(chart: Chart) -> tuple[Picture, ...]:
    """Return the chart as shapes and words, for a format that sets text itself."""
    return _drawn(chart, language())


@lru_cache(maxsize=64)
def _drawn(chart: Chart, spoken: str) -> tuple[Picture, ...]:
    """Draw a chart once for all that show it in the language spoken."""
    with steady():
        return tuple(
            taken(figure, f"{chart.title} {part}")
            for part, figure in enumerate(_DRAWN_BY[type(chart)](chart))
        )
