"""Gifts fit the order they come with, and a sample pack fits its cost."""

import pytest

from playbook.engagement.gifts import gift_ladder, sample_pack, step_of


def test_the_ladder_pays_eight_ten_and_twelve_per_cent():
    """99 x 8 % = 7.92; 199 x 10 % = 19.90; 299 x 12 % = 35.88 CNY."""
    assert [step.cost_most_cny for step in gift_ladder()] == [0, 7.92, 19.90, 35.88]


@pytest.mark.parametrize(("order", "share"), [(98.99, 0), (99, 0.08), (150, 0.08), (600, 0.12)])
def test_an_order_reaches_the_highest_step_below_it(order, share):
    assert step_of(order).share == share


@pytest.fixture
def gift_of(sku_of):
    return lambda code, cost, worth, **rest: sku_of(
        code=code, unit_cost_cny=cost, list_price_cny=worth, gift_only=True, **rest
    )


def test_the_most_precious_gift_within_the_cost_stands_first(gift_of):
    """C costs a fen too much for the step at 99; B is worth more than A."""
    gifts = [gift_of("A", 3.0, 9.0), gift_of("B", 7.92, 20.0), gift_of("C", 7.93, 30.0)]
    step = step_of(99)
    assert [gift.code for gift in step.fitting(gifts)] == ["B", "A"]


def test_a_gift_without_stock_fits_no_step(gift_of):
    assert step_of(299).fitting([gift_of("A", 3.0, 9.0, stock_units=0)]) == ()


def test_no_gift_fits_an_order_below_the_ladder(gift_of):
    assert step_of(50).fitting([gift_of("A", 0.01, 9.0)]) == ()


def test_a_sample_pack_takes_the_cheapest_and_two_of_a_category(sku_of):
    """1 insert + 1 + 2 + 4 + 5 = 13; the third of category x is passed over, 3 more is too much."""
    costs = [
        ("A", "x", 1),
        ("B", "x", 2),
        ("C", "x", 3),
        ("D", "y", 4),
        ("E", "y", 5),
        ("F", "z", 6),
    ]
    skus = [sku_of(code=c, category=k, unit_cost_cny=float(cost)) for c, k, cost in costs]
    pack = sample_pack(skus)
    assert [piece.code for piece in pack.pieces] == ["A", "B", "D", "E"]
    assert pack.cost_cny == 13
    assert not pack.is_full


def test_a_sample_pack_holds_eight_pieces_at_most(sku_of):
    skus = [sku_of(code=f"S{n}", category=f"k{n}", unit_cost_cny=0.5) for n in range(12)]
    pack = sample_pack(skus)
    assert len(pack.pieces) == 8
    assert pack.is_full
    assert pack.cost_cny == 1 + 8 * 0.5


def test_nothing_small_enough_makes_an_empty_pack(sku_of):
    assert sample_pack([sku_of(unit_cost_cny=200.0)]).pieces == ()


def test_the_most_that_a_sample_pack_may_cost_is_the_rule_s(sku_of):
    """15 CNY; the most pieces that it may hold are eight, which is another number."""
    assert sample_pack([sku_of()]).cost_most_cny == 15
