"""The task network of an onboarding: the tasks that lead to the go-live, in an order that works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from playbook.project.network_checks import network_problems, sorter
from playbook.project.raci import role_ids
from playbook.project.task import Task, tasks_of
from sim.problems import ProblemError
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
