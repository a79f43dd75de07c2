"""What the first page asks of its reader: the decision, the chain to watch, the first inputs."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement, planned
from playbook.project.forecast import most_to_gain
from playbook.project.phrases import (
    chance,
    labelled,
    mentioned,
    ordinary,
    short,
    with_id,
    working_days,
)
from playbook.project.plan import EVEN, SAFE, WEEK, OnboardingPlan, inputs_due, whole_days
from playbook.project.task import Task, giver, is_client, role_name
from playbook.words.language import say, say_many
from playbook.words.wording import day, in_words, sentences


def tone(plan: OnboardingPlan) -> str:
    """Return how the chance of the date asked for is coloured."""
    if plan.chance.value >= SAFE:
        return "good"
    return "neutral" if plan.chance.value >= EVEN else "bad"


def chain(plan: OnboardingPlan) -> Blocks:
    """Return the tasks in a row that set the date."""
    return Blocks(
        [
            Heading(text=_chain_title(plan), level=2),
            Prose(text=_chain_story(plan)),
            Bullets(items=tuple(_link(plan, task) for task in _chain(plan)), numbered=True),
        ]
    )


def what_if_it_slips(engagement: Engagement) -> list[Callout]:
    """Return what the assumed slip does, on the same luck; nothing when none is assumed."""
    plan = engagement.plan
    if not any(engagement.method.slip.values()):
        return []
    before, goal = planned(engagement, {}), plan.network.goal
    text = sentences(
        say("This plan assumes a slip of {tasks}.", tasks=in_words(_slips(engagement))),
        _moved(before, plan),
        say(
            "The chance of {date} goes from {before} to {after} with the same draws, and the "
            "date that is safe to announce from {safe_before} to {safe_after}.",
            date=day(plan.go_live),
            before=chance(before.chance),
            after=chance(plan.chance),
            safe_before=day(before.ready_with(SAFE, goal)),
            safe_after=day(plan.ready_with(SAFE, goal)),
        ),
    )
    return [Callout(text=text, tone="bad", title=say("What if it slips"))]


def _slips(engagement: Engagement) -> list[str]:
    plan = engagement.plan
    return [
        say(
            "{task_id} ({task}) by {days}",
            task_id=task_id,
            task=ordinary(plan.network[task_id].name),
            days=working_days(days),
        )
        for task_id, days in engagement.method.slip.items()
    ]


def _moved(before: OnboardingPlan, plan: OnboardingPlan) -> str:
    then, now = (day(each.ends(each.network.goal)) for each in (before, plan))
    if then == now:
        return say("The likely go-live stays on {date}: the tasks have slack enough.", date=now)
    return say("The likely go-live moves from {before} to {after}.", before=then, after=now)


def decision(plan: OnboardingPlan) -> Callout:
    """Return the decision asked for: confirm the date, or choose between date and effort."""
    asked, title = day(plan.go_live), say("Decision asked for")
    if plan.chance.value >= SAFE:
        text = say(
            "Confirm {date} as the date of the go-live, and name who signs for each area.",
            date=asked,
        )
        return Callout(text=text, tone="good", title=title)
    needed = whole_days(plan.forecast.finish_quantile(plan.network.goal, SAFE)) - plan.deadline
    text = say(
        "Choose one of two. Either announce {safe}, which {share} of the sampled plans meet. Or "
        "keep {date} and take about {days} out of the chain of tasks below: more people and "
        "faster answers gain most in {tasks}.",
        safe=day(plan.ready_with(SAFE)),
        share=chance(SAFE),
        date=asked,
        days=working_days(max(needed, 1)),
        tasks=in_words([mentioned(task) for task in most_to_gain(plan.forecast, 3)]),
    )
    return Callout(text=text, tone=tone(plan), title=title)


def _chain(plan: OnboardingPlan) -> tuple[Task, ...]:
    return plan.schedule.critical_path


def _chain_title(plan: OnboardingPlan) -> str:
    chain = _chain(plan)
    if len(chain) == 1:
        return say("One task sets the date: {task}", task=mentioned(chain[0]))
    return say(
        "{count} tasks in a row set the date, from {first} to {last}",
        count=len(chain),
        first=mentioned(chain[0]),
        last=mentioned(chain[-1]),
    )


def _chain_story(plan: OnboardingPlan) -> str:
    return say(
        "A day lost on any of them is a day lost for the go-live. The client carries out {own} of "
        "the {count} itself and has an input to give for {asked}.",
        own=sum(is_client(task.responsible[0]) for task in _chain(plan)),
        count=len(_chain(plan)),
        asked=sum(task.needs_client_input for task in _chain(plan)),
    )


def _link(plan: OnboardingPlan, task: Task) -> str:
    return say(
        "{task}: {days}, until {date}",
        task=with_id(short(task.name), task),
        days=working_days(task.most_likely),
        date=plan.dated(plan.ends(task.task_id)),
    )


def first_inputs(engagement: Engagement) -> Table | Prose:
    """Return what the client delivers in the week from the date of the plan or its start on."""
    plan = engagement.plan
    first = max(engagement.client.file.client.as_of, plan.timeline.day(1))
    due = [
        (task.client_input, plan.dated(needed), role_name(giver(task)), labelled(task))
        for needed, task in inputs_due(plan)
        if first <= needed <= first + WEEK
    ]
    begins, ends = day(first), day(first + WEEK)
    if not due:
        return Prose(
            text=say(
                "No input of the client falls due in the week from {first} to {last}.",
                first=begins,
                last=ends,
            )
        )
    return Table(
        title=say_many(
            "{n} input from {client} in the week from {first} to {last}",
            "{n} inputs from {client} in the week from {first} to {last}",
            len(due),
            client=engagement.client.file.client.name,
            first=begins,
            last=ends,
        ),
        columns=tuple(
            Column(name=name) for name in (say("Input"), say("Needed on"), say("From"), say("For"))
        ),
        rows=tuple(due),
    )
