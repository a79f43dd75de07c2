"""The first page: the answer, its range, its risk, and the decision asked for."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Cover, Heading, Kpi, Kpis, Provenance
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.delay_cost import drivers
from playbook.engagement.case import BASELINE, MODEL, SIX, PitchCase
from playbook.engagement.verdict import headline, headline_title, title
from playbook.words.names import kind_name, regime_meaning, regime_name
from playbook.words.phrases import begin, joined, months, signed, spread, tenths
from playbook.words.wording import day, hours, in_words, interval, money, points, sentences
from sim.language import say


def cover(case: PitchCase) -> Blocks:
    """Return the cover, and what the numbers rest on."""
    file = case.client.file
    season = case.client.scenario
    first, last = day(season.start), day(season.date_of(season.days - 1))
    page = Cover(
        title=title(case),
        subtitle=say("Decision rights for promotion resources of {brand}", brand=file.client.brand),
        client=file.client.name,
        as_of=file.client.as_of.isoformat(),
        facts=(
            (say("Season simulated"), say("{low} to {high}", low=first, high=last)),
            (say("Regimes compared"), joined(regime_name(name) for name in SIX)),
            (
                say("Method"),
                say("{number} seasons, every regime on the same luck", number=case.replications),
            ),
        ),
    )
    return Blocks([page, provenance(case)])


def provenance(case: PitchCase) -> Provenance:
    """Return what the numbers of a document of this case rest on."""
    who = case.client.file.client
    return Provenance(
        client=who.name,
        as_of=who.as_of.isoformat(),
        model_version=MODEL,
        seed=case.seed,
        replications=case.replications,
        inputs=case.client.files,
    )


def answer(case: PitchCase) -> Blocks:
    """Return the executive page."""
    return Blocks(
        [
            Heading(text=headline_title(case), id="answer"),
            told(case),
            figures(case),
            Bullets(items=tuple(_points(case))),
            Heading(text=say("The decision asked for"), level=2, id="decision"),
            Bullets(items=tuple(asked.text for asked in decisions(case)), numbered=True),
        ]
    )


def told(case: PitchCase) -> Callout:
    """Return the answer as the message not to be missed."""
    tone = "neutral" if case.recommendation.stays_with_oa else "good"
    return Callout(text=headline(case), tone=tone)


def figures(case: PitchCase) -> Kpis:
    """Return the four headline figures of the candidate against OA."""
    comparison, ours = case.comparison, case.candidate
    capture = comparison.difference(ours, "capture_rate")
    worst = comparison.summary(ours, "worst_month_cny")
    latency = comparison.summary(BASELINE, "decision_latency_h").mean
    ends = interval(capture.low, capture.high, points)
    return Kpis(
        items=(
            Kpi(
                label=say("Offers captured"),
                value=points(capture.mean),
                detail=say(
                    "{interval}, {regime} against OA", interval=ends, regime=regime_name(ours)
                ),
                tone="good" if capture.is_sure and capture.mean > 0 else "neutral",
            ),
            Kpi(
                label=say("Contribution, {span}", span=months(case.months)),
                value=signed(case.gain.mean),
                detail=spread(case.gain),
                tone=_tone(case.gain.mean, case.gain.is_sure),
            ),
            Kpi(
                label=say("Worst month, one season in 20"),
                value=money(worst.mean),
                detail=say("deal value of the offers taken in it"),
                tone="bad" if worst.mean < 0 else "neutral",
            ),
            Kpi(
                label=say("Decision today"),
                value=hours(latency),
                detail=say("mean from offer to answer through OA"),
                tone="neutral",
            ),
        )
    )


def _points(case: PitchCase) -> list[str]:
    lines = [meaning] if (meaning := regime_meaning(case.candidate)) else []
    lines += [_where_from(case)] if drivers(case) else []
    lines.append(runner_up(case) if case.candidate == "oa_urged" else cheap_fix(case))
    lines.append(_price(case))
    lines += [_ruled_out(case, *item) for item in case.recommendation.ruled_out.items()]
    return lines


def _where_from(case: PitchCase) -> str:
    named = in_words([kind_name(kind) for kind in drivers(case)])
    return say(
        "Most of what {regime} adds comes from: {kinds}.", regime=case.candidate_name, kinds=named
    )


def cheap_fix(case: PitchCase) -> str:
    """Return what deputies and chasing alone change, against the candidate."""
    alone = case.comparison.difference("oa_urged", "contribution_cny")
    versus = case.comparison.between(case.candidate, "oa_urged", "contribution_cny")
    told = {
        "gain": signed(alone.mean),
        "regime": case.candidate_name,
        "more": signed(versus.mean),
        "interval": spread(versus),
    }
    if versus.is_sure:
        return say(
            "The cheap fix - deputies, chasing, answers until the evening - alone changes"
            " contribution by {gain}; {regime} differs from it by {more} ({interval}).",
            **told,
        )
    return say(
        "The cheap fix - deputies, chasing, answers until the evening - alone changes"
        " contribution by {gain}; {regime} differs from it by {more} ({interval}), which cannot be"
        " told from nothing.",
        **told,
    )


def runner_up(case: PitchCase) -> str:
    """Return how far the second best regime lies behind the recommended one."""
    second = case.recommendation.runner_up
    behind = case.comparison.between(second, case.candidate, "contribution_cny")
    told = {
        "regime": begin(regime_name(second)),
        "more": signed(behind.mean),
        "interval": spread(behind),
    }
    if behind.is_sure:
        return say("{regime} comes next: its contribution differs by {more} ({interval}).", **told)
    return say(
        "{regime} comes next: its contribution differs by {more} ({interval}), which cannot be told"
        " from nothing.",
        **told,
    )


def _price(case: PitchCase) -> str:
    losses = tenths(case.comparison.summary(case.candidate, "loss_making_deals").mean)
    risk = case.comparison.summary_if_any(case.candidate, "money_at_risk_cny")
    price = say("The price: {losses} loss-making deals a season on average.", losses=losses)
    if risk is None:
        return price
    return sentences(
        price,
        say(
            "In one season in 20 the deals decided by the agency fall by more than {risk} within a"
            " month.",
            risk=money(risk.mean),
        ),
    )


def _ruled_out(case: PitchCase, name: str, reason: str) -> str:
    gain = signed(case.comparison.difference(name, "contribution_cny").mean)
    regime = begin(regime_name(name))
    if reason == "red_line":
        damage = case.comparison.summary(name, "brand_damage_cny").mean
        losses = case.comparison.summary(name, "loss_making_deals").mean
        return say(
            "{regime} shows {gain} but is ruled out: it crosses the brand's red line (damage of"
            " {damage} a season) and takes {losses} loss-making deals.",
            regime=regime,
            gain=gain,
            damage=money(damage),
            losses=tenths(losses),
        )
    risk = case.comparison.summary(name, "money_at_risk_cny").mean
    return say(
        "{regime} shows {gain} but is ruled out: it may lose {risk} within a month, more than the"
        " stop-loss allows.",
        regime=regime,
        gain=gain,
        risk=money(risk),
    )


def _tone(value: float, sure: bool) -> str:
    if not sure:
        return "neutral"
    return "good" if value > 0 else "bad"
