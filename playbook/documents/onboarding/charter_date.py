"""When the green-channel charter can be signed: before the go-live, or months lost after it."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Column, Heading, Kpi, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.project.phrases import (
    beside_go_live,
    chance,
    labelled,
    margin,
    ordinary,
    tidy,
    working_days,
)
from playbook.project.plan import NINE_IN_TEN, OnboardingPlan, last_working_day
from playbook.project.task import role_name
from playbook.study.recommendation import Outlook
from playbook.words.language import say, say_many
from playbook.words.names import regime_meaning, regime_name
from playbook.words.wording import day, sentences, share
from sim.tables.rules import case_fact

CHARTER = "GV6"


def lead(plan: OnboardingPlan) -> int:
    """Return the working days from the signature to the go-live; negative when it comes later."""
    return last_working_day(plan, plan.network.goal) - last_working_day(plan, CHARTER)


def charter_kpi(plan: OnboardingPlan) -> Kpi:
    """Return the earliest signature of the charter as a headline figure."""
    days = lead(plan)
    return Kpi(
        label=say("Green-channel charter signed"),
        value=day(plan.ends(CHARTER)),
        detail=beside_go_live(days),
        tone="good" if days > 0 else "bad",
    )


def green_channel(engagement: Engagement) -> Blocks:
    """Return the page on the charter's date, against what the case lost by signing late.

    Where the offers are decided without a charter, the page says so instead.
    """
    plan = engagement.plan
    if not engagement.outlook.has_channel:
        return _without_charter(engagement.outlook)
    return Blocks(
        [
            Heading(text=_headline(plan)),
            Prose(text=_story(plan)),
            _chain(plan),
            _call(plan),
        ]
    )


def _without_charter(outlook: Outlook) -> Blocks:
    decides = regime_name(outlook.regime)
    told = say(
        "By the rule of recommendation the offers of this client are decided with {regime}: "
        "{capture} of them are won in the simulated runs. The tasks of the charter are left out "
        "of this plan; they come back if the decision changes, and the pitch says in which cases "
        "it would.",
        regime=decides,
        capture=share(outlook.capture_rate),
    )
    return Blocks(
        [
            Heading(text=say("No charter is asked for: the offers go by {regime}", regime=decides)),
            Prose(text=sentences(told, regime_meaning(outlook.regime))),
        ]
    )


def _headline(plan: OnboardingPlan) -> str:
    return say("The green-channel charter can be signed {when}", when=beside_go_live(lead(plan)))


def _story(plan: OnboardingPlan) -> str:
    return "\n\n".join(
        (
            sentences(_against_case(plan), _no_reason(plan)),
            sentences(_how_sure(plan), _signature(plan)),
        )
    )


def _against_case(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    return say(
        "In the case the store went live first and the charter was negotiated afterwards: {months} "
        "months in which offers of the platform went to others while the approval chain ran. "
        "Here, by most likely durations, the charter is signed on {signed} (working day "
        "{signed_number}) and the store is live on {live} (working day {live_number}).",
        months=f"{case_fact('oa_months').value:g}",
        signed=day(plan.ends(CHARTER)),
        signed_number=last_working_day(plan, CHARTER),
        live=day(plan.ends(goal)),
        live_number=last_working_day(plan, goal),
    )


def _no_reason(plan: OnboardingPlan) -> str:
    if lead(plan) <= 0:
        return ""
    return say("Nothing in the work asks for the order of the case: it only has to begin in time.")


def _how_sure(plan: OnboardingPlan) -> str:
    before = plan.forecast.chance_ahead(CHARTER, plan.network.goal)
    return say(
        "In {share} of the sampled plans ({margin}) the signature comes no later than the "
        "go-live; nine plans in ten have it by {date}.",
        share=chance(before),
        margin=margin(before),
        date=day(plan.ready_with(NINE_IN_TEN, CHARTER)),
    )


def _signature(plan: OnboardingPlan) -> str:
    task = plan.network[CHARTER]
    if task.optimistic == task.pessimistic:
        return say(
            "The signature itself is planned with {days}.", days=working_days(task.most_likely)
        )
    return say(
        "The signature itself may take from {least} to {most}, as it is one person's decision.",
        least=working_days(task.optimistic),
        most=working_days(task.pessimistic),
    )


def _chain(plan: OnboardingPlan) -> Table:
    path = plan.schedule.path_to(CHARTER)
    return Table(
        title=say_many(
            "{n} step leads to the signature", "{n} steps lead to the signature", len(path)
        ),
        columns=(
            Column(name=say("Step")),
            Column(name=say("Working days"), format="number"),
            Column(name=say("Starts")),
            Column(name=say("Done")),
            Column(name=say("Signs or approves")),
        ),
        rows=tuple(
            (
                labelled(task),
                tidy(task.most_likely),
                plan.dated(plan.starts(task.task_id)),
                plan.dated(plan.ends(task.task_id)),
                role_name(task.accountable[0]),
            )
            for task in path
        ),
    )


def _call(plan: OnboardingPlan) -> Callout:
    signer = ordinary(role_name(plan.network[CHARTER].accountable[0]))
    ready, live = day(plan.starts(CHARTER)), day(plan.ends(plan.network.goal))
    if lead(plan) > 0:
        text = say(
            "If the decision is for a green channel (the pitch weighs it against the OA chain), "
            "the draft lies before the {signer} on {ready}. Signed by {live}, the store goes live "
            "with the authority to answer within hours.",
            signer=signer,
            ready=ready,
            live=live,
        )
        return Callout(text=text, tone="good", title=say("Put it on the agenda now"))
    text = say(
        "The draft lies before the {signer} only on {ready}. Until it is signed every offer goes "
        "through the approval chain: begin its steps earlier, or sign a shorter charter for the "
        "first weeks.",
        signer=signer,
        ready=ready,
    )
    return Callout(text=text, tone="bad", title=say("The charter comes too late"))
