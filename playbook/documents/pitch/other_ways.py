"""Why not one of the obvious other ways of deciding, each in a sentence."""

from __future__ import annotations

from playbook.engagement.engagement import Engagement
from playbook.study.standing import MONEY, on_offer
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, money_or_any, signed
from playbook.words.wording import money
from sim.client.regimes import BASELINE

OBVIOUS = ("delegated", "oa_urged", "green", "plan")
"""What a reader asks about beside what comes next, in this order."""


def other_ways(engagement: Engagement) -> tuple[str, ...]:
    """Return the two obvious other ways of deciding: what comes next, and full delegation.

    Where one of them is the recommendation, or both are the same, the next one asked about follows.
    """
    found, compared = engagement.recommendation, on_offer(engagement.comparison)
    nearest = found.candidate if found.stays_with_oa else found.runner_up
    taken = {BASELINE, found.regime}
    wanted = dict.fromkeys(name for name in (nearest, *OBVIOUS) if name not in taken)
    return tuple(name for name in wanted if name in compared)[:2]


def why_not(engagement: Engagement, name: str) -> str:
    """Return why another way of deciding is not recommended."""
    found = engagement.recommendation
    if name in found.ruled_out:
        return _ruled_out(engagement, name)
    if found.stays_with_oa:
        return _not_worth_leaving(engagement, name)
    return _behind(engagement, name)


def _ruled_out(engagement: Engagement, name: str) -> str:
    told = {"regime": begin(regime_name(name)), "gain": signed(_gain(engagement, name))}
    if engagement.recommendation.ruled_out[name].reason == "red_line":
        return say(
            "{regime} is ruled out: it sells beyond your red line on prices ({gain} against OA).",
            **told,
        )
    return say(
        "{regime} is ruled out: it may lose {risk} within a month, and {limit} is the limit"
        " ({gain} against OA).",
        risk=money(engagement.comparison.summary(name, "money_at_risk_cny").mean),
        limit=money_or_any(engagement.stakes.risk_limit_cny),
        **told,
    )


def _not_worth_leaving(engagement: Engagement, name: str) -> str:
    gain, matters = _gain(engagement, name), engagement.rule.matters(name)
    told = {
        "regime": begin(regime_name(name)),
        "gain": money(abs(gain)),
        "matters": money(matters),
    }
    if not round(gain):
        return say("{regime} would change nothing.", **told)
    if gain < 0:
        return say("{regime} would bring {gain} less than OA.", **told)
    if gain < matters:
        return say(
            "{regime} would bring {gain} more: it is worth leaving OA for from {matters} on.",
            **told,
        )
    return say("{regime} would bring {gain} more, which chance alone may explain.", **told)


def _behind(engagement: Engagement, name: str) -> str:
    """Return how far another way lies behind, or what it hands over where it does not."""
    ours, rule = engagement.recommendation.regime, engagement.rule
    lead, handed_over = rule.net(name) - rule.net(ours), engagement.stakes.handed_over
    told = {
        "regime": begin(regime_name(name)),
        "apart": money(abs(lead)),
        "alone": money_or_any(handed_over(name)),
    }
    if lead <= 0 and -lead >= rule.zone:
        return say("{regime} brings {apart} less, changing paid.", **told)
    if handed_over(name) <= handed_over(ours):
        return say(
            "{regime} lies {apart} apart, changing paid: too little to tell them apart.", **told
        )
    if lead > 0:
        return say(
            "{regime} brings {apart} more, changing paid; for it the agency would sign alone up to"
            " {alone} a decision.",
            **told,
        )
    return say(
        "{regime} brings {apart} less, changing paid, and hands over more: the agency would sign"
        " alone up to {alone} a decision.",
        **told,
    )


def _gain(engagement: Engagement, name: str) -> float:
    return engagement.comparison.difference(name, MONEY).mean
