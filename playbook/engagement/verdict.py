"""What the pitch says in its titles and its headline: one verdict, worded by its interval."""

from __future__ import annotations

from playbook.engagement.engagement import Engagement
from playbook.study.recommendation import Recommendation
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, doubt, months, signed, spread
from playbook.words.wording import money, sentences, share
from sim.client.regimes import BASELINE
from sim.results.comparison import Difference


def verdict(found: Recommendation) -> str:
    """Return what the interval of the gain says: gain, small, doubt, loss or nothing."""
    gain = found.gain
    if not found.stays_with_oa:
        return "gain"
    if gain.mean == 0:
        return "nothing"
    if not gain.is_sure:
        return "doubt"
    return "small" if gain.mean > 0 else "loss"


def title(engagement: Engagement) -> str:
    """Return the title: what the client should do."""
    client = engagement.client.file.client.name
    titles = {
        "oa": say("{client} should keep its OA chain for promotion resources", client=client),
        "oa_urged": say(
            "{client} should speed up its OA chain for promotion resources", client=client
        ),
        "plan": say("{client} should approve its campaigns in a quarterly plan", client=client),
        "green": say("{client} should open a green channel for promotion resources", client=client),
        "plan_green": say(
            "{client} should join a quarterly plan with a green channel", client=client
        ),
        "delegated": say("{client} should delegate promotion decisions", client=client),
    }
    return titles[engagement.recommendation.regime]


def headline_title(engagement: Engagement) -> str:
    """Return the answer in one line."""
    regime, gain = regime_name(engagement.candidate), engagement.recommendation.gain.mean
    lines = {
        "gain": say(
            "{regime} adds {gain} of contribution in {span}",
            regime=begin(regime),
            gain=money(gain),
            span=months(engagement.months),
        ),
        "small": say(
            "OA stays: {regime} would add {gain}, less than the {limit} that would matter",
            regime=regime,
            gain=money(gain),
            limit=money(engagement.recommendation.matters),
        ),
        "doubt": say(
            "OA stays: what {regime} would change cannot be told from nothing", regime=regime
        ),
        "loss": say(
            "OA stays: even the best alternative, {regime}, would cost {loss} of contribution",
            regime=regime,
            loss=money(-gain),
        ),
        "nothing": say("OA stays: the best alternative, {regime}, changes nothing", regime=regime),
    }
    return lines[verdict(engagement.recommendation)]


def headline(engagement: Engagement) -> str:
    """Return the answer in two sentences, with its interval."""
    gain = engagement.recommendation.gain
    told = {
        "gain": signed(gain.mean),
        "interval": _interval(gain) if gain.mean else "",
        "span": months(engagement.months),
    }
    found, regime = verdict(engagement.recommendation), regime_name(engagement.candidate)
    if found == "gain":
        first = say(
            "{regime} changes contribution by {gain} in {span}{interval} and is better in"
            " {p_better} of seasons.",
            **told,
            regime=begin(regime),
            p_better=share(gain.p_better),
        )
    else:
        first = say(
            "Keep the OA chain: {best}, {regime}, changes contribution by {gain} in"
            " {span}{interval}{reason}.",
            **told,
            best=say("even the best alternative")
            if found == "loss"
            else say("the best alternative"),
            regime=regime,
            reason=_reason(engagement, found),
        )
    return sentences(first, _capture(engagement))


def _interval(gain: Difference) -> str:
    return say(" (95 % interval {interval})", interval=spread(gain))


def _reason(engagement: Engagement, found: str) -> str:
    """Return the clause that says why the gain does not count."""
    limit = money(engagement.recommendation.matters)
    return {
        "small": say(", too little to act on: what matters begins at {limit}", limit=limit),
        "doubt": doubt(engagement.recommendation.gain),
        "loss": say(", which is a loss"),
        "nothing": say(", which is nothing"),
    }[found]


def _capture(engagement: Engagement) -> str:
    ours = engagement.comparison.summary(engagement.candidate, "capture_rate").mean
    theirs = engagement.comparison.summary(BASELINE, "capture_rate").mean
    return say(
        "With {regime}, {ours} of the offers are captured, through OA as it is {theirs}.",
        regime=regime_name(engagement.candidate),
        ours=share(ours),
        theirs=share(theirs),
    )
