"""Points: differences with their intervals beside a line of reference; points of two measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from playbook.blocks import Estimate, Forest, Scatter
from playbook.formats.picture.sheet import (
    ROOM,
    SIZE,
    SMALL,
    WIDTH,
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
FOREST_NAME = 180.0


def draw_forest(chart: Forest) -> list[Figure]:
    """Return the chart, the numbers of each row in words on its right."""
    rows = len(chart.points)
    figure, axes = sheet(ROW * rows + (44 if chart.x_label else 26))
    axes.set_ylim(ROW * rows, 0)
    name_rows(
        axes,
        [ROW * (row + 0.5) for row in range(rows)],
        in_lines(chart.labels, FOREST_NAME, SIZE),
        14,
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


HEIGHT = 370.0
NAME = 160.0
POINT = 10.0
_NEAR = 14.0
_THREAD = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.7}
_DISTANCES = (10.0, 12.0, 26.0, 44.0, 66.0, 90.0)
_DIRECTIONS = ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1))


def draw_scatter(chart: Scatter) -> list[Figure]:
    """Return the chart."""
    figure, axes = sheet(HEIGHT)
    reach(axes.set_xlim, chart.x_extent, 0.08)
    reach(axes.set_ylim, chart.extent, 0.08)
    number(axes.xaxis, chart.x_format)
    number(axes.yaxis, chart.y_format)
    axes.set_xlabel(chart.x_label, loc="right")
    axes.set_title(chart.y_label)
    axes.axhline(0, color=INK, linewidth=1)
    for point in chart.points:
        axes.plot(point.x, point.y, **marked(look_of(point.key), POINT))
    settled(figure)
    number(axes.xaxis, chart.x_format, pixels=axes.bbox.width)
    _name_points(axes, chart)
    return [figure]


def _name_points(axes: Axes, chart: Scatter) -> None:
    """Write each name at the nearest free place, with a thread to its point where it is far."""
    places = axes.transData.transform([(point.x, point.y) for point in chart.points])
    spots = [(float(x), float(y)) for x, y in places]
    taken = [Bbox.from_bounds(x - 6, y - 6, 12, 12) for x, y in spots]
    names = in_lines((point.label for point in chart.points), NAME)
    for name, spot in zip(names, spots, strict=True):
        if name:
            taken.append(_named(axes, name, spot, taken))


def _named(axes: Axes, name: str, spot: tuple[float, float], taken: Sequence[Bbox]) -> Bbox:
    """Write one name and return the room that it takes."""
    pixels: dict[str, Any] = {"xycoords": "figure pixels", "va": "center"}
    text = axes.annotate(name, spot, **pixels)
    size = text.get_window_extent()
    within = Bbox.from_extents(axes.bbox.x0, axes.bbox.y0, WIDTH, axes.bbox.y1)
    places = list(_places(spot, size.width, size.height, within)) or [(0.0, size)]
    distance, box = min(places, key=lambda place: (_covered(place[1], taken), place[0]))
    middle = box.x0, (box.y0 + box.y1) / 2
    text.set_position(middle)
    if distance > _NEAR:
        near = min(max(spot[0], box.x0), box.x1), middle[1]
        axes.annotate("", spot, near, arrowprops=_THREAD, textcoords="figure pixels", **pixels)
    return box


def _places(
    spot: Sequence[float], wide: float, high: float, within: Bbox
) -> Iterator[tuple[float, Bbox]]:
    """Yield the places around a point where a name may stand, each with its distance."""
    x, y = spot
    for distance, (right, up) in product(_DISTANCES, _DIRECTIONS):
        across = x + right * distance - wide * (1 - right) / 2
        middle = y + up * (distance + high / 2) * (0.7 if right else 1)
        box = Bbox.from_bounds(across, middle - high / 2, wide, high)
        if within.x0 <= box.x0 and box.x1 <= within.x1 and within.y0 <= box.y0 <= within.y1 - high:
            yield distance, box


def _covered(box: Bbox, taken: Sequence[Bbox]) -> float:
    """Return how much of a place is taken, in square pixels."""
    met = (Bbox.intersection(box, other) for other in taken)
    return sum(one.width * one.height for one in met if one is not None)
