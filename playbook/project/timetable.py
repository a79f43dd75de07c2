"""Some tasks in a table: who owns each, when it begins and ends, and how long it can wait."""

from __future__ import annotations

import math

from playbook.blocks import Column, Table
from playbook.project.phrases import tidy
from playbook.project.plan import OnboardingPlan
from playbook.project.raci import role_name
from playbook.project.task import Task
from playbook.words.language import say
from playbook.words.wording import sentences


def timetable(plan: OnboardingPlan, tasks: tuple[Task, ...], *, title: str) -> Table:
    """Return one row a task with its owner, dates, slack and deliverable."""
    free = any(math.isinf(plan.schedule.slack[task.task_id]) for task in tasks)
    return Table(
        title=title,
        columns=(*heads(), Column(name=say("Deliverable"))),
        rows=tuple(
            (*dated_row(plan, task, f"{task.task_id} {task.name}"), task.deliverable)
            for task in tasks
        ),
        note=sentences(
            say("Days and slack in working days, by most likely durations."),
            say("No slack figure: the go-live does not wait for it.") if free else "",
        ),
    )


def heads() -> tuple[Column, ...]:
    """Return the heads over what ``dated_row`` gives."""
    return (
        Column(name=say("Task")),
        Column(name=say("Owner")),
        Column(name=say("Days"), format="number"),
        Column(name=say("Starts")),
        Column(name=say("Done")),
        Column(name=say("Slack"), format="number"),
    )


def dated_row(plan: OnboardingPlan, task: Task, named: str) -> tuple[str | float | None, ...]:
    """Return a task as it is ``named``, its owner, days, dates and slack, None without an end."""
    slack = plan.schedule.slack[task.task_id]
    return (
        named,
        role_name(task.responsible[0]),
        tidy(task.most_likely),
        plan.dated(plan.starts(task.task_id)),
        plan.dated(plan.ends(task.task_id)),
        None if math.isinf(slack) else tidy(slack),
    )
