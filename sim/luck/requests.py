"""The luck of requests: what every approver would do with each of them, in every round."""

from __future__ import annotations

from collections.abc import Mapping

from sim.luck.streams import Floats, durations
from sim.model.offers import Request, SigningLuck
from sim.model.scenario import Approver, Chain

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
