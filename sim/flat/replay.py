"""Replay seasons under regimes on the arrays: the same ledgers as event by event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import simpy

from sim.flat import places
from sim.flat.memory import Memory
from sim.flat.packing import World
from sim.flat.reading import Arrays, ledger_of
from sim.flat.tape import tape_of
from sim.kernel.built import Kernel
from sim.kernel.engine import Engine, engine_of
from sim.model.chain import OaChain, waits_of_decision
from sim.model.ledger import Ledger
from sim.model.regimes import Regime
from sim.model.season import Season

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
        memory = tape_of(world, season)
        wanted = memory.wanted
        if self._room.engine is None or not self._room.holds(wanted):
            self._room = Room.of(wanted, self._engine())
        memory.ints[places.CELLS] = self._room.lengths[0]
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

    def call(self, function: str, *arguments: int) -> None:
        """Call a function of the kernel; after one that stopped the arrays are made anew."""
        engine, self._room.engine = self._room.engine, None
        assert engine is not None
        engine.call(function, *self._room.arrays, *arguments)
        self._room.engine = engine


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
