"""The onboarding plan of one client: its calendar, how sure its date is, what stands against it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from playbook.blocks import Column, Table
from playbook.clients.load import SkuList, listed_in, load_client
from playbook.clients.partners import partners_of
from playbook.project.changes import (
    Deciding,
    goal_waits_for,
    left_out,
    needed,
    refuse_slip,
    slip_of,
    slipped,
    with_own_days,
)
from playbook.project.forecast import SAMPLES, Forecast, Share
from playbook.project.network import Network, standard_network
from playbook.project.phrases import dated, tidy
from playbook.project.schedule import Schedule, Timeline
from playbook.project.task import Task, role_name
from playbook.words.language import say
from playbook.words.wording import sentences
from sim.client.load import Client
from sim.client.schema import ClientFile
from sim.client.world import workdays_of
from sim.messages import Problem, ProblemError, gathered, msg

# A date is safe to announce when four plans out of five make it.
SAFE = 0.8

# Below one in two the date is more likely missed than met.
EVEN = 0.5

# The date that only bad luck moves.
NINE_IN_TEN = 0.9

# "This week" is seven days of the calendar, the first of them included.
WEEK = timedelta(days=6)

# An onboarding takes months; a go-live further away is a slip of the keyboard.
FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class OnboardingPlan:
    """Hold the tasks that a client needs, its working days, and the go-live that it asks for.

    ``not_needed`` are the standard tasks that are left out, each with its reason.
    """

    network: Network
    timeline: Timeline
    go_live: date
    not_needed: Mapping[str, str] = field(default_factory=dict)
    seed: int = 1
    samples: int = SAMPLES

    @cached_property
    def schedule(self) -> Schedule:
        """Return the schedule by most likely durations."""
        return Schedule(network=self.network)

    @cached_property
    def forecast(self) -> Forecast:
        """Return the sampled plans."""
        return Forecast(network=self.network, seed=self.seed, samples=self.samples)

    @cached_property
    def deadline(self) -> int:
        """Return the working days from the start to the go-live asked for, both included."""
        return self.timeline.working_days_until(self.go_live)

    @cached_property
    def chance(self) -> Share:
        """Return the chance that the store is live by the date asked for."""
        return self.forecast.chance_by(self.network.goal, self.deadline)

    def starts(self, task_id: str) -> date:
        """Return the day on which the task begins, by most likely durations."""
        return self.timeline.first_day(self.schedule.start[task_id])

    def ends(self, task_id: str) -> date:
        """Return the day on which the task is done, by most likely durations."""
        return self.timeline.last_day(self.schedule.finish[task_id])

    def must_start(self, task_id: str) -> date | None:
        """Return the last day to begin for the go-live asked for; None if any day will do."""
        offset = self.schedule.latest_start(task_id, go_live_after=self.deadline)
        return None if math.isinf(offset) else self.timeline.first_day(offset)

    def must_end(self, task_id: str) -> date | None:
        """Return the last day to end for the go-live asked for; None if any day will do."""
        offset = self.schedule.latest_start(task_id, go_live_after=self.deadline)
        if math.isinf(offset):
            return None
        return self.timeline.day(whole_days(offset + self.network[task_id].most_likely))

    def ready_with(self, chance: float, task_id: str = "") -> date:
        """Return the day by which a task (the go-live, unless named) ends with this chance."""
        finish = self.forecast.finish_quantile(task_id or self.network.goal, chance)
        return self.timeline.last_day(finish)

    def dated(self, when: date | None) -> str:
        """Return a day for a table, with its year when that is not the year of the start."""
        return dated(when, year=self.timeline.start_date.year)


def plan_of(
    client: Client,
    *,
    deciding: Deciding,
    seed: int = 1,
    samples: int = SAMPLES,
    slip: Mapping[str, float] | None = None,
) -> OnboardingPlan:
    """Return a client's plan; ``slip`` makes tasks so many working days longer, on the same luck.

    Raise ``ProblemError`` for dates that cannot be, and for a slip of tasks that it does without.
    """
    file, where, slip = client.file, str(client.path), slip or {}
    refuse_dates(file, where)
    reasons = left_out(file, deciding)
    refuse_slip(slip, reasons)
    return OnboardingPlan(
        network=needed(slipped(with_own_days(file, where), slip), reasons, deciding),
        timeline=Timeline(start_date=file.project.start_date, workdays=workdays_of(file)),
        go_live=file.project.go_live,
        not_needed=reasons,
        seed=seed,
        samples=samples,
    )


def refuse_dates(file: ClientFile, where: str) -> None:
    """Raise ``ProblemError`` for a go-live that no plan can lead to."""
    problems = tuple(_wrong_dates(file.project.start_date, file.project.go_live, where))
    if problems:
        raise ProblemError(problems)


def _wrong_dates(start: date, go_live: date, where: str) -> Iterator[Problem]:
    told = {"start": start.isoformat()}
    if go_live < start:
        yield Problem(
            where=where,
            field="go_live",
            value=go_live.isoformat(),
            rule=msg("lies before the start of the plan, {start}", **told),
            remedy=msg("Move the go-live after start_date"),
        )
    if go_live - start > FURTHEST:
        yield Problem(
            where=where,
            field="go_live",
            value=go_live.isoformat(),
            rule=msg("lies more than three years after the start, {start}", **told),
        )


def waiting_for(plan: OnboardingPlan, task_id: str) -> OnboardingPlan:
    """Return the plan on the same luck in which the go-live waits for one more task."""
    return replace(plan, network=goal_waits_for(plan.network, task_id))


def last_working_day(plan: OnboardingPlan, task_id: str) -> int:
    """Return the number of the working day on which the task is done."""
    return whole_days(plan.schedule.finish[task_id])


def spare(plan: OnboardingPlan) -> int:
    """Return the whole working days between the likely go-live and the date asked for."""
    return plan.deadline - last_working_day(plan, plan.network.goal)


def make_up_days(plan: OnboardingPlan) -> tuple[date, ...]:
    """Return the weekend days that are worked, in exchange for holidays, in this plan."""
    last = max(plan.ends(task.task_id) for task in plan.network.tasks)
    workdays = plan.timeline.workdays
    worked = workdays.between(plan.timeline.start_date, last)
    return tuple(day for day in worked if workdays.kind(day) == "make_up_workday")


def by_start(plan: OnboardingPlan, area: str = "") -> tuple[Task, ...]:
    """Return the tasks of an area, or of all, in the order in which they begin."""
    chosen = (task for task in plan.network.tasks if area in {"", task.area})
    start = plan.schedule.start
    return tuple(sorted(chosen, key=lambda task: (start[task.task_id], task.task_id)))


def inputs_due(plan: OnboardingPlan) -> Iterator[tuple[date, Task]]:
    """Yield the day on which each client input is needed, soonest first, with its task."""
    for task in by_start(plan):
        if task.needs_client_input:
            yield plan.starts(task.task_id), task


def whole_days(offset: float) -> int:
    """Return the working day on which something that ends after ``offset`` days is over.

    >>> whole_days(42.2), whole_days(43.0), whole_days(43 + 1e-12)
    (43, 43, 43)
    """
    return math.ceil(offset - 1e-6)


def timetable(plan: OnboardingPlan, tasks: tuple[Task, ...], *, title: str) -> Table:
    """Return one row a task with its owner, dates, slack and deliverable."""
    free = any(math.isinf(plan.schedule.slack[task.task_id]) for task in tasks)
    return Table(
        title=title,
        columns=(*heads(), Column(name=say("Deliverable"))),
        rows=tuple(
            (*dated_row(plan, task, f"{task.task_id} {task.name}"), task.deliverable)
            for task in tasks
        ),
        note=sentences(
            say("Days and slack in working days, by most likely durations."),
            say("No slack figure: the go-live does not wait for it.") if free else "",
        ),
    )


def heads() -> tuple[Column, ...]:
    """Return the heads over what ``dated_row`` gives."""
    return (
        Column(name=say("Task")),
        Column(name=say("Owner")),
        Column(name=say("Days"), format="number"),
        Column(name=say("Starts")),
        Column(name=say("Done")),
        Column(name=say("Slack"), format="number"),
    )


def dated_row(plan: OnboardingPlan, task: Task, named: str) -> tuple[str | float | None, ...]:
    """Return a task as it is ``named``, its owner, days, dates and slack, None without an end."""
    slack = plan.schedule.slack[task.task_id]
    return (
        named,
        role_name(task.responsible[0]),
        tidy(task.most_likely),
        plan.dated(plan.starts(task.task_id)),
        plan.dated(plan.ends(task.task_id)),
        None if math.isinf(slack) else tidy(slack),
    )


def checked(path: str, *, slip: str = "") -> tuple[Client, SkuList | None]:
    """Return a client whose files are in order, and its SKU list if it has one.

    Raise ``ProblemError`` with every problem of the file; when it can be read, with every problem
    of what it names: SKU list, agencies, task durations, and the tasks of ``slip``.
    """
    client = load_client(path)
    slips = slip_of(slip)
    skus = gathered(
        lambda: listed_in(client),
        lambda: partners_of(client),
        lambda: refuse_dates(client.file, path),
        lambda: with_own_days(client.file, path),
        lambda: slipped(standard_network(), slips),
    )
    refuse_slip(slips, left_out(client.file, Deciding()))
    return client, skus
