"""Across the areas: decisions and inputs by date, and what happens if the agency leaves."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.onboarding.measures import area_title
from playbook.engagement.engagement import Engagement
from playbook.project.phrases import labelled
from playbook.project.plan import OnboardingPlan, inputs_due
from playbook.project.task import giver, role_name
from playbook.words.language import localised, say, say_many
from playbook.words.wording import day, number, sentences
from sim.tables.columns import Row
from sim.tables.read import read_table


def decisions(engagement: Engagement) -> Blocks:
    """Return all decisions of the plan in the order in which they fall due."""
    plan = engagement.plan
    due = sorted(
        (task for task in plan.network.tasks if task.decided_by),
        key=lambda task: (plan.ends(task.task_id), task.task_id),
    )
    rows = tuple(
        (
            plan.dated(plan.ends(task.task_id)),
            plan.dated(plan.must_end(task.task_id)),
            labelled(task),
            area_title(task.area),
            role_name(task.decided_by),
        )
        for task in due
    )
    heads = (
        *(say("Planned for"), say("At latest"), say("Decision"), say("Area")),
        say("Signs"),
    )
    return Blocks(
        [
            Heading(text=_title(len(due), len({task.decided_by for task in due}))),
            Table(
                title=say("Decisions from {date} on, by date", date=day(plan.timeline.day(1))),
                columns=tuple(Column(name=head) for head in heads),
                rows=rows,
                note=say(
                    "At latest: for a go-live on {date} by most likely durations; a dash where "
                    "the go-live does not wait.",
                    date=day(plan.go_live),
                ),
            ),
        ]
    )


def _title(decisions: int, signatories: int) -> str:
    return say(
        "{decisions} by {signatories}",
        decisions=say_many("{n} decision", "{n} decisions", decisions),
        signatories=say_many("{n} signatory", "{n} signatories", signatories),
    )


def client_inputs(engagement: Engagement) -> Blocks:
    """Return everything the client has to deliver, by the day on which it is needed."""
    plan = engagement.plan
    rows = tuple(
        (plan.dated(when), task.client_input, role_name(giver(task)), labelled(task))
        for when, task in inputs_due(plan)
    )
    heads = (say("Needed on"), say("Input"), say("From"), say("For"))
    return Blocks(
        [
            Heading(
                text=say_many(
                    "{client} delivers {n} input",
                    "{client} delivers {n} inputs",
                    len(rows),
                    client=engagement.client.file.client.name,
                )
            ),
            Prose(text=_story(plan)),
            Table(
                title=say("Inputs by the day on which their task begins"),
                columns=tuple(Column(name=head) for head in heads),
                rows=rows,
            ),
        ]
    )


def _story(plan: OnboardingPlan) -> str:
    dates = sorted(when for when, _ in inputs_due(plan))
    return say(
        "An input is needed on the first day of its task: each day it is late eats the slack of "
        "that task. Half of them are due by {half}, the last on {last}.",
        half=day(dates[(len(dates) - 1) // 2]),
        last=day(dates[-1]),
    )


NOTICE_DAYS = 60
"""The notice of the contract; the agency serves until the hand-over ends. EXPERT, domain 5.5."""


def hand_over_items() -> list[Row]:
    """Return what is handed over, the first due first."""
    return sorted(
        read_table("project/handover_items"), key=lambda row: -row.number("days_before_end")
    )


def hand_over(engagement: Engagement) -> Blocks:
    """Return the exit: who gives what, so many days before the last one, and how it is checked."""
    items = hand_over_items()
    heading = say_many(
        "If the agency leaves: {n} item is handed over in {days} days",
        "If the agency leaves: {n} items are handed over in {days} days",
        len(items),
        days=number(NOTICE_DAYS),
    )
    told = Prose(text=_terms(engagement))
    return Blocks([Heading(text=heading, id="hand-over"), told, _list(items)])


def _terms(engagement: Engagement) -> str:
    ends = say("The green channel ends with the day of the notice.")
    return sentences(
        say(
            "Store, accounts, data, pictures and customers belong to {brand} from the"
            " first day, so leaving is a hand-over and no negotiation. Notice on either"
            " side starts the list; the agency serves customers until every line is"
            " signed.",
            brand=engagement.client.file.client.brand,
        ),
        ends if engagement.outlook.has_channel else "",
    )


def _list(items: Sequence[Row]) -> Table:
    return Table(
        title=say("Hand-over list"),
        detail=True,
        columns=(
            Column(name=say("Item")),
            Column(name=say("Handed over by")),
            Column(name=say("Days before the end"), format="integer"),
            Column(name=say("Whole when")),
            Column(name=say("Signed")),
        ),
        rows=tuple(map(_line, items)),
        note=say("Days of the calendar, counted back from the last day; our estimates."),
    )


def _line(row: Row) -> tuple[str | int, ...]:
    return (
        localised(row, "name"),
        role_name(row.text("given_by")),
        int(row.number("days_before_end")),
        localised(row, "proof"),
        "",
    )
