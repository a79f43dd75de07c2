"""What the OA chain costs: by kind of resource, and by cause of waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playbook.blocks import Bars, Blocks, Chart, Column, GroupedBars, Heading, Prose, Series, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import HANDLING, answer_time, lost_offers, mean_of, paired
from playbook.words.language import say
from playbook.words.names import cause_name, kind_name, regime_name, role_name
from playbook.words.phrases import begin, joined, tenths
from playbook.words.wording import count, hours, in_words, sentences, share
from sim.client.regimes import BASELINE
from sim.model.scenario import Kind
from sim.results.experiment import Floats


@dataclass(frozen=True, kw_only=True)
class KindRow:
    """What becomes of one kind in a season: means, and the paired gain in deal value in CNY."""

    kind: Kind
    offered: float
    slow: float
    fast: float
    gain: float
    low: float | None
    high: float | None
    is_captured_more: bool


def kind_rows(engagement: Engagement) -> list[KindRow]:
    """Return every kind that comes in some season, the one that gains most first."""
    rows = [_kind_row(engagement, kind) for kind in engagement.client.scenario.kinds.values()]
    return sorted((row for row in rows if row.offered), key=lambda row: -row.gain)


def _kind_row(engagement: Engagement, kind: Kind) -> KindRow:
    def seasons(regime: str, outcome: str) -> Floats:
        return engagement.comparison.results.by_item(regime, outcome, [kind.id])[kind.id].to_numpy()

    regimes = (engagement.candidate, BASELINE)
    gain, low, high = paired(*(seasons(regime, "deal_value") for regime in regimes))
    fast, slow = (mean_of(seasons(regime, "captured")) for regime in regimes)
    _, least, _ = paired(*(seasons(regime, "captured") for regime in regimes))
    return KindRow(
        kind=kind,
        offered=mean_of(seasons(BASELINE, "offered")),
        slow=slow,
        fast=fast,
        gain=gain,
        low=low,
        high=high,
        is_captured_more=least is not None and least > 0,
    )


def drivers(engagement: Engagement) -> list[Kind]:
    """Return the three kinds that the candidate surely gains most from; there may be fewer."""
    sure = [row.kind for row in kind_rows(engagement) if row.gain > 0 and (row.low or 0) > 0]
    return sure[:3]


def by_kind(engagement: Engagement) -> Blocks:
    """Return what is captured of each kind, under OA and under the candidate."""
    rows = kind_rows(engagement)
    lost = lost_offers(engagement.comparison.results)
    heading = say(
        "Under OA about {lost} filed offers a month expire or go to a rival",
        lost=tenths(lost / engagement.months),
    )
    return Blocks(
        [
            Heading(text=heading, id="by-kind"),
            Prose(text=_story(engagement)),
            _chart(engagement, rows),
            _table(engagement, rows),
            _to_the_headline(engagement, sum(row.gain for row in rows)),
        ]
    )


def _to_the_headline(engagement: Engagement, deals: float) -> Table:
    """Return what lies between the deals of all kinds and the contribution of the first page."""
    gain, deciding = (
        engagement.comparison.difference(engagement.candidate, outcome).mean
        for outcome in ("contribution_cny", "deciding_cost_cny")
    )
    return Table(
        title=say("From the deals to the contribution of the first page, over the period"),
        detail=True,
        columns=(
            Column(name=say("what")),
            Column(name=say("change"), unit=say("CNY"), format="signed_money", id="change"),
        ),
        rows=(
            (say("deal value gained, all kinds together"), deals),
            (say("cost of deciding"), -deciding),
            (say("all else in the store"), gain + deciding - deals),
            (say("contribution"), gain),
        ),
        row_ids=("deals", "deciding", "other", "contribution"),
        formulas=(("contribution", "deals + deciding + other"),),
        total=True,
        note=say(
            "All else: what the customers of the offers order after their 90 days, and what the"
            " events take from or leave to the store's own orders: stock, service, packing,"
            " overlap."
        ),
    )


def _story(engagement: Engagement) -> str:
    if drivers(engagement):
        return where_from(engagement)
    regime = regime_name(engagement.candidate)
    return say("There is no kind of which {regime} clearly brings more.", regime=regime)


def where_from(engagement: Engagement) -> str:
    """Return which kinds bring most of what the candidate adds."""
    top = in_words([kind_name(engagement.client.file, kind.id) for kind in drivers(engagement)])
    regime = regime_name(engagement.candidate)
    if engagement.recommendation.stays_with_oa:
        return say("Most of what {regime} would add comes from: {kinds}.", regime=regime, kinds=top)
    return say("Most of what {regime} adds comes from: {kinds}.", regime=regime, kinds=top)


def _chart(engagement: Engagement, rows: Sequence[KindRow]) -> Chart:
    file = engagement.client.file
    better = sum(row.is_captured_more for row in rows)
    told = [
        say(
            "{kind}: {slow} under OA, {fast} with {regime}",
            kind=kind_name(file, row.kind.id),
            slow=share(row.slow / row.offered),
            fast=share(row.fast / row.offered),
            regime=regime_name(engagement.candidate),
        )
        for row in rows
    ]
    values = {
        BASELINE: [row.slow / row.offered for row in rows],
        engagement.candidate: [row.fast / row.offered for row in rows],
    }
    return GroupedBars(
        title=captures_more(begin(regime_name(engagement.candidate)), better, len(rows)),
        alt=joined(told),
        labels=tuple(kind_name(file, row.kind.id) for row in rows),
        series=tuple(
            Series(name=begin(regime_name(name)), key=name, values=tuple(shares))
            for name, shares in values.items()
        ),
        format="share",
        orientation="horizontal",
        note=say("Won over offered, means over all runs."),
    )


def captures_more(regime: str, better: int, kinds: int) -> str:
    """Return of how many kinds a regime captures more."""
    told = {"regime": regime, "better": str(better), "all": str(kinds)}
    if not better:
        return say("{regime} clearly wins more of none of the {all} kinds", **told)
    return say("{regime} clearly wins more of {better} of {all} kinds", **told)


def _table(engagement: Engagement, rows: Sequence[KindRow]) -> Table:
    file, yuan = engagement.client.file, say("CNY")
    return Table(
        title=say("Offers and deal value by kind, over the period"),
        detail=True,
        columns=(
            Column(name=say("kind")),
            Column(name=say("offered"), format="tenths"),
            Column(name=say("won, OA"), format="tenths"),
            Column(
                name=say("won, {regime}", regime=regime_name(engagement.candidate)),
                format="tenths",
            ),
            Column(name=say("deal value gained"), unit=yuan, format="signed_money"),
            Column(name=say("95 % low"), unit=yuan, format="signed_money"),
            Column(name=say("95 % high"), unit=yuan, format="signed_money"),
        ),
        rows=tuple(
            (kind_name(file, r.kind.id), r.offered, r.slow, r.fast, r.gain, r.low, r.high)
            for r in rows
        ),
        note=say(
            "Deal value: 90-day contribution of the customers an offer brought, all costs of the "
            "offer taken off. Differences are taken run by run."
        ),
    )


def by_cause(engagement: Engagement) -> Blocks:
    """Return where the time of a request goes, and what dropping a signature gains."""
    parts = answer_time(engagement.comparison)
    longest, part = longest_wait(parts)
    time = hours(sum(parts.values()))
    queue = "" if parts.get("contention") else say("Queues at the desks are switched off here.")
    heading = say(
        "An answer takes {time}: {part} of it is {cause}",
        time=time,
        part=share(part),
        cause=cause_name(longest),
    )
    return Blocks(
        [
            Heading(text=heading, id="by-cause"),
            Prose(text=sentences(_a_signature_fewer(engagement), queue)),
            _time_by_cause(parts),
            _without(engagement, time),
        ]
    )


def _time_by_cause(parts: Mapping[str, float]) -> Chart:
    longest, part = longest_wait(parts)
    return Bars(
        title=say(
            "{cause}: {part} of the time to an answer",
            cause=begin(cause_name(longest)),
            part=share(part),
        ),
        alt=joined(
            say("{what}: {value}", what=_part_name(part), value=hours(value))
            for part, value in parts.items()
        ),
        labels=tuple(begin(_part_name(part)) for part in parts),
        values=tuple(parts.values()),
        format="hours",
        orientation="horizontal",
        note=say(
            "Mean wall hours a filed request, OA as it is, from offer to answer; each moment has"
            " one cause."
        ),
    )


def longest_wait(parts: Mapping[str, float]) -> tuple[str, float]:
    """Return the cause that an answer waits for longest, and its share of the time, in [0, 1]."""
    total = sum(parts.values())
    longest = max((part for part in parts if part != HANDLING), key=lambda part: parts[part])
    return longest, parts[longest] / total if total else 0.0


def _part_name(part: str) -> str:
    return say("the work on it") if part == HANDLING else cause_name(part)


def _a_signature_fewer(engagement: Engagement) -> str:
    """Return what the chain saves without the signature that delays most, of those that can go."""
    if not engagement.slowest:
        return say("No signature can go: whichever is dropped, some requests have nobody to sign.")
    mean = engagement.latency.cycle_h["mean"]
    without = {row["role"]: row["cycle_h"]["mean"] for row in engagement.latency.without}
    saved = mean - without[engagement.slowest]
    if saved <= 0:
        return say(
            "No single signature matters: to drop any one saves nothing of the mean {mean} of the"
            " requests in the table.",
            mean=hours(mean),
        )
    return say(
        "To drop one signature ({role}) would save {saved} of the mean {mean} of the requests"
        " in the table.",
        role=role_name(engagement.slowest),
        saved=hours(saved),
        mean=hours(mean),
    )


def _without(engagement: Engagement, time: str) -> Table:
    return Table(
        title=say("What dropping one signature gains"),
        detail=True,
        columns=(
            Column(name=say("without")),
            Column(name=say("mean cycle"), format="hours"),
            Column(name=say("half within"), format="hours"),
            Column(name=say("9 of 10 within"), format="hours"),
        ),
        rows=(
            (say("nobody: the chain as it is"), *_quantiles(engagement.latency.cycle_h)),
            *(
                (role_name(str(row["role"])), *_quantiles(row["cycle_h"]))
                for row in engagement.latency.without
            ),
        ),
        note=say(
            "The first {number} requests of the runs, the same each time, dead offers included; "
            "each counts as one. The {time} above is the mean of {seasons} runs, each of which "
            "counts as one.",
            number=engagement.latency.requests,
            time=time,
            seasons=count(engagement.comparison.replications),
        ),
    )


def _quantiles(cycle: dict[str, float]) -> tuple[float, float, float]:
    return cycle["mean"], cycle["p50"], cycle["p90"]
