"""The client's situation in its own numbers, and one offer told from notice to signature."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.pitch.case import BASELINE, PitchCase, mean_of
from playbook.regime_words import role_name
from playbook.wording import counted, hours, in_words, money, share
from sim.ledger import Entry, Fate
from sim.regime_catalogue import regimes_of
from sim.replay import replay
from sim.scenario import Scenario
from sim.season import draw_season
from sim.tape import Season
from sim.units import in_cny, in_hours

SHORT_H = 8


def situation(case: PitchCase) -> Blocks:
    """Return what the client faces: offers, windows, signatures."""
    scenario, file = case.client.scenario, case.client.file
    windows = [in_hours(o.closes_at - o.offered_at) for o in _tape(case).offers if not o.campaign]
    short = mean_of([float(window <= SHORT_H) for window in windows]) if windows else 0.0
    cycle = case.latency.cycle_h
    offered = mean_of([float(sum(r.fates.values())) for r in case.seasons(BASELINE)])
    signatures = [len(row.roles) for row in scenario.chain.classes]
    latency = case.latency.share_within_h[str(SHORT_H)]
    text = (
        f"The platform makes {file.client.brand} about {offered / case.months:.0f} offers a month."
        f" In the season shown {share(short)} of the ad-hoc offers must be answered within"
        f" {SHORT_H} hours; the OA chain asks for {min(signatures)} to {max(signatures)} signatures"
        f" and answers {share(latency)} of requests within {SHORT_H} hours. Half of its answers"
        f" take more than {hours(cycle['p50'])}, one in ten more than {hours(cycle['p90'])}."
    )
    return Blocks([Heading(text="The situation"), Prose(text=text), _facts(case)])


def _facts(case: PitchCase) -> Table:
    file = case.client.file
    rows = [
        ("Average order value", money(file.store.order_value_cny)),
        ("Gross margin at list price", share(file.store.margin_share)),
        ("Own shops", str(file.store.shops)),
        ("Working hours", in_words(list(file.office.hours))),
        ("Agency commission", share(file.agency.commission_share)),
        (
            "Weight of the agency's own commission in its decisions",
            share(file.agency.self_interest),
        ),
        ("Promotion budget a quarter", money(file.plan.quarter_budget_cny)),
    ]
    return Table(
        title=f"{file.client.name} in its own numbers",
        columns=(Column(name="what"), Column(name="value", align="right")),
        rows=tuple(rows),
    )


def one_offer(case: PitchCase) -> Blocks:
    """Return the story of one offer of the first season that only the candidate captures."""
    scenario = case.client.scenario
    found = _telling_offer(case)
    heading = Heading(text="One offer, from notice to signature")
    if found is None:
        text = (
            "In the first season drawn no offer was lost to the OA chain that"
            f" {case.candidate_name} would have captured."
        )
        return Blocks([heading, Prose(text=text)])
    slow, fast = found
    offer = slow.offer
    rows = [
        (_moment(scenario, offer.offered_at), "the platform offers", _offer_words(slow)),
        (
            _moment(scenario, fast.answered_at or 0),
            f"{case.candidate_name} answers yes",
            fast.decision.route,
        ),
    ]
    if offer.rival_at < offer.closes_at:
        rows.append((_moment(scenario, offer.rival_at), "a rival takes the resource", ""))
    rows.append((_moment(scenario, offer.closes_at), "the window closes", ""))
    rows += [
        (
            _moment(scenario, s.decided_at),
            f"OA: {role_name(s.role)}",
            s.action.replace("_", " "),
        )
        for s in slow.decision.signings
    ]
    rows.sort(key=lambda row: row[0])
    late = in_hours((slow.answered_at or 0) - offer.dies_at)
    lost = money(in_cny(fast.deal_value))
    text = (
        f"{counted(len(slow.decision.signings), 'signature')} took"
        f" {hours(in_hours((slow.answered_at or 0) - offer.offered_at))}; the answer came"
        f" {hours(late)} after the resource was gone. Taken in time, the offer was worth {lost}."
    )
    shown = tuple((when.strftime("%a %d %b %H:%M"), what, detail) for when, what, detail in rows)
    columns = (Column(name="when"), Column(name="what happens"), Column(name="detail"))
    table = Table(
        title=f"{offer.kind.name}: the same offer under two regimes", columns=columns, rows=shown
    )
    return Blocks([heading, Prose(text=text), table])


def _telling_offer(case: PitchCase) -> tuple[Entry, Entry] | None:
    """Return the offer with the median window among those lost to OA and captured otherwise."""
    regimes = regimes_of(case.client.file, case.client.scenario)
    slow, fast = (replay(_tape(case), regimes[name]) for name in (BASELINE, case.candidate))
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


def _tape(case: PitchCase) -> Season:
    return draw_season(case.client.scenario, case.seed, 0)


def _offer_words(entry: Entry) -> str:
    offer = entry.offer
    return (
        f"{money(in_cny(offer.cash_cost))} for about {offer.seen_by_agency:,} visitors (forecast)"
    )


def _moment(scenario: Scenario, at: int) -> datetime:
    return datetime.combine(scenario.start, time()) + timedelta(microseconds=at)
