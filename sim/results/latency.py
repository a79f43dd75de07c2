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

from sim.messages import Problem, ProblemError, msg
from sim.model.chain import Attendance, Chasing, OaChain, clock_and_absence, waits_of_signing
from sim.model.clock import Clock, ClockEndsError, now, until
from sim.model.ledger import CAUSES, Decision, Signing, Waits
from sim.model.offers import Request
from sim.model.scenario import Chain
from sim.model.units import in_hours

WITHIN_H = (4, 8, 24, 72)
LOG_COLUMNS = (
    "request_id", "step_no", "node_name", "activated_at", "started_at", "decided_at", "action",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Hold requests that meet in one chain: one season's, or all of a chain file's."""

    attendance: Attendance
    requests: tuple[Request, ...]
    other_work: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, kw_only=True)
class Study:
    """Hold a chain and the requests that walk it, reminded as ``chasing`` says.

    ``clock`` counts the working time of cycles.
    """

    chain: Chain
    start: date
    clock: Clock
    batches: tuple[Batch, ...]
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


def latency_of(
    study: Study, walked: Sequence[Walked], progress: Callable[[str], None] = lambda role: None
) -> Latency:
    """Return the figures of a walked study, and of the same requests without each signature."""
    cycles = [in_hours(w.answered_at - w.request.filed_at) for w in walked]
    working = [in_hours(study.clock.between(w.request.filed_at, w.answered_at)) for w in walked]
    return Latency(
        requests=len(walked),
        cycle_h=_spread(cycles),
        cycle_working_h=_spread(working),
        share_within_h={
            str(limit): float(np.mean(np.array(cycles) <= limit)) for limit in WITHIN_H
        },
        steps=[_step(role, walked) for role in study.chain.approvers],
        without=[_without(study, role, progress) for role in study.chain.approvers],
    )


def _step(role: str, walked: Sequence[Walked]) -> dict[str, Any]:
    """Return a step's mean waits a task; a return's own resubmission counts as its rework."""
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
    return {
        "role": role,
        "tasks": tasks,
        "wait_working_h": in_hours(working) / tasks if tasks else None,
        "causes": {c: in_hours(getattr(waits, c)) / tasks if tasks else None for c in CAUSES},
    }


def _resubmission(role: str, decision: Decision) -> int:
    returns = [signing.role for signing in decision.signings if signing.action == "returned"]
    gaps = zip(returns, decision.resubmissions, strict=False)
    return sum(again - returned for by, (returned, again) in gaps if by == role)


def _without(study: Study, role: str, progress: Callable[[str], None]) -> dict[str, Any]:
    walked = walk_all(replace(study, chasing=replace(study.chasing, dropped=frozenset({role}))))
    progress(role)
    return {
        "role": role,
        "cycle_h": _spread([in_hours(w.answered_at - w.request.filed_at) for w in walked]),
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
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
