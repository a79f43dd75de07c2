"""What offers are worth, whoever decides them: how many are bad, and what judging them can bring.

Every offer of the tape is valued alone, with its true visitors and conversion and at once; what
delay, stock and other offers on the same days cost is the regimes' matter and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.luck.draw import draw_season
from sim.model.offers import Expectation, Offer, agency_likes, forecast
from sim.model.scenario import APPEARANCE_CEILING, Scenario
from sim.model.units import in_cny
from sim.results.comparison import mean_interval
from sim.results.experiment import Floats

TOP = 0.05
"""The part of all offers, the best ones, whose share of the value is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Hold one offer of one season: its true value in CNY, and who would take it."""

    season: int
    kind: str
    value: float
    red_line: bool
    agency_takes: bool
    reviewers_take: bool


@dataclass(frozen=True, kw_only=True)
class OverSeasons:
    """Hold a measure over seasons with its 95 % interval; no interval from one season."""

    mean: float
    low: float | None
    high: float | None


def worths(scenario: Scenario, seed: int, seasons: int) -> list[Worth]:
    """Return every offer that the platform makes in the seasons of an experiment with ``seed``."""
    return [
        _worth(scenario, number, offer)
        for number in range(seasons)
        for offer in draw_season(scenario, seed, number).offers
        if offer.campaign or offer.u_appears < 1 / APPEARANCE_CEILING
    ]


def _worth(scenario: Scenario, season: int, offer: Offer) -> Worth:
    seen = forecast(scenario, offer, offer.seen_by_reviewers)
    return Worth(
        season=season,
        kind=offer.kind.id,
        value=in_cny(round(truth(scenario, offer).deal_value)),
        red_line=offer.out_of_scope,
        agency_takes=agency_likes(scenario, offer, forecast(scenario, offer, offer.seen_by_agency)),
        reviewers_take=seen.deal_value >= scenario.chain.hurdle * offer.cash_cost,
    )


def truth(scenario: Scenario, offer: Offer) -> Expectation:
    """Return what the offer brings if it is taken alone: nobody knows that beforehand."""
    kind = offer.kind
    known = replace(kind, conversion=min(1.0, kind.conversion * offer.conversion))
    return forecast(scenario, replace(offer, kind=known), offer.visitors)


@dataclass(frozen=True)
class Population:  # one class: every figure is of the same offers
    """Hold the offers of some seasons that nobody forbids, and tell how their value is spread."""

    offers: Sequence[Worth]
    seasons: int

    def of_kind(self, kind: str) -> Population:
        """Return the offers of one kind."""
        return Population([one for one in self.offers if one.kind == kind], self.seasons)

    @property
    def kinds(self) -> list[str]:
        """Return the kinds that came, the one with the most value first."""
        total: dict[str, float] = {}
        for one in self.offers:
            total[one.kind] = total.get(one.kind, 0.0) + one.value
        return sorted(total, key=lambda kind: -total[kind])

    @property
    def number(self) -> OverSeasons:
        """Return how many offers come in a season."""
        return self._mean(lambda one: 1.0)

    @property
    def value(self) -> OverSeasons:
        """Return what taking every offer is worth in a season, in CNY."""
        return self._mean(lambda one: one.value)

    @property
    def bad_share(self) -> OverSeasons | None:
        """Return the share of the offers with a value below nought; None where none came."""
        return _part(self._ratio(lambda one: float(one.value < 0), lambda one: 1.0))

    @property
    def losses(self) -> OverSeasons:
        """Return what the bad offers lose in a season, in CNY: what perfect screening saves."""
        return self._mean(lambda one: max(0.0, -one.value))

    @property
    def losses_share(self) -> OverSeasons | None:
        """Return those losses over what the good offers earn; None where none earns."""
        return self._ratio(lambda one: max(0.0, -one.value), lambda one: max(0.0, one.value))

    @property
    def top_share(self) -> OverSeasons | None:
        """Return the part of what good offers earn that the best twentieth of all earns."""
        if not self.offers:
            return None
        least = float(np.quantile([one.value for one in self.offers], 1 - TOP))
        earned = self._ratio(
            lambda one: max(0.0, one.value) if one.value >= least else 0.0,
            lambda one: max(0.0, one.value),
        )
        return _part(earned)

    def saved_by(self, takes: Callable[[Worth], bool]) -> OverSeasons:
        """Return what a screen is worth in a season over taking every offer, in CNY."""
        return self._mean(lambda one: 0.0 if takes(one) else -one.value)

    def _mean(self, measure: Callable[[Worth], float]) -> OverSeasons:
        sums = self._by_season(measure)
        return OverSeasons(mean=float(sums.mean()), **_bounds(sums))

    def _ratio(
        self, above: Callable[[Worth], float], below: Callable[[Worth], float]
    ) -> OverSeasons | None:
        return ratio_of_sums(self._by_season(above), self._by_season(below))

    def _by_season(self, measure: Callable[[Worth], float]) -> Floats:
        sums = np.zeros(self.seasons)
        for one in self.offers:
            sums[one.season] += measure(one)
        return sums


def ratio_of_sums(top: Floats, bottom: Floats) -> OverSeasons | None:
    """Return a ratio of sums over seasons; its error is that of what each season adds to it.

    None where the lower sum is nought. Source: the linearised variance of a ratio of cluster
    totals (Cochran 1977, chapter 6).
    """
    if not bottom.sum():
        return None
    ratio = float(top.sum() / bottom.sum())
    rests = (top - ratio * bottom) / bottom.mean()
    return OverSeasons(mean=ratio, **_bounds(ratio + rests))


def _bounds(values: Floats) -> dict[str, float | None]:
    """Return the ends of the interval; seasons that are all alike do not tell how sure it is."""
    alike = bool(np.ptp(values) < 1e-12)
    low, high = (None, None) if alike else mean_interval(values)
    return {"low": low, "high": high}


def _part(found: OverSeasons | None) -> OverSeasons | None:
    """Return a part of a whole with its interval cut at nought and one."""
    if found is None or found.low is None or found.high is None:
        return found
    return replace(found, low=max(0.0, found.low), high=min(1.0, found.high))


def allowed(offers: Iterable[Worth]) -> list[Worth]:
    """Return the offers that do not ask for what the brand's red line forbids."""
    return [one for one in offers if not one.red_line]
