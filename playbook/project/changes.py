"""A network changed for a client: other estimates, a slip, tasks left out, somebody to act."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from playbook.project.network import Network
from playbook.project.task import Task
from playbook.words.language import say
from sim.problems import Problem, ProblemError, did_you_mean, gathered


def with_days(
    network: Network,
    days: Mapping[str, tuple[float, float, float]],
    *,
    where: str,
    basis: str = "CLIENT",
) -> Network:
    """Return the network with some estimates replaced; ``where`` names who gave them."""
    changed = tuple(
        task.with_days(days[task.task_id], basis=basis) if task.task_id in days else task
        for task in network.tasks
    )
    return gathered(
        lambda: replace(network, tasks=changed, where=where),
        lambda: _refuse(_unknown(network, days, where)),
    )


def slipped(network: Network, slip: Mapping[str, float], *, where: str = "slip") -> Network:
    """Return the network in which each task of ``slip`` takes so many working days longer."""
    _refuse([*_unknown(network, slip, where), *_below_nought(slip, where)])
    changed = (_later(task, slip.get(task.task_id, 0.0)) for task in network.tasks)
    return replace(network, tasks=tuple(changed))


def without(network: Network, task_ids: Iterable[str]) -> Network:
    """Return the network without some tasks; what waited for them waits for what they did."""
    gone = frozenset(task_ids)

    def bridged(names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name in gone:
                yield from bridged(network[name].predecessors)
            else:
                yield name

    kept = tuple(
        replace(task, predecessors=tuple(dict.fromkeys(bridged(task.predecessors))))
        for task in network.tasks
        if task.task_id not in gone
    )
    return replace(network, tasks=kept)


def acted_by(network: Network, absent: str, stand_in: str) -> Network:
    """Return the network in which another role does what an absent one would do."""
    return replace(network, tasks=tuple(task.acted_by(absent, stand_in) for task in network.tasks))


def goal_waits_for(network: Network, task_id: str) -> Network:
    """Return the network in which the go-live waits for one more task."""
    now = network[network.goal]
    goal = replace(now, predecessors=(*now.predecessors, task_id))
    return replace(network, tasks=tuple(goal if task is now else task for task in network.tasks))


def _later(task: Task, days: float) -> Task:
    if not days:
        return task
    optimistic, most_likely, pessimistic = task.days
    later = (optimistic + days, most_likely + days, pessimistic + days)
    return task.with_days(later, basis=task.basis)


def _unknown(network: Network, named: Iterable[str], where: str) -> Iterator[Problem]:
    for task_id in named:
        if task_id not in network:
            rule, remedy = say("no such task"), did_you_mean(task_id, network.row)
            yield Problem(where=where, field=task_id, rule=rule, remedy=remedy)


def _below_nought(slip: Mapping[str, float], where: str) -> Iterator[Problem]:
    for task_id, days in slip.items():
        if not (math.isfinite(days) and days >= 0):
            rule = say("a slip is 0 working days or more")
            yield Problem(where=where, field=task_id, value=days, rule=rule)


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise ProblemError(found)
