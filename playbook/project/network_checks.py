"""What can be wrong with a task network, all of it found in one go."""

from __future__ import annotations

import graphlib
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from playbook.project.task import Task
from sim.messages import msg, msg_many
from sim.problems import Problem, did_you_mean

# Stands in a role column for everyone who has a part in the project.
EVERYONE = "all"

# About four years: whoever plans longer has mistaken the unit.
_LONGEST = 1_000


def network_problems(
    tasks: Collection[Task], *, roles: Collection[str], goal: str, where: str
) -> Iterator[Problem]:
    """Yield everything wrong with the tasks; no ``roles`` means that roles are not checked."""
    counts = Counter(task.task_id for task in tasks)
    yield from _repeated(counts, where)
    if goal not in counts:
        yield Problem(
            where=where,
            rule=msg("the go-live task '{goal}' is missing", goal=goal),
            remedy=msg("A plan needs one task whose end is the go-live"),
        )
    for task in tasks:
        yield from _wrong_estimates(task, where)
        yield from _wrong_roles(task, roles, where)
        yield from _dangling(task, counts, where)
    yield from _circles(tasks, counts, where)


def sorter(tasks: Iterable[Task]) -> graphlib.TopologicalSorter[str]:
    """Return the sorter that puts every predecessor ahead of its successors."""
    return graphlib.TopologicalSorter({task.task_id: task.predecessors for task in tasks})


def _repeated(counts: Counter[str], where: str) -> Iterator[Problem]:
    for task_id, count in counts.items():
        if count > 1:
            yield Problem(
                where=where,
                field=f"[{task_id}]",
                rule=msg_many("stands {n} time", "stands {n} times", count),
                remedy=msg("Give every task an id of its own"),
            )


def _wrong_estimates(task: Task, where: str) -> Iterator[Problem]:
    if not all(math.isfinite(days) for days in task.days):
        rule = msg("every estimate is a finite number of working days")
    elif task.optimistic < 0:
        rule = msg("no task takes less than 0 working days")
    elif not task.optimistic <= task.most_likely <= task.pessimistic:
        rule = msg("the estimates must rise: optimistic <= most likely <= pessimistic")
    elif task.pessimistic > _LONGEST:
        rule = msg("no task takes more than {most} working days", most=f"{_LONGEST:,}")
    else:
        return
    yield Problem(where=where, field=f"[{task.task_id}] days", value=task.days, rule=rule)


def _wrong_roles(task: Task, known: Collection[str], where: str) -> Iterator[Problem]:
    if len(task.accountable) != 1:
        yield Problem(
            where=where,
            field=f"[{task.task_id}] a",
            value=";".join(task.accountable),
            rule=msg("exactly one role is accountable for a task"),
        )
    if not task.responsible:
        yield Problem(
            where=where,
            field=f"[{task.task_id}] r",
            rule=msg("at least one role is responsible for a task"),
        )
    for column, role in task.role_cells():
        if known and role not in known and role != EVERYONE:
            yield Problem(
                where=where,
                field=f"[{task.task_id}] {column}",
                value=role,
                rule=msg("no such role in data/team/roles.csv"),
                remedy=did_you_mean(role, known),
            )


def _dangling(task: Task, known: Collection[str], where: str) -> Iterator[Problem]:
    for before in task.predecessors:
        if before not in known:
            yield Problem(
                where=where,
                field=f"[{task.task_id}] predecessors",
                value=before,
                rule=msg("no such task"),
                remedy=did_you_mean(before, known),
            )


def _circles(tasks: Iterable[Task], known: Collection[str], where: str) -> Iterator[Problem]:
    among_known = [
        replace(task, predecessors=tuple(p for p in task.predecessors if p in known))
        for task in tasks
    ]
    try:
        sorter(among_known).prepare()
    except graphlib.CycleError as error:
        # graphlib lists each task ahead of the one that waits for it and repeats the first.
        circle = " -> ".join(error.args[1])
        yield Problem(
            where=where,
            field="predecessors",
            rule=msg("tasks wait for each other in a circle: {circle}", circle=circle),
            remedy=msg("Take one predecessor out of the circle"),
        )
