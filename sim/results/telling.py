"""What an executive reads, told from the arrays on which a season was played.

Written in the kernel's subset of Python: the same numbers as ``sim/results/outcomes.py`` and
``breakdowns.py`` find in a ledger, to the bit and in the same order, so that no ledger need be
made. A fact is an outcome, an item of it (a month, a kind, a fate, a clause, a cause, an offer)
and a value, which is no number where the outcome does not exist.
"""

from __future__ import annotations

from math import nan

from sim.flat import places as at
from sim.flat.books import SUSPENSION_WIDTH
from sim.flat.chain import node_at
from sim.flat.drawing import draw_season
from sim.flat.forecasts import kind_at, offer_at
from sim.flat.season import play, prepare
from sim.flat.shelf import record_at
from sim.model.units import DAY, HOUR
from sim.results.summing import (
    add,
    first_month,
    kind_sums_at,
    month_at,
    month_count,
    sort,
    sum_deals,
    sum_up,
    total,
)

__all__ = ["play", "prepare", "tell_all", "tell_seasons"]

# The outcomes as ``OUTCOMES`` has them, then the breakdowns as ``BREAKDOWNS`` has them.
(
    CAPTURE_RATE, CAPTURED_VISITORS_SHARE, DECISION_LATENCY_H, DECISION_LATENCY_MEDIAN_H,
    DECISION_LATENCY_P90_H, DECISION_LATENCY_WORKING_H, CAPTURED_LATENCY_H, IN_WINDOW_SHARE,
    SALES_CNY, DISPLACED_ORDERS, CONTRIBUTION_CNY, DECIDING_COST_CNY, SPEND_CNY,
    LOSS_MAKING_DEALS, WASTED_APPROVER_MIN, CONVERSION, RETURNING_SHARE, RETURNING_SHARE_PERIOD,
    ONLINE_SHARE, CLIENT_PROFIT_CNY, AGENCY_PROFIT_CNY, QUOTA_USE_CNY_MONTH, WITHDRAWN_OFFERS,
    FALLBACKS, SUSPENDED_DAYS, BRAND_DAMAGE_CNY, OVERSOLD_ORDERS, LATE_PARCELS, WAITING_REWORK_H,
    WAITING_ABSENCE_H, WAITING_OFF_DUTY_H, WAITING_CONTENTION_H, WAITING_ATTENTION_H,
    WORST_MONTH_CNY, MONEY_AT_RISK_CNY, OFFERED, CAPTURED, VISITORS, CAPTURED_VISITORS,
    FORETOLD_VALUE, DEAL_VALUE, SALES, RETURNED_GOODS, GOODS, PRICE_REDUCTIONS, PARCELS,
    PLATFORM_COMMISSION, AGENCY_COMMISSION, PROMOTION, ERRORS, AGENCY_FEE, DECIDING, CONTRIBUTION,
    FATES, FIRST_OFFERS, FALLBACK_REASONS, SUSPENSIONS, EXPOSURE_CNY,
) = range(58)  # fmt: skip

FATE_COUNT = 5
ITEMS = 1 << 20
"""A fact's outcome and item are one number: an outcome may have so many items."""


def tell_all(ints: list[int], reals: list[float]) -> None:
    """Play a season under every regime, and tell what came of it."""
    prepare(ints, reals)
    ints[at.FACT_COUNT] = 0
    for nth in range(ints[at.REGIME_COUNT]):
        play(ints, reals, nth)
        tell(ints, reals)
        ints[ints[at.FACT_ENDS] + nth] = ints[at.FACT_COUNT]


def tell_seasons(ints: list[int], reals: list[float], first: int, last: int) -> int:
    """Draw seasons, play each under every regime, and tell what came of it.

    Return the first season that is not told: ``last``, or one behind which there is no room, or
    one that could not be drawn.
    """
    ints[at.FACT_COUNT] = 0
    for replication in range(first, last):
        if ints[at.FACT_COUNT] + ints[at.FACTS_A_SEASON] > ints[at.FACT_ROOM]:
            return replication
        ints[at.REPLICATION] = replication
        draw_season(ints, reals)
        if ints[at.UNDRAWN] != 0:
            return replication
        prepare(ints, reals)
        ends = ints[at.FACT_ENDS] + (replication - first) * ints[at.REGIME_COUNT]
        for nth in range(ints[at.REGIME_COUNT]):
            play(ints, reals, nth)
            tell(ints, reals)
            ints[ends + nth] = ints[at.FACT_COUNT]
    return last


def tell(ints: list[int], reals: list[float]) -> None:
    """Tell a played season's numbers, in the order in which they are told of a ledger."""
    sum_up(ints, reals)
    deciding = deciding_cost(ints, reals)
    tell_decisions(ints, reals)
    tell_money(ints, reals, deciding)
    tell_store(ints, reals)
    tell_profits(ints, reals, deciding)
    tell_rules(ints, reals)
    tell_waits(ints, reals)
    tell_risk(ints, reals)
    tell_kinds(ints, reals)
    tell_months(ints, reals, deciding)
    tell_counts(ints, reals)


def fact(ints: list[int], reals: list[float], outcome: int, item: int, value: float) -> None:
    """Write one fact down."""
    nth = ints[at.FACT_COUNT]
    ints[at.FACT_COUNT] = nth + 1
    ints[ints[at.FACTS] + nth] = outcome * ITEMS + item
    reals[ints[at.X_FACTS] + nth] = value


def told(ints: list[int], reals: list[float], outcome: int, value: float) -> None:
    """Write down what is told of the whole season."""
    fact(ints, reals, outcome, 0, value)


def in_cny(amount: int) -> float:
    """Return fen as CNY."""
    return float(amount) / 100.0


def in_hours(duration: int) -> float:
    """Return microseconds as hours."""
    return float(duration) / float(HOUR)


def share(part: int, whole: int) -> float:
    """Return part over whole, no number when there is nothing."""
    return float(part) / float(whole) if whole != 0 else nan


def mean_h(duration: int, count: int) -> float:
    """Return the mean in hours of so many durations, no number of nothing."""
    return in_hours(duration) / float(count) if count != 0 else nan


def deciding_cost(ints: list[int], reals: list[float]) -> int:
    """Return what deciding costs the client, in fen: hours of its people."""
    hours = in_hours(total(ints, at.T_HANDLED))
    hours += reals[at.INTERRUPTION_H] * total(ints, at.T_CHASED)
    hours += reals[at.STANDBY_SHARE] * in_hours(ints[at.STANDBY])
    hours += reals[at.DUAL_H] * total(ints, at.T_DUAL)
    hours += reals[at.AUDIT_H] * ints[at.AUDITS] + reals[at.PLAN_H] * ints[at.FILED_PLANS]
    return round(hours * ints[at.APPROVER_HOUR])


def tell_decisions(ints: list[int], reals: list[float]) -> None:
    """Tell how many offers were captured, and how long answers took."""
    answered, taken = total(ints, at.T_ANSWERED), total(ints, at.T_TAKEN)
    made, visitors = total(ints, at.T_MADE), total(ints, at.T_VISITORS)
    told(ints, reals, CAPTURE_RATE, share(taken, made))
    told(ints, reals, CAPTURED_VISITORS_SHARE, share(total(ints, at.T_TAKEN_VISITORS), visitors))
    told(ints, reals, DECISION_LATENCY_H, mean_h(total(ints, at.T_WAITED), answered))
    sort(ints, ints[at.SORTED], answered)
    told(ints, reals, DECISION_LATENCY_MEDIAN_H, quantile_h(ints, answered, 0.5))
    told(ints, reals, DECISION_LATENCY_P90_H, quantile_h(ints, answered, 0.9))
    told(ints, reals, DECISION_LATENCY_WORKING_H, mean_h(total(ints, at.T_WORKED), answered))
    told(ints, reals, CAPTURED_LATENCY_H, mean_h(total(ints, at.T_TAKEN_WAITED), taken))
    in_window = share(total(ints, at.T_IN_WINDOW), total(ints, at.T_FILED))
    told(ints, reals, IN_WINDOW_SHARE, in_window)


def quantile_h(ints: list[int], count: int, part: float) -> float:
    """Return a quantile of durations in order, in hours, by linear interpolation."""
    if count == 0:
        return nan
    place = part * (count - 1)
    below = int(place)
    above = min(below + 1, count - 1)
    low, high = in_hours(ints[ints[at.SORTED] + below]), in_hours(ints[ints[at.SORTED] + above])
    return low + (place - below) * (high - low)


def contribution(ints: list[int], deciding: int) -> float:
    """Return what all decisions leave, after fees and what deciding costs."""
    fees = month_count(ints) * in_cny(ints[at.MONTHLY_FEE])
    return in_cny(total(ints, at.T_EARNED)) - fees - in_cny(deciding)


def tell_money(ints: list[int], reals: list[float], deciding: int) -> None:
    """Tell what was sold and earned, and what it cost."""
    told(ints, reals, SALES_CNY, in_cny(total(ints, at.T_SALES)))
    told(ints, reals, DISPLACED_ORDERS, float(total(ints, at.T_DISPLACED)))
    told(ints, reals, CONTRIBUTION_CNY, contribution(ints, deciding))
    told(ints, reals, DECIDING_COST_CNY, in_cny(deciding))
    told(ints, reals, SPEND_CNY, in_cny(total(ints, at.T_PAID)))
    told(ints, reals, LOSS_MAKING_DEALS, float(total(ints, at.T_LOSSES)))
    told(ints, reals, WASTED_APPROVER_MIN, in_hours(total(ints, at.T_WASTED)) * 60.0)


def tell_store(ints: list[int], reals: list[float]) -> None:
    """Tell what became of visits and customers."""
    again, first = total(ints, at.T_REPEAT_ORDERS), total(ints, at.T_FIRST_ORDERS)
    orders = total(ints, at.T_VISIT_ORDERS) + again
    told(ints, reals, CONVERSION, share(orders, total(ints, at.T_VISITS)))
    told(ints, reals, RETURNING_SHARE, share(ints[at.RETURNED], ints[at.COHORT]))
    told(ints, reals, RETURNING_SHARE_PERIOD, share(again, first))
    last = month_at(ints, ints[ints[at.MONTHS] + ints[at.SEASON_DAYS] - 1])
    online, shops = ints[last + at.M_SALES], ints[last + at.M_SHOPS]
    told(ints, reals, ONLINE_SHARE, share(online, online + shops) if shops != 0 else nan)


def tell_profits(ints: list[int], reals: list[float], deciding: int) -> None:
    """Tell what is left to the client and to the agency."""
    months, breaches = month_count(ints), in_cny(ints[at.AGENCY_PAID])
    team = months * in_cny(ints[at.TEAM_MONTH])
    told(ints, reals, CLIENT_PROFIT_CNY, contribution(ints, deciding) + breaches - team)
    fixed = months * in_cny(ints[at.AGENCY_KEEPS])
    hours = reals[at.FILING_H] * total(ints, at.T_GREEN) + reals[at.PLAN_H] * ints[at.FILED_PLANS]
    hours += reals[at.STANDBY_SHARE] * in_hours(ints[at.AGENCY_STANDBY])
    earned = in_cny(total(ints, at.T_COMMISSION)) + fixed - breaches
    told(ints, reals, AGENCY_PROFIT_CNY, earned - hours * in_cny(ints[at.AGENCY_HOUR]))


def tell_rules(ints: list[int], reals: list[float]) -> None:
    """Tell what came of quotas and clauses, of stock and dispatch."""
    green = False
    for walker in range(ints[at.NODE_COUNT]):
        green = green or ints[node_at(ints, walker) + at.TYPE] == at.GREEN
    use = in_cny(total(ints, at.T_COMMITTED)) / float(month_count(ints)) if green else nan
    told(ints, reals, QUOTA_USE_CNY_MONTH, use)
    told(ints, reals, WITHDRAWN_OFFERS, float(total(ints, at.T_WITHDRAWN)))
    told(ints, reals, FALLBACKS, float(total(ints, at.T_FALLEN_BACK)))
    told(ints, reals, SUSPENDED_DAYS, float(total(ints, at.T_SUSPENDED)) / float(DAY))
    told(ints, reals, BRAND_DAMAGE_CNY, in_cny(total(ints, at.T_DAMAGE)))
    told(ints, reals, OVERSOLD_ORDERS, float(total(ints, at.T_OVERSOLD)))
    told(ints, reals, LATE_PARCELS, float(total(ints, at.T_LATE)))


def tell_waits(ints: list[int], reals: list[float]) -> None:
    """Tell what requests in the OA chain waited for."""
    count = total(ints, at.T_SIGNED)
    told(ints, reals, WAITING_REWORK_H, mean_h(total(ints, at.T_REWORK), count))
    told(ints, reals, WAITING_ABSENCE_H, mean_h(total(ints, at.T_ABSENCE), count))
    told(ints, reals, WAITING_OFF_DUTY_H, mean_h(total(ints, at.T_OFF_DUTY), count))
    told(ints, reals, WAITING_CONTENTION_H, mean_h(total(ints, at.T_CONTENTION), count))
    told(ints, reals, WAITING_ATTENTION_H, mean_h(total(ints, at.T_ATTENTION), count))


def tell_risk(ints: list[int], reals: list[float]) -> None:
    """Tell the worst month, and the largest fall of what the agency decided within a month."""
    sum_deals(ints)
    first, last = first_month(ints), first_month(ints) + month_count(ints)
    worst, fall, is_first = 0, 0, True
    for nth in range(ints[at.MONTH_COUNT]):
        month = month_at(ints, nth)
        fall = max(fall, ints[month + at.M_FALL])
        if first <= nth < last or ints[month + at.M_TAKEN] != 0:
            worst = ints[month + at.M_VALUE] if is_first else min(worst, ints[month + at.M_VALUE])
            is_first = False
    told(ints, reals, WORST_MONTH_CNY, in_cny(worst))
    by_agency = total(ints, at.T_BY_AGENCY) != 0
    told(ints, reals, MONEY_AT_RISK_CNY, in_cny(fall) if by_agency else nan)


def tell_kinds(ints: list[int], reals: list[float]) -> None:
    """Tell the sums of every kind, in the order in which the kinds came."""
    for number in range(ints[at.OFFER_COUNT]):
        sums = kind_sums_at(ints, number)
        if ints[record_at(ints, number) + at.APPEARED] != 0 and ints[sums + at.K_MADE] != 0:
            name = ints[kind_at(ints, offer_at(ints, number)) + at.KIND_NAME]
            fact(ints, reals, OFFERED, name, float(ints[sums + at.K_MADE]))
            fact(ints, reals, CAPTURED, name, float(ints[sums + at.K_TAKEN]))
            fact(ints, reals, VISITORS, name, float(ints[sums + at.K_VISITORS]))
            fact(ints, reals, CAPTURED_VISITORS, name, float(ints[sums + at.K_TAKEN_VISITORS]))
            fact(ints, reals, FORETOLD_VALUE, name, in_cny(ints[sums + at.K_FORETOLD]))
            fact(ints, reals, DEAL_VALUE, name, in_cny(ints[sums + at.K_VALUE]))
            ints[sums + at.K_MADE] = 0  # told


def tell_months(ints: list[int], reals: list[float], deciding: int) -> None:
    """Tell the lines of every month and of the run-out; deciding is spread evenly over months."""
    months = month_count(ints)
    amount = round(in_cny(deciding) * 100.0)
    for nth in range(months):
        part = amount * (nth + 1) // months - amount * nth // months
        tell_lines(ints, reals, nth, first_month(ints) + nth, ints[at.MONTHLY_FEE], part)
    tell_lines(ints, reals, months, ints[at.MONTH_COUNT], 0, 0)


def tell_lines(
    ints: list[int], reals: list[float], nth: int, month: int, fee: int, deciding: int
) -> None:
    """Tell what is taken off a month's sales, and what is left of them."""
    sums = month_at(ints, month)
    sales, earned = ints[sums + at.M_SALES], ints[sums + at.M_EARNED]
    kept = sales * (1.0 - reals[at.RETURN_SHARE])
    returned, goods = round(sales * reals[at.RETURN_SHARE]), round(kept * (1.0 - reals[at.MARGIN]))
    parcels = round(ints[sums + at.M_ORDERS] * reals[at.PARCELS])
    platform, agency = round(kept * reals[at.PLATFORM]), ints[sums + at.M_COMMISSION]
    known = returned + goods + parcels + platform + agency
    known += ints[sums + at.M_SPEND] + ints[sums + at.M_ERRORS]
    fact(ints, reals, SALES, nth, in_cny(sales))
    fact(ints, reals, RETURNED_GOODS, nth, in_cny(returned))
    fact(ints, reals, GOODS, nth, in_cny(goods))
    fact(ints, reals, PRICE_REDUCTIONS, nth, in_cny(sales - known - earned))
    fact(ints, reals, PARCELS, nth, in_cny(parcels))
    fact(ints, reals, PLATFORM_COMMISSION, nth, in_cny(platform))
    fact(ints, reals, AGENCY_COMMISSION, nth, in_cny(agency))
    fact(ints, reals, PROMOTION, nth, in_cny(ints[sums + at.M_SPEND]))
    fact(ints, reals, ERRORS, nth, in_cny(ints[sums + at.M_ERRORS]))
    fact(ints, reals, AGENCY_FEE, nth, in_cny(fee))
    fact(ints, reals, DECIDING, nth, in_cny(deciding))
    fact(ints, reals, CONTRIBUTION, nth, in_cny(earned - fee - deciding))


def tell_counts(ints: list[int], reals: list[float]) -> None:
    """Tell fates, first offers, clauses, suspensions, and the exposure of each channel's yes."""
    for fate in range(FATE_COUNT):
        fact(ints, reals, FATES, fate, float(total(ints, at.T_FATES + fate)))
    fact(ints, reals, FIRST_OFFERS, 0, float(total(ints, at.T_FIRST)))
    fact(ints, reals, FIRST_OFFERS, 1, float(total(ints, at.T_FIRST_TAKEN)))
    fact(ints, reals, FIRST_OFFERS, 2, float(total(ints, at.T_FIRST_LOSSES)))
    fact(ints, reals, FIRST_OFFERS, 3, float(total(ints, at.T_FIRST_ANSWERED)))
    fact(ints, reals, FIRST_OFFERS, 4, in_hours(total(ints, at.T_FIRST_WAITED)))
    for number in range(ints[at.OFFER_COUNT]):
        clause = ints[record_at(ints, number) + at.FALLBACK]
        if clause != at.NOTHING:
            tell_once(ints, reals, FALLBACK_REASONS, clause, at.T_CLAUSES)
    for walker in range(ints[at.NODE_COUNT]):
        tell_causes(ints, reals, walker)
    for number in range(ints[at.OFFER_COUNT]):
        record = record_at(ints, number)
        if ints[record + at.ROUTE] == at.ROUTE_GREEN and ints[record + at.YES] == 1:
            fact(ints, reals, EXPOSURE_CNY, number, in_cny(ints[record + at.EXPOSURE]))


def tell_causes(ints: list[int], reals: list[float], walker: int) -> None:
    """Tell why a charter was suspended."""
    for nth in range(ints[at.SUSPENSION_COUNT]):
        row = ints[at.SUSPENSIONS] + nth * SUSPENSION_WIDTH
        if ints[row] == walker:
            tell_once(ints, reals, SUSPENSIONS, ints[row + 3], at.T_CAUSES)


def tell_once(ints: list[int], reals: list[float], outcome: int, code: int, first: int) -> None:
    """Tell how often something came, the first time that it is met."""
    count = total(ints, first + code)
    if count != 0:
        fact(ints, reals, outcome, code, float(count))
        add(ints, first + code, -count)
