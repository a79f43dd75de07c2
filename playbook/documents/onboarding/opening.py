"""The first page of the plan: the date, how sure it is, what sets it, and what to decide."""

from __future__ import annotations

import sim
from playbook.blocks import Blocks, Cover, Heading, Kpi, Kpis, Prose, Provenance
from playbook.documents.onboarding.agenda import (
    chain,
    decision,
    first_inputs,
    tone,
    what_if_it_slips,
)
from playbook.documents.onboarding.charter_date import charter_kpi
from playbook.project.phrases import chance, dated, holidays_kept, margin, week, working_days
from playbook.project.plan import EVEN, NINE_IN_TEN, SAFE, OnboardingPlan
from playbook.words.language import say
from playbook.words.wording import count, day, sentences

# A smaller difference in working days is not worth a word.
_HALF_A_DAY = 0.5


def cover(plan: OnboardingPlan) -> Blocks:
    """Return the title page and what the plan rests on."""
    facts = plan.facts
    title_page = Cover(
        title=say("Onboarding plan"),
        subtitle=say("The way to the go-live of the {brand} flagship store", brand=facts.brand),
        client=facts.name,
        as_of=facts.as_of.isoformat(),
        facts=(
            (say("Start"), dated(plan.timeline.day(1))),
            (say("Go-live asked for"), dated(facts.go_live)),
            (say("Working week"), week(facts.work_days)),
            (say("Calendar"), holidays_kept(facts.country)),
            (say("Tasks"), str(len(plan.network.tasks))),
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
            Prose(text=f"{_likely(plan)}\n\n{_spread(plan)}"),
            *what_if_it_slips(plan),
            decision(plan),
            *chain(plan),
            first_inputs(plan),
        ]
    )


def _headline(plan: OnboardingPlan) -> str:
    return say(
        "The chance of going live by {date} is {share}",
        date=day(plan.facts.go_live),
        share=chance(plan.chance),
    )


def _figures(plan: OnboardingPlan) -> Kpis:
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
                detail=say("working day {number} of the plan", number=plan.last_working_day(goal)),
            ),
            Kpi(
                label=say("Safe to announce"),
                value=day(plan.ready_with(SAFE)),
                detail=say("met in {share} of the sampled plans", share=chance(SAFE)),
            ),
            *([charter_kpi(plan)] if plan.has_channel else []),
        )
    )


def _likely(plan: OnboardingPlan) -> str:
    live, asked = day(plan.ends(plan.network.goal)), day(plan.facts.go_live)
    days = working_days(plan.schedule.length)
    if plan.spare == 0:
        return say(
            "If every task takes its most likely time, the store is live on {live}, after {days}: "
            "the last working day that {date} allows, so nothing may go wrong.",
            live=live,
            days=days,
            date=asked,
        )
    if plan.spare > 0:
        return say(
            "If every task takes its most likely time, the store is live on {live}, after {days}: "
            "{spare} before {date} is due.",
            live=live,
            days=days,
            spare=working_days(plan.spare),
            date=asked,
        )
    return say(
        "If every task takes its most likely time, the store is live on {live}, after {days}: "
        "{late} too late for {date}.",
        live=live,
        days=days,
        late=working_days(-plan.spare),
        date=asked,
    )


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
    samples, days = count(plan.samples), working_days(middle)
    extra = middle - plan.schedule.length
    if extra < _HALF_A_DAY:
        return say(
            "Over {samples} sampled plans the middle one takes {days}.", samples=samples, days=days
        )
    return say(
        "Over {samples} sampled plans the middle one takes {days}, about {extra} more, because "
        "delays add up where tasks meet.",
        samples=samples,
        days=days,
        extra=working_days(extra),
    )
