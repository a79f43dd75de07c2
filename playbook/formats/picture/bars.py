"""Single bars, lying or standing, with their values and, if known, their intervals."""

from __future__ import annotations

from typing import Any

from playbook.formats.picture.canvas import SIZE, SMALL, WIDTH, Canvas
from playbook.formats.picture.scale import Scale, extent
from playbook.formats.picture.text import text_width, wrap
from playbook.look.theme import INK, MUTED, look_of
from playbook.words.wording import cells

LABEL_COLUMN = 210.0
STANDING_HEIGHT = 270.0


def draw(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart as SVG."""
    lying = data.get("orientation") or ("vertical" if fits_standing(data) else "horizontal")
    return [_lying(data, alt) if lying == "horizontal" else _standing(data, alt)]


def fits_standing(data: dict[str, Any]) -> bool:
    """Tell whether every label and every value fits under and over its own bar."""
    slot = WIDTH / len(data["labels"]) - 8
    values = data.get("values", [])
    words = cells(values, data["format"])
    return len(data["labels"]) <= 14 and all(
        len(wrap(label, slot, SMALL, most=9)) <= 2
        and all(text_width(part, SMALL) <= slot for part in label.split())
        for label in [*data["labels"], *words]
    )


def label_lines(labels: list[str], width: float = LABEL_COLUMN) -> list[list[str]]:
    """Return the row labels of a lying chart, broken into lines."""
    return [wrap(label, width, SIZE, most=2) for label in labels]


def label_column(lines: list[list[str]]) -> float:
    """Return how wide the column of row labels is."""
    return max(text_width(line, SIZE) for row in lines for line in row) + 10


def _lying(data: dict[str, Any], alt: str) -> str:
    lines = label_lines(data["labels"])
    left = label_column(lines)
    row = 40.0 if max(len(row) for row in lines) > 1 else 32.0
    canvas = Canvas(row * len(lines) + 12)
    words = cells(data["values"], data["format"])
    widest = max(text_width(word, SMALL) for word in words) + 10
    low, high = extent(_everything(data), zero=True)
    start = left + (widest if low < 0 else 0)
    across = Scale(low=low, high=high, start=start, end=WIDTH - (widest if high > 0 else 4))
    for index, value in enumerate(data["values"]):
        middle = 6 + row * (index + 0.5)
        canvas.paragraph(left - 10, middle, lines[index], anchor="right")
        if value is None:
            canvas.text(across(0) + 6, middle, words[index], size=SMALL, colour=MUTED)
            continue
        thick = row * 0.56
        look = look_of(_at(data, "keys", index))
        canvas.rect(across(0), middle - thick / 2, across(value) - across(0), thick, look)
        ends = [value, *_interval(data, index)]
        if len(ends) == 3:
            _whisker(canvas, (across(ends[1]), middle), (across(ends[2]), middle))
        if value < 0:
            canvas.text(across(min(ends)) - 6, middle, words[index], size=SMALL, anchor="right")
        else:
            canvas.text(across(max(ends)) + 6, middle, words[index], size=SMALL)
    canvas.line([(across(0), 4), (across(0), canvas.height - 4)], INK, 1)
    return canvas.svg(alt)


def _standing(data: dict[str, Any], alt: str) -> str:
    slot = WIDTH / len(data["labels"])
    lines = [wrap(label, slot - 8, SMALL, most=2) for label in data["labels"]]
    bottom = 14.0 + 15 * max(len(row) for row in lines)
    canvas = Canvas(STANDING_HEIGHT)
    low, high = extent(_everything(data), zero=True)
    words = cells(data["values"], data["format"])
    below = 20.0 if low < 0 else 0.0
    up = Scale(low=low, high=high, start=STANDING_HEIGHT - bottom - below, end=24)
    for index, value in enumerate(data["values"]):
        middle = slot * (index + 0.5)
        place = STANDING_HEIGHT - bottom / 2 + 2
        canvas.paragraph(middle, place, lines[index], size=SMALL, anchor="center")
        word = words[index]
        if value is None:
            canvas.text(middle, up(0) - 10, word, size=SMALL, anchor="center", colour=MUTED)
            continue
        wide = min(slot * 0.62, 84)
        look = look_of(_at(data, "keys", index))
        canvas.rect(middle - wide / 2, up(value), wide, up(0) - up(value), look)
        ends = [value, *_interval(data, index)]
        if len(ends) == 3:
            _whisker(canvas, (middle, up(ends[1])), (middle, up(ends[2])))
        above = up(max(ends)) - 10 if value >= 0 else up(min(ends)) + 11
        canvas.text(middle, above, word, size=SMALL, anchor="center")
    canvas.line([(0, up(0)), (WIDTH, up(0))], INK, 1)
    return canvas.svg(alt)


def _whisker(canvas: Canvas, one: tuple[float, float], other: tuple[float, float]) -> None:
    canvas.line([one, other], INK, 1.4)
    upright = one[0] == other[0]
    for x, y in (one, other):
        cap = [(x - 4, y), (x + 4, y)] if upright else [(x, y - 4), (x, y + 4)]
        canvas.line(cap, INK, 1.4)


def _interval(data: dict[str, Any], index: int) -> list[float]:
    low, high = _at(data, "low", index), _at(data, "high", index)
    return [] if low is None or high is None else [low, high]


def _at(data: dict[str, Any], name: str, index: int) -> Any:
    return data[name][index] if data.get(name) is not None else None


def _everything(data: dict[str, Any]) -> list[float | None]:
    return [*data["values"], *data.get("low", []), *data.get("high", [])]
