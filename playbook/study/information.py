"""What it is worth to know inputs before choosing, worked out of drawn worlds.

Value of information: what the best choice brings where the inputs are known, less what one choice
for all worlds brings. Source: Strong, Oakley and Brennan 2014, doi:10.1177/0272989X13505910, whose
regression is used here to choose, and not to say what a choice brings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from playbook.study.uncertain import InDoubt
from sim.results.experiment import Floats

FOLDS = 10
"""Worlds are chosen for by what the worlds of the other folds have taught."""

FEWEST = 2 * FOLDS
"""Of fewer worlds nothing is learned."""

PENALTIES = np.array([1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1e3, 3e3, 1e4, 1e5, 1e7])
"""How much a regression is held back, the least first; with the last it knows the mean alone."""

CLEAR = 2.0
"""A worth of so many standard errors is told from nothing."""


@dataclass(frozen=True, kw_only=True)
class Knowing:
    """Hold what knowing some inputs adds to a season, in CNY, with its standard error.

    ``mean`` is what choices by what was learned brought in worlds that had taught nothing of it. It
    may come out below nought where there is nothing to learn, and never promises what was not met:
    the true worth is as much or more.
    """

    mean: float
    error: float

    @property
    def cny(self) -> float:
        """Return the worth, nought where choosing by what was learned lost."""
        return max(0.0, self.mean)

    @property
    def is_clear(self) -> bool:
        """Tell whether the worlds tell the worth from nothing."""
        return self.mean > CLEAR * self.error


NOTHING = Knowing(mean=0.0, error=0.0)


def worth_of_knowing(inputs: Floats, benefits: Floats) -> Knowing:
    """Return what it is worth to know ``inputs`` before one of the options is chosen.

    Both have a row a world; ``benefits`` a column an option, in CNY. The lead of each option over
    the one that is best on average is learned by a regression on the inputs, by fold; each world
    gets the option that the other folds expect most of, and what it really brings is counted, over
    the option that they would choose with nothing known.
    """
    worlds = len(benefits)
    if worlds < FEWEST or benefits.shape[1] < 2 or not inputs.size:
        return NOTHING
    leads = benefits - benefits[:, [benefits.mean(axis=0).argmax()]]
    folds = np.arange(worlds) % FOLDS
    known, unknown = _expected(_terms(inputs), leads, folds), _means(leads, folds)
    each = np.arange(worlds)
    brought = leads[each, known.argmax(axis=1)] - leads[each, unknown.argmax(axis=1)]
    return Knowing(mean=float(brought.mean()), error=float(brought.std(ddof=1)) / worlds**0.5)


def _means(leads: Floats, folds: npt.NDArray[np.int64]) -> Floats:
    """Return the lead of each option that the other folds expect where nothing is known."""
    means = np.array([leads[folds != fold].mean(axis=0) for fold in range(FOLDS)])
    return means[folds]


def _terms(inputs: Floats) -> Floats:
    """Return a straight and a bent term of the rank of each input, all equally large."""
    ranks = 2 * (rankdata(inputs, axis=0) - 0.5) / len(inputs) - 1
    terms: Floats = np.hstack([ranks, 1.5 * ranks**2 - 0.5])
    spread = terms.std(axis=0)
    return terms / np.where(spread > 0, spread, 1.0)


def _expected(terms: Floats, leads: Floats, folds: npt.NDArray[np.int64]) -> Floats:
    """Return the lead of each option that the other folds expect in each world.

    An option is held back as much as costs no more than one standard error of what the folds miss.
    """
    by_penalty = np.empty((len(PENALTIES), *leads.shape))
    for fold in range(FOLDS):
        out = folds == fold
        for place, found in enumerate(_fitted(terms[~out], leads[~out], terms[out])):
            by_penalty[place][out] = found
    missed = (by_penalty - leads) ** 2
    by_fold = np.array([missed[:, folds == fold].sum(axis=1) for fold in range(FOLDS)])
    chosen = [_held_back(by_fold[:, :, option]) for option in range(leads.shape[1])]
    return np.stack([by_penalty[at, :, option] for option, at in enumerate(chosen)], axis=1)


def _fitted(terms: Floats, leads: Floats, others: Floats) -> Iterator[Floats]:
    """Give what ridge regressions, the least held back first, expect of other worlds."""
    mean, centre = leads.mean(axis=0), terms.mean(axis=0)
    within = terms - centre
    sizes, axes = np.linalg.eigh(within.T @ within)
    known, sought = axes.T @ (within.T @ (leads - mean)), (others - centre) @ axes
    for penalty in PENALTIES:
        yield mean + sought @ (known / (sizes + penalty)[:, None])


def _held_back(missed: Floats) -> int:
    """Return the place of the largest penalty that surely misses no more than the best.

    ``missed`` has a row a fold and a column a penalty.
    """
    more = missed - missed[:, [missed.sum(axis=0).argmin()]]
    error = more.std(axis=0, ddof=1) * len(more) ** 0.5
    return int(np.flatnonzero(more.sum(axis=0) <= error)[-1])


GROUPS: Mapping[str, tuple[str, ...]] = {
    "chain": ("chain.", "charter.", "plan."),
    "offers": ("offers.",),
    "agency": ("agency.",),
    "store": ("store.", "supply."),
}
"""What can be measured together, by how the keys of its inputs begin."""


@dataclass(frozen=True, kw_only=True)
class Information:
    """Hold what knowing is worth: every input at once, groups of them, and each alone.

    ``groups`` and ``inputs`` are by name, what is worth most first.
    """

    everything: Knowing
    groups: Mapping[str, Knowing]
    inputs: Mapping[str, Knowing]

    @property
    def clear(self) -> dict[str, Knowing]:
        """Return the inputs whose worth is told from nothing."""
        return {path: worth for path, worth in self.inputs.items() if worth.is_clear}

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``compare --uncertain --json``."""
        return {
            "everything": asdict(self.everything),
            "groups": {name: asdict(worth) for name, worth in self.groups.items()},
            "inputs": {path: asdict(worth) for path, worth in self.inputs.items()},
        }


def worth_in_doubt(doubt: InDoubt, known: Collection[str]) -> Knowing:
    """Return what it is worth to know some inputs, by key, before an allowed regime is chosen."""
    columns = [place for place, path in enumerate(doubt.draws.paths) if path in known]
    return worth_of_knowing(doubt.draws.values[:, columns], doubt.benefits)


def information_of(doubt: InDoubt) -> Information:
    """Return what it is worth to know the inputs before one of the allowed regimes is chosen."""
    paths = doubt.draws.paths
    groups = {
        name: worth_in_doubt(doubt, [path for path in paths if path.startswith(begins)])
        for name, begins in GROUPS.items()
    }
    return Information(
        everything=worth_in_doubt(doubt, paths),
        groups=_most_first(groups),
        inputs=_most_first({path: worth_in_doubt(doubt, [path]) for path in paths}),
    )


def _most_first(worths: Mapping[str, Knowing]) -> dict[str, Knowing]:
    return dict(sorted(worths.items(), key=lambda pair: -pair[1].mean))
