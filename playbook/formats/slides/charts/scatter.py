"""Points with two numbers as a native chart, each named beside its mark."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from playbook.blocks import Point, Scatter
from playbook.formats.slides.charts import styling
from playbook.formats.slides.charts.units import embedded, embedded_x
from playbook.formats.slides.frame import Box
from playbook.formats.slides.package import Points
from playbook.look.theme import look_of


def draw(slide: Any, box: Box, block: Scatter, moment: datetime) -> Any:
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


def _mark(series: Any, point: Point, index: int) -> None:
    look = look_of(point.key, index if point.key is None else 0)
    series.format.line.fill.background()
    styling.marker(series, look.marker, look.colour, 10)
    if point.label:
        label = series.points[0].data_label
        label.position = XL_LABEL_POSITION.ABOVE
        label.has_text_frame = True
        label.text_frame.text = series.name
        label.text_frame.paragraphs[0].runs[0].font.size = Pt(styling.LETTERS)
