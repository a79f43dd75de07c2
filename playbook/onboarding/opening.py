"""The first page of the plan: the date, how sure it is, what sets it, and what to decide."""

from __future__ import annotations

import sim
from playbook.blocks import (
    Blocks,
    Bullets,
    Callout,
    Column,
    Cover,
    Heading,
    Kpi,
    Kpis,
    Prose,
    Provenance,
    Table,
)
from playbook.onboarding.areas import giver
from playbook.onboarding.charter_date import charter_kpi
from playbook.onboarding.phrases import chance, dated, margin, ordinary, short, working_days
from playbook.onboarding.plan import SAFE, WEEK, OnboardingPlan
from playbook.raci import is_client
from playbook.task import Task
from playbook.wording import counted, day, in_words

_EVEN = 0.5
_NINE_IN_TEN = 0.9


def cover(plan: OnboardingPlan) -> Blocks:
    """Return the title page and what the plan rests on."""
    facts = plan.facts
    calendar = "no public holidays" if facts.country == "none" else f"holidays of {facts.country}"
    title_page = Cover(
        title="Onboarding plan",
        subtitle=f"The way to the go-live of the {facts.brand} flagship store",
        client=facts.name,
        as_of=facts.as_of.isoformat(),
        facts=(
            ("Start", dated(plan.timeline.day(1))),
            ("Go-live asked for", dated(facts.go_live)),
            ("Working week", f"{in_words([name.capitalize() for name in facts.work_days])}"),
            ("Calendar", calendar),
            ("Tasks", str(len(plan.network.tasks))),
        ),
    )
    rests_on = Provenance(
        client=facts.name,
        as_of=facts.as_of.isoformat(),
        model_version=sim.__version__,
        seed=plan.seed,
        inputs=facts.files,
    )
    return Blocks([title_page, rests_on])


def answer(plan: OnboardingPlan) -> Blocks:
    """Return the page that a chairman reads: date, chance, chain of tasks, inputs, decision."""
    return Blocks(
        [
            Heading(text=_headline(plan)),
            _figures(plan),
            Prose(text=_story(plan)),
            *_slip_story(plan),
            _decision(plan),
            Heading(text=_chain_title(plan), level=2),
            Prose(text=_chain_story(plan)),
            Bullets(items=tuple(_link(plan, task) for task in _chain(plan)), numbered=True),
            first_inputs(plan),
        ]
    )


def _headline(plan: OnboardingPlan) -> str:
    return f"The chance of going live by {day(plan.facts.go_live)} is {chance(plan.chance)}"


def _figures(plan: OnboardingPlan) -> Kpis:
    goal = plan.network.goal
    return Kpis(
        items=(
            Kpi(
                label="Chance of the date asked for",
                value=chance(plan.chance),
                detail=f"95 % interval {margin(plan.chance)}",
                tone=_tone(plan),
            ),
            Kpi(
                label="Live by most likely durations",
                value=day(plan.ends(goal)),
                detail=f"working day {plan.last_working_day(goal)} of the plan",
            ),
            Kpi(
                label="Safe to announce",
                value=day(plan.ready_with(SAFE)),
                detail=f"met in {chance(SAFE)} of the sampled plans",
            ),
            charter_kpi(plan),
        )
    )


def _tone(plan: OnboardingPlan) -> str:
    if plan.chance.value >= SAFE:
        return "good"
    return "neutral" if plan.chance.value >= _EVEN else "bad"


def _story(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    likely = (
        f"If every task takes its most likely time, the store is live on {day(plan.ends(goal))}, "
        f"after {working_days(plan.schedule.length)}: {_against_deadline(plan)}."
    )
    middle = plan.forecast.finish_quantile(goal, _EVEN)
    spread = (
        f"Durations vary, and a store opens when its last task is done. Over "
        f"{plan.samples:,} sampled plans the middle one takes {working_days(middle)}"
        f"{_why_longer(middle, plan.schedule.length)}; half are live by "
        f"{day(plan.ready_with(_EVEN))}, four in five by {day(plan.ready_with(SAFE))}, "
        f"nine in ten by {day(plan.ready_with(_NINE_IN_TEN))}."
    )
    return f"{likely}\n\n{spread}"


def _against_deadline(plan: OnboardingPlan) -> str:
    asked = day(plan.facts.go_live)
    if plan.spare == 0:
        return f"the last working day that {asked} allows, so nothing may go wrong"
    if plan.spare > 0:
        return f"{counted(plan.spare, 'working day')} before {asked} is due"
    return f"{counted(-plan.spare, 'working day')} too late for {asked}"


def _why_longer(middle: float, likely: float) -> str:
    extra = middle - likely
    if extra < _EVEN:
        return ""
    return f", about {working_days(extra)} more, because delays add up where tasks meet"


def _slip_story(plan: OnboardingPlan) -> list[Callout]:
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


def _decision(plan: OnboardingPlan) -> Callout:
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
    return Callout(text=text, tone=_tone(plan), title="Decision asked for")


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
        f"A day lost on any of them is a day lost for the go-live. The client carries out "
        f"{own} of {len(_chain(plan))} itself; {asked} cannot begin without an input of the "
        f"client."
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
