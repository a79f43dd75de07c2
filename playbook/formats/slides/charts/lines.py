"""Lines as native charts, over names or over numbers, with the ends of their bands dashed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION

from playbook.blocks import Chart
from playbook.formats.slides.charts import styling
from playbook.formats.slides.charts.units import Unit, embedded
from playbook.formats.slides.frame import Box
from playbook.formats.slides.package import Categories, Points
from playbook.look.theme import look_of
from sim.language import say

_MOST_MARKED = 16


def draw(slide: Any, box: Box, block: Chart, moment: datetime) -> Any:
    """Draw the lines; the ends of a band are lines of their own, dashed and not in the legend."""
    data, unit = block.data, embedded(block)
    series = _series(data, unit)
    named = all(isinstance(one, str) for one in data["x"])
    drawn_over = _over_names if named else _over_numbers
    frame = drawn_over(slide, box, data, series, unit, moment)
    chart = frame.chart
    styling.dressed(chart, legend=len(data["series"]) > 1)
    styling.category_axis(chart.category_axis)
    styling.value_axis(chart.value_axis, unit, data.get("value_label", ""))
    styling.titled(chart.category_axis, data.get("x_label", ""))
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    styling.share_of_one(chart.value_axis, unit, [value for line in series for value in line[3]])
    bands = []
    for place, (drawn, line) in enumerate(zip(chart.plots[0].series, series, strict=True)):
        index, part = line[:2]
        look = look_of(data["series"][index].get("key"), index)
        drawn.smooth = False
        if part == "values":
            styling.lined(drawn.format, look.colour, 2.25)
            if len(data["x"]) <= _MOST_MARKED:
                styling.marker(drawn, look.marker, look.colour, 7)
                continue
        else:
            styling.lined(drawn.format, look.colour, 1, dash=True)
            bands.append(place)
        drawn.marker.style = XL_MARKER_STYLE.NONE
    styling.unlisted(chart, bands)
    return frame


def _series(data: dict[str, Any], unit: Unit) -> list[tuple[int, str, str, list[float | None]]]:
    """Return index, part, name and numbers of every line: first the values, then the bands."""
    ends = {
        "values": "{name}",
        "low": say("{name}, low end", name="{name}"),
        "high": say("{name}, high end", name="{name}"),
    }
    found = []
    for part, pattern in ends.items():
        for index, one in enumerate(data["series"]):
            if part in one:
                name = pattern.replace("{name}", styling.names([one["name"]], 60)[0])
                found.append((index, part, name, [unit.of(value) for value in one[part]]))
    return found


def _over_names(
    slide: Any, box: Box, data: dict[str, Any], series: Any, unit: Unit, moment: datetime
) -> Any:
    chart_data: Any = Categories(moment, unit.format)
    chart_data.categories = data["x"]
    for _, _, name, values in series:
        chart_data.add_series(name, values)
    return slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *box.emu(), chart_data)


def _over_numbers(
    slide: Any, box: Box, data: dict[str, Any], series: Any, unit: Unit, moment: datetime
) -> Any:
    chart_data: Any = Points(moment, unit.format)
    for _, _, name, values in series:
        one = chart_data.add_series(name)
        for x, y in zip(data["x"], values, strict=True):
            if y is not None:
                one.add_data_point(x, y)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES
    return slide.shapes.add_chart(kind, *box.emu(), chart_data)
