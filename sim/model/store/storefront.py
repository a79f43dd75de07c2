"""The storefront (旗舰店), day by day: it sells, ships, earns, and settles what offers brought."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

import simpy

from sim.model.clock import now, until
from sim.model.ledger import Day, Decision, Entry
from sim.model.offers import (
    FOLLOW_ON_DAYS,
    displaced_orders,
    follow_on_contribution,
    follow_on_value,
    order_contribution,
)
from sim.model.offers import trial_packs as packs_of
from sim.model.rules import penalty, turned, whole
from sim.model.season import Season
from sim.model.store.customers import Customers, Demanded
from sim.model.store.shelf import Shelf
from sim.model.store.visitors import Visitors
from sim.model.units import DAY, DAYS_A_MONTH

Settled = Callable[[Entry, int], None]

RUN_OUT_DAYS = FOLLOW_ON_DAYS
"""For so long after the season's end what was begun is sold out, the same in every world: events
that were taken, repeat orders, and what reviews add; the store's own visitors no longer count."""


class Storefront:  # one class: the story of a day, from its deliveries to its record
    """Sell through one season; take captured offers in, and remember what each one brought."""

    def __init__(self, env: simpy.Environment, season: Season) -> None:
        self.env = env
        self.season = season
        self.scenario = season.scenario
        self.shelf = Shelf(self.scenario.supply)
        self.visitors = Visitors(season)
        self.customers = Customers(season)
        self.days: list[Day] = []
        self._spent_today = 0
        self._backlog = 0
        self._ordinary = follow_on_contribution(self.scenario)

    def holdable(self, orders: float, share: float | None) -> float:
        """Return the part of a deal for which this share of the free stock is enough, in [0, 1].

        It is 0 where less than the least share of the deal could be held, under every regime.
        """
        if share is None or orders <= 0.0:
            return 1.0
        part = min(1.0, share * self.shelf.free / orders)
        return part if part >= self.scenario.chain.least_share else 0.0

    def takes(self, decision: Decision, orders: float, share: float | None) -> bool:
        """Tell whether a deal can be held; leave on the decision which part of it, or why not."""
        part = self.holdable(orders, share)
        if not part:
            decision.reason = "stock"
            return False
        decision.taken = part
        return True

    def book(self, entry: Entry, expected_orders: float) -> None:
        """Take a captured offer in: pay its cash cost, hold stock for it, await its visits.

        For an event that is over by then nothing is held: nobody would let go of it.
        """
        self.visitors.expect(entry)
        self._spent_today += entry.cash_cost
        entry.deal_value -= entry.cash_cost
        over = (entry.offer.event_day + entry.offer.event_days) * DAY
        if now(self.env) < over:
            self.shelf.hold(entry.offer.number, round(expected_orders * entry.decision.taken))

    def run(self, settled: Settled) -> Generator[simpy.Event, Any, None]:
        """Close every day at midnight, through the season and its run-out.

        ``settled`` is told each offer whose event has ended, and its deal value in fen.
        """
        for day in range(self.scenario.days + RUN_OUT_DAYS):
            yield until(self.env, (day + 1) * DAY)
            self._open(day)
            self._close(day)
            for entry, value in self._ended(day):
                settled(entry, value)

    def _open(self, day: int) -> None:
        """Take deliveries in, and hand out the day's trial packs."""
        in_season = day < self.scenario.days
        self.shelf.open_day(day, in_season=in_season)
        for entry in self.visitors.starting.get(day, ()):
            packs = packs_of(entry.offer) * entry.decision.taken
            self.customers.await_triers(day, entry, packs, entry.offer.u_repeat)
            self.visitors.start_reviews(day, entry)
        if in_season:
            self.customers.await_own_triers(day)

    def _close(self, day: int) -> None:
        """Sell what is wanted, ship what can be shipped, and write the day down."""
        demands = self.customers.arriving(day) + self.visitors.wanting(day)
        oversold, lost = self.shelf.sell(demands, day)
        late_share = self._dispatch(sum(demanded.orders for demanded in demands))
        displaced = self._displaced(day, demands)
        contribution = self._earn(day, demands) - round(displaced * self._ordinary)
        for demanded in demands:
            self.customers.await_repeats(day, demanded, late_share)
        if day < self.scenario.days:
            self.customers.note_returned(demands)
        self._record(day, demands, displaced, contribution, oversold, lost)

    def _dispatch(self, orders: int) -> float:
        """Send what the packing line can and return the share of the day's orders that is late."""
        self._backlog = max(0, self._backlog + orders - self.scenario.supply.parcels_per_day)
        return min(1.0, self._backlog / orders) if orders else 0.0

    def _earn(self, day: int, demands: list[Demanded]) -> int:
        """Return the day's contribution from orders, and credit each offer with its part."""
        total = 0
        for demanded in demands:
            sales = demanded.orders * demanded.price
            earned = round(order_contribution(self.scenario, sales, demanded.orders, demanded.lost))
            total += earned
            if demanded.entry is not None:
                total -= self._credit(day, demanded, demanded.entry, round(sales), earned)
        self._credit_reviews(day)
        return total

    def _credit(self, day: int, demanded: Demanded, entry: Entry, sales: int, earned: int) -> int:
        """Credit an offer with orders that it brought; return the brand damage that it did."""
        damage = 0
        if demanded.event:
            entry.orders += demanded.orders
            entry.sales += sales
            if entry.decision.breaks_red_line:
                damage = round(self.scenario.economics.brand_damage * sales)
                entry.brand_damage += damage
            entry.deal_value -= self._penalty(demanded)
            entry.deal_value -= demanded.cancelled * self.scenario.supply.oversell_cost
        if day < entry.offer.event_day + FOLLOW_ON_DAYS:
            entry.deal_value += earned - damage
        return damage

    def _penalty(self, demanded: Demanded) -> int:
        """Return what the platform asks for promised orders that were cancelled, in fen."""
        return penalty(self.scenario.supply.penalty, demanded.cancelled, demanded.price)

    def _displaced(self, day: int, demands: list[Demanded]) -> int:
        """Return the orders at list price that the store lost to its events, and charge them.

        They are the store's own or its shops'; the events are charged with what they would have
        left.
        """
        demand, total = self.scenario.demand, 0.0
        for demanded in demands:
            if demanded.event and demanded.entry is not None:
                factor = demanded.entry.offer.kind.order_value_factor
                own = demand.cannibalised * demanded.orders * factor
                demanded.entry.deal_value -= round(own * self._ordinary)
                total += own
        total += self._stayed_away(day)
        return whole(total, turned(self.season.u_repeat[day], 13))

    def _stayed_away(self, day: int) -> float:
        """Return the orders of who remembers a price below list, and charge the events with them.

        Each visit remembers once, however many events there were: together they reach all visits
        at the most.
        """
        remembering = self.visitors.remembering(day)
        seen = sum(share for _, share in remembering)
        if not seen:
            return 0.0
        demand = self.scenario.demand
        away = self.season.organic_visits[day] * demand.conversion * demand.price_memory
        away *= min(1.0, seen)
        for entry, share in remembering:
            entry.deal_value -= round(away * share / seen * self._ordinary)
        return away

    def _credit_reviews(self, day: int) -> None:
        """Credit trials with the orders that their reviews bring; the orders are the store's."""
        running = self.visitors.reviewed(day)
        if running:
            extra = self.season.organic_visits[day] * self.visitors.uplift(day)
            extra *= self.visitors.served(day) / len(running)
            for entry in running:
                entry.deal_value += round(extra * self._ordinary)

    def _record(
        self,
        day: int,
        demands: list[Demanded],
        displaced: int,
        contribution: int,
        oversold: int,
        lost: int,
    ) -> None:
        in_season = day < self.scenario.days
        demand, economics = self.scenario.demand, self.scenario.economics
        first = sum(demanded.orders for demanded in demands if demanded.first) - displaced
        again = sum(demanded.orders for demanded in demands if not demanded.first)
        sales = round(sum(demanded.orders * demanded.price for demanded in demands))
        sales -= displaced * economics.order_value
        errors, hours = self._keying(day, first + again)
        errors += oversold * self.scenario.supply.oversell_cost + sum(map(self._penalty, demands))
        own_packs = demand.trial_packs_month / DAYS_A_MONTH if in_season else 0.0
        spend = self._spent_today + round(own_packs * demand.trial_pack_cost)
        self._spent_today = 0
        self.days.append(
            Day(
                day=day,
                visits=self.visitors.visits(day) + round(again / demand.returning_conversion),
                visit_orders=sum(d.orders for d in demands if d.visited) - displaced,
                first_orders=first,
                repeat_orders=again,
                sales=sales,
                displaced=displaced,
                contribution=contribution - spend - errors,
                spend=spend,
                lost_orders=lost,
                oversold=oversold,
                error_cost=errors,
                keying_hours=hours,
                late_parcels=min(self._backlog, first + again),
                stock=self.shelf.stock,
                shops_sales=self.season.shops_sales[day] if in_season else 0,
                commission=round(
                    sales * (1.0 - economics.returns) * self.scenario.agency.commission
                ),
            )
        )

    def _keying(self, day: int, orders: int) -> tuple[int, float]:
        """Return what hand-keying costs before the API: money in fen, and clerks' hours."""
        supply = self.scenario.supply
        if day >= supply.api_from:
            return 0, 0.0
        hours = orders * supply.keying_minutes / 60
        errors = orders * supply.keying_error * supply.error_cost
        return round(hours * supply.clerk_hour + errors), hours

    def _ended(self, day: int) -> Iterator[tuple[Entry, int]]:
        """Give the events that end today with what they brought plus what their customers will."""
        for entry in self.visitors.ending.get(day, ()):
            self.shelf.let_go(entry.offer.number)
            offer, taken = entry.offer, entry.decision.taken
            coming = follow_on_value(self.scenario, offer, entry.orders, taken)
            displaced = displaced_orders(self.scenario, offer, 0.0, entry.visitors)
            coming -= displaced * self._ordinary
            yield entry, entry.deal_value + round(coming)
