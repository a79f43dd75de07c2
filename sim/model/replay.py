"""Replay one season under one regime: the model of record, event by event."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

import simpy

from sim.model.chain import OaChain, waits_of_decision
from sim.model.clock import now, until
from sim.model.ledger import Decision, Entry, Fate, Ledger
from sim.model.offers import Offer, agency_likes
from sim.model.regimes import Decider, Office, Regime
from sim.model.scenario import APPEARANCE_CEILING
from sim.model.season import Season
from sim.model.store.storefront import Storefront
from sim.model.units import DAY, Month, first_of_month, month_of


def replay(season: Season, regime: Regime, name: str = "") -> Ledger:
    """Return the ledger of a season under a regime; nothing is drawn on the way."""
    env = simpy.Environment(initial_time=season.begins_at)
    store = Storefront(env, season)
    chain = OaChain(env, season.scenario.chain, season.attendance)
    office = Office(env=env, season=season, chain=chain, store=store)
    decider = regime.at_work(office)

    def settled(entry: Entry, value: int) -> None:
        # The store closes a day at midnight, which is the next month's when the month ends.
        decider.settle(entry, value, now(env) - 1)

    for role, items in season.other_work.items():
        chain.other_work(role, items)
    platform = Platform(office, decider)
    env.process(store.run(settled))
    env.process(platform.offers())
    env.run()
    ledger = _written(name, platform, store)
    decider.close(ledger)
    ledger.waits = {
        entry.offer.number: waits_of_decision(entry.decision, chain)
        for entry in ledger.entries
        if entry.decision.signings
    }
    return ledger


def _written(name: str, platform: Platform, store: Storefront) -> Ledger:
    """Return the ledger of what the platform and the store have seen, in the offers' order."""
    return Ledger(
        regime=name,
        entries=sorted(platform.entries, key=lambda entry: entry.offer.number),
        days=store.days,
        cohort=store.customers.cohort,
        cohort_returned=store.customers.returned,
    )


class Platform:
    """Make the season's offers, and see what becomes of each."""

    def __init__(self, office: Office, decider: Decider) -> None:
        self.office = office
        self.decider = decider
        self.entries: list[Entry] = []
        self._answered: dict[Month, list[bool]] = {}
        self._accepted: dict[Month, list[bool]] = {}

    def offers(self) -> Generator[simpy.Event, Any, None]:
        """Make every offer of the tape at its moment, as far as the platform still offers it."""
        env = self.office.env
        for offer in self.office.season.offers:
            yield until(env, offer.offered_at)
            if offer.u_appears < self._appearance(offer):
                env.process(self._live(offer))

    def _live(self, offer: Offer) -> Generator[simpy.Event, Any, None]:
        """Let an offer live: the agency screens it, the regime decides it, the platform looks."""
        office = self.office
        seen = office.seen_by_agency(offer)
        decision = Decision()
        entry = Entry(
            offer=offer,
            filed=agency_likes(office.scenario, offer, seen),
            decision=decision,
            fate=Fate.DECLINED,
            answered_at=None,
            exposure=round(office.reported(offer).exposure),
            quality=self._quality(offer),
        )
        self.entries.append(entry)
        if not entry.filed:
            decision.route, entry.answered_at = "declined", offer.offered_at
            self._remember(entry)
            return
        yield from self._decide(entry)
        entry.fate = _fate(entry)
        self._remember(entry)
        if entry.fate is Fate.CAPTURED:
            office.store.book(entry, seen.orders)

    def _decide(self, entry: Entry) -> Generator[simpy.Event, Any, None]:
        env, offer, decision = self.office.env, entry.offer, entry.decision
        if not self.office.scenario.chain.withdraws_dead:
            decision.yes = yield from self.decider.decide(offer, decision)
            entry.answered_at = now(env)
            return
        deciding = env.process(self._undisturbed(offer, decision))
        yield deciding | until(env, offer.dies_at)
        if deciding.processed or not deciding.is_alive:
            entry.answered_at = now(env)
        else:
            decision.withdrawn = True
            deciding.interrupt()

    def _undisturbed(self, offer: Offer, decision: Decision) -> Generator[simpy.Event, Any, None]:
        """Decide until the answer is there or the dead request is withdrawn."""
        try:
            decision.yes = yield from self.decider.decide(offer, decision)
        except simpy.Interrupt:
            decision.yes = None

    def _appearance(self, offer: Offer) -> float:
        """Return the chance, in [0, 1], that the platform still makes this offer.

        With feedback on, the rate follows last month's share of offers answered in time.
        """
        if offer.campaign:
            return 1.0
        rate = 1.0
        if self.office.scenario.arrivals.feedback:
            rate = 0.85 + 0.3 * _share(self._answered, self._month(offer, -1), usual=0.5)
        return rate / APPEARANCE_CEILING

    def _quality(self, offer: Offer) -> float:
        """Return the part of its visitors that an offer still has for this store, in (0, 1].

        A platform gives its worst places to whoever takes everything; festivals are for all.
        """
        if offer.campaign:
            return 1.0
        adverse = self.office.scenario.arrivals.adverse
        return 1.0 - adverse * _share(self._accepted, self._month(offer, -1), usual=0.0)

    def _remember(self, entry: Entry) -> None:
        month = self._month(entry.offer)
        if entry.filed:
            in_time = entry.fate in (Fate.CAPTURED, Fate.REJECTED)
            self._answered.setdefault(month, []).append(in_time)
        if not entry.offer.campaign:
            self._accepted.setdefault(month, []).append(entry.fate is Fate.CAPTURED)

    def _month(self, offer: Offer, later: int = 0) -> Month:
        day = self.office.scenario.date_of(offer.offered_at // DAY)
        return month_of(first_of_month(day, later))


def _share(answers: Mapping[Month, list[bool]], month: Month, *, usual: float) -> float:
    """Return the share of a month's answers that were so, the usual one where there was none."""
    found = answers.get(month)
    return sum(found) / len(found) if found else usual


def _fate(entry: Entry) -> Fate:
    """Return the one fate of a filed offer; an answer at the closing moment is too late."""
    offer, answered_at = entry.offer, entry.answered_at
    if answered_at is not None and answered_at < offer.dies_at:
        return Fate.CAPTURED if entry.decision.yes else Fate.REJECTED
    return Fate.LOST_TO_RIVAL if offer.rival_at < offer.closes_at else Fate.EXPIRED
