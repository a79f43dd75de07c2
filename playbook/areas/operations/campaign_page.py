"""The page on campaigns: which run in the season, when to sign up, and what money is left."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.engagement.campaigns import DatedCampaign, MonthMoney, QuarterFiling
from playbook.engagement.targets import won_share
from playbook.project.changes import deciding_of
from playbook.study.recommendation import Outlook, has_charter
from playbook.words.language import say, say_many
from playbook.words.names import basis_in_words
from playbook.words.wording import day, in_words, money, month, share, short_day
from sim.client.schema import PlanSection


def campaign_page(
    campaigns: tuple[DatedCampaign, ...],
    money_by_month: tuple[MonthMoney, ...],
    filings: tuple[QuarterFiling, ...],
    terms: PlanSection,
    outlook: Outlook,
) -> list[Block]:
    """Return the promotion calendar and the money of the season's months."""
    page: list[Block] = [Heading(text=_title(campaigns), level=2)]
    page += _approval(filings, outlook)
    if campaigns:
        page.append(_calendar(campaigns, outlook))
        page += _never_taken(campaigns, outlook)
    page.append(_envelope(money_by_month, terms))
    over = [month(one.month) for one in money_by_month if one.left_cny < 0]
    if over:
        text = say(
            "The campaigns ask for more than the envelope in {months}: move money within the "
            "quarter or leave one out.",
            months=in_words(over),
        )
        page.append(Callout(text=text, tone="bad"))
    return page


def _approval(filings: tuple[QuarterFiling, ...], outlook: Outlook) -> list[Block]:
    """Return how campaigns are approved: once in a quarterly plan, or each by itself."""
    if not deciding_of(outlook.regime).has_plan:
        return [Prose(text=one_by_one(outlook.regime))]
    page: list[Block] = [Prose(text=_filed(filings)), *_after_the_day(filings)]
    late = [one for one in filings if one.past and one.signed is None]
    if late:
        text = say_many(
            "The filing day of {n} quarter is already past: file it at once, and let its campaigns "
            "be approved one by one until it stands.",
            "The filing days of {n} quarters are already past: file them at once, and let their "
            "campaigns be approved one by one until they stand.",
            len(late),
        )
        page.append(Callout(text=text, tone="bad"))
    return page


def one_by_one(regime: str) -> str:
    """Return how each campaign is decided under a regime without a quarterly plan."""
    if regime == "delegated":
        return say("The agency decides each campaign by itself, before its sign-up closes.")
    if has_charter(regime):
        return say(
            "Each campaign is decided by itself, before its sign-up closes: within the charter by"
            " the agency, beyond it by the client's OA chain. The calendar and the budget below"
            " approve none of them."
        )
    return say(
        "Each campaign goes through the client's OA chain by itself, before its sign-up closes."
        " The calendar and the budget below approve none of them."
    )


def _after_the_day(filings: tuple[QuarterFiling, ...]) -> Iterator[Callout]:
    """Yield which quarters begin before their plan is signed."""
    for one in filings:
        if one.signed is not None:
            yield Callout(
                text=say(
                    "The first quarterly plan is signed on {signed} only, after the filing day for"
                    " the quarter from {month}: until then its campaigns are approved one by one.",
                    signed=day(one.signed),
                    month=month(one.quarter),
                ),
                tone="bad",
            )


def _title(campaigns: tuple[DatedCampaign, ...]) -> str:
    open_to = [one for one in campaigns if one.can_sign_up]
    if not campaigns:
        return say("No dated campaign falls into the period")
    if not open_to:
        return say_many(
            "{n} campaign in the period, but its sign-up closes too early",
            "{n} campaigns in the period, but their sign-up closes too early",
            len(campaigns),
        )
    first = min(open_to, key=lambda one: one.signup_to)
    return say_many(
        "{n} campaign open for sign-up, the first ({name}) until {day}",
        "{n} campaigns open for sign-up, the first ({name}) until {day}",
        len(open_to),
        name=first.name,
        day=day(first.signup_to),
    )


def _filed(filings: tuple[QuarterFiling, ...]) -> str:
    dated = [
        say("{day} for the quarter from {month}", day=day(one.file_by), month=month(one.quarter))
        for one in filings
    ]
    return say(
        "The quarterly plan is approved once by the whole chain and revised on the 20th of each "
        "month within its total. It enters the chain at latest: {dates}.",
        dates=in_words(dated),
    )


def _never_taken(campaigns: tuple[DatedCampaign, ...], outlook: Outlook) -> Iterator[Callout]:
    """Yield a warning where the simulated seasons take none of the campaigns."""
    open_to = [one for one in campaigns if one.can_sign_up]
    if open_to and not any(won_share(outlook, one) for one in open_to):
        yield Callout(
            title=say("None of them is taken in the simulated runs"),
            text=say(
                "At the usual cost and price these campaigns are declined or answered too late."
                " Sign up for one only if its cost or its price is brought down, and have it"
                " decided before the sign-up closes."
            ),
            tone="bad",
        )


def _calendar(campaigns: tuple[DatedCampaign, ...], outlook: Outlook) -> Table:
    cny = say("CNY")
    return Table(
        title=say("Campaigns of the period"),
        columns=(
            Column(name=say("Campaign")),
            Column(name=say("Sign-up")),
            Column(name=say("Runs")),
            Column(name=say("Budget"), unit=cny, format="exact_money"),
            Column(name=say("Visits"), format="integer"),
            Column(name=say("Sales if won"), unit=cny, format="exact_money"),
            Column(name=say("Counts with"), format="share"),
            Column(name=say("Basis of the dates")),
        ),
        rows=tuple(
            (
                one.name,
                _signup(one),
                _span(one.starts, one.ends),
                one.cost_cny,
                one.visits,
                one.sales_cny,
                won_share(outlook, one) if one.can_sign_up else 0.0,
                basis_in_words(one.basis),
            )
            for one in campaigns
        ),
        note=say(
            "Estimated dates follow the pattern of published sign-ups of other years and must be "
            "confirmed with the category manager. Budget and visits are the medians of the kind; "
            "visits are scaled by the size of the campaign."
        ),
    )


def _signup(one: DatedCampaign) -> str:
    if not one.can_sign_up:
        return say("closed by {day}", day=short_day(one.signup_to, year=False))
    return _span(one.signup_from, one.signup_to)


def _span(first: object, last: object) -> str:
    low, high = (short_day(one, year=False) for one in (first, last))  # type: ignore[arg-type]
    return low if low == high else say("{low} to {high}", low=low, high=high)


def _envelope(months: tuple[MonthMoney, ...], terms: PlanSection) -> Table:
    cny = say("CNY")
    rows = [
        (month(m.month), m.envelope_cny, m.reserve_cny, m.campaigns_cny, m.left_cny) for m in months
    ]
    ids = tuple(f"month_{place}" for place in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"[: len(rows)])
    heads = (
        (say("Envelope"), "envelope"),
        (say("Reserve for ad-hoc offers"), "reserve"),
        (say("Campaigns"), "campaigns"),
        (say("Left for planned promotion"), "left"),
    )
    totals = tuple(sum(float(row[at]) for row in rows) for at in (1, 2, 3, 4))
    return Table(
        title=say("The promotion money by month"),
        detail=True,
        columns=(
            Column(name=say("Month")),
            *(Column(name=name, unit=cny, format="exact_money", id=id) for name, id in heads),
        ),
        rows=(*rows, (say("All months"), *totals)),
        note=say(
            "Each month has a third of the quarter's {budget}; {reserve} of it is held in reserve "
            "for offers that nobody foresaw. A campaign is booked in the month in which it starts.",
            budget=money(terms.quarter_budget_cny),
            reserve=share(terms.reserve_share),
        ),
        total=True,
        row_ids=(*ids, "season"),
        formulas=(
            ("left", "envelope - reserve - campaigns"),
            ("season", f"sum({', '.join(ids)})" if len(ids) > 1 else ids[0]),
        ),
    )
