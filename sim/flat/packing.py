"""A world and its regimes, packed into the two arrays on which the flat model runs.

That is done once for all seasons; ``sim/flat/tape.py`` adds a season. What has no flat form is
refused with the setting's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from math import exp

import numpy as np

from sim.flat import places as at
from sim.flat.customers import LAG_STEPS
from sim.flat.desks import FREE_WIDTH
from sim.flat.memory import Hours, Ints, Memory, NoFlatFormError
from sim.flat.moments import PEOPLE, STEPS
from sim.flat.tree import Walkers
from sim.model.offers import FOLLOW_ON_DAYS, follow_on_contribution, organic_level, repeat_share
from sim.model.regimes import Regime
from sim.model.scenario import Approver, Chain, Kind, Law, Scenario
from sim.model.store.customers import lag_table
from sim.model.units import (
    MONTHS_A_QUARTER,
    MONTHS_A_YEAR,
    Month,
    first_of_month,
    first_of_quarter,
    month_of,
)

TIME_OUTS = {
    "approve": at.ACTION_TIME_OUT_APPROVED,
    "escalate": at.ACTION_TIME_OUT_ESCALATED,
    "reject": at.ACTION_TIME_OUT_REJECTED,
}
SIGNS = {"one": at.SIGN_ONE, "all": at.SIGN_ALL, "any": at.SIGN_ANY}
DAYS_AFTER = 901
"""So many days beyond the season the calendar is known: for its run-out, and for late answers."""
RESUBMISSIONS = (
    at.RESUBMISSIONS,
    at.SECOND_RESUBMISSION,
    at.THIRD_RESUBMISSION,
    at.FOURTH_RESUBMISSION,
)


class World:
    """Hold a scenario and the regimes that are played in it on arrays, without a season.

    ``planned`` names of each regime the walkers that have a plan.
    """

    def __init__(self, scenario: Scenario, regimes: Mapping[str, Regime]) -> None:
        refuse_what_has_no_form(scenario.chain)
        self.scenario = scenario
        self.regimes = tuple(regimes)
        self.kinds = list(dict.fromkeys(scenario.kinds.values()))
        self.names = list(dict.fromkeys(kind.id for kind in self.kinds))
        self._numbers: dict[int, tuple[int, Kind]] = {}
        self.memory = memory = Memory()
        self.hours = Hours(memory, scenario)
        self.level = cache(lambda day: organic_level(scenario, day))
        _world(memory, scenario)
        _kinds(memory, self.kinds, self.names)
        _calendar(memory, scenario)
        _roles(memory, scenario, self.hours)
        _laws(memory, scenario)
        memory.whole(_lags(scenario), at.LAGS)
        trees = [Walkers(memory, scenario, self.hours, self.kinds) for _ in regimes]
        rows = [tree.plant(regime) for tree, regime in zip(trees, regimes.values(), strict=True)]
        self.planned = [tree.planned for tree in trees]
        self.most_nodes = max(tree.count for tree in trees)
        memory.whole([number for row in rows for number in row], at.REGIMES)
        memory.ints[at.REGIME_COUNT] = len(rows)

    def number_of(self, kind: Kind) -> int:
        """Return the number of a kind, -1 where the world does not know it."""
        if id(kind) not in self._numbers:
            known = self.kinds.index(kind) if kind in self.kinds else -1
            self._numbers[id(kind)] = known, kind
        return self._numbers[id(kind)][0]

    @property
    def people(self) -> list[Approver]:
        """Return the roles that sign."""
        return list(self.scenario.chain.approvers.values())

    @property
    def steps(self) -> int:
        """Return how many steps a request can take at most."""
        chain = self.scenario.chain
        return (chain.rounds + 1) * max((len(row.roles) for row in chain.classes), default=0)


def _lags(scenario: Scenario) -> Sequence[int]:
    lags = lag_table(scenario.demand.repeat_delay_days)
    assert len(lags) == LAG_STEPS
    return lags


def _takes_time(law: Law) -> bool:
    """Tell whether handling takes time; a queue that clears in one moment has an order of its own.

    Event by event each leaves the desk before the next comes to it; on the arrays all turns of one
    moment are known at once.
    """
    return law.family != "none" and law.scale > 0.0


def refuse_what_has_no_form(chain: Chain) -> None:
    """Raise ``NoFlatFormError`` for a chain that does not fit the arrays."""
    roles = [row.roles for row in chain.classes]
    steps = (chain.rounds + 1) * (max(map(len, roles), default=0) + 1)
    bounds = {
        "[chain].rounds": chain.rounds < len(RESUBMISSIONS) and steps < STEPS - 1,
        "[chain.approvers].people": all(a.signers < PEOPLE for a in chain.approvers.values()),
        "[chain.approvers].handling": chain.attention_total
        or all(_takes_time(a.handling) for a in chain.approvers.values() if has_desk(a)),
        "[chain.classes].roles": all(len(each) == len(set(each)) for each in roles),
    }
    for setting, fits in bounds.items():
        if not fits:
            raise NoFlatFormError(setting)


def _world(memory: Memory, scenario: Scenario) -> None:
    """Write down what does not change from season to season."""
    chain, economics, supply = scenario.chain, scenario.economics, scenario.supply
    demand = scenario.demand
    memory.set_ints(
        {
            at.SEASON_DAYS: scenario.days,
            at.ALL_DAYS: scenario.days + FOLLOW_ON_DAYS,
            at.ROUNDS: chain.rounds + 1,
            at.ORDER_VALUE: economics.order_value,
            at.PARCELS_PER_DAY: supply.parcels_per_day,
            at.REVIEW_DAYS: demand.review_days,
            at.SPECIAL_PACKS: demand.special_packs,
            at.SPECIAL_EVERY: demand.special_pack_every_days,
            at.SPECIAL_PRICE: demand.special_pack_price,
            at.MEMORY_DAYS: demand.price_memory_days,
            at.OPENING_STOCK: supply.opening_stock,
            at.LEAD_DAYS: supply.lead_days,
            at.ORDER_EVERY: supply.review_days,
            at.COVER_DAYS: supply.cover_days,
            at.API_FROM: supply.api_from,
            at.SYNCS: supply.syncs_per_day,
            at.OVERSELL_COST: supply.oversell_cost,
            at.TRIAL_PACK_COST: demand.trial_pack_cost,
            at.CLERK_HOUR: supply.clerk_hour,
            at.ERROR_COST: supply.error_cost,
            at.FEEDBACK: int(scenario.arrivals.feedback),
            at.PRICE_RED_LINE: int(scenario.price_red_line),
            at.ATTENTION_TOTAL: int(chain.attention_total),
            at.TIME_OUT: -1 if chain.time_out is None else chain.time_out,
            at.ON_TIME_OUT: TIME_OUTS[chain.on_time_out],
            at.WITHDRAWS: int(chain.withdraws_dead),
            at.CLIMBS: int(chain.unbudgeted_climbs),
            at.MONTHLY_FEE: scenario.agency.monthly_fee,
            at.AGENCY_KEEPS: scenario.agency.monthly_fee - scenario.agency.monthly_cost,
            at.TEAM_MONTH: economics.client_team_month,
            at.APPROVER_HOUR: scenario.governance.approver_hour,
            at.AGENCY_HOUR: scenario.governance.agency_hour,
        }
    )
    memory.set_reals(_money(scenario) | _habits(scenario) | _people(scenario) | _work(scenario))


def _money(scenario: Scenario) -> dict[int, float]:
    economics, demand, supply = scenario.economics, scenario.demand, scenario.supply
    left = demand.special_pack_contribution + economics.parcel
    price = demand.special_pack_price
    return {
        at.KEPT: 1.0 - economics.returns,
        at.RETURN_SHARE: economics.returns,
        at.MARGIN: economics.margin,
        at.PLATFORM: economics.platform_commission,
        at.COMMISSION: scenario.agency.commission,
        at.PARCELS: economics.parcel + economics.returns * economics.return_parcel,
        at.ORDINARY: follow_on_contribution(scenario),
        at.BRAND_DAMAGE: economics.brand_damage,
        at.SPECIAL_LOST: economics.margin - left / price if price else 0.0,
        at.SPECIAL_REPEAT: demand.special_pack_repeat / demand.repeat if demand.repeat else 0.0,
        at.PENALTY: supply.penalty,
        at.KEYING_MINUTES: supply.keying_minutes,
        at.KEYING_ERROR: supply.keying_error,
        at.LATE_REPEAT_LOSS: supply.late_repeat_loss,
    }


def _habits(scenario: Scenario) -> dict[int, float]:
    demand, supply = scenario.demand, scenario.supply
    return {
        at.CHAT_SHARE: supply.chat_share,
        at.CHATS_PER_DAY: float(supply.chats_per_day),
        at.UNSERVED_LOSS: supply.unserved_loss,
        at.STORE_CONVERSION: demand.conversion,
        at.RETURNING_CONVERSION: demand.returning_conversion,
        at.REPEAT: demand.repeat,
        at.WITHIN: repeat_share(scenario, FOLLOW_ON_DAYS),
        at.TRIAL_FOLLOW_ON: demand.trial_follow_on,
        at.TRIAL_ORDERS: demand.trial_orders,
        at.REVIEW_UPLIFT: demand.review_uplift,
        at.REVIEW_CAP: demand.review_uplift_cap,
        at.CANNIBALISED: demand.cannibalised,
        at.OVERLAP: demand.overlap,
        at.PRICE_MEMORY: demand.price_memory,
        at.TRIAL_PACKS_MONTH: demand.trial_packs_month,
    }


def _people(scenario: Scenario) -> dict[int, float]:
    agency, chain = scenario.agency, scenario.chain
    return {
        at.SELF_INTEREST: agency.self_interest,
        at.AGENCY_HURDLE: float(agency.hurdle),
        at.REPORT_FACTOR: exp(agency.self_interest * agency.report_bias),
        at.COMPLIANCE: agency.compliance,
        at.SPLITS: agency.splits,
        at.FILES_LATE: agency.files_late,
        at.ADVERSE: scenario.arrivals.adverse,
        at.CHAIN_HURDLE: chain.hurdle,
        at.CHAIN_SHARE: chain.stock_share,
        at.LEAST_SHARE: chain.least_share,
    }


def _work(scenario: Scenario) -> dict[int, float]:
    terms = scenario.governance
    return {
        at.INTERRUPTION_H: terms.interruption_h,
        at.STANDBY_SHARE: terms.standby,
        at.DUAL_H: terms.dual_h,
        at.AUDIT_H: terms.audit_h,
        at.FILING_H: terms.filing_h,
        at.PLAN_H: terms.plan_h,
    }


def _kinds(memory: Memory, kinds: Sequence[Kind], names: Sequence[str]) -> None:
    memory.whole([], at.KINDS)
    memory.fractional([], at.X_KINDS)
    memory.ints[at.NAME_COUNT] = len(names)
    for kind in kinds:
        row = {
            at.TRIAL_PACK: kind.trial_pack,
            at.BELOW_LIST: int("price" in kind.asks and kind.margin_lost > 0),
            at.KIND_NAME: names.index(kind.id),
        }
        memory.whole_row(at.KIND_WIDTH, row)
        memory.fractional_row(
            at.X_KIND_WIDTH,
            {
                at.CONVERSION: kind.conversion,
                at.VALUE_FACTOR: kind.order_value_factor,
                at.MARGIN_LOST: kind.margin_lost,
                at.GIVEN_AWAY: kind.given_away,
                at.REPEAT_FACTOR: kind.repeat_factor,
            },
        )


def month_number(start: date, month: Month) -> int:
    """Return the number of a month; that of the season's first quarter's first month is 3."""
    year, nth = month
    first = first_of_quarter(start)
    since = MONTHS_A_YEAR * (year - first.year) + nth - first.month
    return since + MONTHS_A_QUARTER


@lru_cache(maxsize=16)
def calendar(start: date, days: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Return each day's month, day of the month and quarter's first day, and each month's end."""
    dates = [start + timedelta(days=day) for day in range(days)]
    months = [month_number(start, month_of(day)) for day in dates]
    quarters = [(first_of_quarter(day) - start).days for day in dates]
    count = months[-1] // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 2 * MONTHS_A_QUARTER
    first = first_of_quarter(start, -1)
    ends = [(first_of_month(first, later + 1) - start).days for later in range(count)]
    tables = months, [day.day for day in dates], quarters, ends
    one, two, three, four = (np.array(table, dtype=np.int64) for table in tables)
    return one, two, three, four


def _calendar(memory: Memory, scenario: Scenario) -> None:
    """Write down each day's month, and each month's end."""
    months, days, quarters, ends = calendar(scenario.start, scenario.days + DAYS_AFTER)
    memory.whole(months, at.MONTHS)
    memory.whole(days, at.MONTH_DAYS)
    memory.whole(quarters, at.QUARTER_STARTS)
    memory.whole(ends, at.MONTH_ENDS)
    count = len(ends)
    memory.ints[at.MONTH_COUNT] = count
    memory.whole(count, at.ANSWERED_ALL)
    memory.whole(count, at.ANSWERED_IN_TIME)
    memory.whole(count, at.ACCEPTED_ALL)
    memory.whole(count, at.ACCEPTED_YES)


def _roles(memory: Memory, scenario: Scenario, hours: Hours) -> None:
    """Write down who signs."""
    chain = scenario.chain
    slot = 0
    memory.fractional([], at.X_ROLES)
    clocks = [hours.of(role, deputies=False, late=False) for role in chain.approvers]
    free = [memory.whole(FREE_WIDTH * person.people) for person in chain.approvers.values()]
    memory.whole([], at.ROLES)
    for nth, approver in enumerate(chain.approvers.values()):
        row = {at.SLOT: slot, at.FREE: free[nth], at.USUAL_CLOCK: clocks[nth]}
        memory.whole_row(at.ROLE_WIDTH, row | _role(chain.attention_total, approver))
        memory.fractional_row(
            at.X_ROLE_WIDTH,
            {
                at.REJECTS: approver.rejects,
                at.RETURNS_FIRST: approver.returns_first,
                at.RETURNS_LATER: approver.returns_later,
            },
        )
        slot += approver.signers
    memory.ints[at.ROLE_COUNT], memory.ints[at.SLOTS] = len(clocks), slot


def has_desk(approver: Approver) -> bool:
    """Tell whether requests queue before an approver."""
    return approver.queued and approver.sign == "one"


FAMILIES = {
    "none": at.NO_LAW,
    "fixed": at.FIXED,
    "exponential": at.EXPONENTIAL,
    "weibull": at.WEIBULL,
    "lognormal": at.LOGNORMAL,
    "uniform": at.UNIFORM_LAW,
}


def _laws(memory: Memory, scenario: Scenario) -> None:
    """Write down of everybody who signs what attention and handling take."""
    people = [a for a in scenario.chain.approvers.values() for _ in range(a.signers)]
    laws = [law for person in people for law in (person.attention, person.handling)]
    # Behind those who sign stands who thinks an offer over, and who files it again.
    agency = scenario.agency
    laws += [agency.think, agency.dual_think, agency.confirm, scenario.chain.resubmission]
    memory.whole([FAMILIES[law.family] for law in laws], at.LAWS)
    memory.fractional([part for law in laws for part in (law.scale, law.shape)], at.X_LAWS)


def _role(attention_total: bool, approver: Approver) -> dict[int, int]:
    return {
        at.SIGN: SIGNS[approver.sign],
        at.SIGNER_COUNT: approver.signers,
        at.QUEUED: int(has_desk(approver) and not attention_total),
        at.CAPACITY: approver.people,
    }
