"""Full delegation: the agency decides alone and no clause binds (the moral-hazard case)."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Offer
from sim.model.regimes.base import Deliberation, Office


@dataclass(frozen=True, kw_only=True)
class Delegated:
    """Let the agency answer every offer it likes, without quota, scope, hurdle or second name."""

    def at_work(self, office: Office) -> DelegatedDecider:
        """Return the agency at work without a charter."""
        return DelegatedDecider(office)


class DelegatedDecider:
    """Accept after a moment's thought; a red line holds only as far as the agency complies."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer as soon as the agency's duty manager has thought."""
        decision.route = "delegated"
        yield from self.office.think(offer)
        if offer.out_of_scope:
            if offer.u_complies < self.office.scenario.agency.compliance:
                decision.reason = "red_line"
                return False
            decision.breaks_red_line = True
        return True

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Remember nothing: nobody set a stop-loss."""

    def close(self, ledger: Ledger) -> None:
        """Write nothing: nobody kept a book."""
