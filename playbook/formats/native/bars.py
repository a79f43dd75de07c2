"""Bars as native charts: single ones with intervals, several series, stacked, and differences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Pt

from playbook.blocks import Bars, Forest, Series, SeriesBars, StackedBars
from playbook.formats.native import styling
from playbook.formats.native.numbers import Categories, Unit, embedded
from playbook.formats.native.writing import INK, Box, coloured
from playbook.look.theme import look_of, text_on
from playbook.words.language import say
from playbook.words.wording import cells

_MOST_LABELS = 36
_FOOT = 42.0
_LEGEND = 30.0
_KINDS = {
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
}
"""The native chart by whether it lies and whether it is stacked."""


def one_bar_each(slide: Any, box: Box, block: Bars | Forest, moment: datetime) -> Any:
    """Draw one bar a name, from the reference on, with its value and, if known, its interval.

    An unseen series reaches to the interval's end and carries the words.
    """
    unit, (series,) = embedded(block), block.series
    known = any(series.interval(index) for index in range(len(block.labels)))
    data: Any = Categories(moment, unit.format)
    data.categories = styling.names(block.labels)
    data.add_series(*styling.names([series.name], 60), [unit.of(one) for one in series.values])
    if known:
        outer = [unit.of(one) for one in _outer_ends(series, block.reference)]
        data.add_series(say("Outer end of the interval"), outer)
    frame = slide.shapes.add_chart(_KINDS[block.lies, False], *box.emu(), data)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    styling.dressed(frame.chart, legend=False)
    _write_values(plot.series[-1], cells(series.values, block.format), series)
    _reach(frame.chart.value_axis, block, series, unit)
    if known:
        styling.unseen(plot.series[-1].format)
        scaled = [(unit.of(value), unit.of(low), unit.of(high)) for value, low, high in series.ends]
        styling.error_bars(plot.series[0], scaled, axis="")
    _colour_points(plot.series[0], block)
    _fit(frame.chart, block, box, unit, legend=False)
    styling.crossing_at(frame.chart, block.reference / unit.divisor)
    return frame


def of_series(slide: Any, box: Box, block: SeriesBars, moment: datetime) -> Any:
    """Draw several series, side by side or one on the other."""
    unit, stacked = embedded(block), isinstance(block, StackedBars)
    data: Any = Categories(moment, unit.format)
    data.categories = styling.names(block.labels)
    for one in block.series:
        data.add_series(*styling.names([one.name], 60), [unit.of(value) for value in one.values])
    frame = slide.shapes.add_chart(_KINDS[block.lies, stacked], *box.emu(), data)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = (60, 100) if stacked else (50, -5)
    styling.dressed(frame.chart, legend=True)
    labelled = len(block.labels) * len(block.series) <= _MOST_LABELS
    for index, (series, one) in enumerate(zip(plot.series, block.series, strict=True)):
        colour = look_of(one.key, index).colour
        styling.painted(series.format, colour)
        series.invert_if_negative = False
        if labelled:
            _number_labels(series, unit, colour if stacked else "")
    _fit(frame.chart, block, box, unit, legend=True)
    return frame


def _write_values(carrier: Any, words: Sequence[str], series: Series) -> None:
    """Write each value at the outer end of its bar or interval."""
    for index, (value, word) in enumerate(zip(series.values, words, strict=True)):
        if value is not None:
            label = carrier.points[index].data_label
            label.text_frame.text = word
            run = label.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(styling.LETTERS), True
            label.position = XL_LABEL_POSITION.OUTSIDE_END


def _reach(axis: Any, block: Bars | Forest, series: Series, unit: Unit) -> None:
    """End the axis where there is room for the words, on the sides on which bars stand."""
    reached = [unit.of(value) or 0.0 for value in series.numbers]
    sides = {value >= block.reference for value in series.values if value is not None}
    room = 0.14 if block.lies else 0.08
    before, after = room * (False in sides), room * (True in sides)
    styling.reaching(axis, min(reached), max(reached), before=before, after=after)


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


def _colour_points(series: Any, block: Bars | Forest) -> None:
    series.invert_if_negative = False
    styling.painted(series.format, look_of(None).colour)
    for index in range(len(block.labels)):
        key = block.key_at(index)
        if key is not None:
            styling.painted(series.points[index].format, look_of(key).colour)


def _fit(
    chart: Any, block: Bars | Forest | SeriesBars, box: Box, unit: Unit, *, legend: bool
) -> None:
    styling.category_axis(chart.category_axis, lying=block.lies)
    styling.value_axis(chart.value_axis, unit, block.value_label)
    if block.lies:
        styling.top_to_bottom(chart)
        bottom = _FOOT if chart.value_axis.has_title else _FOOT - 18
        top = _LEGEND if legend else 4.0
        labels = styling.names(block.labels)
        styling.name_column(chart, labels, box.width, box.height, top=top, bottom=bottom)


def _outer_ends(series: Series, reference: float) -> list[float | None]:
    """Return where each interval lies further from the reference, on its bar's side."""
    return [_outer(*ends, reference) for ends in series.ends]


def _outer(
    value: float | None, low: float | None, high: float | None, reference: float
) -> float | None:
    if value is None:
        return None
    far = high if value >= reference else low
    return value if far is None else far
