"""One area of the plan: its schedule, decisions, inputs, deliverables, RACI, KPIs and risks."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from playbook.blocks import Block, Blocks, Column, Heading, Prose, Table
from playbook.onboarding.area_names import AREAS
from playbook.onboarding.phrases import short, tidy, working_days
from playbook.onboarding.plan import OnboardingPlan
from playbook.raci import client_roles, raci_table, role_name
from playbook.tables import table
from playbook.task import Task
from playbook.wording import counted, day

GOVERNANCE = "governance"

_UNITS = "Days and slack in working days, by most likely durations."


def area(plan: OnboardingPlan, name: str) -> Blocks:
    """Return the chapter of one area of ``AREAS``."""
    tasks = plan.by_start(name)
    return Blocks(
        [
            Heading(text=_title(plan, name, tasks)),
            Prose(text=f"{AREAS[name].purpose} {_place_in_plan(plan, tasks)}"),
            timetable(plan, tasks, title=f"Schedule: {AREAS[name].title.lower()}"),
            *_decisions(plan, tasks),
            *_inputs(plan, tasks),
            raci_table(tasks, title=f"Who does what: {AREAS[name].title.lower()}"),
            *_kpis(name),
            *_risks(name),
        ]
    )


def _title(plan: OnboardingPlan, name: str, tasks: tuple[Task, ...]) -> str:
    last = max(plan.ends(task.task_id) for task in tasks)
    return f"{AREAS[name].title}: {counted(len(tasks), 'task')}, done by {day(last)}"


def _place_in_plan(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> str:
    slack = {task.task_id: plan.schedule.slack[task.task_id] for task in tasks}
    least = min(slack.values())
    if math.isinf(least):
        return "No task of this area holds up the go-live."
    if any(plan.schedule.is_critical(task_id) for task_id in slack):
        critical = sum(plan.schedule.is_critical(task_id) for task_id in slack)
        return f"Without slack: {critical} of its {counted(len(tasks), 'task')}."
    return f"Its tightest task can wait {working_days(least)} before the go-live moves."


def timetable(plan: OnboardingPlan, tasks: tuple[Task, ...], *, title: str) -> Table:
    """Return one row a task with its owner, dates, slack and deliverable."""
    free = any(math.isinf(plan.schedule.slack[task.task_id]) for task in tasks)
    return Table(
        title=title,
        columns=(
            Column(name="Task"),
            Column(name="Owner"),
            Column(name="Days", format="number"),
            Column(name="Starts"),
            Column(name="Done"),
            Column(name="Slack", format="number"),
            Column(name="Deliverable"),
        ),
        rows=tuple(_row(plan, task) for task in tasks),
        note=_UNITS + (" No slack figure: the go-live does not wait for it." if free else ""),
    )


def _row(plan: OnboardingPlan, task: Task) -> tuple[str | float | None, ...]:
    slack = plan.schedule.slack[task.task_id]
    return (
        f"{task.task_id} {task.name}",
        role_name(task.responsible[0]),
        tidy(task.most_likely),
        plan.dated(plan.starts(task.task_id)),
        plan.dated(plan.ends(task.task_id)),
        None if math.isinf(slack) else tidy(slack),
        task.deliverable,
    )


def _decisions(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> Iterator[Block]:
    rows = tuple(
        (
            f"{task.task_id} {short(task.name)}",
            task.deliverable,
            role_name(task.decided_by),
            plan.dated(plan.ends(task.task_id)),
            plan.dated(plan.must_end(task.task_id)),
        )
        for task in tasks
        if task.decided_by
    )
    if rows:
        names = ("Decision", "Signed paper", "Signs", "Planned for", "At latest")
        yield Table(
            title=f"{counted(len(rows), 'decision')} to sign",
            columns=tuple(Column(name=name) for name in names),
            rows=rows,
            note=(
                f"At latest: the last day for a go-live on {day(plan.facts.go_live)}; a dash where "
                f"the go-live does not wait."
            ),
        )


def _inputs(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> Iterator[Block]:
    rows = tuple(
        (
            task.client_input,
            plan.dated(plan.starts(task.task_id)),
            giver(task),
            f"{task.task_id} {short(task.name)}",
        )
        for task in tasks
        if task.needs_client_input
    )
    if rows:
        yield Table(
            title=f"{counted(len(rows), 'input')} from {plan.facts.name}",
            columns=tuple(Column(name=name) for name in ("Input", "Needed on", "From", "For")),
            rows=rows,
        )


def giver(task: Task) -> str:
    """Return the name of the client's role that has the task's input to give."""
    return role_name((client_roles(task) or task.accountable)[0])


def _kpis(name: str) -> Iterator[Block]:
    columns = ("kpi_en", "formula_en", "start_target_en", "good_en", "red_flag_en")
    yield from _content(
        "kpis",
        name,
        columns,
        heads=("KPI", "Formula", "Target at the start", "Good", "Red flag"),
        title="How success is measured",
    )


def _risks(name: str) -> Iterator[Block]:
    columns = ("risk_en", "early_sign_en", "likelihood", "impact", "control_en")
    yield from _content(
        "risks",
        name,
        columns,
        heads=("Risk", "Early sign", "Likelihood", "Impact", "Control"),
        title="What can go wrong, and what holds it",
    )


def _content(
    source: str, name: str, columns: tuple[str, ...], *, heads: tuple[str, ...], title: str
) -> Iterator[Block]:
    frame = table(source)
    # What belongs to no area of its own (contract, channel, data) is governance.
    wanted = frame["area"].where(frame["area"].isin(list(AREAS)), GOVERNANCE) == name
    rows = tuple(
        tuple("" if value is None or value is pd.NA else str(value) for value in row)
        for row in frame.loc[wanted, list(columns)].itertuples(index=False)
    )
    if rows:
        yield Table(title=title, columns=tuple(Column(name=head) for head in heads), rows=rows)
