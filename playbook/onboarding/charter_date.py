"""When the green-channel charter can be signed: before the go-live, or months lost after it."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Column, Heading, Kpi, Prose, Table
from playbook.onboarding.case import case_number
from playbook.onboarding.phrases import chance, margin, short, tidy, working_days
from playbook.onboarding.plan import NINE_IN_TEN, OnboardingPlan
from playbook.raci import role_name
from playbook.wording import counted, day

CHARTER = "GV6"


def lead(plan: OnboardingPlan) -> int:
    """Return the working days from the signature to the go-live; negative when it comes later."""
    return plan.last_working_day(plan.network.goal) - plan.last_working_day(CHARTER)


def charter_kpi(plan: OnboardingPlan) -> Kpi:
    """Return the earliest signature of the charter as a headline figure."""
    days = lead(plan)
    return Kpi(
        label="Green-channel charter signed",
        value=day(plan.ends(CHARTER)),
        detail=f"{counted(abs(days), 'working day')} {_side(days)} the go-live",
        tone="good" if days > 0 else "bad",
    )


def green_channel(plan: OnboardingPlan) -> Blocks:
    """Return the page on the charter's date, against what the case lost by signing late."""
    return Blocks(
        [
            Heading(text=_headline(plan)),
            Prose(text=_story(plan)),
            _chain(plan),
            _call(plan),
        ]
    )


def _side(days: int) -> str:
    return "before" if days >= 0 else "after"


def _headline(plan: OnboardingPlan) -> str:
    days = lead(plan)
    if days == 0:
        return "The green-channel charter can be signed on the day of the go-live"
    return (
        f"The green-channel charter can be signed {counted(abs(days), 'working day')} "
        f"{_side(days)} the go-live"
    )


def _story(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    before = plan.forecast.chance_ahead(CHARTER, goal)
    return (
        f"In the case the store went live first and the charter was negotiated afterwards: "
        f"{case_number('oa_months'):g} months in which offers of the platform went to others "
        f"while the approval chain ran. Here, by most likely durations, the charter is signed on "
        f"{day(plan.ends(CHARTER))} (working day {plan.last_working_day(CHARTER)}) and the store "
        f"is live on {day(plan.ends(goal))} (working day {plan.last_working_day(goal)})."
        f"{_no_reason(plan)}\n\n"
        f"In {chance(before)} of the sampled plans ({margin(before)}) the signature comes no "
        f"later than the go-live; nine plans in ten have it by "
        f"{day(plan.ready_with(NINE_IN_TEN, CHARTER))}. {_signature(plan)}"
    )


def _no_reason(plan: OnboardingPlan) -> str:
    if lead(plan) <= 0:
        return ""
    return " Nothing in the work asks for the order of the case: it only has to be begun in time."


def _signature(plan: OnboardingPlan) -> str:
    task = plan.network[CHARTER]
    if task.optimistic == task.pessimistic:
        return f"The signature itself is planned with {working_days(task.most_likely)}."
    return (
        f"The signature itself may take from {working_days(task.optimistic)} to "
        f"{working_days(task.pessimistic)}, as it is one person's decision."
    )


def _chain(plan: OnboardingPlan) -> Table:
    path = plan.schedule.path_to(CHARTER)
    return Table(
        title=f"{counted(len(path), 'step')} lead to the signature",
        columns=(
            Column(name="Step"),
            Column(name="Working days", format="number"),
            Column(name="Starts"),
            Column(name="Done"),
            Column(name="Signs or approves"),
        ),
        rows=tuple(
            (
                f"{task.task_id} {short(task.name)}",
                tidy(task.most_likely),
                plan.dated(plan.starts(task.task_id)),
                plan.dated(plan.ends(task.task_id)),
                role_name(task.accountable[0]),
            )
            for task in path
        ),
    )


def _call(plan: OnboardingPlan) -> Callout:
    signer = role_name(plan.network[CHARTER].accountable[0])
    ready, last = plan.starts(CHARTER), plan.ends(plan.network.goal)
    if lead(plan) > 0:
        text = (
            f"If the decision is for a green channel (the pitch weighs it against the OA chain), "
            f"the draft lies before the {signer} on {day(ready)}. Signed by {day(last)}, the store "
            f"goes live with the authority to answer within hours."
        )
        return Callout(text=text, tone="good", title="Put it on the agenda now")
    text = (
        f"The draft lies before the {signer} only on {day(ready)}. Until it is signed every "
        f"offer goes through the approval chain: begin its steps earlier, or "
        f"sign a shorter charter for the first weeks."
    )
    return Callout(text=text, tone="bad", title="The charter comes too late")
