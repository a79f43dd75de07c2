"""The search for fits: points spread over the ranges, then ever nearer to what was sold.

History matching in waves. The first wave spreads points of Sobol's sequence over the ranges and
plays each on a few seasons; an emulator of them rules out where the targets cannot be met, and the
next waves play what is left. What still may agree is measured on many seasons, and what agrees is
kept. Nothing of it looks at what is held out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.stats import qmc

from playbook.study.calibration.emulator import Emulator
from playbook.study.calibration.inputs import FittedInput, settings_at
from playbook.study.calibration.playing import Player, TargetMeans
from playbook.study.calibration.targets import Target
from sim.results.experiment import Floats

SPREAD, NEARER, WAVES = 128, 48, 3
"""Points of the first wave and of each later one; so many waves before the fits are measured."""

FEW = 16
"""Seasons of a point of these waves: all the same, so that points differ by their inputs only."""

DRAWN = 2**14
"""Points that the emulator looks at before a wave."""

TRIED = 4
"""At most so many times the fits wanted are measured."""

NEAREST = 5
"""So many of the nearest points say at which end of its range an input sits."""

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True)
class FittedWorld:
    """Hold settings that were measured, and what the seasons made of each target."""

    settings: tuple[str, ...]
    means: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """Hold the point that comes nearest to some targets, and at which ends inputs sit near it."""

    fit: FittedWorld
    ends: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Search:
    """Hold what is sought, and how long: ``wanted`` fits, each measured on ``seasons``."""

    player: Player
    inputs: tuple[FittedInput, ...]
    wanted: int
    seasons: int
    progress: Progress = field(default=lambda done, total, now: None, repr=False)

    @property
    def total(self) -> int:
        """Return how many seasons are played at most."""
        waves = SPREAD + (WAVES - 1) * NEARER
        return FEW * waves + self.seasons * TRIED * self.wanted


@dataclass(kw_only=True)
class _Tally:
    """Count the seasons played."""

    search: Search
    done: int = 0

    def __call__(self, seasons: int, now: str) -> None:
        self.done += seasons
        self.search.progress(min(self.done, self.search.total), self.search.total, now)


@dataclass(frozen=True, kw_only=True)
class Harvest:
    """Hold the targets with their tolerances, the fits, and the point nearest to all targets.

    ``nearest`` is of the targets that are fitted to, ``nearest_all`` of those held out as well.
    ``tried`` is how many points were measured for the fits.
    """

    targets: tuple[Target, ...]
    fits: tuple[FittedWorld, ...]
    tried: int
    nearest: Nearest
    nearest_all: Nearest


def fits_found(search: Search) -> Harvest:
    """Return the fits, and the points that come nearest."""
    tally = _Tally(search=search)
    points, means, scatter = _first_wave(search, tally)
    targets = tuple(
        target.with_luck(one)
        for target, one in zip(search.player.targets, scatter.mean(axis=0).tolist(), strict=True)
    )
    for wave in range(2, WAVES + 1):
        nearer = _plausible(search, Emulator.of(points, means), targets, NEARER, wave)
        played = [_played(search, point, FEW, tally).means for point in nearer]
        points, means = np.vstack([points, nearer]), np.vstack([means, played])
    at, measured = _measured(search, Emulator.of(points, means), targets, tally)
    nearest, nearest_all = (
        _nearest(search, targets, np.array(at), measured, every=every) for every in (False, True)
    )
    tally(search.total, "")
    return Harvest(
        targets=targets,
        fits=tuple(fit for fit in measured if agrees(targets, fit)),
        tried=len(measured),
        nearest=nearest,
        nearest_all=nearest_all,
    )


def _first_wave(search: Search, tally: _Tally) -> tuple[Floats, Floats, Floats]:
    """Return the points of the first wave, their means, and how seasons scatter there."""
    points = _sobol(search, SPREAD, 1)
    played = [_played(search, point, FEW, tally) for point in points]
    means, scatter = ([getattr(one, name) for one in played] for name in ("means", "scatter"))
    return points, np.array(means), np.array(scatter)


def _sobol(search: Search, count: int, seed: int) -> Floats:
    return np.asarray(qmc.Sobol(len(search.inputs), rng=seed).random(count))


def _played(
    search: Search, point: Floats, seasons: int, tally: _Tally, now: str = ""
) -> TargetMeans:
    played = search.player.play(settings_at(search.inputs, point), seasons)
    tally(seasons, now)
    return played


def _plausible(
    search: Search, emulator: Emulator, targets: Sequence[Target], count: int, wave: int
) -> Floats:
    """Return points of which the emulator does not know that they miss; else the nearest ones."""
    points = _sobol(search, DRAWN, wave)
    doubts = [2 * doubt / t.tolerance for t, doubt in zip(targets, emulator.doubt, strict=True)]
    missed = _missed(emulator.means(points), targets, doubts)
    open_ = points[missed <= 1]
    return open_[:count] if len(open_) >= count else points[np.argsort(missed)[:count]]


def _missed(means: Floats, targets: Sequence[Target], doubts: Sequence[float]) -> Floats:
    """Return by point the largest distance to a target that is fitted to, doubt taken off."""
    distances = [
        target.distances(mean) - doubt
        for target, mean, doubt in zip(targets, means.T, doubts, strict=True)
        if not target.held_out
    ]
    return np.asarray(np.max(distances, axis=0))


def _measured(
    search: Search, emulator: Emulator, targets: Sequence[Target], tally: _Tally
) -> tuple[list[Floats], list[FittedWorld]]:
    """Return the points that may agree and what many seasons make of them, until enough do.

    Many seasons bring more or less than the few of the waves, and much the same at like points: of
    each batch is learned how much, before the next one is chosen.
    """
    points: list[Floats] = []
    measured: list[FittedWorld] = []
    learned = emulator
    for batch in range(TRIED):
        for point in _plausible(search, learned, targets, search.wanted, WAVES + 1 + batch):
            kept = sum(agrees(targets, fit) for fit in measured)
            if kept == search.wanted:
                return points, measured
            points.append(point)
            measured.append(_measure(search, point, tally, str(kept)))
        learned = emulator.learned(np.array(points), np.array([fit.means for fit in measured]))
    return points, measured


def _measure(search: Search, point: Floats, tally: _Tally, now: str = "") -> FittedWorld:
    means = _played(search, point, search.seasons, tally, now).means
    return FittedWorld(settings=settings_at(search.inputs, point), means=tuple(means.tolist()))


def agrees(targets: Sequence[Target], fit: FittedWorld, *, held_out: bool = False) -> bool:
    """Tell whether a fit agrees with what it is fitted to, or with what is held out, too."""
    return all(
        target.distance(mean) <= 1
        for target, mean in zip(targets, fit.means, strict=True)
        if held_out or not target.held_out
    )


def _nearest(
    search: Search,
    targets: Sequence[Target],
    at: Floats,
    measured: Sequence[FittedWorld],
    *,
    every: bool,
) -> Nearest:
    """Return the measured point that comes nearest to the targets, and where the nearest lie."""

    def far(fit: FittedWorld) -> float:
        pairs = zip(targets, fit.means, strict=True)
        return sum(t.distance(mean) ** 2 for t, mean in pairs if every or not t.held_out)

    order = np.argsort([far(fit) for fit in measured], kind="stable")
    middle = at[order[:NEAREST]].mean(axis=0).tolist()
    ends = {
        one.path: end
        for one, part in zip(search.inputs, middle, strict=True)
        if (end := one.end_near(part)) is not None
    }
    return Nearest(fit=measured[int(order[0])], ends=ends)
