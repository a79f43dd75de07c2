"""What the recommendation costs a client, and the most that it may lose within a month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playbook.areas.team.posts import CLIENT, posts
from playbook.engagement.business import MANAGED, business_of, changing
from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import mean_of
from sim.client.regimes import BASELINE


@dataclass(frozen=True, kw_only=True)
class Price:
    """Hold what a client pays for the recommendation beside what it pays today.

    ``more_fee_cny`` is what the agency is paid more over season and run-out, ``fee_month_cny`` that
    spread over the months of the season; ``cash_cny`` the most cash that is out at once, and
    ``own_posts`` the full-time posts on the client's side until the go-live.
    """

    more_fee_cny: float
    fee_month_cny: float
    cash_cny: float
    own_posts: float


def price_of(engagement: Engagement) -> Price:
    """Return the price of the recommendation, worked out once."""
    return engagement.once(_price)


def _price(engagement: Engagement) -> Price:
    ours = paid(engagement, engagement.recommendation.regime)
    more = ours - paid(engagement, BASELINE)
    return Price(
        more_fee_cny=more,
        fee_month_cny=more / engagement.months,
        cash_cny=_cash(engagement),
        own_posts=sum(post.full_time for post in posts(engagement) if post.side == CLIENT),
    )


def paid(engagement: Engagement, regime: str) -> float:
    """Return the mean of what the agency is paid over season and run-out, in CNY."""
    commission, fee = (
        engagement.comparison.results.by_item(regime, line).abs().sum(axis=1)
        for line in ("agency_commission", "agency_fee")
    )
    return mean_of(commission + fee)


def _cash(engagement: Engagement) -> float:
    """Return the most cash out at once: of a store to be opened, else of what changes in it."""
    business = business_of(engagement)
    option = business.options[MANAGED] if business.is_new else changing(business)
    return option.peak[0] if option else 0.0


@dataclass(frozen=True, kw_only=True)
class Downside:
    """Hold the largest fall of what the agency decides within a month, in CNY.

    ``one_in_20`` is passed in one season of 20, ``worst`` is that of the worst season simulated,
    ``in_doubt`` is passed in one of 20 where all inputs are drawn; ``limit`` is the stop-loss, None
    where there is none.
    """

    one_in_20: float
    worst: float
    in_doubt: float
    limit: float | None


def downside_of(engagement: Engagement) -> Downside | None:
    """Return the downside of the candidate; None where the agency decides nothing alone."""
    name, outcome = engagement.candidate, "money_at_risk_cny"
    told = engagement.comparison.summary_if_any(name, outcome)
    doubt = engagement.in_doubt().comparison.summary_if_any(name, outcome)
    if told is None:
        return None
    return Downside(
        one_in_20=told.mean,
        worst=float(np.nanmax(engagement.comparison.results.seasons(name, outcome))),
        in_doubt=told.mean if doubt is None else doubt.mean,
        limit=engagement.client.file.charter.stop_loss_cny,
    )
