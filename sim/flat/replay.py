"""Seasons replayed under regimes on the arrays, and the ledgers that they leave there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import simpy

from sim.flat import places as at
from sim.flat.books import SUSPENSION_WIDTH
from sim.flat.memory import Memory
from sim.flat.packing import World
from sim.flat.season import NOBODY
from sim.flat.tape import tape_of
from sim.kernel.built import Kernel
from sim.kernel.cells import Cells, Number
from sim.kernel.engine import Engine, engine_of
from sim.model.chain import OaChain, waits_of_decision
from sim.model.ledger import Day, Decision, Entry, Fate, Ledger, Signing
from sim.model.offers import Offer
from sim.model.regimes import Regime
from sim.model.season import Season
from sim.model.units import DAY, MONTHS_A_QUARTER, Month, first_of_month, first_of_quarter, month_of

Arrays = tuple[Cells, ...]
"""The whole numbers on which a season was played, and the fractional ones."""
KERNEL = Kernel("sim.flat.season", ("prepare", "play"))
STEP = 1 << 16
"""Arrays grow by so many numbers at a time, so that most seasons find them large enough."""


def replay_flat(
    season: Season, regime: Regime, name: str = "", *, compiled: bool | None = None
) -> Ledger:
    """Return the ledger of a season under a regime, played on the arrays."""
    world = World(season.scenario, {name: regime})
    ((_, ledger),) = Stage(compiled=compiled).ledgers(world, season)
    return ledger


class Stage:
    """Play seasons on the same arrays, one after the other; a stage belongs to one thread."""

    def __init__(
        self,
        kernel: Kernel = KERNEL,
        *,
        compiled: bool | None = None,
        folder: Path | None = None,
    ) -> None:
        self.kernel = kernel
        self._compiled, self._folder = compiled, folder
        self._room = Room()
        self._wasm: bytes | None = None

    def ledgers(self, world: World, season: Season) -> Iterator[tuple[str, Ledger]]:
        """Give the ledger of a season under each regime of a world, by the regime's name."""
        arrays = self.laid_out(world, season)
        self.call("prepare")
        for nth, name in enumerate(world.regimes):
            self.call("play", nth)
            yield name, _with_waits(season, ledger_of(season, arrays, name))

    def laid_out(self, world: World, season: Season) -> Arrays:
        """Return the arrays with a world and a season of it on them."""
        return self.lay(tape_of(world, season))

    def lay(self, memory: Memory) -> Arrays:
        """Return the arrays with the numbers of a memory on them."""
        wanted = memory.wanted
        if self._room.engine is None or not self._room.holds(wanted):
            self._room = Room.of(wanted, self._engine())
        memory.ints[at.CELLS] = self._room.lengths[0]
        self._room.write(memory)
        return self._room.arrays

    def _engine(self) -> Engine:
        engine = engine_of(self.kernel, compiled=self._compiled, folder=self._folder)
        self._wasm = self.kernel.wasm(self._folder) if engine.compiled else None
        return engine

    def renew(self) -> None:
        """Begin anew where a source of the kernel has changed since the arrays were made."""
        if self._wasm is not None and self._wasm is not self.kernel.wasm(self._folder):
            self._room, self._wasm = Room(), None

    def call(self, function: str, *arguments: int) -> Number | None:
        """Call a function of the kernel; after one that stopped the arrays are made anew."""
        engine, self._room.engine = self._room.engine, None
        assert engine is not None
        found = engine.call(function, *self._room.arrays, *arguments)
        self._room.engine = engine
        return found


@dataclass
class Room:
    """Hold the arrays of a stage: so many whole and fractional numbers, and cells behind them."""

    lengths: tuple[int, ...] = (0, 0, 0)
    engine: Engine | None = None
    arrays: Arrays = field(default_factory=tuple)

    @classmethod
    def of(cls, wanted: Sequence[int], engine: Engine) -> Room:
        """Return arrays of an engine with at least so much room."""
        lengths = tuple(map(_rounded_up, wanted))
        arrays = engine.ints(lengths[0] + lengths[2]), engine.floats(lengths[1])
        return cls(lengths, engine, arrays)

    def holds(self, wanted: Sequence[int]) -> bool:
        """Tell whether there is room for so many."""
        return all(room >= need for room, need in zip(self.lengths, wanted, strict=True))

    def write(self, memory: Memory) -> None:
        """Write a season's numbers."""
        self.arrays[0].write_part(0, memory.ints.tobytes())
        self.arrays[1].write_part(0, memory.reals.tobytes())


def _rounded_up(length: int) -> int:
    return -(-length // STEP) * STEP


def _with_waits(season: Season, ledger: Ledger) -> Ledger:
    """Return a ledger with what each request in the OA chain waited for."""
    chain = OaChain(simpy.Environment(), season.scenario.chain, season.attendance)
    ledger.waits = {
        entry.offer.number: waits_of_decision(entry.decision, chain)
        for entry in ledger.entries
        if entry.decision.signings
    }
    return ledger


ROUTES = ("", "oa", "green", "plan", "delegated", "declined")
REASONS = (
    "",
    "red_line",
    "hurdle",
    "stock",
    "reviewer",
    "time_out",
    "term",
    "kind",
    "instrument",
    "quota_per_decision",
    "suspended",
    "aggregation",
    "quota_per_month",
    "quota_per_quarter",
)
FATES = (Fate.CAPTURED, Fate.DECLINED, Fate.REJECTED, Fate.LOST_TO_RIVAL, Fate.EXPIRED)
CAUSES = ("", "stop_loss", "audit")
ACTIONS = (
    "",
    "approved",
    "rejected",
    "returned",
    "time_out_approved",
    "time_out_escalated",
    "time_out_rejected",
)

ANSWERS = {-1: None, 0: False, 1: True}


@dataclass
class Record:
    """Hold what a season left in the arrays, and the season that was played."""

    season: Season
    heads: Sequence[int]
    arrays: Arrays

    def head(self, place: int) -> int:
        """Return a number of the head."""
        return self.heads[place]

    def rows(self, table: int, width: int, count: int) -> Iterator[list[int]]:
        """Give the first rows of a table of whole numbers."""
        first = self.heads[table]
        found = self.arrays[0].read_part(first, first + count * width).tolist()
        for nth in range(count):
            yield found[nth * width : (nth + 1) * width]

    def shares(self, table: int, width: int, count: int) -> Iterator[list[float]]:
        """Give the first rows of a table of fractional numbers."""
        first = self.heads[table]
        found = self.arrays[1].read_part(first, first + count * width).tolist()
        for nth in range(count):
            yield found[nth * width : (nth + 1) * width]


def ledger_of(season: Season, arrays: Arrays, name: str) -> Ledger:
    """Return the ledger of a season that was played."""
    record = Record(season, arrays[0].read_part(0, at.HEAD_WIDTH), arrays)
    signings, returns = _signings(record), _returns(record)
    return Ledger(
        regime=name,
        entries=list(_entries(record, signings, returns)),
        days=list(_days(record)),
        cohort=record.head(at.COHORT),
        cohort_returned=record.head(at.RETURNED),
        suspensions=list(_suspensions(record)),
        committed=_committed(record),
        deviations=record.head(at.DEVIATIONS),
        audits=record.head(at.AUDITS),
        agency_paid=record.head(at.AGENCY_PAID),
        plans=record.head(at.FILED_PLANS),
        plan_signings=_plan_signings(record, signings),
        standby=record.head(at.STANDBY),
        agency_standby=record.head(at.AGENCY_STANDBY),
    )


def _signings(record: Record) -> Mapping[int, list[Signing]]:
    """Return every request's signings, by its number."""
    found: dict[int, list[Signing]] = defaultdict(list)
    roles = list(record.season.scenario.chain.approvers)
    for row in record.rows(at.SIGNINGS, at.SIGNING_WIDTH, record.head(at.SIGNING_COUNT)):
        found[row[at.S_REQUEST]].append(
            Signing(
                role=roles[row[at.S_ROLE]],
                round=row[at.S_ROUND],
                activated_at=row[at.S_ACTIVATED],
                attended_at=row[at.S_ATTENDED],
                started_at=row[at.S_STARTED],
                decided_at=row[at.S_DECIDED],
                handling=row[at.S_HANDLING],
                action=ACTIONS[row[at.S_ACTION]],
                deputies=bool(row[at.S_DEPUTIES]),
                late=bool(row[at.S_LATE]),
                chased=bool(row[at.S_CHASED]),
                others_handling=row[at.S_OTHERS],
            )
        )
    return found


def _returns(record: Record) -> Mapping[int, list[tuple[int, int]]]:
    """Return when every request was returned and came again, by its number."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, returned, again in record.rows(at.RETURNS, 3, record.head(at.RETURN_COUNT)):
        found[number].append((returned, again))
    return found


def _entries(
    record: Record,
    signings: Mapping[int, list[Signing]],
    returns: Mapping[int, list[tuple[int, int]]],
) -> Iterator[Entry]:
    offers = record.season.offers
    rows = record.rows(at.LEDGER, at.LEDGER_WIDTH, len(offers))
    shares_of = record.shares(at.X_LEDGER, at.X_LEDGER_WIDTH, len(offers))
    for nth, (offer, row, shares) in enumerate(zip(offers, rows, shares_of, strict=True)):
        if row[at.APPEARED]:
            decision = _decision(row, shares)
            decision.signings = signings.get(nth, [])
            decision.resubmissions = returns.get(nth, [])
            yield _entry(offer, row, shares[at.QUALITY], decision)


def _decision(row: list[int], shares: list[float]) -> Decision:
    return Decision(
        route=ROUTES[row[at.ROUTE]],
        yes=ANSWERS[row[at.YES]],
        fallback=REASONS[row[at.FALLBACK]],
        reason=REASONS[row[at.REASON]],
        dual=bool(row[at.DUAL]),
        taken=shares[at.TAKEN],
        overpromises=bool(row[at.OVERPROMISES]),
        reported=shares[at.REPORTED],
        breaks_red_line=bool(row[at.BREAKS_RED_LINE]),
        withdrawn=bool(row[at.WITHDRAWN]),
    )


def _entry(offer: Offer, row: list[int], quality: float, decision: Decision) -> Entry:
    answered_at = row[at.ANSWERED_AT]
    return Entry(
        offer=offer,
        filed=bool(row[at.FILED]),
        decision=decision,
        fate=FATES[row[at.FATE]],
        answered_at=None if answered_at == NOBODY else answered_at,
        exposure=row[at.EXPOSURE],
        quality=quality,
        orders=row[at.ORDERS],
        sales=row[at.SALES],
        deal_value=row[at.DEAL_VALUE],
        brand_damage=row[at.DAMAGE],
    )


def _days(record: Record) -> Iterator[Day]:
    rows = record.rows(at.DAYS, at.DAY_WIDTH, record.head(at.ALL_DAYS))
    hours_of = record.shares(at.X_DAYS, 1, record.head(at.ALL_DAYS))
    for day, (row, (hours,)) in enumerate(zip(rows, hours_of, strict=True)):
        yield Day(
            day=day,
            visits=row[at.D_VISITS],
            visit_orders=row[at.D_VISIT_ORDERS],
            first_orders=row[at.D_FIRST],
            repeat_orders=row[at.D_REPEAT],
            sales=row[at.D_SALES],
            displaced=row[at.D_DISPLACED],
            contribution=row[at.D_CONTRIBUTION],
            spend=row[at.D_SPEND],
            lost_orders=row[at.D_LOST],
            oversold=row[at.D_OVERSOLD],
            error_cost=row[at.D_ERRORS],
            keying_hours=hours,
            late_parcels=row[at.D_LATE],
            stock=row[at.D_STOCK],
            shops_sales=row[at.D_SHOPS],
            commission=row[at.D_COMMISSION],
        )


def _suspensions(record: Record) -> Iterator[tuple[int, int, str]]:
    """Give every suspension, charter by charter."""
    count = record.head(at.SUSPENSION_COUNT)
    rows = sorted(record.rows(at.SUSPENSIONS, SUSPENSION_WIDTH, count), key=lambda row: row[0])
    for _, since, until, cause in rows:
        yield since, until, CAUSES[cause]


def _committed(record: Record) -> dict[Month, int] | None:
    """Return the exposure committed in each month, None where there is no charter."""
    nodes = list(record.rows(at.NODES, at.NODE_WIDTH, record.head(at.NODE_COUNT)))
    if not any(node[at.TYPE] == at.GREEN for node in nodes):
        return None
    start = first_of_quarter(record.season.scenario.start)
    (months,) = record.rows(at.MONTHS, record.head(at.ALL_DAYS), 1)
    total: dict[Month, int] = {}
    for row in record.rows(at.LEDGER, at.LEDGER_WIDTH, len(record.season.offers)):
        if row[at.DRAW_STATE] == at.COMMITTED_FOR_GOOD:
            nth = months[row[at.ASKED_AT] // DAY]
            month = month_of(first_of_month(start, nth - MONTHS_A_QUARTER))
            total[month] = total.get(month, 0) + row[at.DRAWN]
    return total


def _plan_signings(record: Record, signings: Mapping[int, list[Signing]]) -> list[Signing]:
    """Return the tasks of the plans' own approvals, regime by regime, as they were filed."""
    plans = record.rows(at.PLANS, at.PLAN_WIDTH, record.head(at.PLAN_COUNT))
    order = sorted(
        (plan[at.PLAN_NODE], plan[at.PLAN_STARTED], len(record.season.offers) + nth)
        for nth, plan in enumerate(plans)
    )
    return [signing for _, _, number in order for signing in signings.get(number, ())]
