"""The first page of the plan: the date, how sure it is, what sets it, and what to decide."""

from __future__ import annotations

from playbook.blocks import Blocks, Cover, Heading, Kpi, Kpis, Prose
from playbook.documents.onboarding.agenda import (
    chain,
    decision,
    first_inputs,
    tone,
    what_if_it_slips,
)
from playbook.documents.onboarding.charter_date import charter_kpi
from playbook.engagement.engagement import Engagement, files_read, rests_on
from playbook.project.phrases import chance, dated, holidays_kept, margin, week, working_days
from playbook.project.plan import EVEN, NINE_IN_TEN, SAFE, OnboardingPlan, last_working_day, spare
from playbook.words.language import say
from playbook.words.wording import count, day, sentences

# A smaller difference in working days is not worth a word.
_HALF_A_DAY = 0.5


def cover(engagement: Engagement) -> Blocks:
    """Return the title page and what the plan rests on."""
    plan = engagement.plan
    who, workdays = engagement.client.file.client, plan.timeline.workdays
    title_page = Cover(
        title=say("Onboarding plan"),
        subtitle=say("The way to the go-live of the {brand} flagship store", brand=who.brand),
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=(
            (say("Start"), dated(plan.timeline.day(1))),
            (say("Go-live asked for"), dated(plan.go_live)),
            (say("Working week"), week(workdays.days)),
            (say("Calendar"), holidays_kept(workdays.country)),
            (say("Tasks"), str(len(plan.network.tasks))),
        ),
    )
    under_it = rests_on(
        engagement.client,
        seed=plan.seed,
        inputs=files_read(engagement),
    )
    return Blocks([title_page, under_it])


def answer(engagement: Engagement) -> Blocks:
    """Return the page that a chairman reads: date, chance, chain of tasks, inputs, decision."""
    plan = engagement.plan
    return Blocks(
        [
            Heading(text=_headline(plan)),
            _figures(engagement),
            Prose(text=f"{_likely(plan)}\n\n{_spread(plan)}"),
            *what_if_it_slips(engagement),
            decision(plan),
            *chain(plan),
            first_inputs(engagement),
        ]
    )


def _headline(plan: OnboardingPlan) -> str:
    return say(
        "The chance of going live by {date} is {share}",
        date=day(plan.go_live),
        share=chance(plan.chance),
    )


def _figures(engagement: Engagement) -> Kpis:
    plan = engagement.plan
    goal = plan.network.goal
    return Kpis(
        items=(
            Kpi(
                label=say("Chance of the date asked for"),
                value=chance(plan.chance),
                detail=say("95 % interval {margin}", margin=margin(plan.chance)),
                tone=tone(plan),
            ),
            Kpi(
                label=say("Live by most likely durations"),
                value=day(plan.ends(goal)),
                detail=say("working day {number} of the plan", number=last_working_day(plan, goal)),
            ),
            Kpi(
                label=say("Safe to announce"),
                value=day(plan.ready_with(SAFE)),
                detail=say("met in {share} of the sampled plans", share=chance(SAFE)),
            ),
            *([charter_kpi(plan)] if engagement.outlook.has_channel else []),
        )
    )


def _likely(plan: OnboardingPlan) -> str:
    return say(
        "If every task takes its most likely time, the store is live on {live}, after {days}: "
        "{room}.",
        live=day(plan.ends(plan.network.goal)),
        days=working_days(plan.schedule.length),
        room=_room(spare(plan), day(plan.go_live)),
    )


def _room(days: int, asked: str) -> str:
    """Return how far the likely date lies from the one asked for."""
    if days == 0:
        return say("the last working day that {date} allows, so nothing may go wrong", date=asked)
    if days > 0:
        return say("{spare} before {date} is due", spare=working_days(days), date=asked)
    return say("{late} too late for {date}", late=working_days(-days), date=asked)


def _spread(plan: OnboardingPlan) -> str:
    return sentences(
        say("Durations vary, and the go-live waits for the last task."),
        _middle(plan),
        say(
            "Half are live by {even}, four in five by {safe}, nine in ten by {late}.",
            even=day(plan.ready_with(EVEN)),
            safe=day(plan.ready_with(SAFE)),
            late=day(plan.ready_with(NINE_IN_TEN)),
        ),
    )


def _middle(plan: OnboardingPlan) -> str:
    middle = plan.forecast.finish_quantile(plan.network.goal, EVEN)
    extra = middle - plan.schedule.length
    more = say(
        ", about {extra} more, because delays add up where tasks meet", extra=working_days(extra)
    )
    return say(
        "Over {samples} sampled plans the middle one takes {days}{more}.",
        samples=count(plan.samples),
        days=working_days(middle),
        more="" if extra < _HALF_A_DAY else more,
    )
