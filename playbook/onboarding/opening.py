"""The first page of the plan: the date, how sure it is, what sets it, and what to decide."""

from __future__ import annotations

import sim
from playbook.blocks import Blocks, Cover, Heading, Kpi, Kpis, Prose, Provenance
from playbook.onboarding.agenda import chain, decision, first_inputs, tone, what_if_it_slips
from playbook.onboarding.charter_date import charter_kpi
from playbook.onboarding.phrases import chance, dated, margin, working_days
from playbook.onboarding.plan import EVEN, NINE_IN_TEN, SAFE, OnboardingPlan
from playbook.wording import counted, day, in_words

# A smaller difference in working days is not worth a word.
_HALF_A_DAY = 0.5


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
            *what_if_it_slips(plan),
            decision(plan),
            *chain(plan),
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
                tone=tone(plan),
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


def _story(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    likely = (
        f"If every task takes its most likely time, the store is live on {day(plan.ends(goal))}, "
        f"after {working_days(plan.schedule.length)}: {_against_deadline(plan)}."
    )
    middle = plan.forecast.finish_quantile(goal, EVEN)
    spread = (
        f"Durations vary, and a store opens when its last task is done. Over "
        f"{plan.samples:,} sampled plans the middle one takes {working_days(middle)}"
        f"{_why_longer(middle, plan.schedule.length)}; half are live by "
        f"{day(plan.ready_with(EVEN))}, four in five by {day(plan.ready_with(SAFE))}, "
        f"nine in ten by {day(plan.ready_with(NINE_IN_TEN))}."
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
    if extra < _HALF_A_DAY:
        return ""
    return f", about {working_days(extra)} more, because delays add up where tasks meet"
