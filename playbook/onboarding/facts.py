"""The facts of a client that an onboarding plan needs, and nothing more of the client file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from sim.loader import load_client
from sim.problems import Problem, ProblemError
from sim.schema import ClientFile
from sim.workdays import MONDAY_TO_FRIDAY, NO_COUNTRY, Workdays

TaskDays = Mapping[str, tuple[float, float, float]]

# An onboarding takes months; a go-live further away is a slip of the keyboard.
_FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """Who the plan is for, when it starts, when the store shall be live, and when people work.

    ``task_days`` replaces estimates of the standard network, in working days (optimistic, most
    likely, pessimistic); ``not_needed`` are tasks left out, each with its reason; ``where`` names
    the client file in problems. Raises ProblemError.
    """

    name: str
    brand: str
    as_of: date
    start_date: date
    go_live: date
    country: str = NO_COUNTRY
    work_days: tuple[str, ...] = MONDAY_TO_FRIDAY
    task_days: TaskDays = field(default_factory=dict)
    not_needed: Mapping[str, str] = field(default_factory=dict)
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


def not_needed(file: ClientFile) -> dict[str, str]:
    """Return the tasks of the standard network that a client has behind it, with the reason."""
    reasons: dict[str, str] = {}
    if not file.offers.new_store:
        reasons |= dict.fromkeys(("PF1", "PF2", "PF3"), "the store exists already")
    if file.supply.api_from <= max(file.project.go_live, file.season.start):
        reasons |= dict.fromkeys(("LG5", "LG7", "LG8", "LG9"), "store and ERP are linked already")
    if not file.store.shops:
        reasons["PD3"] = "there are no own shops to compare prices with"
    return reasons


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
        not_needed=not_needed(loaded.file),
        files=loaded.files,
        where=client,
    )
