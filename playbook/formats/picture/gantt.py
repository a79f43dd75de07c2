"""Tasks over time, grouped by area; the critical ones marked; on as many panels as pages need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.transforms import blended_transform_factory

from playbook.blocks import Gantt, Milestone, Span
from playbook.formats.picture.sheet import (
    PAGE,
    ROOM,
    SMALL,
    Canvas,
    every,
    filled,
    in_lines,
    legend,
    marked,
    number,
    one_line,
    reach,
    sheet,
    width_of,
)
from playbook.look.theme import ACCENT, CRITICAL, FLOAT, INK, MUTED, PAPER, TASK, Look
from playbook.words.language import say
from playbook.words.wording import day, day_and_month, month, working_day

PANEL = 780.0
"""How high the rows of a panel may be together, in pixels; what follows are pixels too."""
LABEL = 250.0
CALENDAR = PAGE.width - LABEL - 20
LINE, GAP, AREA = 13.0, 9.0, 26.0
HEAD, LANE, FOOT = 38.0, 18.0, 8.0
WEEKS = 70
"""Up to how many days a plan is shown by weeks, not by months."""
MOST_LINES = 3
MOST_UNNAMED = 3
"""From this step on, only the weeks or months that are named have a line."""
STONE = Look(colour=ACCENT, marker="D")
ON_PAPER = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One line of the plan: an area's name, or a task of it."""

    name: str
    bar: Span | None = None

    @property
    def height(self) -> float:
        """Return how high the row is."""
        return AREA if self.bar is None else LINE * (1 + self.name.count("\n")) + GAP


def draw(chart: Gantt, page: Canvas = PAGE) -> list[Figure]:
    """Return the chart, split into panels that each fit a printed page; a phone scrolls in it."""
    return [_panel(chart, rows) for rows in _panels(_rows(chart))]


def _rows(chart: Gantt) -> list[_Row]:
    rows = []
    for area, bars in chart.areas.items():
        rows.append(_Row(name=one_line(area, PAGE.width - 20)))
        names = in_lines((bar.label for bar in bars), LABEL, most=MOST_LINES)
        rows += [_Row(name=name, bar=bar) for name, bar in zip(names, bars, strict=True)]
    return rows


def _panels(rows: Sequence[_Row]) -> list[list[_Row]]:
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


def _panel(chart: Gantt, rows: Sequence[_Row]) -> Figure:
    height = sum(row.height for row in rows)
    figure, axes = sheet(height + HEAD + LANE * len(chart.milestones) + FOOT)
    figure.set_layout_engine("none")
    axes.set_ylim(height, 0)
    reach(axes.set_xlim, chart.extent)
    _tasks(axes, chart, rows)
    margin = _calendar(axes, chart)
    for lane, stone in enumerate(sorted(chart.milestones, key=lambda stone: chart.at(stone.at))):
        _milestone(axes, chart, stone, (-HEAD - LANE * lane, height))
    looks = _looks(chart)
    legend(figure, [Patch(**filled(look)) for look in looks.values()], list(looks))
    left, total = 1 - CALENDAR / PAGE.width, figure.bbox.height
    axes.set_position((left, FOOT / total, 1 - left - margin / PAGE.width, height / total))
    return figure


def _tasks(axes: Axes, chart: Gantt, rows: Sequence[_Row]) -> None:
    """Write a row a task, with its bar, and the areas over theirs, further to the left."""
    tasks, areas, edge = {}, {}, 0.0
    for row in rows:
        middle, edge = edge + row.height / 2, edge + row.height
        if row.bar is None:
            areas[middle] = row.name
            _underline(axes, edge - 3)
        else:
            tasks[middle] = row.name
            _task(axes, chart, row.bar, middle)
    bold: dict[str, Any] = {"weight": "bold", "size": (SMALL + 1) * ROOM}
    axes.set_yticks(list(tasks), tasks.values(), ha="left", color=INK)
    axes.set_yticks(list(areas), areas.values(), minor=True, ha="left", color=INK, **bold)
    axes.tick_params(axis="y", which="major", pad=LABEL + 12)
    axes.tick_params(axis="y", which="minor", pad=LABEL + 20)


def _underline(axes: Axes, place: float) -> None:
    across = blended_transform_factory(axes.figure.transFigure, axes.transData)
    axes.plot([0, 1], [place, place], color=MUTED, linewidth=0.8, transform=across)


def _task(axes: Axes, chart: Gantt, bar: Span, middle: float) -> None:
    start, finish = chart.at(bar.start), chart.end(bar.finish)
    late = chart.end(bar.finish_late) if bar.finish_late is not None else finish
    if late > finish:
        axes.barh(middle, late - finish, 4, left=finish, **filled(FLOAT))
    seen = 3 * (chart.extent[1] - chart.extent[0]) / CALENDAR
    look = CRITICAL if bar.critical else TASK
    axes.barh(middle, max(finish - start, seen), 12, left=start, **filled(look))


def _calendar(axes: Axes, chart: Gantt) -> float:
    """Write the weeks, the months or the working days over the tasks; return what hangs over."""
    axes.xaxis.tick_top()
    axes.spines["top"].set(visible=True, color=INK)
    if chart.dated:
        places, names = _dates(*chart.extent)
    else:
        number(axes.xaxis, "integer")
        places = [float(place) for place in axes.get_xticks()]
        names = [working_day(place) for place in places]
    step = every(names, CALENDAR)
    words = [name if index % step == 0 else "" for index, name in enumerate(names)]
    lines = 1 if step <= MOST_UNNAMED else step
    axes.set_xticks(places[::lines], words[::lines], bbox=ON_PAPER)
    axes.xaxis.grid(True)
    low, high = axes.get_xlim()
    rests = ((high - place) / (high - low) * CALENDAR for place in places)
    halves = (width_of(word) / 2 for word in words)
    return max(FOOT, *(half - rest for half, rest in zip(halves, rests, strict=True)))


def _dates(low: float, high: float) -> tuple[list[float], list[str]]:
    """Return the Mondays of a short plan, else the first days of its months."""
    days = [date.fromordinal(number) for number in range(int(low), int(high) + 1)]
    if len(days) <= WEEKS + 1:
        named = [one for one in days if one.weekday() == 0] or days[:1]
        names = [day_and_month(one) for one in named]
    else:
        named = [one for one in days[1:] if one.day == 1]
        names = [month(one) for one in named]
    return [float(one.toordinal()) for one in named], names


def _milestone(axes: Axes, chart: Gantt, stone: Milestone, ends: tuple[float, float]) -> None:
    """Write a milestone in its own lane over the calendar, with a line down through the tasks.

    Its words stand on its left, over the lanes of the earlier ones: no line crosses them.
    """
    place, (low, high) = chart.at(stone.at), axes.get_xlim()
    when = day(stone.at) if isinstance(stone.at, str) else working_day(stone.at)
    words = say("{what}: {value}", what=one_line(stone.label, 260), value=when)
    room = PAGE.width - CALENDAR + (place - low) / (high - low) * CALENDAR
    away, side = (-9, "right") if width_of(words) + 15 < room else (9, "left")
    style: dict[str, Any] = {"textcoords": "offset pixels", "annotation_clip": False}
    axes.plot([place, place], ends, color=ACCENT, linewidth=1, linestyle=(0, (3, 2)), zorder=0.1)
    axes.plot(place, ends[0], **marked(STONE, 8))
    axes.annotate(words, (place, ends[0]), (away, 0), ha=side, va="center", bbox=ON_PAPER, **style)


def _looks(chart: Gantt) -> dict[str, Look]:
    """Return the looks that the plan uses, each under what it means."""
    known = {
        say("Task"): (TASK, not all(bar.critical for bar in chart.bars)),
        say("On the critical path"): (CRITICAL, any(bar.critical for bar in chart.bars)),
        say("Room to slip"): (FLOAT, any(bar.finish_late is not None for bar in chart.bars)),
    }
    return {words: look for words, (look, used) in known.items() if used}
