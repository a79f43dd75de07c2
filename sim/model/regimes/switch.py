"""A dated change of regime, as in the case: the OA chain first, then plan and green channel."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Offer
from sim.model.regimes.base import Decider, Deliberation, Office, Regime


@dataclass(frozen=True, kw_only=True)
class Switch:
    """Send offers made before ``at`` one way and later ones another; what is under way stays."""

    before: Regime
    after: Regime
    at: int

    def at_work(self, office: Office) -> SwitchDecider:
        """Return both regimes at work in one office, sharing its desks and its store."""
        return SwitchDecider(self.before.at_work(office), self.after.at_work(office), self.at)


class SwitchDecider:
    """Hand each offer to the regime of its date."""

    def __init__(self, before: Decider, after: Decider, at: int) -> None:
        self.before = before
        self.after = after
        self.at = at

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer under the regime that held when the offer was made."""
        return (yield from self._of(offer).decide(offer, decision))

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Tell the regime that took the deal."""
        self._of(entry.offer).settle(entry, value, now)

    def close(self, ledger: Ledger) -> None:
        """Let both write their books."""
        self.before.close(ledger)
        self.after.close(ledger)

    def _of(self, offer: Offer) -> Decider:
        return self.before if offer.offered_at < self.at else self.after
