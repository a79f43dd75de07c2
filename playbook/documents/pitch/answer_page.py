"""The first page: the answer, its range, its risk, and the decision asked for."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Cover, Heading, Kpi, Kpis, PageBreak
from playbook.documents.in_doubt import gain_line
from playbook.documents.method.back_test_page import back_test_line
from playbook.documents.method.fits_page import fits_line
from playbook.documents.own_people import better_alone, planned_words, worth_words
from playbook.documents.own_target import target_line
from playbook.documents.papers import URGED
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.delay_cost import drivers, where_from
from playbook.documents.pitch.page_one import at_a_glance
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.knowing import gain_in_doubt
from playbook.engagement.questions import headline_regimes
from playbook.engagement.verdict import chance_words, headline, headline_title, title, with_run_out
from playbook.study.recommendation import Recommendation, has_charter
from playbook.study.standing import MONEY, Excluded
from playbook.words.language import say
from playbook.words.names import regime_meaning, regime_name
from playbook.words.phrases import begin, doubt, joined, money_or_any, moves, signed, spread, tenths
from playbook.words.wording import day, hours, interval, money, points, sentences, share
from sim.client.regimes import BASELINE, CASE


def cover(engagement: Engagement) -> Blocks:
    """Return the cover, and what the numbers rest on."""
    file = engagement.client.file
    season = engagement.client.scenario
    first, last = day(season.start), day(season.date_of(season.days - 1))
    page = Cover(
        title=title(engagement),
        subtitle=say("Decision rights for promotion resources of {brand}", brand=file.client.brand),
        client=file.client.name,
        as_of=file.client.as_of.isoformat(),
        facts=(
            (say("Months simulated"), say("{low} to {high}", low=first, high=last)),
            (
                say("Ways of deciding compared"),
                joined(regime_name(name) for name in _compared(engagement)),
            ),
            (
                say("Method"),
                say(
                    "{number} runs, every way of deciding under the same conditions",
                    number=engagement.method.replications,
                ),
            ),
        ),
    )
    return Blocks([page, provenance(engagement)])


def _compared(engagement: Engagement) -> tuple[str, ...]:
    return tuple(name for name in headline_regimes(engagement.client) if name != CASE)


def answer(engagement: Engagement) -> Blocks:
    """Return the first page: its answers as one table, and one picture."""
    heading = Heading(text=headline_title(engagement), id="answer")
    return Blocks([heading, at_a_glance(engagement), PageBreak()])


def behind(engagement: Engagement) -> Blocks:
    """Return what stands behind the first page: how sure it is, the price, what is ruled out."""
    return Blocks(
        [
            Heading(text=_how_often(engagement), id="behind"),
            told(engagement),
            figures(engagement),
            Bullets(items=tuple(_points(engagement))),
            Heading(text=say("The decision asked for"), level=2, id="decision"),
            Bullets(items=tuple(asked.whole for asked in decisions(engagement)), numbered=True),
        ]
    )


def _how_often(engagement: Engagement) -> str:
    """Return in how many cases the candidate gains, every input in doubt; OA has its own words."""
    regime, doubt = regime_name(engagement.candidate), gain_in_doubt(engagement)
    if engagement.candidate == BASELINE:
        return say("OA stays: your limits allow no other way of deciding")
    if engagement.recommendation.stays_with_oa:
        return say(
            "OA stays the best of what you allow in {share} of the cases with every input in doubt",
            share=share(engagement.in_doubt().oa_best),
        )
    return say(
        "{regime} gains in {chance} of the cases with every input in doubt",
        regime=begin(regime),
        chance=share(doubt.chance),
    )


def told(engagement: Engagement) -> Callout:
    """Return the answer as the message not to be missed."""
    tone = "neutral" if engagement.recommendation.stays_with_oa else "good"
    return Callout(text=headline(engagement), tone=tone)


def figures(engagement: Engagement) -> Kpis:
    """Return the four headline figures of the candidate against OA."""
    return Kpis(
        items=(
            _captured(engagement),
            _contribution(engagement),
            _worst_month(engagement),
            _decision_today(engagement),
        )
    )


def _captured(engagement: Engagement) -> Kpi:
    ours = engagement.candidate
    capture = engagement.comparison.difference(ours, "capture_rate")
    ends = interval(capture.low, capture.high, points)
    return Kpi(
        label=say("Offers won"),
        value=points(capture.mean),
        detail=say("{interval}, {regime} against OA", interval=ends, regime=regime_name(ours)),
        tone="good" if capture.is_sure and capture.mean > 0 else "neutral",
    )


def _contribution(engagement: Engagement) -> Kpi:
    gain = engagement.recommendation.gain
    return Kpi(
        label=say("Contribution, {span}", span=with_run_out(engagement.months)),
        value=signed(gain.mean),
        detail=spread(gain),
        tone=_tone(gain.mean, gain.is_sure),
    )


def _worst_month(engagement: Engagement) -> Kpi:
    worst = engagement.comparison.summary(engagement.candidate, "worst_month_cny")
    return Kpi(
        label=say("Worst month, one run in 20"),
        value=money(worst.mean),
        detail=say("deal value of the offers taken in it"),
        tone="bad" if worst.mean < 0 else "neutral",
    )


def _decision_today(engagement: Engagement) -> Kpi:
    latency = engagement.comparison.summary(BASELINE, "decision_latency_h").mean
    return Kpi(
        label=say("Decision today"),
        value=hours(latency),
        detail=say("simulated mean from offer to answer through OA"),
        tone="neutral",
    )


def _points(engagement: Engagement) -> list[str]:
    found = engagement.recommendation
    lines = [meaning] if (meaning := regime_meaning(engagement.candidate)) else []
    lines += [where_from(engagement)] if drivers(engagement) else []
    if engagement.candidate in URGED:
        lines.append(deciding_cost(engagement, engagement.candidate))
    if engagement.candidate != "oa_urged":
        lines.append(cheap_fix(engagement))
    if not found.stays_with_oa and found.runner_up not in (BASELINE, "oa_urged"):
        lines.append(runner_up(engagement))
    lines += [chance_words(engagement), gain_line(engagement)]
    lines += [*back_test_line(engagement), *fits_line(engagement)]
    lines += filter(None, [_price(engagement)])
    lines += target_line(engagement)
    return [*lines, *_ruled_out(engagement), *_own_people(engagement)]


def _own_people(engagement: Engagement) -> list[str]:
    """Return that the client's own people would be worth more than any agency, where they are."""
    business = better_alone(engagement)
    if business is None:
        return []
    return [sentences(worth_words(business), planned_words(engagement))]


def cheap_fix(engagement: Engagement) -> str:
    """Return what deputies and chasing alone change, against the candidate."""
    alone = engagement.comparison.difference("oa_urged", "contribution_cny")
    versus = engagement.comparison.between(engagement.candidate, "oa_urged", "contribution_cny")
    told = say(
        "The usual fix - deputies, chasing, answers until the evening - alone {moves}; {regime}"
        " differs from it by {more} ({interval}){doubt}.",
        moves=moves(alone.mean),
        regime=regime_name(engagement.candidate),
        more=signed(versus.mean),
        interval=spread(versus),
        doubt=doubt(versus),
    )
    return sentences(told, deciding_cost(engagement))


def deciding_cost(engagement: Engagement, regime: str = "oa_urged") -> str:
    """Return what the people cost who decide faster, beside those of OA as it is."""
    urged, plain = (
        engagement.comparison.summary(name, "deciding_cost_cny").mean for name in (regime, BASELINE)
    )
    return say(
        "With {regime} deciding costs {urged} over the period, with OA as it is {plain}: "
        "deputies and evenings are paid, and whoever is chased leaves other work. The change has "
        "that in it.",
        regime=regime_name(regime),
        urged=money(urged),
        plain=money(plain),
    )


def runner_up(engagement: Engagement) -> str:
    """Return how far the second best regime lies behind the recommended one."""
    second = engagement.recommendation.runner_up
    behind = engagement.comparison.between(second, engagement.candidate, "contribution_cny")
    told = {
        "regime": begin(regime_name(second)),
        "more": signed(behind.mean),
        "interval": spread(behind),
        "doubt": doubt(behind),
    }
    if engagement.recommendation.lead.mean < 0:
        ahead = say("{regime} would earn more than it: {more} ({interval}).", **told)
        why = (_as_good(engagement), _passed_over(engagement), _fitted_otherwise(engagement))
        return sentences(ahead, *why)
    return sentences(
        say("{regime} comes next: its contribution differs by {more} ({interval}){doubt}.", **told),
        _as_good(engagement),
    )


def _is_close(engagement: Engagement) -> bool:
    """Tell whether the runner-up lies within the indifference, and both hand authority over."""
    found, handed_over = engagement.recommendation, engagement.stakes.handed_over
    if found.stays_with_oa or found.instead_of:
        return False
    return found.runner_up_is_close and all(map(handed_over, (found.regime, found.runner_up)))


def is_as_good(engagement: Engagement) -> bool:
    """Tell whether the runner-up is as good as the regime recommended.

    It lies within the indifference and is, by the same rule, worth leaving OA for.
    """
    runner_up = engagement.recommendation.runner_up
    gain = engagement.comparison.difference(runner_up, MONEY).mean
    return _is_close(engagement) and gain >= engagement.rule.matters(runner_up)


def _fitted_otherwise(engagement: Engagement) -> str:
    """Return that what leads hands over more, and the settings fitted favour the narrower one."""
    found, handed_over = engagement.recommendation, engagement.stakes.handed_over
    ours, theirs = map(handed_over, (found.regime, found.runner_up))
    if not found.instead_of or theirs <= ours:
        return ""
    return say(
        "The agency would sign alone up to {theirs} a decision instead of {ours}; most of the"
        " settings fitted favour the narrower one.",
        ours=money_or_any(ours),
        theirs=money_or_any(theirs),
    )


def _passed_over(engagement: Engagement) -> str:
    """Return what would have to be handed over for what leads, and from which gain it would be."""
    found, stakes = engagement.recommendation, engagement.stakes
    if stakes.handed_over(found.regime) or not stakes.handed_over(found.runner_up):
        return ""
    told = say(
        "Once changing is paid that is {more}. It is too little for letting the agency sign alone"
        " up to {alone} a decision: authority must bring {zone} ({zone_share} of OA's contribution)"
        " more than what needs none.",
        more=money(-found.lead.mean),
        alone=money_or_any(stakes.handed_over(found.runner_up)),
        zone=money(found.indifferent),
        zone_share=share(stakes.indifferent_share),
    )
    named = [
        say("{regime} below {share}", regime=regime_name(name), share=share(zone))
        for name, zone in engagement.rule.named_below().items()
    ]
    if not named:
        return told
    return sentences(
        told,
        say("With a smaller indifference of yours another is named: {named}.", named=joined(named)),
    )


def _as_good(engagement: Engagement) -> str:
    """Return that the runner-up is as good, or what it would be worth where it only lies close."""
    found = engagement.recommendation
    if not _is_close(engagement):
        return ""
    if is_as_good(engagement):
        return sentences(_within_the_indifference(found), _hands_over(engagement))
    return say(
        "With what changing costs it lies {lead} behind, less than the indifference of"
        " {indifferent}; yet against OA it brings {gain}, and is worth leaving OA for from"
        " {matters} on only.",
        lead=money(found.lead.mean),
        indifferent=money(found.indifferent),
        gain=signed(engagement.comparison.difference(found.runner_up, MONEY).mean),
        matters=money(engagement.rule.matters(found.runner_up)),
    )


def _within_the_indifference(found: Recommendation) -> str:
    told = {"lead": money(abs(found.lead.mean)), "indifferent": money(found.indifferent)}
    if found.lead.mean < 0:
        return say(
            "With what changing costs it lies {lead} ahead, less than the indifference of"
            " {indifferent}: both are as good, and whoever prefers it chooses right too.",
            **told,
        )
    return say(
        "With what changing costs it lies {lead} behind, less than the indifference of"
        " {indifferent}: both are as good, and whoever prefers it chooses right too.",
        **told,
    )


def _hands_over(engagement: Engagement) -> str:
    """Return up to what the agency signs alone under two charters that are as good."""
    pair = engagement.candidate, engagement.recommendation.runner_up
    if not all(map(has_charter, pair)):
        return ""
    ours, theirs = map(engagement.stakes.handed_over, pair)
    told = {
        "regime": regime_name(pair[0]),
        "ours": money(ours),
        "rival": regime_name(pair[1]),
        "theirs": money(theirs),
    }
    if ours < theirs:
        return say(
            "Where money cannot tell, less is handed over: under {regime} the agency signs alone up"
            " to {ours} a decision, under {rival} up to {theirs}.",
            **told,
        )
    return say(
        "Under {regime} the agency signs alone up to {ours} a decision, under {rival} up to"
        " {theirs}.",
        **told,
    )


def _price(engagement: Engagement) -> str:
    """Return what the regime recommended loses that OA does not; where OA stays, nothing."""
    if engagement.recommendation.stays_with_oa:
        return ""
    ours, theirs = (
        engagement.comparison.summary(name, "loss_making_deals").mean
        for name in (engagement.candidate, BASELINE)
    )
    risk = engagement.comparison.summary_if_any(engagement.candidate, "money_at_risk_cny")
    price = say(
        "The price: {losses} loss-making deals over the period on average, {theirs} under OA.",
        losses=tenths(ours),
        theirs=tenths(theirs),
    )
    if risk is None:
        return price if round(ours, 1) > round(theirs, 1) else ""
    return sentences(
        price,
        say(
            "In one run in 20 the deals decided by the agency fall by more than {risk} within a "
            "month.",
            risk=money(risk.mean),
        ),
    )


def _ruled_out(engagement: Engagement) -> list[str]:
    """Return a line for each exclusion that has a price, and one for all that have none."""
    found = engagement.recommendation.ruled_out
    dear = [name for name in found if found[name].forgone.mean > 0]
    free = [_excluded(engagement, name) for name in found if name not in dear]
    lines = [sentences(_why(engagement, name), price_of_exclusion(found[name])) for name in dear]
    if free:
        lines.append(
            say(
                "Ruled out by your limits, and earning less on average anyway: {regimes}.",
                regimes=joined(free),
            )
        )
    return lines


def _excluded(engagement: Engagement, name: str) -> str:
    """Return a regime with what it shows and crosses, as one of several."""
    gain = signed(engagement.comparison.difference(name, "contribution_cny").mean)
    crossed = say("red line")
    if engagement.recommendation.ruled_out[name].reason != "red_line":
        crossed = say("too much money at risk")
    return say("{regime} ({gain}, {why})", regime=regime_name(name), gain=gain, why=crossed)


def _why(engagement: Engagement, name: str) -> str:
    """Return why a regime is ruled out, with what it would bring."""
    changed = moves(engagement.comparison.difference(name, "contribution_cny").mean)
    regime = begin(regime_name(name))
    if engagement.recommendation.ruled_out[name].reason == "red_line":
        damage = engagement.comparison.summary(name, "brand_damage_cny").mean
        losses = engagement.comparison.summary(name, "loss_making_deals").mean
        return say(
            "{regime} {moves} but is ruled out: it crosses the brand's red line (damage of "
            "{damage} over the period) and takes {losses} loss-making deals.",
            regime=regime,
            moves=changed,
            damage=money(damage),
            losses=tenths(losses),
        )
    risk = engagement.comparison.summary(name, "money_at_risk_cny").mean
    return say(
        "{regime} {moves} but is ruled out: it may lose {risk} within a month, more than the"
        " stop-loss allows.",
        regime=regime,
        moves=changed,
        risk=money(risk),
    )


def price_of_exclusion(found: Excluded) -> str:
    """Return what is forgone with a regime, and what the red line must be worth to pay for it."""
    forgone = say(
        "Ruling it out forgoes {money} over the period ({interval}).",
        money=money(found.forgone.mean),
        interval=spread(found.forgone),
    )
    if found.reason != "red_line" or found.tie_damage_cny is None:
        return forgone
    return sentences(
        forgone,
        say(
            "It is right if the brand's damage is {damage} over the period or more, {share} of "
            "the sales beyond the line.",
            damage=money(found.tie_damage_cny),
            share=share(found.tie_share),
        ),
    )


def _tone(value: float, sure: bool) -> str:
    if not sure:
        return "neutral"
    return "good" if value > 0 else "bad"
