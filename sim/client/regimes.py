"""The regimes of a client, and the case's dated switch, built from the client file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sim.client.schema import CharterSection, ClientFile
from sim.messages import Problem, ProblemError, did_you_mean, msg
from sim.model.chain import Chasing
from sim.model.charter import Charter
from sim.model.quarterly_plan import QuarterlyPlan
from sim.model.regimes import Delegated, Green, Oa, Planned, Regime, Switch
from sim.model.scenario import Scenario
from sim.model.units import DAY, NEVER, fen, hours

BASELINE = "oa"
REGIMES = (
    "oa",
    "oa_urged",
    "plan",
    "green",
    "urged_green",
    "plan_green",
    "alone_green",
    "wide_green",
    "delegated",
)
CASE = "case"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Hold what the regimes of a client are made of.

    ``chasing`` is how the plain chain is worked, ``urged`` how it is when everybody is chased;
    ``alone`` is the charter with nobody of the client countersigning, ``widest`` the one with the
    limits drawn wide, the red line and the controls kept.
    """

    charter: Charter
    alone: Charter
    widest: Charter
    plan: QuarterlyPlan
    chasing: Chasing
    urged: Chasing


def regimes_of(file: ClientFile, scenario: Scenario) -> Mapping[str, Regime]:
    """Return the regimes by name, and ``case`` when the file dates a switch.

    The charter of the switch begins with it, so that nobody is paid for standing by before.
    """
    terms = terms_of(file, scenario)
    regimes = regimes_under(terms)
    if not file.season.switch_on:
        return regimes
    at = scenario.day_number(file.season.switch_on) * DAY
    dated = replace(terms.charter, valid_from=max(terms.charter.valid_from, at))
    after = regimes_under(replace(terms, charter=dated))["plan_green"]
    return {**regimes, CASE: Switch(before=regimes["oa"], after=after, at=at)}


def terms_of(file: ClientFile, scenario: Scenario) -> Terms:
    """Return the terms that the client file states."""
    return Terms(
        charter=charter_of(file, scenario),
        alone=_charter_under("alone_green", file, scenario),
        widest=_charter_under("wide_green", file, scenario),
        plan=plan_of(file),
        chasing=chasing_of(file),
        urged=_urged(file),
    )


def regimes_under(terms: Terms) -> dict[str, Regime]:
    """Return the regimes by name; whoever compares them makes them here."""
    plain, urged = Oa(chasing=terms.chasing), Oa(chasing=terms.urged)
    green = Green(charter=terms.charter, fallback=plain)
    return {
        "oa": plain,
        "oa_urged": urged,
        "plan": Planned(plan=terms.plan, fallback=plain, chasing=terms.chasing),
        "green": green,
        "urged_green": Green(charter=terms.charter, fallback=urged),
        "plan_green": Planned(plan=terms.plan, fallback=green, chasing=terms.chasing),
        "alone_green": Green(charter=terms.alone, fallback=plain),
        "wide_green": Green(charter=terms.widest, fallback=plain),
        "delegated": Delegated(),
    }


def named_regimes(names: tuple[str, ...], known: Mapping[str, Regime]) -> dict[str, Regime]:
    """Return the chosen regimes, the baseline always first; raise on an unknown name."""
    wrong = [name for name in names if name not in known]
    if wrong:
        raise ProblemError(
            Problem(
                where="--regime",
                value=name,
                rule=msg("no such regime"),
                remedy=did_you_mean(name, known),
            )
            for name in wrong
        )
    wanted = names or REGIMES
    return {name: known[name] for name in known if name in wanted or name == BASELINE}


def charter_of(file: ClientFile, scenario: Scenario) -> Charter:
    """Return the green-channel charter that the client file describes."""
    clauses = file.charter
    excluded = clauses.kinds_excluded
    if excluded is None:
        excluded = tuple(id for id, kind in scenario.kinds.items() if is_price_event(kind.asks))
    audit_above = clauses.audit_above_share * clauses.quota_cny
    begins = clauses.valid_from
    last = clauses.valid_until + timedelta(days=1) if clauses.valid_until else None
    ends = min(filter(None, (last, clauses.revoked_on)), default=None)
    return Charter(
        quota=fen(clauses.quota_cny),
        alone_limit=fen(clauses.alone_cny),
        month_quota=fen(clauses.month_quota_cny),
        quarter_quota=fen(clauses.quarter_budget_share * file.plan.quarter_budget_cny),
        aggregation=hours(clauses.aggregation_h),
        kinds_excluded=frozenset(excluded),
        instruments=frozenset(clauses.instruments),
        stock_share=clauses.stock_share,
        hurdle=clauses.hurdle_share,
        stop_loss=None if clauses.stop_loss_cny is None else fen(clauses.stop_loss_cny),
        audit_share=clauses.audit_share,
        audit_above=fen(audit_above),
        deviations_allowed=clauses.deviations_allowed,
        breach_paid_by_agency=clauses.breach_paid_by_agency,
        report_tolerance=clauses.report_tolerance,
        valid_from=scenario.day_number(begins) * DAY if begins else -NEVER,
        valid_until=scenario.day_number(ends) * DAY if ends else NEVER,
        gift_share=clauses.gift_share,
        lapses_after=clauses.lapse_days * DAY,
    )


WIDENED = ("quota_cny", "alone_cny", "month_quota_cny", "quarter_budget_share", "stock_share")
"""The clauses in which the widest charter differs from the client's own."""


def clauses_under(regime: str, file: ClientFile) -> dict[str, float]:
    """Return the clauses in which a regime's charter differs from the client's own, by key.

    The widest has every limit so many times as wide, on all stock there is; in the one of the
    agency alone nobody countersigns. What is never delegated stays so; so do hurdle, audit and
    stop-loss, which hold the risk.
    """
    if regime == "wide_green":
        wide = widened_limits(file.charter, file.choice.widest_factor)
        return wide | {"stock_share": all_stock(file)}
    return {"alone_cny": file.charter.quota_cny} if regime == "alone_green" else {}


def all_stock(file: ClientFile) -> float:
    """Return the largest share of free stock that a decision may take: what OA lets it have."""
    return min(1.0, file.chain.stock_share)


def widened_limits(clauses: CharterSection, factor: float) -> dict[str, float]:
    """Return the charter's limits so many times as wide, by key.

    They are those of the agency alone, of a decision, a month and a quarter; the quarter's part of
    the budget is at most all of it.
    """
    return {
        "quota_cny": factor * clauses.quota_cny,
        "alone_cny": factor * clauses.alone_cny,
        "month_quota_cny": factor * clauses.month_quota_cny,
        "quarter_budget_share": min(1.0, factor * clauses.quarter_budget_share),
    }


def _charter_under(regime: str, file: ClientFile, scenario: Scenario) -> Charter:
    """Return the charter that holds under a regime."""
    clauses = file.charter.model_copy(update=clauses_under(regime, file))
    return charter_of(file.model_copy(update={"charter": clauses}), scenario)


def plan_of(file: ClientFile) -> QuarterlyPlan:
    """Return the quarterly plan that the client file describes."""
    for_campaigns = file.plan.quarter_budget_cny * (1 - file.plan.reserve_share)
    return QuarterlyPlan(
        coverage=file.plan.coverage_share,
        month_envelope=fen(for_campaigns / 3),
        rolling=file.plan.rolling,
    )


def is_price_event(asks: frozenset[str]) -> bool:
    """Tell whether a kind deals in price and stock only, as group buying and flash sales do."""
    return asks == {"price", "inventory"}


def chasing_of(file: ClientFile) -> Chasing:
    """Return how the client's plain chain is worked: the reminders that are sent."""
    chain = file.chain
    return Chasing(
        reminders=chain.reminders,
        remind_after=hours(chain.remind_after_h),
        shortens=chain.reminder_shortens_share,
    )


def _urged(file: ClientFile) -> Chasing:
    return Chasing(
        attention=file.chain.urged_attention_factor,
        deputies=True,
        late=True,
        fatigue=file.chain.fatigue_share,
    )
