"""Draw a chart block: the same numbers always give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

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
from playbook.formats.picture import bars, forest, gantt, lines, scatter, series_bars
from playbook.formats.picture.canvas import steady
from playbook.words.language import language

_DRAWN_BY: dict[type[Chart], Callable[[dict[str, Any], str], list[str]]] = {
    Bars: bars.draw,
    GroupedBars: series_bars.draw_grouped,
    StackedBars: series_bars.draw_stacked,
    Lines: lines.draw,
    Forest: forest.draw,
    Gantt: gantt.draw,
    Scatter: scatter.draw,
}


def svgs(chart: Chart) -> list[str]:
    """Return the chart as ``<svg>`` elements: one, or several where it needs more than a page."""
    return list(_drawn(chart, language()))


@lru_cache(maxsize=64)
def _drawn(chart: Chart, spoken: str) -> tuple[str, ...]:
    """Draw a chart once for the notebook and the page that show it in the language spoken."""
    with steady():
        return tuple(_DRAWN_BY[type(chart)](chart.to_dict()["data"], chart.alt))
