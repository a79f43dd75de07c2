"""The worst that can happen in a month, under every regime, and what holds it."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Column, Heading, Prose, Table
from playbook.documents.by_regime import outcome_columns, outcome_rows
from playbook.engagement.engagement import Engagement, deciding
from playbook.engagement.rights import has_channel
from playbook.project.changes import fitting
from playbook.study.recommendation import has_charter
from playbook.study.standing import on_offer
from playbook.words.language import localised, say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined, tenths
from playbook.words.wording import count, interval, money, points, sentences, share
from sim.client.regimes import BASELINE
from sim.results.comparison import TAIL_SEASONS
from sim.tables.read import read_table

COLUMNS = (
    ("worst_month_cny", "money"),
    ("money_at_risk_cny", "money"),
    ("loss_making_deals", "tenths"),
    ("suspended_days", "tenths"),
    ("brand_damage_cny", "money"),
)


def risks(engagement: Engagement) -> Blocks:
    """Return the risk page: the tail of a month, by regime, and the controls."""
    worst = engagement.comparison.summary(engagement.candidate, "worst_month_cny").mean
    return Blocks(
        [
            Heading(text=_heading(worst, regime_name(engagement.candidate)), id="risks"),
            Prose(text=sentences(risk_words(engagement), _how_sure(engagement))),
            _by_regime(engagement),
            *_stop_loss(engagement),
            _controls(engagement),
        ]
    )


def _heading(worst: float, regime: str) -> str:
    """Return what the worst month brings in one season in 20, a loss named as what it is."""
    if worst < 0:
        return say(
            "In one run in 20 the worst month's deals lose {loss} or more with {regime}",
            loss=money(-worst),
            regime=regime,
        )
    return say(
        "In one run in 20 the worst month's deals bring {worst} or less with {regime}",
        worst=money(worst),
        regime=regime,
    )


def risk_words(engagement: Engagement) -> str:
    """Return what the candidate may lose beyond what OA loses."""
    losses = engagement.comparison.difference(engagement.candidate, "loss_making_deals")
    risk = engagement.comparison.summary_if_any(engagement.candidate, "money_at_risk_cny")
    return sentences(
        say(
            "{regime} takes {more} more loss-making deals over the period than OA.",
            regime=begin(regime_name(engagement.candidate)),
            more=tenths(losses.mean),
        )
        if losses.mean > 0
        else say(
            "{regime} takes no more loss-making deals than OA.",
            regime=begin(regime_name(engagement.candidate)),
        ),
        say(
            "What is decided in the channel falls by more than {risk} within a month in one run "
            "in 20.",
            risk=money(risk.mean),
        )
        if risk is not None
        else worst_months(engagement),
    )


def worst_months(engagement: Engagement) -> str:
    """Return what the worst month brings where the agency decides nothing, and under OA."""
    ours, oa = (
        engagement.comparison.summary(name, "worst_month_cny").mean
        for name in (engagement.candidate, BASELINE)
    )
    return say(
        "The agency decides nothing alone. In one run in 20 the worst month's deals {ours} with "
        "{regime}, and {oa} with OA as it is.",
        ours=_brings(ours),
        oa=_brings(oa),
        regime=regime_name(engagement.candidate),
    )


def _brings(worst: float) -> str:
    """Return what a worst month brings or loses, for the middle of a sentence."""
    if worst < 0:
        return say("lose {loss} or more", loss=money(-worst))
    return say("bring {worst} or less", worst=money(worst))


def _how_sure(engagement: Engagement) -> str:
    """Return the intervals of the two percentiles, or that the seasons are too few for any."""
    comparison = engagement.comparison
    if comparison.replications < TAIL_SEASONS:
        return say(
            "{seasons} runs give these percentiles no interval: that takes {least}.",
            seasons=count(comparison.replications),
            least=count(TAIL_SEASONS),
        )
    worst = comparison.summary(engagement.candidate, "worst_month_cny")
    risk = comparison.summary_if_any(engagement.candidate, "money_at_risk_cny")
    intervals = [
        say("worst month {interval}", interval=interval(worst.low, worst.high, money)),
        say("money at risk {interval}", interval=interval(risk.low, risk.high, money))
        if risk is not None and risk.low is not None
        else "",
    ]
    return say(
        "95 % intervals of the percentiles: {intervals}.", intervals=joined(filter(None, intervals))
    )


def _by_regime(engagement: Engagement) -> Table:
    yuan = say("CNY")
    heads = (
        (say("worst month"), yuan),
        (say("money at risk in a month"), yuan),
        (say("loss-making deals"), ""),
        (say("days suspended"), ""),
        (say("brand damage"), yuan),
    )
    return Table(
        title=say("Risk by way of deciding, over the period"),
        columns=outcome_columns(heads, COLUMNS),
        rows=outcome_rows(engagement.comparison, on_offer(engagement.comparison), COLUMNS),
        note=sentences(
            say(
                "Worst month: 5th percentile over runs. Money at risk: 95th percentile of the "
                "largest fall of agency-decided deal value within a month; a dash where the "
                "agency decides nothing."
            ),
            red_line_words(engagement) if _crosses_under_charter(engagement) else "",
        ),
    )


def _crosses_under_charter(engagement: Engagement) -> bool:
    """Tell whether a regime with a charter costs the brand something, though its line is red."""
    return any(
        engagement.comparison.summary(name, "brand_damage_cny").mean
        for name in on_offer(engagement.comparison)
        if has_charter(name)
    )


def _stop_loss(engagement: Engagement) -> list[Callout]:
    limit = engagement.client.file.charter.stop_loss_cny
    if not has_channel(engagement) or limit is None:
        return []
    days = engagement.comparison.summary(engagement.candidate, "suspended_days").mean
    capture = engagement.comparison.difference(engagement.candidate, "capture_rate").mean
    return [
        Callout(
            title=say("The stop-loss"),
            text=say(
                "A month in which the channel's deals have lost {limit} suspends it to the "
                "month's end; stop-loss and audit together take {days} days of the period. The "
                "share won ({points} against OA) already has this in it. A loss becomes known "
                "only as it is realised, so a month can end below the limit.",
                limit=money(limit),
                days=tenths(days),
                points=points(capture),
            ),
        )
    ]


def _controls(engagement: Engagement) -> Table:
    """Return the governance risks of ``data/project/risks.csv`` with early signs and controls."""
    rows = [
        row
        for row in fitting(
            engagement.client.file, read_table("project/risks"), deciding(engagement)
        )
        if row["area"] == "governance"
    ]
    return Table(
        title=say("What can go wrong with decision rights, and what holds it"),
        columns=tuple(
            Column(name=name)
            for name in (say("risk"), say("cause"), say("early sign"), say("control"))
        ),
        rows=tuple(
            tuple(localised(row, name) for name in ("risk", "cause", "early_sign", "control"))
            for row in rows
        ),
    )


def red_line_words(engagement: Engagement) -> str:
    """Return how much of what the charter forbids an agency refuses, and what finds the rest."""
    if not engagement.client.scenario.price_red_line:
        return ""
    return say(
        "The charter forbids what lies beyond the red line, yet some is sold: an agency that"
        " decides alone refuses {share} of such offers, and audits find the others only"
        " afterwards.",
        share=share(engagement.client.file.agency.compliance_share),
    )
