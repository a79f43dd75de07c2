"""Draw a chart block: the same numbers always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from playbook.blocks import Chart
from playbook.formats.picture import bars, forest, gantt, lines, scatter, series_bars
from playbook.formats.picture.canvas import steady
from sim.language import language

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
    told = json.dumps(chart.data)
    return list(_drawn(chart.kind, told, chart.alt, language()))


@lru_cache(maxsize=64)
def _drawn(kind: str, told: str, alt: str, spoken: str) -> tuple[str, ...]:
    """Draw a chart once for the notebook and the page that show it in the language spoken."""
    with steady():
        return tuple(_DRAWN_BY[kind](json.loads(told), alt))
