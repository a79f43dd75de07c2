"""What the first page asks of its reader: the decision, the chain to watch, the first inputs."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Column, Heading, Prose, Table
from playbook.onboarding.areas import giver
from playbook.onboarding.phrases import chance, ordinary, short, working_days
from playbook.onboarding.plan import EVEN, SAFE, WEEK, OnboardingPlan
from playbook.raci import is_client
from playbook.task import Task
from playbook.wording import counted, day, in_words


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


def what_if_it_slips(plan: OnboardingPlan) -> list[Callout]:
    """Return what the assumed slip does, on the same luck; nothing when none is assumed."""
    if not any(plan.slip.values()):
        return []
    before = plan.without_slip()
    late = in_words(
        [
            f"{task_id} ({ordinary(plan.network[task_id].name)}) by {working_days(days)}"
            for task_id, days in plan.slip.items()
        ]
    )
    goal = plan.network.goal
    text = (
        f"This plan assumes a slip of {late}. {_moved(before, plan)} The chance of "
        f"{day(plan.facts.go_live)} goes from {chance(before.chance)} to {chance(plan.chance)} "
        f"on the same luck, and the date that is safe to announce from "
        f"{day(before.ready_with(SAFE, goal))} to {day(plan.ready_with(SAFE, goal))}."
    )
    return [Callout(text=text, tone="bad", title="What if it slips")]


def _moved(before: OnboardingPlan, plan: OnboardingPlan) -> str:
    then, now = (each.ends(each.network.goal) for each in (before, plan))
    if then == now:
        return f"The likely go-live stays on {day(now)}: the tasks have slack enough."
    return f"The likely go-live moves from {day(then)} to {day(now)}."


def decision(plan: OnboardingPlan) -> Callout:
    """Return the decision asked for: confirm the date, or choose between date and effort."""
    asked, safe = day(plan.facts.go_live), day(plan.ready_with(SAFE))
    if plan.chance.value >= SAFE:
        text = f"Confirm {asked} as the date of the go-live, and name who signs for each area."
        return Callout(text=text, tone="good", title="Decision asked for")
    levers = [ordinary(task.name) for task in plan.forecast.most_to_gain(3)]
    needed = plan.forecast.finish_quantile(plan.network.goal, SAFE) - plan.deadline
    text = (
        f"Choose one of two. Either announce {safe}, which {chance(SAFE)} of the sampled plans "
        f"meet. Or keep {asked} and take about {working_days(max(needed, 1))} out of the chain "
        f"of tasks below: more people and faster answers gain most in {in_words(levers)}."
    )
    return Callout(text=text, tone=tone(plan), title="Decision asked for")


def _chain(plan: OnboardingPlan) -> tuple[Task, ...]:
    return plan.schedule.critical_path


def _chain_title(plan: OnboardingPlan) -> str:
    chain = _chain(plan)
    if len(chain) == 1:
        return f"One task sets the date: {ordinary(chain[0].name)}"
    return (
        f"{counted(len(chain), 'task')} in a row set the date, "
        f"from {ordinary(chain[0].name)} to {ordinary(chain[-1].name)}"
    )


def _chain_story(plan: OnboardingPlan) -> str:
    own = sum(is_client(task.responsible[0]) for task in _chain(plan))
    asked = sum(task.needs_client_input for task in _chain(plan))
    return (
        f"A day lost on any of them is a day lost for the go-live. The client carries out {own} "
        f"of the {len(_chain(plan))} itself and has an input to give for {asked}."
    )


def _link(plan: OnboardingPlan, task: Task) -> str:
    return (
        f"{short(task.name)} ({task.task_id}): {working_days(task.most_likely)}, "
        f"until {plan.dated(plan.ends(task.task_id))}"
    )


def first_inputs(plan: OnboardingPlan) -> Table | Prose:
    """Return what the client delivers in the week from the date of the plan or its start on."""
    first = max(plan.facts.as_of, plan.timeline.day(1))
    due = [
        (task.client_input, plan.dated(needed), giver(task), f"{task.task_id} {short(task.name)}")
        for needed, task in plan.client_inputs()
        if first <= needed <= first + WEEK
    ]
    week = f"{day(first)} to {day(first + WEEK)}"
    if not due:
        return Prose(text=f"No input of the client falls due in the week from {week}.")
    return Table(
        title=f"{counted(len(due), 'input')} from {plan.facts.name} in the week from {week}",
        columns=tuple(Column(name=name) for name in ("Input", "Needed on", "From", "For")),
        rows=tuple(due),
    )
