"""The green channel (绿色通道): authority within a quota and a scope, else the next way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sim.model.charter import Charter, Envelope
from sim.model.clock import now
from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Expectation, Offer
from sim.model.regimes.base import Decider, Deliberation, Office, Regime


@dataclass(frozen=True, kw_only=True)
class Green:
    """Let the agency decide within the charter; what lies outside falls back (S23)."""

    charter: Charter
    fallback: Regime

    def at_work(self, office: Office) -> GreenDecider:
        """Return the charter at work in an office."""
        return GreenDecider(office, self.charter, self.fallback.at_work(office))


class GreenDecider:
    """Decide inside the charter at once, keep its quotas, and count every fallback."""

    def __init__(self, office: Office, charter: Charter, fallback: Decider) -> None:
        self.office = office
        self.charter = charter
        self.fallback = fallback
        self.envelope = Envelope(charter, office.scenario)
        self.deviations = 0
        self.agency_paid = 0

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer within the delegated authority, else pass the offer on."""
        seen = self.office.seen_by_agency(offer)
        decision.fallback = self._objection(offer, seen)
        if decision.fallback:
            return (yield from self.fallback.decide(offer, decision))
        decision.route = "green"
        exposure = round(seen.exposure)
        reserved = self.envelope.reserve(offer, exposure, now(self.office.env))
        yield from self.office.think(offer)
        if exposure > self.charter.alone_limit:
            decision.dual = True
            director = self.office.scenario.agency.director_duty
            yield from self.office.spend(director, offer.dual_think)
        in_time = now(self.office.env) < offer.dies_at
        if in_time and not self._stock_allows(seen):
            self.envelope.release(reserved)
            decision.reason = "stock"
            return False
        if in_time:
            self.envelope.commit(reserved)
            self._audit(offer, exposure)
        else:
            self.envelope.release(reserved)
        return True

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Count the deal value of the channel's own deals against the stop-loss."""
        if entry.decision.route == "green":
            self.envelope.settle(value, now)
        else:
            self.fallback.settle(entry, value, now)

    def close(self, ledger: Ledger) -> None:
        """Write the quota's use, the suspensions and the audit's finds into the ledger."""
        ledger.suspensions.extend(self.envelope.suspensions)
        committed = Counter(ledger.committed or {})
        committed.update(self.envelope.committed_by_month())
        ledger.committed = dict(committed)
        ledger.deviations += self.deviations
        ledger.agency_paid += self.agency_paid
        self.fallback.close(ledger)

    def _objection(self, offer: Offer, seen: Expectation) -> str:
        parts = 2 if offer.u_splits < self.office.scenario.agency.splits else 1
        objection = "term" if self._lapsed() else self.charter.objection(offer, seen, parts)
        if not objection and not self._stock_allows(seen):
            return "stock"
        return objection or self.envelope.objection(
            offer, round(seen.exposure), now(self.office.env)
        )

    def _lapsed(self) -> bool:
        """Tell whether the plan, where there is one, failed to renew the authority."""
        plan = self.office.plan_book
        return plan is not None and plan.lapsed(now(self.office.env), self.charter.lapses_after)

    def _stock_allows(self, seen: Expectation) -> bool:
        share = self.charter.stock_share
        return share is None or self.office.store.can_hold(seen.orders, share)

    def _audit(self, offer: Offer, exposure: int) -> None:
        agency = self.office.scenario.agency
        split = exposure > self.charter.quota
        late = offer.u_files_late < agency.files_late
        caught = self.envelope.audit(offer, exposure, now(self.office.env), deviates=split or late)
        self.deviations += caught
        if caught and split and self.charter.breach_paid_by_agency:
            self.agency_paid += offer.cash_cost
