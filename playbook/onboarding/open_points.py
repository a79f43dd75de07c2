"""What is not settled: warnings about dates, loose ends of the network, inputs already due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.blocks import Block, Blocks, Bullets, Callout, Heading, Prose
from playbook.onboarding.phrases import chance, dated, short
from playbook.onboarding.plan import OnboardingPlan
from playbook.raci import role_name
from playbook.task import Task
from playbook.wording import counted, day, in_words


def open_points(plan: OnboardingPlan) -> Blocks:
    """Return the warnings and the points that somebody still has to settle."""
    points = tuple(_points(plan))
    return Blocks([Heading(text=_title(points)), *warnings(plan), *_listed(points)])


def warnings(plan: OnboardingPlan) -> Iterator[Block]:
    """Yield a callout for each thing about the dates that a reader must not miss."""
    facts = plan.facts
    kind = facts.workdays.kind(facts.go_live)
    if kind in {"rest_day", "holiday"}:
        yield Callout(
            title="The go-live falls on a day off",
            text=f"{dated(facts.go_live)} is {_day_off(plan)}. As a deadline that is no fault: "
            f"the last working day before it is {dated(plan.timeline.day(plan.deadline))}.",
        )
    last = max(plan.ends(task.task_id) for task in plan.network.tasks)
    provisional = facts.workdays.provisional_years(facts.start_date, max(last, facts.go_live))
    if provisional:
        years = in_words([str(year) for year in provisional])
        yield Callout(
            title="The calendar is provisional",
            text=f"The public holidays of {years} are not announced yet. The plan counts weekly "
            f"rest days only there; holidays will move dates later.",
        )


def _day_off(plan: OnboardingPlan) -> str:
    holiday = plan.facts.workdays.holiday_name(plan.facts.go_live)
    return f"a public holiday ({holiday})" if holiday else "a weekly rest day"


def _title(points: tuple[str, ...]) -> str:
    return f"{counted(len(points), 'open point')} to settle" if points else "No open points"


def _listed(points: tuple[str, ...]) -> list[Block]:
    return [Bullets(items=points)] if points else [Prose(text="Nothing is left to settle.")]


def _left_out(plan: OnboardingPlan) -> Iterator[str]:
    reasons = plan.facts.not_needed
    for reason in dict.fromkeys(reasons.values()):
        names = [
            f"{short(plan.standard[task_id].name)} ({task_id})"
            for task_id, why in reasons.items()
            if why == reason
        ]
        yield f"Left out because {reason}: {in_words(names)}. Confirm that it is so."


def _points(plan: OnboardingPlan) -> Iterator[str]:
    yield from _left_out(plan)
    yield from _overdue(plan)
    yield from _loose_ends(plan)
    yield from _busiest(plan)


def _overdue(plan: OnboardingPlan) -> Iterator[str]:
    today = plan.facts.as_of
    late = [task for when, task in plan.client_inputs() if when < today]
    if late:
        yield (
            f"{counted(len(late), 'input')} of {plan.facts.name} fell due before "
            f"{day(today)}: {_named(late)}. Confirm that they are there, or the dates of this "
            f"plan do not hold."
        )


def _loose_ends(plan: OnboardingPlan) -> Iterator[str]:
    after = plan.network.after_goal()
    for task in plan.network.loose_ends():
        if task.task_id not in after:
            yield (
                f'The go-live does not wait for "{short(task.name)}" ({task.task_id}), planned '
                f"for {day(plan.ends(task.task_id))}. Decide whether it shall: "
                f"{_if_it_waited(plan, task)}."
            )


def _if_it_waited(plan: OnboardingPlan, task: Task) -> str:
    waiting = plan.with_goal_after(task.task_id)
    then, now = (each.ends(each.network.goal) for each in (waiting, plan))
    likely = f"stay on {day(now)}" if then == now else f"move from {day(now)} to {day(then)}"
    odds, now_odds = chance(waiting.chance), chance(plan.chance)
    change = f"stay at {odds}" if odds == now_odds else f"be {odds} instead of {now_odds}"
    return f"the likely go-live would {likely}, and the chance of the date asked for would {change}"


def _busiest(plan: OnboardingPlan) -> Iterator[str]:
    busy = max((_peak(plan, role) for role in _responsible(plan)), key=lambda found: found[0])
    together, role, when = busy
    if together > 1:
        yield (
            f"The schedule does not level people. The {role_name(role)} works on "
            f"{counted(together, 'task')} at once around {day(plan.timeline.day(when))}: name a "
            f"second person or accept later dates."
        )


def _responsible(plan: OnboardingPlan) -> list[str]:
    return sorted({task.responsible[0] for task in plan.network.tasks})


def _peak(plan: OnboardingPlan, role: str) -> tuple[int, str, int]:
    days: Counter[int] = Counter()
    for task in plan.network.tasks:
        if task.responsible[0] == role:
            first = int(plan.schedule.start[task.task_id]) + 1
            days.update(range(first, plan.last_working_day(task.task_id) + 1))
    when, together = max(days.items(), key=lambda item: (item[1], -item[0]))
    return together, role, when


def _named(tasks: list[Task]) -> str:
    return in_words([f"{task.client_input} (for {task.task_id})" for task in tasks])
