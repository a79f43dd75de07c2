"""The facts of a client that the logistics plan needs, and nothing more of the client file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from playbook.areas.logistics.demand import MonthOrders, months_of
from playbook.areas.operations.campaigns import campaigns_of
from playbook.areas.operations.facts import OperationsFacts
from playbook.areas.operations.targets import tree_of
from sim.client.schema import StoreSection, SupplySection, WarehouseSection
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class LogisticsFacts:
    """The client's orders by month, and what its warehouse, carriers and clerks can do.

    ``warehouse`` is None where the client file does not tell of it.
    """

    client: str
    era: str
    as_of: date
    go_live: date
    months: tuple[MonthOrders, ...]
    store: StoreSection
    supply: SupplySection
    warehouse: WarehouseSection | None

    @property
    def linked(self) -> bool:
        """Return whether the interface stands before the first order is sold."""
        return self.supply.api_from <= max(self.go_live, self.months[0].first)

    @property
    def outside(self) -> bool:
        """Return whether a third party runs the warehouse."""
        return self.warehouse is not None and not self.warehouse.own

    @cached_property
    def busiest(self) -> MonthOrders:
        """Return the month whose normal day has the most orders."""
        return max(self.months, key=lambda month: month.a_day)

    @cached_property
    def peak_factor(self) -> float:
        """Return how many normal days' orders the busiest campaign day brings."""
        return rule(f"logistics.peak_factor_{self.era}").value

    @property
    def peak_orders(self) -> float:
        """Return the orders of the busiest campaign day."""
        return self.busiest.a_day * self.peak_factor

    @property
    def peak_parcels(self) -> float:
        """Return the parcels a day that send the busiest day's orders in the days allowed."""
        return self.peak_orders / rule("logistics.peak_dispatch_days").value


def logistics_facts(operations: OperationsFacts) -> LogisticsFacts:
    """Return what the logistics of a client reckon with: the orders of its operations' tree."""
    file = operations.file
    tree = tree_of(operations, campaigns_of(operations))
    supply, go_live = file.supply, file.project.go_live
    return LogisticsFacts(
        client=file.client.name,
        era=file.client.era,
        as_of=file.client.as_of,
        go_live=go_live,
        months=months_of(tree, operations, supply.api_from, go_live),
        store=file.store,
        supply=supply,
        warehouse=file.warehouse,
    )
