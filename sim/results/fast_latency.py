"""A chain alone through the kernel: every request on every way, in one call a season."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec

import numpy as np

from sim.flat import places as at
from sim.flat import walks
from sim.flat.chain_tape import ChainTape, ChainWorld
from sim.flat.memory import NoFlatFormError
from sim.flat.packing import refuse_what_has_no_form
from sim.flat.replay import Arrays, Room
from sim.kernel.built import Kernel
from sim.kernel.cells import KernelStoppedError
from sim.kernel.engine import Engine, engine_of
from sim.messages import Message, msg
from sim.model.ledger import Waits
from sim.places import kernels_dir
from sim.results.latency import Batch, Ints, StepSums, Study, Timings, timings_of, walk_all

KERNEL = Kernel("sim.flat.walks", ("walk_all",), checked=False)
"""Unchecked, for its tables have room for every request; tests run it checked, too."""

Progress = Callable[[int], None]
"""Is told how many walks are done, of all requests on all ways."""


def ways_of(study: Study) -> list[frozenset[str]]:
    """Return which signatures are not asked: way by way, the chain as it is first."""
    return [study.chasing.dropped, *(frozenset({role}) for role in study.chain.approvers)]


def why_event_by_event(study: Study) -> Message | None:
    """Return why the kernel cannot walk a study's requests, None where it can."""
    if find_spec("wasmtime") is None:
        return msg("wasmtime is not installed, so requests walk event by event: it is slow")
    try:
        refuse_what_has_no_form(study.chain)
    except NoFlatFormError as error:
        return msg(
            "the fast engine has no form for {setting}, so requests walk event by event: it is"
            " slow",
            setting=str(error),
        )
    return None


def timings_by(engine: str, study: Study, progress: Progress = lambda done: None) -> Timings:
    """Return what is measured of a study: the same numbers by either engine.

    Where the kernel cannot walk them, requests walk event by event.
    """
    if engine == "kernel" and why_event_by_event(study) is None:
        return timings_fast(study, progress)
    drawn = replace(study, batches=tuple(study.batches))  # once for all ways
    requests = sum(len(batch.requests) for batch in drawn.batches)
    done = 0

    def one_way(role: str = "") -> None:
        nonlocal done
        progress(done := done + requests)

    walked = walk_all(drawn)
    one_way()
    return timings_of(drawn, walked, one_way)


def timings_fast(
    study: Study,
    progress: Progress = lambda done: None,
    *,
    kernel: Kernel = KERNEL,
    compiled: bool | None = None,
) -> Timings:
    """Return what is measured of a study, walked on the arrays."""
    world = ChainWorld(study.chain, study.chasing, ways_of(study), study.clock)
    ground = Ground(world, partial(engine_of, kernel, compiled=compiled, folder=kernels_dir()))
    done, parts = 0, []
    try:
        for batch in study.batches:
            parts.append(ground.walked(batch))
            progress(done := done + parts[-1].answers.size)
    except KernelStoppedError:
        # It stops where the calendar ends, and the model of record can say that.
        walk_all(study)
        raise
    return _joined(study, parts)


@dataclass(frozen=True)
class SeasonTimings:
    """Hold what became of one season's requests, in their order: cycles way by way, and sums."""

    answers: Ints
    worked: Ints
    sums: Ints


@dataclass
class Ground:
    """Let one season's requests after another walk on the same arrays."""

    world: ChainWorld
    engine: Callable[[], Engine]
    room: Room | None = None

    def walked(self, batch: Batch) -> SeasonTimings:
        """Return what became of a season's requests."""
        tape = ChainTape(
            world=self.world,
            attendance=batch.attendance,
            requests=batch.requests,
            other_work=batch.other_work,
            address=batch.address,
        )
        memory, study = tape.memory(), self.world.study
        room = self._room_for(memory.wanted)
        room.write(memory)
        _write_luck(tape, room.arrays, memory.ints[at.SIGNING_LUCK], memory.ints[at.X_LUCK])
        assert room.engine is not None
        room.engine.call("walk_all", *room.arrays, study)
        return _part(tape, room.arrays, memory.ints[study : study + walks.STUDY_WIDTH].tolist())

    def _room_for(self, wanted: Sequence[int]) -> Room:
        if self.room is None or not self.room.holds(wanted):
            self.room = Room.of(wanted, self.engine())
        return self.room


def _write_luck(tape: ChainTape, arrays: Arrays, times_at: int, chances_at: int) -> None:
    width = 2 * tape.world.rounds * tape.world.slots
    for first, times, chances in tape.luck():
        arrays[0].write_part(times_at + first * width, times.tobytes())
        arrays[1].write_part(chances_at + first * width, chances.tobytes())


def _part(tape: ChainTape, arrays: Arrays, row: Sequence[int]) -> SeasonTimings:
    """Read what became of the requests; they are told in the order of their numbers."""
    count, ways = row[walks.COUNT], row[walks.WAYS]

    def table(place: int, length: int) -> Ints:
        found = arrays[0].read_part(row[place], row[place] + length)
        return np.frombuffer(found, dtype=np.int64)

    order = np.argsort([request.number for request in tape.filed], kind="stable")
    filed = table(walks.FILED_AT, count)
    cycles = table(walks.ANSWERS, ways * count).reshape(ways, count) - filed
    sums = table(walks.ROLE_SUMS, len(tape.world.people) * walks.ROLE_SUMS_WIDTH)
    return SeasonTimings(
        answers=cycles[:, order],
        worked=table(walks.WORKED, count)[order],
        sums=sums.reshape(-1, walks.ROLE_SUMS_WIDTH),
    )


def _joined(study: Study, parts: Sequence[SeasonTimings]) -> Timings:
    """Return the parts as one; whole numbers have no order in which they must be added."""
    cycles = np.concatenate([part.answers for part in parts], axis=1)
    sums = np.sum([part.sums for part in parts], axis=0, dtype=object)
    roles = list(study.chain.approvers)
    return Timings(
        cycles=cycles[0],
        worked=np.concatenate([part.worked for part in parts]),
        steps={role: _step_sums(row) for role, row in zip(roles, sums.tolist(), strict=True)},
        without=dict(zip(roles, cycles[1:], strict=True)),
    )


def _step_sums(row: Sequence[int]) -> StepSums:
    return StepSums(
        tasks=row[walks.TASKS], worked=row[walks.WAITED], waits=Waits(*row[walks.CAUSES :])
    )
