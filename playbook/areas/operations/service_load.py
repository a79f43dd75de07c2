"""The two days that service is staffed for: a normal one, and the busiest campaign day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from playbook.areas.operations.campaigns import DatedCampaign
from playbook.areas.operations.service import Seats, ServiceRule, on_roll, seats_for
from sim.client.load import Client
from sim.model.deal import organic_level
from sim.model.scenario import Scenario
from sim.tables.rules import rule

DAYS_OPEN, DAYS_WORKED = 7, 5


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
    open_to = [one for one in campaigns if one.can_sign_up]
    busiest = max(open_to, key=lambda one: _on_a_day(client.scenario, one), default=None)
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


def _on_a_day(scenario: Scenario, one: DatedCampaign) -> float:
    day = scenario.day_number(one.starts)
    return one.visits / one.event_days + organic_level(scenario, day)
