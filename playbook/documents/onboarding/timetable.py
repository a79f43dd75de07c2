"""The schedule: Gantt chart, critical path and slack, and the chance of each date."""

from __future__ import annotations

import math

from playbook.blocks import (
    Blocks,
    Chart,
    Column,
    Gantt,
    Heading,
    Lines,
    Milestone,
    Prose,
    Series,
    Span,
    Table,
)
from playbook.documents.onboarding.measures import AREAS, area_title
from playbook.engagement.engagement import Engagement
from playbook.project.forecast import most_critical
from playbook.project.network import before_goal
from playbook.project.phrases import chance, labelled, mentioned, mentioned_with_id, working_days
from playbook.project.plan import (
    EVEN,
    NINE_IN_TEN,
    SAFE,
    WEEK,
    OnboardingPlan,
    by_start,
    dated_row,
    heads,
    last_working_day,
    make_up_days,
)
from playbook.project.task import Task, role_name
from playbook.words.language import say, say_many
from playbook.words.wording import day, day_and_month, in_words, sentences

# How many tasks the table of the tightest ones shows.
_SHOWN = 20


def schedule(engagement: Engagement) -> Blocks:
    """Return the Gantt chart of the way to the go-live, and the critical path with its slack."""
    plan = engagement.plan
    return Blocks(
        [
            Heading(text=_schedule_title(plan)),
            gantt(plan),
            near_critical(plan),
            must_start(engagement),
        ]
    )


def _schedule_title(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    return say_many(
        "{n} of {all} tasks leads to the go-live on {date}, working day {on}",
        "{n} of {all} tasks lead to the go-live on {date}, working day {on}",
        len(before_goal(plan.network)) - 1,
        all=len(plan.network.tasks),
        date=day(plan.ends(goal)),
        on=last_working_day(plan, goal),
    )


def gantt(plan: OnboardingPlan) -> Gantt:
    """Return every task that is done by the go-live on the client's calendar, by area."""
    shown = [
        task
        for area in AREAS
        for task in by_start(plan, area)
        if plan.schedule.finish[task.task_id] <= plan.schedule.length
    ]
    critical = [task for task in by_start(plan) if plan.schedule.is_critical(task.task_id)]
    return Gantt(
        title=say_many(
            "{n} of the {count} tasks that are done by the go-live has no slack; it ends on {date}",
            "{n} of the {count} tasks that are done by the go-live have no slack; the last one ends"
            " on {date}",
            len(critical),
            count=len(shown),
            date=day(plan.ends(plan.network.goal)),
        ),
        alt=say(
            "Gantt chart of {count} tasks in {areas} areas from {date} on. Without slack: {tasks}.",
            count=len(shown),
            areas=len(AREAS),
            date=day(plan.timeline.day(1)),
            tasks=in_words([mentioned(task) for task in critical]),
        ),
        unit="date",
        bars=tuple(_bar(plan, task) for task in shown),
        milestones=(
            Milestone(label=say("Go-live asked for"), at=plan.go_live.isoformat()),
            Milestone(label=say("Safe to announce"), at=plan.ready_with(SAFE).isoformat()),
        ),
        note=sentences(
            say("Most likely durations on the client's working calendar. The thin line is slack."),
            say("Shown is all that is done by the go-live, also what it does not wait for."),
            _make_up_days(plan),
        ),
    )


def _make_up_days(plan: OnboardingPlan) -> str:
    days = make_up_days(plan)
    if not days:
        return ""
    return say(
        "Weekend days worked in exchange for public holidays: {days}.",
        days=in_words([plan.dated(when) for when in days]),
    )


def _bar(plan: OnboardingPlan, task: Task) -> Span:
    schedule, late = plan.schedule, None
    critical, slack = schedule.is_critical(task.task_id), schedule.slack[task.task_id]
    if math.isfinite(slack) and not critical:
        late = plan.timeline.last_day(schedule.finish[task.task_id] + slack).isoformat()
    return Span(
        label=labelled(task),
        area=area_title(task.area),
        start=plan.starts(task.task_id).isoformat(),
        finish=plan.ends(task.task_id).isoformat(),
        critical=critical,
        finish_late=late,
    )


def near_critical(plan: OnboardingPlan) -> Table:
    """Return the tasks with the least slack: the critical path and what may join it."""
    slack = plan.schedule.slack
    needed = [task for task in by_start(plan) if math.isfinite(slack[task.task_id])]
    tight = sorted(needed, key=lambda task: slack[task.task_id])[:_SHOWN]
    tight.sort(key=lambda task: (plan.schedule.start[task.task_id], task.task_id))
    return Table(
        title=say_many(
            "{n} task without slack, and those that come next",
            "{n} tasks without slack, and those that come next",
            sum(1 for task in needed if plan.schedule.is_critical(task.task_id)),
        ),
        columns=heads(),
        rows=tuple(dated_row(plan, task, labelled(task)) for task in tight),
        note=say(
            "In working days. Slack: how long a task may wait before the likely go-live moves."
        ),
    )


def must_start(engagement: Engagement) -> Table | Prose:
    """Return what must begin within a week of the date of the plan for the go-live asked for."""
    plan = engagement.plan
    soon = engagement.client.file.client.as_of + WEEK
    begun = [
        (last, task)
        for task in by_start(plan)
        if (last := plan.must_start(task.task_id)) is not None and last <= soon
    ]
    if not begun:
        return Prose(text=_nothing_urgent(engagement))
    return Table(
        title=say_many(
            "For {date}, {n} task must have begun by {soon}",
            "For {date}, {n} tasks must have begun by {soon}",
            len(begun),
            date=day(plan.go_live),
            soon=day(soon),
        ),
        columns=tuple(
            Column(name=name) for name in (say("Task"), say("Owner"), say("Begins at latest"))
        ),
        rows=tuple(
            (labelled(task), role_name(task.responsible[0]), plan.dated(last))
            for last, task in begun
        ),
    )


def _nothing_urgent(engagement: Engagement) -> str:
    plan = engagement.plan
    latest = ((plan.must_start(task.task_id), task) for task in by_start(plan))
    first, task = min(
        ((last, task) for last, task in latest if last is not None), key=lambda pair: pair[0]
    )
    return say(
        "Nothing has to have begun by {soon} for a go-live on {date}; the first task that may not "
        "wait is {task}, on {first} at the latest.",
        soon=day(engagement.client.file.client.as_of + WEEK),
        date=day(plan.go_live),
        task=mentioned(task),
        first=plan.dated(first),
    )


# The delay whose cost is shown for the most critical tasks, in working days.
DELAY = 3

_DATES_SHOWN = 10


def likelihood(engagement: Engagement) -> Blocks:
    """Return the chance of each date, and the tasks that decide it."""
    plan = engagement.plan
    return Blocks(
        [
            Heading(text=_likelihood_title(plan)),
            date_curve(plan),
            Prose(text=_critical_story(plan)),
            cost_of_delay(plan),
        ]
    )


def _likelihood_title(plan: OnboardingPlan) -> str:
    return say(
        "Half of the sampled plans are live by {even}, nine in ten by {late}",
        even=day(plan.ready_with(EVEN)),
        late=day(plan.ready_with(NINE_IN_TEN)),
    )


def date_curve(plan: OnboardingPlan) -> Chart:
    """Return the chance of being live by each working day."""
    goal = plan.network.goal
    first = math.floor(plan.forecast.finish_quantile(goal, 0.01))
    last = math.ceil(plan.forecast.finish_quantile(goal, 0.99)) + 1
    days = list(range(max(first, 1), max(last, first + 2) + 1))
    shares = [plan.forecast.chance_by(goal, number).value for number in days]
    return Lines(
        title=say(
            "The chance is {share} by {date} and passes {safe_share} on {safe}",
            share=chance(plan.chance),
            date=day(plan.go_live),
            safe_share=chance(SAFE),
            safe=day(plan.ready_with(SAFE)),
        ),
        alt=say(
            "Rising curve of the chance of being live, from {low} on {first} to {high} on {last}.",
            low=chance(shares[0]),
            first=day(plan.timeline.day(days[0])),
            high=chance(shares[-1]),
            last=day(plan.timeline.day(days[-1])),
        ),
        x=tuple(day_and_month(plan.timeline.day(number)) for number in days),
        series=(Series(name=say("live by this day"), values=tuple(shares)),),
        format="share",
        x_label=say("working day"),
        value_label=say("chance of being live"),
    )


def _critical_story(plan: OnboardingPlan) -> str:
    often = plan.forecast.criticality
    ranked = most_critical(plan.forecast, len(plan.network.tasks))
    top = next((task for task in ranked if often[task.task_id] < NINE_IN_TEN), ranked[0])
    return say_many(
        "The path that sets the date is not the same in every sampled plan: {n} task lies on it "
        "at least once. Beside tasks that nearly every plan must pass, {task} lies on it in "
        "{share} of the plans.",
        "The path that sets the date is not the same in every sampled plan: {n} tasks lie on it "
        "at least once. Beside tasks that nearly every plan must pass, {task} lies on it in "
        "{share} of the plans.",
        sum(often[task.task_id] > 0 for task in plan.network.tasks),
        task=mentioned_with_id(top),
        share=chance(often[top.task_id]),
    )


def cost_of_delay(plan: OnboardingPlan) -> Table:
    """Return what a delay of each critical task does to the chance and to the safe date."""
    rows = []
    for task in most_critical(plan.forecast, _DATES_SHOWN):
        late = plan.forecast.slipped({task.task_id: DELAY})
        safe = plan.timeline.last_day(late.finish_quantile(plan.network.goal, SAFE))
        rows.append(
            (
                labelled(task),
                plan.forecast.criticality[task.task_id],
                late.chance_by(plan.network.goal, plan.deadline).value,
                plan.dated(safe),
            )
        )
    return Table(
        title=say("What {days} lost on one task do to the date", days=working_days(DELAY)),
        columns=(
            Column(name=say("Task")),
            Column(name=say("Critical in"), format="share"),
            Column(name=say("Chance of {date}", date=day(plan.go_live)), format="share"),
            Column(name=say("Safe to announce")),
        ),
        rows=tuple(rows),
        note=say(
            "Without any delay the chance is {share} and the safe date {date}. The same draws in "
            "every row.",
            share=chance(plan.chance),
            date=day(plan.ready_with(SAFE)),
        ),
    )
