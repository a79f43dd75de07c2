"""The first and the last page of the business case: the answer, and what it does not know."""

from __future__ import annotations

from playbook.blocks import (
    Blocks,
    Callout,
    Cover,
    Heading,
    Kpi,
    Kpis,
    Prose,
)
from playbook.business.case import (
    MANAGED,
    BusinessCase,
)
from playbook.business.cash import first_earning_month
from playbook.business.words import month_words, option_name
from playbook.pitch.answer import provenance
from playbook.pitch.phrases import begin, joined
from playbook.wording import interval, money, month, sentences, share
from sim.language import say, say_many


def cover(business: BusinessCase) -> Blocks:
    """Return the cover, and what the numbers rest on."""
    who = business.case.client.file.client
    page = Cover(
        title=say("Business case of the online store"),
        subtitle=say("Do nothing, build it, or let it be managed: {brand}", brand=who.brand),
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=(
            (
                say("Horizon"),
                say(
                    "{low} to {high}",
                    low=month(business.horizon[0]),
                    high=month(business.horizon[-1]),
                ),
            ),
            (
                say("Method"),
                say(
                    "{number} long seasons, every option on the same luck",
                    number=business.replications,
                ),
            ),
        ),
    )
    return Blocks([page, provenance(business.case)])


def answer(business: BusinessCase) -> Blocks:
    """Return which option is worth most, when it pays back and how deep the hole is."""
    options = business.options
    ours = options[MANAGED]
    hole, low, high = ours.peak
    return Blocks(
        [
            Heading(text=best_words(business)[:-1], id="business-answer"),
            Callout(text=sentences(pay_back_words(business), options_words(business))),
            Kpis(
                items=(
                    Kpi(
                        label=say("Present value, managed"),
                        value=money(ours.value),
                        detail=say("8 of 10 seasons: {band}", band=interval(*ours.band, money)),
                        tone="good" if ours.value > 0 else "bad",
                    ),
                    Kpi(
                        label=say("Paid back"),
                        value=month_words(ours.payback),
                        detail=say(
                            "in {share} of the seasons within {months} months",
                            share=share(ours.paid_back_share),
                            months=len(business.horizon),
                        ),
                        tone="neutral",
                    ),
                    Kpi(
                        label=say("Most cash needed"),
                        value=money(hole),
                        detail=interval(low, high, money),
                        tone="neutral",
                    ),
                )
            ),
        ]
    )


def best_words(business: BusinessCase) -> str:
    """Return which option has the highest mean present value; of equals the simplest."""
    best = max(business.names, key=lambda name: business.options[name].value)
    return say(
        "{option} is worth most: {value} today.",
        option=begin(option_name(business, best)),
        value=money(business.options[best].value),
    )


def pay_back_words(business: BusinessCase) -> str:
    """Return when the managed store pays back, and the cash that it takes until then."""
    ours = business.options[MANAGED]
    hole, *_ = ours.peak
    if not hole:
        return say("The managed store needs no cash ahead: it earns from the first month on.")
    earns = first_earning_month(ours.mean_path)
    told = {"month": ours.payback, "months": len(business.horizon)}
    if ours.payback is None:
        when = say("The managed store does not pay back within {months} months.", **told)
    elif business.is_new:
        when = say(
            "The managed store has paid back in month {month} of {months}, preparation included.",
            **told,
        )
    else:
        when = say("The managed store has paid back in month {month} of {months}.", **told)
    return sentences(
        when,
        say("It needs {cash} at its deepest.", cash=money(hole)),
        ""
        if earns is None
        else say(
            "The first month that earns more than it costs is {month}.",
            month=month(business.horizon[earns - 1]),
        ),
        say(
            "Its present value at {rate} a year is {value}.",
            rate=share(ours.yearly_rate),
            value=money(ours.value),
        ),
    )


def options_words(business: BusinessCase) -> str:
    """Return what each other option is worth beside the managed store."""
    options = business.options
    told = [
        say(
            "{what}: {value}",
            what=option_name(business, name),
            value=money(options[name].value),
        )
        for name in business.names
        if name != MANAGED
    ]
    return say("The others are worth: {options}.", options=joined(told))


def limits(business: BusinessCase) -> Blocks:
    """Return what the business case does not know."""
    return Blocks(
        [
            Heading(text=say("What this does not know"), id="limits"),
            Prose(
                text=sentences(
                    say_many(
                        "Bands come from {n} simulated long season.",
                        "Bands come from {n} simulated long seasons.",
                        business.replications,
                    ),
                    say(
                        "They hold the luck of offers and customers, not the doubt about the"
                        " judgements; the pitch shows which of those decide. Growth of visits ends"
                        " where the client file says, taxes and overheads are left out, and nobody"
                        " reacts: no rival lowers prices, no platform raises fees."
                    ),
                )
            ),
        ]
    )
