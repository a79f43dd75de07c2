"""Draw a chart block: the same numbers always give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playbook.blocks import Chart
from playbook.drawing import bars, forest, gantt, lines, scatter, series_bars
from playbook.drawing.canvas import steady

_DRAWN_BY: dict[str, Callable[[dict[str, Any], str], list[str]]] = {
    "bars": bars.draw,
    "grouped_bars": series_bars.draw_grouped,
    "stacked_bars": series_bars.draw_stacked,
    "lines": lines.draw,
    "forest": forest.draw,
    "gantt": gantt.draw,
    "scatter": scatter.draw,
}


def svgs(chart: Chart) -> list[str]:
    """Return the chart as ``<svg>`` elements: one, or several where it needs more than a page."""
    with steady():
        return _DRAWN_BY[chart.kind](chart.data, chart.alt)
