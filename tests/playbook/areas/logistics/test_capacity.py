"""People and parcels: the slower step decides, and the domain study's crew is met."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engagements import client_of, engaged

from playbook.areas.logistics.capacity import Capacity, demand_of, standard_line
from playbook.areas.logistics.parcels import parcel_month, uncollected
from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.service import service_plan
from sim.client.schema import WarehouseSection
from sim.tables.rules import rule


@pytest.fixture(scope="module")
def case():
    return demand_of(engaged())


def with_house(demand, **changes):
    file = demand.file.model_copy(update={"warehouse": WarehouseSection(**changes)})
    return Capacity(demand=replace(demand, file=file))


def test_289_parcels_take_two_pickers_and_two_to_three_packers():
    """domain.md 5.1; three packers at the low end of the rate.

    Picking 289 x 2.2 / 70 = 9.1 h, packing 289 / 32 = 9.0 h, a shift gives 8 x 0.7 = 5.6 h.
    """
    line = standard_line()
    slow = replace(line, pack_rate=rule("logistics.pack_parcels_per_hour").low)
    assert (line.pickers(289), line.packers(289), slow.packers(289)) == (2, 2, 3)


def test_the_slower_step_decides_what_is_sent():
    """A picker 5.6 h x 70 / 2.2 = 178.2 orders, a packer 5.6 h x 32 = 179.2 parcels."""
    line = standard_line()
    assert line.parcels(1, 1) == pytest.approx(5.6 * 70 / 2.2)
    assert line.parcels(9, 1) == pytest.approx(5.6 * 32)
    assert line.parcels(0, 9) == 0


def test_the_busiest_day_is_a_multiple_of_the_busiest_month_s_normal_day(case):
    """Where no campaign brings more."""
    case = replace(case, event=None)
    most = max(one.a_day for one in case.months)
    assert case.peak_orders == pytest.approx(10 * most)
    assert case.peak_parcels == pytest.approx(
        10 * most / rule("logistics.peak_dispatch_days").value
    )
    factor = rule("logistics.peak_factor_2010")
    assert (factor.low, factor.high) == (8, 12)


def test_a_campaign_that_brings_more_than_the_rule_is_reckoned_with(case):
    """Double 11, 75,000 visits x 4.5 % over its days, beside a normal day of November."""
    event = case.event
    assert event.orders == pytest.approx(75_000 * 0.045)
    normal = case.months[3].a_day
    assert case.event_orders == pytest.approx(normal + event.orders / event.event_days)
    larger = replace(case, event=replace(event, orders=1e6))
    assert larger.peak_orders == larger.event_orders > larger.usual_peak
    assert case.peak_orders == max(case.usual_peak, case.event_orders)


def test_the_warehouse_and_the_service_prepare_for_the_same_campaign(case):
    client = client_of()
    assert case.event == service_plan(client, campaigns_of(client)).busiest


def test_the_least_of_people_line_and_collection_decides(case):
    """Overtime of 3 h: 11 h x 0.7 x 70 / 2.2 = 245 orders picked."""
    capacity = Capacity(demand=case)
    assert capacity.limits() == {"packing": 600, "people": 178, "collection": 400}
    assert capacity.can_send(rule("logistics.overtime_h").value) == 245
    many = with_house(case, pickers=90, packers=90, collected_per_day=50)
    assert many.can_send() == 50


def test_who_is_missing_is_counted_by_step(case):
    """One picker picks 178 orders a day, five packers pack many more."""
    capacity = with_house(case, pickers=1, packers=5)
    assert capacity.missing(200) == (1, 0)
    assert capacity.missing(10) == (0, 0)


def test_temporary_workers_close_the_gap_of_the_campaign(case):
    """The temporary workers are what a long shift needs beyond the picker and packer there."""
    capacity = Capacity(demand=case)
    long = standard_line(hours=8 + rule("logistics.overtime_h").value)
    need = long.pickers(case.peak_parcels) + long.packers(case.peak_parcels)
    assert capacity.temporary(case.peak_parcels) == need - 2
    assert capacity.temporary_cost_cny() == (need - 2) * 2 * 100
    assert with_house(case, pickers=99, packers=99).temporary(case.peak_parcels) == 0


def test_a_third_party_s_warehouse_has_no_people_of_the_client(case):
    capacity = with_house(case, own=False, collected_per_day=6000)
    assert set(capacity.limits()) == {"packing", "collection"}


def test_an_unknown_warehouse_knows_only_the_packing_line(case):
    capacity = Capacity(demand=replace(case, file=case.file.model_copy(update={"warehouse": None})))
    assert capacity.limits() == {"packing": 600}
    assert uncollected(capacity.demand) is None


def test_parcels_packaging_and_returns_of_a_month_add_up(case):
    """10 CNY a parcel, 2 CNY packaging, 4 % back at 10 CNY: 12.40 CNY an order."""
    one = parcel_month(case, case.months[3])
    assert one.parcels == pytest.approx(case.months[3].a_day * 30)
    assert one.cost_cny / one.parcels == pytest.approx(12.4)
    assert one.return_hours == pytest.approx(one.parcels * 0.04 * 8 / 60)


def test_what_nobody_collects_is_the_peak_less_the_collection(case):
    assert uncollected(case) == pytest.approx(case.peak_parcels - 400)
