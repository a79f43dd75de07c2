"""Work out who picks and packs so many parcels, and what the client's people lack for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from playbook.areas.logistics.demand import WarehouseDemand
from sim.tables.rules import rule


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
