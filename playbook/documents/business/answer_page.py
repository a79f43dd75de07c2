"""The first and the last page of the business case: the answer, and what it does not know."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Cover, Heading, Kpi, Kpis, Prose
from playbook.documents.business.option_pages import month_words, option_name, span_names
from playbook.documents.own_people import doubt_words, range_words
from playbook.engagement.business import MANAGED, Business, business_of, changing
from playbook.engagement.cash import first_earning_month, peak_cash
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.own_people import own_people
from playbook.study.choice import change_cost_cny
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import joined
from playbook.words.wording import interval, money, month, sentences, share


def cover(engagement: Engagement) -> Blocks:
    """Return the cover, and what the numbers rest on."""
    business = business_of(engagement)
    who = business.client.file.client
    subtitle = say("Do nothing, build it, or let it be managed: {brand}", brand=who.brand)
    if business.stays_as_it_is:
        subtitle = say(
            "Keep the agency, or run the store with your own people: {brand}", brand=who.brand
        )
    elif not business.is_new:
        subtitle = say(
            "As it is, decided otherwise, or run with your own people: {brand}", brand=who.brand
        )
    page = Cover(
        title=say("Business case of the online store"),
        subtitle=subtitle,
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=_cover_facts(business, engagement.method.replications),
    )
    rests_on = provenance(engagement).changed(replications=business.replications)
    return Blocks([page, rests_on])


def _cover_facts(business: Business, pitch_seasons: int) -> tuple[tuple[str, str], ...]:
    first, last = business.horizon[0], business.horizon[-1]
    horizon = say("{low} to {high}", low=month(first), high=month(last))
    method = say(
        "{number} long runs, every option under the same conditions", number=business.replications
    )
    deciding = say(
        "{regime}, recommended from the pitch's {number} runs",
        regime=regime_name(business.regime),
        number=pitch_seasons,
    )
    return (
        (say("Horizon"), horizon),
        (say("Method"), method),
        (say("Way of deciding"), deciding),
    )


def answer(engagement: Engagement) -> Blocks:
    """Return which option is worth most, when it pays back and how deep the hole is."""
    business = business_of(engagement)
    options = business.options
    ours = options[MANAGED]
    return Blocks(
        [
            Heading(text=best_words(business)[:-1], id="business-answer"),
            Callout(text=_told(business)),
            Kpis(
                items=(
                    Kpi(
                        label=say("Present value, managed"),
                        value=money(ours.value),
                        detail=say_many(
                            "10th to 90th percentile of {n} simulated run: {band}",
                            "10th to 90th percentile of {n} simulated runs: {band}",
                            business.replications,
                            band=interval(*ours.band, money),
                        ),
                        tone="good" if ours.value > 0 else "bad",
                    ),
                    *cash_figures(business),
                )
            ),
        ]
    )


def cash_figures(business: Business) -> list[Kpi]:
    """Return when the managed store pays back and what it needs until then, or that it is none.

    Of a store that exists, what changes is counted.
    """
    ours = business.options[MANAGED] if business.is_new else changing(business)
    if ours is None:
        same = say("the store goes on as it is")
        return [Kpi(label=say("Cash needed ahead"), value=say("none"), detail=same)]
    hole, low, high = ours.peak
    if not hole:
        earns = say("the store earns from the first month on, in every run")
        return [Kpi(label=say("Cash needed ahead"), value=say("none"), detail=earns)]
    return [
        Kpi(
            label=say("Paid back"),
            value=month_words(ours.payback, len(business.horizon)),
            detail=_paid_back(business, ours.paid_back),
        ),
        Kpi(
            label=say("Most cash needed"),
            value=money(hole),
            detail=say(
                "mean of the runs; 95 % interval {interval}", interval=interval(low, high, money)
            ),
        ),
    ]


def _told(business: Business) -> str:
    if business.is_new:
        return sentences(pay_back_words(business), options_words(business))
    return sentences(
        options_words(business), range_words(own_people(business)), pay_back_words(business)
    )


def _paid_back(business: Business, back: int) -> str:
    every = business.replications
    seasons = say_many("the {n} simulated run", "all {n} simulated runs", every)
    if back < every:
        seasons = say_many(
            "{count} of {n} simulated run", "{count} of {n} simulated runs", every, count=back
        )
    return say(
        "in {seasons}, within {months} months and the 90 days after",
        seasons=seasons,
        months=len(business.horizon),
    )


def best_words(business: Business) -> str:
    """Return which option has the highest mean present value; of equals the simplest."""
    best = _best(business)
    return say(
        "Worth most: {option}, {value} today{doubt}.",
        option=option_name(business, best),
        value=money(business.options[best].value),
        doubt="" if business.is_new else doubt_words(own_people(business)),
    )


def pay_back_words(business: Business) -> str:
    """Return when the managed store pays back, and the cash that it takes until then.

    Of a store that exists, what changes is counted.
    """
    if not business.is_new:
        return _change_words(business)
    ours = business.options[MANAGED]
    hole, *_ = ours.peak
    if not hole:
        return say("The managed store needs no cash ahead: it earns from the first month on.")
    earns = first_earning_month(ours.mean_path)
    told = {"month": ours.payback, "months": len(business.horizon)}
    if ours.payback is None:
        when = say("The managed store does not pay back within {months} months.", **told)
    elif ours.payback > len(business.horizon):
        when = say("The managed store has paid back only in the 90 days after.")
    else:
        when = say(
            "The managed store has paid back in month {month} of {months}, preparation included.",
            **told,
        )
    return sentences(
        when,
        say(
            "Run by run it needs {cash} at its deepest, on average; on the mean path of the "
            "monthly table the deepest is {path}.",
            cash=money(hole),
            path=money(peak_cash(ours.mean_path)),
        ),
        ""
        if earns is None
        else say(
            "The first month that brings in cash, your own team paid, is {month}.",
            month=span_names(business)[earns - 1],
        ),
        say(
            "Its present value at {rate} a year is {value}.",
            rate=share(ours.yearly_rate),
            value=money(ours.value),
        ),
    )


def _change_words(business: Business) -> str:
    """Return when what is recommended for a store that exists has earned back what it costs."""
    ours = changing(business)
    if ours is None:
        return say("The store goes on as it is: there is nothing to pay back.")
    hole, *_ = ours.peak
    told = {
        "cost": money(change_cost_cny(business.client.file, business.regime)),
        "month": ours.payback,
        "months": len(business.horizon),
        "cash": money(hole),
    }
    deepest = say("Against the store as it is it needs {cash} at its deepest, on average.", **told)
    if ours.payback is None:
        when = say("What changes ({cost} once) does not pay back in {months} months.", **told)
    elif ours.payback > len(business.horizon):
        when = say("What changes ({cost} once) has paid back only in the 90 days after.", **told)
    else:
        when = say("What changes ({cost} once) has paid back in month {month} of {months}.", **told)
    return sentences(when, deepest)


def _best(business: Business) -> str:
    return max(business.names, key=lambda name: business.options[name].value)


def options_words(business: Business) -> str:
    """Return what each option but the best is worth; of two, how much less."""
    best = _best(business)
    others = [name for name in business.names if name != best]
    if len(others) == 1:
        return _second(business, best, *others)
    told = [
        say(
            "{what}: {value}",
            what=option_name(business, name),
            value=money(business.options[name].value),
        )
        for name in others
    ]
    return say("The others are worth: {options}.", options=joined(told))


def _second(business: Business, best: str, other: str) -> str:
    options = business.options
    return say(
        "The other, {option}, is worth {value}, {gap} less.",
        option=option_name(business, other),
        value=money(options[other].value),
        gap=money(options[best].value - options[other].value),
    )


def limits(engagement: Engagement) -> Blocks:
    """Return what the business case does not know."""
    business = business_of(engagement)
    return Blocks(
        [
            Heading(text=say("What this does not know"), id="limits"),
            Prose(
                text=sentences(
                    say_many(
                        "Bands come from {n} simulated long run.",
                        "Bands come from {n} simulated long runs.",
                        business.replications,
                    ),
                    say(
                        "They hold the chance in offers and customers, not the doubt about the "
                        "judgements; the pitch shows which of those decide. Growth of visits "
                        "ends where the client file says, taxes and overheads are left out, and "
                        "nobody reacts: no rival lowers prices, no platform raises fees."
                    ),
                )
            ),
        ]
    )
