"""The options side by side: what is assumed of each, its cash over time, and its value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from playbook.blocks import (
    Blocks,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Lines,
    Prose,
    Series,
    Table,
)
from playbook.documents.own_people import (
    behind_words,
    doubt_words,
    planned_words,
    range_words,
)
from playbook.engagement.business import (
    BUILD,
    MANAGED,
    MANAGED_OA,
    NOTHING,
    OWN,
    Business,
    business_of,
    changing,
    own_team,
)
from playbook.engagement.engagement import Engagement, asked_about
from playbook.engagement.own_people import own_people
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined
from playbook.words.wording import DASH, day, money, month, sentences, share
from sim.model.scenario import Campaign
from sim.model.store.storefront import RUN_OUT_DAYS
from sim.tables.rules import rule


def option_name(business: Business, name: str) -> str:
    """Return an option's name in the language spoken."""
    names = {
        NOTHING: say("no store") if business.is_new else say("the managed store as it is"),
        BUILD: say("a store of your own build"),
        OWN: say("the store run with your own people"),
        MANAGED_OA: say("a managed store with decisions through OA"),
        MANAGED: say("the managed store as it is")
        if business.stays_as_it_is
        else say("a managed store with {regime}", regime=regime_name(business.regime)),
    }
    return names[name]


def span_names(business: Business) -> tuple[str, ...]:
    """Return the months of the horizon by name, and the run-out after them."""
    run_out = say("{days} days after", days=RUN_OUT_DAYS)
    return (*(month(first) for first in business.horizon), run_out)


def start_name(item: str) -> str:
    """Return what a cost before the opening is for."""
    names = {
        "setup": say("set-up fee of the agency"),
        "deposit": say("deposit of the platform, comes back"),
        "annual": say("annual fee of the platform"),
        "store_build": say("pictures, pages and samples"),
        "opening_stock": say("opening stock at cost"),
    }
    return names[item]


def month_words(number: int | None, months: int) -> str:
    """Return which of so many months it is, or that it is the run-out after them, or neither."""
    if number is None:
        return say("not within the horizon")
    return say("in the 90 days after") if number > months else say("month {n}", n=number)


def options(engagement: Engagement) -> Blocks:
    """Return the options side by side, with their cash over time."""
    business = business_of(engagement)
    return Blocks(
        [
            Heading(text=_heading(business), id="options"),
            *_assumed(engagement),
            _cumulative(business),
            _side_by_side(business),
            *_no_more_campaigns(business, _campaigns(engagement)),
        ]
    )


def _heading(business: Business) -> str:
    options = business.options
    gap = options[MANAGED].value - options[business.without_agency].value
    told = {"gap": money(abs(gap))}
    if business.is_new and gap > 0:
        return say("Managed is worth {gap} more than building it yourself", **told)
    if business.is_new:
        return say("Building it yourself is worth {gap} more than managed", **told)
    told["doubt"] = doubt_words(own_people(business))
    if gap > 0:
        return say("The agency is worth {gap} more than your own people{doubt}", **told)
    return say("Your own people are worth {gap} more than the agency{doubt}", **told)


def _assumed(engagement: Engagement) -> list[Prose | Bullets]:
    business = business_of(engagement)
    if business.is_new:
        return [Prose(text=sentences(_unchanged(business), _built(business)))]
    differs = sentences(range_words(own_people(business)), planned_words(engagement))
    return [
        Prose(text=sentences(_unchanged(business), differs)),
        Bullets(items=behind_words(business)),
    ]


def _built(business: Business) -> str:
    file = business.client.file
    delay = rule("business.build_delay_months").value
    team = own_team(file)
    return sentences(
        say(
            "Building it takes {investment} at once and {delay} months longer; an own team costs"
            " {factor} times what the agency's costs ({team} a month), pays no fee and no"
            " commission, and offers go through OA.",
            investment=money(rule(f"business.build_investment_{file.client.era}").value),
            delay=f"{delay:g}",
            factor=f"{team.factor:g}",
            team=money(team.month_cny),
        ),
        say("What it sells after the last month is not counted.") if delay else "",
        say("All of this is a judgement, with ranges; sales and costs of a month are simulated."),
    )


def _unchanged(business: Business) -> str:
    if business.stays_as_it_is:
        return say(
            "The store exists and is managed; the recommendation leaves its decisions with OA, so"
            " doing nothing and the managed store are one and the same option."
        )
    if business.is_new:
        return say("Doing nothing means no store.")
    return say("Doing nothing means the managed store as it is, with decisions through OA.")


_LOOKS = {BUILD: "delegated", OWN: "delegated", MANAGED_OA: "oa", NOTHING: "plan"}
"""The options wear the looks of regimes; the managed one that of the regime it is run with."""


def _cumulative(business: Business) -> Chart:
    series = []
    for name in (name for name in business.names if name != NOTHING or not business.is_new):
        paths = [tuple(accumulate(path)) for path in business.options[name].paths]
        low, mean, high = (
            np.quantile(paths, 0.1, axis=0),
            np.mean(paths, axis=0),
            np.quantile(paths, 0.9, axis=0),
        )
        series.append(
            Series(
                name=begin(option_name(business, name)),
                key=_LOOKS.get(name, business.regime),
                values=tuple(mean),
                low=tuple(low),
                high=tuple(high),
            )
        )
    return Lines(
        title=say("Cash of each option, added up over the months"),
        alt=joined(
            say("{what}: {value}", what=one.name, value=money(one.values[-1] or 0))
            for one in series
        ),
        x=span_names(business),
        series=tuple(series),
        format="money",
        band=say_many(
            "10th to 90th percentile of {n} run",
            "10th to 90th percentile of {n} runs",
            business.replications,
        ),
        note=_cash_note(business),
    )


def _cash_note(business: Business) -> str:
    last = say("Not discounted; the 90 days after are the orders that follow after the last month.")
    if not business.is_new:
        return last
    return sentences(last, say("Stock and deposit come back at its end."))


def _side_by_side(business: Business) -> Table:
    yuan = say("CNY")
    rows = []
    for name in business.names:
        one = business.options[name]
        cash = _cash_ahead(business, name)
        rows.append((begin(option_name(business, name)), one.value, *one.band, *cash))
    return Table(
        title=say("The options side by side"),
        columns=(
            Column(name=say("option")),
            Column(name=say("present value"), unit=yuan, format="money"),
            Column(name=say("1 in 10 below"), unit=yuan, format="money"),
            Column(name=say("1 in 10 above"), unit=yuan, format="money"),
            Column(name=say("most cash needed"), unit=yuan, format="money"),
            Column(name=say("paid back"), align="right"),
        ),
        rows=tuple(rows),
        note=sentences(
            say(
                "Discounted at {rate} a year, from the first month of the preparation.",
                rate=share(business.client.file.store.discount_rate_share),
            ),
            ""
            if business.is_new
            else say("Cash needed and paid back: of what changes in the store as it is."),
        ),
    )


def _cash_ahead(business: Business, name: str) -> tuple[float | None, str]:
    """Return the most cash that an option needs and when it has paid back; dashes of no change."""
    one = business.options[name] if business.is_new else changing(business, name)
    if one is None:
        return None, DASH
    hole, *_ = one.peak
    return hole, month_words(one.payback, len(business.horizon)) if hole else say("no cash ahead")


def _campaigns(engagement: Engagement) -> tuple[Campaign, ...]:
    """Return the campaigns of the long seasons."""
    return asked_about(engagement.client, engagement.questions.long_run()).scenario.campaigns


def _no_more_campaigns(business: Business, known: Sequence[Campaign]) -> list[Callout]:
    last = max((campaign.starts for campaign in known), default=None)
    if last is not None and (business.horizon[-1] - last).days < 62:
        return []
    text = say("The calendar holds no campaign of these months: the sales are too low for that.")
    if last is not None:
        text = say(
            "The calendar of campaigns ends with {day}: the months after it hold none, so their"
            " sales are on the low side for every option.",
            day=day(last),
        )
    return [Callout(title=say("No campaigns known later"), text=text)]
