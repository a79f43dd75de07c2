"""One decides everything: the OA chain, as it is or chased, or the agency (moral hazard)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.chain import Chasing
from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Offer
from sim.model.regimes.base import Deliberation, Office


@dataclass(frozen=True, kw_only=True)
class Oa:
    """Send every offer through the client's OA chain, worked as ``chasing`` says (S19-S22)."""

    chasing: Chasing = field(default_factory=Chasing)

    def at_work(self, office: Office) -> OaDecider:
        """Return the chain at work in an office."""
        return OaDecider(office, self.chasing)


class OaDecider:
    """Carry offers through the OA chain; the reviewers screen what they can judge."""

    def __init__(self, office: Office, chasing: Chasing) -> None:
        self.office = office
        self.chasing = chasing

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer when the last signature is there."""
        office, chain = self.office, self.office.chain
        decision.route = "oa"
        seen = office.seen_by_reviewers(offer)

        def screen(role: str) -> str:
            if offer.out_of_scope:
                return "red_line"
            return "hurdle" if seen.deal_value < chain.chain.hurdle * offer.cash_cost else ""

        signed = yield from chain.walk(offer.request, self.chasing, decision, screen)
        return signed and office.store.takes(decision, seen.orders, chain.chain.stock_share)

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Remember nothing: the chain has no stop-loss."""

    def close(self, ledger: Ledger) -> None:
        """Write how long people stood by to be chased."""
        ledger.standby += self.office.chain.standby(self.chasing, self.office.scenario.days)


@dataclass(frozen=True, kw_only=True)
class Delegated:
    """Let the agency answer every offer it likes, without quota, scope, hurdle or second name."""

    def at_work(self, office: Office) -> DelegatedDecider:
        """Return the agency at work without a charter."""
        return DelegatedDecider(office)


class DelegatedDecider:
    """Accept after a moment's thought; rules hold only as far as the agency complies.

    One that does not comply crosses the red line, and promises stock that is not there.
    """

    def __init__(self, office: Office) -> None:
        self.office = office

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer as soon as the agency's duty manager has thought."""
        decision.route = "delegated"
        yield from self.office.think(offer)
        scenario, orders = self.office.scenario, self.office.seen_by_agency(offer).orders
        complies = offer.u_complies < scenario.agency.compliance
        if offer.out_of_scope and complies:
            decision.reason = "red_line"
            return False
        decision.breaks_red_line = offer.out_of_scope
        if self.office.store.takes(decision, orders, scenario.chain.stock_share):
            return True
        decision.overpromises = not complies
        decision.reason = "stock" if complies else ""
        return decision.overpromises

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Remember nothing: nobody set a stop-loss."""

    def close(self, ledger: Ledger) -> None:
        """Write how long the agency stood by; nobody kept a book."""
        ledger.agency_standby += self.office.standby(self.office.scenario.agency.duty)
