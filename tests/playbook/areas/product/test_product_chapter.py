"""The chapter on the range says what its list says, in both languages."""

import re
from dataclasses import replace
from datetime import date

import pytest
from engagements import engaged

from playbook.areas.product.chapter import (
    RangePlan,
    other_demand,
    range_chapter,
    range_plan,
)
from playbook.areas.product.list_pages import studio_days
from playbook.blocks import Callout, Chart, Heading, Table
from playbook.clients.load import SkuList, read_skus
from playbook.engagement.engagement import sku_list
from playbook.engagement.targets import target_tree
from playbook.formats.picture.charts import svgs
from playbook.words.language import speaking
from playbook.words.wording import money
from sim.places import data_dir

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")
HAN = re.compile("[\u4e00-\u9fff]")


def listed(client):
    return read_skus(data_dir() / "clients" / f"{client}_skus.csv")


def told(skus, file):
    return list(range_chapter(RangePlan(skus=skus, file=file)))


def chapter_of(client, file, spoken="en"):
    with speaking(spoken):
        return told(listed(client), file)


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Heading)]


def texts(value):
    """Yield every text of a block or of what it holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "to_dict"):
        yield from texts(value.to_dict())


def changed(skus, code, **changes):
    rows = tuple(replace(s, **changes) if s.code == code else s for s in skus.skus)
    return SkuList(where=skus.where, skus=rows)


def test_the_title_says_how_many_heroes_and_what_to_order(file_with):
    title = headings(chapter_of("company_a", file_with()))[0]
    assert re.fullmatch(
        r"88 SKUs with 5 heroes: stock for CNY [\d,]+ must be ordered, the first by 25 June 2010",
        title,
    )


def test_the_cost_in_the_title_is_the_sum_of_the_table(file_with):
    blocks = chapter_of("company_a", file_with())
    (table,) = [b for b in blocks if isinstance(b, Table) and b.title.startswith("What to order")]
    cost = table.columns.index(next(c for c in table.columns if c.name == "Cost"))
    assert f"CNY {sum(row[cost] for row in table.rows):,.0f}" in headings(blocks)[0]


def test_a_hero_that_grows_heavier_leaves_the_chapter(file_with):
    light = listed("company_a")
    heavy = changed(light, "A-TS01", weight_kg=1.4)
    for skus, is_hero in ((light, True), (heavy, False)):
        chart = next(b for b in told(skus, file_with()) if isinstance(b, Chart))
        assert ("Cotton facial tissues (100 sheets)" in chart.labels) is is_hero


def test_a_hero_out_of_stock_leaves_the_heroes_and_is_ordered(file_with):
    """Others pass every test, so the one that must be mended first gives way."""
    pads = "Cosmetic cotton pads (120 pieces)"
    full = listed("company_a")
    for skus, is_hero in ((full, True), (changed(full, "A-PD01", stock_units=0), False)):
        blocks = told(skus, file_with())
        chart = next(b for b in blocks if isinstance(b, Chart))
        assert (pads in chart.labels) is is_hero
        assert any(pads in str(row[0]) for row in order_rows(blocks)) is not is_hero


def order_rows(blocks):
    tables = [b for b in blocks if isinstance(b, Table) and b.title.startswith("What to order")]
    return tables[0].rows


def test_an_early_go_live_makes_orders_late_and_says_so(file_with):
    soon = file_with(project={"go_live": date(2010, 6, 15)})
    blocks = chapter_of("company_a", soon)
    assert "too late for the go-live" in headings(blocks)[0]
    (callout,) = [b for b in blocks if isinstance(b, Callout) and b.title == "Too late already"]
    assert "after the go-live on 15 June 2010" in callout.text


def test_a_range_without_consumables_has_heroes_on_condition(file_with):
    blocks = chapter_of(
        "appliance_good_oa", file_with(store={"order_value_cny": 600, "margin_share": 0.28})
    )
    assert "3 heroes on condition" in headings(blocks)[0]
    assert any(h.startswith("No SKU passes every hero test") for h in headings(blocks))
    assert "No shop sells the range, so no price can differ" in headings(blocks)


def test_a_margin_far_from_the_client_file_is_called_out(file_with):
    titles = [b.title for b in chapter_of("company_a", file_with()) if isinstance(b, Callout)]
    assert "Two margins" not in titles
    far = file_with(store={"margin_share": 0.4})
    titles = [b.title for b in chapter_of("company_a", far) if isinstance(b, Callout)]
    assert "Two margins" in titles


def test_an_assumed_list_is_called_assumed(file_with):
    assumed = file_with(range={"basis": "EXPERT"})
    titles = [b.title for b in chapter_of("company_a", assumed) if isinstance(b, Callout)]
    assert "An assumed SKU list" in titles


def test_a_list_without_a_forecast_asks_for_one(sku_of, list_of, file_with):
    blocks = told(list_of(sku_of(units_per_month=0.0)), file_with())
    assert headings(blocks)[0] == "1 SKU without a hero: the stock lasts for the opening"
    assert any("The list forecasts no sales" in text for b in blocks for text in texts(b))
    assert not [b for b in blocks if isinstance(b, Chart)]


def test_a_long_list_shows_its_top_and_counts_the_rest(sku_of, list_of, file_with):
    skus = [sku_of(code=f"S{n:03}", stock_units=0) for n in range(100)]
    blocks = told(list_of(*skus), file_with())
    assert len(order_rows(blocks)) == 12
    notes = [b.note for b in blocks if isinstance(b, Table)]
    assert sum("88 more rows are not shown." in note for note in notes) == 2


def test_a_shop_price_that_may_differ_is_shown(sku_of, list_of, file_with):
    free = file_with(store={"same_price": False})
    skus = list_of(sku_of(), sku_of(code="B", shop_price_cny=20.0))
    blocks = told(skus, free)
    assert "1 of 2 prices differs from the shops" in headings(blocks)
    (table,) = [b for b in blocks if isinstance(b, Table) and b.title.startswith("Where store")]
    assert table.rows == (("B Tissues", "25", "20", 0.25),)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_chart_can_be_drawn(client, file_with):
    (chart,) = [b for b in chapter_of(client, file_with()) if isinstance(b, Chart)]
    assert svgs(chart)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_chinese_chapter_has_no_english_sentence(client, file_with):
    """Two English words in a row are a sentence nobody translated."""
    assumed = file_with(range={"basis": "EXPERT"}, store={"margin_share": 0.4})
    blocks = chapter_of(client, assumed, "zh")
    english = {
        text
        for block in blocks
        for text in texts(block)
        if re.search(r"[A-Za-z]{2,} [a-z]{2,}", text)
    }
    assert not english
    assert all(HAN.search(text) for text in headings(blocks))


@pytest.mark.parametrize("client", CLIENTS)
def test_both_languages_show_the_same_numbers_in_the_same_tables(client, file_with):
    english, chinese = (chapter_of(client, file_with(), spoken) for spoken in ("en", "zh"))
    assert [type(b) for b in english] == [type(b) for b in chinese]
    for one, other in zip(english, chinese, strict=True):
        if isinstance(one, Table):
            numbers = [[c for c in row if not isinstance(c, str)] for row in one.rows]
            assert numbers == [[c for c in row if not isinstance(c, str)] for row in other.rows]


def test_the_three_clients_get_three_chapters(file_with):
    titles = {headings(chapter_of(client, file_with()))[0] for client in CLIENTS}
    assert len(titles) == 3


@pytest.mark.parametrize(
    ("skus", "days"), [(30, (1, 1)), (31, (2, 1)), (90, (3, 3)), (400, (14, 10))]
)
def test_studio_days_at_thirty_to_forty_skus_a_day(skus, days):
    assert studio_days(skus) == days


def test_a_list_that_forecasts_other_sales_than_the_plan_is_told(file_with):
    skus = range_plan(engaged()).skus
    planned = skus.sales_month_cny

    def told(listed_cny):
        return other_demand(RangePlan(skus=skus, file=file_with(), listed_cny=listed_cny))

    assert not told(planned * 1.05)
    (callout,) = told(planned * 2)
    assert f"The list forecasts {money(planned * 2)} a month" in callout.text
    assert f"This plan reckons with {money(planned)}" in callout.text


def test_the_range_sells_what_the_plan_s_mean_month_sells():
    """Each SKU keeps its part of the list: stock, gifts and target tree are of one forecast."""
    engagement = engaged()
    tree, plan = target_tree(engagement), range_plan(engagement)
    assert plan.skus.sales_month_cny == pytest.approx(tree.sales_cny / len(tree.months))
    listed = sku_list(engagement)
    for one, own in zip(plan.skus.skus, listed.skus, strict=True):
        part = own.units_per_month / listed.sales_month_cny
        assert one.units_per_month == pytest.approx(part * plan.skus.sales_month_cny)
