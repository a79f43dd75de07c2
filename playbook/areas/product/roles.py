"""Score which SKUs can carry the opening; give every SKU its role: hero, traffic, image, ...."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import median

from playbook.areas.product.words import SHOWN, label, left_out
from playbook.blocks import Block, Column, Heading, Prose, Table
from playbook.clients.load import SkuList
from playbook.clients.sku import Sku, fen
from playbook.words.language import localised, say
from playbook.words.wording import count, in_words, interval, sentences, share
from sim.tables.columns import Row
from sim.tables.read import by_key, read_table


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
        least, most = (round(role_table()[HERO].number(limit)) for limit in ("low", "value"))
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


def role_pages(plan: Range) -> list[Block]:
    """Return the roles with their guide, and the SKUs of the highest score."""
    heading = Heading(text=_title(plan), level=2)
    return [heading, Prose(text=_against_guide(plan)), _roles(plan), _scores(plan)]


def _title(plan: Range) -> str:
    sold = len(plan.listed.sold)
    return say(
        "{share} of the SKUs that are sold are there to earn",
        share=share(len(plan.of_role(PROFIT)) / sold),
    )


def _against_guide(plan: Range) -> str:
    sold = len(plan.listed.sold)
    outside = []
    for role, row in role_table().items():
        if not (row.has("low") and row.has("high")):
            continue
        number = len(plan.of_role(role))
        of_range = row["unit"] == "share of SKUs"
        part = number / sold if of_range else number
        if not row.number("low") <= part <= row.number("high"):
            name = localised(row, "name")
            shown = share(part) if of_range else count(part)
            outside.append(say("{name} at {part}", name=name, part=shown))
    if not outside:
        return say("Every role is inside its guide.")
    return say(
        "Outside the guide: {roles}. The guide is one of many ranges; the client decides whether "
        "to trim, to add or to stay.",
        roles=in_words(outside),
    )


def _roles(plan: Range) -> Table:
    sold, sales = len(plan.listed.sold), plan.listed.sales_month_cny
    rows = []
    for role, row in role_table().items():
        skus = plan.of_role(role)
        gift = not row.has("value")
        earned = sum(sku.sales_month_cny for sku in skus)
        rows.append(
            (
                localised(row, "name"),
                len(skus),
                None if gift else len(skus) / sold,
                _guide(row),
                earned / sales if sales and not gift else None,
                localised(row, "rule"),
            )
        )
    return Table(
        title=say("Each SKU has one role, by a stated rule"),
        columns=(
            Column(name=say("Role")),
            Column(name=say("SKUs"), format="integer"),
            Column(name=say("Share of SKUs sold"), format="share"),
            Column(name=say("Guide")),
            Column(name=say("Share of forecast sales"), format="share"),
            Column(name=say("Rule")),
        ),
        rows=tuple(rows),
        note=say(
            "The guides are our estimates. A share of SKUs is taken of those that are sold; ties "
            "go to the lower price, then to the code."
        ),
    )


def _guide(row: Row) -> str:
    if not (row.has("low") and row.has("high")):
        return say("as listed")
    ends = row.number("low"), row.number("high")
    return interval(*ends, share if row["unit"] == "share of SKUs" else count)


def _scores(plan: Range) -> Table:
    names = {role: localised(row, "name") for role, row in role_table().items()}
    rows = tuple(
        (
            label(score.sku),
            names[plan.roles[score.sku.code]],
            score.shown,
            fen(score.sku.store_price_cny),
            score.sku.margin_share,
            float(score.sku.units_per_month),
            score.sku.profit_month_cny,
        )
        for score in plan.scores[:SHOWN]
    )
    return Table(
        title=say("The nearest to a hero stand first"),
        detail=True,
        columns=(
            Column(name=say("SKU")),
            Column(name=say("Role")),
            Column(name=say("Hero score"), format="tenths"),
            Column(name=say("Price"), unit=say("CNY"), align="right"),
            Column(name=say("Gross margin"), format="share"),
            Column(name=say("Units a month"), format="integer"),
            Column(name=say("Gross profit a month"), unit=say("CNY"), format="exact_money"),
        ),
        rows=rows,
        note=sentences(
            say(
                "First those that pass every hero test, then those whose failures can be mended "
                "before the go-live, then the rest; among equals by score and by forecast profit."
            ),
            left_out(len(plan.scores)),
        ),
    )
