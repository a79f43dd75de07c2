"""What the pitch says in its titles and its headline: one verdict, worded by its interval."""

from __future__ import annotations

from playbook.engagement.case import BASELINE, PitchCase
from playbook.words.phrases import begin, months, signed, spread
from playbook.words.wording import money, sentences, share
from sim.language import say


def verdict(case: PitchCase) -> str:
    """Return what the interval of the gain says: gain, small, doubt, loss or nothing."""
    gain = case.gain
    if not case.recommendation.stays_with_oa:
        return "gain"
    if gain.mean == 0:
        return "nothing"
    if not gain.is_sure:
        return "doubt"
    return "small" if gain.mean > 0 else "loss"


def title(case: PitchCase) -> str:
    """Return the title: what the client should do."""
    client = case.client.file.client.name
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
    return titles[case.recommendation.regime]


def headline_title(case: PitchCase) -> str:
    """Return the answer in one line."""
    regime, gain = case.candidate_name, case.gain.mean
    lines = {
        "gain": say(
            "{regime} adds {gain} of contribution in {span}",
            regime=begin(regime),
            gain=money(gain),
            span=months(case.months),
        ),
        "small": say(
            "OA stays: {regime} would add {gain}, less than the {limit} that would matter",
            regime=regime,
            gain=money(gain),
            limit=money(case.recommendation.matters),
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
    return lines[verdict(case)]


def headline(case: PitchCase) -> str:
    """Return the answer in two sentences, with its interval."""
    told = {
        "regime": case.candidate_name,
        "gain": signed(case.gain.mean),
        "interval": spread(case.gain),
        "span": months(case.months),
    }
    found = verdict(case)
    if found == "gain":
        first = say(
            "{regime} changes contribution by {gain} in {span} (95 % interval {interval}) and is"
            " better in {p_better} of seasons.",
            **{**told, "regime": begin(case.candidate_name)},
            p_better=share(case.gain.p_better),
        )
        return sentences(first, _capture(case))
    reasons = {
        "small": say(
            "Keep the OA chain: the best alternative, {regime}, changes contribution by {gain} in"
            " {span} (95 % interval {interval}), too little to act on: what matters begins at"
            " {limit}.",
            **told,
            limit=money(case.recommendation.matters),
        ),
        "doubt": say(
            "Keep the OA chain: the best alternative, {regime}, changes contribution by {gain} in"
            " {span} (95 % interval {interval}), which cannot be told from nothing.",
            **told,
        ),
        "loss": say(
            "Keep the OA chain: even the best alternative, {regime}, changes contribution by {gain}"
            " in {span} (95 % interval {interval}), which is a loss.",
            **told,
        ),
        "nothing": say(
            "Keep the OA chain: the best alternative, {regime}, changes contribution by {gain} in"
            " {span}, which is nothing.",
            **{name: told[name] for name in ("regime", "gain", "span")},
        ),
    }
    return sentences(reasons[found], _capture(case))


def _capture(case: PitchCase) -> str:
    ours = case.comparison.summary(case.candidate, "capture_rate").mean
    theirs = case.comparison.summary(BASELINE, "capture_rate").mean
    return say(
        "With {regime}, {ours} of the offers are captured, through OA as it is {theirs}.",
        regime=case.candidate_name,
        ours=share(ours),
        theirs=share(theirs),
    )
