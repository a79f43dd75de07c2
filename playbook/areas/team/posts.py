"""The team: posts, training, meetings and incentive sheets, each with its date and its cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from playbook.blocks import Column, Table
from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.engagement import Engagement, deciding
from playbook.engagement.service import service_plan
from playbook.project.changes import fitting
from playbook.project.plan import OnboardingPlan
from playbook.project.task import giver, role_name
from playbook.words.language import localised, say
from playbook.words.wording import day, share
from sim.model.units import first_of_month, first_of_quarter
from sim.tables.columns import Row
from sim.tables.read import read_table
from sim.tables.rules import rule

AGENCY, CLIENT = "agency", "client"
SERVICE = "agency_cs_agent"
TRAINING, LINK, TESTS = "TM5", "LG7", "LG6"


@dataclass(frozen=True, kw_only=True)
class Post:
    """One role: how many full-time people, from which day on, and where their search begins."""

    row: Row
    full_time: float
    needed: date | None
    search: date | None

    @property
    def role(self) -> str:
        """Return the role's id."""
        return self.row.text("role")

    @property
    def side(self) -> str:
        """Return whose people these are."""
        return self.row.text("side")

    @property
    def cost_cny(self) -> float:
        """Return the cost of a month."""
        return self.full_time * self.row.number("monthly_cost_cny")


def posts(engagement: Engagement) -> list[Post]:
    """Return every role of the plan's tasks and of the store's service, agency first."""
    plan = engagement.plan
    first = first_days(plan)
    agents = service_agents(engagement)
    found = []
    for row in read_table("team/roles"):
        role = row.text("role")
        if role not in first:
            continue
        needed = first[role]
        full_time = agents if role == SERVICE else row.number("full_time_people")
        if row["side"] in (AGENCY, CLIENT) and full_time:
            kind = (
                "hire_lead_service_workdays"
                if role.startswith("agency_cs")
                else "hire_lead_workdays"
            )
            search = plan.timeline.workdays.add(needed, -round(rule(f"team.{kind}").value))
            found.append(Post(row=row, full_time=full_time, needed=needed, search=search))
    return sorted(found, key=lambda post: (post.side != AGENCY, post.needed or date.max, post.role))


def service_agents(engagement: Engagement) -> float:
    """Return the service agents to employ for a normal week, by Erlang C; the lead not counted."""
    client = engagement.client
    return float(service_plan(client, campaigns_of(client)).on_roll)


def first_days(plan: OnboardingPlan) -> dict[str, date]:
    """Return for each role the day of the first task that it works on, answers or gives input for.

    A paper for the platform is an input too; service agents are needed for their training.
    """
    found: dict[str, date] = {}
    for role, task_id in _needs(plan):
        day = plan.starts(task_id)
        found[role] = min(day, found.get(role, day))
    return found


def _needs(plan: OnboardingPlan) -> Iterator[tuple[str, str]]:
    known = {task.task_id for task in plan.network.tasks}
    for task in plan.network.tasks:
        yield from ((role, task.task_id) for role in (*task.responsible, *task.accountable))
        if task.needs_client_input:
            yield giver(task), task.task_id
    for paper in read_table("platform/store_papers"):
        if paper["task_id"] in known:
            yield paper.text("given_by"), paper.text("task_id")
    linked = LINK if LINK in known else TESTS
    for owner in (*read_table("logistics/erp_interfaces"), *read_table("logistics/cutover_tests")):
        yield owner.text("owner"), linked if linked in known else plan.network.goal
    yield SERVICE, TRAINING if TRAINING in known else plan.network.goal


REVISION_DAY, MONDAY = 20, 0


def training(engagement: Engagement) -> Table:
    """Return the modules of the training with their hours and who gives them."""
    plan = engagement.plan
    modules = read_table("team/training_modules")
    rows = fitting(engagement.client.file, modules, deciding(engagement))
    hours = sum(row.number("hours") for row in rows)
    known = {task.task_id for task in plan.network.tasks}
    when = plan.dated(plan.starts(TRAINING)) if TRAINING in known else "–"
    return Table(
        title=say("Training: {hours} hours from {day} on", hours=f"{hours:g}", day=when),
        detail=True,
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
        detail=True,
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
        detail=True,
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
    with the go-live, the monthly one is on the 20th after it, and the quarterly one, after that,
    so many working days before a quarter as the plan is filed.
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
    month = first_of_month(live, int(live.day > REVISION_DAY))
    revision = workdays.add(month.replace(day=REVISION_DAY), 0)
    if rhythm == "monthly":
        return revision
    before = -engagement.client.file.plan.filed_days
    return next(
        held
        for quarter in count(1)
        if (held := workdays.add(first_of_quarter(live, quarter), before)) > revision
    )


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
        detail=True,
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
            "Write what was reached into the workbook. Full marks pay {bonus} of a month's fixed "
            "pay (our estimate); nothing is paid in a month with a breach of the red lines.",
            bonus=share(rule("team.bonus_share").value),
        ),
    )
