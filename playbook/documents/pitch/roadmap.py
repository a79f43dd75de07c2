"""The way to the go-live: the five areas on one page, the dates with their chance, your part."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

from playbook.areas.team.posts import CLIENT, posts
from playbook.blocks import Block, Blocks, Callout, Column, Gantt, Heading, Kpis, Prose, Table
from playbook.documents.onboarding import area_pages, opening, timetable
from playbook.engagement.engagement import Engagement
from playbook.project.plan import by_start, inputs_due
from playbook.project.task import is_client
from playbook.words.language import say, say_many
from playbook.words.names import role_name
from playbook.words.phrases import begin, joined, tenths
from playbook.words.wording import day, in_words, sentences

FIVE = ("product", "platform", "operations", "logistics", "team")

_BlockT = TypeVar("_BlockT", bound=Block)


def five_areas(engagement: Engagement) -> Blocks:
    """Return the onboarding in five areas, one row each."""
    plan = engagement.plan
    tasks = [task for name in FIVE for task in by_start(plan, name)]
    heading = say(
        "{tasks} of the plan's {all} tasks lie in five areas: there {decisions} need your decision,"
        " {inputs} your input",
        tasks=len(tasks),
        all=len(plan.network.tasks),
        decisions=sum(bool(task.decided_by) for task in tasks),
        inputs=sum(task.needs_client_input for task in tasks),
    )
    return Blocks(
        [
            Heading(text=heading, id="five-areas"),
            Table(
                title=say("Onboarding in five areas"),
                columns=(
                    Column(name=say("area")),
                    Column(name=say("what it is there for")),
                    Column(name=say("decisions"), format="integer"),
                    Column(name=say("your inputs"), format="integer"),
                ),
                rows=tuple(_area(engagement, name) for name in FIVE),
                note=sentences(
                    say("The other tasks are governance."),
                    say("Dates by most likely durations; the onboarding plan tells every task."),
                ),
            ),
        ]
    )


def _area(engagement: Engagement, name: str) -> tuple[str, str, int, int]:
    told = area_pages.area(engagement, name)
    tasks = by_start(engagement.plan, name)
    return (
        _first(told, Heading).text,
        _first(told, Prose).text,
        sum(bool(task.decided_by) for task in tasks),
        sum(task.needs_client_input for task in tasks),
    )


def timeline(engagement: Engagement) -> Blocks:
    """Return the Gantt chart with the chance of the date asked for."""
    told = opening.answer(engagement)
    return Blocks(
        [
            Heading(text=_first(told, Heading).text, id="timeline"),
            _first(told, Kpis),
            _critical(_first(timetable.schedule(engagement), Gantt)),
            *[block for block in told if isinstance(block, Callout)],
        ]
    )


def _critical(gantt: Gantt) -> Gantt:
    """Return the plan's Gantt chart with the tasks that have no slack: they fit on the page."""
    bars = tuple(bar for bar in gantt.bars if bar.critical)
    told = [
        say(
            "{what}: {value}",
            what=bar.label,
            value=say("{low} to {high}", low=day(str(bar.start)), high=day(str(bar.finish))),
        )
        for bar in bars
    ]
    return gantt.changed(
        alt=joined(told),
        bars=bars,
        note=say("Shown are the tasks without slack; the onboarding plan shows all tasks."),
    )


def your_part(engagement: Engagement) -> Blocks:
    """Return what the client's side has to give: roles with their shares, and inputs."""
    plan, work = engagement.plan, _work(engagement)
    held = {post.role: post.full_time for post in posts(engagement) if post.side == CLIENT}
    inputs = [when for when, _ in inputs_due(plan)]
    heading = say(
        "Your part: {roles} roles, together {posts} full-time posts, and {inputs} inputs by {last}",
        roles=len(held),
        posts=tenths(sum(held.values())),
        inputs=len(inputs),
        last=day(max(inputs)) if inputs else day(plan.go_live),
    )
    busiest = max(work, key=lambda role: (_parts(engagement, role), role))
    return Blocks(
        [
            Heading(text=heading, id="your-part"),
            Prose(
                text=sentences(
                    say(
                        "The role with a part in most tasks: {role}, in {tasks} of {all}.",
                        role=role_name(busiest),
                        tasks=_parts(engagement, busiest),
                        all=len(plan.network.tasks),
                    ),
                    say("An input that comes late eats the slack of its task, day by day."),
                )
            ),
            _roles(work, held),
            *list(opening.answer(engagement))[-1:],
        ]
    )


def _work(engagement: Engagement) -> dict[str, list[int]]:
    """Return for each of the client's roles the tasks it does, answers for, and is asked about."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for task in engagement.plan.network.tasks:
        for column, roles in enumerate((task.responsible, task.accountable, task.consulted)):
            for role in roles:
                if is_client(role):
                    found[role][column] += 1
    return dict(found)


def _parts(engagement: Engagement, role: str) -> int:
    """Return in how many tasks a role has a part; several parts in one task are one."""
    return sum(
        role in {*task.responsible, *task.accountable, *task.consulted}
        for task in engagement.plan.network.tasks
    )


def _roles(work: dict[str, list[int]], held: dict[str, float]) -> Table:
    """Return the posts of the plan with their parts; who is asked without a post is named."""
    order = sorted(held, key=lambda role: (-held[role], role))
    asked = [role_name(role) for role in sorted(work.keys() - held.keys())]
    return Table(
        title=say_many("{n} role on your side", "{n} roles on your side", len(held)),
        detail=True,
        columns=(
            Column(name=say("role")),
            Column(name=say("share of full time"), format="share"),
            Column(name=say("does"), format="integer"),
            Column(name=say("answers for"), format="integer"),
            Column(name=say("is asked"), format="integer"),
        ),
        rows=tuple(
            (begin(role_name(role)), held[role], *work.get(role, (0, 0, 0))) for role in order
        ),
        note=sentences(
            say("Numbers of tasks. The shares are our judgements for the onboarding."),
            say("Only asked, without a post: {roles}.", roles=in_words(asked)) if asked else "",
        ),
    )


def _first(blocks: Blocks, kind: type[_BlockT]) -> _BlockT:
    return next(block for block in blocks if isinstance(block, kind))
