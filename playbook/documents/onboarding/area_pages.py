"""One area of the plan: its schedule, decisions, inputs, deliverables, RACI, KPIs and risks."""

from __future__ import annotations

import math
from collections.abc import Iterator

from playbook.blocks import Block, Blocks, Bullets, Column, Heading, Prose, Table
from playbook.documents.onboarding.measures import area_purpose, area_title, kpis, risks
from playbook.engagement.engagement import Engagement, deciding
from playbook.project.changes import fitting
from playbook.project.phrases import labelled, ordinary, working_days
from playbook.project.plan import OnboardingPlan, by_start, timetable
from playbook.project.task import Task, giver, raci_table, role_name
from playbook.words.language import localised, say, say_many
from playbook.words.wording import day, sentences
from sim.tables.read import read_table


def area(engagement: Engagement, name: str) -> Blocks:
    """Return the chapter of one area of ``AREAS``."""
    plan = engagement.plan
    tasks, within = by_start(plan, name), ordinary(area_title(name))
    return Blocks(
        [
            Heading(text=_title(plan, name, tasks)),
            Prose(text=sentences(area_purpose(engagement, name), _place_in_plan(plan, tasks))),
            timetable(plan, tasks, title=say("Schedule: {area}", area=within)),
            *_decisions(plan, tasks),
            *_inputs(engagement, tasks),
            raci_table(tasks, title=say("Who does what: {area}", area=within)),
            *kpis(engagement, name),
            *risks(engagement, name),
            *_listed(engagement, name, "check", say("To be true before the go-live")),
            *_listed(engagement, name, "question", say("Open questions")),
        ]
    )


def _title(plan: OnboardingPlan, name: str, tasks: tuple[Task, ...]) -> str:
    return say_many(
        "{area}: {n} task, done by {date}",
        "{area}: {n} tasks, done by {date}",
        len(tasks),
        area=area_title(name),
        date=day(max(plan.ends(task.task_id) for task in tasks)),
    )


def _place_in_plan(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> str:
    least = min(plan.schedule.slack[task.task_id] for task in tasks)
    if math.isinf(least):
        return say("No task of this area holds up the go-live.")
    critical = sum(plan.schedule.is_critical(task.task_id) for task in tasks)
    if critical:
        return say_many(
            "Without slack: {critical} of its {n} task.",
            "Without slack: {critical} of its {n} tasks.",
            len(tasks),
            critical=critical,
        )
    return say(
        "Its tightest task can wait {days} before the go-live moves.",
        days=working_days(least),
    )


def _decisions(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> Iterator[Block]:
    rows = tuple(
        (
            labelled(task),
            task.deliverable,
            role_name(task.decided_by),
            plan.dated(plan.ends(task.task_id)),
            plan.dated(plan.must_end(task.task_id)),
        )
        for task in tasks
        if task.decided_by
    )
    if rows:
        heads = (
            *(say("Decision"), say("Signed paper"), say("Signs")),
            *(say("Planned for"), say("At latest")),
        )
        yield Table(
            title=say_many("{n} decision to sign", "{n} decisions to sign", len(rows)),
            detail=True,
            columns=tuple(Column(name=head) for head in heads),
            rows=rows,
            note=say(
                "At latest: the last day for a go-live on {date}; a dash where the go-live does "
                "not wait.",
                date=day(plan.go_live),
            ),
        )


def _inputs(engagement: Engagement, tasks: tuple[Task, ...]) -> Iterator[Block]:
    plan = engagement.plan
    rows = tuple(
        (
            task.client_input,
            plan.dated(plan.starts(task.task_id)),
            role_name(giver(task)),
            labelled(task),
        )
        for task in tasks
        if task.needs_client_input
    )
    if rows:
        heads = (say("Input"), say("Needed on"), say("From"), say("For"))
        yield Table(
            title=say_many(
                "{n} input from {client}",
                "{n} inputs from {client}",
                len(rows),
                client=engagement.client.file.client.name,
            ),
            detail=True,
            columns=tuple(Column(name=head) for head in heads),
            rows=rows,
        )


def _listed(engagement: Engagement, area_name: str, kind: str, title: str) -> Iterator[Block]:
    """Yield the checks or the open questions of an area."""
    checklist = read_table("project/area_checklist")
    rows = fitting(engagement.client.file, checklist, deciding(engagement))
    found = [row for row in rows if row["area"] == area_name and row["kind"] == kind]
    if found:
        yield Heading(text=title, level=2)
        yield Bullets(items=tuple(localised(row, "text") for row in found))
