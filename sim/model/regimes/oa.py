"""The OA chain decides everything: as it is, or chased."""

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
        if signed and not office.store.can_hold(seen.orders, chain.chain.stock_share):
            decision.reason = "stock"
            return False
        return signed

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Remember nothing: the chain has no stop-loss."""

    def close(self, ledger: Ledger) -> None:
        """Write nothing: the chain keeps no book."""
