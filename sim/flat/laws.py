"""What a season is drawn from, packed behind its world: laws, calendars, the numbers of streams.

``sim/flat/drawing.py`` reads it. There is room for the seasons of all but one world in a milliard;
one that needs more is drawn by ``sim/luck/draw.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

import numpy as np

from sim.flat import places as at
from sim.flat.desks import ITEM_WIDTH
from sim.flat.hands import most_of, write_looks, write_other_work, write_parties
from sim.flat.memory import Floats, Memory
from sim.flat.packing import DAYS_AFTER, World
from sim.flat.tape import make_room, write_plans
from sim.luck.address import stream_number
from sim.luck.draw import (
    Z90,
    Sort,
    announced_at,
    campaign_days,
    cumulative_pattern,
    most_a_day,
)
from sim.luck.streams import plan_filings, signing_stream
from sim.model.elementary import log
from sim.model.offers import organic_level
from sim.model.scenario import Kind, Scenario
from sim.model.units import DAYS_A_MONTH

FACTS = 1 << 18
"""So many facts at least have room behind a world: those of some hundred seasons."""
LONGEST_EVENT = 31


def undrawn(world: World, busiest: Scenario | None = None) -> Memory:
    """Return the arrays of a world, ready for seasons to be drawn on them.

    There is room for the offers of the ``busiest`` scenario, the world's own unless it is given:
    worlds that differ in how many offers come lie alike where they are given the same one.
    """
    memory, scenario = world.memory.copy(), world.scenario
    sorts, busiest = _sorts(world), busiest or scenario
    most = sum(1 for sort in sorts if sort.campaign) + most_of(
        sum(_total(busiest, sort.kind) for sort in sorts if sort.campaign is None)
    )
    _write_sorts(memory, world, sorts, busiest)
    _write_days(memory, scenario)
    write_parties(memory, world)
    write_looks(memory, world)
    write_other_work(memory, world)
    _write_streams(memory, world, sorts)
    filings = plan_filings(scenario)
    copies = write_plans(memory, world, filings)
    memory.set_ints(
        {
            at.BEGINS_AT: min([0, *(filed_at for _, _, filed_at in filings)]),
            at.OFFER_ROOM: most,
            at.QUARTERS: len(filings),
            at.PLAN_COPIES: copies,
            at.PLAN_AMOUNT: scenario.plan_amount,
        }
    )
    _season_room(memory, most, most + len(filings), most + copies * len(filings))
    packs = [sort for sort in sorts if sort.kind.trial_pack > 0]
    make_room(memory, world, most, most if packs else 0, most + copies * len(filings))
    _fact_room(memory)
    return memory


def _season_room(memory: Memory, offers: int, requests: int, rows: int) -> None:
    """Make room for what is drawn, behind all that is written."""
    days = memory.ints[at.ALL_DAYS]
    memory.whole_room(days, at.ORGANIC)
    memory.whole_room(memory.ints[at.SEASON_DAYS], at.SHOPS)
    memory.fractional_room(days, at.U_ORGANIC)
    memory.fractional_room(days, at.U_REPEAT)
    memory.whole_room(memory.ints[at.ITEM_ROOM] * ITEM_WIDTH, at.ITEMS)
    memory.whole_room(offers * at.OFFER_WIDTH, at.OFFERS)
    memory.fractional_room(offers * at.X_OFFER_WIDTH, at.X_OFFERS)
    memory.fractional_room(offers * LONGEST_EVENT, at.X_ORDER_LUCK)
    memory.whole_room(rows * at.REQUEST_WIDTH, at.REQUESTS)
    signings = 2 * requests * memory.ints[at.ROUNDS] * memory.ints[at.SLOTS]
    memory.whole_room(signings, at.SIGNING_LUCK)
    memory.fractional_room(signings, at.X_LUCK)


def _fact_room(memory: Memory) -> None:
    """Make room for the facts of many seasons."""
    room = max(FACTS, memory.ints[at.FACTS_A_SEASON])
    memory.ints[at.FACT_ROOM] = room
    memory.whole_room(room, at.FACTS)
    memory.fractional_room(room, at.X_FACTS)
    memory.whole_room(SEASONS_A_CALL * memory.ints[at.REGIME_COUNT], at.FACT_ENDS)


SEASONS_A_CALL = 256


def _sorts(world: World) -> list[Sort]:
    scenario = world.scenario
    adhoc = [Sort(kind.id, kind, None, ()) for kind in scenario.kinds.values() if not kind.planned]
    planned = [
        Sort(f"campaign/{each.id}", scenario.kinds[each.kind], each, ())
        for each in scenario.campaigns
    ]
    return [*adhoc, *planned]


def _total(scenario: Scenario, kind: Kind) -> float:
    """Return how many offers of a kind come on average, at the ceiling of the rate."""
    return float(most_a_day(scenario, kind) * cumulative_pattern(scenario)[-1])


def _write_sorts(memory: Memory, world: World, sorts: Sequence[Sort], busiest: Scenario) -> None:
    """Write down how every sort of offers is drawn."""
    scenario, agency = world.scenario, world.scenario.agency
    correlation = scenario.cost_visitors_correlation
    memory.set_reals(
        {
            at.CORRELATION: correlation,
            at.CORRELATION_LEFT: sqrt(1.0 - correlation * correlation),
            at.FORECAST_SIGMA: agency.forecast_sigma,
            at.REVIEWER_SIGMA: agency.reviewer_sigma,
            at.CONVERSION_SIGMA: scenario.conversion_sigma,
            at.WINDOW_FACTOR: scenario.arrivals.window_factor,
        }
    )
    memory.fractional(cumulative_pattern(scenario), at.X_PATTERN)
    rooms = [1 if sort.campaign else most_of(_total(busiest, sort.kind)) for sort in sorts]
    times = [memory.whole(room) for room in rooms]
    memory.ints[at.SORT_COUNT] = len(sorts)
    memory.whole([], at.SORTS)
    memory.fractional([], at.X_SORTS)
    for sort, room, first in zip(sorts, rooms, times, strict=True):
        row = {at.SORT_TIMES: first, at.SORT_ROOM: room} | _sort(world, sort)
        memory.whole_row(at.SORT_WIDTH, row | _dates(scenario, sort))
        memory.fractional_row(at.X_SORT_WIDTH, _sort_laws(scenario, sort))


def _sort(world: World, sort: Sort) -> dict[int, int]:
    scenario, kind = world.scenario, sort.kind
    streams = {
        at.SORT_ARRIVAL: "arrival",
        at.SORT_OFFER: "offer",
        at.SORT_CONVERSION: "conversion",
        at.SORT_ORDERS: "orders",
        at.SORT_RESUBMISSION: "resubmission",
    }
    return {
        at.SORT_KIND: world.number_of(kind),
        at.SORT_CAMPAIGN: int(sort.campaign is not None),
        at.SORT_RIVALS: int(scenario.rivals and not kind.planned),
        at.SORT_RED_LINE: int(scenario.price_red_line or "price" not in kind.asks),
        **{place: stream_number(f"{sort.name}/{what}") for place, what in streams.items()},
    }


def _dates(scenario: Scenario, sort: Sort) -> dict[int, int]:
    """Return the dates of a campaign; of an ad-hoc offer only how long its event is."""
    if sort.campaign is None:
        return {at.SORT_EVENT_DAYS: min(sort.kind.event_days, LONGEST_EVENT)}
    closes_at, first, length = campaign_days(scenario, sort.campaign)
    return {
        at.SORT_AT: announced_at(scenario, sort.campaign),
        at.SORT_CLOSES_AT: closes_at,
        at.SORT_EVENT_DAY: first,
        at.SORT_EVENT_DAYS: length,
    }


def _sort_laws(scenario: Scenario, sort: Sort) -> dict[int, float]:
    kind, campaign = sort.kind, sort.campaign
    window, window_spread = _lognormal(kind.window_h)
    cost, cost_spread = _lognormal(kind.cost_cny)
    visitors, visitors_spread = _lognormal(kind.visitors)
    scaled = 1.0 if scenario.rival_in_hours else scenario.arrivals.window_factor
    level = organic_level(scenario, campaign_days(scenario, campaign)[1]) if campaign else 0.0
    return {
        at.SORT_RATE: 0.0 if campaign else most_a_day(scenario, kind),
        at.SORT_TOTAL: 0.0 if campaign else _total(scenario, kind),
        at.WINDOW_MEDIAN: window,
        at.WINDOW_SPREAD: window_spread,
        at.COST_MEDIAN: cost,
        at.COST_SPREAD: cost_spread,
        at.VISITORS_MEDIAN: visitors,
        at.VISITORS_SPREAD: visitors_spread,
        at.SORT_SIZE: campaign.visitors_factor if campaign else 1.0,
        at.RIVAL_MEAN: scenario.rival_factor * kind.window_h[0] * scaled,
        at.SORT_SCOPE: kind.out_of_scope,
        at.SORT_LEVEL: level,
    }


def _lognormal(law: tuple[float, float]) -> tuple[float, float]:
    """Return the median of a law and the spread of its logarithm."""
    median, p90 = law
    return max(median, 0.0), log(p90 / median) / Z90 if median > 0 else 0.0


def _write_days(memory: Memory, scenario: Scenario) -> None:
    """Write down the store's expected days, and the streams of what differs from them."""
    demand = scenario.demand
    levels = _levels(_Level(scenario))
    memory.fractional(levels, at.X_LEVELS)
    memory.set_ints(
        {
            at.LEVEL_DAYS: len(levels),
            at.VISITS_STREAM: stream_number("store/visits"),
            at.ORGANIC_STREAM: stream_number("store/organic_orders"),
            at.REPEAT_STREAM: stream_number("store/repeat"),
            at.SHOPS_STREAM: stream_number("shops"),
            at.PLAN_STREAM: stream_number("plan/resubmission"),
        }
    )
    memory.set_reals(
        {
            at.VISITS_SIGMA: demand.noise_sigma,
            at.SHOPS_SIGMA: demand.shops_noise,
            at.SHOPS_A_DAY: demand.shops_month / DAYS_A_MONTH,
        }
    )


class _Level:
    """Stand for all that the level of organic visits hangs on, so that it is reckoned once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, demand = scenario, scenario.demand
        growth = demand.organic_per_day, demand.growth_per_month, demand.growth_months
        self._key = (scenario.start, scenario.days, *growth, demand.season_index)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Level) and self._key == other._key


@lru_cache(maxsize=32)
def _levels(level: _Level) -> Floats:
    scenario = level.scenario
    return np.array([organic_level(scenario, day) for day in range(scenario.days + DAYS_AFTER)])


def _write_streams(memory: Memory, world: World, sorts: Sequence[Sort]) -> None:
    """Write down the stream of everybody who signs, for every sort of offers and for plans."""
    people = [(role.role, n) for role in world.people for n in range(role.signers)]
    blocks = [*((1, sort.name) for sort in sorts), (0, "plan")]
    rows = [
        [refuses, *(stream_number(signing_stream(name, role, n)) for role, n in people)]
        for refuses, name in blocks
    ]
    memory.whole([number for row in rows for number in row], at.STREAMS)
