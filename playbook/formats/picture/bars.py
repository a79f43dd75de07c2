"""Bars, lying or standing: single ones with their intervals, several series, or stacks of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text

from playbook.blocks import Bars, GroupedBars, StackedBars
from playbook.formats.picture.sheet import (
    PAGE,
    SIZE,
    Canvas,
    axis_name,
    filled,
    in_lines,
    legend,
    name_rows,
    number,
    reach,
    row_height,
    settled,
    sheet,
    whisker,
    width_of,
)
from playbook.look.theme import INK, MUTED, Look, look_of, text_on
from playbook.words.wording import cell, cells

AnyBars = Bars | GroupedBars | StackedBars
_Inside = tuple[Rectangle, Text]
STANDING_HEIGHT = 270.0


class _Measures(NamedTuple):
    """Pixels along the labels: of the slot of one, from bar to bar in it, of a bar."""

    slot: float
    step: float
    bar: float


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """Axes on which bars lie or stand, so that what draws them need not ask which."""

    axes: Axes
    lies: bool

    def bar(
        self, place: float, thickness: float, ends: tuple[float, float], look: Look
    ) -> Rectangle:
        """Draw a bar around its place among the labels, from one value to another."""
        start, length = ends[0], ends[1] - ends[0]
        if self.lies:
            bars = self.axes.barh(place, length, thickness, left=start, **filled(look))
        else:
            bars = self.axes.bar(place, length, thickness, bottom=start, **filled(look))
        return bars.patches[0]

    def word(self, place: float, end: float, word: str, **look: Any) -> None:
        """Write what a bar is worth beyond its end; a loss ends on the other side."""
        away = -1 if end < 0 else 1
        if self.lies:
            point, apart = (end, place), (6 * away, 0)
            look |= {"ha": "right" if end < 0 else "left", "va": "center"}
        else:
            point, apart = (place, end), (0, 4 * away)
            look |= {"ha": "center", "va": "top" if end < 0 else "bottom"}
        self.axes.annotate(
            word, point, apart, textcoords="offset pixels", annotation_clip=False, **look
        )


def draw(chart: AnyBars, page: Canvas = PAGE) -> list[Figure]:
    """Return the chart, its bars lying or standing as the chart itself says of such a page."""
    lies = chart.lies_on(page.width)
    names = in_lines(chart.labels, page.name, SIZE) if lies else chart.labels
    measures = _lying(chart, names) if lies else _standing(chart, page)
    figure, axes = sheet(measures.slot * len(names) + 8 if lies else STANDING_HEIGHT, page)
    ground = _Ground(axes=axes, lies=lies)
    _name(ground, chart, names, measures.slot)
    _measure(ground, chart, axis_name(chart.value_label, page))
    if not isinstance(chart, Bars):
        looks = [look_of(one.key, index) for index, one in enumerate(chart.series)]
        legend(figure, [Patch(**filled(look)) for look in looks], [s.name for s in chart.series])
    if isinstance(chart, StackedBars):
        inside = _stacks(ground, chart, measures)
        settled(figure)
        _leave_out_tight(inside)
    else:
        _groups(ground, chart, measures)
    return [figure]


def _lying(chart: AnyBars, names: Sequence[str]) -> _Measures:
    if isinstance(chart, Bars):
        slot = row_height(names, 32)
        return _Measures(slot, slot, 0.56 * min(slot, 40))
    if isinstance(chart, StackedBars):
        return _Measures(row_height(names, 40), 40, 24)
    return _Measures(row_height(names, max(38.0, 18.0 * len(chart.series) + 14)), 18, 15)


def _standing(chart: AnyBars, page: Canvas) -> _Measures:
    slot = (page.width - (0 if isinstance(chart, Bars) else 70)) / len(chart.labels)
    if isinstance(chart, GroupedBars):
        step = min(0.8 * slot / len(chart.series), 34)
        return _Measures(slot, step, step - 1)
    return _Measures(slot, slot, min(0.62 * slot, 84))


def _name(ground: _Ground, chart: AnyBars, names: Sequence[str], slot: float) -> None:
    """Write the labels beside or under their bars, clear of what is written at a loss."""
    axes, places = ground.axes, [slot * (row + 0.5) for row in range(len(names))]
    loss = chart.extent[0] < 0
    if ground.lies:
        axes.set_ylim(slot * len(places), 0)
        beside = max(width_of(word) for word in _words(chart)) if loss else 0
        name_rows(axes, places, names, 10 + beside)
    else:
        axes.set_xlim(0, slot * len(places))
        axes.set_xticks(places, in_lines(names, slot - 8), color=INK)
        axes.tick_params(axis="x", pad=22 if loss else 6)


def _measure(ground: _Ground, chart: AnyBars, told: str) -> None:
    """Give the values their axis, with round numbers where the bars do not tell their own."""
    axes, lies = ground.axes, ground.lies
    axis = axes.xaxis if lies else axes.yaxis
    reach(axes.set_xlim if lies else axes.set_ylim, chart.extent)
    axis.set_ticks([])
    if not (lies or isinstance(chart, Bars)):
        number(axis, chart.format)
    (axes.set_xlabel if lies else axes.set_title)(told)
    (axes.axvline if lies else axes.axhline)(0, color=INK, linewidth=1)


def _groups(ground: _Ground, chart: Bars | GroupedBars, measures: _Measures) -> None:
    words = iter(_words(chart))
    for index, series in enumerate(chart.series):
        first = measures.slot / 2 + (index - (len(chart.series) - 1) / 2) * measures.step
        for row, value in enumerate(series.values):
            place, word = first + measures.slot * row, next(words)
            ends = series.interval(row)
            look = look_of(chart.key_at(row) if isinstance(chart, Bars) else series.key, index)
            ground.bar(place, measures.bar, (0, value or 0), look)
            if ends:
                whisker(ground.axes, place, ends, lies=ground.lies)
            if value is None:
                ground.word(place, 0, word, color=MUTED)
            elif ground.lies or isinstance(chart, Bars):
                ground.word(place, _outer(value, ends), word)


def _outer(value: float, ends: tuple[float, float] | None) -> float:
    """Return the end of a bar or of its interval, whichever is further from nought."""
    if ends is None:
        return value
    return max(value, ends[1]) if value >= 0 else min(value, ends[0])


def _stacks(ground: _Ground, chart: StackedBars, measures: _Measures) -> list[_Inside]:
    """Draw each stack with its sum; return the layers of lying ones with their values on them."""
    words, inside = _words(chart), []
    fits = all(width_of(word) <= measures.slot for word in words)
    for row, word in enumerate(words):
        place, layers = measures.slot * (row + 0.5), chart.layers(row)
        for index, low, high in layers:
            look = look_of(chart.series[index].key, index)
            bar = ground.bar(place, measures.bar, (low, high), look)
            if ground.lies:
                value = cell(high - low if high > 0 else low - high, chart.format)
                inside.append((bar, _value_on(ground.axes, bar, value, look.colour)))
        if ground.lies or fits:
            top = max((high for _, _, high in layers), default=0.0)
            ground.word(place, top, word, fontweight="bold")
    return inside


def _value_on(axes: Axes, bar: Rectangle, value: str, colour: str) -> Text:
    """Write a value in the middle of its layer, over plain colour to be legible."""
    style: dict[str, Any] = {"ha": "center", "va": "center", "color": text_on(colour)}
    ground = {"facecolor": colour, "edgecolor": "none", "pad": 1}
    across, down = bar.get_center()
    return axes.text(across, down, value, bbox=ground, **style)


def _leave_out_tight(inside: Sequence[_Inside]) -> None:
    """Hide the values that are wider than their layers are long."""
    for bar, value in inside:
        value.set_visible(value.get_window_extent().width < bar.get_window_extent().width)


def _words(chart: AnyBars) -> list[str]:
    """Return what is written at the bars, series after series, or at the stacks."""
    if isinstance(chart, StackedBars):
        return [cell(total, chart.format) for total in chart.totals]
    return cells([value for one in chart.series for value in one.values], chart.format)
