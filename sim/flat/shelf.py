"""The stock behind the store, on the arrays: what ``sim/model/store/shelf.py`` says.

Written in the kernel's subset of Python.
"""

from __future__ import annotations

from sim.flat import places as at

RECENT_DAYS = 14


def record_at(ints: list[int], number: int) -> int:
    """Return where what became of an offer stands in the whole numbers."""
    return ints[at.LEDGER] + number * at.LEDGER_WIDTH


def shares_taken_at(ints: list[int], number: int) -> int:
    """Return where what became of an offer stands in the fractional numbers."""
    return ints[at.X_LEDGER] + number * at.X_LEDGER_WIDTH


def free(ints: list[int]) -> int:
    """Return the stock that is not held for an event, at least 0."""
    return max(0, ints[at.STOCK] - ints[at.HELD_ALL])


def holdable(ints: list[int], reals: list[float], orders: float, share: float) -> float:
    """Return the part of a deal for which this share of the free stock is enough, in [0, 1].

    A share below 0 stands for no such clause.
    """
    if share < 0.0 or orders <= 0.0:
        return 1.0
    part = min(1.0, share * free(ints) / orders)
    return part if part >= reals[at.LEAST_SHARE] else 0.0


def takes(ints: list[int], reals: list[float], number: int, orders: float, share: float) -> bool:
    """Tell whether a deal can be held; write down which part of it, or why not."""
    part = holdable(ints, reals, orders, share)
    if part == 0.0:
        ints[record_at(ints, number) + at.REASON] = at.NO_STOCK
        return False
    reals[shares_taken_at(ints, number) + at.TAKEN] = part
    return True


def takes_in_chain(ints: list[int], reals: list[float], number: int, orders: float) -> bool:
    """Tell whether the OA chain's share of the stock holds a deal."""
    return takes(ints, reals, number, orders, reals[at.CHAIN_SHARE])


def hold(ints: list[int], number: int, orders: int) -> None:
    """Set stock aside for the event of an offer, as far as there is any."""
    held = min(orders, free(ints))
    ints[record_at(ints, number) + at.HELD] = held
    ints[at.HELD_ALL] += held


def let_go(ints: list[int], number: int) -> None:
    """Free what is still held for an event."""
    record = record_at(ints, number)
    ints[at.HELD_ALL] -= ints[record + at.HELD]
    ints[record + at.HELD] = 0


def open_shelf(ints: list[int], day: int, in_season: bool) -> None:
    """Take in what the factory delivers today and reorder on review days."""
    today = ints[at.COMING] + day
    ints[at.STOCK] += ints[today]
    ints[at.ON_ORDER] -= ints[today]
    ints[today] = 0
    if in_season and day % ints[at.ORDER_EVERY] == 0:
        missing = target(ints, day) - ints[at.STOCK] - ints[at.ON_ORDER]
        if missing > 0:
            ints[at.ON_ORDER] += missing
            ints[ints[at.COMING] + day + max(1, ints[at.LEAD_DAYS])] += missing


def target(ints: list[int], day: int) -> int:
    """Return the stock that is aimed at: for the coming days as many orders as lately."""
    days = min(day, RECENT_DAYS)
    wanted = 0
    for before in range(day - days, day):
        wanted += ints[ints[at.DAYS] + before * at.DAY_WIDTH + at.D_WANTED]
    recent = float(wanted) / days if days > 0 else 0.0
    return max(ints[at.OPENING_STOCK], round(recent * ints[at.COVER_DAYS])) + ints[at.HELD_ALL]


def sell(ints: list[int], day: int) -> int:
    """Give everybody what there is, in order; note what is oversold and return what is lost."""
    wanted = 0
    available = free(ints)
    broken = 0
    missing = 0
    for nth in range(ints[at.DEMAND_COUNT]):
        wish = ints[at.DEMANDS] + nth * at.DEMAND_WIDTH
        wanted += ints[wish + at.WANTED]
        available = serve(ints, wish, available)
        missing += ints[wish + at.WANTED] - ints[wish + at.GOT]
        if is_promised(ints, wish):
            broken += ints[wish + at.WANTED] - ints[wish + at.GOT]
    ints[ints[at.DAYS] + day * at.DAY_WIDTH + at.D_WANTED] = wanted
    excess = missing - broken
    oversold = excess // ints[at.SYNCS] if day < ints[at.API_FROM] else 0
    ints[at.OVERSOLD] = broken + oversold
    return excess - oversold


def serve(ints: list[int], wish: int, available: int) -> int:
    """Give one wish what there is for it, its hold first; return what is left for the others."""
    held = 0
    record = 0
    if ints[wish + at.IS_EVENT] != 0:
        record = record_at(ints, ints[wish + at.SOURCE])
        held = ints[record + at.HELD]
    got = min(ints[wish + at.WANTED], available + min(held, ints[at.STOCK] - available))
    ints[wish + at.GOT] = got
    ints[at.STOCK] -= got
    from_hold = min(got, held)
    if held != 0:
        ints[record + at.HELD] = held - from_hold
        ints[at.HELD_ALL] -= from_hold
    return available - (got - from_hold)


def is_promised(ints: list[int], wish: int) -> bool:
    """Tell whether the agency promised more stock for this event than there was."""
    if ints[wish + at.IS_EVENT] == 0:
        return False
    return ints[record_at(ints, ints[wish + at.SOURCE]) + at.OVERPROMISES] != 0


def cancelled(ints: list[int], wish: int) -> int:
    """Return the promised orders that had to be cancelled."""
    return ints[wish + at.WANTED] - ints[wish + at.GOT] if is_promised(ints, wish) else 0


def last_delivery(ints: list[int]) -> int:
    """Return on which day the last delivery may come, behind all days that are looked at."""
    return ints[at.ALL_DAYS] + max(1, ints[at.LEAD_DAYS])
