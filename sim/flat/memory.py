"""The two arrays while they are filled: tables one behind the other, each known by its place."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from sim.flat import places
from sim.model.clock import Clock
from sim.model.season import Season

FARTHEST = 1 << 60
"""A clock that never ends ends here, so that its working time has 64 bits."""


class NoFlatFormError(ValueError):
    """Say which setting has no flat form."""


def _ints() -> array[int]:
    return array("q", bytes(8 * places.HEAD_WIDTH))


def _reals() -> array[float]:
    return array("d", bytes(8 * places.X_HEAD_WIDTH))


@dataclass
class Memory:
    """Hold whole and fractional numbers; the head stands first and says where tables begin.

    From ``work`` on stand tables whose numbers nobody reads before they are written; ``cells`` is
    how many numbers what is due on coming days needs, which are nought between two seasons.
    """

    ints: array[int] = field(default_factory=_ints)
    reals: array[float] = field(default_factory=_reals)
    clocks: dict[int, tuple[Clock, int]] = field(default_factory=dict)
    work: tuple[int, int] = (0, 0)
    cells: int = 0

    def copy(self) -> Memory:
        """Return other arrays with the same numbers."""
        return Memory(self.ints[:], self.reals[:], dict(self.clocks))

    def set_ints(self, values: Mapping[int, int]) -> None:
        """Write numbers into the head."""
        for place, value in values.items():
            self.ints[place] = value

    def set_reals(self, values: Mapping[int, float]) -> None:
        """Write fractional numbers into the head."""
        for place, value in values.items():
            self.reals[place] = value

    def whole(self, values: Sequence[int] | int, head: int | None = None) -> int:
        """Add a table of whole numbers, or of so many noughts; return where it begins."""
        place = len(self.ints)
        self.ints.extend(array("q", bytes(8 * values) if isinstance(values, int) else values))
        if head is not None:
            self.ints[head] = place
        return place

    def fractional(self, values: Sequence[float] | int, head: int | None = None) -> int:
        """Add a table of fractional numbers, or of so many noughts; return where it begins."""
        place = len(self.reals)
        self.reals.extend(array("d", bytes(8 * values) if isinstance(values, int) else values))
        if head is not None:
            self.ints[head] = place
        return place

    def whole_row(self, width: int, values: Mapping[int, int]) -> int:
        """Add a row to the table in hand; what is not given is nought."""
        return self.whole([values.get(place, 0) for place in range(width)])

    def fractional_row(self, width: int, values: Mapping[int, float]) -> int:
        """Add a row to the table of fractional numbers in hand."""
        return self.fractional([values.get(place, 0.0) for place in range(width)])

    def clock(self, clock: Clock) -> int:
        """Return where a clock is stated; it is written down once."""
        if id(clock) not in self.clocks:
            starts = [max(start, -FARTHEST) for start in clock.starts]
            ends = [min(end, FARTHEST) for end in clock.ends]
            spans = zip(starts, ends, strict=True)
            done = list(accumulate((end - start for start, end in spans), initial=0))
            row = {
                places.CLOCK_STARTS: self.whole(starts),
                places.CLOCK_ENDS: self.whole(ends),
                places.CLOCK_DONE: self.whole(done),
                places.CLOCK_COUNT: len(starts),
            }
            self.clocks[id(clock)] = clock, self.whole_row(places.CLOCK_WIDTH, row)
        return self.clocks[id(clock)][1]

    def usual_clock(self, season: Season, role: str) -> int:
        """Return where a role's usual hours this season are stated."""
        chain = season.scenario.chain
        return self.clock(season.attendance.clock(chain, role, deputies=False, late=False))
