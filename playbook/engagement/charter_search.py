"""Which charter: its clauses set together, what each earns and may lose; which clause matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.varied import Breadth, breadth_under, breadths
from playbook.study.choice import Chance, chance_of
from playbook.study.standing import MONEY, Standing
from sim.client.regimes import BASELINE
from sim.results.comparison import Comparison, Difference
from sim.results.experiment import Floats


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Hold one charter: what it adds to OA's contribution on ``seasons``, and what it may lose.

    ``alone_cny`` is the most that the agency signs alone in a decision, ``matters_cny`` the gain
    from which on the rule of the recommendation leaves OA for it.
    ``at_risk_cny`` is the 95th percentile of the largest fall within a month, None where nothing
    was decided; ``beyond_share`` the sales beyond the red line as a share of all sales;
    ``is_borne`` tells whether the rule of the recommendation lets it stand.
    """

    breadth: Breadth
    alone_cny: float
    matters_cny: float
    seasons: int
    gain: Difference
    at_risk_cny: float | None
    beyond_share: float
    is_borne: bool

    @property
    def is_worth_it(self) -> bool:
        """Tell whether it stands, and OA is worth leaving for it."""
        return self.is_borne and self.gain.mean >= self.matters_cny


def searched(engagement: Engagement) -> list[Tried]:
    """Return every charter tried, the one that gains most first."""
    return engagement.once(_searched)


def _searched(engagement: Engagement) -> list[Tried]:
    tried = [_tried(engagement, breadth) for breadth in breadths(engagement.client.file)]
    return sorted(tried, key=lambda one: -one.gain.mean)


def weighed(engagement: Engagement, tried: list[Tried]) -> Tried:
    """Return among the charters tried the one that is weighed."""
    breadth = breadth_under(engagement.client.file, engagement.candidate)
    return next(one for one in tried if one.breadth == breadth)


WORTH_TELLING = 0.01
"""By so large a part a charter must gain more than one that takes less stock to be another one."""


def frontier(tried: list[Tried]) -> list[Tried]:
    """Return the charters to which no other gains at least as much at less money at risk.

    Where more stock gains hardly anything, the charter that takes less of it stands for both.
    """
    ordered = sorted(tried, key=lambda one: (one.at_risk_cny or 0.0, -one.gain.mean))
    best: list[Tried] = []
    for one in ordered:
        if not best or one.gain.mean > best[-1].gain.mean:
            best.append(one)
    return [min(_alike(one, tried), key=lambda other: other.breadth.stock_share) for one in best]


def _alike(one: Tried, tried: list[Tried]) -> list[Tried]:
    """Return the charters of other shares of stock that gain about as much at no more risk."""
    least = one.gain.mean - WORTH_TELLING * abs(one.gain.mean)
    return [
        other
        for other in tried
        if replace(other.breadth, stock_share=one.breadth.stock_share) == one.breadth
        and other.gain.mean >= least
        and (other.at_risk_cny or 0.0) <= (one.at_risk_cny or 0.0)
    ]


def most(tried: list[Tried]) -> Tried | None:
    """Return the charter that stands and gains most, None where none stands."""
    return max((one for one in tried if one.is_borne), key=_gained, default=None)


def close(tried: list[Tried], indifferent: float) -> list[Tried]:
    """Return the charters worth it that no other one beats by more than ``indifferent``."""
    worth = [one for one in tried if one.is_worth_it]
    best = max(map(_gained, worth), default=0.0)
    return [one for one in worth if one.gain.mean >= best - indifferent]


def chosen(tried: list[Tried], indifferent: float) -> Tried | None:
    """Return of those close to one another the narrowest, as the rule names regimes.

    Narrowest is the one under which the agency signs least alone. None where none is worth it.
    """
    return min(close(tried, indifferent), key=_width, default=None)


def better(engagement: Engagement, tried: list[Tried]) -> Tried | None:
    """Return the charter to sign in place of the one weighed, None where that is as it should be.

    It brings more by what is worth telling apart, or is as good and hands over less.
    """
    worth, ours = engagement.recommendation.indifferent, weighed(engagement, tried)
    best = chosen(tried, worth)
    if best is None or not (is_narrower(best, ours) or best.gain.mean - ours.gain.mean >= worth):
        return None
    return best


def is_narrower(one: Tried, other: Tried) -> bool:
    """Tell whether the agency signs less alone under one charter than under the other."""
    return one.alone_cny < other.alone_cny


def _gained(one: Tried) -> float:
    return one.gain.mean


def _width(one: Tried) -> tuple[float, float, float]:
    return one.alone_cny, one.breadth.factor, one.breadth.stock_share


def ends_inside(one: Tried, tried: list[Tried]) -> bool:
    """Tell whether a charter lies inside the widths that were tried."""
    widths = [other.breadth.factor for other in tried]
    return min(widths) < one.breadth.factor < max(widths)


def _tried(engagement: Engagement, breadth: Breadth) -> Tried:
    study = engagement.study(engagement.questions.charter(breadth))
    at_risk = study.summary_if_any(CURVE_REGIME, "money_at_risk_cny")
    rule = Standing.of(study, engagement.stakes).rule
    return Tried(
        breadth=breadth,
        alone_cny=breadth.limits(engagement.client.file)["alone_cny"],
        matters_cny=engagement.rule.matters(_kin(breadth)),
        seasons=study.replications,
        gain=study.difference(CURVE_REGIME, MONEY),
        at_risk_cny=at_risk.mean if at_risk else None,
        beyond_share=_beyond(engagement, study),
        is_borne=not rule.objection(CURVE_REGIME),
    )


def _kin(breadth: Breadth) -> str:
    """Return the regime that costs as much to introduce as a charter tried.

    One that is wider than the draft is argued about for as long as the widest.
    """
    if breadth.alone:
        return "alone_green"
    return "wide_green" if breadth.factor > 1 else CURVE_REGIME


def _beyond(engagement: Engagement, study: Comparison) -> float:
    """Return the sales beyond the red line as a share of all sales."""
    damage = study.summary(CURVE_REGIME, "brand_damage_cny").mean
    rate = engagement.stakes.damage_share
    sales = study.summary(CURVE_REGIME, "sales_cny").mean
    return damage / rate / sales if rate and sales else 0.0


CLAUSES = ("factor", "stock_share", "alone")
"""What the charters tried differ in, as a ``Breadth`` names it."""

Levels = dict[str, list[float]]


@dataclass(frozen=True, kw_only=True)
class ClauseEffect:
    """Hold what one clause explains of the variance of the gain, and of how many levels it is.

    ``low`` and ``high`` are the least and the greatest total effect when any one season is left
    out; None where there are not two seasons.
    """

    clause: str
    levels: int
    effect: Effect
    low: float | None
    high: float | None


def gains_by_charter(engagement: Engagement, tried: list[Tried]) -> dict[Breadth, Floats]:
    """Return what each charter tried gained over OA in CNY, season by season.

    The seasons are those of the search; none is simulated for this.
    """

    def gains(breadth: Breadth) -> Floats:
        results = engagement.study(engagement.questions.charter(breadth)).results
        return results.seasons(CURVE_REGIME, MONEY) - results.seasons(BASELINE, MONEY)

    return {one.breadth: gains(one.breadth) for one in tried}


def chance_of_chosen(engagement: Engagement, tried: list[Tried], best: Tried) -> Chance | None:
    """Return the chance that no charter that stands beats one by more than the indifference.

    It is worked out as for regimes, on the paired seasons of the search; None of one season.
    """
    gains = gains_by_charter(engagement, [one for one in tried if one.is_borne])
    ours = gains.pop(best.breadth)
    leads = np.array([ours - theirs for theirs in gains.values()])
    return chance_of(leads, engagement.recommendation.indifferent)


def clause_effects(gains: Mapping[Breadth, Floats]) -> list[ClauseEffect]:
    """Return the effect of each clause of which several levels were tried, the largest first.

    ``gains`` are by season, of charters in which every level meets every other.
    """
    levels = _levels(gains)
    grid = _on_grid(gains, levels)
    found = effects(grid.mean(axis=-1))
    without = [effects(grid[..., kept].mean(axis=-1)) for kept in _one_left_out(grid.shape[-1])]
    made = (
        _clause_effect(clause, len(levels[clause]), found[axis], [one[axis] for one in without])
        for axis, clause in enumerate(levels)
    )
    return sorted(made, key=lambda one: -one.effect.total)


def _levels(charters: Iterable[Breadth]) -> Levels:
    """Return the levels of each clause that has several."""
    tried = list(charters)
    found = {clause: sorted(set(map(attrgetter(clause), tried))) for clause in CLAUSES}
    return {clause: levels for clause, levels in found.items() if len(levels) > 1}


def _on_grid(gains: Mapping[Breadth, Floats], levels: Levels) -> Floats:
    """Return the gains by level of each clause, then by season."""
    placed = {
        tuple(found.index(getattr(breadth, clause)) for clause, found in levels.items()): gained
        for breadth, gained in gains.items()
    }
    shape = [len(found) for found in levels.values()]
    return np.stack([placed[place] for place in np.ndindex(*shape)]).reshape(*shape, -1)


def _one_left_out(seasons: int) -> list[list[int]]:
    """Return the seasons without each of them in turn; nothing where one alone is left to read."""
    if seasons < 2:
        return []
    return [[other for other in range(seasons) if other != one] for one in range(seasons)]


def _clause_effect(clause: str, levels: int, effect: Effect, without: list[Effect]) -> ClauseEffect:
    totals = [one.total for one in without]
    low, high = min(totals, default=None), max(totals, default=None)
    return ClauseEffect(clause=clause, levels=levels, effect=effect, low=low, high=high)


CERTAIN = 1e-12
"""A spread below this part of the largest value is the arithmetic's, not the grid's."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Hold the Sobol indices of one factor: parts of the grid's variance, in [0, 1].

    ``first`` is what the factor explains whatever the others are, ``total`` what it explains alone
    and together with others: what would be left of the variance if all others were settled.
    """

    first: float
    total: float


def effects(grid: Floats) -> tuple[Effect, ...]:
    """Return the effect of each axis of a full factorial; no effect where all values are alike.

    Every level counts the same. Source: Sobol 1993 and Homma and Saltelli 1996; on a full grid the
    conditional means are known and the indices exact.
    """
    spread = float(grid.var())
    if spread <= (CERTAIN * float(abs(grid).max(initial=0.0))) ** 2:
        return tuple(Effect(first=0.0, total=0.0) for _ in grid.shape)
    return tuple(_effect(grid, axis, spread) for axis in range(grid.ndim))


def _effect(grid: Floats, axis: int, spread: float) -> Effect:
    others = tuple(other for other in range(grid.ndim) if other != axis)
    return Effect(
        first=float(grid.mean(axis=others).var()) / spread,
        total=float(grid.var(axis=axis).mean()) / spread,
    )
