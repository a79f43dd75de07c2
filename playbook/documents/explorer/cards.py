"""The six figures of the explorer: which outcomes, in which format, which direction is better."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.words.language import say
from sim.results.outcomes import OUTCOMES


@dataclass(frozen=True)
class Card:
    """Name an outcome that is shown large, and the format in which it is written."""

    outcome: str
    format: str

    @property
    def better(self) -> str:
        """Return which direction is better."""
        return OUTCOMES[self.outcome].better

    @property
    def statistic(self) -> str:
        """Return how seasons are summed up."""
        return OUTCOMES[self.outcome].statistic


CARDS = (
    Card("contribution_cny", "money"),
    Card("capture_rate", "share"),
    Card("decision_latency_h", "hours"),
    Card("sales_cny", "money"),
    Card("worst_month_cny", "money"),
    Card("loss_making_deals", "tenths"),
)


def card_name(card: Card) -> str:
    """Return what a figure is called."""
    return {
        "contribution_cny": say("Contribution a season"),
        "capture_rate": say("Share of offers captured"),
        "decision_latency_h": say("Time to an answer"),
        "sales_cny": say("Sales a season"),
        "worst_month_cny": say("Worst month (one season in twenty)"),
        "loss_making_deals": say("Loss-making deals a season"),
    }[card.outcome]
