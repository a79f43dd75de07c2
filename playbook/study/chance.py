"""How likely a choice made on few seasons is a good one, and how many seasons would make it so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from sim.results.experiment import Floats

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
