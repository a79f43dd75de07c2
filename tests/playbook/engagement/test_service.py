"""Seats by Erlang C, against the anchors of the domain and the closed form for one seat."""

import math

import pytest
from engagements import client_of

from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.service import (
    ServiceRule,
    answered_within,
    on_roll,
    seats_for,
    service_plan,
)

# visitors a day, share that asks, (seats, on roll) with one chat each, and with three at once
ANCHORS = (
    (700, 0.18, (3, 4), (2, 3)),
    (1_500, 0.18, (5, 7), (2, 3)),
    (4_000, 0.18, (10, 14), (4, 6)),
    (10_000, 0.18, (21, 28), (8, 11)),
    (40_000, 0.22, (95, 127), (32, 43)),
)


@pytest.mark.parametrize(("visitors", "asks", "one", "three"), ANCHORS)
def test_seats_are_those_of_the_domain_s_table(visitors, asks, one, three):
    for at_once, expected in ((1, one), (3, three)):
        seats = seats_for(visitors, ServiceRule(chats_per_visitor=asks, at_once=at_once))
        assert (seats.at_peak, seats.on_roll) == expected


def test_one_seat_waits_as_an_m_m_1_queue():
    # P(wait <= t) = 1 - rho exp(-(1 - rho) t)
    assert answered_within(0.6, 1, 2) == pytest.approx(1 - 0.6 * math.exp(-0.4 * 2))


def test_one_seat_less_breaks_the_promise_or_the_occupancy():
    service = ServiceRule()
    seats = seats_for(4_000, service)
    load = 4_000 * 0.18 * 0.11 * 300 / 3600
    fewer = seats.at_peak - 1
    assert load / fewer > 0.85 or answered_within(load, fewer, 30 / 300) < 0.8


def test_seven_days_need_more_people_than_one():
    # 10 seats x 7/5 / 0.75 = 18.7
    assert on_roll(10, 0.25, 7 / 5) == 19


def test_the_busiest_campaign_spreads_its_visits_over_the_days_of_its_kind():
    client = client_of("company_a")
    plan = service_plan(client, campaigns_of(client))
    # Double 11 of 2010: 50,000 x 1.5 visits in three days, and the day's organic visits
    assert plan.busiest.name == "Double 11 2010"
    assert 25_000 < plan.campaign.visits < 29_000
