"""Lines over months or numbers, each named at its end, with a band where one is known."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from playbook.formats.picture.canvas import SMALL, WIDTH, Canvas
from playbook.formats.picture.scale import Scale, extent
from playbook.formats.picture.text import text_width, wrap
from playbook.look.theme import GRID, INK, MUTED, look_of
from playbook.words.wording import number

HEIGHT = 300.0
NAME_COLUMN = 150.0
NAME_LINE = 14.0


def draw(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart as SVG."""
    canvas = Canvas(HEIGHT)
    names = [wrap(one["name"], NAME_COLUMN, SMALL, most=2) for one in data["series"]]
    right = WIDTH - max(text_width(line, SMALL) for name in names for line in name) - 24
    up = _upwards(data)
    ticks = up.ticks(data["format"])
    left = max(text_width(word, SMALL) for _, word in ticks) + 12
    for value, word in ticks:
        canvas.line([(left, up(value)), (right, up(value))], GRID, 0.8)
        canvas.text(left - 8, up(value), word, size=SMALL, anchor="right", colour=MUTED)
    places = _across(canvas, data, left, right)
    if data.get("band"):
        canvas.area([(left, 4), (left + 18, 4), (left + 18, 14), (left, 14)], MUTED, 0.25)
        canvas.text(left + 24, 9, data["band"], size=SMALL, colour=MUTED)
    if up.low < 0 < up.high:
        canvas.line([(left, up(0)), (right, up(0))], INK, 1)
    for index, one in enumerate(data["series"]):
        _band(canvas, one, index, places, up)
    for index, one in enumerate(data["series"]):
        _line(canvas, one, index, places, up)
    _names(canvas, data, names, up, right)
    return [canvas.svg(alt)]


def _upwards(data: dict[str, Any]) -> Scale:
    values = [
        value
        for one in data["series"]
        for name in ("values", "low", "high")
        for value in one.get(name, [])
    ]
    low, high = extent(values, zero=True, room=0.03)
    top = 28.0 if data.get("band") else 14.0
    return Scale(low=low, high=high, start=HEIGHT - (52 if data.get("x_label") else 34), end=top)


def _across(canvas: Canvas, data: dict[str, Any], left: float, right: float) -> list[float]:
    """Write the x axis and return the pixel of each x."""
    x, y = data["x"], HEIGHT - (38 if data.get("x_label") else 18)
    if data.get("x_label"):
        middle = (left + right) / 2
        canvas.text(middle, HEIGHT - 12, data["x_label"], size=SMALL, anchor="center", colour=MUTED)
    if all(isinstance(one, str) for one in x):
        places = [left + 14 + index * (right - left - 28) / (len(x) - 1) for index in range(len(x))]
        widest = max(text_width(label, SMALL) for label in x) + 8
        every = next(
            step
            for step in range(1, len(x) + 1)
            if step == len(x) or widest <= step * (right - left - 28) / (len(x) - 1)
        )
        for place, label in list(zip(places, x, strict=True))[::every]:
            canvas.text(place, y, label, size=SMALL, anchor="center", colour=MUTED)
        return places
    scale = Scale(low=min(x), high=max(x), start=left + 8, end=right - 8)
    for value, _ in scale.ticks("number"):
        canvas.text(scale(value), y, number(value), size=SMALL, anchor="center", colour=MUTED)
    return [scale(value) for value in x]


def _band(canvas: Canvas, one: dict[str, Any], index: int, places: list[float], up: Scale) -> None:
    rows = zip(places, one.get("low", []), one.get("high", []), strict=False)
    for known, run in groupby(rows, key=lambda row: None not in row):
        if known:
            edge = list(run)
            floor = [(x, up(low)) for x, low, _ in edge]
            ceiling = [(x, up(high)) for x, _, high in reversed(edge)]
            canvas.area([*floor, *ceiling], look_of(one.get("key"), index).colour, 0.16)


def _line(canvas: Canvas, one: dict[str, Any], index: int, places: list[float], up: Scale) -> None:
    look = look_of(one.get("key"), index)
    rows = zip(places, one["values"], strict=True)
    for known, run in groupby(rows, key=lambda row: row[1] is not None):
        if known:
            points = [(x, up(value)) for x, value in run]
            canvas.line(points, look.colour, 2.2, look.dash)
            if len(places) <= 16:
                for x, y in points:
                    canvas.marker(x, y, look, 5.5)


def _names(
    canvas: Canvas, data: dict[str, Any], names: list[list[str]], up: Scale, right: float
) -> None:
    wanted = []
    for index, one in enumerate(data["series"]):
        known = [value for value in one["values"] if value is not None] or [0.0]
        wanted.append((up(known[-1]), index))
    heights = [NAME_LINE * len(names[index]) + 3 for _, index in sorted(wanted)]
    middles = _spread([place for place, _ in sorted(wanted)], heights, up.end - 8, up.start + 10)
    for (_, index), middle in zip(sorted(wanted), middles, strict=True):
        look = look_of(data["series"][index].get("key"), index)
        canvas.marker(right + 9, middle, look, 7)
        canvas.paragraph(right + 19, middle, names[index], size=SMALL, anchor="left")


def _spread(wanted: list[float], heights: list[float], top: float, bottom: float) -> list[float]:
    """Return middles near the wanted ones, in order, that leave each label its height."""
    middles: list[float] = []
    edge = top
    for place, height in zip(wanted, heights, strict=True):
        middles.append(max(place, edge + height / 2))
        edge = middles[-1] + height / 2
    edge = max(bottom, top + sum(heights))
    for index in reversed(range(len(middles))):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return middles
