"""A bare approval chain in a file of its own, to be studied without a store or an agency."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, ValidationError, model_validator

from sim.client.hours import parse_spans, parse_time
from sim.client.load import find_file
from sim.client.schema import NotNegative, Positive, Section, Share, Span, Text, Weekday, Workweek
from sim.client.validation import problems_of
from sim.client.workdays import Workdays, country_known, country_meant
from sim.client.world import lognormal_mean
from sim.luck.streams import durations, invert, uniforms, unit_exponential
from sim.messages import RuleError, listed, msg
from sim.model.chain import Attendance
from sim.model.clock import Clock, daily_looks, weekly_clock
from sim.model.offers import Request, SigningLuck
from sim.model.scenario import Approver, Chain, Law, Signatures
from sim.model.units import DAY, HOUR, SECOND, fen
from sim.problems import Problem, ProblemError
from sim.results.latency import Batch, Study
from sim.workbook import is_workbook

SPARE_DAYS = 1500
WEEK_HOURS = 168


class Distribution(Section):
    """Give a family with its parameters, in the unit of the key that holds it."""

    distribution: Literal["none", "fixed", "exponential", "lognormal", "weibull", "uniform"]
    mean: NotNegative | None = None
    value: NotNegative | None = None
    cv: NotNegative | None = None
    shape: Positive | None = None
    scale: NotNegative | None = None
    low: NotNegative | None = None
    high: NotNegative | None = None

    @model_validator(mode="after")
    def _complete(self) -> Distribution:
        needed = {
            "none": (),
            "fixed": ("value",) if self.mean is None else ("mean",),
            "exponential": ("mean",),
            "lognormal": ("mean", "cv"),
            "weibull": ("shape", "scale"),
            "uniform": ("low", "high"),
        }[self.distribution]
        given = self.model_fields_set - {"distribution"}
        if given != set(needed):
            wanted = listed(needed, msg(" and ")) if needed else msg("nothing else")
            rule = msg(
                "a {family} distribution needs {wanted}", family=self.distribution, wanted=wanted
            )
            raise RuleError(rule)
        if self.distribution == "uniform" and (self.low or 0) > (self.high or 0):
            raise RuleError(msg("low lies above high"))
        return self

    def law(self, unit_h: float) -> Law:
        """Return the law in hours when the parameters are in units of ``unit_h`` hours."""
        mean = self.mean if self.mean is not None else self.value or 0.0
        match self.distribution:
            case "lognormal":
                return lognormal_mean(mean * unit_h, self.cv or 0.0)
            case "weibull":
                scale, shape = (self.scale or 0.0) * unit_h, self.shape or 1.0
                return Law(family="weibull", scale=scale, shape=shape)
            case "uniform":
                low, high = (self.low or 0.0) * unit_h, (self.high or 0.0) * unit_h
                return Law(family="uniform", scale=high, shape=low)
        return Law(family=self.distribution, scale=mean * unit_h)


class Calendar(Section):
    """When people work; ``start`` is the moment from which arrivals are counted."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, strict=False)] = Workweek
    hours: Annotated[tuple[Span, ...], Field(min_length=1, strict=False)]
    holidays: Text = "none"
    start: datetime


class Requests(Section):
    """How requests come: on the working clock, at any hour of the week, or from a file."""

    per_working_hour: Positive | None = None
    per_week: Positive | None = None
    file: Text | None = None
    amount_cny: Distribution = Distribution(distribution="none")
    resubmission_h: Distribution = Distribution(distribution="none")
    rework_rounds: Annotated[int, Field(ge=0, le=10)] = 3

    @model_validator(mode="after")
    def _one_way(self) -> Requests:
        ways = (self.per_working_hour, self.per_week, self.file)
        if sum(way is not None for way in ways) != 1:
            raise RuleError(msg("give exactly one of per_working_hour, per_week and file"))
        return self


class Step(Section):
    """One signature of the chain."""

    role: Text
    people: Annotated[int, Field(ge=1, le=1000)] = 1
    sign: Literal["one", "all", "any"] = "one"
    queue: Literal["fifo", "none"] = "none"
    handling_min: Distribution
    attention_h: Distribution = Distribution(distribution="none")
    looks: Annotated[tuple[str, ...], Field(strict=False)] = ()
    return_rate: Share = 0.0
    reject_rate: Share = 0.0
    above_cny: NotNegative = 0.0


class ChainFile(Section):
    """The whole chain file."""

    calendar: Calendar
    requests: Requests
    steps: Annotated[tuple[Step, ...], Field(min_length=1, strict=False)]


def is_chain_file(path: str | Path) -> bool:
    """Tell whether a file describes a bare chain rather than a client."""
    found = find_file(path)
    if is_workbook(found):
        return False
    try:
        sections = tomllib.loads(found.read_text(encoding="utf-8-sig")).keys()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False
    return "client" not in sections and bool(sections & {"steps", "requests", "calendar"})


def read_chain_file(path: str | Path) -> ChainFile:
    """Return a checked chain file; raise ``ProblemError`` with every problem."""
    found = find_file(path)
    try:
        chain = ChainFile.model_validate(tomllib.loads(found.read_text(encoding="utf-8-sig")))
    except tomllib.TOMLDecodeError as error:
        rule = msg("not valid TOML: {fault}", fault=str(error))
        raise ProblemError(Problem(where=str(path), rule=rule)) from None
    except ValidationError as error:
        raise ProblemError(problems_of(error, str(path), ChainFile)) from None
    if problems := _cross_checks(chain, str(path)):
        raise ProblemError(problems)
    return chain


def chain_study(path: str | Path, requests: int, seed: int) -> Study:
    """Return the study of a bare chain: its desks, and ``requests`` requests with their luck."""
    file = read_chain_file(path)
    arrivals = _listed_arrivals(file, find_file(path), requests)
    count = requests if arrivals is None else len(arrivals)
    clock = _clock(file, count, arrivals)
    start = _offset(file)
    moments = arrivals or _drawn_arrivals(file, clock, count, seed)
    days = sorted({span // DAY for span in clock.starts})
    return Study(
        chain=_chain(file, clock),
        start=file.calendar.start.date(),
        clock=clock,
        batches=(
            Batch(
                attendance=Attendance(
                    away={},
                    looks={
                        step.role: daily_looks([parse_time(look) for look in step.looks], days)
                        for step in file.steps
                        if step.looks
                    },
                ),
                requests=_requests(file, [start + moment for moment in moments], seed),
                other_work={},
            ),
        ),
    )


def _cross_checks(file: ChainFile, where: str) -> list[Problem]:
    problems = []
    if not country_known(file.calendar.holidays):
        problems.append(
            Problem(
                where=where,
                field="[calendar].holidays",
                value=file.calendar.holidays,
                rule=msg("no such country in the calendar library"),
                remedy=country_meant(file.calendar.holidays),
            )
        )
    try:
        parse_spans(file.calendar.hours)
    except RuleError as error:
        value = list(file.calendar.hours)
        problems.append(
            Problem(where=where, field="[calendar].hours", value=value, rule=error.rule)
        )
    roles = [step.role for step in file.steps]
    problems += [
        Problem(
            where=where,
            field=f"[steps].#{number}.role",
            value=role,
            rule=msg("a role signs once in a chain"),
            remedy=msg("Name the second one '{name}'", name=f"{role} again"),
        )
        for number, role in enumerate(roles, start=1)
        if role in roles[: number - 1]
    ]
    for number, step in enumerate(file.steps, start=1):
        for look in step.looks:
            try:
                parse_time(look)
            except RuleError as error:
                field = f"[steps].#{number}.looks"
                problems.append(Problem(where=where, field=field, value=look, rule=error.rule))
    return problems


def _offset(file: ChainFile) -> int:
    start = file.calendar.start
    midnight = datetime.combine(start.date(), time())
    return round((start.replace(tzinfo=None) - midnight).total_seconds() * SECOND)


def _listed_arrivals(file: ChainFile, path: Path, requests: int) -> list[int] | None:
    if file.requests.file is None:
        return None
    listed = next(
        (p for p in (path.parent / file.requests.file, Path(file.requests.file)) if p.is_file()),
        None,
    )
    if listed is None:
        raise ProblemError(
            Problem(
                where=str(path),
                field="[requests].file",
                value=file.requests.file,
                rule=msg("no such file"),
            )
        )
    with listed.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows:
        rule, remedy = msg("no arrival is listed"), msg("Write one a row")
        raise ProblemError(Problem(where=listed.name, rule=rule, remedy=remedy))
    return sorted(
        _second(row, number, listed) for number, row in enumerate(rows[:requests], start=2)
    )


def _second(row: dict[str, str], number: int, path: Path) -> int:
    text = row.get("arrival_s")
    try:
        moment = float(text or "")
        if not 0 <= moment < 1e10:
            raise ValueError
    except ValueError:
        rule = msg("a number of wall seconds after the start, at least 0")
        where = listed([path.name, msg("row {number}", number=number)], " ")
        raise ProblemError(Problem(where=where, field="arrival_s", value=text, rule=rule)) from None
    return round(moment * SECOND)


def _clock(file: ChainFile, count: int, arrivals: list[int] | None) -> Clock:
    """Return the office clock, long enough for all arrivals and a slow chain."""
    spans = parse_spans(file.calendar.hours)
    a_day = sum(end - begin for begin, end in spans) / HOUR
    a_week = a_day * len(file.calendar.days)
    if arrivals is not None:
        weeks = max(arrivals, default=0) / (7 * DAY)
    else:
        weekly = file.requests.per_week or (file.requests.per_working_hour or 0.0) * a_week
        weeks = count / weekly * 1.3
    length = min(int(weeks * 7) + SPARE_DAYS, (date.max - file.calendar.start.date()).days - 1)
    calendar = Workdays(country=file.calendar.holidays, days=file.calendar.days)
    first = file.calendar.start.date().toordinal()
    return weekly_clock(
        spans, 0, length, lambda day: calendar.is_workday(date.fromordinal(first + day))
    )


def _drawn_arrivals(file: ChainFile, clock: Clock, count: int, seed: int) -> list[int]:
    """Return Poisson arrivals after the start, on the working clock or at any hour of the week."""
    gaps = unit_exponential(uniforms(seed, 0, "chain/arrival", count))
    if file.requests.per_week:
        at = np.cumsum(gaps) * WEEK_HOURS / file.requests.per_week * HOUR
        return [int(moment) for moment in np.rint(at)]
    worked = np.rint(np.cumsum(gaps) / (file.requests.per_working_hour or 1.0) * HOUR)
    start = _offset(file)
    return [clock.add(start, max(1, int(work))) - start for work in worked]


def _chain(file: ChainFile, clock: Clock) -> Chain:
    bounds = sorted({fen(step.above_cny) for step in file.steps} | {0})
    tops = [*bounds[1:], 1 << 60]
    return Chain(
        approvers={step.role: _approver(step, clock) for step in file.steps},
        classes=tuple(
            Signatures(
                above=above,
                up_to=up_to,
                roles=tuple(s.role for s in file.steps if fen(s.above_cny) <= above),
            )
            for above, up_to in zip(bounds, tops, strict=True)
        ),
        rounds=file.requests.rework_rounds if any(s.return_rate for s in file.steps) else 0,
        resubmission=file.requests.resubmission_h.law(1.0),
    )


def _approver(step: Step, clock: Clock) -> Approver:
    return Approver(
        role=step.role,
        clock=clock,
        late_clock=clock,
        attention=step.attention_h.law(1.0),
        handling=step.handling_min.law(1 / 60),
        people=step.people,
        sign=step.sign,
        queued=step.queue == "fifo",
        rejects=step.reject_rate,
        returns_first=step.return_rate,
        returns_later=step.return_rate,
    )


def _requests(file: ChainFile, moments: list[int], seed: int) -> tuple[Request, ...]:
    count = len(moments)
    rounds = file.requests.rework_rounds + 1 if any(s.return_rate for s in file.steps) else 1
    amounts = invert(file.requests.amount_cny.law(1.0), uniforms(seed, 0, "chain/amount", count))
    again = durations(
        file.requests.resubmission_h.law(1.0),
        uniforms(seed, 0, "chain/resubmission", (count, rounds)),
    ).tolist()
    luck = {step.role: _luck(step, count, rounds, seed) for step in file.steps}
    return tuple(
        Request(
            number=number,
            filed_at=at,
            amount=fen(amount),
            budgeted=True,
            luck={role: rows[number] for role, rows in luck.items()},
            resubmissions=tuple(again[number]),
        )
        for number, (at, amount) in enumerate(zip(moments, amounts.tolist(), strict=True))
    )


def _luck(
    step: Step, count: int, rounds: int, seed: int
) -> list[tuple[tuple[SigningLuck, ...], ...]]:
    people = step.people if step.sign != "one" else 1
    drawn = uniforms(seed, 0, f"chain/signing/{step.role}", (count, rounds, people, 4))
    attention = durations(step.attention_h.law(1.0), drawn[..., 0]).tolist()
    handling = durations(step.handling_min.law(1 / 60), drawn[..., 1]).tolist()
    rejects, returns = drawn[..., 2].tolist(), drawn[..., 3].tolist()
    return [
        tuple(
            tuple(SigningLuck(*person) for person in zip(*columns, strict=True))
            for columns in zip(*rows, strict=True)
        )
        for rows in zip(attention, handling, rejects, returns, strict=True)
    ]
