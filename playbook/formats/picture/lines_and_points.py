"""Lines over months or numbers with their bands; points with intervals, or of two measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import nan
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox, IdentityTransform

from playbook.blocks import Estimate, Forest, Lines, Scatter
from playbook.formats.picture.sheet import (
    PAGE,
    ROOM,
    SIZE,
    SMALL,
    Canvas,
    axis_name,
    every,
    in_lines,
    legend,
    marked,
    name_rows,
    number,
    reach,
    row_height,
    settled,
    sheet,
    whisker,
)
from playbook.look.theme import INK, MUTED, look_of
from playbook.words.wording import cell, interval

LINES_HEIGHT = 300.0
_LINE_NAME = 5 / 7
"""How wide a line's name may be, against a row's."""

NAME_LINE, NAME_GAP = 15.0, 4.0
MOST_MARKED = 16


def draw_lines(chart: Lines, page: Canvas = PAGE) -> list[Figure]:
    """Return the chart."""
    names = in_lines((one.name for one in chart.series), _LINE_NAME * page.name)
    figure, axes = sheet(max(LINES_HEIGHT, 90 + sum(map(_height, names))), page)
    places = range(len(chart.x)) if chart.over_names else chart.x
    _measure(axes, chart, places, page)
    _bands(axes, chart, places)
    _lines(axes, chart, places)
    texts = _names(axes, chart, names)
    if chart.band:
        legend(figure, [Patch(facecolor=MUTED, alpha=0.25)], [chart.band])
    settled(figure)
    if chart.over_names:
        step = every(chart.x, axes.bbox.width)
        axes.set_xticks(places[::step], chart.x[::step])
    else:
        number(axes.xaxis, "number", pixels=axes.bbox.width, lines=False)
    _spread_names(axes, chart, texts)
    return [figure]


def _measure(axes: Axes, chart: Lines, places: Sequence[float], page: Canvas) -> None:
    reach(axes.set_ylim, chart.extent, 0.03)
    number(axes.yaxis, chart.format)
    margin = 0.03 * (max(places) - min(places))
    reach(axes.set_xlim, (min(places) - margin, max(places) + margin))
    if chart.over_names:
        axes.set_xticks(places, chart.x)
    else:
        number(axes.xaxis, "number", lines=False)
    if chart.extent[0] < 0 < chart.extent[1]:
        axes.axhline(0, color=INK, linewidth=1)
    axes.set_xlabel(axis_name(chart.x_label, page))
    axes.set_title(axis_name(chart.value_label, page))


def _bands(axes: Axes, chart: Lines, places: Sequence[float]) -> None:
    for index, series in enumerate(chart.series):
        if series.low and series.high:
            colour = look_of(series.key, index).colour
            ends = _drawn(series.low), _drawn(series.high)
            axes.fill_between(places, *ends, color=colour, alpha=0.16, linewidth=0)


def _lines(axes: Axes, chart: Lines, places: Sequence[float]) -> None:
    for index, series in enumerate(chart.series):
        look = look_of(series.key, index)
        style = marked(look, 5.5 if len(places) <= MOST_MARKED else 0)
        dash = (0, look.dash) if look.dash else "solid"
        axes.plot(places, _drawn(series.values), linewidth=2.2, linestyle=dash, **style)


def _drawn(values: Sequence[float | None]) -> list[float]:
    return [nan if value is None else value for value in values]


def _height(name: str) -> float:
    return NAME_LINE * (1 + name.count("\n")) + NAME_GAP


def _names(axes: Axes, chart: Lines, names: Sequence[str]) -> list[Annotation]:
    """Write each line's name at the height of its last value, beside the axes."""
    lasts = [next((v for v in reversed(one.values) if v is not None), 0) for one in chart.series]
    where: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset pixels"}
    return [
        axes.annotate(name, (1, last), (19, 0), va="center", **where)
        for name, last in zip(names, lasts, strict=True)
    ]


def _spread_names(axes: Axes, chart: Lines, names: Sequence[Annotation]) -> None:
    """Move the names up or down until none meets another, and mark each with its line's point."""
    wanted = [axes.transData.transform((0, name.xy[1]))[1] for name in names]
    order = sorted(range(len(names)), key=lambda index: (wanted[index], -index))
    heights = [_height(names[index].get_text()) for index in order]
    middles = spread([wanted[index] for index in order], heights, axes.bbox.y0, axes.bbox.y1)
    for index, middle in zip(order, middles, strict=True):
        names[index].set_position((19, middle - wanted[index]))
        look = marked(look_of(chart.series[index].key, index), 7)
        point = [axes.bbox.x1 + 9], [middle]
        axes.figure.add_artist(Line2D(*point, transform=IdentityTransform(), **look))


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return middles near the wanted ones, in their order, that leave each name its height."""
    middles: list[float] = []
    edge = low - 8
    for place, height in zip(wanted, heights, strict=True):
        middles.append(max(place, edge + height / 2))
        edge = middles[-1] + height / 2
    edge = max(high + 8, low - 8 + sum(heights))
    for index in reversed(range(len(middles))):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return middles


ROW = 38.0
_FOREST_NAME = 6 / 7


def draw_forest(chart: Forest, page: Canvas = PAGE) -> list[Figure]:
    """Return the chart, the numbers of each row in words on its right."""
    names = in_lines(chart.labels, _FOREST_NAME * page.name, SIZE)
    slot = row_height(names, ROW)
    places = [slot * (row + 0.5) for row in range(len(names))]
    told = axis_name(chart.x_label, page)
    foot = 44 + 14 * told.count("\n") if told else 26
    figure, axes = sheet(slot * len(names) + foot, page)
    axes.set_ylim(slot * len(names), 0)
    name_rows(axes, places, names, 14)
    reach(axes.set_xlim, chart.extent, 0.04)
    number(axes.xaxis, chart.format)
    axes.set_xlabel(told)
    axes.axvline(chart.reference, color=INK, linewidth=1.2, linestyle=(0, (4, 2)))
    for place, point in zip(places, chart.points, strict=True):
        _estimate(axes, point, place)
        _words(axes, point, place, chart.format)
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
_DOT_NAME = 16 / 21
POINT = 10.0
_NEAR = 14.0
_THREAD = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.7}
_DISTANCES = (10.0, 12.0, 26.0, 44.0, 66.0, 90.0)
_DIRECTIONS = ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1))


def draw_scatter(chart: Scatter, page: Canvas = PAGE) -> list[Figure]:
    """Return the chart."""
    figure, axes = sheet(HEIGHT, page)
    reach(axes.set_xlim, chart.x_extent, 0.08)
    reach(axes.set_ylim, chart.extent, 0.08)
    number(axes.xaxis, chart.x_format)
    number(axes.yaxis, chart.y_format)
    axes.set_xlabel(axis_name(chart.x_label, page), loc="right")
    axes.set_title(axis_name(chart.y_label, page))
    axes.axhline(0, color=INK, linewidth=1)
    for point in chart.points:
        axes.plot(point.x, point.y, **marked(look_of(point.key), POINT))
    settled(figure)
    number(axes.xaxis, chart.x_format, pixels=axes.bbox.width)
    _name_points(axes, chart, page)
    return [figure]


def _name_points(axes: Axes, chart: Scatter, page: Canvas) -> None:
    """Write each name at the nearest free place, with a thread to its point where it is far."""
    places = axes.transData.transform([(point.x, point.y) for point in chart.points])
    spots = [(float(x), float(y)) for x, y in places]
    taken = [Bbox.from_bounds(x - 6, y - 6, 12, 12) for x, y in spots]
    names = in_lines((point.label for point in chart.points), _DOT_NAME * page.name)
    for name, spot in zip(names, spots, strict=True):
        if name:
            taken.append(_named(axes, name, spot, taken))


def _named(axes: Axes, name: str, spot: tuple[float, float], taken: Sequence[Bbox]) -> Bbox:
    """Write one name and return the room that it takes."""
    pixels: dict[str, Any] = {"xycoords": "figure pixels", "va": "center"}
    text = axes.annotate(name, spot, **pixels)
    size = text.get_window_extent()
    within = Bbox.from_extents(axes.bbox.x0, axes.bbox.y0, axes.figure.bbox.width, axes.bbox.y1)
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
