"""How the plan was computed, what it rests on, and what it cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook.blocks import Blocks, Bullets, Column, Heading, Prose, Sources, Table
from playbook.engagement.engagement import Engagement
from playbook.project.phrases import chance, holidays_kept, labelled, margin
from playbook.project.plan import OnboardingPlan
from playbook.words.language import say, say_many
from playbook.words.wording import count, day, in_words

# Each task carries three estimates: optimistic, most likely and pessimistic.
_ESTIMATES = 3


def method(engagement: Engagement) -> Blocks:
    """Return method, assumptions and sources, with the share of expert judgement."""
    plan = engagement.plan
    return Blocks(
        [
            Heading(text=_title(plan)),
            Prose(text=f"{_network(engagement)}\n\n{_chances(plan)}"),
            *_links(plan),
            Bullets(items=_limits(plan)),
            Sources(items=_sources(engagement)),
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
        return say("All {count} durations behind the date are expert judgement", count=total)
    return say(
        "{share} of the {count} durations are expert judgement",
        share=chance(expert / total),
        count=total,
    )


def _network(engagement: Engagement) -> str:
    plan = engagement.plan
    timeline = plan.timeline
    return say(
        "The plan is a network of {count} tasks. Each begins when all its predecessors are done; "
        "durations are continuous working days, counted on a week of {week} with {holidays} from "
        "{start} on, and rounded for display only.",
        count=len(plan.network.tasks),
        week=say_many("{n} day", "{n} days", len(timeline.workdays.days)),
        holidays=holidays_kept(timeline.workdays.country),
        start=day(timeline.start_date),
    )


def _chances(plan: OnboardingPlan) -> str:
    return say_many(
        "The dates use the most likely durations. The chances use {n} sampled plan: every "
        "duration is drawn from a beta-PERT distribution over its three estimates. The interval "
        "{margin} shows only what the number of samples leaves open; wrong estimates move the "
        "chance much further.",
        "The dates use the most likely durations. The chances use {n} sampled plans: every "
        "duration is drawn from a beta-PERT distribution over its three estimates. The interval "
        "{margin} shows only what the number of samples leaves open; wrong estimates move the "
        "chance much further.",
        plan.samples,
        margin=margin(plan.chance),
    )


def _links(plan: OnboardingPlan) -> Iterator[Table]:
    """Yield the links of the network that are a judgement, each with its reason."""
    judged = [task for task in plan.network.tasks if task.note]
    if judged:
        yield Table(
            title=say("Links that are a judgement"),
            detail=True,
            columns=(
                Column(name=say("Task")),
                Column(name=say("Begins after")),
                Column(name=say("Why")),
            ),
            rows=tuple(
                (labelled(task), ", ".join(task.predecessors) or "–", task.note) for task in judged
            ),
        )


def _limits(plan: OnboardingPlan) -> tuple[str, ...]:
    return (
        say(
            "Tasks run late independently of each other. One cause that delays many, such as a "
            "client that answers late, makes the spread wider than shown."
        ),
        say("People are not levelled: two tasks of one person may run on the same days."),
        say("Nobody hurries when the date is in danger, and nobody fills the time that is left."),
        say("Estimates by origin: {origins}.", origins=_origins(plan)),
    )


def _origins(plan: OnboardingPlan) -> str:
    return in_words([_from(basis, number) for basis, number in sorted(bases(plan).items())])


def _from(basis: str, number: int) -> str:
    said = {
        "CLIENT": say("{count} of yours", count=count(number)),
        "EXPERT": say("{count} of our estimates", count=count(number)),
        "MEASURED": say("{count} measured", count=count(number)),
        "SEED": say("{count} of the case", count=count(number)),
        "SOURCED": say("{count} published", count=count(number)),
    }
    return said[basis]


def _sources(engagement: Engagement) -> tuple[str, ...]:
    return (
        say(
            "The case: two months of preparation in five areas, two months until the green "
            "channel, a manual phase before the interface"
        ),
    )
