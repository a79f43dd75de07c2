"""Theory beside simulation: small chains whose answer is known, walked by the project's engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, factorial

import numpy as np
from scipy.special import stdtrit

from playbook.words.language import say, say_many
from sim.luck.vectors import uniforms, unit_exponential
from sim.model.chain import Attendance
from sim.model.clock import ALWAYS, Clock, weekly_clock
from sim.model.offers import Request, SigningLuck
from sim.model.scenario import Approver, Chain, Law, Signatures
from sim.model.units import HOUR
from sim.results.experiment import Floats
from sim.results.fast_latency import timings_by
from sim.results.latency import Batch, Study

CONFIDENCE = 0.999
"""Of a thousand right results one lies outside: there are a dozen of them."""

RUNS = 20
"""Independent runs of each case; the mean of a run is one observation."""

WARM_UP_SHARE = 0.2
"""The first part of each run is left out: the desks begin empty."""

MONDAY = date(2024, 1, 1)
OFFICE = ((9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR))
WEEK = 168
DAYS = 30


@dataclass(frozen=True, kw_only=True)
class ClosedForm:
    """Hold what theory says, and the mean of independent runs with its interval."""

    name: str
    theory: float
    mean: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Tell whether theory lies within the interval."""
        return self.low <= self.theory <= self.high


@dataclass(frozen=True, kw_only=True)
class Desks:
    """Describe a chain: so many signatures, so many people each, and how requests come.

    Work is exponential with a mean of an hour, or always an hour; ``rate`` requests come in an
    hour, all at once where it is 0. Nobody queues where ``people`` is 0: all are served at once.
    """

    case: str
    rate: float
    steps: int = 1
    people: int = 1
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class DeskRun:
    """Hold what a run shows after its start: hours at the desks, and hours of work.

    ``windows`` are exponential with a mean of one; ``missed`` is by how much the run's gaps and
    works miss their known means: what of the result is known to be luck.
    """

    stays: Floats
    works: Floats
    windows: Floats
    missed: tuple[float, ...]


def closed_forms(*, seed: int = 1, requests: int = 600) -> list[ClosedForm]:
    """Return every case with ``requests`` requests a run."""
    return [*_queues(seed, requests), *_deadlines(seed, requests), *_calendar(seed, requests)]


def _queues(seed: int, requests: int) -> Iterator[ClosedForm]:
    one = desk_runs(Desks(case="mm1", rate=0.75), seed, requests)
    yield closed_form(
        say("M/M/1, load 0.75: mean wait, h"), 3.0, [_waited(run) for run in one], one
    )
    chance = [float((run.stays <= 4).mean()) for run in one]
    yield closed_form(say("M/M/1, load 0.75: answered within 4 h"), 1 - exp(-1), chance, one)
    three = desk_runs(Desks(case="mm3", rate=2.25, people=3), seed, requests)
    waits = [float((run.stays - run.works > 1e-6).mean()) for run in three]
    delayed = erlang_c(2.25, 3)
    yield closed_form(say("M/M/3, load 2.25: chance to wait (Erlang C)"), delayed, waits, three)
    yield closed_form(
        say("M/M/3, load 2.25: mean wait, h"),
        delayed / 0.75,
        [_waited(run) for run in three],
        three,
    )
    fixed = desk_runs(Desks(case="md1", rate=0.75, fixed=True), seed, requests)
    yield closed_form(
        say("M/D/1, load 0.75: mean wait, h"), 1.5, [_waited(run) for run in fixed], fixed
    )


def _deadlines(seed: int, requests: int) -> Iterator[ClosedForm]:
    five = desk_runs(Desks(case="five", rate=0.0, steps=5, people=0), seed, requests)
    for limit in (4, 8):
        within = [float((run.stays <= limit).mean()) for run in five]
        name = say("five signatures, nobody queues: within {n} h", n=limit)
        yield closed_form(name, _erlang_within(5, limit), within, five)
    yield closed_form(
        say("five signatures against an exponential window of mean 4 h"),
        (1 / 1.25) ** 5,
        [_in_window(run) for run in five],
        five,
    )
    for steps in (1, 3):
        runs = desk_runs(Desks(case=f"line{steps}", rate=0.5, steps=steps), seed, requests)
        yield closed_form(
            say_many(
                "{n} desk, load 0.5, exponential window of mean 4 h: captured",
                "{n} desks in a row, load 0.5, exponential window of mean 4 h: captured",
                steps,
            ),
            (0.5 / 0.75) ** steps,
            [_in_window(run) for run in runs],
            runs,
        )


def _calendar(seed: int, requests: int) -> Iterator[ClosedForm]:
    """Give how long a moment at random lies before the next office hour, and whether in one."""
    office = weekly_clock(OFFICE, 0, DAYS, lambda day: day % 7 < 5)
    waits = []
    for run in range(RUNS):
        at = uniforms(seed, run, "verify/office", requests) * WEEK
        moments = tuple(np.rint(np.sort(at) * HOUR).astype(np.int64).tolist())
        nothing = np.zeros((requests, 1), dtype=np.int64)
        waits.append(_walked(_chain(1, 1, office), moments, nothing, office))
    opened = [float((wait <= 0).mean()) for wait in waits]
    yield closed_form(say("office hours: open at a moment at random"), 40 / WEEK, opened)
    mean = (5 * 1**2 + 4 * 15**2 + 63**2) / (2 * WEEK)
    name = say("office hours: mean wait for the next one, h")
    yield closed_form(name, mean, [float(wait.mean()) for wait in waits])


def erlang_c(load: float, people: int) -> float:
    """Return the chance to wait at M/M/c.

    >>> round(erlang_c(2.25, 3), 6)
    0.567757
    """
    tail = load**people / factorial(people) * people / (people - load)
    return tail / (sum(load**n / factorial(n) for n in range(people)) + tail)


def _erlang_within(steps: int, limit: float) -> float:
    """Return the chance that so many hours' work of mean one are done within a limit."""
    return 1 - sum(exp(-limit) * limit**n / factorial(n) for n in range(steps))


def _waited(run: DeskRun) -> float:
    return float((run.stays - run.works).mean())


def _in_window(run: DeskRun) -> float:
    return float((run.stays < 4 * run.windows).mean())


def closed_form(
    name: str, theory: float, means: list[float], runs: Sequence[DeskRun] = ()
) -> ClosedForm:
    """Return a case; what is known to be luck of the runs is taken off their means."""
    found = controlled(np.array(means), np.array([run.missed for run in runs]))
    reach = float(stdtrit(len(found) - 1, (1 + CONFIDENCE) / 2))
    half = reach * float(found.std(ddof=1)) / len(found) ** 0.5
    mean = float(found.mean())
    return ClosedForm(name=name, theory=theory, mean=mean, low=mean - half, high=mean + half)


def controlled(means: Floats, missed: Floats) -> Floats:
    """Return the means freed from what is known to have been luck (control variates)."""
    if not missed.size:
        return means
    design = np.column_stack([np.ones(len(means)), missed])
    fitted, *_ = np.linalg.lstsq(design, means, rcond=None)
    return np.asarray(means - missed @ fitted[1:])


def _missed(desks: Desks, gaps: Floats, works: Floats) -> tuple[float, ...]:
    mean_gap = (float(gaps.mean()) - 1 / desks.rate,) if desks.rate else ()
    mean_work = () if desks.fixed else (float(works.mean()) - 1.0,)
    return (*mean_gap, *mean_work)


def desk_runs(desks: Desks, seed: int, requests: int) -> list[DeskRun]:
    """Return independent runs of a chain."""
    return [_run(desks, seed, run, requests) for run in range(RUNS)]


def _run(desks: Desks, seed: int, run: int, requests: int) -> DeskRun:
    def luck(name: str, *shape: int) -> Floats:
        return unit_exponential(uniforms(seed, run, f"verify/{desks.case}/{name}", shape))

    works = np.ones((requests, desks.steps)) if desks.fixed else luck("work", requests, desks.steps)
    gaps = luck("gap", requests) / desks.rate if desks.rate else np.zeros(requests)
    moments = np.rint(np.cumsum(gaps) * HOUR).astype(np.int64)
    chain = _chain(desks.steps, desks.people, ALWAYS)
    spent = np.rint(works * HOUR).astype(np.int64)
    stays = _walked(chain, tuple(moments.tolist()), spent, ALWAYS)
    first = round(WARM_UP_SHARE * requests) if desks.rate else 0
    return DeskRun(
        stays=stays[first:],
        works=works.sum(axis=1)[first:],
        windows=luck("window", requests)[first:],
        missed=_missed(desks, gaps, works),
    )


def _chain(steps: int, people: int, clock: Clock) -> Chain:
    roles = tuple(f"desk_{nth}" for nth in range(steps))
    return Chain(
        approvers={role: _desk(role, people, clock) for role in roles},
        classes=(Signatures(above=0, up_to=1 << 60, roles=roles),),
        rounds=0,
        hurdle=0.0,
    )


def _desk(role: str, people: int, clock: Clock) -> Approver:
    return Approver(
        role=role,
        clock=clock,
        late_clock=clock,
        attention=Law(),
        handling=Law(),
        people=max(1, people),
        queued=people > 0,
    )


def _walked(chain: Chain, moments: tuple[int, ...], spent: object, clock: Clock) -> Floats:
    """Return how many hours each request takes that is filed at these moments."""
    rows = np.asarray(spent).tolist()
    requests = tuple(
        _request(chain, number, filed_at, row)
        for number, (filed_at, row) in enumerate(zip(moments, rows, strict=True))
    )
    batch = Batch(attendance=Attendance(away={}, looks={}), requests=requests, other_work={})
    study = Study(chain=chain, start=MONDAY, clock=clock, batches=(batch,))
    return np.asarray(timings_by("kernel", study).cycles / HOUR)


def _request(chain: Chain, number: int, filed_at: int, spent: list[int]) -> Request:
    luck: Mapping[str, tuple[tuple[SigningLuck, ...], ...]] = {
        role: ((SigningLuck(0, work, 1.0, 1.0),),)
        for role, work in zip(chain.approvers, spent, strict=True)
    }
    return Request(
        number=number,
        filed_at=filed_at,
        amount=0,
        budgeted=True,
        luck=luck,
        resubmissions=(0, 0, 0, 0),
    )
