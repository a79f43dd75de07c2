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
    """Decide inside the charter at once, keep its quotas, and count every fallback.

    The charter is kept by the agency itself: what it reads is the agency's report, and where the
    agency decides alone, the red line is as safe as the agency complies.
    """

    def __init__(self, office: Office, charter: Charter, fallback: Decider) -> None:
        self.office = office
        self.charter = charter
        self.fallback = fallback
        self.envelope = Envelope(charter, office.scenario)
        self.deviations = 0
        self.audits = 0
        self.agency_paid = 0

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer within the delegated authority, else pass the offer on."""
        seen = self.office.reported(offer)
        alone = self._alone(offer, seen)
        decision.fallback = self._objection(offer, seen, alone=alone)
        if decision.fallback:
            return (yield from self.fallback.decide(offer, decision))
        decision.route, decision.reported = "green", seen.visitors
        decision.dual, decision.breaks_red_line = not alone, offer.out_of_scope
        reserved = self.envelope.reserve(offer, round(seen.exposure), now(self.office.env))
        yield from self.office.think(offer)
        if decision.dual:
            director = self.office.scenario.agency.director_duty
            yield from self.office.spend(director, offer.dual_think)
            decision.reason = withheld(self.office, self.charter, offer)
        in_time = now(self.office.env) < offer.dies_at
        held = not decision.reason and self.office.store.takes(
            decision, seen.orders, self.charter.stock_share
        )
        if held and in_time:
            self.envelope.commit(reserved, decision.taken)
            self._audit(offer, decision, round(seen.exposure))
        else:
            self.envelope.release(reserved)
        return held

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Count the deal value of the channel's own deals against the stop-loss."""
        if entry.decision.route == "green":
            self.envelope.settle(value, now)
            self._compare(entry, now)
        else:
            self.fallback.settle(entry, value, now)

    def close(self, ledger: Ledger) -> None:
        """Write the quota's use, the suspensions and the audit's finds into the ledger."""
        ledger.suspensions.extend(self.envelope.suspensions)
        committed = Counter(ledger.committed or {})
        committed.update(self.envelope.committed_by_month())
        ledger.committed = dict(committed)
        ledger.deviations += self.deviations
        ledger.audits += self.audits
        ledger.agency_paid += self.agency_paid
        self._stand_by(ledger)
        self.fallback.close(ledger)

    def _stand_by(self, ledger: Ledger) -> None:
        """Write how long the agency stood by for the channel, and who countersigns in it."""
        agency, charter = self.office.scenario.agency, self.charter
        if not charter.covers_any(self.office.scenario.kinds):
            return
        term = charter.valid_from, charter.valid_until
        ledger.agency_standby += self.office.standby(agency.duty, *term)
        if charter.alone_limit < charter.quota:
            ledger.standby += self.office.standby(agency.director_duty, *term)

    def _alone(self, offer: Offer, seen: Expectation) -> bool:
        """Tell whether nobody of the client looks: what counts as one decision is small enough."""
        together = self.envelope.together(offer, round(seen.exposure), now(self.office.env))
        return together <= self.charter.alone_limit

    def _objection(self, offer: Offer, seen: Expectation, *, alone: bool) -> str:
        agency = self.office.scenario.agency
        parts = 2 if offer.u_splits < agency.splits else 1
        hides = alone and offer.u_complies >= agency.compliance
        objections = self.charter.objections(offer, seen, parts)
        found = (clause for clause in objections if not (hides and clause == "red_line"))
        objection = "term" if self._lapsed() else next(found, "")
        if not objection and not self.office.store.holdable(seen.orders, self.charter.stock_share):
            return "stock"
        return objection or self.envelope.objection(
            offer, round(seen.exposure), now(self.office.env)
        )

    def _lapsed(self) -> bool:
        """Tell whether the plan, where there is one, failed to renew the authority."""
        plan = self.office.plan_book
        return plan is not None and plan.lapsed(now(self.office.env), self.charter.lapses_after)

    def _audit(self, offer: Offer, decision: Decision, exposure: int) -> None:
        """Look into a decision that was just filed: in time, whole, and inside the red line."""
        breach = exposure > self.charter.quota or decision.breaks_red_line
        late = offer.u_files_late < self.office.scenario.agency.files_late
        self.audits += self.envelope.audited(offer, exposure)
        at = now(self.office.env)
        caught = self.envelope.audit(offer, exposure, at, deviates=breach or late)
        self.deviations += caught
        if caught and breach and self.charter.breach_paid_by_agency:
            self.agency_paid += round(offer.cash_cost * decision.taken)

    def _compare(self, entry: Entry, now: int) -> None:
        """Look into a decision whose event has ended: were as many visitors reported as came."""
        reported = entry.decision.reported * entry.decision.taken
        deviates = reported > self.charter.report_tolerance * entry.visitors
        self.deviations += self.envelope.audit(entry.offer, entry.exposure, now, deviates=deviates)


def withheld(office: Office, charter: Charter, offer: Offer) -> str:
    """Return why the client's director withholds his signature, "" where he signs.

    He asks of the client's own forecast what the decision sheet asks of the agency's.
    """
    if charter.hurdle is None:
        return ""
    value = office.seen_by_reviewers(offer).deal_value
    return "hurdle" if value < charter.hurdle * offer.cash_cost else ""
