"""A SKU list is read strictly, and everything that is wrong with it is told at once."""

import re

import pytest

from playbook.clients.load import read_skus, sku_columns
from playbook.clients.sku import PriceRules
from playbook.words.language import speaking, translated
from sim.messages import ProblemError
from sim.places import data_dir

CLIENTS = data_dir() / "clients"
LISTS = sorted(CLIENTS.glob("*_skus.csv"))
# Stock and sales of the client files: opening stock in orders, order value, gross margin.
OF_CLIENT = {
    "company_a_skus": (12_000, 150, 0.60),
    "cosmetics_today_skus": (60_000, 220, 0.65),
    "appliance_good_oa_skus": (12_000, 600, 0.28),
}


def problems_of(path, rules=None):
    with pytest.raises(ProblemError) as raised:
        read_skus(path, rules)
    return [str(problem) for problem in raised.value.problems]


def test_a_list_is_read_in_its_order_with_its_types(file_of):
    read = read_skus(file_of({}, {"code": "B", "cycle_days": None, "shop_price_cny": None}))
    first, second = read.skus
    assert (first.code, first.stock_units, first.lead_days, first.one_photo) == ("A", 900, 23, True)
    assert (second.cycle_days, second.shop_price_cny) == (None, None)
    assert read.warnings == ()


def test_forecast_sales_and_margin_are_those_of_the_list(file_of):
    """300 x 25 + 100 x 10 = 8,500 CNY; profit 300 x 16 + 100 x 2 = 5,000; a gift sells nothing."""
    dear = {"code": "B", "store_price_cny": 10, "list_price_cny": 10, "shop_price_cny": 10}
    read = read_skus(file_of({}, {**dear, "unit_cost_cny": 8, "units_per_month": 100}, _gift("C")))
    assert read.sales_month_cny == 8_500
    assert read.margin_share == pytest.approx(5_000 / 8_500)


def _gift(code):
    return {"code": code, "gift_only": True}


def test_an_empty_list_is_refused(file_of):
    (told,) = problems_of(file_of())
    assert told.endswith("acme_skus.csv: the list is empty. Write one row for each SKU.")


def test_a_list_of_gifts_alone_is_refused(file_of):
    (told,) = problems_of(file_of(_gift("A"), _gift("B")))
    assert "every SKU is gift only, so nothing is sold. Set gift_only to false" in told


def test_negative_stock_is_refused_with_its_row(file_of):
    (told,) = problems_of(file_of({}, {"code": "B", "stock_units": -5}))
    assert told.endswith(
        "acme_skus.csv row 3 [stock_units] = '-5': below the lowest legal value 0."
    )


def test_a_code_that_stands_twice_is_refused_with_both_rows(file_of):
    (told,) = problems_of(file_of({}, {"code": "B"}, {}))
    assert told.endswith("row 4 [code] = 'A': this code stands in row 2 already.")


def test_a_price_that_differs_from_the_shops_names_row_both_prices_and_remedy(file_of):
    (told,) = problems_of(file_of({}, {"code": "B", "shop_price_cny": 29}))
    assert told.endswith(
        "row 3 [store_price_cny] = 25.0: B costs CNY 25 in the store and CNY 29 in the shops; the "
        "rule is one price. Give a gift with it, or sell a special pack the shops do not have."
    )


def test_prices_a_fen_apart_look_different(file_of):
    prices = {"list_price_cny": 199.99, "store_price_cny": 199.99, "shop_price_cny": 199.98}
    (told,) = problems_of(file_of(prices))
    assert "A costs CNY 199.99 in the store and CNY 199.98 in the shops" in told


def test_without_the_rule_a_price_may_differ_from_the_shops(file_of):
    rules = PriceRules(same_price=False)
    assert len(read_skus(file_of({"shop_price_cny": 29}), rules).skus) == 1


def test_a_discount_is_refused_under_the_rule_and_warned_of_without_it(file_of):
    path = file_of({"list_price_cny": 30})
    (told,) = problems_of(path)
    assert "A is discounted: CNY 25 in the store, CNY 30 in the price list." in told
    (warned,) = read_skus(path, PriceRules(gift_not_discount=False)).warnings
    assert "A is discounted" in str(warned)


def test_a_price_below_cost_is_a_warning_only(file_of):
    (warned,) = read_skus(file_of({"unit_cost_cny": 30})).warnings
    assert "A is sold below its cost of CNY 30. Raise the price" in str(warned)


def test_the_price_of_a_gift_breaks_no_rule(file_of):
    gift = {**_gift("B"), "shop_price_cny": 99, "list_price_cny": 50, "unit_cost_cny": 60}
    assert read_skus(file_of({}, gift)).warnings == ()


def test_all_problems_are_told_at_once(file_of):
    """A slip of form in one row hides neither the price of another nor the doubled code."""
    told = problems_of(
        file_of(
            {"stock_units": -1, "code": "X"},
            {"lead_days": "soon"},
            {"code": "B", "shop_price_cny": 26},
            {"code": "B"},
            {"code": "C", "name_en": None, "name_zh": None},
        )
    )
    rows = [re.search(r"row (\d)", line).group(1) for line in told]
    assert rows == ["2", "3", "5", "6", "4"]
    assert "this code stands in row 4 already" in told[2]
    assert "C has a name in neither language" in told[3]


def test_a_missing_column_is_named(file_of):
    path = file_of({})
    path.write_text(path.read_text(encoding="utf-8").replace("lead_days", "lead_day"), "utf-8")
    told = problems_of(path)
    assert any("= 'lead_day': no such column. Did you mean 'lead_days'?" in line for line in told)
    assert any("= 'lead_days': this column is missing" in line for line in told)


def test_a_slip_in_every_row_is_told_fifty_times_and_counted_after(file_of):
    told = problems_of(file_of(*({"code": f"S{n}", "shop_price_cny": 1} for n in range(70))))
    assert len(told) == 51
    assert told[-1].endswith("[store_price_cny]: 20 more rows have a problem.")


def test_twenty_thousand_skus_are_read(file_of):
    read = read_skus(file_of(*({"code": f"S{n}"} for n in range(20_000))))
    assert len(read.skus) == 20_000


def test_a_problem_is_told_in_the_language_spoken_where_it_is_shown(file_of):
    """It was found in English, the price in it too."""
    with pytest.raises(ProblemError) as raised:
        read_skus(file_of({"shop_price_cny": 29}))
    with speaking("zh"):
        told = translated(raised.value)
    assert "A线上售价25元、门店售价29元，违反线上线下同价原则" in told


def test_a_name_in_one_language_serves_both(sku_of):
    only = sku_of(name_en="")
    assert only.name == "柔巾"
    with speaking("zh"):
        assert sku_of(name_zh="").name == "Tissues"


def test_the_columns_of_the_dictionary_are_those_of_a_sku(sku_of):
    assert list(sku_columns()) == list(type(sku_of()).__dataclass_fields__)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_the_list_of_a_client_fits_its_file(path):
    """Margin within five points; stock at price within 20 % of the file's; both names there."""
    orders, order_value, margin = OF_CLIENT[path.stem]
    read = read_skus(path)
    assert read.warnings == ()
    assert read.margin_share == pytest.approx(margin, abs=0.05)
    stock = sum(sku.stock_units * sku.store_price_cny for sku in read.sold)
    assert stock == pytest.approx(orders * order_value, rel=0.2)
    assert all(sku.name_en and re.search("[\u4e00-\u9fff]", sku.name_zh) for sku in read.skus)


def test_every_client_has_a_list():
    assert {path.stem for path in LISTS} == set(OF_CLIENT)
