"""The forms: retrospective filing (事后备案), audit record and notice; and the quarterly plan."""

from __future__ import annotations

from playbook.areas.operations.campaign_page import one_by_one
from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.clauses import clauses_of, signs_alone
from playbook.engagement.engagement import Engagement, deciding
from playbook.engagement.rights import chartered
from playbook.words.language import say, say_many
from playbook.words.wording import day, exact_money, money, sentences
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
                by_hand=True,
            ),
        ]
    )


def _signed_by(engagement: Engagement) -> str:
    if signs_alone(chartered(engagement)):
        return say("signed by")
    return say("signed by (alone or dual sign)")


def audit_record(engagement: Engagement) -> Blocks:
    """Return the form in which an audited decision is recorded."""
    brand = engagement.client.file.client.brand
    asked = (
        say("number and date of the decision"),
        say("commitment on the sheet and as paid"),
        say("visitors on the sheet and as they came"),
        say("price and gifts as allowed"),
        say("filed in time"),
        say("deviations found"),
        say("auditor, date"),
    )
    heading = Heading(text=say("Record of an audited decision: {brand}", brand=brand), id="audit")
    return Blocks([heading, _to_fill(say("One record for each decision audited"), asked)])


def notice(engagement: Engagement) -> Blocks:
    """Return the notice by which Party A suspends the authority, or lets it resume."""
    brand = engagement.client.file.client.brand
    asked = (
        say("suspended from, or resumed from"),
        say("cause, with the month's loss or the deviations"),
        say("commitments that are still honoured"),
        say("sent to Party B on"),
        say("signature and seal of Party A"),
        say("received by Party B"),
    )
    heading = Heading(
        text=say("Notice of suspension or resumption: {brand}", brand=brand), id="notice"
    )
    return Blocks([heading, _to_fill(say("Sent on the day on which the cause is known"), asked)])


def _to_fill(title: str, asked: tuple[str, ...]) -> Table:
    return Table(
        title=title,
        columns=(Column(name=say("field")), Column(name=say("entry"))),
        rows=tuple((one, "") for one in asked),
        by_hand=True,
    )


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
