"""What offers are worth before anybody decides, and whether deals bring what was foretold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playbook.engagement.engagement import Engagement
from sim.results.experiment import Floats, Results
from sim.results.worth import OverSeasons, Population, Worth, allowed, ratio_of_sums, worths

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
    """Return the offers of as many seasons as an end of an input's range gets, or more."""
    seed, seasons = engagement.method.seed, max(FEWEST_SEASONS, engagement.method.range_seasons)
    return Offered(worths(engagement.client.scenario, seed, seasons), seasons)


ALL = ""
"""Stands for all kinds together."""


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """Hold what the captured deals of a kind were foretold to bring, and what they brought.

    ``deals`` is their number a season; ``foretold``, ``brought`` and their difference ``miss`` are
    means of one deal, in CNY.
    """

    kind: str
    deals: float
    foretold: float
    brought: OverSeasons
    miss: OverSeasons

    @property
    def is_sure(self) -> bool:
        """Tell whether the seasons tell the two apart: the interval does not hold nought."""
        low, high = self.miss.low, self.miss.high
        return low is not None and high is not None and not low <= 0.0 <= high


def calibration(results: Results, regime: str) -> list[Foretold]:
    """Return the kinds of which deals were captured, most value foretold first, and all at last."""
    kinds = list(results.by_item(regime, "captured").columns)
    found = [_foretold(results, regime, kind, [kind]) for kind in kinds]
    ordered = sorted((one for one in found if one), key=lambda one: -one.foretold * one.deals)
    every = _foretold(results, regime, ALL, kinds)
    return [*ordered, *([every] if every else [])]


def in_all(engagement: Engagement, regime: str) -> Foretold | None:
    """Return all deals of a regime together; None where none was captured."""
    found = calibration(engagement.comparison.results, regime)
    return found[-1] if found else None


def _foretold(results: Results, regime: str, name: str, kinds: list[str]) -> Foretold | None:
    """Return the deals of some kinds together under one name; None where none was captured."""

    def seasons(outcome: str) -> Floats:
        return np.asarray(results.by_item(regime, outcome, kinds).sum(axis=1))

    deals, foretold, brought = map(seasons, ("captured", "foretold_value", "deal_value"))
    earned = ratio_of_sums(brought, deals)
    missed = ratio_of_sums(brought - foretold, deals)
    if earned is None or missed is None:
        return None
    return Foretold(
        kind=name,
        deals=float(deals.mean()),
        foretold=float(foretold.sum() / deals.sum()),
        brought=earned,
        miss=missed,
    )
