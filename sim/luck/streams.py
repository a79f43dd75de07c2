"""Named streams of luck: what is drawn under one name never moves what is drawn under another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from math import prod
from typing import overload

import numpy as np
from numpy.typing import NDArray

from sim.luck.vectors import Floats, exp, normal, power, uniforms_of, unit_exponential
from sim.model.offers import Request, SigningLuck
from sim.model.scenario import Chain, Law, Scenario
from sim.model.season import PlanRequest
from sim.model.units import (
    DAY,
    HOUR,
    MONTHS_A_QUARTER,
    first_of_quarter,
    months_between,
    quarter_of,
)


def invert(law: Law, uniform: Floats) -> Floats:
    """Return durations of a law, in the law's own unit, for the given luck."""
    return invert_all([law], [uniform])[0]


def invert_all(laws: Sequence[Law], drawn: Sequence[Floats]) -> list[Floats]:
    """Return durations of each law for its own luck; those of one family are reckoned at once."""
    found = list(drawn)
    for family in {law.family for law in laws}:
        places = [place for place, law in enumerate(laws) if law.family == family]
        sizes = [drawn[place].size for place in places]
        scale, shape = (
            np.repeat([getattr(laws[place], part) for place in places], sizes)
            for part in ("scale", "shape")
        )
        luck = np.concatenate([drawn[place].ravel() for place in places])
        split = np.split(_inverted(family, scale, shape, luck), np.cumsum(sizes)[:-1])
        for place, values in zip(places, split, strict=True):
            found[place] = values.reshape(drawn[place].shape)
    return found


def _inverted(family: str, scale: Floats, shape: Floats, uniform: Floats) -> Floats:
    match family:
        case "none":
            return np.zeros_like(uniform)
        case "fixed":
            return scale
        case "exponential":
            return scale * unit_exponential(uniform)
        case "weibull":
            return scale * power(unit_exponential(uniform), 1.0 / shape)
        case "lognormal":
            return scale * exp(shape * normal(uniform))
        case "uniform":
            return shape + (scale - shape) * uniform
    raise ValueError(f"law.family = {family!r}: not a known family")


def durations(law: Law, uniform: Floats) -> NDArray[np.int64]:
    """Return durations of a law given in hours, in whole microseconds."""
    return durations_of_all([law], [uniform])[0]


def durations_of_all(laws: Sequence[Law], drawn: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """Return durations of each law, given in hours, for its own luck, in whole microseconds."""
    return [np.rint(each * HOUR).astype(np.int64) for each in invert_all(laws, drawn)]


class Luck:
    """Give the uniforms of one season, by name.

    ``asked`` is what other seasons asked for, and how much: it is drawn at once, which takes a
    tenth of the time and changes no number. What this season asks for beyond it is noted there.
    """

    def __init__(self, seed: int, replication: int, asked: dict[str, int] | None = None) -> None:
        self.seed = seed
        self.replication = replication
        self._asked = {} if asked is None else asked
        self._drawn = uniforms_of(seed, replication, {**self._asked}) if self._asked else {}

    def __call__(self, name: str, shape: int | tuple[int, ...]) -> Floats:
        """Return the first ``shape`` uniforms of a stream."""
        count = prod(shape) if isinstance(shape, tuple) else shape
        if name not in self._drawn or len(self._drawn[name]) < count:
            self._asked[name] = count
            self._drawn |= uniforms_of(self.seed, self.replication, {name: count})
        return self._drawn[name][:count].reshape(shape)


ROUNDS = 4
"""A request goes round at most so often; all are drawn, so that fewer rounds draw nothing anew."""


class RequestLuck:
    """Hold what every approver would do with every request of one sort, in every round.

    ``draw`` gives each role's uniforms by request, round and person, four of them: attention,
    handling, rejection and return. It is asked when somebody reads them: the kernel draws its own,
    from the streams of ``name``. ``resubmissions`` are kept as durations in microseconds. Where
    nobody ``refuses`` a request may only be sent back.
    """

    def __init__(
        self,
        chain: Chain,
        draw: Callable[[], dict[str, Floats]],
        resubmissions: NDArray[np.int64],
        *,
        name: str = "",
        refuses: bool = True,
    ) -> None:
        self.chain, self.draw, self.name, self.refuses = chain, draw, name, refuses
        self.resubmissions = resubmissions

    @cached_property
    def signings(self) -> dict[str, Floats]:
        """Return each role's uniforms."""
        found = self.draw()
        if not self.refuses:
            for drawn in found.values():
                drawn[..., 2] = 1.0
        return found

    @cached_property
    def times(self) -> dict[str, NDArray[np.int64]]:
        """Return each role's attention and handling in microseconds."""
        roles = [self.chain.approvers[role] for role in self.signings]
        laws = [law for role in roles for law in (role.attention, role.handling)]
        drawn = [each[..., nth] for each in self.signings.values() for nth in (0, 1)]
        spent = durations_of_all(laws, drawn)
        pairs = zip(spent[::2], spent[1::2], strict=True)
        return dict(zip(self.signings, (np.stack(pair, axis=-1) for pair in pairs), strict=True))

    def request(
        self, row: int, number: int, filed_at: int, amount: int, *, budgeted: bool
    ) -> Request:
        """Return the request in one row, with each role's luck by round and person."""
        return Request(
            number=number,
            filed_at=filed_at,
            amount=amount,
            budgeted=budgeted,
            luck=DrawnLuck(self, row),
            resubmissions=tuple(self.resubmissions[row].tolist()),
        )


class DrawnLuck(Mapping[str, Sequence[tuple[SigningLuck, ...]]]):
    """Give each role's luck with the request in one row; nothing is made before it is asked for."""

    def __init__(self, drawn: RequestLuck, row: int) -> None:
        self.drawn, self.row = drawn, row
        self._rounds: dict[str, Rounds] = {}

    def __getitem__(self, role: str) -> Rounds:
        """Return a role's luck by round and person."""
        if role not in self._rounds:
            row = self.row
            self._rounds[role] = Rounds(self.drawn.times[role][row], self.drawn.signings[role][row])
        return self._rounds[role]

    def __iter__(self) -> Iterator[str]:
        """Give the roles."""
        return iter(self.drawn.chain.approvers)

    def __len__(self) -> int:
        """Return how many roles there are."""
        return len(self.drawn.chain.approvers)


class Rounds(Sequence[tuple[SigningLuck, ...]]):
    """Give one role's luck with one request, round by round."""

    def __init__(self, times: NDArray[np.int64], drawn: Floats) -> None:
        self._times, self._drawn = times, drawn
        self._known: dict[int, tuple[SigningLuck, ...]] = {}

    @overload
    def __getitem__(self, nth: int) -> tuple[SigningLuck, ...]: ...

    @overload
    def __getitem__(self, nth: slice) -> tuple[tuple[SigningLuck, ...], ...]: ...

    def __getitem__(
        self, nth: int | slice
    ) -> tuple[SigningLuck, ...] | tuple[tuple[SigningLuck, ...], ...]:
        """Return each person's luck in a round."""
        if isinstance(nth, slice):
            return tuple(self)[nth]
        if nth not in self._known:
            people = zip(self._times[nth].tolist(), self._drawn[nth].tolist(), strict=True)
            self._known[nth] = tuple(SigningLuck(*times, *drawn[2:]) for times, drawn in people)
        return self._known[nth]

    def __len__(self) -> int:
        """Return how many rounds there are."""
        return len(self._times)

    def __eq__(self, other: object) -> bool:
        """Tell whether others do the same in every round."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)


def request_luck(
    scenario: Scenario,
    luck: Luck,
    name: str,
    resubmissions: NDArray[np.int64],
    *,
    refuses: bool = True,
) -> RequestLuck:
    """Draw the luck of requests; every person has a stream, so that more people move nobody."""

    def draw() -> dict[str, Floats]:
        streams = {
            role: [signing_stream(name, role, n) for n in range(approver.signers)]
            for role, approver in scenario.chain.approvers.items()
        }
        wanted = {stream: count * ROUNDS * 4 for people in streams.values() for stream in people}
        drawn = uniforms_of(luck.seed, luck.replication, wanted)
        shape = (count, ROUNDS, 4)
        return {
            role: np.stack([drawn[each].reshape(shape) for each in people], axis=2)
            for role, people in streams.items()
        }

    count = len(resubmissions)
    return RequestLuck(scenario.chain, draw, resubmissions, name=name, refuses=refuses)


def signing_stream(name: str, role: str, person: int) -> str:
    """Return the name of the stream of one person's luck with the requests of one sort."""
    return f"{name}/signing/{role}/{person}"


def plan_requests(scenario: Scenario, luck: Luck) -> tuple[PlanRequest, ...]:
    """Return the plan of each quarter of the season on its way to be signed."""
    filings = plan_filings(scenario)
    drawn = luck("plan/resubmission", (len(filings), ROUNDS))
    again = durations(scenario.chain.resubmission, drawn)
    requests = request_luck(scenario, luck, "plan", again, refuses=False)
    return tuple(
        PlanRequest(
            quarter=quarter,
            begins_at=begins_at,
            request=requests.request(row, -1 - row, filed_at, scenario.plan_amount, budgeted=True),
        )
        for row, (quarter, begins_at, filed_at) in enumerate(filings)
    )


def plan_filings(scenario: Scenario) -> list[tuple[tuple[int, int], int, int]]:
    """Return each quarter of the season, when it begins, and when its plan is filed."""
    return [_filing(scenario, first) for first in _quarter_starts(scenario)]


def _filing(scenario: Scenario, first: date) -> tuple[tuple[int, int], int, int]:
    """Return a quarter, filed so many working days before its ``first`` day."""
    begins = scenario.day_number(first)
    before = [day for day in sorted(scenario.workdays) if day < begins]
    filed = before[-min(scenario.plan_filed_days, len(before))] if before else begins
    return quarter_of(first), begins * DAY, filed * DAY + 10 * HOUR


def _quarter_starts(scenario: Scenario) -> list[date]:
    last = scenario.date_of(scenario.days - 1)
    quarters = months_between(first_of_quarter(scenario.start), last) // MONTHS_A_QUARTER
    return [first_of_quarter(scenario.start, later) for later in range(quarters + 1)]
