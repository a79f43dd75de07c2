"""Points of two measures, each with its name beside it."""

from __future__ import annotations

from typing import Any

from playbook.formats.picture.canvas import SMALL, WIDTH, Canvas
from playbook.formats.picture.scale import Scale, extent
from playbook.formats.picture.text import text_width, wrap
from playbook.look.theme import GRID, INK, MUTED, look_of

HEIGHT = 370.0
NAME = 160.0

Box = tuple[float, float, float, float]


def draw(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart as SVG."""
    canvas = Canvas(HEIGHT)
    points = data["points"]
    low, high = extent([point["y"] for point in points], zero=True, room=0.08)
    up = Scale(low=low, high=high, start=HEIGHT - 50, end=30)
    ticks = up.ticks(data["y_format"])
    left = max(text_width(word, SMALL) for _, word in ticks) + 12
    low, high = extent([point["x"] for point in points], zero=True, room=0.08)
    across = Scale(low=low, high=high, start=left + 6, end=WIDTH - 16)
    for value, word in ticks:
        canvas.line([(left, up(value)), (WIDTH, up(value))], GRID, 0.8)
        canvas.text(left - 8, up(value), word, size=SMALL, anchor="right", colour=MUTED)
    for value, word in across.ticks(data["x_format"]):
        canvas.line([(across(value), 26), (across(value), HEIGHT - 46)], GRID, 0.8)
        x = min(across(value), WIDTH - text_width(word, SMALL) / 2)
        canvas.text(x, HEIGHT - 34, word, size=SMALL, anchor="center", colour=MUTED)
    canvas.text(0, 9, data["y_label"], size=SMALL, colour=MUTED)
    canvas.text(WIDTH, HEIGHT - 12, data["x_label"], size=SMALL, anchor="right", colour=MUTED)
    canvas.line([(left, up(0)), (WIDTH, up(0))], INK, 1)
    taken: list[Box] = []
    for point in points:
        x, y = across(point["x"]), up(point["y"])
        canvas.marker(x, y, look_of(point.get("key")), 10)
        taken.append((x - 6, y - 6, x + 6, y + 6))
    for point in points:
        if point["label"].strip():
            _name(canvas, point["label"], (across(point["x"]), up(point["y"])), left, taken)
    return [canvas.svg(alt)]


def _name(
    canvas: Canvas, label: str, at: tuple[float, float], left: float, taken: list[Box]
) -> None:
    """Write a name at the nearest free place, with a thread to its point where it is far."""
    lines = wrap(label, NAME, SMALL, most=2)
    wide = max(text_width(line, SMALL) for line in lines)
    high = 15.0 * len(lines)
    places = _places(at, wide, high, left)
    distance, box = min(places, key=lambda place: (_overlap(place[1], taken), place[0]))
    taken.append(box)
    middle = (box[1] + box[3]) / 2
    if distance > 14:
        canvas.line([at, (box[0] if box[0] > at[0] else box[2], middle)], MUTED, 0.7)
    canvas.paragraph(box[0], middle, lines, size=SMALL, anchor="left")


def _places(
    at: tuple[float, float], wide: float, high: float, left: float
) -> list[tuple[float, Box]]:
    places = []
    for distance in (10.0, 12.0, 26.0, 44.0, 66.0, 90.0):
        for across, down in ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1)):
            x = at[0] + across * distance - (wide if across < 0 else wide / 2 if not across else 0)
            y = at[1] + down * (distance + high / 2) * (1 if across == 0 else 0.7) - high / 2
            if x >= left and x + wide <= WIDTH and y >= 18 and y + high <= HEIGHT - 46:
                places.append((distance, (x, y, x + wide, y + high)))
    return places or [(0.0, (left, 18.0, left + wide, 18.0 + high))]


def _overlap(box: Box, taken: list[Box]) -> float:
    total = 0.0
    for left, top, right, bottom in taken:
        across = min(box[2], right) - max(box[0], left)
        down = min(box[3], bottom) - max(box[1], top)
        total += max(0.0, across) * max(0.0, down)
    return total
