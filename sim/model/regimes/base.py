"""What every regime is, and the office in which it sits."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Protocol

import simpy

from sim.model.chain import OaChain
from sim.model.clock import Clock
from sim.model.deal import Forecast, forecast
from sim.model.events import now, until
from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Offer
from sim.model.quarterly_plan import PlanBook
from sim.model.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.season import Season
    from sim.model.store.storefront import Storefront

Deciding = Generator[simpy.Event, Any, bool]


class Seat(Protocol):
    """Decide offers through one season; holds what the policy must remember."""

    def decide(self, offer: Offer, decision: Decision) -> Deciding:
        """Answer an offer, leaving on ``decision`` how and why."""
        ...

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Take note of the deal value of an event that has ended."""
        ...

    def close(self, ledger: Ledger) -> None:
        """Write what the seat remembers into the ledger."""
        ...


class Regime(Protocol):
    """A policy: who may say yes, up to how much, how fast."""

    def seat(self, office: Office) -> Seat:
        """Return the regime at work in an office, for one season."""
        ...


class Office:
    """Hold the people and the store of one replayed season, as every regime finds them."""

    def __init__(
        self, env: simpy.Environment, season: Season, chain: OaChain, store: Storefront
    ) -> None:
        self.env = env
        self.season = season
        self.scenario: Scenario = season.scenario
        self.chain = chain
        self.store = store
        agency = self.scenario.agency
        away = frozenset[int]() if agency.deputy else season.agency_away
        self.plan_book: PlanBook | None = None
        self.duty: Clock = agency.duty.without(away)

    def seen_by_agency(self, offer: Offer) -> Forecast:
        """Return the agency's forecast of an offer."""
        return forecast(self.scenario, offer, offer.seen_by_agency)

    def seen_by_reviewers(self, offer: Offer) -> Forecast:
        """Return the forecast of the OA's reviewers."""
        return forecast(self.scenario, offer, offer.seen_by_reviewers)

    def spend(self, clock: Clock, work: int) -> Generator[simpy.Event, Any, None]:
        """Wait until ``work`` is done on ``clock``."""
        yield until(self.env, clock.add(now(self.env), work))

    def think(self, offer: Offer) -> Generator[simpy.Event, Any, None]:
        """Wait until the agency's duty manager has thought the offer over."""
        yield from self.spend(self.duty, offer.think)
