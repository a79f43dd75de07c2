"""What the OA chain costs: by kind of resource, and by cause of waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.blocks import Blocks, Chart, Column, Heading, Prose, Table
from playbook.pitch.case import BASELINE, PitchCase, mean_of, paired
from playbook.regime_words import CAUSES, REGIMES, role_name
from playbook.wording import hours, in_words, share
from sim.scenario import Kind

Gain = tuple[float, float | None, float | None]
KindRow = tuple[Kind, float, float, float, Gain]


def by_kind(case: PitchCase) -> Blocks:
    """Return what is captured of each kind, under OA and under the candidate."""
    kinds = case.client.scenario.kinds
    rows: list[KindRow] = []
    for kind in kinds.values():
        offered = mean_of(case.per_season(BASELINE, kind.id, "offered"))
        if not offered:
            continue
        slow, fast = (
            mean_of(case.per_season(r, kind.id, "captured")) for r in (BASELINE, case.candidate)
        )
        gained = paired(
            case.per_season(case.candidate, kind.id, "deal_value"),
            case.per_season(BASELINE, kind.id, "deal_value"),
        )
        rows.append((kind, offered, slow, fast, gained))
    rows.sort(key=lambda row: -row[4][0])
    top = [row for row in rows if row[4][0] > 0 and (row[4][1] or 0) > 0][:3]
    lost = mean_of([_lost(season.fates) for season in case.seasons(BASELINE)]) / case.months
    named = in_words([row[0].name for row in top])
    sentence = f"Under OA about {lost:.0f} filed offers a month expire or go to a rival."
    if top:
        sentence += f" Most of what {case.candidate_name} adds comes from: {named}."
    return Blocks(
        [
            Heading(text="What the OA chain costs, by kind of resource"),
            Prose(text=sentence),
            Chart(
                kind="grouped_bars",
                title=_kind_title(case, rows),
                alt="; ".join(
                    f"{kind.name}: {share(slow / offered)} under OA, {share(fast / offered)} with"
                    f" {case.candidate_name}"
                    for kind, offered, slow, fast, _ in rows
                ),
                data={
                    "labels": [kind.name for kind, *_ in rows],
                    "series": [
                        {
                            "name": REGIMES[BASELINE],
                            "key": BASELINE,
                            "values": [r[2] / r[1] for r in rows],
                        },
                        {
                            "name": REGIMES[case.candidate],
                            "key": case.candidate,
                            "values": [r[3] / r[1] for r in rows],
                        },
                    ],
                    "format": "share",
                    "orientation": "horizontal",
                },
                note="Captured over offered, means over all seasons.",
            ),
            Table(
                title="Offers and deal value by kind, a season",
                columns=(
                    Column(name="kind"),
                    Column(name="offered", format="tenths"),
                    Column(name="captured, OA", format="tenths"),
                    Column(name=f"captured, {case.candidate_name}", format="tenths"),
                    Column(name="deal value gained", unit="CNY", format="signed_money"),
                    Column(name="95 % low", unit="CNY", format="signed_money"),
                    Column(name="95 % high", unit="CNY", format="signed_money"),
                ),
                rows=tuple(
                    (kind.name, offered, slow, fast, *gained)
                    for kind, offered, slow, fast, gained in rows
                ),
                note="Deal value: 90-day contribution of the customers an offer brought, all costs"
                " of the offer taken off. Paired differences on the same seasons.",
            ),
        ]
    )


def by_cause(case: PitchCase) -> Blocks:
    """Return where the time of a request goes, and what dropping a signature gains."""
    waits = {cause: case.comparison.regimes[BASELINE][f"waiting_{cause}_h"] for cause in CAUSES}
    means = {cause: summary.mean for cause, summary in waits.items() if summary is not None}
    total = sum(means.values())
    longest = max(means, key=lambda cause: means[cause])
    part = share(means[longest] / total)
    best = min(case.latency.without, key=lambda row: row["cycle_h"]["mean"])
    saved = case.latency.cycle_h["mean"] - best["cycle_h"]["mean"]
    role = role_name(str(best["role"]))
    queue = "" if means.get("contention") else " Queues at the desks are switched off in this run."
    return Blocks(
        [
            Heading(text="Why it takes so long"),
            Prose(
                text=f"A request waits {hours(total)} on average before it is answered."
                f" {part} of that is {CAUSES[longest]}."
                f" Dropping one signature ({role}) would save"
                f" {hours(saved)} of the mean {hours(case.latency.cycle_h['mean'])}.{queue}"
            ),
            Chart(
                kind="bars",
                title=f"{CAUSES[longest].capitalize()}: {part} of the wait",
                alt=", ".join(f"{CAUSES[c]} {hours(value)}" for c, value in means.items()),
                data={
                    "labels": [CAUSES[cause] for cause in means],
                    "values": list(means.values()),
                    "format": "hours",
                    "orientation": "horizontal",
                },
                note="Mean wall hours a filed request, OA as it is; each moment has one cause.",
            ),
            Table(
                title="What dropping one signature gains",
                columns=(
                    Column(name="without"),
                    Column(name="mean cycle", format="hours", align="right"),
                    Column(name="half within", format="hours", align="right"),
                    Column(name="9 of 10 within", format="hours", align="right"),
                ),
                rows=(
                    ("nobody: the chain as it is", *_spread(case.latency.cycle_h)),
                    *(
                        (role_name(str(row["role"])), *_spread(row["cycle_h"]))
                        for row in case.latency.without
                    ),
                ),
                note=f"The same {case.latency.requests} requests each time, dead offers included.",
            ),
        ]
    )


def _kind_title(case: PitchCase, rows: Sequence[KindRow]) -> str:
    better = sum(fast > slow for _, _, slow, fast, _ in rows)
    return f"{case.candidate_name.capitalize()} captures more of {better} of {len(rows)} kinds"


def _lost(fates: Mapping[str, int]) -> float:
    return float(fates["expired"] + fates["lost_to_rival"])


def _spread(cycle: dict[str, float]) -> tuple[float, float, float]:
    return cycle["mean"], cycle["p50"], cycle["p90"]
