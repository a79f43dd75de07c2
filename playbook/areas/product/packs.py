"""Which packs a range cannot fill: a sample pack for a trial, a special pack for group buying."""

from __future__ import annotations

from collections.abc import Collection

from playbook.areas.product.gifts import sample_pack
from playbook.clients.sku import Sku
from playbook.engagement.engagement import Engagement, sku_list
from sim.client.schema import StoreSection


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
