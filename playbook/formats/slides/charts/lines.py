"""Lines as native charts, over names or over numbers, with the ends of their bands dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION

from playbook.blocks import Lines
from playbook.formats.slides.charts import styling
from playbook.formats.slides.charts.units import Unit, embedded
from playbook.formats.slides.frame import Box
from playbook.formats.slides.package import Categories, Points
from playbook.look.theme import Look, look_of
from playbook.words.language import say

_MOST_MARKED = 16


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One line to draw: a series' values, or an end of its band."""

    look: Look
    name: str
    values: Sequence[float | None]
    is_band: bool


def draw(slide: Any, box: Box, block: Lines, moment: datetime) -> Any:
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


def _dress(series: Any, line: _Line, *, marked: bool) -> None:
    series.smooth = False
    styling.lined(series.format, line.look.colour, 1 if line.is_band else 2.25, dash=line.is_band)
    if marked and not line.is_band:
        styling.marker(series, line.look.marker, line.look.colour, 7)
    else:
        series.marker.style = XL_MARKER_STYLE.NONE


def _lines(block: Lines, unit: Unit) -> list[_Line]:
    """Return every line: first the values, then the lower ends of the bands, then the upper."""
    patterns = {
        "values": "{name}",
        "low": say("{name}, low end", name="{name}"),
        "high": say("{name}, high end", name="{name}"),
    }
    return [
        _Line(
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
    slide: Any, box: Box, x: Sequence[str], lines: Sequence[_Line], unit: Unit, moment: datetime
) -> Any:
    data: Any = Categories(moment, unit.format)
    data.categories = x
    for line in lines:
        data.add_series(line.name, line.values)
    return slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.emu(), data)


def _over_numbers(
    slide: Any, box: Box, x: Sequence[float], lines: Sequence[_Line], unit: Unit, moment: datetime
) -> Any:
    data: Any = Points(moment, unit.format)
    for line in lines:
        one = data.add_series(line.name)
        for across, up in zip(x, line.values, strict=True):
            if up is not None:
                one.add_data_point(across, up)
    return slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box.emu(), data)
