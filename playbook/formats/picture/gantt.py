"""Tasks over time, grouped by area; the critical ones marked; on as many panels as pages need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from playbook.formats.picture.canvas import SMALL, WIDTH, Canvas, legend, legend_places
from playbook.formats.picture.scale import Scale
from playbook.formats.picture.text import text_width, wrap
from playbook.look.theme import ACCENT, GRID, INK, MUTED, PAPER, Look
from playbook.words.language import say
from playbook.words.wording import day, month, working_day

LABEL = 250.0
LINE = 13.0
GAP = 9.0
PANEL = 780.0

TASK = Look(colour="#56b4e9")
CRITICAL = Look(colour="#d55e00", hatch="///")
FLOAT = Look(colour="#c9d1d9")
STONE = Look(colour=ACCENT, marker="D")


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One line of the plan: an area's name, or a task of it."""

    height: float
    lines: list[str]
    bar: dict[str, Any] | None


def draw(data: dict[str, Any], alt: str) -> list[str]:
    """Return the chart as SVG, split into panels that each fit a printed page."""
    panels = _panels(_rows(data))
    total = len(panels)
    return [
        _panel(rows, data, alt if total == 1 else _part(alt, number, total))
        for number, rows in enumerate(panels, start=1)
    ]


def _part(alt: str, number: int, total: int) -> str:
    return say("{alt} (part {number} of {total})", alt=alt, number=number, total=total)


def _rows(data: dict[str, Any]) -> list[_Row]:
    """Return areas in their first order, each with its tasks in theirs."""
    order: dict[str, int] = {}
    for bar in data["bars"]:
        order.setdefault(bar["area"], len(order))
    bars = sorted(data["bars"], key=lambda bar: order[bar["area"]])
    rows = []
    for area, tasks in groupby(bars, key=lambda bar: bar["area"]):
        rows.append(_Row(height=26, lines=wrap(area, WIDTH - 20, SMALL, most=1), bar=None))
        for bar in tasks:
            lines = wrap(bar["label"], LABEL, SMALL, most=2)
            rows.append(_Row(height=LINE * len(lines) + GAP, lines=lines, bar=bar))
    return rows


def _panels(rows: list[_Row]) -> list[list[_Row]]:
    """Cut where a page is full, never between an area's name and its first task."""
    panels: list[list[_Row]] = [[]]
    area = rows[0]
    for index, row in enumerate(rows):
        if row.bar is None:
            area = row
        ahead = row.height + (rows[index + 1].height if row.bar is None else 0)
        if panels[-1] and sum(one.height for one in panels[-1]) + ahead > PANEL:
            panels.append([] if row.bar is None else [area])
        panels[-1].append(row)
    return panels


def _panel(rows: list[_Row], data: dict[str, Any], alt: str) -> str:
    legend_of = {
        "task": (say("Task"), TASK),
        "critical": (say("On the critical path"), CRITICAL),
        "float": (say("Room to slip"), FLOAT),
    }
    entries = [legend_of[name] for name in _used(data)]
    stones = _stone_lanes(data, _scale(data))
    lanes = 1 + max((lane for _, lane in stones), default=-1)
    top = legend_places(entries)[1] + 22 + 15 * lanes
    canvas = Canvas(top + sum(row.height for row in rows) + 8)
    legend(canvas, entries)
    across = _scale(data)
    for stone, lane in stones:
        x, start = across(_number(stone["at"], data)), legend_places(entries)[1] + 8 + 15 * lane
        canvas.line([(x, start), (x, canvas.height - 8)], ACCENT, 1, (3, 2))
    _calendar(canvas, data, across, top)
    y = top
    for row in rows:
        _row(canvas, row, data, across, y)
        y += row.height
    _stones(canvas, stones, data, across, legend_places(entries)[1] + 8)
    return canvas.svg(alt)


def _stones(
    canvas: Canvas,
    stones: list[tuple[dict[str, Any], int]],
    data: dict[str, Any],
    across: Scale,
    top: float,
) -> None:
    """Write the milestones; their words stand on paper so that no line crosses them."""
    for stone, lane in stones:
        x, y = across(_number(stone["at"], data)), top + 15 * lane
        words = _stone_words(stone, data)
        wide = text_width(words, SMALL)
        start = x - 9 - wide if x + wide + 10 > WIDTH else x + 9
        canvas.rect(start, y - 7, wide, 14, Look(colour=PAPER))
        canvas.marker(x, y, STONE, 8)
        if start < x:
            canvas.text(x - 9, y, words, size=SMALL, anchor="right")
        else:
            canvas.text(start, y, words, size=SMALL)


def _row(canvas: Canvas, row: _Row, data: dict[str, Any], across: Scale, y: float) -> None:
    middle = y + row.height / 2
    if row.bar is None:
        canvas.line([(0, y + row.height - 3), (WIDTH, y + row.height - 3)], MUTED, 0.8)
        canvas.text(0, middle + 1, row.lines[0], size=SMALL + 1, bold=True)
        return
    canvas.paragraph(8, middle, row.lines, size=SMALL, anchor="left")
    bar = row.bar
    start, finish = _number(bar["start"], data), _end(bar["finish"], data)
    if "finish_late" in bar and _end(bar["finish_late"], data) > finish:
        late = across(_end(bar["finish_late"], data))
        canvas.rect(across(finish), middle - 2, late - across(finish), 4, FLOAT)
    width = max(across(finish) - across(start), 3.0)
    look = CRITICAL if bar.get("critical") else TASK
    canvas.rect(across(start), middle - 6, width, 12, look)


def _calendar(canvas: Canvas, data: dict[str, Any], across: Scale, top: float) -> None:
    edge = -1.0
    for value, word in _ticks(data, across):
        x = across(value)
        canvas.line([(x, top - 4), (x, canvas.height - 8)], GRID, 0.8)
        half = text_width(word, SMALL) / 2
        place = min(max(x, LABEL + half), WIDTH - half)
        if place - half > edge:
            canvas.rect(place - half, top - 19, 2 * half, 13, Look(colour=PAPER))
            canvas.text(place, top - 12, word, size=SMALL, anchor="center", colour=MUTED)
            edge = place + half + 8
    canvas.line([(LABEL + 16, top - 4), (WIDTH, top - 4)], INK, 1)


def _ticks(data: dict[str, Any], across: Scale) -> list[tuple[float, str]]:
    if data["unit"] == "working_day":
        return [(value, working_day(value)) for value, _ in across.ticks("integer", about=6)]
    first, last = date.fromordinal(int(across.low)), date.fromordinal(int(across.high))
    if (last - first).days <= 70:
        monday = first + timedelta(days=-first.weekday() % 7)
        weeks = range(0, (last - monday).days + 1, 7)
        days = [monday + timedelta(days=offset) for offset in weeks]
        return [(float(one.toordinal()), day(one).rsplit(" ", 1)[0]) for one in days]
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = [date(index // 12, index % 12 + 1, 1) for index in months]
    return [(float(one.toordinal()), month(one)) for one in starts]


def _scale(data: dict[str, Any]) -> Scale:
    bars = data["bars"]
    values = [_number(bar["start"], data) for bar in bars]
    values += [_end(bar.get("finish_late", bar["finish"]), data) for bar in bars]
    values += [_end(bar["finish"], data) for bar in bars]
    values += [_number(stone["at"], data) for stone in data.get("milestones", [])]
    low, high = min(values), max(values)
    return Scale(low=low, high=max(high, low + 1), start=LABEL + 20, end=WIDTH - 8)


def _stone_lanes(data: dict[str, Any], across: Scale) -> list[tuple[dict[str, Any], int]]:
    """Return each milestone with the lane in which its words meet no other's."""
    ends: list[list[tuple[float, float]]] = []
    placed = []
    stones = data.get("milestones", [])
    for stone in sorted(stones, key=lambda stone: _number(stone["at"], data)):
        x, wide = across(_number(stone["at"], data)), text_width(_stone_words(stone, data), SMALL)
        span = (x - wide - 15, x + 8) if x + wide + 10 > WIDTH else (x - 8, x + wide + 15)
        lane = next(
            (
                number
                for number, taken in enumerate(ends)
                if all(span[1] <= left or right <= span[0] for left, right in taken)
            ),
            len(ends),
        )
        if lane == len(ends):
            ends.append([])
        ends[lane].append(span)
        placed.append((stone, lane))
    return placed


def _stone_words(stone: dict[str, Any], data: dict[str, Any]) -> str:
    at = stone["at"]
    when = working_day(at) if data["unit"] == "working_day" else day(at)
    return f"{wrap(stone['label'], 260, SMALL, most=1)[0]}, {when}"


def _number(moment: Any, data: dict[str, Any]) -> float:
    if data["unit"] == "working_day":
        return float(moment)
    return float(date.fromisoformat(moment).toordinal())


def _end(moment: Any, data: dict[str, Any]) -> float:
    """Return where a bar ends: a date means the whole of that day."""
    return _number(moment, data) + (1 if data["unit"] == "date" else 0)


def _used(data: dict[str, Any]) -> list[str]:
    bars = data["bars"]
    names = ["task"] if not all(bar.get("critical") for bar in bars) else []
    if any(bar.get("critical") for bar in bars):
        names.append("critical")
    if any("finish_late" in bar for bar in bars):
        names.append("float")
    return names
