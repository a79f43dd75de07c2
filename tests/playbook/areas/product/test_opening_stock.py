"""The opening stock lasts through lead time and review period at the service level."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from playbook.areas.product.roles import Range
from playbook.areas.product.stock import StockRule, order_day, stock_plan
from sim.client.worktime import Workdays

RULE = StockRule(review_days=7, service_level=0.95, demand_cv=0.5)


@pytest.fixture
def sku_of(sku_of):
    """Give the sound SKU with ten units a day, for a month has 30.4375 days."""
    return lambda **changes: sku_of(**{"units_per_month": 304.375, **changes})


def test_opening_and_safety_stock_worked_out_by_hand(sku_of):
    """Lead 23 and review 7 days: 300 expected, spread 0.5 x 304.375 x sqrt(30 / 30.4375) = 151.09.

    1.6449 x 151.09 = 248.5, so 249 are kept for safety and 549 open the store.
    """
    assert RULE.deviations == pytest.approx(1.6449, abs=1e-4)
    assert RULE.safety_units(sku_of()) == 249
    assert RULE.opening_units(sku_of()) == 549


def test_the_spread_grows_with_the_root_of_the_span(sku_of):
    """120 days of lead and review double the safety stock of 30: 2 x 248.52 = 497.04."""
    assert RULE.safety_units(sku_of(lead_days=113)) == 498


def test_sales_are_below_the_opening_stock_as_often_as_promised(sku_of):
    """Normal sales of the span, drawn 100,000 times: within 5 standard errors of 95 %."""
    drawn = np.random.default_rng(1).normal(300, 151.09, 100_000)
    error = math.sqrt(0.95 * 0.05 / 100_000)
    assert np.mean(drawn <= RULE.opening_units(sku_of())) == pytest.approx(0.95, abs=5 * error)


def test_an_even_chance_needs_no_safety_stock(sku_of):
    assert replace(RULE, service_level=0.5).safety_units(sku_of()) == 0


def test_sales_without_spread_need_no_safety_stock(sku_of):
    assert replace(RULE, demand_cv=0.0).opening_units(sku_of()) == 300


def plan_of(list_of, file, *skus):
    plan = Range(listed=list_of(*skus), gift_share=0.08)
    return stock_plan(plan, file, RULE)


def test_an_order_fills_the_gap_and_costs_its_units(sku_of, list_of, file_with):
    """The SKU is no hero (too heavy); 549 needed, 500 there: 49 x 9 = 441 CNY."""
    heroes = [sku_of(code=code) for code in "ABC"]
    stock = plan_of(list_of, file_with(), *heroes, sku_of(code="X", weight_kg=5.0, stock_units=500))
    (line,) = stock.to_order
    assert (line.sku.code, line.order_units, line.cost_cny) == ("X", 49, 441)
    assert stock.cost_cny == 441


def test_a_hero_opens_with_sixty_days(sku_of, list_of, file_with):
    """60 days x 10 = 600, above the 549 of the formula; another SKU opens with 549."""
    heroes = [sku_of(code=code) for code in "ABC"]
    stock = plan_of(list_of, file_with(), *heroes, sku_of(code="X", weight_kg=5.0))
    assert stock.line_of("A").opening_units == 600
    assert stock.line_of("X").opening_units == 549


def test_nothing_is_ordered_of_what_nobody_is_forecast_to_buy(sku_of, list_of, file_with):
    stock = plan_of(list_of, file_with(), sku_of(units_per_month=0.0, stock_units=0))
    assert stock.to_order == ()
    assert stock.line_of("A").needed_days is None


def test_an_order_day_that_is_no_working_day_moves_to_the_one_before():
    """16 days before 2010-10-10 is Friday 24 September, a holiday (Mid-Autumn, 22 to 24)."""
    china = Workdays(country="CN")
    assert order_day(date(2010, 10, 10), 16, china) == date(2010, 9, 21)
    assert order_day(date(2010, 7, 30), 23, china) == date(2010, 7, 7)


def test_an_order_that_comes_after_the_go_live_is_late(sku_of, list_of, file_with):
    """60 days pass from 31 May to 30 July: 60 days of lead are in time, 61 are not."""
    skus = [sku_of(code=f"S{n}", stock_units=0, lead_days=n) for n in (60, 61)]
    stock = plan_of(list_of, file_with(), *skus)
    assert [line.sku.code for line in stock.late] == ["S61"]
    assert stock.first_order_by == date(2010, 5, 31)


def test_the_most_urgent_order_stands_first(sku_of, list_of, file_with):
    skus = [sku_of(code=f"S{n}", stock_units=0, lead_days=n) for n in (10, 40, 25)]
    stock = plan_of(list_of, file_with(), *skus)
    assert [line.sku.code for line in stock.to_order] == ["S40", "S25", "S10"]
