"""The chance of each date, and the tasks that decide it."""

from __future__ import annotations

import math

from playbook.blocks import Blocks, Chart, Column, Heading, Lines, Prose, Series, Table
from playbook.engagement.engagement import Engagement
from playbook.project.forecast import most_critical
from playbook.project.phrases import (
    chance,
    labelled,
    mentioned_with_id,
    working_days,
)
from playbook.project.plan import EVEN, NINE_IN_TEN, SAFE, OnboardingPlan
from playbook.words.language import say, say_many
from playbook.words.wording import day, day_and_month

# The delay whose cost is shown for the most critical tasks, in working days.
DELAY = 3

_SHOWN = 10


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
    for task in most_critical(plan.forecast, _SHOWN):
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
            "Without any delay the chance is {share} and the safe date {date}. Same luck in every "
            "row.",
            share=chance(plan.chance),
            date=day(plan.ready_with(SAFE)),
        ),
    )
