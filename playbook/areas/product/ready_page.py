"""The page on what is not ready: photos and certificates, and the studio days they take."""

from __future__ import annotations

import math

from playbook.areas.product.roles import HERO, Range
from playbook.areas.product.words import named
from playbook.blocks import Block, Bullets, Heading, Prose
from playbook.clients.sku import Sku
from playbook.clients.skus import SkuList
from playbook.words.language import say, say_many
from playbook.words.wording import count
from sim.tables.rules import rule


def ready_page(skus: SkuList, plan: Range) -> list[Block]:
    """Return the SKUs without photos or certificates, heroes first."""
    photos = _missing(skus, plan, "photo_ready")
    papers = _missing(skus, plan, "certificate_ready")
    heading = Heading(text=_title(photos, papers), level=2)
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


def _missing(skus: SkuList, plan: Range, what: str) -> list[Sku]:
    lacking = (sku for sku in skus.skus if not getattr(sku, what))
    return sorted(
        lacking, key=lambda sku: (plan.roles[sku.code] != HERO, -sku.sales_month_cny, sku.code)
    )


def _title(photos: list[Sku], papers: list[Sku]) -> str:
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
