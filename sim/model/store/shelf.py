"""The stock behind the storefront: factory lead time, reorders, holds, and overselling."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Protocol

from sim.model.scenario import Supply

RECENT_DAYS = 14


class Wanting(Protocol):
    """Anything that wants orders and is told how many it gets."""

    wanted: int
    orders: int

    @property
    def holder(self) -> int:
        """Return the number of the offer for whose event stock is held, or -1."""
        ...

    @property
    def promised(self) -> bool:
        """Tell whether what cannot be delivered was promised, and must be cancelled."""
        ...


class Shelf:
    """Keep the stock, counted in orders; ``free`` is what no captured event holds."""

    def __init__(self, supply: Supply) -> None:
        self.supply = supply
        self.stock = supply.opening_stock
        self._coming: list[tuple[int, int]] = []
        self._held: dict[int, int] = {}
        self._recent: deque[int] = deque(maxlen=RECENT_DAYS)

    @property
    def free(self) -> int:
        """Return the stock that is not held for an event, at least 0."""
        return max(0, self.stock - sum(self._held.values()))

    def hold(self, number: int, orders: int) -> None:
        """Set stock aside for the event of an offer, as far as there is any."""
        self._held[number] = min(orders, self.free)

    def let_go(self, number: int) -> None:
        """Free what is still held for an event."""
        self._held.pop(number, None)

    def open_day(self, day: int, *, in_season: bool) -> None:
        """Take in what the factory delivers today and reorder on review days."""
        self.stock += sum(orders for due, orders in self._coming if due <= day)
        self._coming = [(due, orders) for due, orders in self._coming if due > day]
        if in_season and day % self.supply.review_days == 0:
            missing = self._target() - self.stock - sum(orders for _, orders in self._coming)
            if missing > 0:
                self._coming.append((day + self.supply.lead_days, missing))

    def sell(self, demands: Sequence[Wanting], day: int) -> tuple[int, int]:
        """Give everybody what there is, in order; return (oversold, lost) orders.

        What is held for an event is sold to its visitors only. While the ERP link is manual the
        store goes on selling until the next synchronisation: that part of the excess is oversold
        and must be cancelled, as must all that was promised; the rest is never placed.
        """
        wanted = sum(demanded.wanted for demanded in demands)
        free = self.free
        for demanded in demands:
            held = self._held.get(demanded.holder, 0)
            demanded.orders = min(demanded.wanted, free + min(held, self.stock - free))
            self.stock -= demanded.orders
            from_hold = min(demanded.orders, held)
            free -= demanded.orders - from_hold
            if held:
                self._held[demanded.holder] = held - from_hold
        self._recent.append(wanted)
        missing = [(demanded.wanted - demanded.orders, demanded.promised) for demanded in demands]
        broken = sum(orders for orders, promised in missing if promised)
        excess = sum(orders for orders, _ in missing) - broken
        oversold = excess // self.supply.syncs_per_day if day < self.supply.api_from else 0
        return broken + oversold, excess - oversold

    def _target(self) -> int:
        recent = sum(self._recent) / len(self._recent) if self._recent else 0.0
        base = max(self.supply.opening_stock, round(recent * self.supply.cover_days))
        return base + sum(self._held.values())
