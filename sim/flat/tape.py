"""A season's tape, packed into the arrays of its world, ready for every regime to be played."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain
from operator import attrgetter

import numpy as np

from sim.flat import places as at
from sim.flat.books import SUSPENSION_WIDTH
from sim.flat.desks import ITEM_WIDTH
from sim.flat.memory import Ints, Memory, NoFlatFormError
from sim.flat.packing import RESUBMISSIONS, World, has_desk, month_number
from sim.luck.address import stream_number
from sim.luck.streams import DrawnLuck, signing_stream
from sim.model.offers import Offer, Request
from sim.model.season import Season
from sim.model.units import DAY, MONTHS_A_QUARTER

NUMBERS = {
    at.OFFERED_AT: "offered_at",
    at.CLOSES_AT: "closes_at",
    at.RIVAL_AT: "rival_at",
    at.CASH_COST: "cash_cost",
    at.VISITORS: "visitors",
    at.SEEN_BY_AGENCY: "seen_by_agency",
    at.SEEN_BY_REVIEWERS: "seen_by_reviewers",
    at.OUT_OF_SCOPE: "out_of_scope",
    at.EVENT_DAY: "event_day",
    at.EVENT_DAYS: "event_days",
    at.THINK: "think",
    at.DUAL_THINK: "dual_think",
    at.CONFIRM: "confirm",
}
SHARES = {
    at.OWN_CONVERSION: "conversion",
    at.U_FORESEEN: "u_foreseen",
    at.U_APPEARS: "u_appears",
    at.U_COMPLIES: "u_complies",
    at.U_SPLITS: "u_splits",
    at.U_FILES_LATE: "u_files_late",
    at.U_AUDITED: "u_audited",
    at.U_OFFER_REPEAT: "u_repeat",
}
NO_MORE = (0,) * len(RESUBMISSIONS)
numbers_of_offer, shares_of_offer = attrgetter(*NUMBERS.values()), attrgetter(*SHARES.values())


def tape_of(world: World, season: Season) -> Memory:
    """Return the arrays of a world with a season on them."""
    memory = world.memory.copy()
    memory.ints[at.BEGINS_AT] = season.begins_at
    memory.ints[at.SEED], memory.ints[at.REPLICATION] = season.seed, season.replication
    world.hours.write(memory, season)
    _offers(memory, world, season.offers)
    _other_work(memory, season)
    _store(memory, season)
    plans = [plan.request for plan in season.plan_requests]
    requests = [*(offer.request for offer in season.offers), *plans]
    _luck(memory, world, requests)
    filings = [
        (each.quarter, each.begins_at, each.request.filed_at) for each in season.plan_requests
    ]
    copies = write_plans(memory, world, filings)
    rows = _request_rows(requests)
    memory.whole(np.concatenate([rows, *[rows[len(season.offers) :]] * (copies - 1)]), at.REQUESTS)
    packs = sum(offer.kind.trial_pack > 0 for offer in season.offers)
    make_room(memory, world, len(season.offers), packs, len(season.offers) + copies * len(plans))
    return memory


def _offers(memory: Memory, world: World, offers: Sequence[Offer]) -> None:
    """Write down every offer with its luck."""
    memory.ints[at.OFFER_COUNT] = len(offers)
    table = np.zeros((len(offers), at.OFFER_WIDTH), dtype=np.int64)
    shares = np.zeros((len(offers), at.X_OFFER_WIDTH))
    if offers:
        table[:, at.KIND] = [world.number_of(offer.kind) for offer in offers]
        table[:, at.CAMPAIGN] = [bool(offer.campaign) for offer in offers]
        table[:, list(NUMBERS)] = [numbers_of_offer(offer) for offer in offers]
        dies_at = np.minimum(table[:, at.CLOSES_AT], table[:, at.RIVAL_AT])
        table[:, at.DIES_AT] = np.minimum(dies_at, _last_moment(memory))
        shares[:, list(SHARES)] = [shares_of_offer(offer) for offer in offers]
        shares[:, at.LEVEL] = [world.level(offer.event_day) for offer in offers]
        refuse_what_has_no_form(offers, table)
    lengths = accumulate((len(offer.u_orders) for offer in offers), initial=0)
    luck = np.array([*chain.from_iterable(offer.u_orders for offer in offers)])
    table[:, at.ORDER_LUCK] = memory.fractional(luck) + np.array([*lengths])[:-1]
    memory.whole(table, at.OFFERS)
    memory.fractional(shares, at.X_OFFERS)


def _last_moment(memory: Memory) -> int:
    """Return the last moment whose month is known: no clock reaches it, so nobody decides later."""
    return (memory.ints[at.MONTH_DAYS] - memory.ints[at.MONTHS]) * DAY - 1


def refuse_what_has_no_form(offers: Sequence[Offer], table: Ints) -> None:
    """Raise ``NoFlatFormError`` for offers that do not fit the arrays."""
    numbers = [offer.number for offer in offers]
    bounds = {
        "offers": numbers == sorted(set(numbers)),
        "offers.kinds": bool((table[:, at.KIND] >= 0).all()),
    }
    for setting, fits in bounds.items():
        if not fits:
            raise NoFlatFormError(setting)


def _other_work(memory: Memory, season: Season) -> None:
    """Write down the other work of all desks as it comes, and which of it each desk has."""
    tables = [np.zeros((0, ITEM_WIDTH), dtype=np.int64)]
    count = 0
    for nth, (role, approver) in enumerate(season.scenario.chain.approvers.items()):
        row = memory.ints[at.ROLES] + nth * at.ROLE_WIDTH
        memory.ints[row + at.FIRST_ITEM] = count
        work = season.other_work.get(role, ())
        if work and has_desk(approver):
            table = np.zeros((len(work), ITEM_WIDTH), dtype=np.int64)
            table[:, (0, 2)] = work
            tables.append(table[np.argsort(table[:, 0], kind="stable")])
            count += len(work)
        memory.ints[row + at.LAST_ITEM] = count
    memory.whole(np.concatenate(tables), at.ITEMS)


def _store(memory: Memory, season: Season) -> None:
    """Write down the store's days."""
    memory.whole(season.organic_visits, at.ORGANIC)
    memory.whole(season.shops_sales, at.SHOPS)
    memory.fractional(season.u_organic, at.U_ORGANIC)
    memory.fractional(season.u_repeat, at.U_REPEAT)


Filing = tuple[tuple[int, int], int, int]
"""A quarter, when it begins, and when its plan is filed."""


def write_plans(memory: Memory, world: World, filings: Sequence[Filing]) -> int:
    """Write down every regime's plans; return of how many walkers with plans one regime has."""
    for nth, walkers in enumerate(world.planned):
        row = memory.ints[at.REGIMES] + nth * (at.REGIME_WIDTH)
        plans = [_plan(world, node, filing) for node in walkers for filing in filings]
        memory.ints[row + at.R_PLANS] = memory.whole([*chain.from_iterable(plans)])
        memory.ints[row + at.R_PLAN_COUNT] = len(plans)
    return max(map(len, world.planned))


def _plan(world: World, node: int, filing: Filing) -> list[int]:
    (year, quarter), begins_at, filed_at = filing
    month = month_number(world.scenario.start, (year, MONTHS_A_QUARTER * quarter + 1))
    row = [0] * at.PLAN_WIDTH
    row[at.PLAN_NODE], row[at.PLAN_FILED_AT] = node, filed_at
    row[at.PLAN_BEGINS_AT], row[at.PLAN_QUARTER] = begins_at, month // MONTHS_A_QUARTER
    return row


def _request_rows(requests: Sequence[Request]) -> Ints:
    """Return what the chain is asked to sign, and the place of the luck with each request."""
    rows = np.zeros((len(requests), at.REQUEST_WIDTH), dtype=np.int64)
    if requests:
        rows[:, at.AMOUNT] = [request.amount for request in requests]
        rows[:, at.BUDGETED] = [request.budgeted for request in requests]
        rows[:, at.LUCK] = range(len(requests))
        lucks = [request.luck for request in requests if isinstance(request.luck, DrawnLuck)]
        if len(lucks) == len(requests):
            blocks = {
                id(drawn): nth
                for nth, drawn in enumerate({id(x.drawn): x.drawn for x in lucks}.values())
            }
            rows[:, at.LUCK_BLOCK] = [blocks[id(luck.drawn)] for luck in lucks]
            rows[:, at.LUCK_ROW] = [luck.row for luck in lucks]
        again = [(*request.resubmissions, *NO_MORE)[: len(NO_MORE)] for request in requests]
        rows[:, list(RESUBMISSIONS)] = again
    return rows


def _luck(memory: Memory, world: World, requests: Sequence[Request]) -> None:
    """Write down every signer's luck with every request."""
    lucks = [request.luck for request in requests if isinstance(request.luck, DrawnLuck)]
    if len(lucks) < len(requests):
        _told_luck(memory, world, requests)
        return
    blocks = list({id(luck.drawn): luck.drawn for luck in lucks}.values())
    people = [(role.role, n) for role in world.people for n in range(role.signers)]
    streams = [
        [int(block.refuses), *(_number(block.name, role, n) for role, n in people)]
        for block in blocks
    ]
    memory.whole([*chain.from_iterable(streams)], at.STREAMS)
    count = len(requests) * memory.ints[at.ROUNDS] * memory.ints[at.SLOTS]
    memory.whole(np.full(2 * count, -1), at.SIGNING_LUCK)
    memory.fractional(2 * count, at.X_LUCK)


def _number(name: str, role: str, person: int) -> int:
    return stream_number(signing_stream(name, role, person))


Person = tuple[int, int, float, float]
ABSENT: Person = (0, 0, 1.0, 1.0)


def _told_luck(memory: Memory, world: World, requests: Sequence[Request]) -> None:
    """Write down luck that was not drawn, signer by signer."""
    approvers, rounds = world.scenario.chain.approvers, world.scenario.chain.rounds + 1
    people = [
        person
        for request in requests
        for nth in range(rounds)
        for role, approver in approvers.items()
        for person in _people_of(request, role, nth, approver.signers)
    ]
    memory.whole([time for person in people for time in person[:2]], at.SIGNING_LUCK)
    memory.fractional([chance for person in people for chance in person[2:]], at.X_LUCK)


def _people_of(request: Request, role: str, nth: int, signers: int) -> Sequence[Person]:
    """Return one role's luck with a request in one round, nobody's where it is on no tape."""
    rounds = request.luck.get(role, ())
    if nth >= len(rounds):
        return [ABSENT] * signers
    found = [(p.attention, p.handling, p.rejects, p.returns) for p in rounds[nth]]
    if len(found) != signers:
        raise NoFlatFormError("[chain.approvers].people")
    return found


def make_room(memory: Memory, world: World, offers: int, packs: int, requests: int) -> None:
    """Make room for what is remembered and recorded, for what is coming, and for what is told.

    ``packs`` is of how many offers people come back who got a trial pack.
    """
    days, rounds = memory.ints[at.ALL_DAYS], memory.ints[at.ROUNDS]
    months, slots = memory.ints[at.MONTH_COUNT], memory.ints[at.SLOTS]
    _store_room(memory, world, offers)
    memory.whole_room(days * at.DAY_WIDTH, at.DAYS)
    memory.fractional_room(days, at.X_DAYS)
    wishes = 3 * offers + 8
    memory.whole_room(wishes * at.DEMAND_WIDTH, at.DEMANDS)
    memory.fractional_room(wishes * at.X_DEMAND_WIDTH, at.X_DEMANDS)
    memory.whole_room(requests * slots * at.SIGNER_WIDTH, at.SIGNERS)
    rows = offers + packs + 2
    memory.whole_room(2 * rows, at.SOURCE_OF_ROW)
    memory.cells = rows * days * at.CELL_WIDTH
    memory.whole_room(requests * world.steps * at.SIGNING_WIDTH, at.SIGNINGS)
    memory.whole_room(requests * rounds * 3, at.RETURNS)
    memory.whole_room(world.most_nodes * months * SUSPENSION_WIDTH, at.SUSPENSIONS)
    late = requests * world.steps if memory.ints[at.TIME_OUT] >= 0 else 0
    coming = 8 * requests + requests * slots * rounds + late + 64
    memory.ints[at.QUEUE_ROOM] = coming
    memory.whole_room(3 * coming, at.QUEUE)
    _told(memory, world, offers)


def _store_room(memory: Memory, world: World, offers: int) -> None:
    """Make room for what the store remembers of days and events."""
    days = memory.ints[at.ALL_DAYS]
    memory.whole_room(days, at.DUE_FIRSTS)
    memory.whole_room(days, at.DUE_LASTS)
    memory.whole_room(days + world.scenario.supply.lead_days + 2, at.COMING)
    memory.whole_room(offers, at.EVENTS_LIST)
    memory.whole_room(2 * offers, at.REVIEWS_LIST)
    memory.whole_room(2 * offers, at.MEMORY_LIST)
    memory.fractional_room(offers, at.X_MEMORY)
    memory.whole_room(offers, at.DRAWS)
    memory.whole_room(offers, at.PENDING)
    memory.whole_room(offers * at.LEDGER_WIDTH, at.LEDGER)
    memory.fractional_room(offers * at.X_LEDGER_WIDTH, at.X_LEDGER)


SINGLE_FACTS = 80
"""At most so many facts tell of a season that are told neither by month, nor kind, nor offer."""


def _told(memory: Memory, world: World, offers: int) -> None:
    """Make room for what is summed up and told of a season under every regime."""
    months, names = memory.ints[at.MONTH_COUNT], len(world.names)
    memory.whole_room(at.SUMS_WIDTH, at.SUMS)
    memory.whole_room((months + 1) * at.MONTH_SUMS_WIDTH, at.MONTH_SUMS)
    memory.whole_room(names * at.KIND_SUMS_WIDTH, at.KIND_SUMS)
    memory.whole_room(offers, at.SORTED)
    memory.whole_room(len(world.regimes), at.FACT_ENDS)
    facts = SINGLE_FACTS + 6 * names + 12 * (months + 1) + offers
    memory.ints[at.FACTS_A_SEASON] = facts * len(world.regimes)
    memory.whole_room(facts * len(world.regimes), at.FACTS)
    memory.fractional_room(facts * len(world.regimes), at.X_FACTS)
