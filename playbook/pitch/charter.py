"""The recommendation in clauses: the charter with the client's numbers, its use and its risks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.pitch.case import PitchCase
from playbook.regime_words import CLAUSES
from playbook.wording import hours, in_words, money, share
from sim.regime_catalogue import is_price_event


def charter(case: PitchCase) -> Blocks:
    """Return the clauses of the green channel, or why none is needed."""
    heading = Heading(text="The green channel's charter")
    if "green" not in case.candidate:
        text = (
            f"The regime weighed here, {case.candidate_name}, needs no charter; the clauses below"
            " are those that the green-channel regimes of the comparison were run with."
        )
        return Blocks([heading, Prose(text=text), _clauses(case)])
    return Blocks([heading, Prose(text=_use(case)), _clauses(case), *_fallbacks(case)])


def _use(case: PitchCase) -> str:
    clauses = case.client.file.charter
    used = case.comparison.summary(case.candidate, "quota_use_cny_month").mean
    suspended = case.comparison.summary(case.candidate, "suspended_days").mean
    quota = clauses.month_quota_cny
    return (
        f"On average {money(used)} a month is committed of a quota of {money(quota)}"
        f" ({share(used / quota) if quota else 'none'}). Stop-loss and audit suspend the channel"
        f" on {suspended:.1f} days of the season on average. Outside the charter an offer goes"
        " through the OA chain as before; price below list is never in it."
    )


def _clauses(case: PitchCase) -> Table:
    clauses, plan = case.client.file.charter, case.client.file.plan
    kinds = case.client.scenario.kinds
    excluded = clauses.kinds_excluded
    if excluded is None:
        excluded = tuple(kind.id for kind in kinds.values() if is_price_event(kind.asks))
    per_kind = hours(clauses.aggregation_h)
    outside = in_words([kinds[kind].name for kind in excluded if kind in kinds])
    rows = (
        (
            "Who decides",
            f"the store manager alone up to {money(clauses.alone_cny)}; with the client's director"
            f" up to {money(clauses.quota_cny)}; above: OA",
        ),
        ("Quota per decision", f"{money(clauses.quota_cny)} of cash cost and expected discount"),
        ("Quota per month", money(clauses.month_quota_cny)),
        (
            "Quota per quarter",
            f"{share(clauses.quarter_budget_share)} of {money(plan.quarter_budget_cny)}",
        ),
        ("Splitting", f"decisions on the same kind within {per_kind} count as one"),
        ("Kinds outside", outside),
        ("Red line", "no price below list; gifts, not discounts; the same price as the shops"),
        ("Stock", _or_none(clauses.stock_share, lambda v: f"at most {share(v)} of free stock")),
        (
            "Hurdle",
            _or_none(
                clauses.hurdle_share, lambda v: f"forecast deal value at least {v:g} x cash cost"
            ),
        ),
        (
            "Duty",
            f"{case.client.file.agency.duty_hours} every day; director {clauses.director_hours}",
        ),
        (
            "Audit",
            f"{share(clauses.audit_share)} by lot, and all above"
            f" {share(clauses.audit_above_share)} of the quota per decision",
        ),
        (
            "Stop-loss",
            _or_none(
                clauses.stop_loss_cny,
                lambda v: f"a loss of {money(v)} in a month suspends the channel to its end",
            ),
        ),
    )
    return Table(
        title="Clauses with the client's numbers",
        columns=(Column(name="clause"), Column(name="terms")),
        rows=rows,
        note="A working document, not legal advice.",
    )


def _fallbacks(case: PitchCase) -> list[Table]:
    total: Counter[str] = Counter()
    for season in case.seasons(case.candidate):
        total.update(season.fallbacks)
    if not total:
        return []
    seasons = len(case.seasons(case.candidate))
    rows = tuple((CLAUSES[clause], count / seasons) for clause, count in total.most_common())
    sent = sum(total.values()) / seasons
    return [
        Table(
            title=f"Which clause sends offers to OA: {sent:.0f} a season",
            columns=(
                Column(name="clause"),
                Column(name="offers a season", format="tenths", align="right"),
            ),
            rows=rows,
        )
    ]


def _or_none(value: float | None, words: Callable[[float], str]) -> str:
    return "none" if value is None else words(value)
