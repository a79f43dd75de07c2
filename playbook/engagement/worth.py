"""What a client's offers are worth, on the first seasons of its study, before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from sim.results.worth import Population, Worth, allowed, worths

FEWEST_SEASONS = 20
"""So many are drawn at least: to draw an offer costs little, to decide it much."""


@dataclass(frozen=True)
class Offered:
    """Hold every offer of some seasons, and those of them that the brand's red line allows."""

    offers: list[Worth]
    seasons: int

    @property
    def allowed(self) -> Population:
        """Return the offers that may be taken."""
        return Population(allowed(self.offers), self.seasons)

    @property
    def red_line_share(self) -> float:
        """Return the share of the offers that ask for what the red line forbids."""
        return sum(one.red_line for one in self.offers) / max(1, len(self.offers))


def offered(engagement: Engagement) -> Offered:
    """Return the offers of as many seasons as a question beside the headline gets, or more."""
    seed, seasons = engagement.method.seed, max(FEWEST_SEASONS, engagement.method.side_seasons)
    return Offered(worths(engagement.client.scenario, seed, seasons), seasons)
