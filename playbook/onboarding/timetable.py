"""The schedule: Gantt chart, critical path and slack, and what must begin now."""

from __future__ import annotations

import math

from playbook.blocks import Blocks, Chart, Column, Heading, Prose, Table
from playbook.onboarding.area_names import AREAS
from playbook.onboarding.phrases import ordinary, short, tidy
from playbook.onboarding.plan import SAFE, WEEK, OnboardingPlan
from playbook.raci import role_name
from playbook.task import Task
from playbook.wording import counted, day, in_words

# How many tasks the table of the tightest ones shows.
_SHOWN = 20


def schedule(plan: OnboardingPlan) -> Blocks:
    """Return the Gantt chart of the way to the go-live, and the critical path with its slack."""
    return Blocks(
        [
            Heading(text=_schedule_title(plan)),
            gantt(plan),
            near_critical(plan),
            must_start(plan),
        ]
    )


def _schedule_title(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    needed = len(plan.network.before_goal()) - 1
    return (
        f"{counted(needed, 'task')} lead to the go-live on {day(plan.ends(goal))}, "
        f"working day {plan.last_working_day(goal)}"
    )


def gantt(plan: OnboardingPlan) -> Chart:
    """Return every task that is done by the go-live on the client's calendar, by area."""
    goal = plan.network.goal
    shown = [
        task
        for area in AREAS
        for task in plan.by_start(area)
        if plan.schedule.finish[task.task_id] <= plan.schedule.length
    ]
    critical = [task for task in plan.by_start() if plan.schedule.is_critical(task.task_id)]
    title = (
        f"{counted(len(critical), 'task')} of {len(shown)} have no slack; "
        f"the last one ends on {day(plan.ends(goal))}"
    )
    return Chart(
        kind="gantt",
        title=title,
        alt=(
            f"Gantt chart of {counted(len(shown), 'task')} in {len(AREAS)} areas from "
            f"{day(plan.timeline.day(1))} on. Without slack: "
            f"{in_words([ordinary(task.name) for task in critical])}."
        ),
        data={
            "unit": "date",
            "bars": [_bar(plan, task) for task in shown],
            "milestones": [
                {"label": "Go-live asked for", "at": plan.facts.go_live.isoformat()},
                {"label": "Safe to announce", "at": plan.ready_with(SAFE).isoformat()},
            ],
        },
        note="Most likely durations on the client's working calendar. The thin line is slack.",
    )


def _bar(plan: OnboardingPlan, task: Task) -> dict[str, str | bool]:
    bar: dict[str, str | bool] = {
        "label": f"{task.task_id} {short(task.name)}",
        "area": AREAS[task.area].title,
        "start": plan.starts(task.task_id).isoformat(),
        "finish": plan.ends(task.task_id).isoformat(),
        "critical": plan.schedule.is_critical(task.task_id),
    }
    slack = plan.schedule.slack[task.task_id]
    if math.isfinite(slack) and not bar["critical"]:
        late = plan.timeline.last_day(plan.schedule.finish[task.task_id] + slack)
        bar["finish_late"] = late.isoformat()
    return bar


def near_critical(plan: OnboardingPlan) -> Table:
    """Return the tasks with the least slack: the critical path and what may join it."""
    slack = plan.schedule.slack
    needed = [task for task in plan.by_start() if math.isfinite(slack[task.task_id])]
    tight = sorted(needed, key=lambda task: slack[task.task_id])[:_SHOWN]
    tight.sort(key=lambda task: (plan.schedule.start[task.task_id], task.task_id))
    without = sum(1 for task in needed if plan.schedule.is_critical(task.task_id))
    return Table(
        title=f"{counted(without, 'task')} without slack, and those that come next",
        columns=(
            Column(name="Task"),
            Column(name="Owner"),
            Column(name="Days", format="number"),
            Column(name="Starts"),
            Column(name="Done"),
            Column(name="Slack", format="number"),
        ),
        rows=tuple(
            (
                f"{task.task_id} {short(task.name)}",
                role_name(task.responsible[0]),
                tidy(task.most_likely),
                plan.dated(plan.starts(task.task_id)),
                plan.dated(plan.ends(task.task_id)),
                tidy(slack[task.task_id]),
            )
            for task in tight
        ),
        note="In working days. Slack: how long a task may wait before the likely go-live moves.",
    )


def must_start(plan: OnboardingPlan) -> Table | Prose:
    """Return what must begin within a week of the date of the plan for the go-live asked for."""
    soon, asked = plan.facts.as_of + WEEK, day(plan.facts.go_live)
    begun = [
        (last, task)
        for task in plan.by_start()
        if (last := plan.must_start(task.task_id)) is not None and last <= soon
    ]
    if not begun:
        return Prose(text=_nothing_urgent(plan, asked))
    return Table(
        title=f"For {asked}, {counted(len(begun), 'task')} must have begun by {day(soon)}",
        columns=tuple(Column(name=name) for name in ("Task", "Owner", "Begins at latest")),
        rows=tuple(
            (f"{task.task_id} {short(task.name)}", role_name(task.responsible[0]), plan.dated(last))
            for last, task in begun
        ),
    )


def _nothing_urgent(plan: OnboardingPlan, asked: str) -> str:
    latest = ((plan.must_start(task.task_id), task) for task in plan.by_start())
    first, task = min(
        ((last, task) for last, task in latest if last is not None), key=lambda pair: pair[0]
    )
    return (
        f"Nothing has to have begun by {day(plan.facts.as_of + WEEK)} for a go-live on {asked}; "
        f"the first task that may not wait is {ordinary(task.name)}, on {plan.dated(first)} at the "
        f"latest."
    )
