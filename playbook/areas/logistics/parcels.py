"""Work out parcels, packaging and returns of a month, and whether a second carrier is needed."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.areas.logistics.demand import MonthOrders, WarehouseDemand
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class ParcelMonth:
    """The parcels and returns of one month, with what they cost."""

    month: MonthOrders
    parcels: float
    carriers_cny: float
    packaging_cny: float
    returns: float
    returns_cny: float
    return_hours: float

    @property
    def cost_cny(self) -> float:
        """Return all three costs."""
        return self.carriers_cny + self.packaging_cny + self.returns_cny


def parcel_month(demand: WarehouseDemand, month: MonthOrders) -> ParcelMonth:
    """Return a month's parcels and returns by the client's rates."""
    parcels = month.in_month
    returns = parcels * demand.file.store.return_share
    return ParcelMonth(
        month=month,
        parcels=parcels,
        carriers_cny=parcels * demand.file.store.parcel_cny,
        packaging_cny=parcels * rule("logistics.packaging_cny").value,
        returns=returns,
        returns_cny=returns * demand.file.store.return_parcel_cny,
        return_hours=returns * rule("logistics.return_handling_min").value / 60,
    )


def uncollected(demand: WarehouseDemand) -> float | None:
    """Return the parcels a day of the campaign that nobody collects; None if unknown."""
    house = demand.file.warehouse
    if house is None or house.collected_per_day is None:
        return None
    return max(0.0, demand.peak_parcels - house.collected_per_day)
