"""What is recorded of a season under one regime: one row an offer, one row a day.

The model only records facts here; everything an executive reads is computed from them later, in
``sim.results.outcomes``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

from sim.model.offers import Offer

CAUSES = ("rework", "absence", "off_duty", "contention", "attention")


class Fate(StrEnum):
    """Name what became of an offer; each offer has exactly one fate."""

    CAPTURED = "captured"
    DECLINED = "declined"
    REJECTED = "rejected"
    LOST_TO_RIVAL = "lost_to_rival"
    EXPIRED = "expired"


@dataclass(slots=True, kw_only=True)
class Signing:
    """Record one task of the OA chain: who, which round, and the moments of its life.

    Where several sign jointly, the record is the decisive one's; ``others_handling`` is the time
    that the others spent on it.
    """

    role: str
    round: int
    activated_at: int
    attended_at: int
    started_at: int
    decided_at: int
    handling: int
    action: str
    deputies: bool = False
    late: bool = False
    chased: bool = False
    others_handling: int = 0


@dataclass(frozen=True, slots=True)
class Waits:
    """Hold wall time by cause, in microseconds; together they are the wait without handling."""

    rework: int = 0
    absence: int = 0
    off_duty: int = 0
    contention: int = 0
    attention: int = 0

    def __add__(self, other: Waits) -> Waits:
        return Waits(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def total(self) -> int:
        """Return the whole wait."""
        return sum(getattr(self, field.name) for field in fields(self))


@dataclass(slots=True)
class Decision:
    """Record how an offer was decided: by which route, yes or no, and why it took that route.

    ``yes`` is None while nobody has answered (and for ever when the request was withdrawn).
    ``fallback`` is the clause that sent the offer out of the charter, ``reason`` why the answer is
    no; ``dual`` says that the client's director countersigned. ``taken`` is the part of the deal
    for which stock could be held, ``overpromises`` that the agency took more than that.
    ``reported`` are the visitors on the decision sheet. ``resubmissions`` are the moments at
    which a request was returned and came again, ``signings`` its tasks in the OA chain.
    """

    route: str = ""
    yes: bool | None = None
    fallback: str = ""
    reason: str = ""
    dual: bool = False
    taken: float = 1.0
    overpromises: bool = False
    reported: float = 0.0
    breaks_red_line: bool = False
    withdrawn: bool = False
    resubmissions: list[tuple[int, int]] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Entry:
    """Record one offer's whole story under one regime; money in fen, moments in microseconds.

    ``quality`` is the part of its visitors that the platform leaves in it for this store.
    """

    offer: Offer
    filed: bool
    decision: Decision
    fate: Fate
    answered_at: int | None
    exposure: int = 0
    quality: float = 1.0
    orders: int = 0
    sales: int = 0
    deal_value: int = 0
    brand_damage: int = 0

    @property
    def cash_cost(self) -> int:
        """Return what is paid for the part of the deal that is taken, in fen."""
        return round(self.offer.cash_cost * self.decision.taken)

    @property
    def visitors(self) -> int:
        """Return the visitors of the part of the deal that is taken."""
        return round(self.offer.visitors * self.quality * self.decision.taken)


@dataclass(slots=True, kw_only=True)
class Day:
    """Record one day of the storefront; money in fen.

    ``first_orders`` counts new customers' orders, ``visit_orders`` those of them that came from a
    visit (not from a trial pack or a group-buying day), ``repeat_orders`` returning ones.
    ``displaced`` orders at list price the store would have had without the day's events and the
    memory of earlier prices: orders, sales and contribution are without them. ``contribution`` is
    before fees and fixed costs.
    """

    day: int
    visits: int
    visit_orders: int
    first_orders: int
    repeat_orders: int
    sales: int
    displaced: int
    contribution: int
    spend: int
    lost_orders: int
    oversold: int
    error_cost: int
    keying_hours: float
    late_parcels: int
    stock: int
    shops_sales: int
    commission: int


@dataclass(slots=True, kw_only=True)
class Ledger:
    """Hold a season's records under one regime.

    ``cohort`` and ``cohort_returned`` count the customers of the first half of the season and
    those of them who ordered again by its end; ``suspensions`` are spans in which the stop-loss
    or an audit closed the green channel, ``committed`` the exposure it committed by month
    (None without a charter), ``audits`` counts the decisions that were looked into.
    ``plan_signings`` are the tasks of the plan's own approvals, ``plans`` how many there were;
    ``standby`` is the time that people of the client stood by, in microseconds: chased approvers,
    and the director of a charter; ``agency_standby`` that of the agency's duty manager;
    ``waits`` share out the time of each request that went through the OA chain, by offer number.
    """

    regime: str
    entries: list[Entry]
    days: list[Day]
    cohort: int = 0
    cohort_returned: int = 0
    suspensions: list[tuple[int, int, str]] = field(default_factory=list)
    committed: dict[tuple[int, int], int] | None = None
    deviations: int = 0
    audits: int = 0
    agency_paid: int = 0
    plans: int = 0
    plan_signings: list[Signing] = field(default_factory=list)
    standby: int = 0
    agency_standby: int = 0
    waits: dict[int, Waits] = field(default_factory=dict)
