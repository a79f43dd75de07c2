"""Bars, lines and points as native charts, and which drawing each kind of chart has."""

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
    Forest,
    Gantt,
    GroupedBars,
    Lines,
    Scatter,
    Series,
    SeriesBars,
    StackedBars,
)
from playbook.formats.native import gantt, measure, styling
from playbook.formats.native.numbers import Categories, Points, Unit, embedded
from playbook.formats.native.scatter import draw_scatter
from playbook.formats.native.writing import INK, Box, coloured
from playbook.look.theme import Look, look_of, text_on
from playbook.words.language import say
from playbook.words.wording import cells

_MOST_LABELS = 36
_FOOT = 42.0
_LEGEND = 30.0
_LINE = 0.08
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
    words = cells(series.values, block.format)
    _write_values(plot.series[-1], words, series, block.reference)
    if known:
        styling.unseen(plot.series[-1].format)
        scaled = [(unit.of(value), unit.of(low), unit.of(high)) for value, low, high in series.ends]
        styling.error_bars(plot.series[0], scaled, axis="")
    _colour_points(plot.series[0], block)
    wide = _fit(frame.chart, block, box, unit, legend=False)
    _reach(frame.chart.value_axis, block, unit, _rooms(block, words, wide))
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


_APART = "\u00a0"
"""Parts a value from the cap of its interval, which Office draws right at the words."""


def _write_values(carrier: Any, words: Sequence[str], series: Series, reference: float) -> None:
    """Write each value beyond the outer end of its bar or interval."""
    for index, (value, word) in enumerate(zip(series.values, words, strict=True)):
        if value is not None:
            label = carrier.points[index].data_label
            label.text_frame.text = _APART + word if value >= reference else word + _APART
            label.text_frame.word_wrap = False
            run = label.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(styling.LETTERS), True
            label.position = XL_LABEL_POSITION.OUTSIDE_END


def _rooms(block: Bars | Forest, words: Sequence[str], wide: float) -> tuple[float, float]:
    """Return what the words ask for before and after the bars, in shares of what these reach.

    Lying bars and the words at their ends share ``wide`` points; words over bars take one line.
    """
    (series,) = block.series
    sides: tuple[list[str], list[str]] = ([], [])
    for value, word in zip(series.values, words, strict=True):
        if value is not None:
            sides[value >= block.reference].append(word)
    if not block.lies:
        return _LINE * bool(sides[0]), _LINE * bool(sides[1])
    before, after = (_widest(side) for side in sides)
    bars = max(wide - before - after, 0.3 * wide)
    return before / bars, after / bars


def _widest(words: Sequence[str]) -> float:
    return max((measure.width(f"{word}m", styling.LETTERS, bold=True) for word in words), default=0)


def _reach(axis: Any, block: Bars | Forest, unit: Unit, rooms: tuple[float, float]) -> None:
    """End the axis where there is room for the words, on the sides on which bars stand."""
    reached = [unit.of(value) or 0.0 for value in block.numbers]
    styling.reaching(axis, min(reached), max(reached), before=rooms[0], after=rooms[1])
    axis.tick_labels.number_format = styling.tick_format(unit, axis.major_unit)


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
) -> float:
    """Dress the axes, the names beside lying bars; return how many points are left for these."""
    styling.value_axis(chart.value_axis, unit, block.value_label)
    bottom = _FOOT if chart.value_axis.has_title else _FOOT - 18
    top = _LEGEND if legend else 4.0
    labels = styling.names(block.labels)
    pitch = (box.height - top - bottom) / max(len(labels), 1)
    turned = not block.lies and styling.crowded(labels, box.width)
    styling.category_axis(chart.category_axis, lying=block.lies, pitch=pitch, turned=turned)
    if not block.lies:
        return box.width
    styling.top_to_bottom(chart)
    share = styling.name_column(chart, labels, box.width, box.height, top=top, bottom=bottom)
    return (styling.PLOT_END - share) * box.width


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
    turned = block.over_names and styling.crowded(styling.names(block.x), box.width)
    styling.category_axis(chart.category_axis, turned=turned)
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


_Drawing = Callable[..., Any]

DRAWINGS: dict[type[Chart], _Drawing] = {
    Bars: one_bar_each,
    GroupedBars: of_series,
    StackedBars: of_series,
    Lines: draw_lines,
    Forest: one_bar_each,
    Gantt: gantt.draw,
    Scatter: draw_scatter,
}


def drawn_chart(block: Chart, box: Box, moment: datetime) -> Any:
    """Return a chart's part, drawn as large as ``box`` on a deck that is thrown away."""
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    return DRAWINGS[type(block)](slide, box, block, moment).chart.part
