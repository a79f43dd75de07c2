"""A plan in a sheet: tasks with dates, and a calendar coloured by them; a changed date moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from playbook.blocks import Gantt
from playbook.formats.workbook.page import HEAD, WIDEST, SheetPage, width
from playbook.look.theme import CRITICAL, FLOAT, GRID, TASK, text_on
from playbook.words.language import language, say

_MOST_DAYS = 75
"""Longer plans are shown week by week."""

_ISO = "yyyy-mm-dd"
_DAY = {"en": "d mmm", "zh": 'm"月"d"日"'}
_WEEKEND = "#eceff2"
START, FINISH, LENGTH, LATEST, CRITICAL_COLUMN, GRID_FROM = 2, 3, 4, 5, 6, 8


@dataclass(frozen=True, kw_only=True)
class _PlanRow:
    """One row: a task, or a milestone, which has one day only."""

    label: str
    area: str
    start: Any
    finish: Any
    latest: Any = None
    critical: bool = False
    stone: bool = False


def write_gantt(page: SheetPage, chart: Gantt, chapter: str) -> None:
    """Write the plan; the colours of its calendar are computed by Excel from the dates."""
    dated = chart.dated
    lines = _lines(chart)
    first, step, cells = _calendar(lines, dated)
    widths = _widths(lines, dated, step, cells)
    page.open(chart.title, chapter, widths)
    _legend(page)
    _heads(page, first, step, cells, dated)
    for number, line in enumerate(lines):
        _row(page, HEAD + 1 + number, line, dated, widths)
    last = HEAD + len(lines)
    _colour(page, last, step, cells, dated)
    page.sheet.autofilter(HEAD, 0, last, CRITICAL_COLUMN)
    page.sheet.freeze_panes(HEAD + 1, 1)
    notes = [chart.note] if chart.note else []
    notes.append(
        say("Change a start, a finish or the first day of the calendar: the bars move with it.")
    )
    for row, note in enumerate(notes, start=last + 2):
        page.text(row, 0, note, page.styles.of(font_color=page.styles.brand.muted, font_size=9))
    page.close()


def _lines(plan: Gantt) -> list[_PlanRow]:
    stones = [
        _PlanRow(
            label=stone.label,
            area=say("Milestone"),
            start=_moment(stone.at),
            finish=_moment(stone.at),
            stone=True,
        )
        for stone in plan.milestones
    ]
    tasks = [
        _PlanRow(
            label=bar.label,
            area=bar.area,
            start=_moment(bar.start),
            finish=_moment(bar.finish),
            latest=None if bar.finish_late is None else _moment(bar.finish_late),
            critical=bar.critical,
        )
        for bar in plan.bars
    ]
    return stones + tasks


def _moment(told: str | float) -> date | float:
    return date.fromisoformat(told) if isinstance(told, str) else told


def _calendar(lines: list[_PlanRow], dated: bool) -> tuple[Any, int, int]:
    """Return the calendar's first cell, the days of each, and how many there are."""
    first = min(line.start for line in lines)
    last = max(line.latest or line.finish for line in lines)
    span = (last - first).days + 1 if dated else ceil(last - first)
    step = 1 if span <= _MOST_DAYS else 7 if dated else 5
    if dated and step > 1:
        first -= timedelta(days=first.weekday())
    return first, step, ceil(span / step) + (4 if step == 1 else 3)


def _widths(lines: list[_PlanRow], dated: bool, step: int, cells: int) -> list[float]:
    labels = min(max(width(line.label) for line in lines) + 2, WIDEST)
    areas = min(max(width(line.area) for line in lines) + 4, 24)
    moment = 11.5 if dated else 9.0
    return [labels, areas, moment, moment, 8.0, moment, 10.0, 1.5, *[2.7 if dated else 3.6] * cells]


def _legend(page: SheetPage) -> None:
    styles = page.styles
    entries = (
        (say("Task"), TASK.colour),
        (say("On the critical path"), CRITICAL.colour),
        (say("Room to slip"), FLOAT.colour),
        (say("Milestone"), styles.brand.accent),
    )
    for column, (name, colour) in zip((1, START, LATEST, GRID_FROM), entries, strict=True):
        style = styles.of(bg_color=colour, font_color=text_on(colour), font_size=9, align="center")
        last = {1: 1, START: 4, LATEST: 6, GRID_FROM: GRID_FROM + 5}[column]
        if last > column:
            page.sheet.merge_range(3, column, 3, last, "", style)
        page.text(3, column, name, style)


def _heads(page: SheetPage, first: Any, step: int, cells: int, dated: bool) -> None:
    names = (
        say("Task"),
        say("Area"),
        say("Start"),
        say("Finish"),
        say("Days"),
        say("Finish at latest"),
        say("Critical"),
    )
    for column, name in enumerate(names):
        page.text(HEAD, column, name, page.styles.head())
    turned = page.styles.of(
        rotation=90, font_size=8, align="center", num_format=_DAY[language()] if dated else "0"
    )
    for number in range(cells):
        column = GRID_FROM + number
        if number == 0 and dated:
            page.sheet.write_datetime(HEAD, column, first, turned)
        elif number == 0:
            page.sheet.write_number(HEAD, column, first, turned)
        else:
            before = xl_rowcol_to_cell(HEAD, column - 1)
            moved = first + (timedelta(days=step * number) if dated else step * number)
            page.sheet.write_formula(HEAD, column, f"={before}+{step}", turned, _serial(moved))
    page.sheet.set_row(HEAD, 46)


def _row(page: SheetPage, row: int, line: _PlanRow, dated: bool, widths: list[float]) -> None:
    styles, sheet = page.styles, page.sheet
    text = styles.plain(bottom=1, bottom_color=GRID, bold=line.stone)
    day = styles.of(
        num_format=_ISO if dated else "#,##0.0", valign="top", bottom=1, bottom_color=GRID
    )
    number = styles.of(num_format="0", valign="top", bottom=1, bottom_color=GRID)
    page.tall(row, [line.label, line.area], widths)
    page.text(row, 0, line.label, text)
    page.text(row, 1, line.area, text)
    for column, moment in ((START, line.start), (FINISH, line.finish), (LATEST, line.latest)):
        if moment is None:
            sheet.write_blank(row, column, None, day)
        elif dated:
            sheet.write_datetime(row, column, moment, day)
        else:
            sheet.write_number(row, column, moment, day)
    begins, ends = xl_rowcol_to_cell(row, START), xl_rowcol_to_cell(row, FINISH)
    if line.stone:
        sheet.write_blank(row, LENGTH, None, number)
    else:
        length = _serial(line.finish) - _serial(line.start) + dated
        sheet.write_formula(row, LENGTH, f"={ends}-{begins}{'+1' * dated}", number, length)
    page.text(row, CRITICAL_COLUMN, say("yes") if line.critical else "", text)


def _colour(page: SheetPage, last: int, step: int, cells: int, dated: bool) -> None:
    """Let Excel colour the calendar: the first rule that holds wins."""
    top, right = HEAD + 2, GRID_FROM + cells - 1
    area, critical = f"$B{top}", f"${xl_col_to_name(CRITICAL_COLUMN)}{top}"
    begins, ends, latest = (f"${xl_col_to_name(c)}{top}" for c in (START, FINISH, LATEST))
    at = f"{xl_col_to_name(GRID_FROM)}${HEAD + 1}"
    over = f"{ends}+1" if dated else f"MAX({ends},{begins}+0.01)"
    late = f"{latest}+1" if dated else latest
    running = f"{begins}<{at}+{step},{over}>{at}"
    stone = say("Milestone").replace('"', '""')
    rules = [
        (f'=AND({area}="{stone}",{running})', page.styles.brand.accent),
        (f'=AND({critical}<>"",{running})', CRITICAL.colour),
        (f"=AND({running})", TASK.colour),
        (f"=AND({latest}>0,{over}<{at}+{step},{late}>{at})", FLOAT.colour),
    ]
    if dated and step == 1:
        rules.append((f"=WEEKDAY({at},2)>5", _WEEKEND))
    for rule, colour in rules:
        page.sheet.conditional_format(
            HEAD + 1,
            GRID_FROM,
            last,
            right,
            {
                "type": "formula",
                "criteria": rule,
                "format": page.styles.of(bg_color=colour),
                "stop_if_true": True,
            },
        )


def _serial(moment: Any) -> float:
    """Return a date as Excel counts it, a number as it is."""
    if isinstance(moment, date):
        return (moment - date(1899, 12, 30)).days
    return float(moment)
