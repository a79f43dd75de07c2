"""The green channel's charter (授权书): what the agency may decide, and how it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf

from sim.model.offers import Expectation, Offer, Proposal
from sim.model.rules import INSTRUMENT, KIND, RED_LINE, SCOPE, TERM, scope_objections
from sim.model.scenario import Scenario
from sim.model.units import DAY, NEVER, Month, Quarter, month_of, quarter_of


@dataclass(frozen=True, kw_only=True)
class Charter:
    """Hold every clause with its number; money in fen of full exposure, durations in microseconds.

    ``quota`` limits one decision, ``month_quota`` a calendar month, ``quarter_quota`` a quarter;
    up to ``alone_limit`` the agency decides alone, up to ``quota`` by dual sign. Decisions on the
    same kind within ``aggregation`` count as one. ``audit_share`` of the filings and all above
    ``audit_above`` are audited, and once more when the event has ended: were more than
    ``report_tolerance`` times the visitors reported that came. ``deviations_allowed`` found in a
    month suspend the authority, as does a month's settled deal value below ``-stop_loss``
    (``None``: no stop-loss). A gift may cost ``gift_share`` of an order. The authority holds from
    ``valid_from`` to ``valid_until``; where there is a quarterly plan it is renewed with the plan,
    and lapses ``lapses_after`` a quarter's beginning when that quarter's plan is not in force.
    """

    quota: int
    alone_limit: int
    month_quota: int
    quarter_quota: int
    aggregation: int
    kinds_excluded: frozenset[str]
    instruments: frozenset[str]
    stock_share: float | None
    hurdle: float | None
    stop_loss: int | None
    audit_share: float
    audit_above: int
    deviations_allowed: int
    breach_paid_by_agency: bool
    report_tolerance: float = inf
    gift_share: float = 1.0
    valid_from: int = -NEVER
    valid_until: int = NEVER
    lapses_after: int = NEVER

    def covers_any(self, kinds: Iterable[str]) -> bool:
        """Tell whether anything may be decided: there is a quota, and a kind is inside."""
        return self.quota > 0 and not self.kinds_excluded.issuperset(kinds)

    def objection(self, offer: Proposal, seen: Expectation, parts: int = 1) -> str:
        """Return the first clause on scope that keeps the offer out, or "" when it is inside.

        ``parts`` is 2 when the agency splits the order to stay under the quota per decision.
        """
        return next(self.objections(offer, seen, parts), "")

    def objections(self, offer: Proposal, seen: Expectation, parts: int = 1) -> Iterator[str]:
        """Give every clause on scope that keeps the offer out, in the order of the sheet."""
        least = -inf if self.hurdle is None else self.hurdle * offer.cash_cost
        quota = float(parts * self.quota)
        found = scope_objections(self._barred(offer), seen.exposure, quota, seen.deal_value, least)
        return (name for clause, name in SCOPE.items() if found & clause)

    def _barred(self, offer: Proposal) -> int:
        """Return the clauses that keep an offer out whatever it is worth."""
        found = 0
        if not self.valid_from <= offer.offered_at < self.valid_until:
            found |= TERM
        if offer.out_of_scope:
            found |= RED_LINE
        if offer.kind.id in self.kinds_excluded:
            found |= KIND
        if not offer.kind.asks <= self.instruments or self._gift_too_large(offer):
            found |= INSTRUMENT
        return found

    def _gift_too_large(self, offer: Proposal) -> bool:
        gift_alone = "gift" in offer.kind.asks and "price" not in offer.kind.asks
        return gift_alone and offer.kind.margin_lost > self.gift_share


@dataclass(frozen=True, slots=True)
class Commitment:
    """Record exposure drawn on the quota; a reservation dies with its offer, a commitment stays."""

    kind: str
    at: int
    amount: int
    dies_at: int

    def counts(self, now: int) -> bool:
        """Tell whether it still uses quota at ``now``."""
        return now < self.dies_at


@dataclass
class Envelope:  # one class: every clause on quotas reads what the others drew
    """Keep one charter's quotas through a season: reserve, commit, release, suspend.

    A reserved quota is released when the offer dies, without anybody doing anything.
    """

    charter: Charter
    scenario: Scenario
    drawn: list[Commitment] = field(default_factory=list)
    suspended_until: int = -NEVER
    suspensions: list[tuple[int, int, str]] = field(default_factory=list)
    settled: dict[Month, int] = field(default_factory=dict)
    deviations: dict[Month, int] = field(default_factory=dict)

    def objection(self, offer: Offer, exposure: int, now: int) -> str:
        """Return the clause on quotas that keeps this exposure out now, or ""."""
        if now < self.suspended_until:
            return "suspended"
        if self.charter.aggregation and self.together(offer, exposure, now) > self.charter.quota:
            return "aggregation"
        month, quarter = self.month(now), self.quarter(now)
        alive = [draw for draw in self.drawn if draw.counts(now)]
        in_month = sum(draw.amount for draw in alive if self.month(draw.at) == month)
        if in_month + exposure > self.charter.month_quota:
            return "quota_per_month"
        in_quarter = sum(draw.amount for draw in alive if self.quarter(draw.at) == quarter)
        return "quota_per_quarter" if in_quarter + exposure > self.charter.quarter_quota else ""

    def reserve(self, offer: Offer, exposure: int, now: int) -> Commitment:
        """Set quota aside until the offer is answered or dies."""
        draw = Commitment(offer.kind.id, now, exposure, offer.dies_at)
        self.drawn.append(draw)
        return draw

    def commit(self, reserved: Commitment, taken: float = 1.0) -> None:
        """Make a reservation lasting, for the part of the deal that is taken."""
        self.drawn.remove(reserved)
        amount = round(reserved.amount * taken)
        self.drawn.append(Commitment(reserved.kind, reserved.at, amount, NEVER))

    def release(self, reserved: Commitment) -> None:
        """Give a reservation back."""
        self.drawn.remove(reserved)

    def settle(self, value: int, now: int) -> None:
        """Book the deal value of an event that has ended and pull the stop-loss if it must be."""
        month = self.month(now)
        self.settled[month] = self.settled.get(month, 0) + value
        limit = self.charter.stop_loss
        if limit is not None and self.settled[month] < -limit:
            self._suspend(now, "stop_loss")

    def together(self, offer: Offer, exposure: int, now: int) -> int:
        """Return the exposure that counts as one decision with this one; 0 h: it alone."""
        return exposure + (self._recent(offer, now) if self.charter.aggregation else 0)

    def audited(self, offer: Offer, exposure: int) -> bool:
        """Tell whether a decision is one of those that are looked into."""
        return offer.u_audited < self.charter.audit_share or exposure > self.charter.audit_above

    def audit(self, offer: Offer, exposure: int, now: int, *, deviates: bool) -> bool:
        """Return whether an audit finds a deviation; enough of them suspend the authority."""
        if not (deviates and self.audited(offer, exposure)):
            return False
        month = self.month(now)
        self.deviations[month] = self.deviations.get(month, 0) + 1
        if self.deviations[month] >= self.charter.deviations_allowed:
            self._suspend(now, "audit")
        return True

    def committed_by_month(self) -> dict[Month, int]:
        """Return the exposure committed in each month, in fen."""
        total: dict[Month, int] = {}
        for draw in self.drawn:
            if draw.dies_at == NEVER:
                month = self.month(draw.at)
                total[month] = total.get(month, 0) + draw.amount
        return total

    def month(self, at: int) -> Month:
        """Return the calendar month of a moment."""
        return month_of(self.scenario.date_of(at // DAY))

    def quarter(self, at: int) -> Quarter:
        """Return the calendar quarter of a moment."""
        return quarter_of(self.scenario.date_of(at // DAY))

    def _recent(self, offer: Offer, now: int) -> int:
        since = now - self.charter.aggregation
        return sum(
            draw.amount
            for draw in self.drawn
            if draw.kind == offer.kind.id and draw.at > since and draw.counts(now)
        )

    def _suspend(self, now: int, reason: str) -> None:
        if now < self.suspended_until:
            return
        month = self.month(now)
        end = now
        while self.month(end) == month:
            end = (end // DAY + 1) * DAY
        self.suspended_until = end
        self.suspensions.append((now, end, reason))
