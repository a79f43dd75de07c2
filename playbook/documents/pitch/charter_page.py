"""The recommendation in clauses: the charter with the client's numbers, and its use."""

from __future__ import annotations

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import has_channel
from playbook.words.language import say
from playbook.words.names import clause_name, kind_name, regime_name
from playbook.words.phrases import begin, tenths
from playbook.words.wording import hours, in_words, money, sentences, share
from sim.client.regimes import is_price_event


def charter(engagement: Engagement) -> Blocks:
    """Return the clauses of the green channel, or why none is needed."""
    if not has_channel(engagement):
        heading = say("{regime} needs no charter", regime=begin(regime_name(engagement.candidate)))
        text = say(
            "The clauses below are those with which the green-channel regimes of the comparison"
            " were run."
        )
        return Blocks([Heading(text=heading, id="charter"), Prose(text=text), _clauses(engagement)])
    return Blocks(
        [
            Heading(text=_heading(engagement), id="charter"),
            Prose(text=_use(engagement)),
            _clauses(engagement),
            *_fallbacks(engagement),
        ]
    )


def _heading(engagement: Engagement) -> str:
    if engagement.recommendation.stays_with_oa:
        return say("No charter is asked for: these are the clauses of the alternative weighed")
    clauses = engagement.client.file.charter
    used = engagement.comparison.summary(engagement.candidate, "quota_use_cny_month").mean
    return say(
        "{quota} a decision and {month} a month: of this the channel commits {used} a month",
        quota=money(clauses.quota_cny),
        month=money(clauses.month_quota_cny),
        used=money(used),
    )


def _use(engagement: Engagement) -> str:
    clauses = engagement.client.file.charter
    used = engagement.comparison.summary(engagement.candidate, "quota_use_cny_month").mean
    suspended = engagement.comparison.summary(engagement.candidate, "suspended_days").mean
    quota = clauses.month_quota_cny
    return sentences(
        say("On average {share} of the month's quota is used.", share=share(used / quota))
        if quota
        else "",
        say(
            "Stop-loss and audit suspend the channel on {days} days of the season on average.",
            days=tenths(suspended),
        ),
        say(
            "Outside the charter an offer goes through the OA chain as before; price below list is"
            " never in it."
        ),
    )


def _clauses(engagement: Engagement) -> Table:
    return Table(
        title=say("Clauses with the client's numbers"),
        columns=(Column(name=say("clause")), Column(name=say("terms"))),
        rows=(*_authority(engagement), *_controls(engagement)),
        note=say("A working document, not legal advice."),
    )


def _authority(engagement: Engagement) -> list[tuple[str, str]]:
    clauses, kinds = engagement.client.file.charter, engagement.client.scenario.kinds
    excluded = clauses.kinds_excluded
    if excluded is None:
        excluded = tuple(kind.id for kind in kinds.values() if is_price_event(kind.asks))
    outside = in_words([kind_name(kinds[kind]) for kind in excluded if kind in kinds])
    return [
        (
            say("Who decides"),
            say(
                "the store manager alone up to {alone}; with the client's director up to {quota};"
                " above: OA",
                alone=money(clauses.alone_cny),
                quota=money(clauses.quota_cny),
            ),
        ),
        (
            say("Quota per decision"),
            say("{quota} of cash cost and expected discount", quota=money(clauses.quota_cny)),
        ),
        (say("Quota per month"), money(clauses.month_quota_cny)),
        (
            say("Quota per quarter"),
            say(
                "{share} of the promotion budget of {budget}",
                share=share(clauses.quarter_budget_share),
                budget=money(engagement.client.file.plan.quarter_budget_cny),
            ),
        ),
        (
            say("Splitting"),
            say(
                "decisions on the same kind within {time} count as one",
                time=hours(clauses.aggregation_h),
            ),
        ),
        (say("Kinds outside"), outside),
        (
            say("Red line"),
            say("no price below list; gifts, not discounts; the same price as the shops"),
        ),
    ]


def _controls(engagement: Engagement) -> list[tuple[str, str]]:
    clauses, none = engagement.client.file.charter, say("none")
    stock, hurdle, loss = clauses.stock_share, clauses.hurdle_share, clauses.stop_loss_cny
    return [
        (
            say("Stock"),
            none if stock is None else say("at most {share} of free stock", share=share(stock)),
        ),
        (
            say("Hurdle"),
            none
            if hurdle is None
            else say("forecast deal value at least {multiple} x cash cost", multiple=f"{hurdle:g}"),
        ),
        (
            say("Duty"),
            say(
                "agency {agency} every day; director {director}",
                agency=engagement.client.file.agency.duty_hours,
                director=clauses.director_hours,
            ),
        ),
        (
            say("Audit"),
            say(
                "{share} by lot, and all above {above} of the quota per decision",
                share=share(clauses.audit_share),
                above=share(clauses.audit_above_share),
            ),
        ),
        (
            say("Stop-loss"),
            none
            if loss is None
            else say(
                "a loss of {loss} in a month suspends the channel to its end", loss=money(loss)
            ),
        ),
    ]


def _fallbacks(engagement: Engagement) -> list[Table]:
    results = engagement.comparison.results
    total = results.by_item(engagement.candidate, "fallback_reasons").sum()
    if not len(total):
        return []
    seasons = len(results.replications)
    return [
        Table(
            title=say(
                "Which clause sends offers to OA: {number} a season",
                number=tenths(float(total.sum()) / seasons),
            ),
            columns=(
                Column(name=say("clause")),
                Column(name=say("offers a season"), format="tenths"),
            ),
            rows=tuple(
                (begin(clause_name(str(clause))), float(offers) / seasons)
                for clause, offers in total.sort_values(ascending=False, kind="stable").items()
            ),
        )
    ]
