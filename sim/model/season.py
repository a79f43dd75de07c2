"""The season's tape: all luck of one season, drawn once, before any regime is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sim.model.chain import Attendance
from sim.model.clock import Clock
from sim.model.offers import Expectation, Offer, Request, forecast
from sim.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """Hold a quarter's plan on its way through the full chain; it cannot stand before it begins."""

    quarter: tuple[int, int]
    begins_at: int
    request: Request


@dataclass(frozen=True, kw_only=True)
class Season:
    """Hold the luck of one season, indexed by what it belongs to; the policy never draws.

    ``organic_visits`` and the uniforms have one entry a day of the season and of its run-out,
    ``shops_sales`` (fen) one a day of the season.
    """

    scenario: Scenario
    seed: int
    replication: int
    offers: tuple[Offer, ...]
    plan_requests: tuple[PlanRequest, ...]
    attendance: Attendance
    agency_away: frozenset[int]
    other_work: Mapping[str, tuple[tuple[int, int], ...]]
    organic_visits: tuple[int, ...]
    shops_sales: tuple[int, ...]
    u_organic: tuple[float, ...]
    u_repeat: tuple[float, ...]

    @property
    def begins_at(self) -> int:
        """Return the moment at which the replay starts: the first filing, or the first day."""
        return min([0, *(plan.request.filed_at for plan in self.plan_requests)])

    @cached_property
    def duty(self) -> Clock:
        """Return the hours in which somebody of the agency is on duty, absences taken out."""
        agency = self.scenario.agency
        return agency.duty.without(() if agency.deputy else self.agency_away)

    def expected(self, offer: Offer, visitors: float) -> Expectation:
        """Return the forecast of who expects so many visitors of an offer: once for all regimes."""
        known, found = self._expected.get((offer.number, visitors), (None, None))
        if found is None or known is not offer:
            found = forecast(self.scenario, offer, visitors)
            self._expected[offer.number, visitors] = offer, found
        return found

    @cached_property
    def _expected(self) -> dict[tuple[int, float], tuple[Offer, Expectation]]:
        return {}
