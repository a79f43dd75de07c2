"""Visitors of one day: organic ones, those of captured offers, and what becomes of them."""

from __future__ import annotations

from collections import defaultdict

from sim.model.ledger import Entry
from sim.model.offers import remembering_share, served_share, trial_packs
from sim.model.rules import counted, shared, turned
from sim.model.season import Season
from sim.model.store.customers import Demanded


class Visitors:  # one class: each source of visits reads what the day's others bring
    """Turn visits into wanted orders, day by day; remembers the events that are coming."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.scenario = season.scenario
        self.starting: dict[int, list[Entry]] = defaultdict(list)
        self.ending: dict[int, list[Entry]] = defaultdict(list)
        self._live: dict[int, list[Entry]] = defaultdict(list)
        self._reviews: list[tuple[int, Entry]] = []
        self._remembered: list[tuple[range, Entry, float]] = []

    def expect(self, entry: Entry) -> None:
        """Take a captured offer in: its visits come on the days of its event."""
        first, days = entry.offer.event_day, entry.offer.event_days
        self.starting[first].append(entry)
        self.ending[first + days - 1].append(entry)
        for day in range(first, first + days):
            self._live[day].append(entry)
        seen = remembering_share(self.scenario, entry.offer, entry.visitors)
        if seen:
            over = first + days
            until = over + self.scenario.demand.price_memory_days
            self._remembered.append((range(over, until), entry, seen))

    def start_reviews(self, day: int, entry: Entry) -> None:
        """Let the reviews of a trial lift the store's conversion from today on."""
        if trial_packs(entry.offer):
            self._reviews.append((day + self.scenario.demand.review_days, entry))

    def visits(self, day: int) -> int:
        """Return the visits of a day, returning customers' not counted."""
        organic = self.season.organic_visits[day] if day < self.scenario.days else 0
        return organic + sum(event_visits(entry, day) for entry in self._live.get(day, ()))

    def wanting(self, day: int) -> list[Demanded]:
        """Return what new customers want today: the store's own first, then each event's."""
        served = self.served(day)
        demands = []
        if day < self.scenario.days:
            demands.append(self._organic(day, served, self.scenario.demand.conversion))
            demands.extend(self._special_pack(day))
        elif self.reviewed(day):
            demands.append(self._organic(day, served, 0.0))
        demands.extend(self._event(day, entry, served) for entry in self._live.get(day, ()))
        return demands

    def remembering(self, day: int) -> list[tuple[Entry, float]]:
        """Return the ended events below list, each with the share of visits that remember it."""
        return [(entry, seen) for days, entry, seen in self._remembered if day in days]

    def reviewed(self, day: int) -> list[Entry]:
        """Return the trials whose reviews still work."""
        return [entry for until, entry in self._reviews if day < until]

    def uplift(self, day: int) -> float:
        """Return what all reviews together add to the store's conversion."""
        demand = self.scenario.demand
        return min(len(self.reviewed(day)) * demand.review_uplift, demand.review_uplift_cap)

    def served(self, day: int) -> float:
        """Return the share of conversion that customer service can keep up with, in (0, 1]."""
        return served_share(self.scenario, self.visits(day))

    def _organic(self, day: int, served: float, conversion: float) -> Demanded:
        """Return the store's own orders; in the run-out only those that reviews still bring."""
        expected = self.season.organic_visits[day] * (conversion + self.uplift(day)) * served
        return Demanded(
            entry=None,
            wanted=counted(expected, self.season.u_organic[day]),
            first=True,
            price=self.scenario.economics.order_value,
            lost=0.0,
            repeat_factor=1.0,
            uniform=self.season.u_repeat[day],
            visited=True,
        )

    def _special_pack(self, day: int) -> list[Demanded]:
        """Return the store's own group buying: a special pack, never a listed SKU (宁送不折)."""
        demand, every = self.scenario.demand, self.scenario.demand.special_pack_every_days
        if not demand.special_packs or day % every != every - 1:
            return []
        money = self.scenario.economics
        left = (demand.special_pack_contribution + money.parcel) / demand.special_pack_price
        return [
            Demanded(
                entry=None,
                wanted=demand.special_packs,
                first=True,
                price=demand.special_pack_price,
                lost=money.margin - left,
                repeat_factor=demand.special_pack_repeat / demand.repeat if demand.repeat else 0.0,
                uniform=turned(self.season.u_repeat[day], 11),
            )
        ]

    def _event(self, day: int, entry: Entry, served: float) -> Demanded:
        offer, kind = entry.offer, entry.offer.kind
        nth = day - offer.event_day
        others = shared(self.scenario.demand.overlap, len(self._live[day]))
        converted = kind.conversion * offer.conversion * served * others
        return Demanded(
            entry=entry,
            wanted=counted(event_visits(entry, day) * converted, offer.u_orders[nth]),
            first=True,
            price=self.scenario.economics.order_value * kind.order_value_factor,
            lost=kind.given_away,
            repeat_factor=kind.repeat_factor,
            uniform=turned(offer.u_repeat, nth + 1),
            event=True,
            visited=True,
        )


def event_visits(entry: Entry, day: int) -> int:
    """Return an event's visits on one of its days: even shares, the rest on the first days."""
    each, rest = divmod(entry.visitors, entry.offer.event_days)
    return each + (1 if day - entry.offer.event_day < rest else 0)
