"""A chain alone, packed into the arrays: who signs and when, every way, and the requests that come.

What is written once for all requests is little; their luck is written part by part, so that no
second copy of it is ever needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class ChainTape:
    """Hold a chain as one season finds it, the requests that walk it, and on which ways.

    ``dropped`` are the signatures that are not asked, way by way; of equal moments the request
    that stands first is filed first. ``clock`` counts the working time of requests; ``spans`` keeps
    the office clocks as arrays, for all seasons.
    Under the ``address`` of seed and replication the kernel draws what signers do.
    """

    chain: Chain
    attendance: Attendance
    requests: Sequence[Request]
    other_work: OtherWork
    chasing: Chasing
    dropped: Sequence[frozenset[str]]
    clock: Clock
    address: tuple[int, int] | None = None
    spans: dict[int, Spans] = field(default_factory=dict)

    def __post_init__(self) -> None:
        refuse_what_has_no_form(self.chain)

    @property
    def people(self) -> list[Approver]:
        """Return the roles as they are numbered."""
        return list(self.chain.approvers.values())

    @property
    def rounds(self) -> int:
        """Return how often a request goes round at most."""
        return self.chain.rounds + 1

    @property
    def slots(self) -> int:
        """Return how many people sign, each counted once."""
        return sum(person.signers for person in self.people)

    @cached_property
    def order(self) -> Ints:
        """Return the places of the requests as they are filed."""
        filed = np.array([request.filed_at for request in self.requests], dtype=np.int64)
        return np.argsort(filed, kind="stable")

    @cached_property
    def filed(self) -> list[Request]:
        """Return the requests as they are filed."""
        return [self.requests[place] for place in self.order.tolist()]

    def memory(self) -> tuple[Memory, int]:
        """Return the arrays without anybody's luck, and where the row of the study stands."""
        memory = Memory()
        _head(memory, self.chain)
        study = memory.whole(walks.STUDY_WIDTH)
        offices = memory.whole([memory.clock(person.clock) for person in self.people])
        _hours(memory, self)
        usual = _clocks(memory, self, deputies=False, late=False)
        _roles(memory, self, usual)
        _routes(memory, self, usual)
        filed = memory.whole([request.filed_at for request in self.filed])
        _streams(memory, self)
        memory.whole(_request_rows(self), at.REQUESTS)
        sums = memory.whole(len(self.people) * walks.ROLE_SUMS_WIDTH)
        row = {
            walks.COUNT: len(self.filed),
            walks.WAYS: len(self.dropped),
            walks.FILED_AT: filed,
            walks.CLOCK: memory.clock(self.clock),
            walks.ROLE_SUMS: sums,
            walks.OFFICES: offices,
        }
        memory.set_ints({study + place: value for place, value in row.items()})
        _room(memory, self, study)
        return memory, study

    def luck(self) -> Iterator[Part]:
        """Give what every signer would do, part by part."""
        found = _told if self.blocks is None else _undrawn
        for first in range(0, len(self.filed), PART):
            yield first, *found(self, slice(first, first + PART))

    @cached_property
    def blocks(self) -> dict[int, tuple[int, RequestLuck]] | None:
        """Return the numbers of the sorts of luck that are drawn by address, None of luck told."""
        lucks = [request.luck for request in self.filed]
        drawn = [luck.drawn for luck in lucks if isinstance(luck, DrawnLuck)]
        if self.address is None or len(drawn) < len(lucks):
            return None
        sorts = {id(one): one for one in drawn}
        return {key: (nth, one) for nth, (key, one) in enumerate(sorts.items())}


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


def _hours(memory: Memory, tape: ChainTape) -> None:
    """Write down when everybody is away."""
    days = [
        sorted(tape.attendance.days_away(tape.chain, person.role, deputies=False))
        for person in tape.people
    ]
    rows = [number for each in days for number in (memory.whole(each), len(each))]
    memory.whole(rows, at.AWAY)


def _clocks(memory: Memory, tape: ChainTape, *, deputies: bool, late: bool) -> list[int]:
    """Return where the hours are stated in which somebody signs for each role."""
    return [_clock(memory, tape, p, deputies=deputies, late=late) for p in tape.people]


def _clock(memory: Memory, tape: ChainTape, person: Approver, *, deputies: bool, late: bool) -> int:
    office = person.late_clock if late else person.clock
    away = tape.attendance.days_away(tape.chain, person.role, deputies=deputies)
    if not away:
        return memory.clock(office)
    spans = tape.spans.setdefault(id(office), Spans(office))
    return memory.whole(spans.without(away, memory))


def _looks(memory: Memory, tape: ChainTape, role: str) -> tuple[int, int]:
    """Return where a role's fixed looks stand, and how many there are."""
    looks = () if tape.chain.attention_total else tape.attendance.looks.get(role, ())
    if not looks:
        return NOWHERE, 0
    moments = np.array(looks, dtype=np.int64)
    away = tape.attendance.days_away(tape.chain, role, deputies=tape.chasing.deputies)
    kept = moments[~np.isin(moments // DAY, np.array(sorted(away), dtype=np.int64))]
    return memory.whole(kept), len(kept)


def _roles(memory: Memory, tape: ChainTape, usual: Sequence[int]) -> None:
    """Write down who signs, in which ``usual`` hours, and the other work of his desk."""
    free = [memory.whole(FREE_WIDTH * person.people) for person in tape.people]
    items = [_items(tape, person) for person in tape.people]
    memory.whole(np.concatenate([np.zeros((0, ITEM_WIDTH), dtype=np.int64), *items]), at.ITEMS)
    memory.whole([], at.ROLES)
    memory.fractional([], at.X_ROLES)
    slot = item = 0
    for nth, person in enumerate(tape.people):
        row = {
            at.SLOT: slot,
            at.FREE: free[nth],
            at.USUAL_CLOCK: usual[nth],
            at.SIGN: SIGNS[person.sign],
            at.SIGNER_COUNT: person.signers,
            at.QUEUED: int(has_desk(person) and not tape.chain.attention_total),
            at.CAPACITY: person.people,
            at.FIRST_ITEM: item,
            at.LAST_ITEM: item + len(items[nth]),
        }
        memory.whole_row(at.ROLE_WIDTH, row)
        chances = {
            at.REJECTS: person.rejects,
            at.RETURNS_FIRST: person.returns_first,
            at.RETURNS_LATER: person.returns_later,
        }
        memory.fractional_row(at.X_ROLE_WIDTH, chances)
        slot, item = slot + person.signers, item + len(items[nth])
    memory.set_ints({at.ROLE_COUNT: len(tape.people), at.SLOTS: slot})


def _items(tape: ChainTape, person: Approver) -> Ints:
    """Return the other work of a desk as it comes."""
    work = tape.other_work.get(person.role, ())
    table = np.zeros((len(work) if has_desk(person) else 0, ITEM_WIDTH), dtype=np.int64)
    if len(table):
        table[:, (0, 2)] = work
    return table[np.argsort(table[:, 0], kind="stable")]


def _routes(memory: Memory, tape: ChainTape, usual: Sequence[int]) -> None:
    """Write down every way: its signatures class by class, worked under the same terms."""
    chasing = tape.chasing
    deputies, late = chasing.deputies, chasing.late
    other_hours = deputies or late
    clocks = _clocks(memory, tape, deputies=deputies, late=late) if other_hours else usual
    looks = [number for role in tape.chain.approvers for number in _looks(memory, tape, role)]
    terms = {
        at.TYPE: at.OA,
        at.REMINDERS: chasing.reminders,
        at.REMIND_AFTER: chasing.remind_after,
        at.BY_DEPUTIES: int(chasing.deputies),
        at.LATE_HOURS: int(chasing.late),
        at.PRESSES: int(chasing.presses),
        at.CHASED_CLOCKS: memory.whole(clocks),
        at.CHASED_LOOKS: memory.whole(looks),
    }
    shares = {
        at.ATTENTION: chasing.attention,
        at.FATIGUE: chasing.fatigue,
        at.SHORTENS: chasing.shortens,
    }
    ways = [number for dropped in tape.dropped for number in _way(memory, tape.chain, dropped)]
    memory.whole(ways, at.ROUTES)
    memory.whole([row.up_to for row in tape.chain.classes], at.CLASSES)
    memory.ints[at.CLASS_COUNT] = len(tape.chain.classes)
    memory.whole([], at.NODES)
    memory.fractional([], at.X_NODES)
    for _ in tape.dropped:
        memory.whole_row(at.NODE_WIDTH, terms)
        memory.fractional_row(at.X_NODE_WIDTH, shares)


def _way(memory: Memory, chain: Chain, dropped: frozenset[str]) -> Iterator[int]:
    """Give of each class of amounts its roles, how many, and who would judge."""
    numbers = {role: number for number, role in enumerate(chain.approvers)}
    for row in chain.classes:
        roles = [role for role in row.roles if role not in dropped]
        yield from (memory.whole([numbers[role] for role in roles]), len(roles), len(roles) - 1)


def _streams(memory: Memory, tape: ChainTape) -> None:
    """Write down where the luck of signers is drawn, and by which laws."""
    people = [person for person in tape.people for _ in range(person.signers)]
    laws = [law for person in people for law in (person.attention, person.handling)]
    memory.whole([FAMILIES[law.family] for law in laws], at.LAWS)
    memory.fractional([part for law in laws for part in (law.scale, law.shape)], at.X_LAWS)
    memory.ints[at.SEED], memory.ints[at.REPLICATION] = tape.address or (0, 0)
    rows = (_stream_row(tape, one) for _, one in (tape.blocks or {}).values())
    memory.whole([number for row in rows for number in row], at.STREAMS)


def _stream_row(tape: ChainTape, sort: RequestLuck) -> Iterator[int]:
    yield int(sort.refuses)
    for person in tape.people:
        for nth in range(person.signers):
            yield stream_number(signing_stream(sort.name, person.role, nth))


def _request_rows(tape: ChainTape) -> Ints:
    requests = tape.filed
    rows = np.zeros((len(requests), at.REQUEST_WIDTH), dtype=np.int64)
    if requests:
        rows[:, at.AMOUNT] = [request.amount for request in requests]
        rows[:, at.BUDGETED] = [request.budgeted for request in requests]
        rows[:, at.LUCK] = range(len(requests))
        for place, nth in zip(RESUBMISSIONS, range(tape.rounds), strict=False):
            rows[:, place] = [
                request.resubmissions[nth] if nth < len(request.resubmissions) else 0
                for request in requests
            ]
    if tape.blocks is not None:
        lucks = [request.luck for request in requests if isinstance(request.luck, DrawnLuck)]
        rows[:, at.LUCK_BLOCK] = [tape.blocks[id(luck.drawn)][0] for luck in lucks]
        rows[:, at.LUCK_ROW] = [luck.row for luck in lucks]
    return rows


def _room(memory: Memory, tape: ChainTape, study: int) -> None:
    """Make room for what is written part by part, and for what goes on."""
    count, luck = len(tape.filed), len(tape.filed) * tape.rounds * tape.slots
    memory.whole_room(2 * luck, at.SIGNING_LUCK)
    memory.fractional_room(2 * luck, at.X_LUCK)
    memory.whole_room(count * tape.slots * at.SIGNER_WIDTH, at.SIGNERS)
    memory.whole_room(at.SIGNING_WIDTH, at.SIGNINGS)
    memory.whole_room(3, at.RETURNS)
    memory.whole_room(len(tape.dropped) * count, study + walks.ANSWERS)
    memory.whole_room(count, study + walks.WORKED)
    memory.whole_room(count, study + walks.RETURNER)
    most = max((person.signers for person in tape.people), default=0)
    left = sum(person.signers - 1 for person in tape.people if person.sign == "any")
    coming = count * (2 + most + tape.rounds * left) + 64
    memory.ints[at.QUEUE_ROOM] = coming
    memory.whole_room(3 * coming, at.QUEUE)


def _undrawn(tape: ChainTape, part: slice) -> tuple[Ints, Floats]:
    """Return of luck that the kernel draws that it is not yet drawn."""
    shape = len(tape.filed[part]), tape.rounds, tape.slots, 2
    return np.full(shape, -1, dtype=np.int64), np.zeros(0)


ABSENT = (0, 0, 1.0, 1.0)


def _told(tape: ChainTape, part: slice) -> tuple[Ints, Floats]:
    """Return luck that was told, signer by signer."""
    shape = len(tape.filed[part]), tape.rounds, tape.slots, 2
    people = [person for request in tape.filed[part] for person in _people(tape, request)]
    times = np.array([person[:2] for person in people], dtype=np.int64).reshape(shape)
    return times, np.array([person[2:] for person in people]).reshape(shape)


def _people(tape: ChainTape, request: Request) -> Iterator[tuple[int, int, float, float]]:
    """Give everybody's luck with a request, round by round; nobody's where it is on no tape."""
    for nth in range(tape.rounds):
        for person in tape.people:
            rounds = request.luck.get(person.role, ())
            if nth >= len(rounds):
                yield from [ABSENT] * person.signers
                continue
            if len(rounds[nth]) != person.signers:
                raise NoFlatFormError("[chain.approvers].people")
            yield from ((p.attention, p.handling, p.rejects, p.returns) for p in rounds[nth])
