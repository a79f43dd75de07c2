"""Named streams of luck: what is drawn under one name never moves what is drawn under another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from math import prod
from typing import overload

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, pdtr, pdtrik

from sim.model.offers import Request, SigningLuck
from sim.model.scenario import Approver, Chain, Law, Scenario
from sim.model.season import PlanRequest
from sim.model.units import (
    DAY,
    HOUR,
    MONTHS_A_QUARTER,
    first_of_quarter,
    months_between,
    quarter_of,
)

Floats = NDArray[np.float64]


def uniforms(seed: int, replication: int, name: str, shape: int | tuple[int, ...]) -> Floats:
    """Return uniforms in [0, 1) of the stream addressed by (seed, replication, name).

    The first rows are the same whatever the number of rows.
    """
    if not prod(shape if isinstance(shape, tuple) else (shape,)):
        return np.empty(shape)
    entropy = (seed, replication, _number(name))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy))).random(shape)


def unit_exponential(uniform: Floats) -> Floats:
    """Return exponential luck of mean 1 by inversion."""
    return -np.log1p(-uniform)


def normal(uniform: Floats) -> Floats:
    """Return standard normal luck by inversion; the ends are pulled in by one part in 10^12."""
    return np.asarray(ndtri(np.clip(uniform, 1e-12, 1 - 1e-12)), dtype=np.float64)


def invert(law: Law, uniform: Floats) -> Floats:
    """Return durations of a law, in the law's own unit, for the given luck."""
    match law.family:
        case "none":
            return np.zeros_like(uniform)
        case "fixed":
            return np.full_like(uniform, law.scale)
        case "exponential":
            return law.scale * unit_exponential(uniform)
        case "weibull":
            return law.scale * unit_exponential(uniform) ** (1.0 / law.shape)
        case "lognormal":
            return law.scale * np.exp(law.shape * normal(uniform))
        case "uniform":
            return law.shape + (law.scale - law.shape) * uniform
    raise ValueError(f"law.family = {law.family!r}: not a known family")


def durations(law: Law, uniform: Floats) -> NDArray[np.int64]:
    """Return durations of a law given in hours, in whole microseconds."""
    return np.rint(invert(law, uniform) * HOUR).astype(np.int64)


def poisson(mean: float, uniform: Floats) -> NDArray[np.int64]:
    """Return Poisson counts by inversion, as ``scipy.stats`` has them; that takes a second to load.

    The first guess may be one too high where rounding decides.
    """
    guess = np.ceil(pdtrik(uniform, mean))
    less = np.maximum(guess - 1, 0)
    return np.where(pdtr(less, mean) >= uniform, less, guess).astype(np.int64)


@lru_cache(maxsize=4096)
def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big")


class Luck:
    """Give the uniforms of one season, by name."""

    def __init__(self, seed: int, replication: int) -> None:
        self.seed = seed
        self.replication = replication

    def __call__(self, name: str, shape: int | tuple[int, ...]) -> Floats:
        """Return the first ``shape`` uniforms of a stream."""
        return uniforms(self.seed, self.replication, name, shape)


ROUNDS = 4
"""A request goes round at most so often; all are drawn, so that fewer rounds draw nothing anew."""


class RequestLuck:
    """Hold what every approver would do with every request of one sort, in every round.

    ``signings`` has each role's uniforms by request, round and person, four of them: attention,
    handling, rejection and return. ``resubmissions`` has them by request and round; they are kept
    as durations in microseconds.
    """

    def __init__(self, chain: Chain, signings: Mapping[str, Floats], resubmissions: Floats) -> None:
        self.chain, self.signings = chain, signings
        self.resubmissions = durations(chain.resubmission, resubmissions)

    @cached_property
    def times(self) -> Mapping[str, NDArray[np.int64]]:
        """Return each role's attention and handling in microseconds."""
        known = self.chain.approvers
        return {role: signing_times(known[role], drawn) for role, drawn in self.signings.items()}

    def unrefusing(self) -> RequestLuck:
        """Let nobody refuse any more; to send a request back is still allowed."""
        for drawn in self.signings.values():
            drawn[..., 2] = 1.0
        return self

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


def signing_times(approver: Approver, drawn: Floats) -> NDArray[np.int64]:
    """Return attention and handling in microseconds; the first two of a signing's uniforms."""
    laws = (approver.attention, approver.handling)
    return np.stack([durations(law, drawn[..., nth]) for nth, law in enumerate(laws)], axis=-1)


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
        return iter(self.drawn.signings)

    def __len__(self) -> int:
        """Return how many roles there are."""
        return len(self.drawn.signings)


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


def request_luck(scenario: Scenario, luck: Luck, name: str, count: int) -> RequestLuck:
    """Draw the luck of requests; every person has a stream, so that more people move nobody."""
    signings = {}
    for role, approver in scenario.chain.approvers.items():
        stream = f"{name}/signing/{role}"
        people = [luck(f"{stream}/{n}", (count, ROUNDS, 4)) for n in range(approver.signers)]
        signings[role] = np.stack(people, axis=2) if len(people) > 1 else people[0][:, :, None]
    again = luck(f"{name}/resubmission", (count, ROUNDS))
    return RequestLuck(scenario.chain, signings, again)


def plan_requests(scenario: Scenario, luck: Luck) -> tuple[PlanRequest, ...]:
    """Return the plan of each quarter of the season on its way to be signed."""
    starts = _quarter_starts(scenario)
    requests = request_luck(scenario, luck, "plan", len(starts)).unrefusing()
    return tuple(_plan_request(scenario, first, requests, row) for row, first in enumerate(starts))


def _plan_request(scenario: Scenario, first: date, requests: RequestLuck, row: int) -> PlanRequest:
    """Return a quarter's plan, filed so many working days before the quarter's ``first`` day."""
    begins = scenario.day_number(first)
    before = [day for day in sorted(scenario.workdays) if day < begins]
    filed = before[-min(scenario.plan_filed_days, len(before))] if before else begins
    request = requests.request(
        row, -1 - row, filed * DAY + 10 * HOUR, scenario.plan_amount, budgeted=True
    )
    return PlanRequest(
        quarter=quarter_of(first),
        begins_at=begins * DAY,
        request=request,
    )


def _quarter_starts(scenario: Scenario) -> list[date]:
    last = scenario.date_of(scenario.days - 1)
    quarters = months_between(first_of_quarter(scenario.start), last) // MONTHS_A_QUARTER
    return [first_of_quarter(scenario.start, later) for later in range(quarters + 1)]
