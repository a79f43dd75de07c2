"""The test of paid traffic: break-even, clicks for an interval, and the stop lines."""

import pytest
from scipy.stats import binom

from playbook.areas.operations.paid_traffic import PaidTest, clicks_for_interval, few_orders

TEST = PaidTest(budget_cny=6_000, click_cny=0.6, conversion=0.02, order_left_cny=60)


def test_a_click_may_cost_what_its_share_of_an_order_leaves():
    assert TEST.clicks == 10_000
    assert TEST.break_even_click_cny == pytest.approx(1.2)
    assert TEST.break_even_conversion == pytest.approx(0.01)
    assert TEST.result_cny == pytest.approx(200 * 60 - 6_000)


def test_the_interval_needs_clicks_by_the_normal_law():
    # 1.96^2 x 0.98 / (0.02 x 0.25^2) = 3,011.8
    assert clicks_for_interval(0.02, 0.25) == 3_012


@pytest.mark.parametrize("clicks", [300, 1_000, 5_000])
def test_few_orders_are_the_most_that_are_rare(clicks):
    most = few_orders(clicks, 0.01, 0.05)
    assert binom.cdf(most, clicks, 0.01) <= 0.05 < binom.cdf(most + 1, clicks, 0.01)


def test_a_test_that_pays_is_stopped_at_most_once_in_twenty():
    chances = [
        binom.cdf(line.orders_at_most, line.clicks, TEST.break_even_conversion)
        for line in TEST.stop_lines
        if line.orders_at_most is not None
    ]
    assert len(TEST.stop_lines) == 3
    assert 0 < sum(chances) <= 0.05


def test_an_order_that_leaves_less_than_a_click_costs_has_no_stop_line():
    poor = PaidTest(budget_cny=100, click_cny=2, conversion=0.02, order_left_cny=1.5)
    assert poor.break_even_conversion is None
    assert poor.stop_lines == ()
    assert not poor.pays
