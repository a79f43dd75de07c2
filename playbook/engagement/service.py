"""How many people answer customers: Erlang C on the chats of the busiest hour.

Chats, not calls: one person may hold several at once. That is approximated by dividing the handling
time by the number held, which is optimistic about the wait; the plan says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

from playbook.engagement.campaigns import DatedCampaign
from sim.client.load import Client
from sim.model.offers import organic_level
from sim.model.scenario import Scenario
from sim.tables.rules import rule

DAYS_OPEN, DAYS_WORKED = 7, 5
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class ServiceRule:
    """What the team promises and how it works.

    ``chats_per_visitor`` is a share of visitors, ``peak_hour_share`` the busiest hour's part of a
    day's chats, ``handling_s`` the seconds a chat takes, ``at_once`` the chats one person holds.
    """

    chats_per_visitor: float = 0.18
    peak_hour_share: float = field(default_factory=lambda: rule("operations.peak_hour_share").value)
    handling_s: float = field(default_factory=lambda: rule("operations.handling_s").value)
    answered_share: float = field(default_factory=lambda: rule("operations.answered_share").value)
    answered_within_s: float = field(
        default_factory=lambda: rule("operations.answered_within_s").value
    )
    occupancy_most: float = field(default_factory=lambda: rule("operations.occupancy_most").value)
    shrinkage: float = field(default_factory=lambda: rule("operations.shrinkage").value)
    at_once: int = 1


@dataclass(frozen=True, kw_only=True)
class Seats:
    """How many must sit at the busiest hour, how many be employed, and what they then promise."""

    at_peak: int
    on_roll: int
    answered_share: float
    occupancy: float


def waits_share(load_erlang: float, seats: int) -> float:
    """Return Erlang's C: the share of arrivals that find every seat taken; 1 when overloaded.

    >>> round(waits_share(2.25, 3), 6)
    0.567757
    """
    if load_erlang >= seats:
        return 1.0
    blocked = 1.0  # Erlang B by its recursion, which never overflows
    for seat in range(1, seats + 1):
        blocked = load_erlang * blocked / (seat + load_erlang * blocked)
    return blocked / (1 - load_erlang / seats * (1 - blocked))


def answered_within(load_erlang: float, seats: int, within: float) -> float:
    """Return the share answered within a time, given in handling times.

    >>> round(answered_within(0.75, 1, 4), 6)  # M/M/1: 1 - 0.75 exp(-(1 - 0.75) 4)
    0.72409
    """
    if load_erlang >= seats:
        return 0.0
    return 1 - waits_share(load_erlang, seats) * math.exp(-(seats - load_erlang) * within)


def seats_for(visitors_per_day: float, service: ServiceRule) -> Seats:
    """Return the fewest seats that keep the promise at the busiest hour, at least one.

    >>> seats_for(4_000, ServiceRule()).at_peak, seats_for(4_000, ServiceRule()).on_roll
    (10, 14)
    """
    handling_s = service.handling_s / service.at_once
    chats_an_hour = visitors_per_day * service.chats_per_visitor * service.peak_hour_share
    load = chats_an_hour * handling_s / SECONDS_AN_HOUR
    seats = max(1, math.ceil(load / service.occupancy_most))
    within = service.answered_within_s / handling_s
    while answered_within(load, seats, within) < service.answered_share:
        seats += 1
    return Seats(
        at_peak=seats,
        on_roll=on_roll(seats, service.shrinkage),
        answered_share=answered_within(load, seats, within),
        occupancy=load / seats,
    )


def on_roll(seats: int, shrinkage: float, days: float = 1.0) -> int:
    """Return the people to employ for seats; ``days`` is days covered over days worked a week.

    >>> on_roll(10, 0.25), on_roll(10, 0.25, 7 / 5)
    (14, 19)
    """
    return math.ceil(seats * days / (1 - shrinkage) - 1e-9)


@dataclass(frozen=True, kw_only=True)
class ServiceDay:
    """One kind of day: its visits and the share of them that asks."""

    visits: float
    chats_per_visitor: float

    @property
    def chats(self) -> float:
        """Return the chats of the day."""
        return self.visits * self.chats_per_visitor

    def seats(self, at_once: int) -> Seats:
        """Return the seats of its busiest hour, each person holding so many chats."""
        return self._seats_in(rule("operations.peak_hour_share").value, at_once)

    def early_seats(self, at_once: int) -> Seats:
        """Return the seats of the early shift's busiest hour."""
        return self._seats_in(rule("operations.early_hour_share").value, at_once)

    def _seats_in(self, hour_share: float, at_once: int) -> Seats:
        service = ServiceRule(
            chats_per_visitor=self.chats_per_visitor, peak_hour_share=hour_share, at_once=at_once
        )
        return seats_for(self.visits, service)


@dataclass(frozen=True, kw_only=True)
class ServicePlan:
    """The normal day and the busiest campaign day (None: no campaign) against what is promised."""

    normal: ServiceDay
    campaign: ServiceDay | None
    busiest: DatedCampaign | None
    chats_per_day: int

    @cached_property
    def at_once(self) -> int:
        """Return the chats that a trained person holds."""
        return int(rule("operations.at_once").value)

    @property
    def on_roll(self) -> int:
        """Return the people to employ for both shifts of a normal week."""
        shifts = (self.normal.early_seats(self.at_once), self.normal.seats(self.at_once))
        return sum(self.people_for(shift.at_peak) for shift in shifts)

    def people_for(self, seats: int) -> int:
        """Return the people to employ for seats on seven days, each working five."""
        return on_roll(seats, rule("operations.shrinkage").value, DAYS_OPEN / DAYS_WORKED)


def service_plan(client: Client, campaigns: tuple[DatedCampaign, ...]) -> ServicePlan:
    """Return the service plan of a client; a campaign's visits come in even shares."""
    scenario, supply = client.scenario, client.file.supply
    organic = [organic_level(scenario, day) for day in range(scenario.days)]
    busiest = busiest_campaign(client, campaigns)
    return ServicePlan(
        normal=ServiceDay(visits=sum(organic) / len(organic), chats_per_visitor=supply.chat_share),
        campaign=None
        if busiest is None
        else ServiceDay(
            visits=_on_a_day(client.scenario, busiest),
            chats_per_visitor=rule("operations.campaign_chat_share").value,
        ),
        busiest=busiest,
        chats_per_day=supply.chats_per_day,
    )


def busiest_campaign(client: Client, campaigns: tuple[DatedCampaign, ...]) -> DatedCampaign | None:
    """Return the campaign on whose days most visitors come; None where none can be entered."""
    open_to = [one for one in campaigns if one.can_sign_up]
    return max(open_to, key=lambda one: _on_a_day(client.scenario, one), default=None)


def _on_a_day(scenario: Scenario, one: DatedCampaign) -> float:
    day = scenario.day_number(one.starts)
    return one.visits / one.event_days + organic_level(scenario, day)
