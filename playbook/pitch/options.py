"""The six regimes side by side, the sales they bring, and where OA is the better choice."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.blocks import Blocks, Callout, Chart, Column, Heading, Prose, Table
from playbook.pitch.case import BASELINE, SIX, PitchCase
from playbook.regime_words import REGIMES
from playbook.study import compare_client
from playbook.wording import in_words, interval, money, month, share
from sim.comparison import Difference, Summary
from sim.loader import load_client

COLUMNS = (
    ("captured", "capture_rate", "share", ""),
    ("answer, all filed", "decision_latency_h", "hours", ""),
    ("sales", "sales_cny", "money", "CNY"),
    ("contribution", "contribution_cny", "money", "CNY"),
    ("cash spent", "spend_cny", "money", "CNY"),
    ("loss-making deals", "loss_making_deals", "tenths", ""),
    ("worst month", "worst_month_cny", "money", "CNY"),
    ("agency profit", "agency_profit_cny", "money", "CNY"),
)


def regimes(case: PitchCase) -> Blocks:
    """Return all regimes with their outcomes and paired differences."""
    comparison = case.comparison
    rows = tuple(
        (REGIMES[name], *(_mean(row[outcome]) for _, outcome, _, _ in COLUMNS))
        for name, row in comparison.regimes.items()
    )
    differences = {
        name: comparison.difference(name, "contribution_cny") for name in comparison.differences
    }
    best = max(differences, key=lambda name: differences[name].mean)
    sure = [n for n, d in differences.items() if d.is_sure and d.mean > 0 and n in SIX]
    text = f"{_beats(sure, len(SIX) - 1)} {REGIMES[best].capitalize()} shows the most"
    text += f" ({money(differences[best].mean, signed=True)})"
    text += (
        "; why it is not recommended stands on the first page."
        if (best in case.recommendation.ruled_out)
        else "."
    )
    return Blocks(
        [
            Heading(text="The options compared"),
            Prose(text=text),
            Chart(
                kind="forest",
                title="Contribution against OA as it is, paired seasons",
                alt="; ".join(
                    f"{REGIMES[name]}: {money(d.mean, signed=True)}, {_interval(d)}"
                    for name, d in differences.items()
                ),
                data={
                    "points": [
                        {
                            "label": REGIMES[n],
                            "key": n,
                            "value": d.mean,
                            "low": d.low,
                            "high": d.high,
                        }
                        for n, d in differences.items()
                    ],
                    "format": "signed_money",
                },
                note="Mean difference with its 95 % interval; the interval is of the mean, single"
                " seasons scatter more.",
            ),
            Table(
                title=f"Means over {comparison.replications} seasons of {case.months} months",
                columns=(
                    Column(name="regime"),
                    *(Column(name=n, format=f, unit=u, align="right") for n, _, f, u in COLUMNS),
                ),
                rows=rows,
                note="Worst month: 5th percentile over seasons of the worst month's deal value.",
            ),
        ]
    )


def sales(case: PitchCase) -> Blocks:
    """Return the sales month by month under OA and the candidate, with their bands."""
    months = case.comparison.months
    names = [BASELINE, case.candidate]
    totals = {n: case.comparison.summary(n, "sales_cny") for n in names}
    text = (
        f"Over {case.months} months the store sells {money(totals[case.candidate].mean)} with"
        f" {case.candidate_name} and {money(totals[BASELINE].mean)} under OA. Single seasons"
        f" scatter: nine in ten bring at least {money(totals[case.candidate].p10)} and"
        f" {money(totals[BASELINE].p10)}."
    )
    labels = [month(row["month"]) for row in months[BASELINE]]
    told = Blocks([Heading(text="What it means for sales"), Prose(text=text)])
    if len(labels) < 2:
        return told  # a line needs two months
    return told + Blocks(
        [
            Chart(
                kind="lines",
                title=_sales_title(case),
                alt="; ".join(
                    f"{REGIMES[name]}: "
                    + ", ".join(f"{month(r['month'])} {money(r['mean'])}" for r in months[name])
                    for name in names
                ),
                data={
                    "x": labels,
                    "series": [
                        {
                            "name": REGIMES[name],
                            "key": name,
                            "values": [row["mean"] for row in months[name]],
                            "low": [row["p10"] for row in months[name]],
                            "high": [row["p90"] for row in months[name]],
                        }
                        for name in names
                    ],
                    "format": "money",
                    "band": "10th to 90th percentile of seasons",
                },
                note="The band is where eight of ten seasons lie, not the interval of the mean.",
            ),
        ]
    )


@dataclass(frozen=True)
class Border:
    """Hold one "what if the world were different", and who wins in it."""

    label: str
    candidate: Difference
    delegated: Difference


def when_oa(case: PitchCase) -> Blocks:
    """Return in which worlds the OA chain would be the better choice."""
    borders = [_border(case, label, settings) for label, settings in _worlds(case)]
    wins = [b.label for b in borders if b.candidate.high is not None and b.candidate.high < 0]
    fails = [b.label for b in borders if b.delegated.high is not None and b.delegated.high < 0]
    text = (
        f"OA beats {case.candidate_name} when: {in_words(wins)}."
        if wins
        else f"In none of the worlds tried does OA beat {case.candidate_name} beyond doubt."
    )
    text += (
        f" It beats full delegation when: {in_words(fails)}."
        if fails
        else " Nor does it beat full delegation in any of them."
    )
    return Blocks(
        [
            Heading(text="When OA is the better choice"),
            Prose(text=text),
            Table(
                title="Contribution against OA in other worlds, a season",
                columns=(
                    Column(name="the world"),
                    Column(name=case.candidate_name, unit="CNY", format="signed_money"),
                    Column(name="95 % interval", align="right"),
                    Column(name="full delegation", unit="CNY", format="signed_money"),
                    Column(name="its 95 % interval", align="right"),
                    Column(name=f"OA or {case.candidate_name}"),
                ),
                rows=tuple(
                    (
                        border.label,
                        border.candidate.mean,
                        _interval(border.candidate).replace("CNY ", ""),
                        border.delegated.mean,
                        _interval(border.delegated).replace("CNY ", ""),
                        _winner(case, border),
                    )
                    for border in borders
                ),
                note=f"{_border_seasons(case)} paired seasons each. A reviewer also refuses bad"
                " offers: worth the more, the greedier the agency and the longer the windows.",
            ),
            Callout(
                title="What must never be delegated",
                text="Prices below list, stock that is not held, and the use of the brand's name:"
                " these stay with the client whatever the quota.",
            ),
        ]
    )


def _mean(summary: Summary | None) -> float | None:
    return None if summary is None else summary.mean


def _worlds(case: PitchCase) -> list[tuple[str, tuple[str, ...]]]:
    file = case.client.file
    long = f"offers.window_factor={10 * file.offers.window_factor}"
    greedy = "agency.self_interest=0.9"
    weak = (
        f"offers.conversion_factor={0.4 * file.offers.conversion_factor}",
        f"store.conversion_share={0.4 * file.store.conversion_share}",
    )
    quick = f"chain.attention_factor={0.1 * file.chain.attention_factor}"
    return [
        ("as the client file says", ()),
        ("windows ten times as long", (long,)),
        ("an agency that follows its commission", (greedy,)),
        ("long windows and such an agency", (long, greedy)),
        ("a weak store (conversion x 0.4)", weak),
        ("a weak store and such an agency", (*weak, greedy)),
        ("approvers who look ten times as soon", (quick,)),
        ("quick approvers, long windows, such an agency", (quick, long, greedy)),
    ]


def _border_seasons(case: PitchCase) -> int:
    return max(2, min(60, case.replications // 4))


def _border(case: PitchCase, label: str, settings: tuple[str, ...]) -> Border:
    client = load_client(case.client.path, (*case.client.settings, *settings))
    found = compare_client(
        client,
        replications=_border_seasons(case),
        seed=case.seed,
        names=(case.candidate, "delegated"),
        workers=case.workers,
    )
    return Border(
        label,
        found.difference(case.candidate, "contribution_cny"),
        found.difference("delegated", "contribution_cny"),
    )


def _winner(case: PitchCase, border: Border) -> str:
    if not border.candidate.is_sure:
        return "no sure difference"
    return case.candidate_name if border.candidate.mean > 0 else REGIMES[BASELINE]


def _interval(difference: Difference) -> str:
    return interval(difference.low, difference.high, lambda v: money(v, signed=True))


def _beats(sure: list[str], count: int) -> str:
    if not sure:
        return f"None of {count} regimes beats OA beyond doubt."
    return (
        f"{len(sure)} of {count} regimes beat OA as it is beyond doubt"
        f" ({in_words([REGIMES[name] for name in sure])})."
    )


def _sales_title(case: PitchCase) -> str:
    gain = case.comparison.difference(case.candidate, "sales_cny")
    base = case.comparison.summary(BASELINE, "sales_cny").mean
    if not gain.is_sure:
        return f"Sales with {case.candidate_name} cannot be told from those under OA"
    word = "more" if gain.mean > 0 else "less"
    relative = f" ({share(abs(gain.mean) / base)})" if base else ""
    return f"{case.candidate_name.capitalize()} sells {money(abs(gain.mean))} {word}{relative}"
