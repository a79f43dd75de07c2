"""How the plan was computed, what it rests on, and what it cannot say."""

from __future__ import annotations

from collections import Counter

from playbook.blocks import Blocks, Bullets, Heading, Prose, Sources
from playbook.network import TABLE
from playbook.onboarding.phrases import chance, margin
from playbook.onboarding.plan import OnboardingPlan
from playbook.wording import counted, day, in_words

# Each task carries three estimates: optimistic, most likely and pessimistic.
_ESTIMATES = 3


def method(plan: OnboardingPlan) -> Blocks:
    """Return method, assumptions and sources, with the share of expert judgement."""
    return Blocks(
        [
            Heading(text=_title(plan)),
            Prose(text=_story(plan)),
            Bullets(items=_limits(plan)),
            Sources(items=_sources(plan)),
        ]
    )


def bases(plan: OnboardingPlan) -> Counter[str]:
    """Return how many duration estimates come from each basis."""
    return Counter({basis: _ESTIMATES * count for basis, count in _tasks_by_basis(plan).items()})


def _tasks_by_basis(plan: OnboardingPlan) -> Counter[str]:
    return Counter(task.basis for task in plan.network.tasks)


def _title(plan: OnboardingPlan) -> str:
    total = sum(bases(plan).values())
    expert = bases(plan)["EXPERT"]
    if expert == total:
        return f"All {total} durations behind the date are expert judgement"
    return f"{chance(expert / total)} of the {total} durations are expert judgement"


def _story(plan: OnboardingPlan) -> str:
    facts = plan.facts
    calendar = (
        "no public holidays" if facts.country == "none" else f"the holidays of {facts.country}"
    )
    return (
        f"The plan is a network of {counted(len(plan.network.tasks), 'task')}. Each begins when "
        f"all its predecessors are done; durations are continuous working days, counted on a "
        f"week of {counted(len(facts.work_days), 'day')} with {calendar} from "
        f"{day(facts.start_date)} on, and rounded for display only.\n\n"
        f"The dates use the most likely durations. The chances use {plan.samples:,} sampled "
        f"plans (seed {plan.seed}): every duration is drawn from a beta-PERT distribution over "
        f"its three estimates. The interval {margin(plan.chance)} shows only what the number of "
        f"samples leaves open; wrong estimates move the chance much further."
    )


def _limits(plan: OnboardingPlan) -> tuple[str, ...]:
    return (
        "Tasks run late independently of each other. One cause that delays many, such as a "
        "client that answers late, makes the spread wider than shown.",
        "People are not levelled: two tasks of one person may run on the same days.",
        "Nobody hurries when the date is in danger, and nobody fills the time that is left.",
        f"Estimates by origin: {_origins(plan)}.",
    )


def _origins(plan: OnboardingPlan) -> str:
    return in_words([f"{count} {basis}" for basis, count in sorted(bases(plan).items())])


def _sources(plan: OnboardingPlan) -> tuple[str, ...]:
    return (
        f"Tasks, roles and durations: data/{TABLE}.csv and data/roles.csv",
        "Measures and risks: data/kpis.csv and data/risks.csv",
        "The case: claims S11 (two months of preparation, five areas), S22 and S23 (two months "
        "until the green channel), S25 (manual phase, then interface); SEED",
        *(f"Client file: {name}" for name, _ in plan.facts.files),
    )
