"""Who is away when, drawn on the arrays: the days, and clocks and fixed looks without them.

Written in the kernel's subset of Python. The clocks are those of ``sim/model/clock.py`` ``Clock``
``without`` these days.
"""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.luck import luck_of
from sim.model.units import DAY


def party_at(ints: list[int], nth: int) -> int:
    """Return where somebody stands who may be away; the last of them is the agency."""
    return ints[at.PARTIES] + nth * at.PARTY_WIDTH


def draw_absences(ints: list[int], reals: list[float]) -> None:
    """Draw who is away when, and take those days out of clocks and looks."""
    for nth in range(ints[at.PARTY_COUNT]):
        draw_days_away(ints, party_at(ints, nth), reals[ints[at.X_PARTIES] + nth])
    for nth in range(ints[at.ROLE_COUNT]):
        list_days_away(ints, nth)
    for nth in range(ints[at.CHANGING_COUNT]):
        change_clock(ints, ints[at.CHANGING] + nth * at.CHANGING_WIDTH)
    for nth in range(ints[at.LOOKS_KEPT_COUNT]):
        keep_looks(ints, ints[at.LOOKS_KEPT] + nth * at.LOOKS_WIDTH)


def draw_days_away(ints: list[int], party: int, share: float) -> None:
    """Mark the days on which somebody is away, of the office's days or of all."""
    flags = ints[party + at.PARTY_FLAGS]
    if share <= 0.0 or ints[party + at.PARTY_COVERED] != 0:
        return
    first = ints[party + at.PARTY_FIRST] - ints[at.EARLIEST]
    for nth in range(ints[party + at.PARTY_DAYS]):
        open_ = ints[party + at.PARTY_OFFICE] == 0 or ints[ints[at.OFFICE_DAYS] + first + nth] != 0
        if open_ and luck_of(ints, ints[party + at.PARTY_STREAM], nth) < share:
            ints[flags + first + nth] = 1
        else:
            ints[flags + first + nth] = 0


def is_away(ints: list[int], party: int, day: int) -> bool:
    """Tell whether somebody is away on a day."""
    nth = day - ints[at.EARLIEST]
    return 0 <= nth < ints[at.DRAWN_DAYS] and ints[ints[party + at.PARTY_FLAGS] + nth] != 0


def list_days_away(ints: list[int], nth: int) -> None:
    """List the days on which nobody signs for a role."""
    party, row, count = party_at(ints, nth), ints[at.AWAY] + 2 * nth, 0
    for day in range(ints[at.EARLIEST], ints[at.EARLIEST] + ints[at.DRAWN_DAYS]):
        if is_away(ints, party, day):
            ints[ints[row] + count] = day
            count += 1
    ints[row + 1] = count


def change_clock(ints: list[int], change: int) -> None:
    """State a clock without the days on which somebody is away."""
    row, office = ints[change + at.CHANGES], ints[change + at.OFFICE_CLOCK]
    party = party_at(ints, ints[change + at.WHO_IS_AWAY])
    ints[row + at.CLOCK_STARTS] = ints[change + at.NEW_STARTS]
    ints[row + at.CLOCK_ENDS] = ints[change + at.NEW_ENDS]
    ints[row + at.CLOCK_DONE] = ints[change + at.NEW_DONE]
    ints[row + at.CLOCK_COUNT] = 0
    ints[ints[change + at.NEW_DONE]] = 0
    starts, ends = ints[office + at.CLOCK_STARTS], ints[office + at.CLOCK_ENDS]
    day, midnight = -1, 0
    for nth in range(ints[office + at.CLOCK_COUNT]):
        start, end = ints[starts + nth], ints[ends + nth]
        if start >= midnight or start < midnight - DAY:
            day = start // DAY
            midnight = (day + 1) * DAY
        if end > midnight:
            cut_span(ints, row, party, start, end)
        elif not is_away(ints, party, day):
            add_span(ints, row, start, end)


def add_span(ints: list[int], row: int, start: int, end: int) -> None:
    """Add a span to a clock."""
    nth = ints[row + at.CLOCK_COUNT]
    done = ints[row + at.CLOCK_DONE] + nth
    ints[ints[row + at.CLOCK_STARTS] + nth], ints[ints[row + at.CLOCK_ENDS] + nth] = start, end
    ints[done + 1] = ints[done] + end - start
    ints[row + at.CLOCK_COUNT] = nth + 1


def cut_span(ints: list[int], row: int, party: int, start: int, end: int) -> None:
    """Add what is left of a span over midnight."""
    first = max(start // DAY, ints[at.EARLIEST])
    last = min((end - 1) // DAY, ints[at.EARLIEST] + ints[at.DRAWN_DAYS] - 1)
    for day in range(first, last + 1):
        if is_away(ints, party, day):
            if start < day * DAY:
                add_span(ints, row, start, day * DAY)
            start = max(start, (day + 1) * DAY)
    if start < end:
        add_span(ints, row, start, end)


def keep_looks(ints: list[int], looks: int) -> None:
    """State somebody's fixed looks without the days away."""
    row, kept, count = ints[looks + at.LOOKS_ROW], ints[looks + at.KEPT_LOOKS], 0
    for nth in range(ints[looks + at.LOOK_COUNT]):
        look = ints[ints[looks + at.ALL_LOOKS] + nth]
        whose = ints[looks + at.WHO_LOOKS]
        if whose < 0 or not is_away(ints, party_at(ints, whose), look // DAY):
            ints[kept + count] = look
            count += 1
    ints[row], ints[row + 1] = kept, count
