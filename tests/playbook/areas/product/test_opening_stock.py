"""The opening stock lasts through lead time and review period at the service level."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from playbook.areas.product.roles import Range
from playbook.areas.product.stock import StockRule, order_day, stock_plan
from sim.client.workdays import Workdays

RULE = StockRule(review_days=7, service_level=0.95, demand_cv=0.5)


def test_opening_and_safety_stock_worked_out_by_hand(sku_of):
    """Lead 23 and review 7 days are one month: 300 expected, spread 150.

    1.6449 x 150 = 246.7, so 247 are kept for safety and 547 open the store.
    """
    assert RULE.deviations == pytest.approx(1.6449, abs=1e-4)
    assert RULE.safety_units(sku_of()) == 247
    assert RULE.opening_units(sku_of()) == 547


def test_the_spread_grows_with_the_root_of_the_span(sku_of):
    """Four months of lead and review double the safety stock of one: 2 x 246.7 = 493.5."""
    assert RULE.safety_units(sku_of(lead_days=113)) == 494


def test_sales_are_below_the_opening_stock_as_often_as_promised(sku_of):
    """Normal sales of the span, drawn 100,000 times: within 5 standard errors of 95 %."""
    drawn = np.random.default_rng(1).normal(300, 150, 100_000)
    error = math.sqrt(0.95 * 0.05 / 100_000)
    assert np.mean(drawn <= RULE.opening_units(sku_of())) == pytest.approx(0.95, abs=5 * error)


def test_an_even_chance_needs_no_safety_stock(sku_of):
    assert replace(RULE, service_level=0.5).safety_units(sku_of()) == 0


def test_sales_without_spread_need_no_safety_stock(sku_of):
    assert replace(RULE, demand_cv=0.0).opening_units(sku_of()) == 300


def plan_of(list_of, facts, *skus):
    plan = Range(listed=list_of(*skus), gift_share=0.08)
    return stock_plan(plan, facts, RULE)


def test_an_order_fills_the_gap_and_costs_its_units(sku_of, list_of, facts):
    """The SKU is no hero (too heavy); 547 needed, 500 there: 47 x 9 = 423 CNY."""
    heroes = [sku_of(code=code) for code in "ABC"]
    stock = plan_of(list_of, facts, *heroes, sku_of(code="X", weight_kg=5.0, stock_units=500))
    (line,) = stock.to_order
    assert (line.sku.code, line.order_units, line.cost_cny) == ("X", 47, 423)
    assert stock.cost_cny == 423


def test_a_hero_opens_with_sixty_days(sku_of, list_of, facts):
    """60 days x 10 = 600, above the 547 of the formula; another SKU opens with 547."""
    heroes = [sku_of(code=code) for code in "ABC"]
    stock = plan_of(list_of, facts, *heroes, sku_of(code="X", weight_kg=5.0))
    assert stock.line_of("A").opening_units == 600
    assert stock.line_of("X").opening_units == 547


def test_nothing_is_ordered_of_what_nobody_is_forecast_to_buy(sku_of, list_of, facts):
    stock = plan_of(list_of, facts, sku_of(units_per_month=0.0, stock_units=0))
    assert stock.to_order == ()
    assert stock.line_of("A").needed_days is None


def test_an_order_day_that_is_no_working_day_moves_to_the_one_before():
    """16 days before 2010-10-10 is Friday 24 September, a holiday (Mid-Autumn, 22 to 24)."""
    china = Workdays(country="CN")
    assert order_day(date(2010, 10, 10), 16, china) == date(2010, 9, 21)
    assert order_day(date(2010, 7, 30), 23, china) == date(2010, 7, 7)


def test_an_order_that_comes_after_the_go_live_is_late(sku_of, list_of, facts):
    """60 days pass from 31 May to 30 July: 60 days of lead are in time, 61 are not."""
    skus = [sku_of(code=f"S{n}", stock_units=0, lead_days=n) for n in (60, 61)]
    stock = plan_of(list_of, facts, *skus)
    assert [line.sku.code for line in stock.late] == ["S61"]
    assert stock.first_order_by == date(2010, 5, 31)


def test_the_most_urgent_order_stands_first(sku_of, list_of, facts):
    skus = [sku_of(code=f"S{n}", stock_units=0, lead_days=n) for n in (10, 40, 25)]
    stock = plan_of(list_of, facts, *skus)
    assert [line.sku.code for line in stock.to_order] == ["S40", "S25", "S10"]
