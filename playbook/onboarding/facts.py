"""The facts of a client that an onboarding plan needs, and nothing more of the client file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from sim.loader import load_client
from sim.problems import Problem, ProblemError
from sim.workdays import MONDAY_TO_FRIDAY, NO_COUNTRY, Workdays

TaskDays = Mapping[str, tuple[float, float, float]]

# An onboarding takes months; a go-live further away is a slip of the keyboard.
_FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """Who the plan is for, when it starts, when the store shall be live, and when people work.

    ``task_days`` replaces estimates of the standard network, in working days (optimistic, most
    likely, pessimistic); ``where`` names the client file in problems. Raises ProblemError.
    """

    name: str
    brand: str
    as_of: date
    start_date: date
    go_live: date
    country: str = NO_COUNTRY
    work_days: tuple[str, ...] = MONDAY_TO_FRIDAY
    task_days: TaskDays = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()
    where: str = "client"

    def __post_init__(self) -> None:
        problems = tuple(self._problems())
        if problems:
            raise ProblemError(problems)

    @cached_property
    def workdays(self) -> Workdays:
        """Return the working calendar of the client."""
        return Workdays(country=self.country, days=self.work_days)

    def _problems(self) -> Iterator[Problem]:
        if self.go_live < self.start_date:
            yield Problem(
                where=self.where,
                field="go_live",
                value=self.go_live.isoformat(),
                rule=f"lies before the start of the plan, {self.start_date.isoformat()}",
                remedy="Move the go-live after start_date",
            )
        if self.go_live - self.start_date > _FURTHEST:
            yield Problem(
                where=self.where,
                field="go_live",
                value=self.go_live.isoformat(),
                rule=f"lies more than three years after the start, {self.start_date.isoformat()}",
            )


def facts_of(client: str) -> PlanFacts:
    """Return the facts that a client file holds; ``client`` is its path."""
    loaded = load_client(client)
    who, project, office = loaded.file.client, loaded.file.project, loaded.file.office
    return PlanFacts(
        name=who.name,
        brand=who.brand,
        as_of=who.as_of,
        start_date=project.start_date,
        go_live=project.go_live,
        country=office.holidays,
        work_days=office.days,
        task_days=project.task_days,
        files=loaded.files,
        where=client,
    )
