"""Points with their intervals beside a line of reference: differences, and whether they matter."""

from __future__ import annotations

from typing import Any

from playbook.formats.picture.bars import label_column, label_lines
from playbook.formats.picture.canvas import SMALL, WIDTH, Canvas
from playbook.formats.picture.scale import Scale, extent
from playbook.formats.picture.text import text_width
from playbook.look.theme import GRID, INK, MUTED, look_of
from playbook.words.wording import cell, interval

ROW = 38.0


def draw(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart as SVG."""
    points = data["points"]
    lines = label_lines([point["label"] for point in points], 180)
    words = [_words(point, data["format"]) for point in points]
    left = label_column(lines)
    right = WIDTH - max(text_width(word, SMALL) for pair in words for word in pair) - 14
    bottom = 44 if data.get("x_label") else 26
    canvas = Canvas(ROW * len(points) + bottom + 8)
    foot = canvas.height - bottom
    across = _scale(data, left + 10, right - 10)
    for value, word in across.ticks(data["format"], about=4):
        canvas.line([(across(value), 6), (across(value), foot)], GRID, 0.8)
        canvas.text(across(value), foot + 12, word, size=SMALL, anchor="center", colour=MUTED)
    reference = across(data.get("reference", 0))
    canvas.line([(reference, 4), (reference, foot)], INK, 1.2, (4, 2))
    if data.get("x_label"):
        middle = (across.start + across.end) / 2
        canvas.text(middle, foot + 32, data["x_label"], size=SMALL, anchor="center", colour=MUTED)
    for index, point in enumerate(points):
        y = 6 + ROW * (index + 0.5)
        canvas.paragraph(left - 10, y, lines[index], anchor="right")
        look = look_of(point.get("key"))
        if point["low"] is not None and point["high"] is not None:
            ends = [(across(point["low"]), y), (across(point["high"]), y)]
            canvas.line(ends, look.colour, 2.6)
            for x, _ in ends:
                canvas.line([(x, y - 5), (x, y + 5)], look.colour, 1.6)
        if point["value"] is not None:
            canvas.marker(across(point["value"]), y, look, 10)
        canvas.text(right + 10, y - 7, words[index][0], size=SMALL, bold=True)
        canvas.text(right + 10, y + 7.5, words[index][1], size=SMALL - 1, colour=MUTED)
    return [canvas.svg(alt)]


def _scale(data: dict[str, Any], start: float, end: float) -> Scale:
    values = [point[name] for point in data["points"] for name in ("value", "low", "high")]
    low, high = extent([*values, data.get("reference", 0)], zero=False, room=0.04)
    return Scale(low=low, high=high, start=start, end=end)


def _words(point: dict[str, Any], format: str) -> tuple[str, str]:
    span = interval(point["low"], point["high"], lambda value: cell(value, format))
    return cell(point["value"], format), span
