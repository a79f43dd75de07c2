"""Replay one season under one regime on the arrays: the same ledger as event by event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import simpy

from sim.flat.memory import Memory
from sim.flat.packing import Tape, under_regime
from sim.flat.reading import ledger_of
from sim.kernel.built import Kernel
from sim.kernel.cells import Cells
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
        self._lengths = (0, 0)
        self._engine: Engine
        self._arrays: tuple[Cells, Cells]

    def ledgers(
        self, season: Season, regimes: Mapping[str, Regime]
    ) -> Iterator[tuple[str, Ledger]]:
        """Give the ledger of a season under each regime, by its name; the tape is packed once."""
        tape = Tape(season)
        self.play("prepare", tape.memory)
        for name, regime in regimes.items():
            memory = under_regime(tape, regime)
            self.play("run", memory)
            yield name, _with_waits(season, ledger_of(season, memory, name))

    def play(self, function: str, memory: Memory) -> None:
        """Call a function of the kernel on arrays; what it writes stands in them afterwards."""
        lengths = len(memory.ints), len(memory.reals)
        self._make_room(*lengths)
        given = memory.ints.tobytes(), memory.reals.tobytes()
        for cells, numbers in zip(self._arrays, given, strict=True):
            cells.write(numbers + bytes(8 * len(cells) - len(numbers)))
        self._engine.call(function, *self._arrays)
        ints, reals = (cells.read() for cells in self._arrays)
        memory.ints, memory.reals = ints[: lengths[0]], reals[: lengths[1]]

    def _make_room(self, ints: int, reals: int) -> None:
        if ints > self._lengths[0] or reals > self._lengths[1]:
            self._lengths = (_rounded_up(ints), _rounded_up(reals))
            self._engine = engine_of(KERNEL, compiled=self._compiled)
            room = (self._engine.ints(self._lengths[0]), self._engine.floats(self._lengths[1]))
            self._arrays = room


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
