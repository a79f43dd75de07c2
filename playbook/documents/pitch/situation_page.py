"""The client's situation in its own numbers, and one offer told from notice to signature."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from math import log
from statistics import NormalDist

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import mean_of
from playbook.words.language import say, say_many
from playbook.words.names import kind_name, regime_name, role_name, route_name
from playbook.words.phrases import begin
from playbook.words.wording import count, hours, in_words, money, sentences, share, weekday_and_time
from sim.client.regimes import BASELINE, regimes_of
from sim.luck.draw import draw_season
from sim.model.ledger import Entry, Fate
from sim.model.replay import replay
from sim.model.scenario import Kind, Scenario
from sim.model.units import in_cny, in_hours

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
    within, total = SHORT_H / scenario.arrivals.window_factor, sum(k.rate_per_month for k in kinds)
    shorts = sum(kind.rate_per_month * _shorter(kind, within) for kind in kinds)
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
            "Of the first {number} requests half take OA more than {half}, one in ten more than"
            " {tail}.",
            number=count(engagement.latency.requests),
            half=hours(cycle["p50"]),
            tail=hours(cycle["p90"]),
        ),
        say(
            "All of it is simulated, with usual approvers where you have named none: the log of"
            " your own OA takes its place as soon as it is here."
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
        (say("Promotion budget a quarter"), money(file.plan.quarter_budget_cny)),
    )
    return Table(
        title=say("{client} in its own numbers", client=file.client.name),
        columns=(Column(name=say("what")), Column(name=say("value"), align="right")),
        rows=rows,
        note=say("What the client file does not state is assumed; the method document says which."),
    )


Happening = tuple[datetime, str, str]


def one_offer(engagement: Engagement) -> Blocks:
    """Return the story of an offer of the first season that only the candidate captures, if any."""
    found = _telling_offer(engagement)
    if found is None:
        return Blocks([])
    slow, fast = found
    return Blocks(
        [
            Heading(text=_heading(slow), id="one-offer"),
            Prose(text=_told(engagement, slow, fast)),
            Table(
                title=say(
                    "{kind}: the same offer decided in two ways",
                    kind=kind_name(engagement.client.file, slow.offer.kind.id),
                ),
                columns=tuple(
                    Column(name=name) for name in (say("when"), say("what happens"), say("detail"))
                ),
                rows=tuple(
                    (weekday_and_time(when), what, detail)
                    for when, what, detail in _happenings(engagement, slow, fast)
                ),
            ),
        ]
    )


def _heading(slow: Entry) -> str:
    answered = slow.answered_at or 0
    return say_many(
        "{n} signature would take {time}: the answer would come {late} after the resource is gone",
        "{n} signatures would take {time}: the answer would come {late} after the resource is gone",
        len({signing.role for signing in slow.decision.signings}),
        time=hours(in_hours(answered - slow.offer.offered_at)),
        late=hours(in_hours(answered - slow.offer.dies_at)),
    )


def _told(engagement: Engagement, slow: Entry, fast: Entry) -> str:
    answered = (fast.answered_at or 0) - slow.offer.offered_at
    return say(
        "{regime} answers the same offer after {time}. Taken in time it is worth {value}. Of the "
        "offers of the first run that OA loses and {in_sentence} wins, this is the one with the "
        "median window, not the most telling one.",
        regime=begin(regime_name(engagement.candidate)),
        in_sentence=regime_name(engagement.candidate),
        time=hours(in_hours(answered)),
        value=money(in_cny(fast.deal_value)),
    )


def _happenings(engagement: Engagement, slow: Entry, fast: Entry) -> list[Happening]:
    scenario, offer = engagement.client.scenario, slow.offer
    rows = [
        (_moment(scenario, offer.offered_at), say("the platform offers"), _offer_words(slow)),
        (
            _moment(scenario, fast.answered_at or 0),
            say("{regime} answers yes", regime=begin(regime_name(engagement.candidate))),
            route_name(fast.decision.route),
        ),
    ]
    if offer.rival_at < offer.closes_at:
        rows.append((_moment(scenario, offer.rival_at), say("a rival takes the resource"), ""))
    rows.append((_moment(scenario, offer.closes_at), say("the window closes"), ""))
    rows += [
        (
            _moment(scenario, signing.decided_at),
            say("OA: {role}", role=role_name(signing.role)),
            _action(signing.action),
        )
        for signing in slow.decision.signings
    ]
    return sorted(rows, key=lambda row: row[0])


def _telling_offer(engagement: Engagement) -> tuple[Entry, Entry] | None:
    """Return the offer with the median window among those lost to OA and captured otherwise."""
    regimes = regimes_of(engagement.client.file, engagement.client.scenario)
    tape = draw_season(engagement.client.scenario, engagement.method.seed, 0)
    slow, fast = (replay(tape, regimes[name]) for name in (BASELINE, engagement.candidate))
    pairs = [
        (theirs, ours)
        for theirs, ours in zip(slow.entries, fast.entries, strict=True)
        if ours.fate is Fate.CAPTURED
        and theirs.fate in (Fate.LOST_TO_RIVAL, Fate.EXPIRED)
        and theirs.decision.yes
        and ours.deal_value > 0
    ]
    pairs.sort(key=lambda pair: pair[0].offer.closes_at - pair[0].offer.offered_at)
    return pairs[len(pairs) // 2] if pairs else None


def _offer_words(entry: Entry) -> str:
    offer = entry.offer
    return say(
        "{cost} for about {visitors} visitors (forecast)",
        cost=money(in_cny(offer.cash_cost)),
        visitors=count(offer.seen_by_agency),
    )


def _action(action: str) -> str:
    names = {
        "approved": say("approved"),
        "returned": say("returned for rework"),
        "rejected": say("rejected"),
        "time_out_approved": say("approved by time-out"),
        "time_out_escalated": say("passed on by time-out"),
        "time_out_rejected": say("rejected by time-out"),
    }
    return names[action]


def _moment(scenario: Scenario, at: int) -> datetime:
    return datetime.combine(scenario.start, time()) + timedelta(microseconds=at)
