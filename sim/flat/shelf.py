"""The stock behind the store, on the arrays: what ``sim/model/store/shelf.py`` says.

Written in the kernel's subset of Python.
"""

from __future__ import annotations

from sim.flat.places import (
    ALL_DAYS,
    API_FROM,
    CHAIN_SHARE,
    COMING,
    COVER_DAYS,
    D_WANTED,
    DAY_WIDTH,
    DAYS,
    DEMAND_COUNT,
    DEMAND_WIDTH,
    DEMANDS,
    GOT,
    HELD,
    HELD_ALL,
    IS_EVENT,
    LEAD_DAYS,
    LEAST_SHARE,
    LEDGER,
    LEDGER_WIDTH,
    NO_STOCK,
    ON_ORDER,
    OPENING_STOCK,
    ORDER_EVERY,
    OVERPROMISES,
    OVERSOLD,
    REASON,
    SOURCE,
    STOCK,
    SYNCS,
    TAKEN,
    WANTED,
    X_LEDGER,
    X_LEDGER_WIDTH,
)

RECENT_DAYS = 14


def record_at(ints: list[int], number: int) -> int:
    """Return where what became of an offer stands in the whole numbers."""
    return ints[LEDGER] + number * LEDGER_WIDTH


def shares_taken_at(ints: list[int], number: int) -> int:
    """Return where what became of an offer stands in the fractional numbers."""
    return ints[X_LEDGER] + number * X_LEDGER_WIDTH


def free(ints: list[int]) -> int:
    """Return the stock that is not held for an event, at least 0."""
    return max(0, ints[STOCK] - ints[HELD_ALL])


def holdable(ints: list[int], reals: list[float], orders: float, share: float) -> float:
    """Return the part of a deal for which this share of the free stock is enough, in [0, 1].

    A share below 0 stands for no such clause.
    """
    if share < 0.0 or orders <= 0.0:
        return 1.0
    part = min(1.0, share * free(ints) / orders)
    return part if part >= reals[LEAST_SHARE] else 0.0


def takes(ints: list[int], reals: list[float], number: int, orders: float, share: float) -> bool:
    """Tell whether a deal can be held; write down which part of it, or why not."""
    part = holdable(ints, reals, orders, share)
    if part == 0.0:
        ints[record_at(ints, number) + REASON] = NO_STOCK
        return False
    reals[shares_taken_at(ints, number) + TAKEN] = part
    return True


def takes_in_chain(ints: list[int], reals: list[float], number: int, orders: float) -> bool:
    """Tell whether the OA chain's share of the stock holds a deal."""
    return takes(ints, reals, number, orders, reals[CHAIN_SHARE])


def hold(ints: list[int], number: int, orders: int) -> None:
    """Set stock aside for the event of an offer, as far as there is any."""
    held = min(orders, free(ints))
    ints[record_at(ints, number) + HELD] = held
    ints[HELD_ALL] += held


def let_go(ints: list[int], number: int) -> None:
    """Free what is still held for an event."""
    record = record_at(ints, number)
    ints[HELD_ALL] -= ints[record + HELD]
    ints[record + HELD] = 0


def open_shelf(ints: list[int], day: int, in_season: bool) -> None:
    """Take in what the factory delivers today and reorder on review days."""
    today = ints[COMING] + day
    ints[STOCK] += ints[today]
    ints[ON_ORDER] -= ints[today]
    ints[today] = 0
    if in_season and day % ints[ORDER_EVERY] == 0:
        missing = target(ints, day) - ints[STOCK] - ints[ON_ORDER]
        if missing > 0:
            ints[ON_ORDER] += missing
            ints[ints[COMING] + day + max(1, ints[LEAD_DAYS])] += missing


def target(ints: list[int], day: int) -> int:
    """Return the stock that is aimed at: for the coming days as many orders as lately."""
    days = min(day, RECENT_DAYS)
    wanted = 0
    for before in range(day - days, day):
        wanted += ints[ints[DAYS] + before * DAY_WIDTH + D_WANTED]
    recent = float(wanted) / days if days > 0 else 0.0
    return max(ints[OPENING_STOCK], round(recent * ints[COVER_DAYS])) + ints[HELD_ALL]


def sell(ints: list[int], day: int) -> int:
    """Give everybody what there is, in order; note what is oversold and return what is lost."""
    wanted = 0
    available = free(ints)
    broken = 0
    missing = 0
    for nth in range(ints[DEMAND_COUNT]):
        wish = ints[DEMANDS] + nth * DEMAND_WIDTH
        wanted += ints[wish + WANTED]
        available = serve(ints, wish, available)
        missing += ints[wish + WANTED] - ints[wish + GOT]
        if is_promised(ints, wish):
            broken += ints[wish + WANTED] - ints[wish + GOT]
    ints[ints[DAYS] + day * DAY_WIDTH + D_WANTED] = wanted
    excess = missing - broken
    oversold = excess // ints[SYNCS] if day < ints[API_FROM] else 0
    ints[OVERSOLD] = broken + oversold
    return excess - oversold


def serve(ints: list[int], wish: int, available: int) -> int:
    """Give one wish what there is for it, its hold first; return what is left for the others."""
    held = 0
    record = 0
    if ints[wish + IS_EVENT] != 0:
        record = record_at(ints, ints[wish + SOURCE])
        held = ints[record + HELD]
    got = min(ints[wish + WANTED], available + min(held, ints[STOCK] - available))
    ints[wish + GOT] = got
    ints[STOCK] -= got
    from_hold = min(got, held)
    if held != 0:
        ints[record + HELD] = held - from_hold
        ints[HELD_ALL] -= from_hold
    return available - (got - from_hold)


def is_promised(ints: list[int], wish: int) -> bool:
    """Tell whether the agency promised more stock for this event than there was."""
    if ints[wish + IS_EVENT] == 0:
        return False
    return ints[record_at(ints, ints[wish + SOURCE]) + OVERPROMISES] != 0


def cancelled(ints: list[int], wish: int) -> int:
    """Return the promised orders that had to be cancelled."""
    return ints[wish + WANTED] - ints[wish + GOT] if is_promised(ints, wish) else 0


def last_delivery(ints: list[int]) -> int:
    """Return on which day the last delivery may come, behind all days that are looked at."""
    return ints[ALL_DAYS] + max(1, ints[LEAD_DAYS])
