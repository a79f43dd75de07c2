"""When each task of a network starts and ends, how much slack it has, and on which dates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from playbook.project.network import Network
from playbook.project.task import Task
from sim.client.worktime import Workdays

Days = npt.NDArray[np.float64]

# Sums of durations are floats: a millionth of a working day is no time at all.
_NO_TIME = 1e-6


def finishes(network: Network, durations: Days) -> Days:
    """Return the earliest end of every task, in working days after the start of the plan.

    ``durations`` has one row a task (in the network's order of rows) and any number of columns.
    """
    finish = np.zeros_like(durations)
    for task_id in network.order:
        row = network.row[task_id]
        finish[row] = durations[row] + _latest(finish, network, task_id)
    return finish


def latest_finishes(network: Network, durations: Days, finish: Days) -> Days:
    """Return the latest end of every task that does not move the goal; inf where none does."""
    latest = np.full_like(durations, np.inf)
    goal = network.row[network.goal]
    latest[goal] = finish[goal]
    for task_id in reversed(network.order):
        row = network.row[task_id]
        for after in network.successors[task_id]:
            then = network.row[after]
            latest[row] = np.minimum(latest[row], latest[then] - durations[then])
    return latest


def critical(network: Network, durations: Days) -> npt.NDArray[np.bool_]:
    """Return, for every task and column, whether a delay of the task delays the goal."""
    finish = finishes(network, durations)
    slack: npt.NDArray[np.bool_] = latest_finishes(network, durations, finish) - finish < _NO_TIME
    return slack


def _latest(finish: Days, network: Network, task_id: str) -> Days | float:
    before = [network.row[name] for name in network[task_id].predecessors]
    return finish[before].max(axis=0) if before else 0.0


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The schedule by most likely durations, in continuous working days after the start."""

    network: Network

    @cached_property
    def _durations(self) -> Days:
        likely = [task.most_likely for task in self.network.tasks]
        return np.array(likely, dtype=np.float64)[:, np.newaxis]

    @cached_property
    def _finishes(self) -> Days:
        return finishes(self.network, self._durations)

    @cached_property
    def finish(self) -> Mapping[str, float]:
        """Return the earliest end of each task."""
        return _by_task(self.network, self._finishes)

    @cached_property
    def start(self) -> Mapping[str, float]:
        """Return the earliest start of each task."""
        return _by_task(self.network, self._finishes - self._durations)

    @cached_property
    def slack(self) -> Mapping[str, float]:
        """Return how long each task may wait before the go-live moves; inf if it never does."""
        latest = latest_finishes(self.network, self._durations, self._finishes)
        return _by_task(self.network, latest - self._finishes)

    @property
    def length(self) -> float:
        """Return the working days from the start of the plan to the go-live."""
        return self.finish[self.network.goal]

    @cached_property
    def critical_path(self) -> tuple[Task, ...]:
        """Return the chain of tasks without slack that ends with the go-live, first task first."""
        return self.path_to(self.network.goal)

    def path_to(self, task_id: str) -> tuple[Task, ...]:
        """Return the chain of tasks that sets the earliest end of a task, first task first."""
        path = [self.network[task_id]]
        while path[-1].predecessors:
            last = max(path[-1].predecessors, key=lambda name: (round(self.finish[name], 6), name))
            path.append(self.network[last])
        return tuple(reversed(path))

    def is_critical(self, task_id: str) -> bool:
        """Say whether a delay of the task delays the go-live."""
        return self.slack[task_id] < _NO_TIME

    def latest_start(self, task_id: str, *, go_live_after: float) -> float:
        """Return the latest start for a go-live after so many working days; inf if any will do.

        Below zero the task should have begun before the start of the plan.
        """
        return self.start[task_id] + self.slack[task_id] + go_live_after - self.length


def _by_task(network: Network, values: Days) -> Mapping[str, float]:
    return {task.task_id: float(values[row, 0]) for row, task in enumerate(network.tasks)}


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Working days counted from the start of a plan: day 1 is the first one on or after it."""

    start_date: date
    workdays: Workdays

    def day(self, number: int) -> date:
        """Return the date of a working day; 0 is the working day before the first one."""
        if number < 1:
            return self.workdays.add(self.start_date, number - 1)
        return self.workdays.add(self.start_date - timedelta(days=1), number)

    def first_day(self, offset: float) -> date:
        """Return the working day on which a task that starts after ``offset`` days begins."""
        return self.day(math.floor(offset + _NO_TIME) + 1)

    def last_day(self, offset: float) -> date:
        """Return the working day on which a task that ends after ``offset`` days is done."""
        return self.day(max(math.ceil(offset - _NO_TIME), 1))

    def working_days_until(self, day: date) -> int:
        """Return how many working days lie from the start to ``day``, both included."""
        return len(self.workdays.between(self.start_date, day))
