"""A client calibrated: the set of fits, or which range must give where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playbook.study.calibration.fits import Fits, fits_of
from playbook.study.calibration.inputs import inputs_of
from playbook.study.calibration.playing import Player, as_sold, regime_in_force
from playbook.study.calibration.sales import MonthlySales
from playbook.study.calibration.search import Harvest, Nearest, Progress, Search, fits_found
from playbook.study.calibration.targets import Target, targets_of
from playbook.study.reported import FIGURES, TOLERANCE
from sim.client.load import Client
from sim.messages import Message, Problem, ProblemError, listed, msg


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Hold how a client is calibrated: to which sales, in which ranges, to how many fits.

    ``workers`` and ``engine`` decide how soon the fits are there, and none of them.
    """

    sales: MonthlySales | None = None
    ranges: Sequence[str] = ()
    regime: str = ""
    wanted: int = 24
    seasons: int = 100
    seed: int = 1
    tolerance: float = TOLERANCE
    workers: int = 1
    engine: str = "kernel"


def search_of(
    client: Client, wish: Wish, progress: Progress = lambda done, total, now: None
) -> Search:
    """Return the search that is wished for; raise ``ProblemError`` where it makes no sense."""
    targets = targets_of(client, wish.sales, wish.tolerance)
    player = Player(
        client=as_sold(client, wish.sales),
        targets=targets,
        regime=regime_in_force(client, wish.regime),
        seed=wish.seed,
        workers=wish.workers,
        engine=wish.engine,
    )
    return Search(
        player=player,
        inputs=inputs_of(client, wish.ranges),
        wanted=wish.wanted,
        seasons=wish.seasons,
        progress=progress,
    )


def calibrated(search: Search) -> Fits:
    """Return the set of fits; raise ``ProblemError`` naming what must give where there is none."""
    found = fits_found(search)
    if not found.fits:
        raise ProblemError(_nothing_agrees(search, found))
    return fits_of(search, found)


def _nothing_agrees(search: Search, found: Harvest) -> Problem:
    targets = [target for target in found.targets if not target.held_out]
    return Problem(
        where=search.player.client.path.name,
        rule=msg(
            "no settings within the ranges agree with what was sold; the nearest misses {misses}",
            misses=listed(_misses(found.targets, targets, found.nearest)),
        ),
        remedy=must_give(found.nearest),
    )


def must_give(nearest: Nearest) -> Message:
    """Return which ranges must give, where inputs of the nearest point sit at an end of theirs."""
    if not nearest.ends:
        return msg("No input sits at the end of its range: try a larger --tolerance")
    ends = listed([f"{path} = {end:g}" for path, end in nearest.ends.items()])
    return msg(
        "At the end of their range sit {ends}: one of these must give. Widen it if you can defend"
        " it, as with --range KEY=LOW:HIGH",
        ends=ends,
    )


def _misses(every: Sequence[Target], targets: Sequence[Target], nearest: Nearest) -> list[Message]:
    means = dict(zip(every, nearest.fit.means, strict=True))
    missed = [target for target in targets if target.distance(means[target]) > 1]
    return [
        msg("{figure} by {error}", figure=figure_name(t), error=f"{t.error(means[t]):+.0%}")
        for t in missed or targets
    ]


def misses_of_all(fits: Fits) -> list[Message]:
    """Return what the point misses that comes nearest to all targets."""
    return _misses(fits.targets, fits.targets, fits.nearest)


def figure_name(target: Target) -> Message:
    """Return how a target is called; a single month by its name."""
    name = FIGURES.get(target.figure)
    return msg("sales of {month}", month=target.figure) if name is None else name
