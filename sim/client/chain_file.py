"""A bare approval chain in a file of its own, to be studied without a store or an agency."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from sim.client.checks import country_problems, hours_problems, look_problems
from sim.client.files import find_file, problems_of, read_toml
from sim.client.quantities import (
    Amount,
    HourlyRate,
    Moment,
    People,
    Share,
    Variation,
    WeeklyRate,
    WeibullShape,
)
from sim.client.schema import FileSection, Span, Text, Weekdays, Workweek
from sim.client.size import signer_problems
from sim.client.world import lognormal_mean
from sim.messages import Problem, ProblemError, RuleError, listed, msg
from sim.model.scenario import Law
from sim.model.units import SECOND
from sim.places import lies_there
from sim.tables.columns import DataColumn
from sim.tables.read import read_file

MOST_HOURS = 8_784
"""The longest mean of a wait or of work."""


class Distribution(FileSection):
    """Give a family with its parameters, in the unit of the key that holds it."""

    distribution: Literal["none", "fixed", "exponential", "lognormal", "weibull", "uniform"]
    mean: Amount | None = None
    value: Amount | None = None
    cv: Variation | None = None
    shape: WeibullShape | None = None
    scale: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None

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

    @property
    def size(self) -> float:
        """Return the largest of the parameters that are in the unit of the key."""
        return max(self.mean or 0, self.value or 0, self.scale or 0, self.high or 0)

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


class Calendar(FileSection):
    """When people work; ``start`` is the moment, by the office's clock, from which one counts."""

    days: Weekdays = Workweek
    hours: Annotated[tuple[Span, ...], Field(min_length=1, max_length=12, strict=False)]
    holidays: Text = "none"
    start: Moment


class Requests(FileSection):
    """How requests come: on the working clock, at any hour of the week, or from a file."""

    per_working_hour: HourlyRate | None = None
    per_week: WeeklyRate | None = None
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


class Step(FileSection):
    """One signature of the chain."""

    role: Text
    people: People = 1
    sign: Literal["one", "all", "any"] = "one"
    queue: Literal["fifo", "none"] = "none"
    handling_min: Distribution
    attention_h: Distribution = Distribution(distribution="none")
    looks: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] = ()
    return_rate: Share = 0.0
    reject_rate: Share = 0.0
    above_cny: Amount = 0.0


class ChainFile(FileSection):
    """The whole chain file."""

    calendar: Calendar
    requests: Requests
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=50, strict=False)]


def is_chain_file(path: str | Path) -> bool:
    """Tell whether a file describes a bare chain rather than a client."""
    found = find_file(path)
    try:
        sections = read_toml(found, str(path)).keys()
    except ProblemError:  # no TOML at all, such as a client's workbook
        return False
    return "client" not in sections and bool(sections & {"steps", "requests", "calendar"})


def read_chain_file(path: str | Path) -> ChainFile:
    """Return a checked chain file; raise ``ProblemError`` with every problem."""
    try:
        chain = ChainFile.model_validate(read_toml(find_file(path), str(path)))
    except ValidationError as error:
        raise ProblemError(problems_of(error, str(path), ChainFile)) from None
    if problems := _cross_checks(chain, str(path)):
        raise ProblemError(problems)
    return chain


def _cross_checks(file: ChainFile, where: str) -> list[Problem]:
    roles = [step.role for step in file.steps]
    twice = [
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
    return [
        *country_problems(where, "[calendar].holidays", file.calendar.holidays),
        *hours_problems(where, "[calendar].hours", file.calendar.hours),
        *twice,
        *_times(file, where),
        *signer_problems(sum(step.people for step in file.steps), where, "[steps]"),
        *(
            problem
            for number, step in enumerate(file.steps, start=1)
            for problem in look_problems(where, f"[steps].#{number}.looks", step.looks)
        ),
    ]


def _times(file: ChainFile, where: str) -> Iterator[Problem]:
    """Give the problem of every time that no calendar could hold."""
    found = [("[requests].resubmission_h", file.requests.resubmission_h, 1.0)]
    for number, step in enumerate(file.steps, start=1):
        found.append((f"[steps].#{number}.attention_h", step.attention_h, 1.0))
        found.append((f"[steps].#{number}.handling_min", step.handling_min, 1 / 60))
    for field, distribution, unit_h in found:
        if distribution.size * unit_h > MOST_HOURS:
            rule = msg("must be less than or equal to {bound}", bound=f"{MOST_HOURS / unit_h:,.0f}")
            remedy = msg("A year has {n} hours", n=f"{MOST_HOURS:,}")
            yield Problem(
                where=where, field=field, value=distribution.size, rule=rule, remedy=remedy
            )


ARRIVALS = {
    "arrival_s": DataColumn(
        table="arrivals",
        name="arrival_s",
        type="number",
        low=0,
        high=1e10,
        meaning="wall seconds after the start",
    )
}


def listed_arrivals(file: ChainFile, path: Path, requests: int) -> list[int] | None:
    """Return the first arrivals of the file that ``[requests].file`` names, None without one."""
    if file.requests.file is None:
        return None
    beside = _beside(path, file.requests.file)
    rows, problems = read_file(beside, ARRIVALS, beside.name, others=True)
    if not rows and not problems:
        rule, remedy = msg("no arrival is listed"), msg("Write one a row")
        problems = [Problem(where=beside.name, rule=rule, remedy=remedy)]
    if problems:
        raise ProblemError(problems)
    moments = [row.number("arrival_s") for row in rows.values()]
    return sorted(round(moment * SECOND) for moment in moments[:requests])


def _beside(path: Path, name: str) -> Path:
    """Return the file that is named in another, found beside it or where the command runs."""
    for place in (path.parent / name, Path(name)):
        if lies_there(place):
            return place
    rule = msg("no such file")
    raise ProblemError(Problem(where=str(path), field="[requests].file", value=name, rule=rule))
