"""Experiments of one world played as one: each season is drawn once, each regime meets it once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sim.model.regimes import Regime
from sim.results.experiment import Experiment, Progress, Results

MOST_REPLAYS = 12_000
"""So many seasons under a regime are played as one, and not many more: of each some 200 numbers are
told, which take 50 bytes each until they are the results of their experiments."""

Group = list[Experiment]


def run_together(
    experiments: Sequence[Experiment], progress: Progress = lambda done: None
) -> list[Results]:
    """Return what each experiment gives by itself; they differ in their regimes alone.

    ``progress`` is told the seasons done, those of every experiment.
    """
    found: list[Results] = []
    for group in _groups(experiments):
        found += _played(group, _told_of(group, len(found), progress))
    return found


def _told_of(group: Group, before: int, progress: Progress) -> Progress:
    """Return what takes note of a group's seasons behind those of so many experiments."""
    return lambda done: progress(before * group[0].replications + len(group) * done)


def _groups(experiments: Sequence[Experiment]) -> Iterator[Group]:
    """Give experiments that are played as one: as many as little memory allows."""
    group: Group = []
    for experiment in experiments:
        wanted = _distinct([*group, experiment])
        if group and len(wanted) * experiment.replications > MOST_REPLAYS:
            yield group
            group = []
        group.append(experiment)
    if group:
        yield group


def _distinct(group: Group) -> list[Regime]:
    """Return the regimes of all experiments, each once, in the order in which they first stand."""
    found: list[Regime] = []
    for experiment in group:
        found += [regime for regime in experiment.regimes.values() if regime not in found]
    return found


def _played(group: Group, progress: Progress) -> list[Results]:
    if len(group) == 1:
        return [group[0].run(progress)]
    regimes = _distinct(group)
    joined = replace(group[0], regimes={str(nth): regime for nth, regime in enumerate(regimes)})
    results = joined.run(progress)
    return [results.under(_numbers(experiment, regimes)) for experiment in group]


def _numbers(experiment: Experiment, regimes: list[Regime]) -> dict[str, str]:
    """Return of each regime's name the number under which it was played."""
    return {name: str(regimes.index(regime)) for name, regime in experiment.regimes.items()}
