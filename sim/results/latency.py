"""How long does our OA take? The chain alone: by step, by cause, and without each signature."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from sim.messages import Problem, ProblemError, msg
from sim.model.chain import Attendance, Chasing, OaChain, clock_and_absence, waits_of_signing
from sim.model.clock import Clock, ClockEndsError, now, until
from sim.model.ledger import CAUSES, Decision, Signing, Waits
from sim.model.offers import Request
from sim.model.scenario import Chain
from sim.model.units import HOUR, in_hours

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

WITHIN_H = (4, 8, 24, 72)
LOG_COLUMNS = (
    "request_id", "step_no", "node_name", "activated_at", "started_at", "decided_at", "action",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Hold requests that meet in one chain: one season's, or all of a chain file's.

    ``address`` are the seed and the replication under which their luck is drawn, where it is.
    """

    attendance: Attendance
    requests: tuple[Request, ...]
    other_work: Mapping[str, tuple[tuple[int, int], ...]]
    address: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Study:
    """Hold a chain and the requests that walk it, reminded as ``chasing`` says.

    ``clock`` counts the working time of cycles. ``batches`` may be gone through again and again.
    """

    chain: Chain
    start: date
    clock: Clock
    batches: Iterable[Batch]
    chasing: Chasing = field(default_factory=Chasing)


@dataclass(frozen=True, kw_only=True)
class Walked:
    """Record one request that has come out of the chain."""

    request: Request
    decision: Decision
    answered_at: int
    chain: OaChain


def walk_all(study: Study) -> list[Walked]:
    """Return every request of a study with its decision, in order of filing."""
    try:
        return [walked for batch in study.batches for walked in _walk_batch(study, batch)]
    except ClockEndsError as error:
        remedy = msg("Check that the desks can keep up with the requests")
        raise ProblemError(Problem(where="latency", rule=error.rule, remedy=remedy)) from None


def _walk_batch(study: Study, batch: Batch) -> list[Walked]:
    first = min((request.filed_at for request in batch.requests), default=0)
    env = simpy.Environment(initial_time=min(0, first))
    chain = OaChain(env, study.chain, batch.attendance)
    for role, items in batch.other_work.items():
        chain.other_work(role, items)
    walked: list[Walked] = []
    for request in batch.requests:
        env.process(_walk(env, chain, request, study.chasing, walked.append))
    env.run()
    return sorted(walked, key=lambda one: one.request.number)


def _walk(
    env: simpy.Environment,
    chain: OaChain,
    request: Request,
    chasing: Chasing,
    record: Callable[[Walked], None],
) -> Generator[simpy.Event, Any, None]:
    yield until(env, request.filed_at)
    decision = Decision(route="oa")
    decision.yes = yield from chain.walk(request, chasing, decision, lambda role: "")
    record(Walked(request=request, decision=decision, answered_at=now(env), chain=chain))


@dataclass(frozen=True, kw_only=True)
class Latency:
    """Hold what a study shows; hours are wall hours unless the name says working."""

    requests: int
    cycle_h: dict[str, float]
    cycle_working_h: dict[str, float]
    share_within_h: dict[str, float]
    steps: list[dict[str, Any]]
    without: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """Return plain values for ``latency --json``."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, kw_only=True)
class StepSums:
    """Add up what the tasks of a role waited for, in microseconds; ``worked`` in working time."""

    tasks: int
    worked: int
    waits: Waits


@dataclass(frozen=True, kw_only=True)
class Timings:
    """Hold what was measured of a study's requests, in microseconds, in the order of filing.

    ``steps`` are by role, ``without`` the cycles of the same requests without each signature.
    """

    cycles: Ints
    worked: Ints
    steps: Mapping[str, StepSums]
    without: Mapping[str, Ints]


def latency_of(
    study: Study, walked: Sequence[Walked], progress: Callable[[str], None] = lambda role: None
) -> Latency:
    """Return the figures of a walked study, and of the same requests without each signature."""
    return latency_in(timings_of(study, walked, progress))


def latency_in(timings: Timings) -> Latency:
    """Return the figures of what was measured."""
    cycles = _hours(timings.cycles)
    return Latency(
        requests=len(cycles),
        cycle_h=_spread(cycles),
        cycle_working_h=_spread(_hours(timings.worked)),
        share_within_h={str(limit): float(np.mean(cycles <= limit)) for limit in WITHIN_H},
        steps=[_step(role, sums) for role, sums in timings.steps.items()],
        without=[
            {"role": role, "cycle_h": _spread(_hours(cycles))}
            for role, cycles in timings.without.items()
        ],
    )


def timings_of(
    study: Study, walked: Sequence[Walked], progress: Callable[[str], None] = lambda role: None
) -> Timings:
    """Return what is measured of a walked study, event by event."""
    spans = ((w.request.filed_at, w.answered_at) for w in walked)
    return Timings(
        cycles=_cycles(walked),
        worked=_ints(study.clock.between(filed, answered) for filed, answered in spans),
        steps={role: _step_sums(role, walked) for role in study.chain.approvers},
        without={role: _without(study, role, progress) for role in study.chain.approvers},
    )


def _cycles(walked: Sequence[Walked]) -> Ints:
    return _ints(w.answered_at - w.request.filed_at for w in walked)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _hours(spans: Ints) -> Floats:
    return spans / HOUR


def _step(role: str, sums: StepSums) -> dict[str, Any]:
    """Return a step's mean waits a task."""
    tasks = sums.tasks
    return {
        "role": role,
        "tasks": tasks,
        "wait_working_h": in_hours(sums.worked) / tasks if tasks else None,
        "causes": {c: in_hours(getattr(sums.waits, c)) / tasks if tasks else None for c in CAUSES},
    }


def _step_sums(role: str, walked: Sequence[Walked]) -> StepSums:
    """Return a step's waits; a return's own resubmission counts as its rework."""
    waits, working, tasks = Waits(), 0, 0
    for request in walked:
        for signing in request.decision.signings:
            if signing.role == role:
                clock, away = clock_and_absence(signing, request.chain)
                waits += waits_of_signing(signing, clock, away)
                office = request.chain.chain.approvers[role].clock
                spent = office.between(signing.activated_at, signing.decided_at)
                working += spent - signing.handling
                tasks += 1
        waits += Waits(rework=_resubmission(role, request.decision))
    return StepSums(tasks=tasks, worked=working, waits=waits)


def _resubmission(role: str, decision: Decision) -> int:
    returns = [signing.role for signing in decision.signings if signing.action == "returned"]
    gaps = zip(returns, decision.resubmissions, strict=False)
    return sum(again - returned for by, (returned, again) in gaps if by == role)


def _without(study: Study, role: str, progress: Callable[[str], None]) -> Ints:
    walked = walk_all(replace(study, chasing=replace(study.chasing, dropped=frozenset({role}))))
    progress(role)
    return _cycles(walked)


def _spread(values: Floats) -> dict[str, float]:
    p50, p90, p95 = np.quantile(values, [0.5, 0.9, 0.95])
    return {"mean": float(np.mean(values)), "p50": float(p50), "p90": float(p90), "p95": float(p95)}


def log_text(study: Study, walked: Sequence[Walked]) -> str:
    """Return the approval log as CSV: one row a task, moments in local time."""
    lines = io.StringIO(newline="")
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(LOG_COLUMNS)
    for number, request in enumerate(walked):
        table.writerows(_log_rows(study, number, request.decision.signings))
    return lines.getvalue()


def _log_rows(study: Study, number: int, signings: Iterable[Signing]) -> Iterator[list[str]]:
    midnight = datetime.combine(study.start, time())
    round_, step = -1, 0
    for signing in signings:
        step = step + 1 if signing.round == round_ else 1
        round_ = signing.round
        moments = (signing.activated_at, signing.started_at, signing.decided_at)
        stamped = [
            (midnight + timedelta(microseconds=moment)).isoformat(timespec="microseconds")
            for moment in moments
        ]
        yield [str(number), str(step), signing.role, *stamped, signing.action]
