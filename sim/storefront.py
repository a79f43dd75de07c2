"""The storefront (旗舰店), day by day: visits, orders, stock, parcels, and customers who return."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import floor, log
from typing import Any

import simpy

from sim.deal import (
    FOLLOW_ON_DAYS,
    follow_on_contribution,
    follow_on_value,
    order_contribution,
    trial_packs,
)
from sim.events import until
from sim.ledger import Day, Entry, Fate
from sim.shelf import Shelf
from sim.tape import Season
from sim.units import DAY

GOLDEN = 0.6180339887498949
LAG_STEPS = 200
RUN_OUT_DAYS = FOLLOW_ON_DAYS


def whole(expected: float, uniform: float) -> int:
    """Return ``expected`` rounded to a whole number by luck, so that its mean is kept.

    >>> whole(2.3, 0.6), whole(2.3, 0.8)
    (2, 3)
    """
    return floor(expected + uniform)


def turned(uniform: float, steps: int) -> float:
    """Return another uniform number made from one on the tape (rotation by the golden ratio)."""
    return (uniform + steps * GOLDEN) % 1.0


@dataclass(slots=True)
class Stream:
    """One day's demand from one source: an event (``entry``), or the store itself (None)."""

    entry: Entry | None
    wanted: int
    first: bool
    price: float
    lost: float
    repeat_factor: float
    uniform: float
    cohort: int = 0
    event: bool = False
    orders: int = 0


@dataclass(slots=True)
class Due:
    """Orders expected on a coming day; ``cohort`` of them are first repeats of early customers."""

    orders: int = 0
    cohort: int = 0


class Storefront:
    """Sell through one season; takes captured offers in, remembers what each one brought."""

    def __init__(self, env: simpy.Environment, season: Season) -> None:
        self.env = env
        self.season = season
        self.scenario = season.scenario
        self.shelf = Shelf(self.scenario.supply)
        self.days: list[Day] = []
        self.cohort = 0
        self.cohort_returned = 0
        self.on_settled: Callable[[Entry, int], None] = lambda entry, value: None
        self._events: list[Entry] = []
        self._due: dict[int, dict[tuple[int, bool], Due]] = defaultdict(dict)
        self._sources: dict[int, Entry] = {}
        self._reviews: list[tuple[int, Entry]] = []
        self._spend_today = 0
        self._lags = _lag_table(self.scenario.demand.repeat_delay_days)
        self._backlog = 0
        last = max([self.scenario.days, *(o.event_day + o.event_days for o in season.offers)])
        self.last_day = last + RUN_OUT_DAYS

    def can_hold(self, orders: float, share: float) -> bool:
        """Tell whether ``orders`` fit into this share of the free stock."""
        return orders <= share * self.shelf.free

    def book(self, entry: Entry, expected_orders: float) -> None:
        """Take a captured offer in: pay its cash cost, hold stock for it, await its visits."""
        self._events.append(entry)
        self._sources[entry.offer.number] = entry
        self._spend_today += entry.offer.cash_cost
        entry.deal_value -= entry.offer.cash_cost
        self.shelf.hold(entry.offer.number, round(expected_orders))

    def run(self) -> Generator[simpy.Event, Any, None]:
        """Close every day at midnight, through the season and its run-out."""
        for day in range(self.last_day):
            yield until(self.env, (day + 1) * DAY)
            self._close(day)

    def _close(self, day: int) -> None:
        in_season = day < self.scenario.days
        self.shelf.open_day(day, in_season=in_season)
        self._start_trials(day)
        streams = self._demand(day)
        wanted = sum(stream.wanted for stream in streams)
        oversold, lost = self.shelf.sell(streams, day)
        late_share = self._dispatch(sum(stream.orders for stream in streams))
        visits = self._visits(day) + round(
            sum(s.orders for s in streams if not s.first)
            / self.scenario.demand.returning_conversion
        )
        contribution = self._earn(day, streams)
        for stream in streams:
            self._await_repeats(day, stream, late_share)
        self._record(day, streams, visits, contribution, oversold, lost, wanted)
        self._settle(day)

    def _start_trials(self, day: int) -> None:
        demand = self.scenario.demand
        for entry in self._events:
            if entry.offer.event_day == day and (packs := trial_packs(entry.offer)):
                expected = packs * demand.trial_follow_on * demand.trial_orders
                self._schedule(day, entry, True, whole(expected, entry.offer.u_repeat), 0)
                self._reviews.append((day + demand.review_days, entry))
        if day < self.scenario.days and demand.trial_packs_month:
            packs_today = demand.trial_packs_month / 30.4375
            expected = packs_today * demand.trial_follow_on * demand.trial_orders
            self._schedule(
                day, None, True, whole(expected, turned(self.season.u_repeat[day], 7)), 0
            )

    def _demand(self, day: int) -> list[Stream]:
        """Return the day's streams of demand: returning customers first, then the store, events."""
        served = self._served(day)
        streams = [self._due_stream(day, key, due) for key, due in self._due.pop(day, {}).items()]
        if day < self.scenario.days:
            streams.append(self._organic(day, served))
            streams.extend(self._special_pack(day))
        streams.extend(self._event(day, entry, served) for entry in self._live(day))
        return streams

    def _due_stream(self, day: int, key: tuple[int, bool], due: Due) -> Stream:
        source, first = key
        entry = self._sources.get(source)
        uniform = entry.offer.u_repeat if entry else self.season.u_repeat[day % self.scenario.days]
        return Stream(
            entry=entry,
            wanted=due.orders,
            first=first,
            price=self.scenario.economics.order_value,
            lost=0.0,
            repeat_factor=1.0,
            uniform=turned(uniform, day + 2),
            cohort=due.cohort,
        )

    def _organic(self, day: int, served: float) -> Stream:
        conversion = self.scenario.demand.conversion + self._uplift(day)
        expected = self.season.organic_visits[day] * conversion * served
        return Stream(
            entry=None,
            wanted=whole(expected, self.season.u_organic[day]),
            first=True,
            price=self.scenario.economics.order_value,
            lost=0.0,
            repeat_factor=1.0,
            uniform=self.season.u_repeat[day],
        )

    def _special_pack(self, day: int) -> list[Stream]:
        """Return the store's own group buying: a special pack, never a listed SKU (宁送不折)."""
        demand, every = self.scenario.demand, self.scenario.demand.special_pack_every_days
        if not demand.special_packs or not every or day % every != every - 1:
            return []
        full = self.scenario.economics.margin
        lost = full - demand.special_pack_contribution / demand.special_pack_price
        return [
            Stream(
                entry=None,
                wanted=demand.special_packs,
                first=True,
                price=demand.special_pack_price,
                lost=lost,
                repeat_factor=demand.special_pack_repeat / demand.repeat if demand.repeat else 0.0,
                uniform=turned(self.season.u_repeat[day], 11),
            )
        ]

    def _event(self, day: int, entry: Entry, served: float) -> Stream:
        offer, kind = entry.offer, entry.offer.kind
        nth = day - offer.event_day
        expected = self._event_visits(entry, day) * kind.conversion * served
        return Stream(
            entry=entry,
            wanted=whole(expected, offer.u_orders[nth]),
            first=True,
            price=self.scenario.economics.order_value * kind.order_value_factor,
            lost=kind.margin_lost,
            repeat_factor=kind.repeat_factor,
            uniform=turned(offer.u_repeat, nth + 1),
            event=True,
        )

    def _live(self, day: int) -> list[Entry]:
        return [
            entry
            for entry in self._events
            if entry.offer.event_day <= day < entry.offer.event_day + entry.offer.event_days
        ]

    def _event_visits(self, entry: Entry, day: int) -> int:
        nth, days = day - entry.offer.event_day, entry.offer.event_days
        each, rest = divmod(entry.offer.visitors, days)
        return each + (1 if nth < rest else 0)

    def _visits(self, day: int) -> int:
        organic = self.season.organic_visits[day] if day < self.scenario.days else 0
        return organic + sum(self._event_visits(entry, day) for entry in self._live(day))

    def _served(self, day: int) -> float:
        """Return the share of conversion that customer service can keep up with, in (0, 1]."""
        supply = self.scenario.supply
        chats = self._visits(day) * supply.chat_share
        if chats <= supply.chats_per_day:
            return 1.0
        return 1.0 - supply.unserved_loss * (1.0 - supply.chats_per_day / chats)

    def _uplift(self, day: int) -> float:
        demand = self.scenario.demand
        running = sum(demand.review_uplift for until, _ in self._reviews if day < until)
        return min(running, demand.review_uplift_cap)

    def _dispatch(self, orders: int) -> float:
        """Send what the packing line can and return the share of the day's orders that is late."""
        self._backlog = max(0, self._backlog + orders - self.scenario.supply.parcels_per_day)
        return min(1.0, self._backlog / orders) if orders else 0.0

    def _earn(self, day: int, streams: list[Stream]) -> int:
        """Return the day's contribution from orders, and credit each offer with its part."""
        total = 0
        for stream in streams:
            sales = stream.orders * stream.price
            earned = round(order_contribution(self.scenario, sales, stream.orders, stream.lost))
            total += earned
            if stream.entry is not None:
                total -= self._credit(day, stream, stream.entry, round(sales), earned)
        self._credit_reviews(day)
        return total

    def _credit(self, day: int, stream: Stream, entry: Entry, sales: int, earned: int) -> int:
        """Credit an offer with a stream of orders; return the brand damage that it did."""
        damage = 0
        if stream.event:
            entry.orders += stream.orders
            entry.sales += sales
            if entry.decision.breaks_red_line:
                damage = round(self.scenario.economics.brand_damage * sales)
                entry.brand_damage += damage
        if day < entry.offer.event_day + FOLLOW_ON_DAYS:
            entry.deal_value += earned - damage
        return damage

    def _credit_reviews(self, day: int) -> None:
        """Credit trials with the orders that their reviews bring; the orders are the store's."""
        running = [entry for until, entry in self._reviews if day < until]
        if running and day < self.scenario.days:
            extra = self.season.organic_visits[day] * self._uplift(day) / len(running)
            for entry in running:
                entry.deal_value += round(extra * follow_on_contribution(self.scenario))

    def _await_repeats(self, day: int, stream: Stream, late_share: float) -> None:
        """Schedule the further orders of today's customers; late parcels lose some of them."""
        kept = 1.0 - late_share * self.scenario.supply.late_repeat_loss
        chance = self.scenario.demand.repeat * stream.repeat_factor * kept
        repeats = whole(stream.orders * min(chance, 1.0), stream.uniform)
        early = stream.first and 2 * (day + 1) <= self.scenario.days
        if early:
            self.cohort += stream.orders
        self._schedule(day, stream.entry, False, repeats, repeats if early else 0)

    def _schedule(
        self, day: int, entry: Entry | None, first: bool, orders: int, cohort: int
    ) -> None:
        """Spread orders over the coming days by the law of the repeat delay, evenly in its luck."""
        source = entry.offer.number if entry else -1
        start = turned(self.season.u_repeat[day % self.scenario.days], source + 3)
        for nth in range(orders):
            lag = self._lags[int((nth + start) / orders * LAG_STEPS)]
            due = self._due[day + lag].setdefault((source, first), Due())
            due.orders += 1
            due.cohort += nth < cohort

    def _record(
        self,
        day: int,
        streams: list[Stream],
        visits: int,
        contribution: int,
        oversold: int,
        lost: int,
        wanted: int,
    ) -> None:
        in_season = day < self.scenario.days
        orders = sum(stream.orders for stream in streams)
        sales = round(sum(stream.orders * stream.price for stream in streams))
        errors, hours = self._keying(day, orders)
        errors += oversold * self.scenario.supply.oversell_cost
        packs = self.scenario.demand.trial_packs_month / 30.4375 if in_season else 0.0
        spend = self._spend_today + round(packs * self.scenario.demand.trial_pack_cost)
        self._spend_today = 0
        if in_season:
            self.cohort_returned += sum(min(s.cohort, s.orders) for s in streams)
        kept = 1.0 - self.scenario.economics.returns
        self.days.append(
            Day(
                day=day,
                visits=visits,
                first_orders=sum(stream.orders for stream in streams if stream.first),
                repeat_orders=sum(stream.orders for stream in streams if not stream.first),
                sales=sales,
                contribution=contribution - spend - errors,
                spend=spend,
                lost_orders=lost,
                oversold=oversold,
                error_cost=errors,
                keying_hours=hours,
                late_parcels=min(self._backlog, orders),
                stock=self.shelf.stock,
                shops_sales=self.season.shops_sales[day] if in_season else 0,
                commission=round(sales * kept * self.scenario.agency.commission),
            )
        )

    def _keying(self, day: int, orders: int) -> tuple[int, float]:
        """Return what hand-keying costs before the API: money in fen, and clerks' hours."""
        supply = self.scenario.supply
        if day >= supply.api_from:
            return 0, 0.0
        hours = orders * supply.keying_minutes / 60
        return round(
            hours * supply.clerk_hour + orders * supply.keying_error * supply.error_cost
        ), hours

    def _settle(self, day: int) -> None:
        """Settle the events that end today: what they brought plus what their customers will."""
        for entry in self._events:
            offer = entry.offer
            if offer.event_day + offer.event_days - 1 == day and entry.fate is Fate.CAPTURED:
                self.shelf.let_go(offer.number)
                coming = follow_on_value(self.scenario, offer, entry.orders)
                self.on_settled(entry, entry.deal_value + round(coming))


def _lag_table(law: Any) -> tuple[int, ...]:
    """Return the delays in days of the repeat law at ``LAG_STEPS`` evenly spaced chances."""
    chances = ((step + 0.5) / LAG_STEPS for step in range(LAG_STEPS))
    return tuple(
        max(1, round(law.scale * (-log(1.0 - chance)) ** (1.0 / law.shape))) for chance in chances
    )
