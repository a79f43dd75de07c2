"""The decision sheet's rule: one offer held against every clause, by the simulated charter."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.charter import Charter
from sim.model.deal import Expectation, forecast
from sim.model.scenario import Kind, Scenario
from sim.model.units import DAY, fen

SIGNS = ("oa", "alone", "dual")
"""Who decides: the OA chain, the agency alone, or the agency with the client's director."""


@dataclass(frozen=True, kw_only=True)
class SheetRequest:
    """Hold what an offer asks for: ``cash_cost`` (fee and gifts) in fen, ``visitors`` expected.

    ``stock_share`` is the share of free stock that the orders would take, in [0, 1]. Conversion,
    order value and discount below list are those of ``kind``.
    """

    kind: Kind
    cash_cost: int
    visitors: int
    stock_share: float = 0.0
    out_of_scope: bool = False
    event_day: int = 0

    @property
    def offered_at(self) -> int:
        """Return the moment of the request: its event's first day, in microseconds."""
        return self.event_day * DAY


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Hold the sheet's verdict; ``objections`` are the clauses that the offer does not pass."""

    seen: Expectation
    objections: tuple[str, ...]
    dual: bool

    @property
    def inside(self) -> bool:
        """Tell whether the channel may decide; quotas of month and quarter are checked apart."""
        return not self.objections

    @property
    def signs(self) -> str:
        """Return who decides, one of ``SIGNS``."""
        if not self.inside:
            return "oa"
        return "dual" if self.dual else "alone"

    @property
    def in_scope(self) -> bool:
        """Tell whether it passes every clause but the quota per decision and the hurdle."""
        return not set(self.objections) - {"quota_per_decision", "hurdle"}


def judge(scenario: Scenario, charter: Charter, asked: SheetRequest) -> Judgement:
    """Return the verdict on one offer by the rules with which the simulator decides.

    The quotas of the month and the quarter and the aggregation depend on what was decided before;
    the filing book holds them.
    """
    seen = forecast(scenario, asked, asked.visitors)
    found = list(charter.objections(asked, seen))
    if charter.stock_share is not None and asked.stock_share > charter.stock_share:
        found.append("stock")
    return Judgement(
        seen=seen,
        objections=tuple(found),
        dual=round(seen.exposure) > charter.alone_limit,
    )


def typical(kind: Kind) -> SheetRequest:
    """Return the typical offer of a kind: median cost and median visitors."""
    cost, visitors = kind.cost_cny[0], kind.visitors[0]
    return SheetRequest(kind=kind, cash_cost=fen(cost), visitors=round(visitors))
