"""How sure the go-live is: beta-PERT durations drawn for every task, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import sqrt

import numpy as np
from scipy.special import betaincinv, ndtri

from playbook.project.changes import slipped
from playbook.project.network import Network
from playbook.project.schedule import Days, critical, finishes
from playbook.project.task import Task
from sim.messages import Problem, ProblemError, msg

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
                rule=msg("must be {least} or more", least=least),
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
        return {task.task_id: float(shares[row]) for row, task in enumerate(self.network.tasks)}

    def finish_quantile(self, task_id: str, share: float) -> float:
        """Return the fewest working days within which the task ends in ``share`` of the samples.

        No interpolation: so the quantile and ``chance_by`` never contradict each other.
        """
        ends = self.finishes[self.network.row[task_id]]
        return float(np.quantile(ends, share, method="inverted_cdf"))

    def chance_by(self, task_id: str, working_days: float) -> Share:
        """Return the share of samples in which the task ends within so many working days."""
        ends = self.finishes[self.network.row[task_id]]
        return _share(int(np.count_nonzero(ends <= working_days)), self.samples)

    def chance_ahead(self, task_id: str, other: str) -> Share:
        """Return the share of samples in which one task ends no later than another."""
        ends, others = (self.finishes[self.network.row[name]] for name in (task_id, other))
        return _share(int(np.count_nonzero(ends <= others)), self.samples)

    def slipped(self, slip: Mapping[str, float]) -> Forecast:
        """Return the forecast on the same luck in which some tasks take longer."""
        return replace(self, network=slipped(self.network, slip))


def most_critical(forecast: Forecast, count: int) -> tuple[Task, ...]:
    """Return the tasks most often critical, among equals those that vary most; no goal."""

    def rank(task: Task) -> tuple[float, float]:
        # Per cent, as the reader sees them: what happens once in a thousand plans ranks nothing.
        often = round(forecast.criticality[task.task_id], 2)
        return -often, task.optimistic - task.pessimistic

    return tuple(sorted(_but_the_goal(forecast.network), key=rank)[:count])


def most_to_gain(forecast: Forecast, count: int) -> tuple[Task, ...]:
    """Return the tasks where haste helps most: often critical and far from their best time."""

    def room(task: Task) -> float:
        return forecast.criticality[task.task_id] * (task.most_likely - task.optimistic)

    ranked = sorted(_but_the_goal(forecast.network), key=lambda task: -room(task))
    return tuple(ranked[:count])


def _but_the_goal(network: Network) -> list[Task]:
    return [task for task in network.tasks if task.task_id != network.goal]


def _share(count: int, samples: int) -> Share:
    """Return a share with Wilson's 95 % interval; ``scipy.stats`` is slow to load."""
    share, z = count / samples, float(ndtri(0.975))
    whole = 2 * (samples + z**2)
    centre = (2 * samples * share + z**2) / whole
    reach = z / whole * sqrt(4 * samples * share * (1 - share) + z**2)
    return Share(
        value=share,
        low=centre - reach if count else 0.0,
        high=centre + reach if count < samples else 1.0,
    )
