"""The look that all native charts share, and what python-pptx has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from playbook.blocks.document import shortened
from playbook.formats.native import measure
from playbook.formats.native.numbers import SHARE, Unit
from playbook.formats.native.writing import INK, MUTED, element, rgb
from playbook.look.theme import GRID

LETTERS = 11.0
PLOT_END = 0.975
"""Where the bars of a lying chart end, as a share of its width."""


def names(labels: Sequence[str], most: int = 90) -> list[str]:
    """Return names short enough for an axis or a legend; tables and notes hold them in full."""
    return [shortened(label, most) for label in labels]


def share_of_one(axis: Any, unit: Unit, values: Sequence[float | None]) -> None:
    """End an axis of shares at one when they come near it: no share is more."""
    known = [value for value in values if value is not None]
    if unit.format == SHARE and known and 0.8 < max(known) <= 1 and min(known) >= 0:
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 1, 0.2


def dressed(chart: Any, *, legend: bool) -> None:
    """Give a chart letters in the theme's font and ink, no title, and a legend if wanted."""
    chart.has_title = False
    chart.font.size = Pt(LETTERS)
    chart.font.color.theme_color = INK
    chart.has_legend = legend
    if legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(LETTERS)


def value_axis(axis: Any, unit: Unit, label: str = "") -> None:
    """Dress the axis of numbers: light grid, no line, its unit as its title."""
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(GRID)
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = unit.axis_format
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.font.size = Pt(LETTERS - 1)
    axis.tick_labels.font.color.theme_color = MUTED
    words = " – ".join(word for word in (label, unit.name) if word)
    titled(axis, words)


def tick_format(unit: Unit, step: float) -> str:
    """Return the format of an axis: as rough as the unit's, yet no tick is told as another number.

    >>> from playbook.formats.native.numbers import unit_of
    >>> tick_format(unit_of("money", [150.0]), 25.0), tick_format(unit_of("share", [0.2]), 0.025)
    ('#,##0;"−"#,##0;0', '0.0 %')
    """
    told = step * 100 if unit.format == SHARE else step
    needed = next((some for some in range(3) if abs(round(told, some) - told) < 1e-9), 2)
    if unit.format == SHARE:
        return "0" + "." * (needed > 0) + "0" * needed + " %"
    rough = unit.axis_format.partition(";")[0]
    fine = "#,##0" + "." * (needed > 0) + "0" * needed
    return unit.axis_format.replace(rough, max(rough, fine, key=len))


def category_axis(
    axis: Any, *, lying: bool = False, pitch: float = 0.0, turned: bool = False
) -> None:
    """Dress the axis of names: they stand at the chart's edge, also where bars are negative.

    ``pitch`` is the room that each name of a lying chart has, in points, so that none is dropped;
    ``turned`` sets those of a standing chart aslant, each on one line.
    """
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb("#8b96a1")
    axis.tick_labels.font.size = Pt(_name_size(pitch) if lying and pitch else LETTERS)
    every = OxmlElement("c:tickLblSkip")
    every.set("val", "1")
    after = axis._element.find(qn("c:noMultiLvlLbl"))
    if after is not None and (lying or turned):
        after.addprevious(every)
    if turned:
        axis.tick_labels.font.size = Pt(LETTERS - 2)
        axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", _ASLANT)


_ASLANT = "-2700000"
"""An eighth of a turn, as charts write it."""

_LEAST_LETTERS = 6.0
_OF_PITCH = 0.6
"""How large letters may be, as a part of the room of a name, so that no name is dropped."""

NAMED = 16
"""So many names stand below a standing chart one by one, on several lines if need be."""


def _name_size(pitch: float) -> float:
    """Return the size of the names of a lying chart.

    >>> _name_size(30.0), _name_size(15.0), _name_size(4.0)
    (11.0, 9.0, 6.0)
    """
    return min(LETTERS, max(_LEAST_LETTERS, round(2 * _OF_PITCH * pitch) / 2))


def crowded(labels: Sequence[str], wide: float) -> bool:
    """Tell whether many names below a standing chart of a width cannot stand on one line each.

    >>> crowded(["2026年9月"] * 25, 880.0), crowded(["2026年9月"] * 12, 880.0)
    (True, False)
    """
    longest = max((measure.width(label, LETTERS) for label in labels), default=0.0)
    return len(labels) > NAMED and longest * len(labels) > _PLOT * wide


_PLOT = 0.9
"""The part of a standing chart's width over which its names stand."""


def titled(axis: Any, words: str) -> None:
    """Name an axis, or not when there are no words."""
    axis.has_title = bool(words)
    if not words:
        return
    frame = axis.axis_title.text_frame
    frame.text = words
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(LETTERS - 1), False
    run.font.color.theme_color = MUTED


def top_to_bottom(chart: Any) -> None:
    """Put the first name of a lying chart on top and the axis of numbers at the bottom."""
    chart.category_axis.reverse_order = True
    crosses = chart.value_axis._element.find(qn("c:crosses"))
    if crosses is not None:
        crosses.set("val", "max")


def reaching(axis: Any, low: float, high: float, *, before: float, after: float) -> None:
    """Let an axis end at round numbers, with shares of it left for words at both sides."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    low, high = low - before * span, high + after * span
    power = 10.0 ** floor(log10(high - low))
    step = next(
        one * power for one in (0.1, 0.2, 0.25, 0.5, 1, 2) if (high - low) / one / power <= 10
    )
    axis.minimum_scale, axis.maximum_scale = floor(low / step) * step, ceil(high / step) * step
    axis.major_unit = step


def crossing_at(chart: Any, value: float) -> None:
    """Let the bars begin at ``value`` instead of nought."""
    axis = chart.category_axis._element
    crosses = axis.find(qn("c:crosses"))
    if crosses is not None and value:
        at = OxmlElement("c:crossesAt")
        at.set("val", repr(value))
        axis.replace(crosses, at)


def name_column(
    chart: Any, names: Sequence[str], wide: float, high: float, *, top: float, bottom: float
) -> float:
    """Keep a column for the names of a lying chart; return its share of the chart's width."""
    size = LETTERS + 0.5
    longest = max(measure.width(name, size) for name in names)
    word = measure.longest_word(names, size)
    share = min(max(min(longest, 0.3 * wide), word, 40.0) + 12, 0.42 * wide) / wide
    plot_area(chart, share, top / high, PLOT_END - share, 1 - (top + bottom) / high)
    return share


def plot_area(chart: Any, x: float, y: float, width: float, height: float) -> None:
    """Fix the inner plot area, in shares of the chart."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = OxmlElement("c:layout")
    manual = element(layout, "c:manualLayout")
    element(manual, "c:layoutTarget", val="inner")
    for name in ("xMode", "yMode"):
        element(manual, f"c:{name}", val="edge")
    for name, value in (("x", x), ("y", y), ("w", width), ("h", height)):
        element(manual, f"c:{name}", val=f"{value:.4f}")
    area.insert(0, layout)


def error_bars(
    series: Any,
    ends: Sequence[tuple[float | None, float | None, float | None]],
    *,
    axis: str = "",
    colour: str = "#1b2733",
) -> None:
    """Give each point its own interval; ``ends`` are value, low and high, None for unknown."""
    bars = OxmlElement("c:errBars")
    if axis:
        element(bars, "c:errDir", val=axis)
    element(bars, "c:errBarType", val="both")
    element(bars, "c:errValType", val="cust")
    element(bars, "c:noEndCap", val="0")
    for name, side in (("plus", 2), ("minus", 1)):
        numbers = element(element(bars, f"c:{name}"), "c:numLit")
        element(numbers, "c:formatCode").text = "General"
        element(numbers, "c:ptCount", val=str(len(ends)))
        for index, end in enumerate(ends):
            if end[0] is not None and end[side] is not None:
                point = element(numbers, "c:pt", idx=str(index))
                distance = (end[side] - end[0]) * (1 if side == 2 else -1)  # type: ignore[operator]
                element(point, "c:v").text = repr(max(distance, 0.0))
    line = element(element(bars, "c:spPr"), "a:ln", w="15875")
    element(element(line, "a:solidFill"), "a:srgbClr", val=colour[1:].upper())
    ser = series._element
    before = next(ser.find(qn(tag)) for tag in ("c:cat", "c:xVal", "c:val") if _has(ser, tag))
    before.addprevious(bars)


def painted(shape: Any, colour: str) -> None:
    """Fill a bar with one colour; its borders are paper, which parts neighbours."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)


def unseen(shape: Any) -> None:
    """Paint neither the inside of a bar nor its border."""
    shape.fill.background()
    shape.line.fill.background()


def lined(format: Any, colour: str, width: float, *, dash: bool = False) -> None:
    """Draw a line in one colour."""
    format.line.color.rgb = rgb(colour)
    format.line.width = Pt(width)
    if dash:
        format.line.dash_style = MSO_LINE.DASH


def unlisted(chart: Any, indices: Sequence[int]) -> None:
    """Take series out of the legend."""
    legend = chart._chartSpace.chart.find(qn("c:legend"))
    if legend is None:
        return
    position = legend.find(qn("c:legendPos"))
    for index in reversed(indices):
        entry = OxmlElement("c:legendEntry")
        element(entry, "c:idx", val=str(index))
        element(entry, "c:delete", val="1")
        position.addnext(entry)


def marker(series: Any, name: str, colour: str, size: int) -> None:
    """Mark the points of a series with the shape that its regime always has."""
    from pptx.enum.chart import XL_MARKER_STYLE as STYLE

    styles = {
        "o": STYLE.CIRCLE,
        "v": STYLE.TRIANGLE,
        "^": STYLE.TRIANGLE,
        "s": STYLE.SQUARE,
        "D": STYLE.DIAMOND,
        "X": STYLE.X,
        "P": STYLE.PLUS,
    }
    series.marker.style = styles.get(name, STYLE.CIRCLE)
    series.marker.size = size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(colour)
    series.marker.format.line.color.rgb = rgb(colour)


def _has(parent: Any, tag: str) -> bool:
    return parent.find(qn(tag)) is not None
