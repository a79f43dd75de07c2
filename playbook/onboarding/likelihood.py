"""The chance of each date, and the tasks that decide it."""

from __future__ import annotations

import math
from datetime import date

from playbook.blocks import Blocks, Chart, Column, Heading, Prose, Table
from playbook.onboarding.phrases import chance, dated, ordinary, short, working_days
from playbook.onboarding.plan import EVEN, NINE_IN_TEN, SAFE, OnboardingPlan
from playbook.wording import counted, day

# The delay whose cost is shown for the most critical tasks, in working days.
DELAY = 3

_SHOWN = 10


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


def _likelihood_title(plan: OnboardingPlan) -> str:
    return (
        f"Half of the sampled plans are live by {day(plan.ready_with(EVEN))}, "
        f"nine in ten by {day(plan.ready_with(NINE_IN_TEN))}"
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
    certain = {id for id, often in plan.forecast.criticality.items() if often == 1.0}
    ranked = plan.forecast.most_critical(len(plan.network.tasks))
    top = next((task for task in ranked if task.task_id not in certain), ranked[0])
    always = [task for task in plan.network.tasks if plan.forecast.criticality[task.task_id] > 0]
    return (
        f"The path that sets the date is not the same in every sampled plan: "
        f"{counted(len(always), 'task')} lie on it at least once. Beside tasks that every plan "
        f"must pass, {ordinary(top.name)} ({top.task_id}) lies on it in "
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
