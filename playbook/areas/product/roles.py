"""Give every SKU its role in the range: hero, traffic, image, profit or gift."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import median

from playbook.areas.product.hero import HeroScore, hero_score
from playbook.clients.sku import Sku
from playbook.clients.skus import SkuList
from sim.tables.read import by_key
from sim.tables.rows import Row

HERO, TRAFFIC, PROFIT, IMAGE, GIFT = "hero", "traffic", "profit", "image", "gift"


@dataclass(frozen=True, kw_only=True)
class Range:
    """A SKU list in which a gift costs ``gift_share`` of an order, with scores and roles."""

    listed: SkuList
    gift_share: float

    @cached_property
    def scores(self) -> tuple[HeroScore, ...]:
        """Return the scores of all SKUs that are sold, the best hero first."""
        scored = (hero_score(sku, self.gift_share) for sku in self.listed.sold)
        return tuple(sorted(scored, key=lambda score: score.rank))

    @cached_property
    def heroes(self) -> tuple[HeroScore, ...]:
        """Return the heroes: up to five that pass every test, or the nearest three.

        A SKU without a forecast is never a hero.
        """
        guide = role_table()[HERO]
        least, most = round(guide.number("low")), round(guide.number("value"))
        able = [score for score in self.scores if score.sku.units_per_month > 0]
        sound = [score for score in able[:most] if score.tier == 0]
        return tuple(sound if len(sound) >= least else able[:least])

    @property
    def hero_share(self) -> float:
        """Return the heroes' share of the forecast sales; 0 where nothing is forecast."""
        sales = self.listed.sales_month_cny
        return sum(score.sku.sales_month_cny for score in self.heroes) / sales if sales else 0.0

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Return the role of every SKU, by its code."""
        roles = {sku.code: GIFT for sku in self.listed.gifts}
        roles |= {score.sku.code: HERO for score in self.heroes}
        middle = median(sku.store_price_cny for sku in self.listed.sold)
        cheap = (
            score.sku
            for score in self.scores
            if score.sku.store_price_cny <= middle
            and score.sku.one_photo
            and score.measured["margin_after_gift"] >= 0
        )
        dear = (sku for sku in self.listed.sold if sku.store_price_cny > middle)
        self._give(roles, TRAFFIC, cheap, by=lambda sku: -sku.units_per_month)
        self._give(roles, IMAGE, dear, by=lambda sku: -sku.store_price_cny)
        return {sku.code: roles.get(sku.code, PROFIT) for sku in self.listed.skus}

    def of_role(self, role: str) -> tuple[Sku, ...]:
        """Return the SKUs of one role, in the order of the list."""
        return tuple(sku for sku in self.listed.skus if self.roles[sku.code] == role)

    def _give(
        self, roles: dict[str, str], role: str, able: Iterable[Sku], by: Callable[[Sku], float]
    ) -> None:
        """Give a role to its share of the range; ties go to the lower price, then the code."""
        wanted = math.floor(role_table()[role].number("value") * len(self.listed.sold) + 0.5)
        free = (sku for sku in able if sku.code not in roles)
        ranked = sorted(free, key=lambda sku: (by(sku), sku.store_price_cny, sku.code))
        roles |= {sku.code: role for sku in ranked[:wanted]}


@cache
def role_table() -> Mapping[str, Row]:
    """Return the rows of ``data/product/sku_roles.csv`` by role, in the order they are shown."""
    return by_key("product/sku_roles")
