"""What a choice of a regime weighs beside contribution, and how likely it is a good one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.special import stdtr

from sim.client.load import Client
from sim.client.regimes import BASELINE, regimes_under, terms_of
from sim.client.schema import ClientFile
from sim.model.regimes import Delegated, Green, Planned, Regime
from sim.model.units import in_cny
from sim.results.experiment import Floats
from sim.tables.read import by_key


@dataclass(frozen=True, kw_only=True)
class Stakes:
    """Hold what a choice weighs beside the contribution of the regimes.

    A difference below ``indifferent_share`` of OA's contribution is not worth telling apart: there
    counts how much is handed over, ``alone_cny`` by regime, the most that the agency signs alone in
    a decision (infinite where nothing bounds it).
    ``change_cny`` is by regime the part of its one-off cost that falls on the season compared. A
    regime is ruled out with more than ``risk_limit_cny`` at risk in a month (None: no limit) or
    more than ``red_line_share`` of its sales beyond the red line, of which ``damage_share`` is
    what they cost the brand.
    """

    indifferent_share: float = 0.05
    change_cny: Mapping[str, float] = field(default_factory=dict)
    alone_cny: Mapping[str, float] = field(default_factory=dict)
    risk_limit_cny: float | None = None
    red_line_share: float = 0.0
    damage_share: float = 0.25

    def change(self, regime: str) -> float:
        """Return what changing to a regime costs the season compared, in CNY."""
        return self.change_cny.get(regime, 0.0)

    def handed_over(self, regime: str) -> float:
        """Return the most that the agency signs alone in a decision, in CNY."""
        return self.alone_cny.get(regime, 0.0)

    def indifferent(self, contribution_cny: float) -> float:
        """Return the difference that is not worth telling apart, given OA's contribution."""
        return self.indifferent_share * abs(contribution_cny)


def stakes_of(client: Client) -> Stakes:
    """Return what a client weighs, as its file says.

    Of a one-off cost a season bears the part that its months have in the pay-back time; one that
    is longer bears it whole.
    """
    file = client.file
    choice, part = file.choice, min(1.0, file.season.months / file.choice.pay_back_months)
    return Stakes(
        indifferent_share=choice.indifferent_share,
        change_cny={
            regime: part * change_cost_cny(file, regime)
            for regime in by_key("charter/change_costs")
            if regime != BASELINE
        },
        alone_cny=signed_alone(regimes_under(terms_of(file, client.scenario))),
        risk_limit_cny=file.charter.stop_loss_cny,
        red_line_share=choice.red_line_share,
        damage_share=file.store.brand_damage_share,
    )


def change_cost_cny(file: ClientFile, regime: str) -> float:
    """Return what it costs once to change from OA to a regime, in CNY."""
    return by_key("charter/change_costs")[regime].number("share") * file.choice.change_cny


def signed_alone(regimes: Mapping[str, Regime]) -> dict[str, float]:
    """Return by regime the most that the agency signs alone in a decision, in CNY."""
    return {name: _alone(regime) for name, regime in regimes.items()}


def _alone(regime: Regime) -> float:
    match regime:
        case Green():
            return in_cny(regime.charter.alone_limit)
        case Planned():
            return _alone(regime.fallback)
        case Delegated():
            return inf
        case _:
            return 0.0


RESAMPLES = 2000
"""Resamples of the seasons: the standard error of a share of 95 % is half a percentage point."""

MOST_SEASONS = 100_000
"""Beyond so many seasons no number is told."""

CERTAIN = 1e-12
"""A spread below this part of the largest margin is the arithmetic's, not the seasons'."""

WANTED = 0.95
"""The probability of a correct choice that a number of seasons is sought for."""


@dataclass(frozen=True, kw_only=True)
class Chance:
    """Hold the probability that nothing allowed beats the choice by more than the indifference.

    ``resampled`` counts it over seasons drawn anew with their pairs, ``at_least`` is the bound of
    the formula; both in [0, 1]. They are read off the seasons that chose: right on average over
    what may be true, too high where a rival is better by hardly more than the indifference.
    ``guaranteed`` bounds the probability that so many seasons choose right even there, every rival
    standing just so. ``seasons`` would bring ``at_least`` to ``WANTED``; None: too many.
    """

    resampled: float
    at_least: float
    guaranteed: float
    seasons: int | None


def chance_of(leads: Floats, indifferent: float) -> Chance | None:
    """Return the chance that no rival is better by more than the indifference; None of one season.

    ``leads`` has a row a rival and a column a season: what the choice brings more than the rival.
    With no rival there is nothing to be wrong about.
    """
    if not len(leads):
        return Chance(resampled=1.0, at_least=1.0, guaranteed=1.0, seasons=1)
    if leads.shape[1] < 2:
        return None
    margins = leads + indifferent
    least_favourable = leads - leads.mean(axis=1, keepdims=True) + indifferent
    return Chance(
        resampled=_resampled(margins),
        at_least=bound(margins, margins.shape[1]),
        guaranteed=bound(least_favourable, leads.shape[1]),
        seasons=_seasons_for(margins),
    )


def bound(margins: Floats, seasons: int) -> float:
    """Return the least probability that the true mean of no rival's margin is negative.

    One less the sum over rivals of ``T(-m / s * sqrt(n))``, where ``m`` and ``s`` are mean and
    standard deviation of the rival's margin, ``n`` the seasons and ``T`` Student's distribution
    with ``n - 1`` degrees of freedom (Bonferroni: at least, however the rivals hang together).
    """
    means, spreads = margins.mean(axis=1), margins.std(axis=1, ddof=1)
    certain = spreads <= CERTAIN * np.abs(margins).max()
    ratios = means / np.where(certain, 1.0, spreads) * seasons**0.5
    wrong = np.where(certain, (means < 0).astype(float), stdtr(seasons - 1, -ratios))
    return float(max(0.0, 1.0 - wrong.sum()))


def _resampled(margins: Floats) -> float:
    """Return the share of resamples in which no rival's mean margin is negative."""
    seasons = margins.shape[1]
    picks = np.random.default_rng(seasons).integers(0, seasons, (RESAMPLES, seasons))
    worst = np.min([margin[picks].mean(axis=1) for margin in margins], axis=0)
    return float((worst >= 0).mean())


def _seasons_for(margins: Floats) -> int | None:
    """Return the fewest seasons whose bound is ``WANTED``, the means and spreads as they are."""
    if bound(margins, MOST_SEASONS) < WANTED:
        return None
    low, high = 1, MOST_SEASONS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if bound(margins, middle) >= WANTED else (middle, high)
    return high
