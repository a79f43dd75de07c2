"""Work out the orders of a normal day, who picks and packs them, and who is lacking."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from playbook.engagement.campaigns import DatedCampaign, campaigns_of
from playbook.engagement.engagement import Engagement
from playbook.engagement.service import busiest_campaign
from playbook.engagement.targets import MonthTree, Tree, days_of, target_tree
from playbook.words.language import say_many
from playbook.words.wording import in_words
from sim.client.load import Client
from sim.client.schema import ClientFile
from sim.model.units import first_of_month
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class MonthOrders:
    """The orders of a normal day of one month, by where they come from.

    ``manual_days`` are those on which the store sells and the ERP link is manual.
    """

    first: date
    days: int
    own: float
    again: float
    offers: float
    manual_days: int

    @property
    def a_day(self) -> float:
        """Return the orders of a normal day."""
        return self.own + self.again + self.offers

    @property
    def in_month(self) -> float:
        """Return the orders of the month, calendar campaigns not counted."""
        return self.a_day * self.days


@dataclass(frozen=True, kw_only=True)
class WarehouseDemand:
    """The orders that a client's warehouse meets month by month, and on the busiest campaign day.

    What warehouse, carriers and clerks can do stands in the client's ``file``. ``event`` is the
    campaign whose days the service, too, is staffed for; None where none is open to the store.
    """

    file: ClientFile
    months: tuple[MonthOrders, ...]
    event: DatedCampaign | None = None

    @property
    def outside(self) -> bool:
        """Return whether a third party runs the warehouse."""
        return self.file.warehouse is not None and not self.file.warehouse.own

    @cached_property
    def busiest(self) -> MonthOrders:
        """Return the month whose normal day has the most orders."""
        return max(self.months, key=lambda month: month.a_day)

    @cached_property
    def peak_factor(self) -> float:
        """Return how many normal days' orders the busiest campaign day brings."""
        return rule(f"logistics.peak_factor_{self.file.client.era}").value

    @property
    def usual_peak(self) -> float:
        """Return the orders of a campaign day by the rule: so many times a normal day's."""
        return self.busiest.a_day * self.peak_factor

    @cached_property
    def event_orders(self) -> float:
        """Return the orders of a day of the campaign, if it is won, beside its month's own."""
        if self.event is None:
            return 0.0
        begins = first_of_month(self.event.starts)
        normal = next((one.a_day for one in self.months if one.first == begins), 0.0)
        return normal + self.event.orders / self.event.event_days

    @property
    def peak_orders(self) -> float:
        """Return the orders of the busiest campaign day: by the rule, or the campaign's if more."""
        return max(self.usual_peak, self.event_orders)

    @property
    def peak_parcels(self) -> float:
        """Return the parcels a day that send the busiest day's orders in the days allowed."""
        return self.peak_orders / rule("logistics.peak_dispatch_days").value


def demand_of(engagement: Engagement) -> WarehouseDemand:
    """Return what the warehouse of an engagement's client meets: the orders of its target tree."""
    return demand_by(target_tree(engagement), engagement.client)


def demand_by(tree: Tree, client: Client) -> WarehouseDemand:
    """Return what a client's warehouse meets by a target tree."""
    file = client.file
    by_hand = (file.project.go_live, file.supply.api_from)
    return WarehouseDemand(
        file=file,
        months=tuple(_month(one, by_hand) for one in tree.months),
        event=busiest_campaign(client, campaigns_of(client)),
    )


def _month(one: MonthTree, by_hand: tuple[date, date]) -> MonthOrders:
    days = list(days_of(one.month))
    begins, ends = by_hand
    return MonthOrders(
        first=one.month,
        days=len(days),
        own=one.organic.orders / len(days),
        again=one.returning_orders / len(days),
        offers=one.adhoc.orders / len(days),
        manual_days=sum(begins <= day < ends for day in days),
    )


def plain(value: float) -> str:
    """Return a number whose decimals are not shown when there are none.

    >>> plain(8.0), plain(2.2), plain(0.5)
    ('8', '2.2', '0.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def crew(pickers: int, packers: int) -> str:
    """Return how many pickers and packers; nobody is not named.

    >>> crew(2, 1), crew(0, 3)
    ('2 pickers and 1 packer', '3 packers')
    """
    named: Sequence[str] = [
        say_many("{n} picker", "{n} pickers", pickers) if pickers else "",
        say_many("{n} packer", "{n} packers", packers) if packers else "",
    ]
    return in_words([words for words in named if words])


def parcels(number: float) -> str:
    """Return a number of parcels.

    >>> parcels(1355.5), parcels(1)
    ('1,356 parcels', '1 parcel')
    """
    return say_many("{n} parcel", "{n} parcels", round(number))


def orders(number: float) -> str:
    """Return a number of orders.

    >>> orders(271.1)
    '271 orders'
    """
    return say_many("{n} order", "{n} orders", round(number))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A pick and pack line: ``lines_per_order``, hours of a shift, and what a person does an hour.

    Rates come from ``data/logistics/rules.csv`` unless told.
    """

    lines_per_order: float
    hours: float
    pick_rate: float
    pack_rate: float
    productive: float

    def pickers(self, parcels: float) -> int:
        """Return the pickers for so many parcels a day."""
        return people(parcels * self.lines_per_order, self.pick_rate, self.hours * self.productive)

    def packers(self, parcels: float) -> int:
        """Return the packers for so many parcels a day."""
        return people(parcels, self.pack_rate, self.hours * self.productive)

    def parcels(self, pickers: int, packers: int, overtime_h: float = 0.0) -> float:
        """Return the parcels a day that these people send; the slower of both steps decides."""
        hours = (self.hours + overtime_h) * self.productive
        picked = pickers * hours * self.pick_rate / self.lines_per_order
        return min(picked, packers * hours * self.pack_rate)


def people(work: float, rate: float, hours: float) -> int:
    """Return the people who do ``work`` at ``rate`` an hour in ``hours``.

    >>> people(289, 32, 5.6), people(0, 32, 5.6)
    (2, 0)
    """
    return math.ceil(round(work / (rate * hours), 9))


def standard_line(*, lines_per_order: float | None = None, hours: float = 8.0) -> Line:
    """Return the line by the rules."""
    return Line(
        lines_per_order=lines_per_order or rule("logistics.lines_per_order").value,
        hours=hours,
        pick_rate=rule("logistics.pick_lines_per_hour").value,
        pack_rate=rule("logistics.pack_parcels_per_hour").value,
        productive=rule("logistics.productive_share").value,
    )


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """What the client can send a day, held against what it must send."""

    demand: WarehouseDemand

    @property
    def line(self) -> Line:
        """Return the client's line."""
        house = self.demand.file.warehouse
        if house is None:
            return standard_line()
        return standard_line(lines_per_order=house.lines_per_order, hours=house.hours_per_day)

    @property
    def staffed(self) -> bool:
        """Return whether the client has people of its own whose number is known."""
        return self.demand.file.warehouse is not None and self.demand.file.warehouse.own

    def can_send(self, overtime_h: float = 0.0) -> int:
        """Return the parcels a day: people, packing line and collection; the least decides."""
        return min(self.limits(overtime_h).values())

    def limits(self, overtime_h: float = 0.0) -> dict[str, int]:
        """Return the parcels a day that each step lets through: people, packing, collection."""
        house, found = (
            self.demand.file.warehouse,
            {"packing": self.demand.file.supply.parcels_per_day},
        )
        if house is not None and self.staffed:
            sent = self.line.parcels(house.pickers, house.packers, overtime_h)
            found["people"] = math.floor(round(sent, 6))
        if house is not None and house.collected_per_day is not None:
            found["collection"] = house.collected_per_day
        return found

    def missing(self, parcels: float) -> tuple[int, int]:
        """Return the pickers and packers lacking for so many parcels a day without overtime."""
        house = self.demand.file.warehouse
        have = (house.pickers, house.packers) if house is not None and self.staffed else (0, 0)
        need = (self.line.pickers(parcels), self.line.packers(parcels))
        return max(0, need[0] - have[0]), max(0, need[1] - have[1])

    def temporary(self, parcels: float) -> int:
        """Return the temporary workers for a campaign, once the own people work overtime.

        All work the longer shift of the campaign, the temporary ones too.
        """
        house, more = self.demand.file.warehouse, rule("logistics.overtime_h").value
        long = standard_line(
            lines_per_order=self.line.lines_per_order, hours=self.line.hours + more
        )
        have = (house.pickers, house.packers) if house is not None and self.staffed else (0, 0)
        return max(0, long.pickers(parcels) - have[0]) + max(0, long.packers(parcels) - have[1])

    def temporary_cost_cny(self) -> float:
        """Return what the temporary workers of one campaign cost."""
        days = rule("logistics.peak_dispatch_days").value
        day_cny = rule(f"logistics.temp_day_cny_{self.demand.file.client.era}").value
        return self.temporary(self.demand.peak_parcels) * days * day_cny

    @property
    def floor_m2(self) -> float:
        """Return the floor that the opening stock takes."""
        return self.demand.file.supply.opening_stock_orders / rule("logistics.orders_per_m2").value
