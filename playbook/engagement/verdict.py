"""What the pitch says in its titles and its headline: one verdict, worded by its interval."""

from __future__ import annotations

from math import floor

from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import asks_for_charter
from playbook.project.phrases import chance
from playbook.study.choice import WANTED, Chance
from playbook.study.recommendation import Recommendation
from playbook.study.standing import MONEY, Standing, on_offer
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, doubt, money_or_any, months, moves, signed, spread
from playbook.words.wording import count, in_words, interval, money, sentences, share
from sim.client.regimes import BASELINE
from sim.model.offers import FOLLOW_ON_DAYS
from sim.results.comparison import Difference


def verdict(found: Recommendation) -> str:
    """Return what the interval of the gain says: gain, leading, small, doubt, loss or nothing.

    Means choose and the interval words the choice: an alternative that leads by enough, but on so
    few seasons that the gain may be none, is called leading.
    """
    gain = found.gain
    if not found.stays_with_oa:
        return "gain" if gain.is_sure else "leading"
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
        "urged_green": say(
            "{client} should speed up its OA chain and open a green channel", client=client
        ),
        "plan_green": say(
            "{client} should join a quarterly plan with a green channel", client=client
        ),
        "alone_green": say(
            "{client} should open a green channel in which the agency signs alone", client=client
        ),
        "wide_green": say("{client} should open a wide green channel", client=client),
        "delegated": say("{client} should delegate promotion decisions", client=client),
    }
    return titles[engagement.recommendation.regime]


def with_run_out(number: int) -> str:
    """Return a season of so many months and the days in which what it began is sold out.

    >>> with_run_out(4)
    '4 months and the 90 days after'
    """
    return say("{span} and the {n} days after", span=months(number), n=FOLLOW_ON_DAYS)


def headline_title(engagement: Engagement) -> str:
    """Return the answer in one line."""
    regime, gain = regime_name(engagement.candidate), engagement.recommendation.gain.mean
    lines = {
        "gain": say(
            "{regime} adds {gain} of contribution in {span}",
            regime=begin(regime),
            gain=_gain_or_span(engagement),
            span=with_run_out(engagement.months),
        ),
        "leading": say(
            "{regime} leads OA by {gain}, but {seasons} runs cannot tell that from nothing",
            regime=begin(regime),
            gain=money(gain),
            seasons=count(engagement.comparison.replications),
        ),
        "small": say(
            "OA stays: {regime} would add {gain}, and is worth leaving OA for from {limit} on",
            regime=regime,
            gain=money(gain),
            limit=money(engagement.recommendation.matters),
        ),
        "doubt": say(
            "OA stays: what {regime} would change cannot be told from nothing", regime=regime
        ),
        "loss": _loss_title(engagement),
        "nothing": say("OA stays: the best alternative, {regime}, changes nothing", regime=regime),
    }
    return lines[verdict(engagement.recommendation)]


def _gain_or_span(engagement: Engagement) -> str:
    """Return the gain; where fits are known its span over them, if all of them agree on a gain."""
    over = engagement.over_fits
    if over is not None and over.span(engagement.candidate)[0] > 0:
        return interval(*over.span(engagement.candidate), money)
    return money(engagement.recommendation.gain.mean)


def _loss_title(engagement: Engagement) -> str:
    """Return the title where the nearest alternative loses: whether all do, or changing is dear."""
    allowed = set(on_offer(engagement.comparison)) - {
        BASELINE,
        *engagement.recommendation.ruled_out,
    }
    told = {
        "regime": regime_name(engagement.candidate),
        "gain": signed(engagement.recommendation.gain.mean),
    }
    if all(engagement.comparison.difference(name, MONEY).mean <= 0 for name in allowed):
        return say(
            "OA stays: no other way of deciding within your limits beats it; once changing is paid,"
            " {regime} comes nearest ({gain} before)",
            **told,
        )
    return say(
        "OA stays: no other way of deciding within your limits earns what changing costs; once that"
        " is paid, {regime} comes nearest ({gain} before)",
        **told,
    )


def charter_name(engagement: Engagement) -> str:
    """Return how the charter is called that is weighed: it may be asked for, or be a draft."""
    if asks_for_charter(engagement):
        return say("the charter recommended")
    return say("the charter as drafted")


def nearest(engagement: Engagement) -> str:
    """Return what the best alternative would bring a client that keeps OA: it is not proposed."""
    if engagement.candidate == BASELINE:
        return say("No alternative keeps within what you bear.")
    gain = engagement.recommendation.gain
    return say(
        "The nearest alternative, {regime}, {moves} in {span} ({interval}).",
        regime=regime_name(engagement.candidate),
        moves=moves(gain.mean),
        span=with_run_out(engagement.months),
        interval=spread(gain),
    )


def headline(engagement: Engagement) -> str:
    """Return the answer in two sentences, with its interval."""
    gain = engagement.recommendation.gain
    told = {
        "moves": moves(gain.mean),
        "interval": _interval(gain) if gain.mean else "",
        "span": with_run_out(engagement.months),
    }
    found, regime = verdict(engagement.recommendation), regime_name(engagement.candidate)
    if found == "gain":
        first = say(
            "{regime} {moves} in {span}{interval} and is better in {p_better} of runs.",
            **told,
            regime=begin(regime),
            p_better=share(gain.p_better),
        )
    elif found == "leading":
        first = _leading(told, begin(regime))
    else:
        first = say(
            "Keep the OA chain: {best}, {regime}, {moves} in {span}{interval}{reason}.",
            **told,
            best=_best_words(engagement, found),
            regime=regime,
            reason=_reason(engagement, found),
        )
    return sentences(first, span_over_fits(engagement), _capture(engagement))


def span_over_fits(engagement: Engagement) -> str:
    """Return what the candidate adds from the lowest fit to the highest; "" without fits."""
    over = engagement.over_fits
    if over is None or engagement.candidate == BASELINE:
        return ""
    return say(
        "Over the {n} settings fitted to the months before the last the change is {span}.",
        n=count(len(over.fits.fits)),
        span=interval(*over.span(engagement.candidate), signed),
    )


def _best_words(engagement: Engagement, found: str) -> str:
    """Return what the candidate is: the best of all, or of those that the limits allow."""
    if found == "loss":
        return say("even the alternative that comes nearest once changing is paid")
    best = engagement.recommendation.gain.mean
    if any(
        engagement.comparison.difference(name, MONEY).mean > best
        for name in engagement.recommendation.ruled_out
    ):
        return say("the best alternative within your limits")
    return say("the best alternative")


def _interval(gain: Difference) -> str:
    return say(" (95 % interval {interval})", interval=spread(gain))


def _reason(engagement: Engagement, found: str) -> str:
    """Return the clause that says why a gain does not count; a loss, what is not in it yet."""
    limit = money(engagement.recommendation.matters)
    return {
        "small": say(
            ", too little to act on: it is worth leaving OA for from {limit} on", limit=limit
        ),
        "doubt": doubt(engagement.recommendation.gain),
        "loss": say(", changing not counted"),
    }.get(found, "")


def _leading(told: dict[str, str], regime: str) -> str:
    return say(
        "{regime} leads: it {moves} in {span}{interval}, which so few runs cannot tell from "
        "nothing. Have more simulated before you sign.",
        **told,
        regime=regime,
    )


def chance_words(engagement: Engagement) -> str:
    """Return how likely the choice is a good one, and how many seasons would make it so."""
    found = engagement.recommendation
    if found.instead_of:
        return sentences(by_fits(engagement), whose_limits(engagement))
    if found.chance is None:
        return say("One run tells nothing of the chance that this choice is right.")
    told = say_many(
        "Among the ways of deciding that your limits allow, the chance that none is better than "
        "this choice by more than the indifference ({limit}, {share} of OA's contribution), "
        "changing paid, is {chance} on {n} run.",
        "Among the ways of deciding that your limits allow, the chance that none is better than "
        "this choice by more than the indifference ({limit}, {share} of OA's contribution), "
        "changing paid, is {chance} on {n} runs.",
        engagement.comparison.replications,
        limit=money(found.indifferent),
        share=share(engagement.stakes.indifferent_share),
        chance=chance(found.chance.resampled),
    )
    luck = say("It speaks of what differs from run to run, not of the inputs.")
    return sentences(
        told,
        luck,
        _not_in_it(found),
        another_seed(engagement),
        whose_limits(engagement),
        _seasons_wanted(found.chance),
    )


def by_fits(engagement: Engagement) -> str:
    """Return that the settings fitted to what was sold set the choice, and how many of them."""
    found, named = engagement.recommendation, engagement.named_over_fits
    handed_over = engagement.stakes.handed_over
    return say(
        "As told, the rule would name {instead}; under {n} of the {all} settings fitted to the"
        " months before the last it names {regime}, under which the agency signs alone up to {ours}"
        " a decision instead of {theirs}. What holds under most of them is recommended.",
        instead=regime_name(found.instead_of),
        regime=regime_name(found.regime),
        n=count(named[found.regime]),
        all=count(sum(named.values())),
        ours=money(handed_over(found.regime)),
        theirs=money(handed_over(found.instead_of)),
    )


def another_seed(engagement: Engagement) -> str:
    """Return how often the whole rule, limits and all, names the same on seasons drawn anew."""
    named, ours = engagement.once(_named_again), engagement.recommendation.regime
    others = [
        say("{regime} in {share}", regime=regime_name(name), share=chance(of))
        for name, of in named.items()
        if name != ours
    ]
    if not others:
        return say("On runs drawn anew the same rule, limits and all, always names it.")
    return say(
        "On runs drawn anew the same rule, limits and all, names it in {share} of cases, else "
        "{others}.",
        share=chance(named.get(ours, 0.0)),
        others=in_words(others[:OTHERS_NAMED]),
    )


OTHERS_NAMED = 3
"""So many regimes are told that the rule names on other seasons, the most often named first."""


def _named_again(engagement: Engagement) -> dict[str, float]:
    return Standing.of(engagement.comparison, engagement.stakes).named_again()


LIMITS = {"charter.stop_loss_cny", "choice.red_line_share", "choice.indifferent_share"}
"""The keys of a client's file by which regimes are ruled out, or called as good as others."""


def whose_limits(engagement: Engagement) -> str:
    """Return that limits are assumed where the client's file states none of its own."""
    stakes = engagement.stakes
    if engagement.client.stated >= LIMITS:
        return ""
    return say(
        "Assumed where you stated nothing of your own: at most {risk} at risk in a month, {line} of"
        " sales beyond the red line, an indifference of {share}. State yours, and the answer may"
        " change.",
        risk=money_or_any(stakes.risk_limit_cny),
        line=share(stakes.red_line_share),
        share=share(stakes.indifferent_share),
    )


def _not_in_it(found: Recommendation) -> str:
    """Return which regimes the chance says nothing of: those that are ruled out."""
    if not found.ruled_out:
        return ""
    regimes = in_words([regime_name(name) for name in found.ruled_out])
    return say("What is ruled out is not in it: {regimes}.", regimes=regimes)


def least_chance(bound: float) -> str:
    """Return a lower bound of a chance, never rounded up.

    >>> least_chance(0.93999), least_chance(0.99999), least_chance(0.0)
    ('93.9 %', '99.9 %', '0 %')
    """
    return share(min(floor(bound * 1000), 999) / 1000)


def _seasons_wanted(found: Chance) -> str:
    if found.at_least >= WANTED:
        return ""
    if found.seasons is None:
        return say("No number of runs within reason would make it 95 %.")
    return say("About {seasons} runs would make it 95 %.", seasons=count(found.seasons))


def _capture(engagement: Engagement) -> str:
    ours = engagement.comparison.summary(engagement.candidate, "capture_rate").mean
    theirs = engagement.comparison.summary(BASELINE, "capture_rate").mean
    return say(
        "With {regime}, {ours} of the offers are won, through OA as it is {theirs}.",
        regime=regime_name(engagement.candidate),
        ours=share(ours),
        theirs=share(theirs),
    )
