"""A chain alone, packed into the arrays: who signs and when, every way, and the requests that come.

What holds for all seasons is written once; a season adds who is away, other work and its requests.
Their luck is drawn in the kernel, or written part by part where it was told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.flat import places as at
from sim.flat import walks
from sim.flat.desks import FREE_WIDTH, ITEM_WIDTH
from sim.flat.memory import Floats, Ints, Memory, NoFlatFormError, Spans
from sim.flat.packing import (
    FAMILIES,
    RESUBMISSIONS,
    SIGNS,
    TIME_OUTS,
    has_desk,
    refuse_what_has_no_form,
)
from sim.luck.address import stream_number
from sim.luck.streams import DrawnLuck, RequestLuck, signing_stream
from sim.model.chain import Attendance, Chasing
from sim.model.clock import Clock
from sim.model.offers import Request
from sim.model.scenario import Approver, Chain
from sim.model.units import DAY

NOWHERE = -1
PART = 4096
"""So many requests' luck is written at a time."""

OtherWork = Mapping[str, Sequence[tuple[int, int]]]
Part = tuple[int, Ints, Floats]
"""The first request of a part, the times of its signers, and their chances."""


class ChainWorld:
    """Hold a chain and the ways through it on arrays, without a season.

    ``dropped`` are the signatures that are not asked, way by way, all worked as ``chasing`` says;
    ``clock`` counts the working time of requests.
    """

    def __init__(
        self, chain: Chain, chasing: Chasing, dropped: Sequence[frozenset[str]], clock: Clock
    ) -> None:
        refuse_what_has_no_form(chain)
        self.chain, self.chasing, self.ways = chain, chasing, len(dropped)
        self.people = list(chain.approvers.values())
        self.rounds = chain.rounds + 1
        self.slots = sum(person.signers for person in self.people)
        self.memory = memory = Memory()
        _head(memory, chain)
        self.study = memory.whole(walks.STUDY_WIDTH)
        self.offices = {late: [self._spans(p, late) for p in self.people] for late in (False, True)}
        usual = [memory.clock(person.clock) for person in self.people]
        _roles(memory, self.people, usual, chain.attention_total)
        _laws(memory, self.people)
        self.clocks = memory.whole([memory.clock(s.clock) for s in self.offices[chasing.late]])
        self.looks = memory.whole([NOWHERE, 0] * len(self.people))
        memory.whole(2 * len(self.people), at.AWAY)
        _routes(memory, chain, dropped)
        _nodes(memory, self)
        row = {
            walks.WAYS: self.ways,
            walks.CLOCK: memory.clock(clock),
            walks.OFFICES: memory.whole(usual),
            walks.ROLE_SUMS: memory.whole(len(self.people) * walks.ROLE_SUMS_WIDTH),
        }
        memory.set_ints({self.study + place: value for place, value in row.items()})

    def _spans(self, person: Approver, late: bool) -> Spans:
        return Spans(person.late_clock if late else person.clock)


def _head(memory: Memory, chain: Chain) -> None:
    memory.set_ints(
        {
            at.ROUNDS: chain.rounds + 1,
            at.ATTENTION_TOTAL: int(chain.attention_total),
            at.TIME_OUT: -1 if chain.time_out is None else chain.time_out,
            at.ON_TIME_OUT: TIME_OUTS[chain.on_time_out],
            at.CLIMBS: int(chain.unbudgeted_climbs),
            at.RESUBMISSION_CLOCK: memory.clock(chain.resubmission_clock),
        }
    )


def _roles(memory: Memory, people: list[Approver], usual: list[int], attention_total: bool) -> None:
    """Write down who signs."""
    free = [memory.whole(FREE_WIDTH * person.people) for person in people]
    memory.whole([], at.ROLES)
    memory.fractional([], at.X_ROLES)
    slot = 0
    for nth, person in enumerate(people):
        row = {
            at.SLOT: slot,
            at.FREE: free[nth],
            at.USUAL_CLOCK: usual[nth],
            at.SIGN: SIGNS[person.sign],
            at.SIGNER_COUNT: person.signers,
            at.QUEUED: int(has_desk(person) and not attention_total),
            at.CAPACITY: person.people,
        }
        memory.whole_row(at.ROLE_WIDTH, row)
        chances = {
            at.REJECTS: person.rejects,
            at.RETURNS_FIRST: person.returns_first,
            at.RETURNS_LATER: person.returns_later,
        }
        memory.fractional_row(at.X_ROLE_WIDTH, chances)
        slot += person.signers
    memory.set_ints({at.ROLE_COUNT: len(people), at.SLOTS: slot})


def _laws(memory: Memory, people: list[Approver]) -> None:
    """Write down by which laws everybody's time is drawn."""
    signers = [person for person in people for _ in range(person.signers)]
    laws = [law for person in signers for law in (person.attention, person.handling)]
    memory.whole([FAMILIES[law.family] for law in laws], at.LAWS)
    memory.fractional([part for law in laws for part in (law.scale, law.shape)], at.X_LAWS)


def _routes(memory: Memory, chain: Chain, dropped: Sequence[frozenset[str]]) -> None:
    """Write down every way: whose signatures each class of amounts needs on it."""
    memory.whole([number for each in dropped for number in _way(memory, chain, each)], at.ROUTES)
    memory.whole([row.up_to for row in chain.classes], at.CLASSES)
    memory.ints[at.CLASS_COUNT] = len(chain.classes)


def _way(memory: Memory, chain: Chain, dropped: frozenset[str]) -> Iterator[int]:
    """Give of each class of amounts its roles, how many, and who would judge."""
    numbers = {role: number for number, role in enumerate(chain.approvers)}
    for row in chain.classes:
        roles = [role for role in row.roles if role not in dropped]
        yield from (memory.whole([numbers[role] for role in roles]), len(roles), len(roles) - 1)


def _nodes(memory: Memory, world: ChainWorld) -> None:
    """Write down how the chain is worked, the same on every way."""
    chasing = world.chasing
    terms = {
        at.TYPE: at.OA,
        at.REMINDERS: chasing.reminders,
        at.REMIND_AFTER: chasing.remind_after,
        at.BY_DEPUTIES: int(chasing.deputies),
        at.LATE_HOURS: int(chasing.late),
        at.PRESSES: int(chasing.presses),
        at.CHASED_CLOCKS: world.clocks,
        at.CHASED_LOOKS: world.looks,
    }
    shares = {
        at.ATTENTION: chasing.attention,
        at.FATIGUE: chasing.fatigue,
        at.SHORTENS: chasing.shortens,
    }
    memory.whole([], at.NODES)
    memory.fractional([], at.X_NODES)
    for _ in range(world.ways):
        memory.whole_row(at.NODE_WIDTH, terms)
        memory.fractional_row(at.X_NODE_WIDTH, shares)


@dataclass(frozen=True, kw_only=True)
class ChainTape:
    """Hold what a season brings to a chain: its requests, and what else goes on.

    Of equal moments the request that stands first is filed first. Under the ``address`` of seed
    and replication the kernel draws what signers do; without one it is told.
    """

    world: ChainWorld
    attendance: Attendance
    requests: Sequence[Request]
    other_work: OtherWork
    address: tuple[int, int] | None = None

    @cached_property
    def filed(self) -> list[Request]:
        """Return the requests as they are filed."""
        return sorted(self.requests, key=lambda request: request.filed_at)

    def memory(self) -> Memory:
        """Return the arrays of the world with the season on them, without luck that was told."""
        memory = self.world.memory.copy()
        _hours(memory, self)
        _other_work(memory, self)
        _streams(memory, self)
        filed = memory.whole([request.filed_at for request in self.filed])
        study = self.world.study
        memory.set_ints({study + walks.COUNT: len(self.filed), study + walks.FILED_AT: filed})
        memory.whole(_request_rows(self), at.REQUESTS)
        _room(memory, self)
        return memory

    def luck(self) -> Iterator[Part]:
        """Give what every signer would do, part by part."""
        found = _told if self.sorts is None else _undrawn
        for first in range(0, len(self.filed), PART):
            yield first, *found(self, self.filed[first : first + PART])

    @cached_property
    def sorts(self) -> dict[int, tuple[int, RequestLuck]] | None:
        """Return the numbers of the sorts of luck that are drawn by address, None of luck told."""
        lucks = [request.luck for request in self.filed]
        drawn = [luck.drawn for luck in lucks if isinstance(luck, DrawnLuck)]
        if self.address is None or len(drawn) < len(lucks):
            return None
        known = {id(one): one for one in drawn}
        return {key: (nth, one) for nth, (key, one) in enumerate(known.items())}


def _hours(memory: Memory, tape: ChainTape) -> None:
    """Write down when everybody is away: their days, and their hours and looks without them."""
    world, chain = tape.world, tape.world.chain
    for nth, person in enumerate(world.people):
        days = tape.attendance.days_away(chain, person.role, deputies=False)
        row = memory.ints[at.AWAY] + 2 * nth
        memory.set_ints({row: memory.whole(sorted(days)), row + 1: len(days)})
        usual = memory.ints[at.ROLES] + nth * at.ROLE_WIDTH + at.USUAL_CLOCK
        if days:
            memory.ints[usual] = memory.whole(world.offices[False][nth].without(days, memory))
        _chased_hours(memory, tape, nth, memory.ints[usual])


def _chased_hours(memory: Memory, tape: ChainTape, nth: int, usual: int) -> None:
    """Write down the hours and the looks of somebody under the terms of the study."""
    world, chasing = tape.world, tape.world.chasing
    role = world.people[nth].role
    days = tape.attendance.days_away(world.chain, role, deputies=chasing.deputies)
    if days:
        same = not (chasing.deputies or chasing.late)
        office = world.offices[chasing.late][nth]
        memory.ints[world.clocks + nth] = (
            usual if same else memory.whole(office.without(days, memory))
        )
    looks = () if world.chain.attention_total else tape.attendance.looks.get(role, ())
    if looks:
        moments = np.array(looks, dtype=np.int64)
        kept = moments[~np.isin(moments // DAY, np.array(sorted(days), dtype=np.int64))]
        place = world.looks + 2 * nth
        memory.set_ints({place: memory.whole(kept), place + 1: len(kept)})


def _other_work(memory: Memory, tape: ChainTape) -> None:
    """Write down the other work of all desks as it comes, and which of it each desk has."""
    tables, count = [np.zeros((0, ITEM_WIDTH), dtype=np.int64)], 0
    for nth, person in enumerate(tape.world.people):
        row = memory.ints[at.ROLES] + nth * at.ROLE_WIDTH
        work = tape.other_work.get(person.role, ()) if has_desk(person) else ()
        table = np.zeros((len(work), ITEM_WIDTH), dtype=np.int64)
        if work:
            table[:, (0, 2)] = work
            tables.append(table[np.argsort(table[:, 0], kind="stable")])
        memory.set_ints({row + at.FIRST_ITEM: count, row + at.LAST_ITEM: count + len(work)})
        count += len(work)
    memory.whole(np.concatenate(tables), at.ITEMS)


def _streams(memory: Memory, tape: ChainTape) -> None:
    """Write down where the luck of signers is drawn."""
    memory.ints[at.SEED], memory.ints[at.REPLICATION] = tape.address or (0, 0)
    rows = (_stream_row(tape, one) for _, one in (tape.sorts or {}).values())
    memory.whole([number for row in rows for number in row], at.STREAMS)


def _stream_row(tape: ChainTape, sort: RequestLuck) -> Iterator[int]:
    yield int(sort.refuses)
    for person in tape.world.people:
        for nth in range(person.signers):
            yield stream_number(signing_stream(sort.name, person.role, nth))


def _request_rows(tape: ChainTape) -> Ints:
    requests = tape.filed
    rows = np.zeros((len(requests), at.REQUEST_WIDTH), dtype=np.int64)
    if requests:
        rows[:, at.AMOUNT] = [request.amount for request in requests]
        rows[:, at.BUDGETED] = [request.budgeted for request in requests]
        rows[:, at.LUCK] = range(len(requests))
        for place, nth in zip(RESUBMISSIONS, range(tape.world.rounds), strict=False):
            rows[:, place] = [
                request.resubmissions[nth] if nth < len(request.resubmissions) else 0
                for request in requests
            ]
    if tape.sorts is not None:
        lucks = [request.luck for request in requests if isinstance(request.luck, DrawnLuck)]
        rows[:, at.LUCK_BLOCK] = [tape.sorts[id(luck.drawn)][0] for luck in lucks]
        rows[:, at.LUCK_ROW] = [luck.row for luck in lucks]
    return rows


def _room(memory: Memory, tape: ChainTape) -> None:
    """Make room for what is written part by part, and for what goes on."""
    world, count = tape.world, len(tape.filed)
    luck = count * world.rounds * world.slots
    memory.whole_room(2 * luck, at.SIGNING_LUCK)
    memory.fractional_room(2 * luck, at.X_LUCK)
    memory.whole_room(count * world.slots * at.SIGNER_WIDTH, at.SIGNERS)
    memory.whole_room(at.SIGNING_WIDTH, at.SIGNINGS)
    memory.whole_room(3, at.RETURNS)
    memory.whole_room(world.ways * count, world.study + walks.ANSWERS)
    memory.whole_room(count, world.study + walks.WORKED)
    memory.whole_room(count, world.study + walks.RETURNER)
    most = max((person.signers for person in world.people), default=0)
    left = sum(person.signers - 1 for person in world.people if person.sign == "any")
    coming = count * (2 + most + world.rounds * left) + 64
    memory.ints[at.QUEUE_ROOM] = coming
    memory.whole_room(3 * coming, at.QUEUE)


def _undrawn(tape: ChainTape, requests: Sequence[Request]) -> tuple[Ints, Floats]:
    """Return of luck that the kernel draws that it is not yet drawn."""
    shape = len(requests), tape.world.rounds, tape.world.slots, 2
    return np.full(shape, -1, dtype=np.int64), np.zeros(0)


ABSENT = (0, 0, 1.0, 1.0)


def _told(tape: ChainTape, requests: Sequence[Request]) -> tuple[Ints, Floats]:
    """Return luck that was told, signer by signer."""
    shape = len(requests), tape.world.rounds, tape.world.slots, 2
    people = [person for request in requests for person in _people(tape.world, request)]
    times = np.array([person[:2] for person in people], dtype=np.int64).reshape(shape)
    return times, np.array([person[2:] for person in people]).reshape(shape)


def _people(world: ChainWorld, request: Request) -> Iterator[tuple[int, int, float, float]]:
    """Give everybody's luck with a request, round by round; nobody's where it is on no tape."""
    for nth in range(world.rounds):
        for person in world.people:
            rounds = request.luck.get(person.role, ())
            if nth >= len(rounds):
                yield from [ABSENT] * person.signers
                continue
            if len(rounds[nth]) != person.signers:
                raise NoFlatFormError("[chain.approvers].people")
            yield from ((p.attention, p.handling, p.rejects, p.returns) for p in rounds[nth])
