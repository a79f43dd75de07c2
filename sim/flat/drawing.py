"""A season drawn where it is played: ``sim/luck/draw.py``, flat.

Written in the kernel's subset of Python. What a season is drawn from stands in the tables of
``sim/flat/laws.py``; what is drawn stands where ``sim/flat/tape.py`` would have written it. A
season for which there is no room, or no calendar, is left undrawn.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.absences import draw_absences
from sim.flat.desks import ITEM_WIDTH, request_at, role_at
from sim.flat.forecasts import luck_at, offer_at
from sim.flat.luck import ROUNDS_DRAWN, luck_of, spent
from sim.flat.moments import at_work
from sim.luck.address import normal, poisson, unit_exponential
from sim.model.elementary import exp
from sim.model.units import DAY, HOUR, NEVER

AGENCYS = 0
"""Behind everybody who signs stand the agency's laws: of thinking and of thinking it over."""


def draw_season(ints: list[int], reals: list[float]) -> None:
    """Draw the season whose seed and replication stand in the head."""
    ints[at.UNDRAWN] = 0
    draw_arrivals(ints, reals)
    if ints[at.UNDRAWN] == 0:
        draw_offers(ints, reals)
        draw_plans(ints, reals)
        draw_absences(ints, reals)
        draw_other_work(ints, reals)
        draw_days(ints, reals)
        forget_signings(ints)


def sort_at(ints: list[int], nth: int) -> int:
    """Return where a sort of offers stands."""
    return ints[at.SORTS] + nth * at.SORT_WIDTH


def laws_at(ints: list[int], nth: int) -> int:
    """Return where a sort of offers stands in the fractional numbers."""
    return ints[at.X_SORTS] + nth * at.X_SORT_WIDTH


def draw_arrivals(ints: list[int], reals: list[float]) -> None:
    """Draw when offers of every sort come."""
    ints[at.OFFER_COUNT] = 0
    for nth in range(ints[at.SORT_COUNT]):
        sort = sort_at(ints, nth)
        if ints[sort + at.SORT_CAMPAIGN] != 0:
            ints[ints[sort + at.SORT_TIMES]] = ints[sort + at.SORT_AT]
            ints[sort + at.SORT_DRAWN] = 1
        else:
            draw_times(ints, reals, sort, laws_at(ints, nth))
        ints[sort + at.SORT_MADE] = 0
        ints[at.OFFER_COUNT] += ints[sort + at.SORT_DRAWN]
    if ints[at.OFFER_COUNT] > ints[at.OFFER_ROOM]:
        ints[at.UNDRAWN] = 1


def draw_times(ints: list[int], reals: list[float], sort: int, laws: int) -> None:
    """Draw a unit Poisson process, and bend it by the cumulative intensity."""
    rate, total = reals[laws + at.SORT_RATE], reals[laws + at.SORT_TOTAL]
    hour, last = ints[at.X_PATTERN], ints[at.X_PATTERN] + 24 * ints[at.SEASON_DAYS] - 1
    count = 0
    reached = 0.0
    while total > 0.0:
        reached += unit_exponential(luck_of(ints, ints[sort + at.SORT_ARRIVAL], count))
        if reached >= total:
            break
        if count == ints[sort + at.SORT_ROOM]:
            ints[at.UNDRAWN] = 1
            break
        share = reached / rate
        while hour < last and reals[hour + 1] <= share:
            hour += 1
        into = (share - reals[hour]) / (reals[hour + 1] - reals[hour])
        moment = (float(hour - ints[at.X_PATTERN]) + into) * HOUR
        ints[ints[sort + at.SORT_TIMES] + count] = round(moment)
        count += 1
    ints[sort + at.SORT_DRAWN] = count


def draw_offers(ints: list[int], reals: list[float]) -> None:
    """Draw all offers in the order of their moments; of equal ones the first sort's comes first."""
    orders = ints[at.X_ORDER_LUCK]
    for number in range(ints[at.OFFER_COUNT]):
        first, moment = 0, NEVER
        for nth in range(ints[at.SORT_COUNT]):
            sort = sort_at(ints, nth)
            if ints[sort + at.SORT_MADE] < ints[sort + at.SORT_DRAWN]:
                comes = ints[ints[sort + at.SORT_TIMES] + ints[sort + at.SORT_MADE]]
                if comes < moment:
                    first, moment = nth, comes
        sort = sort_at(ints, first)
        row = ints[sort + at.SORT_MADE]
        ints[sort + at.SORT_MADE] = row + 1
        ints[offer_at(ints, number) + at.OFFERED_AT] = moment
        ints[offer_at(ints, number) + at.ORDER_LUCK] = orders
        draw_offer(ints, reals, number, first, row)
        orders = draw_orders(ints, reals, number, sort, row)
        draw_request(ints, reals, number, first, row)


def draw_offer(ints: list[int], reals: list[float], number: int, nth: int, row: int) -> None:
    """Draw one offer, the so many-th of its sort."""
    sort, laws = sort_at(ints, nth), laws_at(ints, nth)
    offer, luck = offer_at(ints, number), luck_at(ints, number)
    ints[offer + at.KIND] = ints[sort + at.SORT_KIND]
    ints[offer + at.CAMPAIGN] = ints[sort + at.SORT_CAMPAIGN]
    draw_sizes(ints, reals, number, nth, row)
    draw_moments(ints, reals, number, nth, row)
    scope = u_of(ints, sort, row, at.U_SCOPE) < reals[laws + at.SORT_SCOPE]
    ints[offer + at.OUT_OF_SCOPE] = 1 if scope and ints[sort + at.SORT_RED_LINE] != 0 else 0
    u = luck_of(ints, ints[sort + at.SORT_CONVERSION], row)
    reals[luck + at.OWN_CONVERSION] = around_one(reals[at.CONVERSION_SIGMA], u)
    reals[luck + at.U_FORESEEN] = u_of(ints, sort, row, at.ROW_FORESEEN)
    reals[luck + at.U_APPEARS] = u_of(ints, sort, row, at.ROW_APPEARS)
    reals[luck + at.U_COMPLIES] = u_of(ints, sort, row, at.ROW_COMPLIES)
    reals[luck + at.U_SPLITS] = u_of(ints, sort, row, at.ROW_SPLITS)
    reals[luck + at.U_FILES_LATE] = u_of(ints, sort, row, at.ROW_FILES_LATE)
    reals[luck + at.U_AUDITED] = u_of(ints, sort, row, at.ROW_AUDITED)
    reals[luck + at.U_OFFER_REPEAT] = u_of(ints, sort, row, at.ROW_REPEAT)


def u_of(ints: list[int], sort: int, row: int, column: int) -> float:
    """Return one number of an offer's own row."""
    return luck_of(ints, ints[sort + at.SORT_OFFER], row * at.OFFER_ROW_WIDTH + column)


def around_one(sigma: float, u: float) -> float:
    """Return a lognormal factor of mean 1."""
    return exp(sigma * normal(u) - sigma * sigma / 2.0)


def draw_sizes(ints: list[int], reals: list[float], number: int, nth: int, row: int) -> None:
    """Draw what an offer costs and how many come, truly and in the eyes of the parties."""
    sort, laws, offer = sort_at(ints, nth), laws_at(ints, nth), offer_at(ints, number)
    size = reals[laws + at.SORT_SIZE]
    z_cost = normal(u_of(ints, sort, row, at.U_COST))
    z_visitors = reals[at.CORRELATION] * z_cost + reals[at.CORRELATION_LEFT] * normal(
        u_of(ints, sort, row, at.U_VISITORS)
    )
    cost = reals[laws + at.COST_MEDIAN] * exp(reals[laws + at.COST_SPREAD] * z_cost)
    visitors = reals[laws + at.VISITORS_MEDIAN] * exp(reals[laws + at.VISITORS_SPREAD] * z_visitors)
    visitors *= size
    agency = around_one(reals[at.FORECAST_SIGMA], u_of(ints, sort, row, at.U_AGENCY_NOISE))
    reviewers = around_one(reals[at.REVIEWER_SIGMA], u_of(ints, sort, row, at.U_REVIEWER_NOISE))
    ints[offer + at.CASH_COST] = round(float(round(cost * 100.0)) * size)
    ints[offer + at.VISITORS] = round(visitors)
    ints[offer + at.SEEN_BY_AGENCY] = round(visitors * agency)
    ints[offer + at.SEEN_BY_REVIEWERS] = round(visitors * reviewers)


def draw_moments(ints: list[int], reals: list[float], number: int, nth: int, row: int) -> None:
    """Draw how long an offer stays, and how long people think it over."""
    sort, laws, offer = sort_at(ints, nth), laws_at(ints, nth), offer_at(ints, number)
    comes, luck = ints[offer + at.OFFERED_AT], luck_at(ints, number)
    ints[offer + at.CLOSES_AT] = ints[sort + at.SORT_CLOSES_AT]
    ints[offer + at.EVENT_DAY] = ints[sort + at.SORT_EVENT_DAY]
    ints[offer + at.EVENT_DAYS] = ints[sort + at.SORT_EVENT_DAYS]
    reals[luck + at.LEVEL] = reals[laws + at.SORT_LEVEL]
    if ints[sort + at.SORT_CAMPAIGN] == 0:
        stays = reals[laws + at.WINDOW_MEDIAN] * exp(
            reals[laws + at.WINDOW_SPREAD] * normal(u_of(ints, sort, row, at.U_WINDOW))
        )
        closes = comes + max(1, round(stays * reals[at.WINDOW_FACTOR] * HOUR))
        day = closes // DAY
        if day >= ints[at.LEVEL_DAYS]:
            ints[at.UNDRAWN] = 1
            day = 0
        ints[offer + at.CLOSES_AT], ints[offer + at.EVENT_DAY] = closes, day
        reals[luck + at.LEVEL] = reals[ints[at.X_LEVELS] + day]
    ints[offer + at.RIVAL_AT] = NEVER
    if ints[sort + at.SORT_RIVALS] != 0:
        rival = unit_exponential(u_of(ints, sort, row, at.U_RIVAL)) * reals[laws + at.RIVAL_MEAN]
        ints[offer + at.RIVAL_AT] = comes + round(rival * HOUR)
    dies = min(ints[offer + at.CLOSES_AT], ints[offer + at.RIVAL_AT])
    ints[offer + at.DIES_AT] = min(dies, (ints[at.MONTH_DAYS] - ints[at.MONTHS]) * DAY - 1)
    agency = ints[at.SLOTS] + AGENCYS
    ints[offer + at.THINK] = spent(ints, reals, agency, 0, u_of(ints, sort, row, at.U_THINK))
    ints[offer + at.DUAL_THINK] = spent(ints, reals, agency, 1, u_of(ints, sort, row, at.U_DUAL))
    ints[offer + at.CONFIRM] = spent(
        ints, reals, agency + 1, 0, u_of(ints, sort, row, at.U_CONFIRM)
    )


ORDERS_DRAWN = 31
"""So many days of an event have an address, however long it is."""


def draw_orders(ints: list[int], reals: list[float], number: int, sort: int, row: int) -> int:
    """Draw the luck of an event's orders, day by day, and return where the next may begin."""
    offer = offer_at(ints, number)
    first = ints[offer + at.ORDER_LUCK]
    for day in range(ints[offer + at.EVENT_DAYS]):
        u = luck_of(ints, ints[sort + at.SORT_ORDERS], row * ORDERS_DRAWN + day)
        reals[first + day] = u
    return first + ints[offer + at.EVENT_DAYS]


def draw_request(ints: list[int], reals: list[float], number: int, nth: int, row: int) -> None:
    """Write down what the chain is asked to sign of an offer."""
    request, sort = request_at(ints, number), sort_at(ints, nth)
    ints[request + at.AMOUNT] = ints[offer_at(ints, number) + at.CASH_COST]
    ints[request + at.BUDGETED] = ints[sort + at.SORT_CAMPAIGN]
    ints[request + at.LUCK] = number
    ints[request + at.LUCK_BLOCK], ints[request + at.LUCK_ROW] = nth, row
    draw_resubmissions(ints, reals, request, row, ints[sort + at.SORT_RESUBMISSION])


def draw_resubmissions(
    ints: list[int], reals: list[float], request: int, row: int, stream: int
) -> None:
    """Draw how long each resubmission of a request takes."""
    again = ints[at.SLOTS] + AGENCYS + 1
    for nth in range(ROUNDS_DRAWN):
        u = luck_of(ints, stream, row * ROUNDS_DRAWN + nth)
        ints[request + at.RESUBMISSIONS + nth] = spent(ints, reals, again, 1, u)


def draw_plans(ints: list[int], reals: list[float]) -> None:
    """Write down the requests of every quarter's plan, once for each who may have one."""
    for copy in range(ints[at.PLAN_COPIES]):
        for row in range(ints[at.QUARTERS]):
            number = ints[at.OFFER_COUNT] + copy * ints[at.QUARTERS] + row
            request = request_at(ints, number)
            ints[request + at.AMOUNT], ints[request + at.BUDGETED] = ints[at.PLAN_AMOUNT], 1
            ints[request + at.LUCK] = ints[at.OFFER_COUNT] + row
            ints[request + at.LUCK_BLOCK], ints[request + at.LUCK_ROW] = ints[at.SORT_COUNT], row
            draw_resubmissions(ints, reals, request, row, ints[at.PLAN_STREAM])


def forget_signings(ints: list[int]) -> None:
    """Let nobody's luck with any request be known."""
    requests = ints[at.OFFER_COUNT] + ints[at.QUARTERS]
    first = ints[at.SIGNING_LUCK]
    for place in range(first, first + 2 * requests * ints[at.ROUNDS] * ints[at.SLOTS]):
        ints[place] = -1


def draw_other_work(ints: list[int], reals: list[float]) -> None:
    """Draw the other work of every desk in the order in which it comes."""
    count = 0
    for nth in range(ints[at.ROLE_COUNT]):
        role = role_at(ints, nth)
        ints[role + at.FIRST_ITEM], ints[role + at.LAST_ITEM] = 0, 0
    for nth in range(ints[at.OTHER_COUNT]):
        other = ints[at.OTHERS] + nth * at.OTHER_WIDTH
        role = role_at(ints, ints[other + at.OTHER_ROLE])
        ints[role + at.FIRST_ITEM] = count
        count = draw_items(ints, reals, other, reals[ints[at.X_OTHERS] + nth], count)
        ints[role + at.LAST_ITEM] = count


def draw_items(ints: list[int], reals: list[float], other: int, mean: float, first: int) -> int:
    """Draw one desk's other work behind what was drawn, and return how much there is now."""
    role, clock = role_at(ints, ints[other + at.OTHER_ROLE]), ints[other + at.OTHER_CLOCK]
    longest = ints[ints[clock + at.CLOCK_DONE] + ints[clock + at.CLOCK_COUNT]]
    count, row = first, 0
    for day in range(ints[other + at.OTHER_DAYS]):
        items = poisson(mean, luck_of(ints, ints[other + at.OTHER_PER_DAY], day))
        if count + items > ints[at.ITEM_ROOM]:
            ints[at.UNDRAWN] = 1
            return first
        begun, open_ = (
            ints[ints[other + at.OTHER_BEGUN] + day],
            ints[ints[other + at.OTHER_OPEN] + day],
        )
        since = count
        for _ in range(items):
            u = luck_of(ints, ints[other + at.OTHER_ITEM], 2 * row)
            worked = begun + 1 + int(u * open_)
            if worked > longest:
                ints[at.UNDRAWN] = 1
                return first
            size = luck_of(ints, ints[other + at.OTHER_ITEM], 2 * row + 1)
            handling = spent(ints, reals, ints[role + at.SLOT], at.HANDLING_LAW, size)
            put_item(ints, since, count, at_work(ints, clock, worked), handling)
            count += 1
            row += 1
    return count


def put_item(ints: list[int], since: int, count: int, moment: int, handling: int) -> None:
    """Put an item of other work among those of its day, behind those of its moment."""
    place = ints[at.ITEMS] + count * ITEM_WIDTH
    first = ints[at.ITEMS] + since * ITEM_WIDTH
    while place > first and ints[place - ITEM_WIDTH] > moment:
        ints[place], ints[place + 2] = ints[place - ITEM_WIDTH], ints[place - ITEM_WIDTH + 2]
        place -= ITEM_WIDTH
    ints[place], ints[place + 2] = moment, handling


def draw_days(ints: list[int], reals: list[float]) -> None:
    """Draw the store's days: visits, the own shops' sales, who orders and who comes again."""
    for day in range(ints[at.ALL_DAYS]):
        noise = around_one(reals[at.VISITS_SIGMA], luck_of(ints, ints[at.VISITS_STREAM], day))
        ints[ints[at.ORGANIC] + day] = round(reals[ints[at.X_LEVELS] + day] * noise)
        reals[ints[at.U_ORGANIC] + day] = luck_of(ints, ints[at.ORGANIC_STREAM], day)
        reals[ints[at.U_REPEAT] + day] = luck_of(ints, ints[at.REPEAT_STREAM], day)
    for day in range(ints[at.SEASON_DAYS]):
        z = normal(luck_of(ints, ints[at.SHOPS_STREAM], day))
        ints[ints[at.SHOPS] + day] = round(reals[at.SHOPS_A_DAY] * exp(reals[at.SHOPS_SIGMA] * z))
