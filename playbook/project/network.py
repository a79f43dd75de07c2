"""The task network of an onboarding: tasks in an order that works, and all that can be wrong."""

from __future__ import annotations

import graphlib
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from playbook.project.task import EVERYONE, Task, role_ids, tasks_of
from sim.messages import Problem, ProblemError, did_you_mean, msg, msg_many
from sim.tables.read import read_table

TABLE = "project/tasks"
GO_LIVE = "GO"


@dataclass(frozen=True, kw_only=True)
class Network:
    """Tasks that fit together: known roles and predecessors, no cycle, ordered estimates.

    ``goal`` is the task whose end is the go-live; ``roles`` are the known roles (empty: not
    checked); ``where`` names the source in problems. Raises ProblemError with every problem found.
    """

    tasks: tuple[Task, ...]
    roles: frozenset[str] = frozenset()
    goal: str = GO_LIVE
    where: str = f"data/{TABLE}.csv"

    def __post_init__(self) -> None:
        problems = tuple(
            network_problems(self.tasks, roles=self.roles, goal=self.goal, where=self.where)
        )
        if problems:
            raise ProblemError(problems)

    def __getitem__(self, task_id: str) -> Task:
        return self.tasks[self.row[task_id]]

    def __contains__(self, task_id: object) -> bool:
        return task_id in self.row

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Return the position of each task, which is its row in arrays of durations."""
        return {task.task_id: row for row, task in enumerate(self.tasks)}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Return the task ids with every predecessor ahead of its successors."""
        return tuple(sorter(self.tasks).static_order())

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """Return, for each task, the tasks that wait for it."""
        waiting: dict[str, list[str]] = {task.task_id: [] for task in self.tasks}
        for task in self.tasks:
            for before in task.predecessors:
                waiting[before].append(task.task_id)
        return {task_id: tuple(after) for task_id, after in waiting.items()}


def before_goal(network: Network) -> frozenset[str]:
    """Return the tasks without which there is no go-live, the goal itself among them."""
    return _reached({network.goal}, lambda task_id: network[task_id].predecessors)


def after_goal(network: Network) -> frozenset[str]:
    """Return the tasks that begin only after the go-live."""
    waiting = network.successors
    return _reached(waiting[network.goal], lambda task_id: waiting[task_id])


def loose_ends(network: Network) -> tuple[Task, ...]:
    """Return the tasks that feed nothing and are not the goal."""
    return tuple(
        task
        for task in network.tasks
        if not network.successors[task.task_id] and task.task_id != network.goal
    )


def _reached(ends: Iterable[str], further: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return the tasks that are met on the way on from some of them, these among them."""
    found: set[str] = set()
    open_ends = list(ends)
    while open_ends:
        task_id = open_ends.pop()
        if task_id not in found:
            found.add(task_id)
            open_ends.extend(further(task_id))
    return frozenset(found)


def tasks() -> tuple[Task, ...]:
    """Return the standard tasks of an onboarding, from ``data/project/tasks.csv``."""
    return standard_network().tasks


def standard_network() -> Network:
    """Return the standard network of an onboarding with the known roles."""
    return Network(tasks=tasks_of(read_table(TABLE)), roles=role_ids())


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
