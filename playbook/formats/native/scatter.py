"""Points of two measures as a native chart, each with its name where no other name stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from playbook.blocks import Dot, Scatter
from playbook.formats.native import measure, styling
from playbook.formats.native.numbers import Points, Unit, embedded, embedded_x
from playbook.formats.native.writing import Box, element
from playbook.look.theme import look_of

_LEFT, _TOP, _RIGHT, _BOTTOM = 66.0, 8.0, 12.0, 48.0
"""What a chart keeps free around its points, in points of the page, for numbers and titles."""

_BESIDE = 10.0
"""From the middle of a mark to its name."""

_MARK = 6.0
"""From the middle of a mark to where a name may begin that is not its own."""

_BEYOND = 0.06
"""How much further than its points an axis reaches."""


@dataclass(frozen=True, kw_only=True)
class Name:
    """Where the name of a point stands: its left end, its middle, and how far that is moved."""

    left: float
    wide: float
    middle: float
    is_right: bool
    moved: float = 0.0

    def meets(self, other: Name) -> bool:
        """Tell whether two names share a part of the width."""
        return self.left < other.left + other.wide and other.left < self.left + self.wide


def draw_scatter(slide: Any, box: Box, block: Scatter, moment: datetime) -> Any:
    """Draw every point as a series of its own, so that it keeps its name, mark and colour."""
    up, across = embedded(block), embedded_x(block)
    words = styling.names([point.label for point in block.points], 60)
    data: Any = Points(moment, up.format)
    for point, word in zip(block.points, words, strict=True):
        data.add_series(word).add_data_point(point.x / across.divisor, point.y / up.divisor)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box.emu(), data)
    chart = frame.chart
    styling.dressed(chart, legend=False)
    _axis(chart.value_axis, up, block.y_label, [point.y for point in block.points])
    _axis(chart.category_axis, across, block.x_label, [point.x for point in block.points])
    wide, high = box.width - _LEFT - _RIGHT, box.height - _TOP - _BOTTOM
    plot = (_LEFT / box.width, _TOP / box.height, wide / box.width, high / box.height)
    styling.plot_area(chart, *plot)
    spots = [
        (
            _LEFT + wide * _share(chart.category_axis, point.x / across.divisor),
            _TOP + high * (1 - _share(chart.value_axis, point.y / up.divisor)),
        )
        for point in block.points
    ]
    names = placed(spots, words, box.width - _RIGHT)
    for series, point, name in zip(chart.plots[0].series, block.points, names, strict=True):
        _mark(series, point)
        if point.label:
            _name(series, name, box.height)
    return frame


def placed(spots: Sequence[tuple[float, float]], words: Sequence[str], edge: float) -> list[Name]:
    """Return names on the right of their points, or on the left where they would pass the edge.

    From the top down each stands as high as its point, or just under the name or the mark that it
    would cover.
    """
    line = 1.3 * styling.LETTERS
    found: dict[int, Name] = {}
    for at in sorted(range(len(spots)), key=lambda at: spots[at][1]):
        name = _beside(spots[at], measure.width(words[at], styling.LETTERS), edge)
        above = [one.middle + line for one in found.values() if one.meets(name)]
        beneath = max([name.middle, *above])
        others = [spot for place, spot in enumerate(spots) if place != at]
        middle = _off_marks(name, beneath, others) if words[at] else name.middle
        found[at] = Name(
            left=name.left,
            wide=name.wide if words[at] else 0.0,
            middle=middle,
            is_right=name.is_right,
            moved=middle - name.middle,
        )
    return [found[at] for at in range(len(spots))]


def _off_marks(name: Name, middle: float, marks: Sequence[tuple[float, float]]) -> float:
    """Return how high a name stands, from ``middle`` on down, so that it covers none of the marks.

    >>> name = Name(left=110, wide=60, middle=50, is_right=True)
    >>> _off_marks(name, 50, [(150, 51), (300, 51)]) > 51, _off_marks(name, 50, [(300, 51)])
    (True, 50)
    """
    reach = 1.3 * styling.LETTERS / 2 + _MARK
    for across, up in sorted(marks, key=lambda mark: mark[1]):
        in_width = name.left - _MARK < across < name.left + name.wide + _MARK
        if in_width and abs(up - middle) < reach:
            middle = up + reach
    return middle


def _beside(spot: tuple[float, float], wide: float, edge: float) -> Name:
    is_right = spot[0] + _BESIDE + wide <= edge
    left = spot[0] + _BESIDE if is_right else spot[0] - _BESIDE - wide
    return Name(left=left, wide=wide, middle=spot[1], is_right=is_right)


def _axis(axis: Any, unit: Unit, label: str, values: Sequence[float]) -> None:
    """Dress an axis and fix its ends, so that it is known where each point stands."""
    styling.value_axis(axis, unit, label)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    own = [value / unit.divisor for value in values]
    low, high = min(own), max(own)
    styling.reaching(axis, low, high, before=_BEYOND * (low < 0), after=_BEYOND)
    axis.tick_labels.number_format = styling.tick_format(unit, axis.major_unit)


def _share(axis: Any, value: float) -> float:
    span = axis.maximum_scale - axis.minimum_scale
    return float((value - axis.minimum_scale) / span)


def _mark(series: Any, point: Dot) -> None:
    look = look_of(point.key)
    series.format.line.fill.background()
    styling.marker(series, look.marker, look.colour, 10)


def _name(series: Any, name: Name, high: float) -> None:
    """Write the name of a point on one line, moved from its height by a part of the chart's."""
    label = series.points[0].data_label
    label.has_text_frame = True
    label.position = XL_LABEL_POSITION.RIGHT if name.is_right else XL_LABEL_POSITION.LEFT
    label.text_frame.text = series.name
    label.text_frame.word_wrap = False
    label.text_frame.paragraphs[0].runs[0].font.size = Pt(styling.LETTERS)
    if name.moved:
        layout = OxmlElement("c:layout")
        manual = element(layout, "c:manualLayout")
        element(manual, "c:x", val="0")
        element(manual, "c:y", val=f"{name.moved / high:.4f}")
        label._dLbl.find(qn("c:idx")).addnext(layout)
