"""Lines over months or numbers, each named at its end, with a band where one is known."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation
from matplotlib.transforms import IdentityTransform

from playbook.blocks import Lines
from playbook.formats.picture.sheet import (
    every,
    in_lines,
    legend,
    marked,
    number,
    reach,
    settled,
    sheet,
)
from playbook.look.theme import INK, MUTED, look_of

HEIGHT = 300.0
NAME = 150.0
NAME_LINE, NAME_GAP = 15.0, 4.0
MOST_MARKED = 16


def draw(chart: Lines) -> list[Figure]:
    """Return the chart."""
    names = in_lines((one.name for one in chart.series), NAME)
    figure, axes = sheet(max(HEIGHT, 90 + sum(map(_height, names))))
    places = range(len(chart.x)) if chart.over_names else chart.x
    _measure(axes, chart, places)
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


def _measure(axes: Axes, chart: Lines, places: Sequence[float]) -> None:
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
    axes.set_xlabel(chart.x_label)
    axes.set_title(chart.value_label)


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
