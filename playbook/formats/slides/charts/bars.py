"""Bars as native charts: single ones with intervals, several series, stacked, and differences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Pt

from playbook.blocks import Chart
from playbook.formats.picture.bars import fits_standing
from playbook.formats.slides.charts import styling
from playbook.formats.slides.charts.units import Unit, embedded
from playbook.formats.slides.frame import Box
from playbook.formats.slides.package import Categories
from playbook.formats.slides.writing import INK, coloured
from playbook.look.theme import look_of, text_on
from playbook.words.wording import cells
from sim.language import say

_MOST_LABELS = 36
_FOOT = 42.0
_LEGEND = 30.0


def single(slide: Any, box: Box, block: Chart, moment: datetime) -> Any:
    """Draw one bar a name with its value and, if known, its interval."""
    data, unit = block.data, embedded(block)
    lying = _lies(data)
    count = len(data["labels"])
    ends = list(
        zip(
            data["values"],
            data.get("low") or [None] * count,
            data.get("high") or [None] * count,
            strict=True,
        )
    )
    keys = data.get("keys") or [None] * count
    frame = _interval_bars(slide, box, block, moment, data["labels"], ends, unit, lying)
    _colour_points(frame.chart, keys)
    _fit(frame.chart, data["labels"], box, lying, unit, data.get("value_label", ""), legend=False)
    return frame


def forest(slide: Any, box: Box, block: Chart, moment: datetime) -> Any:
    """Draw differences as bars that begin at the reference, with their intervals."""
    points, unit = block.data["points"], embedded(block)
    labels = [point["label"] for point in points]
    ends = [(point["value"], point["low"], point["high"]) for point in points]
    frame = _interval_bars(slide, box, block, moment, labels, ends, unit, lying=True)
    _colour_points(frame.chart, [point.get("key") for point in points])
    _fit(frame.chart, labels, box, True, unit, block.data.get("x_label", ""), legend=False)
    styling.crossing_at(frame.chart, block.data.get("reference", 0) / unit.divisor)
    return frame


def grouped(slide: Any, box: Box, block: Chart, moment: datetime) -> Any:
    """Draw several series side by side."""
    return _of_series(slide, box, block, moment, stacked=False)


def stacked(slide: Any, box: Box, block: Chart, moment: datetime) -> Any:
    """Draw several series one on the other."""
    return _of_series(slide, box, block, moment, stacked=True)


def _interval_bars(
    slide: Any,
    box: Box,
    block: Chart,
    moment: datetime,
    labels: list[str],
    ends: list[tuple[Any, Any, Any]],
    unit: Unit,
    lying: bool,
) -> Any:
    """Draw the bars; an unseen series reaches to the interval's end and carries the words."""
    data: Any = Categories(moment, unit.format)
    data.categories = styling.names(labels)
    data.add_series(
        *styling.names([_plain_name(block)], 60), [unit.of(value) for value, _, _ in ends]
    )
    known = any(low is not None and high is not None for _, low, high in ends)
    if known:
        outer = [_outer(end, block.data.get("reference", 0)) for end in ends]
        data.add_series(say("Outer end of the interval"), [unit.of(value) for value in outer])
    kind = XL_CHART_TYPE.BAR_CLUSTERED if lying else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = slide.shapes.add_chart(kind, *box.emu(), data)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    styling.dressed(frame.chart, legend=False)
    words = cells([value for value, _, _ in ends], block.data["format"])
    carrier = plot.series[1] if known else plot.series[0]
    for index, (end, word) in enumerate(zip(ends, words, strict=True)):
        if end[0] is not None:
            label = carrier.points[index].data_label
            label.text_frame.text = word
            run = label.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(styling.LETTERS), True
            label.position = XL_LABEL_POSITION.OUTSIDE_END
    reached = [unit.of(value) or 0.0 for end in ends for value in end]
    reference = block.data.get("reference", 0)
    sides = {end[0] >= reference for end in ends if end[0] is not None}
    room = 0.14 if lying else 0.08
    before, after = room * (False in sides), room * (True in sides)
    axis = frame.chart.value_axis
    styling.reaching(axis, min(reached), max(reached), before=before, after=after)
    if known:
        carrier.format.fill.background()
        carrier.format.line.fill.background()
        scaled = [(unit.of(a), unit.of(b), unit.of(c)) for a, b, c in ends]
        styling.error_bars(plot.series[0], scaled, axis="")
    return frame


def _of_series(slide: Any, box: Box, block: Chart, moment: datetime, *, stacked: bool) -> Any:
    data, unit = block.data, embedded(block)
    lying = _lies(data)
    chart_data: Any = Categories(moment, unit.format)
    chart_data.categories = styling.names(data["labels"])
    for one in data["series"]:
        chart_data.add_series(
            *styling.names([one["name"]], 60), [unit.of(value) for value in one["values"]]
        )
    kinds = {
        (True, True): XL_CHART_TYPE.BAR_STACKED,
        (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
        (False, True): XL_CHART_TYPE.COLUMN_STACKED,
        (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    }
    frame = slide.shapes.add_chart(kinds[lying, stacked], *box.emu(), chart_data)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = (60, 100) if stacked else (50, -5)
    styling.dressed(frame.chart, legend=True)
    labelled = len(data["labels"]) * len(data["series"]) <= _MOST_LABELS
    for index, (series, one) in enumerate(zip(plot.series, data["series"], strict=True)):
        colour = look_of(one.get("key"), index).colour
        styling.painted(series.format, colour)
        series.invert_if_negative = False
        if labelled:
            _number_labels(series, unit, colour if stacked else "")
    _fit(frame.chart, data["labels"], box, lying, unit, data.get("value_label", ""), legend=True)
    return frame


def _number_labels(series: Any, unit: Unit, fill: str) -> None:
    """Write the numbers at the bars: inside when stacked, else at their ends."""
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = unit.format, False
    labels.font.size = Pt(styling.LETTERS - 1.5)
    if fill:
        labels.position = XL_LABEL_POSITION.CENTER
        coloured(labels.font, text_on(fill))
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        labels.font.color.theme_color = INK


def _colour_points(chart: Any, keys: list[str | None]) -> None:
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    styling.painted(series.format, look_of(None).colour)
    for index, key in enumerate(keys):
        if key is not None:
            styling.painted(series.points[index].format, look_of(key).colour)


def _fit(
    chart: Any, labels: list[str], box: Box, lying: bool, unit: Unit, words: str, *, legend: bool
) -> None:
    labels = styling.names(labels)
    styling.category_axis(chart.category_axis, lying=lying)
    styling.value_axis(chart.value_axis, unit, words)
    if lying:
        styling.top_to_bottom(chart)
        bottom = _FOOT if chart.value_axis.has_title else _FOOT - 18
        top = _LEGEND if legend else 4.0
        styling.name_column(chart, labels, box.width, box.height, top=top, bottom=bottom)


def _outer(end: tuple[Any, Any, Any], reference: float) -> float | None:
    """Return the end of the interval that lies further from the reference, on the bar's side."""
    value, low, high = end
    if value is None:
        return None
    far = high if value >= reference else low
    return float(value if far is None else far)


def _plain_name(block: Chart) -> str:
    return str(block.data.get("value_label") or block.data.get("x_label") or block.title)


def _lies(data: dict[str, Any]) -> bool:
    orientation = data.get("orientation")
    return not fits_standing(data) if orientation is None else bool(orientation == "horizontal")
