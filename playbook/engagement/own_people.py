"""No agency at all: what a store that exists is worth run with the client's own people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from playbook.engagement.business import (
    MANAGED,
    OWN,
    Business,
    OwnTeam,
    agency_paid,
    lines,
    own_paths,
    own_team,
)
from playbook.engagement.cash import present_value
from sim.client.load import Client
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class OwnPeople:
    """Hold the store with the client's own people beside the one with the agency, in CNY today.

    ``alone`` and ``together`` are the least and the most that it is worth more than the managed
    store when each judgement of the team is moved alone over its range, and when all are moved at
    once. ``month`` is today's worth of one CNY paid every month; ``earned`` what the store brings
    after the hand-over before agency or own team is paid.
    """

    team: OwnTeam
    value: float
    managed: float
    alone: tuple[float, float]
    together: tuple[float, float]
    month: float
    earned: float

    @property
    def gap(self) -> float:
        """Return how much more than the managed store it is worth."""
        return self.value - self.managed

    @property
    def is_sure(self) -> bool:
        """Tell whether no judgement moved alone turns the answer."""
        least, most = self.alone
        return least > 0 or most < 0

    @property
    def even_month_cny(self) -> float:
        """Return what the own team may cost a month before both are worth the same."""
        return self.team.month_cny + self.gap / self.month

    @property
    def even_share(self) -> float | None:
        """Return how much less of ``earned`` it may bring before both are worth the same.

        A negative share is what it must bring more; None where nothing is earned.
        """
        return self.gap / self.earned if self.earned > 0 else None

    def gap_at(self, month_cny: float) -> float:
        """Return the gap with a team of this cost a month."""
        return self.gap - (month_cny - self.team.month_cny) * self.month


def own_people(business: Business) -> OwnPeople:
    """Return the store of a client that has one, with its own people in the agency's place."""
    client, managed = business.client, business.options[MANAGED].value
    team, (dearest, cheapest) = own_team(client.file), teams_together(client)
    alone = [_worth(business, one) - managed for one in teams_alone(client)]
    return OwnPeople(
        team=team,
        value=business.options[OWN].value,
        managed=managed,
        alone=(min(alone), max(alone)),
        together=(_worth(business, dearest) - managed, _worth(business, cheapest) - managed),
        month=present_value(business.monthly(1.0), client.file.store.discount_rate_share),
        earned=_earned(business, team.hand_over_months),
    )


def teams_alone(client: Client) -> tuple[OwnTeam, ...]:
    """Return the own teams with one judgement at an end of its range, the others as they are."""
    team = own_team(client.file)
    return tuple(
        one
        for end in teams_together(client)
        for one in (
            replace(team, agency_cny=end.agency_cny),
            replace(team, factor=end.factor),
            replace(team, hand_over_months=end.hand_over_months),
        )
    )


def teams_together(client: Client) -> tuple[OwnTeam, OwnTeam]:
    """Return the dearest team that takes over last, and the cheapest that does so first."""
    factor, months = rule("business.own_team_factor"), rule("business.own_hand_over_months")
    low, high = _agency_range(client)
    return (
        OwnTeam(agency_cny=high, factor=factor.high, hand_over_months=round(months.high)),
        OwnTeam(agency_cny=low, factor=factor.low, hand_over_months=round(months.low)),
    )


def _agency_range(client: Client) -> tuple[float, float]:
    """Return the range of what the agency's people cost; of a figure without one, the figure."""
    stated = client.file.agency.monthly_cost_cny
    (number,) = (one for one in client.assumptions if one.path == "agency.monthly_cost_cny")
    low, high = number.low, number.high
    return stated if low is None else low, stated if high is None else high


def _worth(business: Business, team: OwnTeam) -> float:
    return _today(business, np.array(own_paths(business, team)))


def _earned(business: Business, served: int) -> float:
    """Return today's worth of what the store brings from the end of the hand-over on."""
    cash = lines(business.study, business.own_regime, "contribution") + agency_paid(business)
    cash[:, :served] = 0.0
    return _today(business, cash)


def _today(business: Business, cash: np.ndarray) -> float:
    """Return the present value of the mean cash; it is the mean of the values, as both are sums."""
    return present_value(cash.mean(axis=0).tolist(), business.client.file.store.discount_rate_share)
