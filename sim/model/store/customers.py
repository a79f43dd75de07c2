"""Customers: one day's demand from one source, and the orders of those who come back."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from sim.model.ledger import Entry
from sim.model.rules import days_after, turned, whole
from sim.model.scenario import Law
from sim.model.season import Season
from sim.model.units import DAYS_A_MONTH


@dataclass(slots=True)
class Demanded:
    """Hold the orders wanted of one source on one day, and how many it got.

    ``entry`` is the offer that brought the customers, None for the store itself; ``first`` says
    that they are new; ``price`` is in fen; ``cohort`` counts first repeats of early customers;
    ``visited`` says that the orders came from the day's visits.
    """

    entry: Entry | None
    wanted: int
    first: bool
    price: float
    lost: float
    repeat_factor: float
    uniform: float
    cohort: int = 0
    event: bool = False
    visited: bool = False
    orders: int = 0

    @property
    def promised(self) -> bool:
        """Tell whether the agency promised more stock for this event than there was."""
        return self.event and self.entry is not None and self.entry.decision.overpromises

    @property
    def cancelled(self) -> int:
        """Return the promised orders that had to be cancelled."""
        return self.wanted - self.orders if self.promised else 0

    @property
    def holder(self) -> int:
        """Return the number of the offer for whose event stock is held, or -1 for none."""
        return self.entry.offer.number if self.event and self.entry else -1


LAG_STEPS = 200
THE_STORE = -1


@dataclass(slots=True)
class Due:
    """Orders expected on a coming day; ``cohort`` of them are first repeats of early customers."""

    orders: int = 0
    cohort: int = 0


Dues = defaultdict[int, defaultdict[tuple[int, bool], Due]]
"""What is due on each coming day, by its source and whether the customers are new."""


class Customers:
    """Remember who will order again, by the offer that first brought them.

    ``cohort`` counts the customers of the first half of the season, ``returned`` those of them
    who ordered again by its end.
    """

    def __init__(self, season: Season) -> None:
        self.season = season
        self.scenario = season.scenario
        self.cohort = 0
        self.returned = 0
        self._lags = lag_table(self.scenario.demand.repeat_delay_days)
        self._due: Dues = defaultdict(lambda: defaultdict(Due))
        self._sources: dict[int, Entry] = {}

    def arriving(self, day: int) -> list[Demanded]:
        """Return what returning customers, and triers, want today."""
        return [self._demanded(day, key, due) for key, due in self._due[day].items()]

    def await_repeats(self, day: int, demanded: Demanded, late_share: float) -> None:
        """Schedule the further orders of today's customers; late parcels lose some of them."""
        kept = 1.0 - late_share * self.scenario.supply.late_repeat_loss
        chance = self.scenario.demand.repeat * demanded.repeat_factor * kept
        repeats = whole(demanded.orders * min(chance, 1.0), demanded.uniform)
        early = demanded.first and 2 * (day + 1) <= self.scenario.days
        if early:
            self.cohort += demanded.orders
        self._schedule(day, demanded.entry, repeats, first=False, early=early)

    def await_triers(self, day: int, entry: Entry | None, packs: float, uniform: float) -> None:
        """Schedule the first orders of those who were given a trial pack today."""
        demand = self.scenario.demand
        expected = packs * demand.trial_follow_on * demand.trial_orders
        self._schedule(day, entry, whole(expected, uniform), first=True, early=False)

    def await_own_triers(self, day: int) -> None:
        """Schedule the first orders of those who got one of the store's own trial packs today."""
        packs = self.scenario.demand.trial_packs_month / DAYS_A_MONTH
        if packs:
            self.await_triers(day, None, packs, turned(self.season.u_repeat[day], 7))

    def note_returned(self, demands: list[Demanded]) -> None:
        """Count the early customers who ordered again today."""
        self.returned += sum(min(demanded.cohort, demanded.orders) for demanded in demands)

    def _demanded(self, day: int, key: tuple[int, bool], due: Due) -> Demanded:
        source, first = key
        entry = self._sources.get(source)
        uniform = entry.offer.u_repeat if entry else self._luck_of(day)
        return Demanded(
            entry=entry,
            wanted=due.orders,
            first=first,
            price=self.scenario.economics.order_value,
            lost=0.0,
            repeat_factor=1.0,
            uniform=turned(uniform, day + 2),
            cohort=due.cohort,
        )

    def _schedule(
        self, day: int, entry: Entry | None, orders: int, *, first: bool, early: bool
    ) -> None:
        """Spread orders over the coming days by the law of the repeat delay, evenly in its luck."""
        if not orders:
            return
        source, start = THE_STORE, turned(self._luck_of(day), 2)
        if entry is not None:
            source, start = entry.offer.number, turned(entry.offer.u_repeat, day + 5)
            self._sources[source] = entry
        lags = self._lags
        after = Counter([lags[int((n + start) / orders * LAG_STEPS)] for n in range(orders)])
        for lag, coming in after.items():
            due = self._due[day + lag][source, first]
            due.orders += coming
            if early:
                due.cohort += coming

    def _luck_of(self, day: int) -> float:
        return self.season.u_repeat[day]


@lru_cache(maxsize=64)
def lag_table(law: Law) -> tuple[int, ...]:
    """Return the delays in days of a Weibull law at ``LAG_STEPS`` evenly spaced chances."""
    chances = ((step + 0.5) / LAG_STEPS for step in range(LAG_STEPS))
    return tuple(days_after(law.scale, law.shape, chance) for chance in chances)
