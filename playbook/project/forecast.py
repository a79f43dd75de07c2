"""How sure the go-live is: beta-PERT durations drawn for every task, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from scipy.special import betaincinv
from scipy.stats import binomtest

from playbook.project.network import Network
from playbook.project.schedule import Days, critical, finishes
from playbook.project.task import Task
from playbook.words.language import say
from sim.problems import Problem, ProblemError

SAMPLES = 5_000

# The weight of the most likely value among the three estimates, as in the PERT of 1959.
_WEIGHT = 4.0


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of the samples with the 95 % interval that their number leaves open (Wilson)."""

    value: float
    low: float
    high: float


def mean_duration(task: Task) -> float:
    """Return the mean of the task's beta-PERT duration, (a + 4 m + b) / 6 working days.

    >>> task = Task(
    ...     task_id="PF2", area="platform", name_en="Store review", responsible=("agency",),
    ...     accountable=("agency",), optimistic=5, most_likely=7, pessimistic=15,
    ... )
    >>> mean_duration(task)
    8.0
    """
    return (task.optimistic + _WEIGHT * task.most_likely + task.pessimistic) / (_WEIGHT + 2)


def sampled_durations(network: Network, *, seed: int, samples: int) -> Days:
    """Return beta-PERT durations in working days, one row a task and one column a sample.

    A task's luck is addressed by the seed and its id: another task, other estimates or more
    samples leave it alone.
    """
    return np.stack([_drawn(task, seed, samples) for task in network.tasks])


def _drawn(task: Task, seed: int, samples: int) -> Days:
    spread = task.pessimistic - task.optimistic
    if spread == 0:
        return np.full(samples, float(task.optimistic))
    lean = (task.most_likely - task.optimistic) / spread
    return np.asarray(task.optimistic + spread * _luck(task.task_id, lean, seed, samples))


@lru_cache(maxsize=1_024)
def _luck(task_id: str, lean: float, seed: int, samples: int) -> Days:
    """Return where between its estimates the task falls, 0 to 1: a slip asks for it again."""
    stream = np.random.SeedSequence(seed, spawn_key=tuple(task_id.encode()))
    uniform = np.random.default_rng(stream).random(samples)
    luck = np.asarray(betaincinv(1 + _WEIGHT * lean, 1 + _WEIGHT * (1 - lean), uniform))
    luck.setflags(write=False)
    return luck


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What many sampled onboardings say about the ends of the tasks and about the go-live."""

    network: Network
    seed: int
    samples: int = SAMPLES

    def __post_init__(self) -> None:
        problems = [
            Problem(
                where="forecast",
                field=field,
                value=value,
                rule=say("must be {least} or more", least=least),
            )
            for field, value, least in (("seed", self.seed, 0), ("samples", self.samples, 1))
            if value < least
        ]
        if problems:
            raise ProblemError(problems)

    @cached_property
    def durations(self) -> Days:
        """Return the sampled durations, one row a task."""
        return sampled_durations(self.network, seed=self.seed, samples=self.samples)

    @cached_property
    def finishes(self) -> Days:
        """Return the sampled ends of the tasks in working days after the start, one row a task."""
        return finishes(self.network, self.durations)

    @cached_property
    def criticality(self) -> Mapping[str, float]:
        """Return, for each task, the share of samples in which its delay delays the go-live."""
        shares = critical(self.network, self.durations).mean(axis=1)
        return {task.task_id: float(shares[row]) for task, row in self._rows()}

    def most_critical(self, count: int) -> tuple[Task, ...]:
        """Return the tasks most often critical, among equals those that vary most; no goal."""
        others = [task for task in self.network.tasks if task.task_id != self.network.goal]
        return tuple(sorted(others, key=self._least_critical)[:count])

    def most_to_gain(self, count: int) -> tuple[Task, ...]:
        """Return the tasks where haste helps most: often critical and far from their best time."""
        others = [task for task in self.network.tasks if task.task_id != self.network.goal]
        return tuple(sorted(others, key=lambda task: -self._room(task))[:count])

    def finish_quantile(self, task_id: str, share: float) -> float:
        """Return the fewest working days within which the task ends in ``share`` of the samples.

        No interpolation: so the quantile and ``chance_by`` never contradict each other.
        """
        ends = self.finishes[self.network.row[task_id]]
        return float(np.quantile(ends, share, method="inverted_cdf"))

    def chance_by(self, task_id: str, working_days: float) -> Share:
        """Return the share of samples in which the task ends within so many working days."""
        ends = self.finishes[self.network.row[task_id]]
        return self._share(int(np.count_nonzero(ends <= working_days)))

    def chance_ahead(self, task_id: str, other: str) -> Share:
        """Return the share of samples in which one task ends no later than another."""
        ends, others = (self.finishes[self.network.row[name]] for name in (task_id, other))
        return self._share(int(np.count_nonzero(ends <= others)))

    def slipped(self, slip: Mapping[str, float]) -> Forecast:
        """Return the forecast on the same luck in which some tasks take longer."""
        return Forecast(network=self.network.slipped(slip), seed=self.seed, samples=self.samples)

    def _least_critical(self, task: Task) -> tuple[float, float]:
        # Per cent, as the reader sees them: what happens once in a thousand plans ranks nothing.
        return (-round(self.criticality[task.task_id], 2), task.optimistic - task.pessimistic)

    def _room(self, task: Task) -> float:
        return self.criticality[task.task_id] * (task.most_likely - task.optimistic)

    def _share(self, count: int) -> Share:
        interval = binomtest(count, self.samples).proportion_ci(method="wilson")
        return Share(value=count / self.samples, low=float(interval.low), high=float(interval.high))

    def _rows(self) -> list[tuple[Task, int]]:
        return [(task, row) for row, task in enumerate(self.network.tasks)]
