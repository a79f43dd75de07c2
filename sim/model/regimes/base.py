"""What every regime is, and the office in which it sits."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Protocol

import simpy

from sim.model.chain import OaChain
from sim.model.clock import Clock, now, until
from sim.model.ledger import Decision, Entry, Ledger
from sim.model.offers import Expectation, Offer, reported_visitors
from sim.model.quarterly_plan import PlanBook
from sim.model.scenario import Scenario
from sim.model.season import Season
from sim.model.store.storefront import Storefront
from sim.model.units import DAY, NEVER

Deliberation = Generator[simpy.Event, Any, bool]


class Decider(Protocol):
    """Decide offers through one season; holds what the policy must remember."""

    def decide(self, offer: Offer, decision: Decision) -> Deliberation:
        """Answer an offer, leaving on ``decision`` how and why."""
        ...

    def settle(self, entry: Entry, value: int, now: int) -> None:
        """Take note of the deal value of an event that has ended."""
        ...

    def close(self, ledger: Ledger) -> None:
        """Write what the decider remembers into the ledger."""
        ...


class Regime(Protocol):
    """A policy: who may say yes, up to how much, how fast."""

    def at_work(self, office: Office) -> Decider:
        """Return the regime at work in an office, for one season."""
        ...


@dataclass(frozen=True, kw_only=True)
class Office:
    """Hold the people and the store of one replayed season, as every regime finds them.

    ``plan_book`` is the book of the quarterly plan under which the office works, where there is
    one.
    """

    env: simpy.Environment
    season: Season
    chain: OaChain
    store: Storefront
    plan_book: PlanBook | None = None

    @property
    def scenario(self) -> Scenario:
        """Return the world of the season."""
        return self.season.scenario

    @property
    def duty(self) -> Clock:
        """Return the hours in which somebody of the agency is on duty, absences taken out."""
        return self.season.duty

    def seen_by_agency(self, offer: Offer) -> Expectation:
        """Return the agency's forecast of an offer."""
        return self.season.expected(offer, offer.seen_by_agency)

    def reported(self, offer: Offer) -> Expectation:
        """Return what the agency writes on the decision sheet."""
        return self.season.expected(offer, reported_visitors(self.scenario, offer))

    def seen_by_reviewers(self, offer: Offer) -> Expectation:
        """Return the forecast of the OA's reviewers."""
        return self.season.expected(offer, offer.seen_by_reviewers)

    def standby(self, duty: Clock, since: int = 0, until: int = NEVER) -> int:
        """Return how long somebody on ``duty`` stands by beyond office hours, within the season."""
        begin, end = max(0, since), min(self.scenario.days * DAY, until)
        office = self.scenario.agency.confirm_duty
        return max(0, duty.between(begin, end) - office.between(begin, end)) if begin < end else 0

    def spend(self, clock: Clock, work: int) -> Generator[simpy.Event, Any, None]:
        """Wait until ``work`` is done on ``clock``; without work, until somebody is there."""
        yield until(self.env, clock.add(clock.present(now(self.env)), work))

    def think(self, offer: Offer) -> Generator[simpy.Event, Any, None]:
        """Wait until the agency's duty manager has thought the offer over."""
        yield from self.spend(self.duty, offer.think)
