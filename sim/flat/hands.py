"""Who signs and who may be away, packed behind a world: absences, hours, other work on desks."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from sim.flat import places as at
from sim.flat.memory import NOWHERE, Memory
from sim.flat.packing import World, has_desk
from sim.luck.address import stream_number
from sim.luck.draw import ABSENCES_DAYS_AFTER
from sim.model.clock import daily_looks
from sim.model.scenario import Approver, Scenario
from sim.model.units import DAY


def most_of(mean: float) -> int:
    """Return how many come at most where so many come on average, once in a milliard excepted."""
    return int(mean + 6.5 * sqrt(mean)) + 24


def write_parties(memory: Memory, world: World) -> None:
    """Write down who may be away, and the clocks out of which that is taken."""
    scenario, roles = world.scenario, world.people
    days = scenario.days + ABSENCES_DAYS_AFTER - scenario.earliest
    memory.ints[at.EARLIEST], memory.ints[at.DRAWN_DAYS] = scenario.earliest, days
    numbers = range(scenario.earliest, scenario.earliest + days)
    memory.whole([int(day in scenario.workdays) for day in numbers], at.OFFICE_DAYS)
    for nth in range(len(roles)):
        memory.ints[memory.ints[at.AWAY] + 2 * nth] = memory.whole(days)
    flags = [memory.whole(days) for _ in range(len(roles) + 1)]
    memory.ints[at.PARTY_COUNT] = len(flags)
    memory.fractional([*(role.absence for role in roles), scenario.agency.absence], at.X_PARTIES)
    memory.whole([], at.PARTIES)
    for role, place in zip(roles, flags, strict=False):
        memory.whole_row(at.PARTY_WIDTH, {at.PARTY_FLAGS: place} | _party(scenario, role))
    agency = {
        at.PARTY_STREAM: stream_number("absence/agency"),
        at.PARTY_FIRST: 0,
        at.PARTY_DAYS: scenario.days,
        at.PARTY_COVERED: int(scenario.agency.deputy),
        at.PARTY_FLAGS: flags[-1],
    }
    memory.whole_row(at.PARTY_WIDTH, agency)
    _write_clocks(memory, world)


def _party(scenario: Scenario, role: Approver) -> dict[int, int]:
    return {
        at.PARTY_STREAM: stream_number(f"absence/{role.role}"),
        at.PARTY_FIRST: scenario.earliest,
        at.PARTY_DAYS: scenario.days + ABSENCES_DAYS_AFTER - scenario.earliest,
        at.PARTY_OFFICE: 1,
        at.PARTY_COVERED: int(role.deputy or scenario.chain.attention_total),
    }


def _write_clocks(memory: Memory, world: World) -> None:
    """Make room for every clock that absences change."""
    hours, agency = world.hours, world.scenario.agency
    roles = {role.role: nth for nth, role in enumerate(world.people)}
    changing = [
        (place, memory.clock(spans.clock), roles[role])
        for (role, _), (place, spans) in hours.changing.items()
        if world.scenario.chain.approvers[role].absence > 0
    ]
    if agency.absence > 0 and not agency.deputy:
        changing.append((memory.ints[at.DUTY], memory.clock(agency.duty), len(roles)))
    rows = []
    for place, office, party in changing:
        most = memory.ints[office + at.CLOCK_COUNT] + memory.ints[at.DRAWN_DAYS] + 1
        rows.append([place, office, party, *(memory.whole(most) for _ in range(3))])
    memory.ints[at.CHANGING_COUNT] = len(rows)
    memory.whole([number for row in rows for number in row], at.CHANGING)


def write_looks(memory: Memory, world: World) -> None:
    """Write down all fixed looks, and make room for those that are kept."""
    chain, workdays = world.scenario.chain, sorted(world.scenario.workdays)
    roles = {role: nth for nth, role in enumerate(chain.approvers)}
    rows = []
    for place, role, deputies in world.hours.looks:
        approver = chain.approvers[role]
        if approver.looks:
            looks = daily_looks(approver.looks, workdays)
            covered = deputies or approver.deputy or approver.absence <= 0
            whose = NOWHERE if covered else roles[role]
            rows.append([place, whose, memory.whole(looks), len(looks), memory.whole(len(looks))])
    memory.ints[at.LOOKS_KEPT_COUNT] = len(rows)
    memory.whole([number for row in rows for number in row], at.LOOKS_KEPT)


def write_other_work(memory: Memory, world: World) -> None:
    """Write down how much other work comes to each desk, and when the desk is open."""
    scenario = world.scenario
    days = [day for day in sorted(scenario.workdays) if 0 <= day < scenario.days]
    busy = [
        (nth, role)
        for nth, role in enumerate(world.people)
        if role.other_items_per_day and has_desk(role)
    ]
    rows = [_other(memory, nth, role, days) for nth, role in busy]
    memory.ints[at.OTHER_COUNT] = len(rows)
    memory.whole([number for row in rows for number in row], at.OTHERS)
    memory.fractional([role.other_items_per_day for _, role in busy], at.X_OTHERS)
    rooms = [most_of(role.other_items_per_day * len(days)) for _, role in busy]
    memory.ints[at.ITEM_ROOM] = sum(rooms)


def _other(memory: Memory, nth: int, role: Approver, days: Sequence[int]) -> list[int]:
    clock, name = role.clock, f"other/{role.role}"
    begun = memory.whole([clock.worked(day * DAY) for day in days])
    opened = memory.whole([clock.between(day * DAY, (day + 1) * DAY) for day in days])
    streams = stream_number(f"{name}/count"), stream_number(f"{name}/item")
    return [nth, *streams, memory.clock(clock), len(days), begun, opened]
