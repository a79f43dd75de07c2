"""Drawn worlds played once more with one input drawn anew: what that input does, on the same luck.

All other inputs and the luck of the seasons stay, so that every difference is the input's own.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import numpy as np

from sim.client.regimes import BASELINE
from sim.luck.address import stream_number, uniform
from sim.messages import Problem, ProblemError, msg
from sim.results.by_season import outcomes_by_season
from sim.results.drawn import MOST_TRIES, WORLDS_FOR_PROCESSES, Joint, seasons_of
from sim.results.experiment import Floats, Progress
from sim.workers import processes

MONEY = "contribution_cny"

Values = Sequence[float]


@dataclass(frozen=True, eq=False)
class Redrawn:
    """Hold what a regime gains over the baseline: by world, by the input drawn anew, by season."""

    gains: Floats

    @property
    def worlds(self) -> int:
        """Return of how many worlds the inputs were drawn anew."""
        return len(self.gains)

    def as_bytes(self) -> bytes:
        """Return the gains as bytes, every number with all its digits."""
        made = BytesIO()
        np.save(made, self.gains)
        return made.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Redrawn:
        """Return what ``as_bytes`` wrote; raise ``ValueError`` for anything else."""
        try:
            return cls(np.load(BytesIO(content), allow_pickle=False))
        except (EOFError, ValueError) as error:
            raise ValueError(f"no redrawn worlds: {error!r}") from None


def redrawn(
    joint: Joint, values: Floats, regime: str, progress: Progress = lambda done: None
) -> Redrawn:
    """Return what a regime gains in drawn worlds, of each input once with that one drawn anew.

    ``values`` are the inputs of the first worlds, a row a world. ``progress`` is told the worlds
    played: one an input.
    """
    found = []
    with closing(_played(joint, values, regime)) as played:
        for world in played:
            found.append(world)
            progress(len(found) * len(joint.ranges))
    return Redrawn(np.array(found).reshape(len(values), len(joint.ranges), -1))


def _played(joint: Joint, values: Floats, regime: str) -> Generator[Floats, None, None]:
    worlds, drawn = range(len(values)), values.tolist()
    play = partial(_gains_of_world, joint, regime)
    if joint.workers == 1 or values.size < WORLDS_FOR_PROCESSES:
        yield from map(play, worlds, drawn)
        return
    with processes(joint.workers) as pool:
        yield from pool.map(play, worlds, drawn)


def _gains_of_world(joint: Joint, regime: str, world: int, values: Values) -> Floats:
    """Return a row an input drawn anew, a column a season."""
    return np.array([_gains(joint, regime, world, values, nth) for nth in range(len(values))])


def _gains(joint: Joint, regime: str, world: int, values: Values, place: int) -> Floats:
    """Return the gains with one input drawn anew; what is no client is drawn once more."""
    refusal = ProblemError([])
    for again in range(MOST_TRIES):
        try:
            client = joint.client_with(_anew(joint, world, values, place, again))
            of = outcomes_by_season(joint.experiment(client), seasons_of(world))
            return of[regime][MONEY] - of[BASELINE][MONEY]
        except ProblemError as error:
            refusal = error
    rule = msg("of {n} draws of the uncertain inputs none is a client", n=MOST_TRIES)
    raise ProblemError([Problem(where=joint.tree.where, rule=rule), *refusal.problems])


def _anew(joint: Joint, world: int, values: Values, place: int, again: int) -> list[float]:
    one = joint.ranges[place]
    drawn = uniform(joint.seed, world, stream_number(f"input anew/{one.path}"), again)
    return [*values[:place], one.at(drawn), *values[place + 1 :]]
