"""The first page: what to decide, why, how sure, at which price and risk, and what to sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from playbook.blocks import Blocks, Chart, Column, Table
from playbook.documents.own_target import target_line
from playbook.documents.pitch.decisions_asked import asked_for, to_sign
from playbook.documents.pitch.options import forest
from playbook.documents.pitch.other_ways import other_ways, why_not
from playbook.documents.pitch.price import downside_of, price_of
from playbook.documents.pitch.risk_page import worst_months
from playbook.documents.pitch.situation_page import SHORT_H, short_share
from playbook.engagement.engagement import Engagement
from playbook.engagement.knowing import gain_in_doubt
from playbook.engagement.quota import lost_offers
from playbook.engagement.targets import target_tree
from playbook.engagement.verdict import with_run_out
from playbook.study.standing import MONEY, on_offer
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, months, signed, tenths
from playbook.words.wording import count, hours, money, sentences, share
from sim.client.regimes import BASELINE
from sim.results.comparison import Difference


@dataclass(frozen=True, kw_only=True)
class PageOne:
    """Hold what a reader of one minute asks, each answered in words; none is ever empty."""

    ask: str
    conflict: str
    gain: str
    cost: str
    worst_case: str
    next_best: str
    other_way: str
    target: str
    signature: str


def page_one(engagement: Engagement) -> PageOne:
    """Return the answers of the first page."""
    next_best, other_way = _both(why_not(engagement, name) for name in other_ways(engagement))
    return PageOne(
        ask=asked_for(engagement),
        conflict=_conflict(engagement),
        gain=_gain(engagement),
        cost=_cost(engagement),
        worst_case=_worst_case(engagement),
        next_best=next_best,
        other_way=other_way,
        target=_target(engagement),
        signature=to_sign(engagement),
    )


def at_a_glance(engagement: Engagement) -> Blocks:
    """Return the answers of the first page as one table, and the one picture beside them."""
    told, asked = asdict(page_one(engagement)), questions(engagement)
    table = Table(
        title=say("What to decide, why, at which price and at which risk"),
        columns=(Column(name=say("question")), Column(name=say("answer"))),
        rows=tuple((asked[slot], told[slot]) for slot in told),
    )
    return Blocks([table, picture(engagement)])


def questions(engagement: Engagement) -> dict[str, str]:
    """Return what is asked of each slot of the first page, by the slot's name."""
    next_best, other_way = _both(
        say("Why not {regime}", regime=regime_name(name)) for name in other_ways(engagement)
    )
    return {
        "ask": say("What we ask you"),
        "conflict": say("Why"),
        "gain": say("What it brings, and how sure"),
        "cost": say("What it costs"),
        "worst_case": say("What can go wrong"),
        "next_best": next_best,
        "other_way": other_way,
        "target": say("Target and gap"),
        "signature": say("What to sign"),
    }


def _conflict(engagement: Engagement) -> str:
    """Return the hours for which offers stand open against the days that the chain takes."""
    answered = engagement.latency.share_within_h[str(SHORT_H)]
    lost = lost_offers(engagement.comparison.results) / engagement.months
    return sentences(
        say(
            "{short} of the ad-hoc offers close within {hours} hours. Your chain answers after"
            " {time} on average, and {answered} of requests within {hours} hours.",
            short=share(short_share(engagement.client.scenario)),
            hours=SHORT_H,
            time=hours(engagement.comparison.summary(BASELINE, "decision_latency_h").mean),
            answered=share(answered),
        ),
        say("About {lost} filed offers a month lapse or go to a rival.", lost=tenths(lost)),
    )


def _gain(engagement: Engagement) -> str:
    """Return the gain over season and run-out, and its range where every input is in doubt."""
    ours, doubt = engagement.candidate, gain_in_doubt(engagement)
    if ours == BASELINE:
        return say("No alternative keeps within what you bear.")
    told = {
        "regime": begin(regime_name(ours)),
        "gain": signed(engagement.recommendation.gain.mean),
        "span": with_run_out(engagement.months),
    }
    first = say("{gain} of contribution in {span}.", **told)
    if engagement.recommendation.stays_with_oa:
        first = say(
            "{regime}, the nearest alternative, would change contribution by {gain} in {span}.",
            **told,
        )
    return sentences(first, _range(engagement, doubt.p10, doubt.p90), _won(engagement))


def _range(engagement: Engagement, low: float, high: float) -> str:
    return say(
        "With all {inputs} uncertain inputs drawn at once, eight cases in ten lie between {low} and"
        " {high}.",
        inputs=len(engagement.in_doubt().draws.paths),
        low=signed(low),
        high=signed(high),
    )


def _won(engagement: Engagement) -> str:
    ours, oa = (
        engagement.comparison.summary(name, "capture_rate").mean
        for name in (engagement.candidate, BASELINE)
    )
    return say(
        "{ours} of the offers are won, through OA as it is {oa}.",
        ours=share(ours),
        oa=share(oa),
    )


def _cost(engagement: Engagement) -> str:
    price = price_of(engagement)
    if engagement.recommendation.stays_with_oa:
        return say("Nothing changes: the agency is paid as today, and no cash is needed ahead.")
    return sentences(
        _fee(price.more_fee_cny, price.fee_month_cny),
        say("Most cash out at once: {cash}.", cash=money(price.cash_cny))
        if round(price.cash_cny)
        else say("No cash is needed ahead."),
        say(
            "Your side gives {posts} full-time posts until the go-live.",
            posts=tenths(price.own_posts),
        ),
    )


def _fee(more: float, month: float) -> str:
    told = {"month": money(abs(month)), "more": money(abs(more))}
    if not round(more):
        return say("The agency is paid as today.")
    if more < 0:
        return say("The agency is paid {month} a month less ({more} in all).", **told)
    return say(
        "The agency is paid {month} a month more ({more} in all, the gain is after it).", **told
    )


def _worst_case(engagement: Engagement) -> str:
    """Return the largest fall within a month against the stop-loss."""
    found = downside_of(engagement)
    if found is None:
        return worst_months(engagement)
    return sentences(
        say(
            "What the agency decides falls by more than {usual} within a month in one run in 20"
            " ({doubt} with the inputs in doubt), and by {worst} in the worst of {runs}.",
            usual=money(found.one_in_20),
            doubt=money(found.in_doubt),
            worst=money(found.worst),
            runs=count(engagement.comparison.replications),
        ),
        say("No stop-loss is set.")
        if found.limit is None
        else say("The stop-loss suspends it at {limit}.", limit=money(found.limit)),
    )


def _both(told: Iterable[str]) -> tuple[str, str]:
    """Return what is told of the two obvious other ways; that there is none where one lacks."""
    none = say("There is no other way of deciding to compare.")
    first, second, *_ = *told, none, none
    return first, second


def _target(engagement: Engagement) -> str:
    told = target_line(engagement)
    if told:
        return sentences(*told)
    tree = target_tree(engagement)
    return say(
        "You named none; the plan reckons with sales of {sales} in {span}.",
        sales=money(tree.sales_cny),
        span=months(len(tree.months)),
    )


SHOWN = 5
"""So many ways of deciding stand in the picture, none of them ruled out; the options page has all.
"""


def picture(engagement: Engagement) -> Chart:
    """Return the gains of the best that the limits allow, the candidate's among them."""
    compared = on_offer(engagement.comparison)[1:]
    allowed = [name for name in compared if name not in engagement.recommendation.ruled_out]
    ours = engagement.candidate
    ranked = sorted(allowed or compared, key=lambda one: (one != ours, -_mean(engagement, one)))
    names = [name for name in compared if name in ranked[:SHOWN]]
    return forest(
        {name: _in_doubt(engagement, name) for name in names},
        engagement.recommendation.ruled_out,
        title=say(
            "Contribution against OA as it is, in {span}", span=with_run_out(engagement.months)
        ),
        told=say(
            "Mark: the mean with the inputs as told. Line: eight cases in ten with every input in"
            " doubt, the mark included."
        ),
    )


def _in_doubt(engagement: Engagement, name: str) -> Difference:
    """Return the mean gain as told, between its ends where every input is in doubt."""
    told, doubt = engagement.comparison.difference(name, MONEY), engagement.in_doubt().gain(name)
    return replace(told, low=min(told.mean, doubt.p10), high=max(told.mean, doubt.p90))


def _mean(engagement: Engagement, name: str) -> float:
    return engagement.comparison.difference(name, MONEY).mean
