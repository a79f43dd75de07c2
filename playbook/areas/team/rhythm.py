"""What keeps the team going: training, meetings with the first day of each, incentive sheets."""

from __future__ import annotations

import math
from datetime import date, timedelta

from playbook.areas.team.posts import CLIENT, TRAINING
from playbook.blocks import Column, Table
from playbook.engagement.conditions import fitting
from playbook.engagement.engagement import Engagement
from playbook.project.raci import role_name
from playbook.words.language import localised, say
from playbook.words.wording import day, share
from sim.model.months import first_of_month, first_of_quarter
from sim.tables.read import read_table
from sim.tables.rules import rule

REVISION_DAY, MONDAY = 20, 0


def training(engagement: Engagement) -> Table:
    """Return the modules of the training with their hours and who gives them."""
    plan = engagement.plan
    rows = fitting(engagement, read_table("team/training_modules"))
    hours = sum(row.number("hours") for row in rows)
    known = {task.task_id for task in plan.network.tasks}
    when = plan.dated(plan.starts(TRAINING)) if TRAINING in known else "–"
    return Table(
        title=say("Training: {hours} hours from {day} on", hours=f"{hours:g}", day=when),
        columns=(
            Column(name=say("Module")),
            Column(name=say("Hours"), format="integer"),
            Column(name=say("Given by")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                round(row.number("hours")),
                role_name(row.text("given_by")),
            )
            for row in rows
        ),
    )


def meetings(engagement: Engagement) -> Table:
    """Return the meetings, who comes, what is decided, and the first day of each."""
    return Table(
        title=say("Meetings, and the first of each"),
        columns=(
            Column(name=say("Meeting")),
            Column(name=say("Minutes"), format="integer"),
            Column(name=say("Who")),
            Column(name=say("On the agenda")),
            Column(name=say("First on")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                row.integer("minutes"),
                localised(row, "who"),
                localised(row, "subject"),
                day(first_meeting(engagement, row.text("rhythm"))),
            )
            for row in read_table("team/meetings")
        ),
        note=say("A day off moves a meeting to the next working day."),
    )


def reports(engagement: Engagement) -> Table:
    """Return the reports: who writes them to whom, what they say, and the first day of each."""
    return Table(
        title=say("Reports, and the first of each"),
        columns=(
            Column(name=say("Report")),
            Column(name=say("Written by")),
            Column(name=say("To")),
            Column(name=say("It says")),
            Column(name=say("First on")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                role_name(row.text("from_role")),
                role_name(row.text("to_role")),
                localised(row, "content"),
                day(first_meeting(engagement, row.text("rhythm"))),
            )
            for row in read_table("team/reports")
        ),
    )


def first_meeting(engagement: Engagement, rhythm: str) -> date:
    """Return the first day of a meeting that is held ``daily``, ``weekly`` and so on.

    That of the ``project`` is on Mondays from the start of the plan; daily and weekly ones begin
    with the go-live, the monthly one is on the 20th after it, and the
    quarterly one so many working days before the next quarter as the plan is filed.
    """
    plan = engagement.plan
    workdays, live = plan.timeline.workdays, plan.ends(plan.network.goal)
    if rhythm == "project":
        start = plan.timeline.day(1)
        return workdays.add(start + timedelta(days=(MONDAY - start.weekday()) % 7), 0)
    if rhythm == "daily":
        return workdays.add(live, 0)
    if rhythm == "weekly":
        return workdays.add(live + timedelta(days=(MONDAY - live.weekday()) % 7 or 7), 0)
    if rhythm == "monthly":
        month = first_of_month(live, int(live.day > REVISION_DAY))
        return workdays.add(month.replace(day=REVISION_DAY), 0)
    return workdays.add(first_of_quarter(live, 1), -engagement.client.file.plan.filed_days)


def incentives(side: str) -> Table:
    """Return the incentive sheet of a side, to be filled in."""
    rows = [row for row in read_table("team/incentives") if row["side"] == side]
    weights = [row.number("weight") for row in rows]
    title = say("Incentive sheet of the agency's team")
    if side == CLIENT:
        title = say("Incentive sheet of the client's team")
    ids = [row.text("kpi_id") for row in rows]
    return Table(
        title=title,
        columns=(
            Column(name=say("Measure")),
            Column(name=say("Weight"), format="share", id="weight"),
            Column(name=say("Reached"), format="share", id="reached"),
            Column(name=say("Counts"), format="share", id="counts"),
        ),
        rows=(
            *(
                (localised(row, "name"), weight, 1.0, weight)
                for row, weight in zip(rows, weights, strict=True)
            ),
            (say("together"), math.fsum(weights), None, math.fsum(weights)),
        ),
        row_ids=(*ids, "together"),
        formulas=(
            ("counts", "weight * reached"),
            ("together", f"sum({', '.join(ids)})"),
        ),
        total=True,
        note=say(
            "Write what was reached into the workbook. Full marks pay {bonus} of a month's fixed"
            " pay (EXPERT); nothing is paid in a month with a breach of the red lines.",
            bonus=share(rule("team.bonus_share").value),
        ),
    )
