"""The page work of a SKU list: each step counted by hand at the rates of the rule table."""

from __future__ import annotations

from playbook.areas.platform.storefront_page import detail_page
from playbook.areas.platform.workload import (
    categories,
    copywriting,
    decoration,
    photography,
    photos_a_sku,
)
from playbook.clients.sku import Sku
from playbook.words.language import speaking


def sku(number, *, category="pads", photo=True, gift=False, certificate=True, units=100.0):
    return Sku(
        code=f"S{number}",
        name_en=f"Product {number}",
        name_zh=f"商品{number}",
        category=category,
        unit_cost_cny=4.0,
        list_price_cny=10.0,
        store_price_cny=10.0,
        shop_price_cny=None,
        stock_units=1_000,
        lead_days=15,
        weight_kg=0.2,
        cycle_days=30,
        units_per_month=units,
        one_photo=True,
        photo_ready=photo,
        certificate_ready=certificate,
        gift_only=gift,
    )


def test_a_sku_gets_five_white_three_detail_and_two_scene_photos():
    """4 + 2 + 1 at the low end, 6 + 5 + 3 at the high end."""
    photos = photos_a_sku()

    assert (photos.low, photos.value, photos.high) == (7, 10, 14)


def test_photography_takes_samples_studio_and_retouching_one_after_the_other():
    """72 SKUs: 2 + ceil(72/35) + ceil(720/150); fast 1 + 2 + ceil(504/200), slow 3 + 3 + 11."""
    work = photography([sku(number, photo=False) for number in range(72)])

    assert (work.pieces, work.fast_days, work.days, work.slow_days) == (720, 6, 10, 17)


def test_photos_that_exist_are_not_taken_again():
    work = photography([sku(1), sku(2)])

    assert (work.pieces, work.fast_days, work.days, work.slow_days) == (0, 0, 0, 0)


def test_a_gift_is_photographed_and_gets_no_detail_page():
    skus = [sku(1), sku(2, gift=True, photo=False)]

    assert photography(skus).pieces == 10
    assert copywriting(skus).pieces == 1


def test_every_sold_sku_is_written_and_the_last_pages_are_checked():
    """82 pages: ceil(82/12) + 2; fast ceil(82/16) + 1, slow ceil(82/8) + 3."""
    work = copywriting([sku(number) for number in range(82)])

    assert (work.fast_days, work.days, work.slow_days) == (7, 9, 14)


def test_decoration_designs_templates_and_fits_a_page_a_category():
    """Three templates of 1.5 days and 5 categories at 4 a day: 5 + 2; fast 3 + 1, slow 10 + 3."""
    work = decoration([sku(number, category=f"c{number}") for number in range(5)])

    assert (work.pieces, work.fast_days, work.days, work.slow_days) == (5, 4, 7, 13)


def test_the_tree_counts_what_is_sold_and_what_it_lacks_largest_first():
    skus = [
        sku(1, category="pads", photo=False),
        sku(2, category="baby", units=300.0, certificate=False),
        sku(3, category="baby"),
        sku(4, category="baby", gift=True, photo=False),
    ]

    baby, pads = categories(skus)

    assert (baby.name, baby.skus, baby.sales_month_cny) == ("baby", 2, 4_000)
    assert (baby.without_photos, baby.without_certificate) == (0, 1)
    assert (pads.name, pads.sales_month_cny, pads.without_photos) == ("pads", 1_000, 1)


def test_a_category_is_named_in_the_language_spoken_or_as_its_owner_writes_it():
    """The list of names knows pads; it cannot know every category of every client."""
    with speaking("zh"):
        known, unknown = categories([sku(1, units=200.0), sku(2, category="雨具")])
        assert (known.label, unknown.label) == ("化妆棉", "雨具")
    assert known.label == "Cotton pads"


def test_a_detail_page_counts_the_skus_that_lack_photos_or_a_certificate():
    """Of three SKUs that are sold one lacks photos and two a certificate; gifts have no page."""
    skus = [sku(1, photo=False), sku(2, certificate=False), sku(3, certificate=False)]
    skus.append(sku(4, photo=False, gift=True))
    heading, table = detail_page(skus)
    lacking = {row[1]: row[-1] for row in table.rows}
    assert len(lacking) == 12
    assert (lacking["Feel"], lacking["Use"], lacking["Test report"]) == (1, 1, 2)
    assert lacking["Promise"] is None
    assert heading.text == "3 detail pages of 12 blocks; for 2 the test report is still missing"
    with speaking("zh"):
        assert "2个尚缺质检报告" in next(detail_page(skus)).text
