"""What the numbers rest on: method, back-test, assumptions and their sources."""

from __future__ import annotations

from collections import Counter

from playbook.blocks import Blocks, Callout, Column, Heading, Prose, Table
from playbook.pitch.case import CASE, PitchCase
from playbook.wording import interval, money, number, share
from sim.loader import Assumption

TARGETS = (
    ("sales of the season", "sales_cny", "sales_cny", money, ""),
    ("conversion", "conversion_share", "conversion", share, ""),
    ("returning customers", "returning_share", "returning_share", share, "over "),
    ("online share, latest month", "online_share", "online_share", share, "over "),
)


def back_test(case: PitchCase) -> Blocks:
    """Return what the client reports against what the model shows; nothing when none is told."""
    reported, season = case.client.file.reported, case.client.file.season
    if reported is None or season.switch_on is None:
        return Blocks([])
    rows = []
    for label, key, outcome, words, over in TARGETS:
        told, found = getattr(reported, key), case.comparison.regimes[CASE][outcome]
        if told is not None and found is not None:
            inside = told <= found.p90 and (bool(over) or found.p10 <= told)
            spread = interval(found.p10, found.p90, words)
            rows.append(_row(label, over + words(told), words(found.mean), spread, inside))
    last = case.comparison.months[CASE][-1]
    if reported.last_month_sales_cny is not None:
        told = reported.last_month_sales_cny
        inside = last["p10"] <= told <= last["p90"]
        spread = interval(last["p10"], last["p90"], money)
        rows.append(
            _row("sales of the latest month", money(told), money(last["mean"]), spread, inside)
        )
    hits = sum(row[-1] == "holds it" for row in rows)
    return Blocks(
        [
            Heading(text="The season as it was, back-tested"),
            Prose(
                text=f"Run as it was - OA first, plan and green channel from the dated switch - the"
                f" model holds {hits} of {len(rows)} reported figures within its band."
            ),
            Table(
                title=f"Reported ({reported.claim}) and simulated",
                columns=(
                    Column(name="figure"),
                    Column(name="reported", align="right"),
                    Column(name="simulated mean", align="right"),
                    Column(name="P10 to P90", align="right"),
                    Column(name="the band"),
                ),
                rows=tuple(rows),
            ),
            Callout(
                title="What this does not show",
                text="The case does not identify the effect of the green channel: the channel, the"
                " ERP interface and Double 11 came together. The difference between regimes is the"
                " model's counterfactual, not an observation.",
            ),
        ]
    )


def _row(label: str, told: str, mean: str, band: str, inside: bool) -> tuple[str, ...]:
    return label, told, mean, band, "holds it" if inside else "misses it"


def method(case: PitchCase) -> Blocks:
    """Return the method, the limits, and every number with its basis."""
    assumptions = case.client.assumptions
    bases = Counter(assumption.basis for assumption in assumptions)
    judged = bases["EXPERT"] / len(assumptions)
    limits = (
        "Each regime is run on the same seasons: the same offers, approvers' habits, rivals and"
        " customers. Differences are paired and carry 95 % intervals, each for its own comparison."
        f" {share(judged)} of the {len(assumptions)} numbers behind them are EXPERT judgements:"
        " the intervals show the luck of seasons, not the doubt about these inputs."
    )
    return Blocks(
        [
            Heading(text="Method, assumptions and sources"),
            Prose(text=limits),
            *[Callout(text=warning, tone="neutral") for warning in case.client.warnings],
            Table(
                title="Every number, with range and basis",
                columns=(
                    Column(name="number"),
                    Column(name="value", align="right"),
                    Column(name="unit"),
                    Column(name="range", align="right"),
                    Column(name="basis"),
                    Column(name="source"),
                ),
                rows=tuple(_assumption(a) for a in assumptions),
                note="SEED: told by the case. SOURCED: published. MEASURED: computed from data."
                " EXPERT: a judgement, with its range. CLIENT: from the client file.",
            ),
        ]
    )


def _assumption(found: Assumption) -> tuple[str, ...]:
    spread = interval(found.low, found.high, number)
    return found.meaning, _shown(found.value), found.unit, spread, found.basis, found.source


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
