"""Replay one season under one regime on the arrays: the same ledger as event by event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import simpy

from sim.flat import places
from sim.flat.memory import Memory
from sim.flat.packing import Tape, under_regime
from sim.flat.reading import Arrays, ledger_of
from sim.kernel.built import Kernel
from sim.kernel.engine import Engine, engine_of
from sim.model.chain import OaChain, waits_of_decision
from sim.model.ledger import Ledger
from sim.model.regimes import Regime
from sim.model.season import Season

KERNEL = Kernel("sim.flat.season", ("prepare", "run"))
STEP = 1 << 16
"""Arrays grow by so many numbers at a time, so that most seasons find them large enough."""


def replay_flat(
    season: Season, regime: Regime, name: str = "", *, compiled: bool | None = None
) -> Ledger:
    """Return the ledger of a season under a regime, played on the arrays."""
    ((_, ledger),) = Stage(compiled=compiled).ledgers(season, {name: regime})
    return ledger


class Stage:
    """Play seasons on the same arrays, one after the other; a stage belongs to one thread."""

    def __init__(self, *, compiled: bool | None = None) -> None:
        self._compiled = compiled
        self._room = Room()

    def ledgers(
        self, season: Season, regimes: Mapping[str, Regime]
    ) -> Iterator[tuple[str, Ledger]]:
        """Give the ledger of a season under each regime, by its name; the tape is packed once."""
        tape = self.prepared(season)
        for name, regime in regimes.items():
            memory = under_regime(tape, regime)
            arrays = self.played(memory)
            yield name, _with_waits(season, ledger_of(season, arrays, name))

    def prepared(self, season: Season) -> Tape:
        """Return a season's tape with what is the same under every regime reckoned."""
        tape = Tape(season)
        memory = tape.memory
        arrays = self._arrays(memory, len(memory.ints), len(memory.reals))
        self._call("prepare", arrays)
        memory.ints = arrays[0].read_part(0, len(memory.ints))
        memory.reals = arrays[1].read_part(0, len(memory.reals))
        return tape

    def played(self, memory: Memory) -> Arrays:
        """Return the arrays after a season was played on them."""
        arrays = self._arrays(memory, *memory.work)
        self._call("run", arrays)
        return arrays

    def _call(self, function: str, arrays: Arrays) -> None:
        """Call a function of the kernel; after one that stopped the arrays are made anew."""
        engine, self._room.engine = self._room.engine, None
        assert engine is not None
        engine.call(function, *arrays)
        self._room.engine = engine

    def _arrays(self, memory: Memory, ints: int, reals: int) -> Arrays:
        """Return arrays with the first so many numbers of the memory on them."""
        wanted = len(memory.ints), len(memory.reals), memory.cells
        if self._room.engine is None or not self._room.holds(wanted):
            self._room = Room.of(wanted, engine_of(KERNEL, compiled=self._compiled))
        memory.ints[places.CELLS] = self._room.lengths[0]
        arrays = self._room.arrays
        arrays[0].write_part(0, memory.ints[:ints].tobytes())
        arrays[1].write_part(0, memory.reals[:reals].tobytes())
        return arrays


@dataclass
class Room:
    """Hold the arrays of a stage: so many whole and fractional numbers, and cells behind them."""

    lengths: tuple[int, ...] = (0, 0, 0)
    engine: Engine | None = None
    arrays: Arrays = ()

    @classmethod
    def of(cls, wanted: Sequence[int], engine: Engine) -> Room:
        """Return arrays of an engine with at least so much room."""
        lengths = tuple(map(_rounded_up, wanted))
        arrays = engine.ints(lengths[0] + lengths[2]), engine.floats(lengths[1])
        return cls(lengths, engine, arrays)

    def holds(self, wanted: Sequence[int]) -> bool:
        """Tell whether there is room for so many."""
        return all(room >= need for room, need in zip(self.lengths, wanted, strict=True))


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
