"""Test which SKUs can carry the store's opening, and score every SKU by the same tests."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from playbook.clients.sku import Sku
from playbook.words.language import localised
from sim.tables.read import read_table


@dataclass(frozen=True, kw_only=True)
class HeroRule:
    """One test of ``data/product/hero_rules.csv``: a threshold, and the points for passing it."""

    rule_id: str
    names: Mapping[str, object]
    at_least: bool
    threshold: float
    weight: float
    mendable: bool

    @property
    def name(self) -> str:
        """Return the name in the language spoken."""
        return localised(self.names, "name")

    def attained(self, measured: float) -> float:
        """Return how far the test is met: 1 when passed, else the ratio to the threshold, >= 0."""
        if self.passes(measured):
            return 1.0
        ratio = measured / self.threshold if self.at_least else self.threshold / measured
        return max(0.0, ratio)

    def passes(self, measured: float) -> bool:
        """Return whether the test is passed; equal to the threshold is passed."""
        # 1 - 0.37 - 0.08 falls short of 0.55 in binary only.
        measured = round(measured, 9)
        return measured >= self.threshold if self.at_least else measured <= self.threshold


@dataclass(frozen=True, kw_only=True)
class HeroScore:
    """What each test measured on one SKU, and what follows."""

    sku: Sku
    measured: Mapping[str, float]

    @property
    def failed(self) -> tuple[HeroRule, ...]:
        """Return the tests that the SKU does not pass."""
        return tuple(r for r in hero_rules() if not r.passes(self.measured[r.rule_id]))

    @property
    def score(self) -> float:
        """Return the weighted tests, in [0, 100]; 100 only if all are passed."""
        rules = hero_rules()
        total = sum(rule.weight for rule in rules)
        met = sum(rule.weight * rule.attained(self.measured[rule.rule_id]) for rule in rules)
        return 100 * met / total

    @property
    def shown(self) -> float:
        """Return the score to one decimal, cut off: only a hero that passes all shows 100."""
        return math.floor(round(self.score, 6) * 10) / 10

    @property
    def tier(self) -> int:
        """Return 0 if all tests are passed, 1 if the rest can be mended, else 2."""
        failed = self.failed
        return 0 if not failed else 1 if all(rule.mendable for rule in failed) else 2

    @property
    def rank(self) -> tuple[int, float, float, str]:
        """Return the key of the order of heroes: tier, score, monthly profit, code."""
        return self.tier, -round(self.score, 6), -round(self.sku.profit_month_cny, 2), self.sku.code


def hero_score(sku: Sku, gift_share: float) -> HeroScore:
    """Return the tests of one SKU when a gift costs ``gift_share`` of its price.

    What nobody buys twice has an endless cycle; stock without a forecast lasts for ever.
    """
    stock_days = sku.stock_days
    measured = {
        "margin_after_gift": sku.margin_share - gift_share,
        "cycle_days": math.inf if sku.cycle_days is None else float(sku.cycle_days),
        "weight_kg": sku.weight_kg,
        "one_photo": float(sku.one_photo),
        "stock_days": math.inf if stock_days is None else stock_days,
        "certificate": float(sku.certificate_ready),
    }
    return HeroScore(sku=sku, measured=measured)


@cache
def hero_rules() -> tuple[HeroRule, ...]:
    """Return the tests in the order of the table."""
    return tuple(
        HeroRule(
            rule_id=row.text("rule_id"),
            names=row,
            at_least=row["holds"] == "at_least",
            threshold=row.number("value"),
            weight=row.number("weight"),
            mendable=row.flag("mendable"),
        )
        for row in read_table("product/hero_rules")
    )
