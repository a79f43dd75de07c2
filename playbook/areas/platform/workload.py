"""Work out how many days photography, copy and decoration take for a SKU list.

The steps of one work follow each other: samples, shooting, retouching; writing, checking. Each
step takes whole days. The fast and the slow figure take every rate at the end of its range.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from playbook.clients.sku import Sku
from playbook.words.language import localised
from sim.tables.columns import Row
from sim.tables.read import by_key
from sim.tables.rules import Rule, rule


@dataclass(frozen=True, kw_only=True)
class Work:
    """The working days of one task for a SKU list: fast, likely and slow.

    ``task_id`` is the task of the network that stands for the work, ``pieces`` what is made.
    """

    task_id: str
    pieces: int
    fast_days: int
    days: int
    slow_days: int


@dataclass(frozen=True, kw_only=True)
class Category:
    """One branch of the category tree, named as the SKU list writes it, and what it lacks."""

    name: str
    skus: int
    sales_month_cny: float
    without_photos: int
    without_certificate: int

    @property
    def label(self) -> str:
        """Return the name in the language spoken; a category without one stays as written."""
        row = _named().get(self.name)
        return localised(row, "name") if row else self.name


def decoration(skus: Iterable[Sku]) -> Work:
    """Return the days to design the templates and to fit the category pages (PF5)."""
    pages = len(categories(skus))
    templates, each = rule("platform.templates"), rule("platform.days_a_template")
    fitted = rule("platform.category_pages_a_day")

    return Work(
        task_id="PF5",
        pieces=pages,
        fast_days=math.ceil(templates.low * each.low) + _days(pages, fitted.high),
        days=math.ceil(templates.value * each.value) + _days(pages, fitted.value),
        slow_days=math.ceil(templates.high * each.high) + _days(pages, fitted.low),
    )


def photography(skus: Iterable[Sku]) -> Work:
    """Return the days to photograph what has no photos yet, gifts included (PF6)."""
    lacking = sum(not sku.photo_ready for sku in skus)
    photos, samples = photos_a_sku(), rule("platform.sample_days")
    shot, retouched = rule("platform.skus_shot_a_day"), rule("platform.photos_retouched_a_day")

    def days(each: float, arrive: float, shoot: float, retouch: float) -> int:
        if not lacking:
            return 0
        return math.ceil(arrive) + _days(lacking, shoot) + _days(lacking * each, retouch)

    return Work(
        task_id="PF6",
        pieces=round(lacking * photos.value),
        fast_days=days(photos.low, samples.low, shot.high, retouched.high),
        days=days(photos.value, samples.value, shot.value, retouched.value),
        slow_days=days(photos.high, samples.high, shot.low, retouched.low),
    )


def copywriting(skus: Iterable[Sku]) -> Work:
    """Return the days to write and check a detail page for each SKU that is sold (PF7)."""
    pages = sum(not sku.gift_only for sku in skus)
    written, checked = rule("platform.pages_a_day"), rule("platform.fact_check_days")
    return Work(
        task_id="PF7",
        pieces=pages,
        fast_days=_days(pages, written.high) + math.ceil(checked.low),
        days=_days(pages, written.value) + math.ceil(checked.value),
        slow_days=_days(pages, written.low) + math.ceil(checked.high),
    )


def photos_a_sku() -> Rule:
    """Return how many photos a SKU gets: on white ground, of details, in a scene.

    >>> photos_a_sku().value
    10.0
    """
    kinds = [rule(f"platform.photos_{kind}") for kind in ("white", "detail", "scene")]
    return replace(
        kinds[0],
        low=sum(kind.low for kind in kinds),
        value=sum(kind.value for kind in kinds),
        high=sum(kind.high for kind in kinds),
    )


def categories(skus: Iterable[Sku]) -> tuple[Category, ...]:
    """Return the categories of what is sold, the one with the largest forecast first."""
    by_name: dict[str, list[Sku]] = {}
    for sku in skus:
        if not sku.gift_only:
            by_name.setdefault(sku.category, []).append(sku)
    found = (
        Category(
            name=name,
            skus=len(members),
            sales_month_cny=sum(sku.sales_month_cny for sku in members),
            without_photos=sum(not sku.photo_ready for sku in members),
            without_certificate=sum(not sku.certificate_ready for sku in members),
        )
        for name, members in by_name.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.sales_month_cny, one.name)))


@cache
def _named() -> Mapping[str, Row]:
    return by_key("product/category_names")


def _days(pieces: float, a_day: float) -> int:
    return math.ceil(pieces / a_day)
