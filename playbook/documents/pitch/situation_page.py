"""The client's situation in its own numbers: offers, windows, signatures."""

from __future__ import annotations

from math import log
from statistics import NormalDist

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.seasons import mean_of
from playbook.words.language import say, say_many
from playbook.words.wording import count, hours, in_words, money, sentences, share
from sim.client.regimes import BASELINE
from sim.model.scenario import Kind, Scenario

SHORT_H = 8
"""An offer that must be answered within a working day is a short one."""

_NORMAL = NormalDist()


def situation(engagement: Engagement) -> Blocks:
    """Return what the client faces: offers, windows, signatures."""
    short, answered = (
        short_share(engagement.client.scenario),
        engagement.latency.share_within_h[str(SHORT_H)],
    )
    told = {"short": share(short), "hours": SHORT_H, "answered": share(answered)}
    heading = say(
        "{short} of ad-hoc offers must be answered within {hours} hours; OA answers {answered} of"
        " requests in that time",
        **told,
    )
    return Blocks(
        [Heading(text=heading, id="situation"), Prose(text=_story(engagement)), _facts(engagement)]
    )


def short_share(scenario: Scenario) -> float:
    """Return the share of ad-hoc offers whose window closes within ``SHORT_H``, in [0, 1].

    Windows are lognormal; kinds weigh by how often they come.
    """
    kinds = [kind for kind in scenario.kinds.values() if not kind.planned and kind.rate_per_month]
    total = sum(kind.rate_per_month for kind in kinds)
    factor = scenario.arrivals.window_factor
    shorts = sum(kind.rate_per_month * _shorter(kind, SHORT_H / factor) for kind in kinds)
    return shorts / total if total else 0.0


def _shorter(kind: Kind, limit_h: float) -> float:
    median, ninetieth = kind.window_h
    sigma = log(ninetieth / median) / _NORMAL.inv_cdf(0.9)
    return _NORMAL.cdf(log(limit_h / median) / sigma) if sigma else float(median <= limit_h)


def _story(engagement: Engagement) -> str:
    cycle = engagement.latency.cycle_h
    offered = mean_of(engagement.comparison.results.by_item(BASELINE, "fates").sum(axis=1))
    return sentences(
        say(
            "The platform makes {brand} about {offers} offers a month.",
            brand=engagement.client.file.client.brand,
            offers=count(offered / engagement.months),
        ),
        _signatures(engagement),
        say(
            "Half of the answers of OA take more than {half}, one in ten more than {tail}.",
            half=hours(cycle["p50"]),
            tail=hours(cycle["p90"]),
        ),
    )


def _signatures(engagement: Engagement) -> str:
    wanted = [len(row.roles) for row in engagement.client.scenario.chain.classes]
    least, most = min(wanted), max(wanted)
    if least == most:
        return say_many(
            "The OA chain asks for {n} signature, whatever the amount.",
            "The OA chain asks for {n} signatures, whatever the amount.",
            most,
        )
    return say(
        "The OA chain asks for {least} to {most} signatures, by the amount.", least=least, most=most
    )


def _facts(engagement: Engagement) -> Table:
    file = engagement.client.file
    rows = (
        (say("Average order value"), money(file.store.order_value_cny)),
        (say("Gross margin at list price"), share(file.store.margin_share)),
        (say("Own shops"), count(file.store.shops)),
        (say("Working hours of the approvers"), in_words(list(file.office.hours))),
        (say("Agency commission"), share(file.agency.commission_share)),
        (
            say("Weight of the agency's own commission in its decisions"),
            share(file.agency.self_interest),
        ),
        (say("Promotion budget a quarter"), money(file.plan.quarter_budget_cny)),
    )
    return Table(
        title=say("{client} in its own numbers", client=file.client.name),
        columns=(Column(name=say("what")), Column(name=say("value"), align="right")),
        rows=rows,
        note=say("What the client file does not state is assumed; the method document says which."),
    )
