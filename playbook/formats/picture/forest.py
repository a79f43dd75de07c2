"""Points with their intervals beside a line of reference: differences, and whether they matter."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from playbook.blocks import Estimate, Forest
from playbook.formats.picture.sheet import (
    ROOM,
    SIZE,
    SMALL,
    in_lines,
    marked,
    name_rows,
    number,
    reach,
    settled,
    sheet,
    whisker,
)
from playbook.look.theme import INK, MUTED, look_of
from playbook.words.wording import cell, interval

ROW = 38.0
NAME = 180.0


def draw(chart: Forest) -> list[Figure]:
    """Return the chart, the numbers of each row in words on its right."""
    rows = len(chart.points)
    figure, axes = sheet(ROW * rows + (44 if chart.x_label else 26))
    axes.set_ylim(ROW * rows, 0)
    name_rows(
        axes, [ROW * (row + 0.5) for row in range(rows)], in_lines(chart.labels, NAME, SIZE), 14
    )
    reach(axes.set_xlim, chart.extent, 0.04)
    number(axes.xaxis, chart.format)
    axes.set_xlabel(chart.x_label)
    axes.axvline(chart.reference, color=INK, linewidth=1.2, linestyle=(0, (4, 2)))
    for row, point in enumerate(chart.points):
        _estimate(axes, point, ROW * (row + 0.5))
        _words(axes, point, ROW * (row + 0.5), chart.format)
    settled(figure)
    number(axes.xaxis, chart.format, pixels=axes.bbox.width)
    return [figure]


def _estimate(axes: Axes, point: Estimate, place: float) -> None:
    look = look_of(point.key)
    if point.low is not None and point.high is not None:
        widths = (2.6, 5.0, 1.6)
        whisker(axes, place, (point.low, point.high), colour=look.colour, widths=widths)
    if point.value is not None:
        axes.plot(point.value, place, **marked(look, 10))


def _words(axes: Axes, point: Estimate, place: float, format: str) -> None:
    value = cell(point.value, format)
    span = interval(point.low, point.high, lambda end: cell(end, format))
    beside: dict[str, Any] = {
        "xycoords": axes.get_yaxis_transform(),
        "textcoords": "offset pixels",
        "va": "center",
    }
    axes.annotate(value, (1, place), (12, 7), fontweight="bold", **beside)
    axes.annotate(span, (1, place), (12, -7.5), color=MUTED, size=(SMALL - 1) * ROOM, **beside)
