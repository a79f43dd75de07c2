"""Replay one season under one regime on the arrays: the same ledger as event by event."""

from __future__ import annotations

import simpy

from sim.flat.memory import Memory
from sim.flat.packing import packed
from sim.flat.reading import ledger_of
from sim.kernel.built import Kernel
from sim.kernel.engine import Engine, engine_of
from sim.model.chain import OaChain, waits_of_decision
from sim.model.ledger import Ledger
from sim.model.regimes import Regime
from sim.model.season import Season

KERNEL = Kernel("sim.flat.season", ("prepare", "run"))


def replay_flat(
    season: Season, regime: Regime, name: str = "", *, compiled: bool | None = None
) -> Ledger:
    """Return the ledger of a season under a regime, played on the arrays."""
    memory = packed(season, regime)
    play(memory, engine_of(KERNEL, compiled=compiled))
    ledger = ledger_of(season, memory, name)
    chain = OaChain(simpy.Environment(), season.scenario.chain, season.attendance)
    ledger.waits = {
        entry.offer.number: waits_of_decision(entry.decision, chain)
        for entry in ledger.entries
        if entry.decision.signings
    }
    return ledger


def play(memory: Memory, engine: Engine) -> None:
    """Run a packed season; its records are in its arrays afterwards."""
    ints, reals = engine.ints(memory.ints), engine.floats(memory.reals)
    engine.call("prepare", ints, reals)
    engine.call("run", ints, reals)
    memory.ints, memory.reals = ints.read(), reals.read()
