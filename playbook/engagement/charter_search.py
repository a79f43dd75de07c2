"""Which charter: its clauses set together, what each earns and what each may lose."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME, Breadth, breadth_under, breadths
from playbook.study.recommendation import MONEY, Standing
from sim.results.comparison import Comparison, Difference


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Hold one charter: what it adds to OA's contribution on ``seasons``, and what it may lose.

    ``at_risk_cny`` is the 95th percentile of the largest fall within a month, None where nothing
    was decided; ``beyond_share`` the sales beyond the red line as a share of all sales;
    ``is_borne`` tells whether the rule of the recommendation would let it stand.
    """

    breadth: Breadth
    seasons: int
    gain: Difference
    at_risk_cny: float | None
    beyond_share: float
    is_borne: bool


def searched(engagement: Engagement) -> list[Tried]:
    """Return every charter tried, the one that gains most first."""
    return engagement.once(_searched)


def _searched(engagement: Engagement) -> list[Tried]:
    tried = [_tried(engagement, breadth) for breadth in breadths(engagement.client.file)]
    return sorted(tried, key=lambda one: -one.gain.mean)


def weighed(engagement: Engagement, tried: list[Tried]) -> Tried:
    """Return among the charters tried the one that is weighed: the widest, or the file's own."""
    breadth = breadth_under(engagement.client.file, engagement.candidate)
    return next(one for one in tried if one.breadth == breadth)


def frontier(tried: list[Tried]) -> list[Tried]:
    """Return the charters to which no other gains at least as much at less money at risk."""
    ordered = sorted(tried, key=lambda one: (one.at_risk_cny or 0.0, -one.gain.mean))
    best: list[Tried] = []
    for one in ordered:
        if not best or one.gain.mean > best[-1].gain.mean:
            best.append(one)
    return best


def chosen(tried: list[Tried], indifferent: float) -> Tried | None:
    """Return the narrowest charter borne that none borne beats by more than ``indifferent`` CNY.

    None where none is borne.
    """
    borne = [one for one in tried if one.is_borne]
    most = max((one.gain.mean for one in borne), default=0.0)
    enough = [one for one in borne if one.gain.mean >= most - indifferent]
    return min(enough, key=_width, default=None)


def better(engagement: Engagement, tried: list[Tried]) -> Tried | None:
    """Return the charter to sign in place of the one weighed.

    None where none is borne, or where what it brings more is not worth telling apart.
    """
    worth = engagement.recommendation.indifferent
    best = chosen(tried, worth)
    if best is None or best.gain.mean - weighed(engagement, tried).gain.mean < worth:
        return None
    return best


def _width(one: Tried) -> tuple[float, bool, float]:
    return one.breadth.factor, one.breadth.alone, one.breadth.stock_share


def ends_inside(one: Tried, tried: list[Tried]) -> bool:
    """Tell whether a charter lies inside the widths that were tried."""
    widths = [other.breadth.factor for other in tried]
    return min(widths) < one.breadth.factor < max(widths)


def _tried(engagement: Engagement, breadth: Breadth) -> Tried:
    study = engagement.study(engagement.questions.charter(breadth))
    at_risk = study.summary_if_any(CURVE_REGIME, "money_at_risk_cny")
    standing = Standing(comparison=study, stakes=engagement.stakes)
    return Tried(
        breadth=breadth,
        seasons=study.replications,
        gain=study.difference(CURVE_REGIME, MONEY),
        at_risk_cny=at_risk.mean if at_risk else None,
        beyond_share=_beyond(engagement, study),
        is_borne=not standing.objection(CURVE_REGIME),
    )


def _beyond(engagement: Engagement, study: Comparison) -> float:
    """Return the sales beyond the red line as a share of all sales."""
    damage = study.summary(CURVE_REGIME, "brand_damage_cny").mean
    rate = engagement.stakes.damage_share
    sales = study.summary(CURVE_REGIME, "sales_cny").mean
    return damage / rate / sales if rate and sales else 0.0
