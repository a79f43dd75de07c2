"""Lines and points as native charts, and which drawing each kind of chart has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Pt

from playbook.blocks import (
    Bars,
    Chart,
    Dot,
    Forest,
    Gantt,
    GroupedBars,
    Lines,
    Scatter,
    StackedBars,
)
from playbook.formats.native import bars, gantt, styling
from playbook.formats.native.numbers import Categories, Points, Unit, embedded, embedded_x
from playbook.formats.native.writing import Box
from playbook.look.theme import Look, look_of
from playbook.words.language import say

_MOST_MARKED = 16


@dataclass(frozen=True, kw_only=True)
class _Stroke:
    """One line to draw: a series' values, or an end of its band."""

    look: Look
    name: str
    values: Sequence[float | None]
    is_band: bool


def draw_lines(slide: Any, box: Box, block: Lines, moment: datetime) -> Any:
    """Draw the lines; the ends of a band are lines of their own, dashed and not in the legend."""
    unit = embedded(block)
    lines = _lines(block, unit)
    frame = (_over_names if block.over_names else _over_numbers)(
        slide, box, block.x, lines, unit, moment
    )
    chart = frame.chart
    styling.dressed(chart, legend=len(block.series) > 1)
    styling.category_axis(chart.category_axis)
    styling.value_axis(chart.value_axis, unit, block.value_label)
    styling.titled(chart.category_axis, block.x_label)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    styling.share_of_one(chart.value_axis, unit, [value for line in lines for value in line.values])
    for series, line in zip(chart.plots[0].series, lines, strict=True):
        _dress(series, line, marked=len(block.x) <= _MOST_MARKED)
    styling.unlisted(chart, [index for index, line in enumerate(lines) if line.is_band])
    return frame


def _dress(series: Any, line: _Stroke, *, marked: bool) -> None:
    series.smooth = False
    styling.lined(series.format, line.look.colour, 1 if line.is_band else 2.25, dash=line.is_band)
    if marked and not line.is_band:
        styling.marker(series, line.look.marker, line.look.colour, 7)
    else:
        series.marker.style = XL_MARKER_STYLE.NONE


def _lines(block: Lines, unit: Unit) -> list[_Stroke]:
    """Return every line: first the values, then the lower ends of the bands, then the upper."""
    patterns = {
        "values": "{name}",
        "low": say("{name}, low end", name="{name}"),
        "high": say("{name}, high end", name="{name}"),
    }
    return [
        _Stroke(
            look=look_of(one.key, index),
            name=pattern.replace("{name}", styling.names([one.name], 60)[0]),
            values=[unit.of(value) for value in getattr(one, part)],
            is_band=part != "values",
        )
        for part, pattern in patterns.items()
        for index, one in enumerate(block.series)
        if getattr(one, part) is not None
    ]


def _over_names(
    slide: Any, box: Box, x: Sequence[str], lines: Sequence[_Stroke], unit: Unit, moment: datetime
) -> Any:
    data: Any = Categories(moment, unit.format)
    data.categories = x
    for line in lines:
        data.add_series(line.name, line.values)
    return slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.emu(), data)


def _over_numbers(
    slide: Any, box: Box, x: Sequence[float], lines: Sequence[_Stroke], unit: Unit, moment: datetime
) -> Any:
    data: Any = Points(moment, unit.format)
    for line in lines:
        one = data.add_series(line.name)
        for across, up in zip(x, line.values, strict=True):
            if up is not None:
                one.add_data_point(across, up)
    return slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box.emu(), data)


def draw_scatter(slide: Any, box: Box, block: Scatter, moment: datetime) -> Any:
    """Draw every point as a series of its own, so that it keeps its name, mark and colour."""
    up, across = embedded(block), embedded_x(block)
    data: Any = Points(moment, up.format)
    for point in block.points:
        one = data.add_series(*styling.names([point.label], 60))
        one.add_data_point(point.x / across.divisor, point.y / up.divisor)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box.emu(), data)
    chart = frame.chart
    styling.dressed(chart, legend=False)
    styling.value_axis(chart.value_axis, up, block.y_label)
    styling.value_axis(chart.category_axis, across, block.x_label)
    for axis in (chart.value_axis, chart.category_axis):
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for index, (series, point) in enumerate(zip(chart.plots[0].series, block.points, strict=True)):
        _mark(series, point, index)
    return frame


def _mark(series: Any, point: Dot, index: int) -> None:
    look = look_of(point.key, index if point.key is None else 0)
    series.format.line.fill.background()
    styling.marker(series, look.marker, look.colour, 10)
    if point.label:
        label = series.points[0].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        label.has_text_frame = True
        label.text_frame.text = series.name
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(styling.LETTERS)


_Drawing = Callable[..., Any]

DRAWINGS: dict[type[Chart], _Drawing] = {
    Bars: bars.one_bar_each,
    GroupedBars: bars.of_series,
    StackedBars: bars.of_series,
    Lines: draw_lines,
    Forest: bars.one_bar_each,
    Gantt: gantt.draw,
    Scatter: draw_scatter,
}


def drawn_chart(block: Chart, box: Box, moment: datetime) -> Any:
    """Return a chart's part, drawn as large as ``box`` on a deck that is thrown away."""
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    return DRAWINGS[type(block)](slide, box, block, moment).chart.part
