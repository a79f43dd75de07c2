"""Bars of several series, side by side or one on the other."""

from __future__ import annotations

from typing import Any

from playbook.formats.picture.bars import STANDING_HEIGHT, fits_standing, label_column, label_lines
from playbook.formats.picture.canvas import SMALL, WIDTH, Canvas, legend, legend_places, short
from playbook.formats.picture.scale import Scale, extent
from playbook.formats.picture.text import text_width, wrap
from playbook.look.theme import GRID, INK, MUTED, Look, look_of, text_on
from playbook.words.wording import DASH, cell

Series = list[dict[str, Any]]


def draw_grouped(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart with the series side by side as SVG."""
    return [_lying(data, alt, False) if _lies(data) else _standing(data, alt, False)]


def draw_stacked(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart with the series one on the other as SVG."""
    return [_lying(data, alt, True) if _lies(data) else _standing(data, alt, True)]


def _lies(data: dict[str, Any]) -> bool:
    orientation = data.get("orientation")
    return not fits_standing(data) if orientation is None else bool(orientation == "horizontal")


def _entries(data: dict[str, Any]) -> list[tuple[str, Look]]:
    return [
        (short(one["name"]), look_of(one.get("key"), index))
        for index, one in enumerate(data["series"])
    ]


def _lying(data: dict[str, Any], alt: str, stacked: bool) -> str:
    lines, series = label_lines(data["labels"]), data["series"]
    top = legend_places(_entries(data))[1] + 6
    row = 40.0 if stacked else max(38.0, 18.0 * len(series) + 14)
    canvas = Canvas(top + row * len(lines) + 6)
    legend(canvas, _entries(data))
    left = label_column(lines)
    widest = 10 + max(text_width(word, SMALL) for word in _words(data, stacked))
    low, high = extent(_reach(data, stacked), zero=True)
    start = left + (widest if low < 0 else 0)
    across = Scale(low=low, high=high, start=start, end=WIDTH - (widest if high > 0 else 4))
    for index, label in enumerate(lines):
        middle = top + row * (index + 0.5)
        canvas.paragraph(left - 10, middle, label, anchor="right")
        if stacked:
            _lying_stack(canvas, data, index, across, middle)
        else:
            _lying_group(canvas, data, index, across, middle - 9.0 * len(series))
    canvas.line([(across(0), top), (across(0), canvas.height - 4)], INK, 1)
    return canvas.svg(alt)


def _lying_group(
    canvas: Canvas, data: dict[str, Any], index: int, across: Scale, first: float
) -> None:
    for number, one in enumerate(data["series"]):
        value, middle = one["values"][index], first + 18 * (number + 0.5)
        word = cell(value, data["format"])
        if value is None:
            canvas.text(across(0) + 6, middle, word, size=SMALL, colour=MUTED)
            continue
        look = look_of(one.get("key"), number)
        canvas.rect(across(0), middle - 7.5, across(value) - across(0), 15, look)
        if value < 0:
            canvas.text(across(value) - 6, middle, word, size=SMALL, anchor="right")
        else:
            canvas.text(across(value) + 6, middle, word, size=SMALL)


def _lying_stack(
    canvas: Canvas, data: dict[str, Any], index: int, across: Scale, middle: float
) -> None:
    for number, low, high in _layers(data["series"], index):
        look = look_of(data["series"][number].get("key"), number)
        canvas.rect(across(low), middle - 12, across(high) - across(low), 24, look)
        word = cell(high - low if high > 0 else low - high, data["format"])
        if not look.hatch and text_width(word, SMALL) + 8 < across(high) - across(low):
            place = across((low + high) / 2)
            colour = text_on(look.colour)
            canvas.text(place, middle, word, size=SMALL, anchor="center", colour=colour)
    total, end = _total(data["series"], index), _top(data["series"], index)
    canvas.text(across(end) + 6, middle, cell(total, data["format"]), size=SMALL, bold=True)


def _standing(data: dict[str, Any], alt: str, stacked: bool) -> str:
    top = legend_places(_entries(data))[1] + 8
    height = STANDING_HEIGHT + top - 10
    canvas = Canvas(height)
    legend(canvas, _entries(data))
    low, high = extent(_reach(data, stacked), zero=True)
    slot_guess = WIDTH / len(data["labels"]) - 14
    lines = [wrap(label, slot_guess, SMALL, most=2) for label in data["labels"]]
    bottom = 14.0 + 15 * max(len(row) for row in lines)
    up = Scale(low=low, high=high, start=height - bottom, end=top + 8)
    ticks = up.ticks(data["format"])
    left = max(text_width(word, SMALL) for _, word in ticks) + 10
    for value, word in ticks:
        canvas.line([(left, up(value)), (WIDTH, up(value))], GRID, 0.8)
        canvas.text(left - 8, up(value), word, size=SMALL, anchor="right", colour=MUTED)
    slot = (WIDTH - left) / len(data["labels"])
    for index, label in enumerate(lines):
        middle = left + slot * (index + 0.5)
        canvas.paragraph(middle, height - bottom / 2 + 2, label, size=SMALL, anchor="center")
        if stacked:
            wide = min(slot * 0.62, 84)
            for number, base, end in _layers(data["series"], index):
                look = look_of(data["series"][number].get("key"), number)
                canvas.rect(middle - wide / 2, up(end), wide, up(base) - up(end), look)
        else:
            _standing_group(canvas, data["series"], index, up, (middle, slot))
    canvas.line([(left, up(0)), (WIDTH, up(0))], INK, 1)
    return canvas.svg(alt)


def _standing_group(
    canvas: Canvas, series: Series, index: int, up: Scale, place: tuple[float, float]
) -> None:
    middle, slot = place
    wide = min(slot * 0.8 / len(series), 34)
    first = middle - wide * len(series) / 2
    for number, one in enumerate(series):
        value, x = one["values"][index], first + wide * number
        if value is None:
            canvas.text(x + wide / 2, up(0) - 8, DASH, size=SMALL, anchor="center", colour=MUTED)
        else:
            look = look_of(one.get("key"), number)
            canvas.rect(x, up(value), wide - 1, up(0) - up(value), look)


def _layers(series: Series, index: int) -> list[tuple[int, float, float]]:
    """Return (series, lower end, upper end) of each layer; losses hang below zero."""
    layers, above, below = [], 0.0, 0.0
    for number, one in enumerate(series):
        value = one["values"][index] or 0.0
        if value > 0:
            layers.append((number, above, above + value))
            above += value
        elif value < 0:
            layers.append((number, below + value, below))
            below += value
    return layers


def _total(series: Series, index: int) -> float | None:
    present = [one["values"][index] for one in series if one["values"][index] is not None]
    return sum(present) if present else None


def _top(series: Series, index: int) -> float:
    return max((high for _, _, high in _layers(series, index)), default=0.0)


def _reach(data: dict[str, Any], stacked: bool) -> list[float | None]:
    if not stacked:
        return [value for one in data["series"] for value in one["values"]]
    rows = range(len(data["labels"]))
    return [end for row in rows for layer in _layers(data["series"], row) for end in layer[1:]]


def _words(data: dict[str, Any], stacked: bool) -> list[str]:
    if stacked:
        totals = [_total(data["series"], row) for row in range(len(data["labels"]))]
        return [cell(total, data["format"]) for total in totals]
    return [cell(value, data["format"]) for one in data["series"] for value in one["values"]]
