"""Points with two numbers as a native chart, each named beside its mark."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from playbook.blocks import Chart
from playbook.formats.slides.charts import styling
from playbook.formats.slides.charts.units import embedded, embedded_x
from playbook.formats.slides.frame import Box
from playbook.formats.slides.package import Points
from playbook.look.theme import look_of


def draw(slide: Any, box: Box, block: Chart, moment: datetime) -> Any:
    """Draw every point as a series of its own, so that it keeps its name, mark and colour."""
    data, up, across = block.data, embedded(block), embedded_x(block)
    chart_data: Any = Points(moment, up.format)
    for point in data["points"]:
        one = chart_data.add_series(*styling.names([point["label"]], 60))
        one.add_data_point(point["x"] / across.divisor, point["y"] / up.divisor)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box.emu(), chart_data)
    chart = frame.chart
    styling.dressed(chart, legend=False)
    styling.value_axis(chart.value_axis, up, data["y_label"])
    styling.value_axis(chart.category_axis, across, data["x_label"])
    for axis in (chart.value_axis, chart.category_axis):
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for index, (series, point) in enumerate(
        zip(chart.plots[0].series, data["points"], strict=True)
    ):
        look = look_of(point.get("key"), index if point.get("key") is None else 0)
        series.format.line.fill.background()
        styling.marker(series, look.marker, look.colour, 10)
        if point["label"]:
            label = series.points[0].data_label
            label.position = XL_LABEL_POSITION.ABOVE
            label.has_text_frame = True
            label.text_frame.text = series.name
            label.text_frame.paragraphs[0].runs[0].font.size = Pt(styling.LETTERS)
    return frame
