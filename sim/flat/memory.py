"""The two arrays while they are filled: table behind table, and on them everybody's clock."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.flat import places as at
from sim.model.clock import Clock
from sim.model.scenario import Scenario
from sim.model.season import Season
from sim.model.units import DAY

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FARTHEST = 1 << 60
"""A clock that never ends ends here, so that its working time has 64 bits."""


NOWHERE = -1


class NoFlatFormError(ValueError):
    """Say which setting has no flat form."""


def _ints() -> array[int]:
    return array("q", bytes(8 * at.HEAD_WIDTH))


def _reals() -> array[float]:
    return array("d", bytes(8 * at.X_HEAD_WIDTH))


@dataclass
class Memory:  # one class: every way in which numbers get into the two arrays
    """Hold whole and fractional numbers; the head stands first and says where tables begin.

    Behind them is room for tables whose numbers nobody reads before they are written, so many in
    ``spare``; ``cells`` is how many numbers what is due on coming days needs, which are nought
    between two seasons.
    """

    ints: array[int] = field(default_factory=_ints)
    reals: array[float] = field(default_factory=_reals)
    clocks: dict[int, tuple[Clock, int]] = field(default_factory=dict)
    spare: list[int] = field(default_factory=lambda: [0, 0])
    cells: int = 0

    def copy(self) -> Memory:
        """Return other arrays with the same numbers."""
        return Memory(self.ints[:], self.reals[:], self.clocks, self.spare[:], self.cells)

    def set_ints(self, values: Mapping[int, int]) -> None:
        """Write numbers into the head."""
        for place, value in values.items():
            self.ints[place] = value

    def set_reals(self, values: Mapping[int, float]) -> None:
        """Write fractional numbers into the head."""
        for place, value in values.items():
            self.reals[place] = value

    def whole(self, values: Ints | Sequence[int] | int, head: int | None = None) -> int:
        """Add a table of whole numbers, or of so many noughts; return where it begins."""
        place = len(self.ints)
        if isinstance(values, np.ndarray):
            self.ints.frombytes(values.tobytes())
        else:
            self.ints.extend(array("q", bytes(8 * values) if isinstance(values, int) else values))
        if head is not None:
            self.ints[head] = place
        return place

    def fractional(self, values: Floats | Sequence[float] | int, head: int | None = None) -> int:
        """Add a table of fractional numbers, or of so many noughts; return where it begins."""
        place = len(self.reals)
        if isinstance(values, np.ndarray):
            self.reals.frombytes(values.tobytes())
        else:
            self.reals.extend(array("d", bytes(8 * values) if isinstance(values, int) else values))
        if head is not None:
            self.ints[head] = place
        return place

    def whole_room(self, count: int, head: int) -> None:
        """Make room for so many whole numbers behind all tables that are written."""
        self.ints[head] = len(self.ints) + self.spare[0]
        self.spare[0] += count

    def fractional_room(self, count: int, head: int) -> None:
        """Make room for so many fractional numbers behind all tables that are written."""
        self.ints[head] = len(self.reals) + self.spare[1]
        self.spare[1] += count

    @property
    def wanted(self) -> tuple[int, int, int]:
        """Return how many whole and fractional numbers and cells there must be room for."""
        return len(self.ints) + self.spare[0], len(self.reals) + self.spare[1], self.cells

    def whole_row(self, width: int, values: Mapping[int, int]) -> int:
        """Add a row to the table in hand; what is not given is nought."""
        return self.whole([values.get(place, 0) for place in range(width)])

    def fractional_row(self, width: int, values: Mapping[int, float]) -> int:
        """Add a row to the table of fractional numbers in hand."""
        return self.fractional([values.get(place, 0.0) for place in range(width)])

    def clock(self, clock: Clock) -> int:
        """Return where a clock is stated; it is written down once."""
        if id(clock) not in self.clocks:
            starts = np.maximum(np.array(clock.starts), -FARTHEST)
            ends = np.minimum(np.array(clock.ends), FARTHEST)
            self.clocks[id(clock)] = clock, self.whole(self.spans(starts, ends))
        return self.clocks[id(clock)][1]

    def spans(self, starts: Ints, ends: Ints) -> list[int]:
        """Write a clock's spans down and return the row that states it."""
        done = np.zeros(len(starts) + 1, dtype=np.int64)
        np.cumsum(ends - starts, out=done[1:])
        return [self.whole(starts), self.whole(ends), self.whole(done), len(starts)]


@dataclass(frozen=True)
class Spans:
    """Hold a clock's spans as whole arrays, so that days are taken out of it all at once."""

    clock: Clock

    @cached_property
    def _starts(self) -> Ints:
        return np.array(self.clock.starts, dtype=np.int64)

    @cached_property
    def _ends(self) -> Ints:
        return np.array(self.clock.ends, dtype=np.int64)

    @cached_property
    def _days(self) -> Ints | None:
        """Return each span's day, None where one runs over midnight."""
        first, last = self._starts // DAY, (self._ends - 1) // DAY
        return first if (first == last).all() else None

    def without(self, days: frozenset[int], memory: Memory) -> list[int]:
        """Write down the clock of somebody who is away on these days, and return its row."""
        if self._days is None:
            left = self.clock.without(days)
            starts, ends = (np.array(each, dtype=np.int64) for each in (left.starts, left.ends))
        else:
            there = ~np.isin(self._days, np.array(sorted(days)))
            starts, ends = self._starts[there], self._ends[there]
        return memory.spans(starts, ends)


@dataclass
class Hours:
    """Know where everybody's clock is stated; those of who may be away are stated anew a season."""

    memory: Memory
    scenario: Scenario
    changing: dict[tuple[str, bool], tuple[int, Spans]] = field(default_factory=dict)
    looks: list[tuple[int, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        agency, memory = self.scenario.agency, self.memory
        self.duty = Spans(agency.duty)
        memory.ints[at.AGENCY_HOURS] = memory.clock(agency.duty)
        memory.ints[at.DUTY] = memory.whole(self._row(agency.duty))
        memory.ints[at.DIRECTOR] = memory.clock(agency.director_duty)
        memory.ints[at.CONFIRM_CLOCK] = memory.clock(agency.confirm_duty)
        chain = self.scenario.chain
        memory.ints[at.RESUBMISSION_CLOCK] = memory.clock(chain.resubmission_clock)
        first = next(iter(chain.approvers.values()), None)
        memory.ints[at.FIRST_CLOCK] = memory.clock(first.clock) if first else NOWHERE
        memory.whole(2 * len(chain.approvers), at.AWAY)

    def _row(self, clock: Clock) -> list[int]:
        place = self.memory.clock(clock)
        return self.memory.ints[place : place + at.CLOCK_WIDTH].tolist()

    def of(self, role: str, *, deputies: bool, late: bool) -> int:
        """Return where the hours are stated in which somebody signs for a role."""
        approver = self.scenario.chain.approvers[role]
        office = approver.late_clock if late else approver.clock
        if deputies or approver.deputy or self.scenario.chain.attention_total:
            return self.memory.clock(office)
        if (role, late) not in self.changing:
            place = self.memory.whole(self._row(office))
            self.changing[role, late] = place, Spans(office)
        return self.changing[role, late][0]

    def look_rows(self, *, deputies: bool) -> int:
        """Make room for every role's fixed looks under some terms: where, and how many."""
        place = self.memory.whole([NOWHERE, 0] * len(self.scenario.chain.approvers))
        if not self.scenario.chain.attention_total:
            for nth, role in enumerate(self.scenario.chain.approvers):
                self.looks.append((place + 2 * nth, role, deputies))
        return place

    def write(self, memory: Memory, season: Season) -> None:
        """Write down a season's absences: clocks and looks without them, and their days."""
        agency, attendance = self.scenario.agency, season.attendance
        if season.agency_away and not agency.deputy:
            _put(memory, memory.ints[at.DUTY], self.duty.without(season.agency_away, memory))
        for (role, _), (place, spans) in self.changing.items():
            away = attendance.away.get(role)
            if away:
                _put(memory, place, spans.without(away, memory))
        self._write_looks(memory, season)
        chain = self.scenario.chain
        for nth, role in enumerate(chain.approvers):
            days = sorted(attendance.days_away(chain, role, deputies=False))
            _put(memory, memory.ints[at.AWAY] + 2 * nth, [memory.whole(days), len(days)])

    def _write_looks(self, memory: Memory, season: Season) -> None:
        chain, attendance = self.scenario.chain, season.attendance
        for place, role, deputies in self.looks:
            looks = attendance.looks.get(role, ())
            if looks:
                away = attendance.days_away(chain, role, deputies=deputies)
                kept = [look for look in looks if look // DAY not in away]
                _put(memory, place, [memory.whole(kept), len(kept)])


def _put(memory: Memory, place: int, row: Iterable[int]) -> None:
    for nth, value in enumerate(row):
        memory.ints[place + nth] = value
