"""The task network of an onboarding: the tasks that lead to the go-live, in an order that works."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from playbook.project.network_checks import network_problems, sorter
from playbook.project.raci import role_ids
from playbook.project.task import Task, tasks_of
from playbook.words.language import say
from sim.problems import Problem, ProblemError, did_you_mean, gathered
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

    def before_goal(self) -> frozenset[str]:
        """Return the tasks without which there is no go-live, the goal itself among them."""
        found: set[str] = set()
        open_ends = [self.goal]
        while open_ends:
            task_id = open_ends.pop()
            if task_id not in found:
                found.add(task_id)
                open_ends.extend(self[task_id].predecessors)
        return frozenset(found)

    def goal_waits_for(self, task_id: str) -> Network:
        """Return the network in which the go-live waits for one more task."""
        goal = replace(self[self.goal], predecessors=(*self[self.goal].predecessors, task_id))
        return replace(
            self, tasks=tuple(goal if task.task_id == self.goal else task for task in self.tasks)
        )

    def after_goal(self) -> frozenset[str]:
        """Return the tasks that begin only after the go-live."""
        found: set[str] = set()
        open_ends = list(self.successors[self.goal])
        while open_ends:
            task_id = open_ends.pop()
            if task_id not in found:
                found.add(task_id)
                open_ends.extend(self.successors[task_id])
        return frozenset(found)

    def loose_ends(self) -> tuple[Task, ...]:
        """Return the tasks that feed nothing and are not the goal."""
        return tuple(
            task
            for task in self.tasks
            if not self.successors[task.task_id] and task.task_id != self.goal
        )

    def with_days(
        self, days: Mapping[str, tuple[float, float, float]], *, where: str, basis: str = "CLIENT"
    ) -> Network:
        """Return the network with some estimates replaced; ``where`` names who gave them."""
        changed = tuple(
            task.with_days(days[task.task_id], basis=basis) if task.task_id in days else task
            for task in self.tasks
        )
        return gathered(
            lambda: replace(self, tasks=changed, where=where),
            lambda: self._refuse_unknown(days, where),
        )

    def without(self, task_ids: Iterable[str]) -> Network:
        """Return the network without some tasks; what waited for them waits for what they did."""
        gone = frozenset(task_ids)

        def bridged(names: Iterable[str]) -> Iterator[str]:
            for name in names:
                if name in gone:
                    yield from bridged(self[name].predecessors)
                else:
                    yield name

        kept = tuple(
            replace(task, predecessors=tuple(dict.fromkeys(bridged(task.predecessors))))
            for task in self.tasks
            if task.task_id not in gone
        )
        return replace(self, tasks=kept)

    def acted_by(self, absent: str, stand_in: str) -> Network:
        """Return the network in which another role does what an absent one would do."""
        tasks = tuple(task.acted_by(absent, stand_in) for task in self.tasks)
        return replace(self, tasks=tasks)

    def slipped(self, slip: Mapping[str, float], *, where: str = "slip") -> Network:
        """Return the network in which each task of ``slip`` takes so many working days longer."""
        wrong = [
            *self._unknown(slip, where),
            *(
                Problem(
                    where=where,
                    field=task_id,
                    value=days,
                    rule=say("a slip is 0 working days or more"),
                )
                for task_id, days in slip.items()
                if not (math.isfinite(days) and days >= 0)
            ),
        ]
        if wrong:
            raise ProblemError(wrong)
        changed = (_later(task, slip.get(task.task_id, 0.0)) for task in self.tasks)
        return replace(self, tasks=tuple(changed))

    def _refuse_unknown(self, named: Iterable[str], where: str) -> None:
        unknown = list(self._unknown(named, where))
        if unknown:
            raise ProblemError(unknown)

    def _unknown(self, named: Iterable[str], where: str) -> Iterator[Problem]:
        for task_id in named:
            if task_id not in self:
                yield Problem(
                    where=where,
                    field=task_id,
                    rule=say("no such task"),
                    remedy=did_you_mean(task_id, self.row),
                )


def tasks() -> tuple[Task, ...]:
    """Return the standard tasks of an onboarding, from ``data/project/tasks.csv``."""
    return standard_network().tasks


def standard_network() -> Network:
    """Return the standard network of an onboarding with the known roles."""
    return Network(tasks=tasks_of(read_table(TABLE)), roles=role_ids())


def _later(task: Task, days: float) -> Task:
    if not days:
        return task
    optimistic, most_likely, pessimistic = task.days
    later = (optimistic + days, most_likely + days, pessimistic + days)
    return task.with_days(later, basis=task.basis)
