"""What is not settled: warnings about dates, loose ends of the network, inputs already due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.blocks import Block, Blocks, Bullets, Callout, Heading, Prose
from playbook.engagement.engagement import Engagement
from playbook.project.changes import LINKED, NO_CHANNEL, NO_SHOPS, OUTSIDE, STORE_EXISTS
from playbook.project.network import after_goal, loose_ends, standard_network
from playbook.project.phrases import chance, dated, mentioned_with_id, ordinary, short
from playbook.project.plan import OnboardingPlan, inputs_due, last_working_day, waiting_for
from playbook.project.task import Task, role_name
from playbook.words.language import language, say, say_many
from playbook.words.wording import day, in_words, sentences


def open_points(engagement: Engagement) -> Blocks:
    """Return the warnings and the points that somebody still has to settle."""
    points = tuple(_points(engagement))
    return Blocks([Heading(text=_title(points)), *warnings(engagement), *_listed(points)])


def warnings(engagement: Engagement) -> Iterator[Block]:
    """Yield a callout for each thing about the dates that a reader must not miss."""
    plan = engagement.plan
    go_live, workdays = plan.go_live, plan.timeline.workdays
    if workdays.kind(go_live) in {"rest_day", "holiday"}:
        yield Callout(
            title=say("The go-live falls on a day off"),
            text=say(
                "{date} is {day_off}. As a deadline that is no fault: the last working day before "
                "it is {last}.",
                date=dated(go_live),
                day_off=_day_off(plan),
                last=dated(plan.timeline.day(plan.deadline)),
            ),
        )
    last = max(plan.ends(task.task_id) for task in plan.network.tasks)
    provisional = workdays.provisional_years(plan.timeline.start_date, max(last, go_live))
    if provisional:
        yield Callout(
            title=say("The calendar is provisional"),
            text=say(
                "Moved workdays of {years} are not announced yet, or feasts are estimated. The "
                "plan takes the public holidays that are known; what is announced may move dates.",
                years=in_words([str(year) for year in provisional]),
            ),
        )


def _day_off(plan: OnboardingPlan) -> str:
    holiday = plan.timeline.workdays.holiday_name(plan.go_live, language())
    if holiday:
        return say("a public holiday ({name})", name=holiday)
    return say("a weekly rest day")


def _title(points: tuple[str, ...]) -> str:
    if not points:
        return say("No open points")
    return say_many("{n} open point to settle", "{n} open points to settle", len(points))


def _listed(points: tuple[str, ...]) -> list[Block]:
    return [Bullets(items=points)] if points else [Prose(text=say("Nothing is left to settle."))]


def _left_out(engagement: Engagement) -> Iterator[str]:
    plan = engagement.plan
    left_out = plan.not_needed
    for reason in dict.fromkeys(left_out.values()):
        tasks = [standard_network()[task_id] for task_id, why in left_out.items() if why == reason]
        yield _without(reason, in_words([mentioned_with_id(task) for task in tasks]))


def _without(reason: str, tasks: str) -> str:
    why, then = _left_out_for(reason)
    return sentences(say("Left out because {reason}: {tasks}.", reason=why, tasks=tasks), then)


def _left_out_for(reason: str) -> tuple[str, str]:
    """Return why tasks are left out, and what follows from it."""
    confirm = say("Confirm that it is so.")
    return {
        STORE_EXISTS: (say("the store exists already"), confirm),
        LINKED: (say("store and ERP are linked already"), confirm),
        NO_SHOPS: (say("there are no own shops to compare prices with"), confirm),
        OUTSIDE: (
            say("a third party runs the warehouse"),
            say("What it must be able to send belongs in its contract."),
        ),
        NO_CHANNEL: (
            say("the offers are decided without a charter"),
            say("They come back if that decision changes."),
        ),
    }[reason]


def _points(engagement: Engagement) -> Iterator[str]:
    plan = engagement.plan
    yield from _left_out(engagement)
    yield from _overdue(engagement)
    yield from _loose_ends(plan)
    yield from _busiest(plan)


def _overdue(engagement: Engagement) -> Iterator[str]:
    plan = engagement.plan
    today = engagement.client.file.client.as_of
    late = [task for when, task in inputs_due(plan) if when < today]
    if late:
        yield say_many(
            "{n} input of {client} fell due before {date}: {inputs}. Confirm that it is there, or "
            "the dates of this plan do not hold.",
            "{n} inputs of {client} fell due before {date}: {inputs}. Confirm that they are "
            "there, or the dates of this plan do not hold.",
            len(late),
            client=engagement.client.file.client.name,
            date=day(today),
            inputs=_named(late),
        )


def _named(tasks: list[Task]) -> str:
    return say("; ").join(
        say("{input} (for {task})", input=_listed_inputs(one), task=one.task_id) for one in tasks
    )


def _listed_inputs(task: Task) -> str:
    # A cell parts its inputs as this sentence parts its tasks.
    parts = task.client_input.replace("；", ";").split(";")
    return in_words([part.strip() for part in parts])


def _loose_ends(plan: OnboardingPlan) -> Iterator[str]:
    after = after_goal(plan.network)
    for task in loose_ends(plan.network):
        if task.task_id not in after:
            waiting = waiting_for(plan, task.task_id)
            yield say(
                'The go-live does not wait for "{task}" ({task_id}), planned for {date}. Decide '
                "whether it shall: {likely}, and {odds}.",
                task=short(task.name),
                task_id=task.task_id,
                date=day(plan.ends(task.task_id)),
                likely=_date_if(plan, waiting),
                odds=_odds_if(plan, waiting),
            )


def _date_if(plan: OnboardingPlan, waiting: OnboardingPlan) -> str:
    now, then = (day(each.ends(each.network.goal)) for each in (plan, waiting))
    if now == then:
        return say("the likely go-live would stay on {date}", date=now)
    return say("the likely go-live would move from {before} to {after}", before=now, after=then)


def _odds_if(plan: OnboardingPlan, waiting: OnboardingPlan) -> str:
    now, then = chance(plan.chance), chance(waiting.chance)
    if now == then:
        return say("the chance of the date asked for would stay at {share}", share=now)
    return say(
        "the chance of the date asked for would be {after} instead of {before}",
        after=then,
        before=now,
    )


def _busiest(plan: OnboardingPlan) -> Iterator[str]:
    busy = max((_peak(plan, role) for role in _responsible(plan)), key=lambda found: found[0])
    together, role, when = busy
    if together > 1:
        yield say(
            "The schedule does not level people. The {role} works on {count} tasks at once around "
            "{date}: name a second person or accept later dates.",
            role=ordinary(role_name(role)),
            count=together,
            date=day(plan.timeline.day(when)),
        )


def _responsible(plan: OnboardingPlan) -> list[str]:
    return sorted({task.responsible[0] for task in plan.network.tasks})


def _peak(plan: OnboardingPlan, role: str) -> tuple[int, str, int]:
    days: Counter[int] = Counter()
    for task in plan.network.tasks:
        if task.responsible[0] == role:
            first = int(plan.schedule.start[task.task_id]) + 1
            days.update(range(first, last_working_day(plan, task.task_id) + 1))
    when, together = max(days.items(), key=lambda item: (item[1], -item[0]))
    return together, role, when
