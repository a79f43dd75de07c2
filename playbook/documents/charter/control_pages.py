"""The controls: retrospective filing (事后备案), audit plan, stop-loss, and the quarterly plan."""

from __future__ import annotations

from datetime import date

from playbook.areas.operations.campaign_page import one_by_one
from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.clauses import clauses_of, signs_alone
from playbook.engagement.engagement import Engagement, deciding
from playbook.engagement.quota import mean_of
from playbook.engagement.rights import ChannelUse, audits, channel_use, chartered
from playbook.project.task import role_name
from playbook.words.language import say, say_many
from playbook.words.phrases import tenths
from playbook.words.wording import day, exact_money, money, month, sentences, share
from sim.client.schema import CharterSection
from sim.model.units import MONTHS_A_QUARTER

OWNER = "agency_store_manager"
"""Who answers for the sales of a month."""


def filing_form(engagement: Engagement) -> Blocks:
    """Return the form that is filed after each decision of the channel."""
    terms = {one.id: one.value for one in clauses_of(chartered(engagement))}
    fields = (
        (say("number and date of the decision"), ""),
        (say("resource, platform contact, window"), ""),
        (say("reason for the decision"), ""),
        (say("decision sheet attached"), ""),
        (say("commitment; used of the month's quota"), ""),
        (_signed_by(engagement), ""),
        (say("own interest declared"), ""),
        (say("filed"), terms["filing_workdays"]),
        (say("result: visitors, orders, sales, contribution"), terms["result_days"]),
    )
    return Blocks(
        [
            Heading(text=say("Retrospective filing form"), id="filing"),
            Table(
                title=say("Filed after each decision"),
                columns=tuple(
                    Column(name=name) for name in (say("field"), say("due"), say("entry"))
                ),
                rows=tuple((name, due, "") for name, due in fields),
            ),
        ]
    )


def _signed_by(engagement: Engagement) -> str:
    if signs_alone(chartered(engagement)):
        return say("signed by")
    return say("signed by (alone or dual sign)")


def audit_plan(engagement: Engagement) -> Blocks:
    """Return how many decisions to audit a month, and what stops the channel."""
    use, terms = channel_use(engagement), chartered(engagement).file.charter
    return Blocks(
        [
            Heading(
                text=say(
                    "Audit plan: {audits} of {decided} decisions a month",
                    audits=tenths(audits(use, terms.audit_share)),
                    decided=tenths(use.decided),
                ),
                id="audit",
            ),
            Prose(
                text=sentences(
                    say(
                        "Every decision above {limit} is audited ({large} a month are expected),"
                        " and {share} of the others by lot.",
                        limit=money(terms.audit_above_share * terms.quota_cny),
                        large=tenths(use.large),
                        share=share(terms.audit_share),
                    ),
                    _stop_loss(terms, use),
                    say(
                        "While it is suspended every offer goes through OA; commitments made are"
                        " honoured, and the authority returns with the next month."
                    ),
                )
            ),
        ]
    )


def _stop_loss(terms: CharterSection, use: ChannelUse) -> str:
    audit = say_many(
        "{n} deviation found in a month suspends the channel: this happens in {seasons} of "
        "simulated runs.",
        "{n} deviations found in a month suspend the channel: this happens in {seasons} of "
        "simulated runs.",
        terms.deviations_allowed,
        seasons=share(use.stopped["audit"]),
    )
    if terms.stop_loss_cny is None:
        return sentences(say("There is no stop-loss."), audit)
    loss = say(
        "The stop-loss of {loss} a month acts in {seasons} of simulated runs.",
        loss=money(terms.stop_loss_cny),
        seasons=share(use.stopped["stop_loss"]),
    )
    return sentences(loss, audit)


def quarterly_plan(engagement: Engagement) -> Blocks:
    """Return the quarter: targets, campaigns with their dates, envelope and reserve."""
    plan = engagement.client.file.plan
    reserve = plan.reserve_share * plan.quarter_budget_cny
    return Blocks(
        [
            Heading(text=_quarter(engagement, money(reserve)), id="quarterly-plan"),
            Prose(
                text=sentences(
                    say(
                        "Planned campaigns have {month} a month.",
                        month=money((plan.quarter_budget_cny - reserve) / MONTHS_A_QUARTER),
                    ),
                    _approved(engagement),
                )
            ),
            _targets(engagement),
            *_campaigns(engagement),
        ]
    )


def _quarter(engagement: Engagement, reserve: str) -> str:
    budget = money(engagement.client.file.plan.quarter_budget_cny)
    if deciding(engagement).has_plan:
        return say(
            "Quarterly plan: {budget}, of which {reserve} is held back for ad-hoc offers",
            budget=budget,
            reserve=reserve,
        )
    return say(
        "Budget of a quarter: {budget}, of which {reserve} is held back for ad-hoc offers",
        budget=budget,
        reserve=reserve,
    )


def _approved(engagement: Engagement) -> str:
    if deciding(engagement).has_plan:
        return say("The plan goes through the full chain once, before the quarter begins.")
    return one_by_one(engagement.outlook.regime)


def _targets(engagement: Engagement) -> Table:
    sales = engagement.comparison.results.by_item(engagement.recommendation.regime, "sales")
    months = [str(name) for name in sales.columns][: engagement.months]
    return Table(
        title=say("Sales expected by month"),
        columns=(
            Column(name=say("month")),
            Column(name=say("sales expected"), align="right"),
            Column(name=say("owner")),
        ),
        rows=tuple(
            (
                month(date.fromisoformat(f"{name}-01")),
                money(mean_of(sales[name])),
                role_name(OWNER),
            )
            for name in months
        ),
        note=say("Mean of the simulated runs under the recommended way of deciding."),
    )


def _campaigns(engagement: Engagement) -> list[Table]:
    """Return the campaigns that the onboarding plan signs up for."""
    known = [one for one in campaigns_of(engagement.client) if one.can_sign_up]
    if not known:
        return []
    return [
        Table(
            title=say_many("{n} planned campaign", "{n} planned campaigns", len(known)),
            columns=(
                Column(name=say("campaign")),
                Column(name=say("answer due"), align="right"),
                Column(name=say("starts"), align="right"),
                Column(name=say("ends"), align="right"),
                Column(name=say("usual cost"), align="right"),
            ),
            rows=tuple(
                (
                    one.name,
                    day(one.signup_to),
                    day(one.starts),
                    day(one.ends),
                    exact_money(one.cost_cny),
                )
                for one in known
            ),
        )
    ]
