"""Across the areas: every decision with its deadline, and every input of the client by date."""

from __future__ import annotations

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.onboarding.area_names import AREAS
from playbook.onboarding.areas import giver
from playbook.onboarding.phrases import short
from playbook.onboarding.plan import OnboardingPlan
from playbook.raci import role_name
from playbook.wording import counted, day


def decisions(plan: OnboardingPlan) -> Blocks:
    """Return all decisions of the plan in the order in which they fall due."""
    due = sorted(
        (task for task in plan.network.tasks if task.decided_by),
        key=lambda task: (plan.ends(task.task_id), task.task_id),
    )
    signers = {task.decided_by for task in due}
    rows = tuple(
        (
            plan.dated(plan.ends(task.task_id)),
            plan.dated(plan.must_end(task.task_id)),
            f"{task.task_id} {short(task.name)}",
            AREAS[task.area].title,
            role_name(task.decided_by),
        )
        for task in due
    )
    names = ("Planned for", "At latest", "Decision", "Area", "Signs")
    return Blocks(
        [
            Heading(text=f"{counted(len(due), 'decision')} by {_signatories(len(signers))}"),
            Table(
                title=f"Decisions from {day(plan.timeline.day(1))} on, by date",
                columns=tuple(Column(name=name) for name in names),
                rows=rows,
                note=f"At latest: for a go-live on {day(plan.facts.go_live)} by most likely "
                f"durations; a dash where the go-live does not wait.",
            ),
        ]
    )


def _signatories(number: int) -> str:
    return counted(number, "signatory", "signatories")


def client_inputs(plan: OnboardingPlan) -> Blocks:
    """Return everything the client has to deliver, by the day on which it is needed."""
    needed = tuple(plan.client_inputs())
    rows = tuple(
        (plan.dated(when), task.client_input, giver(task), f"{task.task_id} {short(task.name)}")
        for when, task in needed
    )
    names = ("Needed on", "Input", "From", "For")
    return Blocks(
        [
            Heading(text=f"{plan.facts.name} delivers {counted(len(rows), 'input')}"),
            Prose(text=_story(plan)),
            Table(
                title="Inputs by the day on which their task begins",
                columns=tuple(Column(name=name) for name in names),
                rows=rows,
            ),
        ]
    )


def _story(plan: OnboardingPlan) -> str:
    dates = sorted(when for when, _ in plan.client_inputs())
    half = dates[(len(dates) - 1) // 2]
    return (
        f"An input is needed on the first day of its task: each day it is late eats the slack of "
        f"that task. Half of them are due by {day(half)}, the last on {day(dates[-1])}."
    )
