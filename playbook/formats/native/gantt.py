"""A plan as a native chart: bars of days on an unseen bar that reaches to each one's start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_MARK
from pptx.util import Pt

from playbook.blocks import Gantt, Milestone, Span
from playbook.formats.native import styling
from playbook.formats.native.numbers import Categories, Unit
from playbook.formats.native.writing import Box, Paragraph, Run, text_box
from playbook.look.theme import ACCENT, CRITICAL, FLOAT, TASK
from playbook.words.language import language, say
from playbook.words.wording import short_day, working_day

MOST_ROWS = 19
"""How many lines of a plan one slide shows legibly."""

_BEFORE = date(1899, 12, 30).toordinal()
"""The day nought of Excel."""

_DATES = {"en": "d mmm", "zh": 'm"月"d"日"'}


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One line: an area's name, a milestone or a task."""

    label: str
    start: float | None = None
    task: float | None = None
    critical: float | None = None
    float_: float | None = None
    stone: float | None = None


def rows_of(plan: Gantt) -> list[PlanRow]:
    """Return milestones first, then the areas in their first order, each with its tasks."""
    rows = [_stone(plan, one) for one in sorted(plan.milestones, key=lambda one: plan.at(one.at))]
    for area, bars in plan.areas.items():
        if len(plan.areas) > 1:
            rows.append(PlanRow(label=f"■ {area}"))
        rows += [_task(plan, bar) for bar in bars]
    return rows


def panels(rows: list[PlanRow]) -> list[list[PlanRow]]:
    """Cut the plan into slides that hold about alike; an area never ends with its name."""
    parts = -(-len(rows) // MOST_ROWS)
    while True:
        for most in range(-(-len(rows) // parts), MOST_ROWS + 1):
            found = _panels_of(rows, most)
            if len(found) <= parts:
                return found
        parts += 1


def _panels_of(rows: list[PlanRow], most: int) -> list[list[PlanRow]]:
    found: list[list[PlanRow]] = [[]]
    for row in rows:
        header = row.start is None
        if len(found[-1]) >= most or (header and len(found[-1]) >= most - 1):
            found.append([])
        if not found[-1] and not header and row.stone is None and len(found) > 1:
            area = next((one for one in reversed(found[-2]) if one.start is None), None)
            found[-1] += [area] if area else []
        found[-1].append(row)
    return found


def draw(slide: Any, box: Box, block: Gantt, moment: datetime, rows: Sequence[PlanRow] = ()) -> Any:
    """Draw the plan, or those lines of it."""
    every = rows_of(block)
    parts = _parts(rows or every)
    data: Any = Categories(moment, "0")
    data.categories = styling.names([row.label for row in rows or every], 70)
    for name, values, _ in parts:
        data.add_series(name, values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *box.emu(), data)
    chart = frame.chart
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    styling.dressed(chart, legend=False)
    for series, (_, _, colour) in zip(chart.plots[0].series, parts, strict=True):
        if colour:
            styling.painted(series.format, colour)
        else:
            styling.unseen(series.format)
    _legend(slide, box, parts)
    _axes(chart, block, every)
    labels = styling.names([row.label for row in every], 70)
    bottom = 24.0 if block.dated else 42.0
    styling.name_column(chart, labels, box.width, box.height, top=28.0, bottom=bottom)
    return frame


def _parts(rows: Sequence[PlanRow]) -> list[tuple[str, list[float | None], str]]:
    """Return the series that the lines are stacked of, with their colours; "" is not seen."""
    parts = [
        (say("Start"), [row.start for row in rows], ""),
        (say("Task"), [row.task for row in rows], TASK.colour),
        (say("On the critical path"), [row.critical for row in rows], CRITICAL.colour),
        (say("Room to slip"), [row.float_ for row in rows], FLOAT.colour),
        (say("Milestone"), [row.stone for row in rows], ACCENT),
    ]
    return [part for part in parts if any(value is not None for value in part[1])]


def _axes(chart: Any, plan: Gantt, rows: Sequence[PlanRow]) -> None:
    styling.category_axis(chart.category_axis, lying=True)
    chart.category_axis.tick_labels.font.size = Pt(styling.LETTERS - 1.5)
    written = _DATES[language()] if plan.dated else "0"
    unit = Unit(divisor=1, name="", format="0", axis_format=written)
    name = "" if plan.dated else say("Working day of the plan")
    styling.value_axis(chart.value_axis, unit, name)
    chart.value_axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    _span(chart.value_axis, rows, plan.dated)
    styling.top_to_bottom(chart)


def _stone(plan: Gantt, stone: Milestone) -> PlanRow:
    dated = plan.dated
    word = short_day(str(stone.at), year=False) if dated else working_day(plan.at(stone.at))
    return PlanRow(
        label=f"◆ {stone.label} ({word})", start=_serial(plan, plan.at(stone.at)), stone=1.0
    )


def _task(plan: Gantt, bar: Span) -> PlanRow:
    start, finish = plan.at(bar.start), plan.end(bar.finish)
    late = plan.end(bar.finish_late or bar.finish)
    length = max(finish - start, 0.3)
    return PlanRow(
        label=" ".join(bar.label.split()),
        start=_serial(plan, start),
        task=None if bar.critical else length,
        critical=length if bar.critical else None,
        float_=late - finish if late > finish else None,
    )


def _legend(slide: Any, box: Box, parts: Sequence[tuple[str, list[float | None], str]]) -> None:
    """Say what the colours mean; the chart's own legend would name the unseen bars, too."""
    runs = []
    for name, _, colour in parts:
        if colour:
            runs.append(Run(text="■ ", size=styling.LETTERS, colour=colour))
            runs.append(Run(text=f"{name}     ", size=styling.LETTERS))
    text_box(slide, replace(box, height=16), [Paragraph(runs=tuple(runs))])


def _span(axis: Any, rows: Sequence[PlanRow], dated: bool) -> None:
    """Give every slide of the plan the same calendar, in whole weeks or months."""
    starts = [row.start for row in rows if row.start is not None]
    ends = [
        row.start + sum(part or 0 for part in (row.task, row.critical, row.float_, row.stone))
        for row in rows
        if row.start is not None
    ]
    low, high = min(starts), max(ends)
    step = next((one for one in (1, 2, 5, 7, 14, 28, 56, 91) if (high - low) / one <= 9), 182)
    if dated:
        low -= (low - 2) % 7  # serial 2 was a Monday
    axis.minimum_scale, axis.major_unit = low, step
    axis.maximum_scale = low + -(-(high - low) // step) * step


def _serial(plan: Gantt, moment: float) -> float:
    """Return a date's ordinal as Excel counts days, a working day's number as it is."""
    return moment - _BEFORE if plan.dated else moment
