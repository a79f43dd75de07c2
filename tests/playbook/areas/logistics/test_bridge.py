"""The ERP bridge: keying hours, errors, and what is sold twice between two updates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from engagements import client_of, engaged

from playbook.areas.logistics.bridge import (
    Bridge,
    buffer_units,
    expected_oversold,
    keying_hours,
    longest_gap_h,
)
from playbook.areas.logistics.capacity import demand_of
from playbook.project.changes import is_linked
from sim.tables.rules import rule


@pytest.fixture(scope="module")
def case():
    return demand_of(engaged())


@pytest.fixture(scope="module")
def linked():
    return demand_of(engaged(client_of("cosmetics_today")))


@pytest.mark.parametrize(("orders", "hours"), [(22, 1.5), (89, 5.9), (289, 19.3), (1500, 100)])
def test_keying_takes_the_hours_of_the_domain_study(orders, hours):
    """domain.md 5.4: at 4 minutes an order."""
    assert keying_hours(orders, 4) == pytest.approx(hours, abs=0.05)


def test_a_month_s_keying_is_labour_and_errors(case):
    """15 CNY an hour at 4 min are 1 CNY an order; 1 % wrong at 70 CNY are 0.70 CNY an order."""
    first, second = Bridge(demand=case).months()
    for one in (first, second):
        orders = one.month.a_day * one.month.manual_days
        assert one.labour_cny == pytest.approx(orders * 1.0)
        assert one.errors_cny == pytest.approx(orders * 0.7)
    assert first.clerks == second.clerks == 1


def test_a_linked_client_keys_nothing(linked):
    assert is_linked(linked.file)
    assert Bridge(demand=linked).months() == ()
    assert Bridge(demand=linked).gap_h == pytest.approx(10 / 60)


@pytest.mark.parametrize(
    ("rate", "stock", "gap", "expected"),
    [
        *((0.5, 10, 24, 2.6), (2, 10, 24, 38), (8, 30, 24, 162)),
        *((0.5, 10, 4, 0.0), (2, 10, 4, 0.4), (8, 30, 4, 3.4), (40, 60, 4, 100)),
        (40, 60, 1, 0.003),
    ],
)
def test_what_is_oversold_is_what_the_domain_study_measured(rate, stock, gap, expected):
    """domain.md 5.4."""
    assert expected_oversold(rate, stock, gap) == pytest.approx(expected, abs=0.5, rel=0.02)


def test_one_hour_between_updates_oversells_three_thousandths_at_forty_an_hour():
    assert expected_oversold(40, 60, 1) == pytest.approx(0.003, abs=0.001)


def test_the_formula_is_the_mean_of_the_excess_of_a_poisson_demand():
    drawn = np.random.default_rng(1).poisson(20, 200_000)
    assert expected_oversold(5, 18, 4) == pytest.approx(np.maximum(drawn - 18, 0).mean(), rel=0.02)


def test_no_demand_oversells_nothing_and_no_stock_oversells_all():
    assert expected_oversold(0, 5, 24) == 0
    assert expected_oversold(3, 0, 2) == pytest.approx(6)


def test_the_longest_gap_is_the_last_that_keeps_the_allowance():
    gap = longest_gap_h(2, 10, 1.0)
    assert gap is not None
    assert expected_oversold(2, 10, gap) <= 1.0 < expected_oversold(2, 10, gap + 2)
    assert longest_gap_h(1000, 0, 0.1) is None


def test_the_buffer_is_the_least_stock_that_keeps_the_allowance():
    buffer = buffer_units(16, 8, 6.4)
    assert expected_oversold(16, buffer, 8) <= 6.4 < expected_oversold(16, buffer - 1, 8)


def test_twice_a_day_is_enough_on_a_normal_day_and_fails_the_first_event(case):
    """domain.md 5.4: twice a day is enough in months 1-2 and fails the first event."""
    bridge = Bridge(demand=case)
    month = bridge.judged_month()
    assert month.first == date(2010, 9, 1)
    assert case.file.supply.syncs_per_day == 2
    assert bridge.normal(month).fits
    assert not bridge.event(month).fits
    longest = bridge.event(month).longest_h
    assert longest is not None
    assert longest < bridge.gap_h == rule("logistics.selling_hours").value / 2


def test_more_updates_a_day_oversell_no_more(case):
    month = case.months[1]
    found = []
    for often in (1, 2, 6, 24):
        supply = case.file.supply.model_copy(update={"syncs_per_day": often})
        demand = replace(case, file=case.file.model_copy(update={"supply": supply}))
        found.append(Bridge(demand=demand).event(month).oversold)
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]
