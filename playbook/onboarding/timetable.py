"""The schedule: Gantt chart, critical path and slack, chance of each date, most critical tasks."""

from __future__ import annotations

import math
from datetime import date

from playbook.blocks import Blocks, Chart, Column, Heading, Prose, Table
from playbook.onboarding.area_names import AREAS
from playbook.onboarding.phrases import chance, dated, ordinary, short, tidy, working_days
from playbook.onboarding.plan import SAFE, WEEK, OnboardingPlan
from playbook.raci import role_name
from playbook.task import Task
from playbook.wording import counted, day, in_words

# The delay whose cost is shown for the most critical tasks, in working days.
DELAY = 3

_SHOWN = 10


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


def likelihood(plan: OnboardingPlan) -> Blocks:
    """Return the chance of each date, and the tasks that decide it."""
    return Blocks(
        [
            Heading(text=_likelihood_title(plan)),
            date_curve(plan),
            Prose(text=_critical_story(plan)),
            cost_of_delay(plan),
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
    tight = sorted(needed, key=lambda task: slack[task.task_id])[: 2 * _SHOWN]
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


def _likelihood_title(plan: OnboardingPlan) -> str:
    return (
        f"Half of the sampled plans are live by {day(plan.ready_with(0.5))}, "
        f"nine in ten by {day(plan.ready_with(0.9))}"
    )


def date_curve(plan: OnboardingPlan) -> Chart:
    """Return the chance of being live by each working day."""
    goal = plan.network.goal
    first = math.floor(plan.forecast.finish_quantile(goal, 0.01))
    last = math.ceil(plan.forecast.finish_quantile(goal, 0.99)) + 1
    days = list(range(max(first, 1), max(last, first + 2) + 1))
    shares = [plan.forecast.chance_by(goal, number).value for number in days]
    title = (
        f"The chance is {chance(plan.chance)} by {day(plan.facts.go_live)} and passes "
        f"{chance(SAFE)} on {day(plan.ready_with(SAFE))}"
    )
    return Chart(
        kind="lines",
        title=title,
        alt=(
            f"Rising curve of the chance of being live, from {chance(shares[0])} on "
            f"{day(plan.timeline.day(days[0]))} to {chance(shares[-1])} on "
            f"{day(plan.timeline.day(days[-1]))}."
        ),
        data={
            "x": [_tick(plan.timeline.day(number)) for number in days],
            "series": [{"name": "live by this day", "values": shares}],
            "format": "share",
            "x_label": "working day",
            "value_label": "chance of being live",
        },
    )


def _tick(when: date) -> str:
    return " ".join(dated(when).split()[1:3])


def _critical_story(plan: OnboardingPlan) -> str:
    top = plan.forecast.most_critical(1)[0]
    always = [task for task in plan.network.tasks if plan.forecast.criticality[task.task_id] > 0]
    return (
        f"The path that sets the date is not the same in every sampled plan: "
        f"{counted(len(always), 'task')} set it at least once. Most often it is "
        f"{ordinary(top.name)} ({top.task_id}), in "
        f"{chance(plan.forecast.criticality[top.task_id])} of the plans."
    )


def cost_of_delay(plan: OnboardingPlan) -> Table:
    """Return what a delay of each critical task does to the chance and to the safe date."""
    rows = []
    for task in plan.forecast.most_critical(_SHOWN):
        late = plan.forecast.slipped({task.task_id: DELAY})
        safe = plan.timeline.last_day(late.finish_quantile(plan.network.goal, SAFE))
        rows.append(
            (
                f"{task.task_id} {short(task.name)}",
                plan.forecast.criticality[task.task_id],
                late.chance_by(plan.network.goal, plan.deadline).value,
                plan.dated(safe),
            )
        )
    return Table(
        title=f"What {working_days(DELAY)} lost on one task do to the date",
        columns=(
            Column(name="Task"),
            Column(name="Critical in", format="share"),
            Column(name=f"Chance of {day(plan.facts.go_live)}", format="share"),
            Column(name="Safe to announce"),
        ),
        rows=tuple(rows),
        note=(
            f"Without any delay the chance is {chance(plan.chance)} and the safe date "
            f"{day(plan.ready_with(SAFE))}. Same luck in every row."
        ),
    )
