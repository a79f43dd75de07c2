"""Plan what is given instead of a discount: the gift ladder and the sample pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from playbook.clients.sku import Sku
from playbook.engagement.engagement import Engagement, sku_list
from sim.client.schema import StoreSection
from sim.tables.read import read_table
from sim.tables.rules import rule

# Two pieces of one kind show it; a third shows nothing new.
_PIECES_A_CATEGORY = 2


@dataclass(frozen=True, kw_only=True)
class GiftStep:
    """A step of the ladder: from which order value, and which share of it a gift may cost."""

    order_from_cny: float
    share: float

    @property
    def cost_most_cny(self) -> float:
        """Return what the gift may cost on the smallest order of the step."""
        return round(self.order_from_cny * self.share, 2)

    def fitting(self, gifts: Iterable[Sku]) -> tuple[Sku, ...]:
        """Return the gifts in stock that the step can pay, the most precious first.

        Ties in list price go to the cheaper gift, then to the code.
        """
        able = (g for g in gifts if g.stock_units > 0 and g.unit_cost_cny <= self.cost_most_cny)
        return tuple(sorted(able, key=lambda g: (-g.list_price_cny, g.unit_cost_cny, g.code)))


@cache
def gift_ladder() -> tuple[GiftStep, ...]:
    """Return the steps of ``data/product/gift_ladder.csv``, the lowest first."""
    steps = (
        GiftStep(order_from_cny=r.number("order_from_cny"), share=r.number("value"))
        for r in read_table("product/gift_ladder")
    )
    return tuple(sorted(steps, key=lambda step: step.order_from_cny))


def step_of(order_value_cny: float) -> GiftStep:
    """Return the step that an order reaches.

    >>> step_of(150).order_from_cny, step_of(150).share
    (99.0, 0.08)
    """
    return [s for s in gift_ladder() if s.order_from_cny <= order_value_cny][-1]


@dataclass(frozen=True, kw_only=True)
class SamplePack:
    """The pieces of a sample pack and what it costs with its insert."""

    pieces: tuple[Sku, ...]
    insert_cny: float
    cost_most_cny: float

    @property
    def cost_cny(self) -> float:
        """Return the cost of one pack, its insert included."""
        return self.insert_cny + sum(piece.unit_cost_cny for piece in self.pieces)

    @property
    def is_full(self) -> bool:
        """Return whether enough pieces fit into the cost."""
        return len(self.pieces) >= rule("product.sample_pieces_least").value


def sample_pack(skus: Iterable[Sku]) -> SamplePack:
    """Return the pack of most pieces: the cheapest in stock first, at most two of a category."""
    insert, dearest = rule("product.sample_insert_cny").value, rule("product.sample_cost_cny").value
    pieces_most = rule("product.sample_pieces_most").value
    pieces: list[Sku] = []
    taken: Counter[str] = Counter()
    cost = insert
    for sku in sorted(skus, key=lambda sku: (sku.unit_cost_cny, sku.code)):
        if len(pieces) == pieces_most or cost + sku.unit_cost_cny > dearest:
            break
        if sku.stock_units > 0 and taken[sku.category] < _PIECES_A_CATEGORY:
            pieces.append(sku)
            taken[sku.category] += 1
            cost += sku.unit_cost_cny
    return SamplePack(pieces=tuple(pieces), insert_cny=insert, cost_most_cny=dearest)


def lacking_packs(skus: Collection[Sku], store: StoreSection) -> frozenset[str]:
    """Return the levers, ``trial`` and ``group``, that the list has no pack for.

    What the client file plans itself (packs a month, special packs) is taken as possible. A
    special pack is possible where an article costs no more than its price leaves for goods.
    """
    found = set()
    if not store.trial_packs_per_month and not sample_pack(skus).is_full:
        found.add("trial")
    goods = store.special_pack_price_cny - store.special_pack_contribution_cny - store.parcel_cny
    costs = [sku.unit_cost_cny for sku in skus if not sku.gift_only]
    if not store.special_packs and costs and min(costs) > goods:
        found.add("group")
    return frozenset(found)


def packs_lacking(engagement: Engagement) -> frozenset[str]:
    """Return the levers that the client's SKU list has no pack for; none where it has no list."""
    listed = sku_list(engagement)
    return (
        frozenset() if listed is None else lacking_packs(listed.skus, engagement.client.file.store)
    )
