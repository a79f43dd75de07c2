"""What a SKU list shows by itself: prices that differ, photos and certificates that are missing."""

from __future__ import annotations

import math

from playbook.areas.product.roles import HERO, Range
from playbook.areas.product.words import NAMED, SHOWN, label, left_out, named
from playbook.blocks import Block, Bullets, Callout, Column, Heading, Prose, Table
from playbook.clients.load import SkuList
from playbook.clients.sku import PriceRules, Sku, differs_from_shops, fen
from playbook.words.language import say, say_many, translated
from playbook.words.wording import count, sentences
from sim.tables.rules import rule


def price_page(skus: SkuList, rules: PriceRules) -> list[Block]:
    """Return the result of the price rules, the SKUs that differ, and what to look at."""
    in_shops = [sku for sku in skus.sold if sku.shop_price_cny is not None]
    differing = [sku for sku in in_shops if differs_from_shops(sku)]
    page: list[Block] = [
        Heading(text=_price_title(in_shops, differing), level=2),
        Prose(text=_story(skus, in_shops, differing, rules)),
    ]
    if differing:
        page.append(_differences(differing))
    if skus.warnings:
        shown = tuple(map(translated, skus.warnings[:NAMED]))
        text = say_many(
            "{n} price should be looked at; the first of them follow.",
            "{n} prices should be looked at; the first of them follow.",
            len(skus.warnings),
        )
        page += [Callout(title=say("Prices to look at"), text=text, tone="bad")]
        page += [Bullets(items=shown)]
    return page


def _price_title(in_shops: list[Sku], differing: list[Sku]) -> str:
    if not in_shops:
        return say("No shop sells the range, so no price can differ")
    if differing:
        return say_many(
            "{n} of {all} prices differs from the shops",
            "{n} of {all} prices differ from the shops",
            len(differing),
            all=len(in_shops),
        )
    return say_many(
        "{n} SKU costs the same in store and shops",
        "All {n} SKUs of the shops cost the same in the store",
        len(in_shops),
    )


def _story(skus: SkuList, in_shops: list[Sku], differing: list[Sku], rules: PriceRules) -> str:
    told = []
    if in_shops and rules.same_price:
        told.append(
            say(
                "The rule is one price online and offline. The check repeats with every new "
                "list, and a list that breaks it is refused with row, both prices and the remedy."
            )
        )
    elif differing:
        told.append(
            say(
                "The client has not bound itself to one price online and offline. Every difference "
                "is a reason for the shops to complain, so each needs an owner who answers for it."
            )
        )
    elif in_shops:
        told.append(
            say("No rule binds the client to one price online and offline, but today they agree.")
        )
    online = [sku for sku in skus.sold if sku.shop_price_cny is None]
    if in_shops and online:
        told.append(
            say_many(
                "{n} SKU is not sold in the shops and may be priced freely.",
                "{n} SKUs are not sold in the shops and may be priced freely.",
                len(online),
            )
        )
    told.append(_below_list(skus, rules))
    return sentences(*told)


def _below_list(skus: SkuList, rules: PriceRules) -> str:
    below = [sku for sku in skus.sold if sku.store_price_cny < sku.list_price_cny]
    if below:
        return say_many(
            "{n} SKU is sold below the price list.",
            "{n} SKUs are sold below the price list.",
            len(below),
        )
    if rules.gift_not_discount:
        return say("Nothing is sold below the price list: gifts instead of discounts.")
    return say("Nothing is sold below the price list.")


def _differences(differing: list[Sku]) -> Table:
    def shop(sku: Sku) -> float:
        assert sku.shop_price_cny is not None
        return sku.shop_price_cny

    def gap(sku: Sku) -> float:
        return sku.store_price_cny / shop(sku) - 1

    ranked = sorted(differing, key=lambda sku: (-abs(gap(sku)), sku.code))
    return Table(
        title=say("Where store and shops differ most"),
        detail=True,
        columns=(
            Column(name=say("SKU")),
            Column(name=say("Store price"), unit=say("CNY"), align="right"),
            Column(name=say("Shop price"), unit=say("CNY"), align="right"),
            Column(name=say("Difference"), format="share"),
        ),
        rows=tuple(
            (label(sku), fen(sku.store_price_cny), fen(shop(sku)), gap(sku))
            for sku in ranked[:SHOWN]
        ),
        note=left_out(len(ranked)),
    )


def ready_page(skus: SkuList, plan: Range) -> list[Block]:
    """Return the SKUs without photos or certificates, heroes first."""
    photos = _lacking(skus, plan, "photo_ready")
    papers = _lacking(skus, plan, "certificate_ready")
    heading = Heading(text=_ready_title(photos, papers), level=2)
    if not photos and not papers:
        return [heading, Prose(text=say("Photography and legal check need nothing more."))]
    items = []
    if photos:
        items.append(
            say("Photos: {names}. {studio}", names=named(photos), studio=_studio(len(photos)))
        )
    if papers:
        items.append(
            say(
                "Test report and certificate: {names}. A SKU without them is not put on sale.",
                names=named(papers),
            )
        )
    return [heading, Bullets(items=tuple(items))]


def _lacking(skus: SkuList, plan: Range, what: str) -> list[Sku]:
    lacking = (sku for sku in skus.skus if not getattr(sku, what))
    return sorted(
        lacking, key=lambda sku: (plan.roles[sku.code] != HERO, -sku.sales_month_cny, sku.code)
    )


def _ready_title(photos: list[Sku], papers: list[Sku]) -> str:
    if not photos and not papers:
        return say("Every SKU has its photos and certificates")
    return say_many(
        "{n} SKU lacks photos, {papers} a certificate",
        "{n} SKUs lack photos, {papers} a certificate",
        len(photos),
        papers=count(len(papers)),
    )


def _studio(skus: int) -> str:
    slow, fast = studio_days(skus)
    if slow == fast:
        days = say_many("{n} studio day", "{n} studio days", slow)
    else:
        days = say("{fast} to {slow} studio days", fast=fast, slow=slow)
    return say("Photography takes {days}, at {rate} SKUs a day.", days=days, rate=_rate())


def studio_days(skus: int) -> tuple[int, int]:
    """Return the studio days for so many SKUs, at the slow rate and at the fast one.

    >>> studio_days(90)
    (3, 3)
    """
    low, high = _rates()
    return math.ceil(skus / low), math.ceil(skus / high)


def _rates() -> tuple[float, float]:
    shot = rule("platform.skus_shot_a_day")
    return shot.low, shot.high


def _rate() -> str:
    low, high = _rates()
    return say("{low} to {high}", low=round(low), high=round(high))
