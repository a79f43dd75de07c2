"""A season's tape and a regime, packed into the two arrays on which the flat model runs.

What has no flat form is refused with the setting's name.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import exp

from sim.flat import places as at
from sim.flat.books import SUSPENSION_WIDTH
from sim.flat.customers import LAG_STEPS
from sim.flat.desks import FREE_WIDTH, ITEM_WIDTH
from sim.flat.memory import Memory, NoFlatFormError
from sim.flat.moments import PEOPLE, STEPS
from sim.flat.offers import kinds_of, pack_offers
from sim.flat.tree import Walkers
from sim.model.offers import FOLLOW_ON_DAYS, Request, follow_on_contribution, repeat_share
from sim.model.regimes import Regime
from sim.model.scenario import Approver, Kind, Scenario
from sim.model.season import PlanRequest, Season
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
MONTHS_AFTER = 40
"""So many days beyond the run-out the calendar is known, for a suspension to its month's end."""


class Tape:
    """A season's tape on arrays, without a regime: packed once for all that replay it."""

    def __init__(self, season: Season) -> None:
        refuse_what_has_no_form(season)
        self.season = season
        self.memory = memory = Memory()
        _world(memory, season.scenario)
        _kinds(memory, kinds_of(season))
        _calendar(memory, season.scenario)
        pack_offers(memory, season)
        _roles(memory, season)
        _store(memory, season)
        _clocks(memory, season)
        plans = [plan.request for plan in season.plan_requests]
        offers = [offer.request for offer in season.offers]
        _luck(memory, season, [*offers, *plans])
        self.offers = _request_rows(offers, range(len(offers)))
        self.plans = _request_rows(plans, range(len(offers), len(offers) + len(plans)))


def under_regime(tape: Tape, regime: Regime) -> Memory:
    """Return a copy of a season's arrays with a regime at work on them, ready to run."""
    memory, season = tape.memory.copy(), tape.season
    walkers = Walkers(memory, season)
    walkers.plant(regime)
    plans = [(node, plan) for node in walkers.planned for plan in season.plan_requests]
    _plans(memory, season, plans)
    memory.whole(tape.offers + len(walkers.planned) * tape.plans, at.REQUESTS)
    memory.ints[at.REQUEST_COUNT] = len(season.offers) + len(plans)
    _records(memory, season, len(plans))
    return memory


def _clocks(memory: Memory, season: Season) -> None:
    agency, chain = season.scenario.agency, season.scenario.chain
    memory.ints[at.DUTY] = memory.clock(season.duty)
    memory.ints[at.AGENCY_HOURS] = memory.clock(agency.duty)
    memory.ints[at.DIRECTOR] = memory.clock(agency.director_duty)
    memory.ints[at.CONFIRM_CLOCK] = memory.clock(agency.confirm_duty)
    memory.ints[at.RESUBMISSION_CLOCK] = memory.clock(chain.resubmission_clock)


def refuse_what_has_no_form(season: Season) -> None:
    """Raise ``NoFlatFormError`` for a season that does not fit the arrays."""
    chain = season.scenario.chain
    numbers = [offer.number for offer in season.offers]
    longest = max((len(row.roles) for row in chain.classes), default=0)
    bounds = {
        "offers": numbers == sorted(set(numbers)),
        "[chain].rounds": chain.rounds < len(RESUBMISSIONS)
        and (chain.rounds + 1) * (longest + 1) < STEPS - 1,
        "[chain.approvers].people": all(a.signers < PEOPLE for a in chain.approvers.values()),
        "[chain.classes].roles": all(
            len(row.roles) == len(set(row.roles)) for row in chain.classes
        ),
    }
    for setting, fits in bounds.items():
        if not fits:
            raise NoFlatFormError(f"{setting}: no flat form. Run the season event by event")


def _signs_twice(roles: Sequence[str]) -> bool:
    return len(roles) != len(set(roles))


RESUBMISSIONS = (
    at.RESUBMISSIONS,
    at.SECOND_RESUBMISSION,
    at.THIRD_RESUBMISSION,
    at.FOURTH_RESUBMISSION,
)


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
        }
    )
    memory.set_reals(_money(scenario) | _habits(scenario) | _people(scenario))


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


def _kinds(memory: Memory, kinds: Sequence[Kind]) -> None:
    memory.whole([], at.KINDS)
    memory.fractional([], at.X_KINDS)
    names = list(dict.fromkeys(kind.id for kind in kinds))
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


def month_number(scenario: Scenario, month: Month) -> int:
    """Return the number of a month; that of the season's first quarter's first month is 3."""
    year, nth = month
    first = first_of_quarter(scenario.start)
    since = MONTHS_A_YEAR * (year - first.year) + nth - first.month
    return since + MONTHS_A_QUARTER


def _calendar(memory: Memory, scenario: Scenario) -> None:
    """Write down each day's month, and each month's end."""
    days = range(scenario.days + FOLLOW_ON_DAYS + MONTHS_AFTER)
    dates = [scenario.date_of(day) for day in days]
    months = [month_number(scenario, month_of(day)) for day in dates]
    memory.whole(months, at.MONTHS)
    memory.whole([day.day for day in dates], at.MONTH_DAYS)
    starts = [scenario.day_number(first_of_quarter(day)) for day in dates]
    memory.whole(starts, at.QUARTER_STARTS)
    count = months[-1] // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 2 * MONTHS_A_QUARTER
    first = first_of_quarter(scenario.start, -1)
    ends = [scenario.day_number(first_of_month(first, later + 1)) for later in range(count)]
    memory.whole(ends, at.MONTH_ENDS)
    memory.ints[at.MONTH_COUNT] = count
    memory.whole(count, at.ANSWERED_ALL)
    memory.whole(count, at.ANSWERED_IN_TIME)
    memory.whole(count, at.ACCEPTED_ALL)
    memory.whole(count, at.ACCEPTED_YES)


def _roles(memory: Memory, season: Season) -> None:
    """Write down who signs, and what other work waits on whose desk."""
    chain = season.scenario.chain
    slot = 0
    items, spans = _other_work(season)
    memory.whole(items, at.ITEMS)
    memory.fractional([], at.X_ROLES)
    clocks = [memory.usual_clock(season, role) for role in chain.approvers]
    free = [memory.whole(FREE_WIDTH * person.people) for person in chain.approvers.values()]
    memory.whole([], at.ROLES)
    for nth, (role, approver) in enumerate(chain.approvers.items()):
        first, last = spans.get(role, (0, 0))
        row = {at.FIRST_ITEM: first, at.LAST_ITEM: last, at.SLOT: slot, at.FREE: free[nth]}
        row |= {at.USUAL_CLOCK: clocks[nth]}
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


def _other_work(season: Season) -> tuple[list[int], dict[str, tuple[int, int]]]:
    """Return the other work of all desks as it comes, and from which item to which each has its."""
    items: list[int] = []
    spans: dict[str, tuple[int, int]] = {}
    for role, work in season.other_work.items():
        first = len(items) // ITEM_WIDTH
        if has_desk(season.scenario.chain.approvers[role]):
            for arrives_at, handling in sorted(work, key=lambda item: item[0]):
                items += (arrives_at, 0, handling)
        spans[role] = first, len(items) // ITEM_WIDTH
    return items, spans


def has_desk(approver: Approver) -> bool:
    """Tell whether requests queue before an approver."""
    return approver.queued and approver.sign == "one"


def _role(attention_total: bool, approver: Approver) -> dict[int, int]:
    return {
        at.SIGN: SIGNS[approver.sign],
        at.SIGNER_COUNT: approver.signers,
        at.QUEUED: int(has_desk(approver) and not attention_total),
        at.CAPACITY: approver.people,
    }


def _store(memory: Memory, season: Season) -> None:
    """Write down the store's days, and make room for what it remembers."""
    days, offers = season.scenario.days + FOLLOW_ON_DAYS, len(season.offers)
    memory.whole(season.organic_visits, at.ORGANIC)
    memory.whole(season.shops_sales, at.SHOPS)
    memory.fractional(season.u_organic, at.U_ORGANIC)
    memory.fractional(season.u_repeat, at.U_REPEAT)
    lags = lag_table(season.scenario.demand.repeat_delay_days)
    assert len(lags) == LAG_STEPS
    memory.whole(lags, at.LAGS)
    memory.whole(days, at.DUE_FIRSTS)
    memory.whole(days, at.DUE_LASTS)
    memory.whole(days + season.scenario.supply.lead_days + 2, at.COMING)
    memory.whole(offers, at.EVENTS_LIST)
    memory.whole(2 * offers, at.REVIEWS_LIST)
    memory.whole(2 * offers, at.MEMORY_LIST)
    memory.fractional(offers, at.X_MEMORY)
    memory.whole(offers, at.DRAWS)
    memory.whole(offers, at.PENDING)


def _plans(memory: Memory, season: Season, plans: Sequence[tuple[int, PlanRequest]]) -> None:
    memory.whole([], at.PLANS)
    memory.ints[at.PLAN_COUNT] = len(plans)
    memory.ints[at.BEGINS_AT] = season.begins_at
    for node, plan in plans:
        year, quarter = plan.quarter
        month = month_number(season.scenario, (year, MONTHS_A_QUARTER * quarter + 1))
        memory.whole_row(
            at.PLAN_WIDTH,
            {
                at.PLAN_NODE: node,
                at.PLAN_FILED_AT: plan.request.filed_at,
                at.PLAN_BEGINS_AT: plan.begins_at,
                at.PLAN_QUARTER: month // MONTHS_A_QUARTER,
            },
        )


def _request_rows(requests: Sequence[Request], luck: range) -> array[int]:
    """Return what the chain is asked to sign, and the place of the luck with each request."""
    rows = array("q")
    for place, request in zip(luck, requests, strict=True):
        row = {at.AMOUNT: request.amount, at.BUDGETED: int(request.budgeted), at.LUCK: place}
        row |= dict(zip(RESUBMISSIONS, request.resubmissions, strict=False))
        rows.extend(row.get(each, 0) for each in range(at.REQUEST_WIDTH))
    return rows


def _luck(memory: Memory, season: Season, requests: Sequence[Request]) -> None:
    """Write down every signer's luck with every request."""
    approvers, rounds = season.scenario.chain.approvers, memory.ints[at.ROUNDS]
    times: list[int] = []
    chances: list[float] = []
    for request in requests:
        for nth in range(rounds):
            for role, approver in approvers.items():
                for person in _people_of(request, role, nth, approver.signers):
                    times += person[:2]
                    chances += person[2:]
    memory.whole(times, at.SIGNING_LUCK)
    memory.fractional(chances, at.X_LUCK)


Person = tuple[int, int, float, float]
ABSENT: Person = (0, 0, 1.0, 1.0)


def _people_of(request: Request, role: str, nth: int, signers: int) -> Sequence[Person]:
    """Return one role's luck with a request in one round, nobody's where it is on no tape."""
    rounds = request.luck.get(role, ())
    if nth >= len(rounds):
        return [ABSENT] * signers
    found = [(p.attention, p.handling, p.rejects, p.returns) for p in rounds[nth]]
    if len(found) != signers:
        raise NoFlatFormError(f"request {request.number}: {role} signs by {len(found)} people")
    return found


def _records(memory: Memory, season: Season, plans: int) -> None:
    """Make room for what is recorded, and for what is coming."""
    days, offers = memory.ints[at.ALL_DAYS], len(season.offers)
    chain = season.scenario.chain
    requests = offers + plans
    memory.work = len(memory.ints), len(memory.reals)
    steps = (chain.rounds + 1) * max((len(row.roles) for row in chain.classes), default=0)
    charters = memory.ints[at.NODE_COUNT]
    memory.whole(days * at.DAY_WIDTH, at.DAYS)
    memory.fractional(days, at.X_DAYS)
    wishes = 2 * offers + 8
    memory.whole(wishes * at.DEMAND_WIDTH, at.DEMANDS)
    memory.fractional(wishes * at.X_DEMAND_WIDTH, at.X_DEMANDS)
    rows = offers + sum(offer.kind.trial_pack > 0 for offer in season.offers) + 2
    memory.whole(requests * memory.ints[at.SLOTS] * at.SIGNER_WIDTH, at.SIGNERS)
    memory.whole(2 * rows, at.SOURCE_OF_ROW)
    memory.cells = rows * days * at.CELL_WIDTH
    memory.whole(requests * steps * at.SIGNING_WIDTH, at.SIGNINGS)
    memory.whole(requests * (chain.rounds + 1) * 3, at.RETURNS)
    memory.whole(charters * memory.ints[at.MONTH_COUNT] * SUSPENSION_WIDTH, at.SUSPENSIONS)
    late = requests * steps if chain.time_out is not None else 0
    people = requests * memory.ints[at.SLOTS] * (chain.rounds + 1)
    memory.whole(3 * (8 * requests + people + late + 64), at.QUEUE)
