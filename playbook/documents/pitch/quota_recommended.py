"""Where the charter recommended stands on the quota curve: the title, its words, its mark."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Series
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.quota import Curves, Point, enough_by_agency, paired
from playbook.engagement.rights import asks_for_charter, chartered, is_alone
from playbook.engagement.varied import GREEDY, HONEST
from playbook.engagement.verdict import charter_name
from playbook.study.standing import MONEY
from playbook.words.language import say
from playbook.words.phrases import begin, doubt, signed, spread
from playbook.words.wording import money

DRAWN = ("alone_green", "wide_green")
"""The regimes that are a charter alone, and another one than the draft."""


def weighed_words(engagement: Engagement, curves: Curves) -> list[str]:
    """Return where the quota of the charter recommended stands on the curve."""
    if not asks_for_charter(engagement):
        return []
    stands = {
        agency: signed(weighed_point(engagement, points).gain.mean)
        for agency, points in curves.items()
    }
    told = say(
        "The charter recommended has {quota} a decision: there the curve stands at {honest} with an"
        " honest agency, at {greedy} with a sales-driven one.",
        quota=money(own_quota(engagement)),
        honest=stands[HONEST],
        greedy=stands[GREEDY],
    )
    return [told, *drawn_words(engagement)]


def drawn_words(engagement: Engagement) -> list[str]:
    """Return what a charter that differs from the draft brings and risks, where it is recommended.

    Its quota is not all in which it differs, so that no curve of quotas tells it.
    """
    regime = engagement.candidate
    if not asks_for_charter(engagement) or regime not in DRAWN:
        return []
    more = engagement.comparison.between(regime, CURVE_REGIME, MONEY)
    told = say(
        "With all its clauses and your own agency it adds {more} to the charter as drafted"
        " ({interval}){doubt}.",
        more=signed(more.mean),
        interval=spread(more),
        doubt=doubt(more),
    )
    at_risk = engagement.comparison.summary_if_any(regime, "money_at_risk_cny")
    if at_risk is None:
        return [told]
    risk = say(
        "In 19 runs of 20 no month falls by more than {at_risk}.", at_risk=money(at_risk.mean)
    )
    return [told, risk]


def curve_regime(engagement: Engagement) -> str:
    """Return the regime whose quota the curve moves: who signs in it is as in the one weighed."""
    return "alone_green" if is_alone(engagement) else CURVE_REGIME


def own_quota(engagement: Engagement) -> float:
    """Return the quota per decision of the charter that is weighed, in CNY."""
    return chartered(engagement).file.charter.quota_cny


def weighed_point(engagement: Engagement, points: Sequence[Point]) -> Point:
    """Return the point of a curve at which the charter that is weighed stands."""
    quota = own_quota(engagement)
    return next(point for point in points if point.quota_cny >= round(quota))


def quota_title(engagement: Engagement, curves: Curves) -> str:
    """Return what the curves say of the quota of the charter that is weighed."""
    named = {"quota": money(own_quota(engagement)), "charter": charter_name(engagement)}
    least = enough_by_agency(curves)
    rising = [agency for agency, point in least.items() if point.quota_cny > own_quota(engagement)]
    if not rising:
        return _flat_heading(engagement, named, max(point.quota_cny for point in least.values()))
    if len(rising) > 1:
        return say(
            "Contribution still rises above the {quota} of {charter} with either agency", **named
        )
    return say(
        "Above the {quota} of {charter} {agency} earns more; {other} not clearly, on {seasons} "
        "runs",
        **named,
        seasons=engagement.method.replications,
        agency=an_agency(rising[0]),
        other=say("a sales-driven one") if rising == [HONEST] else say("an honest one"),
    )


def _flat_heading(engagement: Engagement, named: dict[str, str], flat_cny: float) -> str:
    """Return the title where no quota above the one weighed brings surely more."""
    told = named | {"flat": money(flat_cny), "seasons": str(engagement.method.replications)}
    if not flat_cny:
        return say(
            "{seasons} runs are too few to tell any quota from OA, the {quota} of {charter} too",
            **told,
        )
    if flat_cny < own_quota(engagement):
        return begin(
            say(
                "{charter} has {quota} a decision; from {flat} on no larger quota brings clearly "
                "more on {seasons} runs",
                **told,
            )
        )
    return say(
        "No quota above the {quota} of {charter} brings clearly more on {seasons} runs, be the "
        "agency honest or sales-driven",
        **told,
    )


def an_agency(agency: float) -> str:
    """Return what an agency of a curve is called in the middle of a sentence."""
    return {HONEST: say("an honest agency"), GREEDY: say("a sales-driven agency")}[agency]


def mark(engagement: Engagement, points: Sequence[Point]) -> tuple[Series, ...]:
    """Return the charter recommended as a point of its own: its quota, and its gain over OA."""
    if not asks_for_charter(engagement):
        return ()
    ours, gain = weighed_point(engagement, points), engagement.recommendation.gain
    return (
        Series(
            name=say("recommended, your agency"),
            key=engagement.candidate,
            values=tuple(gain.mean if point is ours else None for point in points),
        ),
    )


def gain_beyond(engagement: Engagement, points: Sequence[Point]) -> float:
    """Return the mean paired gain of the largest quota over the one weighed, in CNY."""
    ours = weighed_point(engagement, points)
    return paired(points[-1].contributions(), ours.contributions())[0]


def point_name(engagement: Engagement, point: Point) -> str:
    """Return a point's quota, with a star where it is that of the charter recommended."""
    quota = money(point.quota_cny)
    if asks_for_charter(engagement) and point.quota_cny == round(own_quota(engagement)):
        return f"{quota} *"
    return quota
