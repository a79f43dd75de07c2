"""What the agency is paid, what others are paid, and what the contract says."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Column, Heading, Prose, Table
from playbook.documents.business.fee_model_pages import BONUS, pay_words, paying_models
from playbook.documents.own_people import worth_words
from playbook.documents.pitch.price import paid
from playbook.engagement.business import business_of, own_team
from playbook.engagement.cash import fees_of, usual_range
from playbook.engagement.engagement import Engagement
from playbook.engagement.own_people import teams_alone
from playbook.engagement.quota import mean_of
from playbook.engagement.rights import asks_for_charter
from playbook.engagement.verdict import with_run_out
from playbook.study.standing import on_offer
from playbook.words.language import localised, say
from playbook.words.names import basis_in_words, regime_name
from playbook.words.phrases import months
from playbook.words.wording import interval, money, sentences, share
from sim.client.regimes import BASELINE


def fees(engagement: Engagement) -> Blocks:
    """Return fees and contract: this client's terms beside the published ranges."""
    agency = engagement.client.file.agency
    other = engagement.candidate if engagement.recommendation.stays_with_oa else BASELINE
    text = sentences(
        say(
            "That is {fixed} a month and {commission} of sales less returns. With {other} it would"
            " be {paid}.",
            fixed=money(agency.monthly_fee_cny),
            commission=share(agency.commission_share),
            other=regime_name(other),
            paid=money(paid(engagement, other)),
        ),
        beside_yours(engagement),
        _interest(engagement),
    )
    return Blocks(
        [
            Heading(text=_paid_in_all(engagement), id="fees"),
            Prose(text=text),
            Prose(text=_own_people(engagement)),
            _terms(engagement),
            Heading(text=say("Terms of the contract"), level=2, id="contract"),
            Bullets(items=contract_terms(engagement)),
        ]
    )


def _paid_in_all(engagement: Engagement) -> str:
    """Return what the agency is paid under the regime that is recommended."""
    regime = engagement.recommendation.regime
    total, sold = paid(engagement, regime), _sold(engagement, regime)
    return say(
        "The agency is paid {total} in {span} with {regime}{part}",
        total=money(total),
        span=with_run_out(engagement.months),
        regime=regime_name(regime),
        part=say(": {share} of sales", share=share(total / sold)) if sold else "",
    )


def beside_yours(engagement: Engagement) -> str:
    """Return what the client is left with in the same span, and the agency's pay as a share of it.

    Nothing is a share of a loss.
    """
    regime = engagement.recommendation.regime
    left = engagement.comparison.summary(regime, "contribution_cny").mean
    told = {"left": money(left), "paid": money(paid(engagement, regime))}
    if left <= 0:
        return say("You are left with {left} in the same span, the agency paid {paid}.", **told)
    return say(
        "You are left with {left} of contribution in the same span, the agency paid: its {paid} are"
        " {share} of that.",
        share=share(paid(engagement, regime) / left),
        **told,
    )


def _own_people(engagement: Engagement) -> str:
    """Return what own people in the agency's place cost in the same months, and are worth."""
    business, client = business_of(engagement), engagement.client
    costs = [team.month_cny * engagement.months for team in teams_alone(client)]
    told = say(
        "Own people in its place would cost {cost} in the {span} of the period ({between}).",
        cost=money(own_team(client.file).month_cny * engagement.months),
        span=months(engagement.months),
        between=interval(min(costs), max(costs), money),
    )
    return told if business.is_new else sentences(told, worth_words(business))


def _sold(engagement: Engagement, regime: str) -> float:
    return mean_of(engagement.comparison.results.by_item(regime, "sales").sum(axis=1))


def _interest(engagement: Engagement) -> str:
    """Return what the agency itself earns by the answer, and what would leave it more."""
    earned = {
        name: engagement.comparison.summary(name, "agency_profit_cny").mean
        for name in on_offer(engagement.comparison)
    }
    ours = engagement.recommendation.regime
    top = max(earned, key=lambda name: earned[name])
    told = {
        "ours": money(earned[ours]),
        "regime": regime_name(ours),
        "oa": money(earned[BASELINE]),
        "top": regime_name(top),
        "most": money(earned[top]),
        "more": money(earned[top] - earned[ours]),
    }
    first = say("Its team paid, the agency itself is left with {ours} under {regime}.", **told)
    if engagement.recommendation.regime != BASELINE:
        first = say(
            "Its team paid, the agency itself is left with {ours} under {regime} and with {oa}"
            " under OA as it is.",
            **told,
        )
    return sentences(
        first,
        say("No way of deciding compared leaves it more: its own interest is in the answer.")
        if round(earned[top]) == round(earned[ours])
        else say(
            "It would be left with most, {most}, under {top}: its own interest, of {more}, is"
            " against the answer.",
            **told,
        ),
        pay_words(business_of(engagement)),
    )


def _own_terms(engagement: Engagement) -> dict[str, str]:
    file = engagement.client.file
    return {
        f"monthly_fixed_{file.client.era}": money(file.agency.monthly_fee_cny),
        f"commission_{file.client.era}": share(file.agency.commission_share),
        "setup": say("to agree"),
        "contribution_bonus": say("to agree"),
        "platform_commission": share(file.store.platform_commission_share),
    }


def _terms(engagement: Engagement) -> Table:
    era = engagement.client.file.client.era
    own = _own_terms(engagement)
    rows = fees_of(era, store_exists=not engagement.client.file.offers.new_store)
    heads = (say("fee"), say("this client"), say("usual range"), say("unit"), say("basis"))
    return Table(
        title=say("Fees: this client's terms and the usual range"),
        columns=tuple(Column(name=name) for name in heads),
        rows=tuple(
            (
                localised(row, "name"),
                own.get(row.text("fee_id"), ""),
                usual_range(row, era),
                _unit(row.text("unit")),
                basis_in_words(row.text("basis")),
            )
            for row in rows
        ),
        note=say("Platform fees are paid to the platform, not to the agency."),
    )


def _unit(unit: str) -> str:
    units = {
        "CNY once": say("once"),
        "CNY a month": say("a month"),
        "CNY a year": say("a year"),
        "CNY once, returned": say("once, returned"),
        "share of sales": say("share of sales"),
        "share of contribution above target": say("share of contribution above target"),
    }
    return units[unit]


def _goals(engagement: Engagement) -> str:
    """Return the term on goals and pay: a bonus only where the agency can live on it."""
    if BONUS in paying_models(business_of(engagement)):
        return say("Goals with a cure period; a bonus on contribution above target, not on sales.")
    return say("Goals with a cure period; pay that covers the agency's team in a weak month, too.")


def contract_terms(engagement: Engagement) -> tuple[str, ...]:
    """Return the terms that a contract of this kind has to cover."""
    rights = say("How offers are decided is an annex: who answers, by when, and who stands in.")
    if asks_for_charter(engagement):
        rights = say(
            "The charter of decision rights is an annex; it is renewed quarter by quarter."
        )
    return (
        say("Term of 12 months, the first three of them on trial; 60 days' notice on both sides."),
        rights,
        say(
            "Store, accounts, data and pictures belong to the brand; the payment account is in its"
            " name."
        ),
        say("Advertising is paid by the client on its own account and is not marked up."),
        say("The team is named; who leaves is replaced by somebody of equal experience."),
        say("No brushing of orders or reviews, no rival brand of the category for 12 months."),
        say("The client may audit decisions and accounts at any time; settlement is monthly."),
        _goals(engagement),
        say(
            "On leaving: a hand-over file, service until the hand-over ends, stock and returns"
            " settled."
        ),
    )
