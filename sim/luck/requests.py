"""The luck of requests, of offers and of plans: what every approver would do in every round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from sim.luck.streams import Floats, Luck, durations
from sim.model.months import MONTHS_A_QUARTER, first_of_quarter, months_between, quarter_of
from sim.model.offers import Request, SigningLuck
from sim.model.scenario import Approver, Chain, Scenario
from sim.model.season import PlanRequest
from sim.model.units import DAY, HOUR

ROUNDS = 4
"""A request goes round at most so often; all are drawn, so that fewer rounds draw nothing anew."""


class RequestLuck:
    """Hold what every approver would do with every request of one sort, in every round.

    ``signings`` has each role's uniforms by request, round and person, four of them: attention,
    handling, rejection and return. ``resubmissions`` has them by request and round.
    """

    def __init__(self, chain: Chain, signings: Mapping[str, Floats], resubmissions: Floats) -> None:
        self._signings = {
            role: _timed(chain.approvers[role], drawn) for role, drawn in signings.items()
        }
        self._resubmissions = durations(chain.resubmission, resubmissions).tolist()

    def request(
        self, row: int, number: int, filed_at: int, amount: int, *, budgeted: bool
    ) -> Request:
        """Return the request in one row, with each role's luck by round and person."""
        return Request(
            number=number,
            filed_at=filed_at,
            amount=amount,
            budgeted=budgeted,
            luck={
                role: tuple(
                    tuple(
                        SigningLuck(int(attention), int(handling), rejects, returns)
                        for attention, handling, rejects, returns in people
                    )
                    for people in rows[row]
                )
                for role, rows in self._signings.items()
            },
            resubmissions=tuple(self._resubmissions[row]),
        )


def _timed(approver: Approver, drawn: Floats) -> list[list[list[list[float]]]]:
    """Return the luck with its first two columns as durations, in microseconds."""
    timed = drawn.copy()
    timed[..., 0] = durations(approver.attention, drawn[..., 0])
    timed[..., 1] = durations(approver.handling, drawn[..., 1])
    rows: list[list[list[list[float]]]] = timed.tolist()
    return rows


def request_luck(scenario: Scenario, luck: Luck, name: str, count: int) -> RequestLuck:
    """Draw the luck of requests; every person has a stream, so that more people move nobody."""
    signings = {}
    for role, approver in scenario.chain.approvers.items():
        stream = f"{name}/signing/{role}"
        people = [luck(f"{stream}/{n}", (count, ROUNDS, 4)) for n in range(approver.signers)]
        signings[role] = np.stack(people, axis=2)
    again = luck(f"{name}/resubmission", (count, ROUNDS))
    return RequestLuck(scenario.chain, signings, again)


def plan_requests(scenario: Scenario, luck: Luck) -> tuple[PlanRequest, ...]:
    """Return the plan of each quarter of the season on its way to be signed."""
    starts = _quarter_starts(scenario)
    requests = request_luck(scenario, luck, "plan", len(starts))
    return tuple(_plan_request(scenario, first, requests, row) for row, first in enumerate(starts))


def _plan_request(scenario: Scenario, first: date, requests: RequestLuck, row: int) -> PlanRequest:
    """Return a quarter's plan, filed so many working days before the quarter's ``first`` day."""
    begins = scenario.day_number(first)
    before = [day for day in sorted(scenario.workdays) if day < begins]
    filed = before[-min(scenario.plan_filed_days, len(before))] if before else begins
    request = requests.request(
        row, -1 - row, filed * DAY + 10 * HOUR, scenario.plan_amount, budgeted=True
    )
    willing = {role: tuple(map(_willing, rounds)) for role, rounds in request.luck.items()}
    return PlanRequest(
        quarter=quarter_of(first),
        begins_at=begins * DAY,
        request=replace(request, luck=willing),
    )


def _willing(people: Sequence[SigningLuck]) -> tuple[SigningLuck, ...]:
    """Return the luck of people who may send a plan back but do not refuse to have a plan."""
    return tuple(SigningLuck(p.attention, p.handling, 1.0, p.returns) for p in people)


def _quarter_starts(scenario: Scenario) -> list[date]:
    last = scenario.date_of(scenario.days - 1)
    quarters = months_between(first_of_quarter(scenario.start), last) // MONTHS_A_QUARTER
    return [first_of_quarter(scenario.start, later) for later in range(quarters + 1)]
