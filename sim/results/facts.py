"""Seasons played by the kernel, and the facts that it tells of them as rows of results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.flat import places as at
from sim.flat.laws import SEASONS_A_CALL, undrawn
from sim.flat.memory import Memory, NoFlatFormError
from sim.flat.packing import World
from sim.flat.replay import CAUSES, REASONS, Arrays, Stage
from sim.kernel.built import Kernel
from sim.luck.draw import draw_season
from sim.messages import Message, msg
from sim.model.ledger import Fate
from sim.model.regimes import Regime
from sim.model.scenario import Scenario
from sim.model.season import Season
from sim.model.units import first_of_month
from sim.places import kernels_dir
from sim.results.breakdowns import BREAKDOWNS, FIRST_OFFERS, KIND_COLUMNS, LINES, RUN_OUT
from sim.results.outcomes import OUTCOMES
from sim.results.telling import ITEMS

KERNEL = Kernel("sim.results.telling", ("tell_all", "tell_seasons"), checked=False)
"""Unchecked, for its tables have room for whatever a season holds; tests run it checked, too."""
TOLD = (*OUTCOMES, *BREAKDOWNS)
"""The outcomes by the numbers under which the kernel tells them."""


@dataclass(frozen=True)
class Facts:
    """Hold what is told of seasons: of each its season, its regime, its key and its value."""

    replications: NDArray[np.int64]
    regimes: NDArray[np.int64]
    keys: NDArray[np.int64]
    values: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence[Facts]) -> Facts:
        """Return the facts of all parts, one after the other."""
        return cls(
            np.concatenate([part.replications for part in parts]),
            np.concatenate([part.regimes for part in parts]),
            np.concatenate([part.keys for part in parts]),
            np.concatenate([part.values for part in parts]),
        )


def kernel_module() -> bytes:
    """Return the kernel's WebAssembly module, as a page carries it."""
    return KERNEL.wasm(kernels_dir())


_idle: list[Stage] = []
"""Stages on which nobody plays now; a thread takes one, or makes one where there is none."""


@contextmanager
def any_stage() -> Iterator[Stage]:
    """Give a stage that nobody else has meanwhile, and keep it for whoever comes next."""
    try:
        stage = _idle.pop()
    except IndexError:
        stage = Stage(KERNEL, folder=kernels_dir())
    try:
        yield stage
    finally:
        _idle.append(stage)


class Teller:
    """Play a world's seasons under its regimes, and tell the facts of each.

    Without a ``stage`` of its own it plays on any, so that threads can share it.
    """

    def __init__(self, world: World, stage: Stage | None = None) -> None:
        self.world, self._stage = world, stage
        for each in [stage] if stage else [*_idle]:
            each.renew()

    def facts(self, season: Season) -> Facts:
        """Return the facts of a season that is drawn."""
        with self._taken() as stage:
            return self._facts_on(stage, season)

    def told(self, seed: int, replications: range) -> Facts:
        """Return the facts of seasons, drawn where they are played, one after the other."""
        parts, first = [], replications.start
        with self._taken() as stage:
            while first < replications.stop:
                last = min(replications.stop, first + SEASONS_A_CALL)
                memory = self._undrawn.copy()
                memory.ints[at.SEED] = seed
                arrays = stage.lay(memory)
                done = stage.call("tell_seasons", first, last)
                assert isinstance(done, int)
                parts.append(self._read(arrays, range(first, done)))
                if arrays[0].read_part(at.UNDRAWN, at.UNDRAWN + 1)[0]:
                    season = draw_season(self.world.scenario, seed, done)
                    parts.append(self._facts_on(stage, season))
                    done += 1
                first = done
        return Facts.joined(parts)

    def _taken(self) -> AbstractContextManager[Stage]:
        return nullcontext(self._stage) if self._stage else any_stage()

    def _facts_on(self, stage: Stage, season: Season) -> Facts:
        arrays = stage.laid_out(self.world, season)
        stage.call("tell_all")
        return self._read(arrays, range(season.replication, season.replication + 1))

    @cached_property
    def _undrawn(self) -> Memory:
        return undrawn(self.world)

    def _read(self, arrays: Arrays, replications: range) -> Facts:
        """Return what the kernel has told of some seasons."""
        whole, fractional = arrays
        head = whole.read_part(0, at.HEAD_WIDTH)
        regimes, count = len(self.world.regimes), head[at.FACT_COUNT] if replications else 0
        ends = head[at.FACT_ENDS]
        lasts = np.frombuffer(whole.read_part(ends, ends + regimes * len(replications)), np.int64)
        told = np.diff(lasts, prepend=0)
        keys = whole.read_part(head[at.FACTS], head[at.FACTS] + count)
        values = fractional.read_part(head[at.X_FACTS], head[at.X_FACTS] + count)
        return Facts(
            replications=np.repeat(np.repeat(np.array(replications), regimes), told),
            regimes=np.repeat(np.tile(np.arange(regimes), len(replications)), told),
            keys=np.frombuffer(keys, np.int64),
            values=np.frombuffer(values, np.float64),
        )


def flat_world(scenario: Scenario, regimes: Mapping[str, Regime]) -> World | Message:
    """Return a world in which the kernel can play its seasons, or why there is none."""
    if find_spec("wasmtime") is None:
        return msg("wasmtime is not installed, so seasons are simulated event by event: it is slow")
    try:
        return World(scenario, regimes)
    except NoFlatFormError as error:
        return msg(
            "the fast engine has no form for {setting}, so seasons are simulated event by event:"
            " it is slow",
            setting=str(error),
        )


def frame_of(world: World, facts: Facts) -> pd.DataFrame:
    """Return facts as rows of results: replication, regime, outcome, item and value."""
    keys, of_row = _coded(facts.keys)
    names = [_named(world, key) for key in keys.tolist()]
    return pd.DataFrame(
        {
            "replication": facts.replications,
            "regime": _category(world.regimes, facts.regimes),
            "outcome": _category([outcome for outcome, _ in names], of_row),
            "item": _category([item for _, item in names], of_row),
            "value": facts.values,
        }
    )


def _coded(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the keys that occur in order, and the place of each key among them.

    They are marked in a table of all outcomes and items, which takes a tenth of sorting them.
    """
    items = int((keys % ITEMS).max(initial=0)) + 1
    short = keys // ITEMS * items + keys % ITEMS
    occurs = np.zeros(len(TOLD) * items, dtype=bool)
    occurs[short] = True
    known = np.flatnonzero(occurs)
    place = np.cumsum(occurs) - 1
    return known // items * ITEMS + known % items, place[short]


def _category(names: Sequence[str], codes: NDArray[np.int64]) -> pd.Categorical[str]:
    """Return names by their codes, as a category of the names that occur in order."""
    known = sorted(set(names))
    place = {name: nth for nth, name in enumerate(known)}
    sorted_codes = np.array([place[name] for name in names])[codes]
    return pd.Categorical.from_codes(sorted_codes, pd.Index(known))


def _named(world: World, key: int) -> tuple[str, str]:
    """Return the names of the outcome and the item that a key stands for."""
    number, item = divmod(key, ITEMS)
    outcome = TOLD[number]
    return outcome, ITEM_NAMES.get(outcome, _nothing)(world, item)


def _nothing(world: World, item: int) -> str:
    return ""


def _span(world: World, item: int) -> str:
    """Return a month of the season, or the run-out that follows the last of them."""
    scenario = world.scenario
    month = first_of_month(scenario.start, item)
    last = scenario.date_of(scenario.days - 1)
    return month.strftime("%Y-%m") if month <= last else RUN_OUT


ITEM_NAMES: Mapping[str, Callable[[World, int], str]] = {
    **dict.fromkeys(KIND_COLUMNS, lambda world, item: world.names[item]),
    **dict.fromkeys(LINES, _span),
    "fates": lambda world, item: tuple(Fate)[item].value,
    "first_offers": lambda world, item: FIRST_OFFERS[item],
    "fallback_reasons": lambda world, item: REASONS[item],
    "suspensions": lambda world, item: CAUSES[item],
    "exposure_cny": lambda world, item: str(item),
}
