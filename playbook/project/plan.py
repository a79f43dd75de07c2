"""The onboarding plan of one client: the network on its calendar, and how sure its date is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from playbook.areas.logistics.facts import LogisticsFacts, logistics_facts
from playbook.areas.operations.facts import OperationsFacts, operations_facts
from playbook.areas.product.chapter import RangePlan
from playbook.areas.product.packs import lacking_packs
from playbook.project.facts import CHARTER_TASKS, NO_CHANNEL, NO_SHOPS, PlanFacts, TaskDays
from playbook.project.forecast import SAMPLES, Forecast, Share
from playbook.project.network import Network, standard_network
from playbook.project.phrases import dated
from playbook.project.schedule import Schedule, Timeline
from playbook.project.task import Task
from playbook.study.outlook import Outlook
from playbook.words.language import say
from sim.client.load import load_client
from sim.client.schema import ClientFile
from sim.problems import Problem, ProblemError

# A date is safe to announce when four plans out of five make it.
SAFE = 0.8

# Below one in two the date is more likely missed than met.
EVEN = 0.5

# The date that only bad luck moves.
NINE_IN_TEN = 0.9

# "This week" is seven days of the calendar, the first of them included.
WEEK = timedelta(days=6)


@dataclass(frozen=True, kw_only=True)
class OnboardingPlan:
    """Tasks with dates for one client; everything in the document is read from here.

    ``slip`` makes tasks so many working days longer, on the same luck as without it. ``deciding``
    says how offers are decided; where it is not known, a green channel is taken for granted.
    """

    facts: PlanFacts
    seed: int = 1
    samples: int = SAMPLES
    slip: Mapping[str, float] = field(default_factory=dict)
    deciding: Outlook | None = None
    standard: Network = field(default_factory=standard_network)

    @cached_property
    def network(self) -> Network:
        """Return the tasks this client needs, with its durations and the slip."""
        days = network_of(self.facts.task_days, where=self.facts.where, standard=self.standard)
        needed = days.slipped(self.slip).without(self.not_needed)
        if NO_SHOPS in self.not_needed.values():
            needed = needed.acted_by("client_sales_lead", "client_ecom_director")
        return needed

    @property
    def has_channel(self) -> bool:
        """Tell whether the agency is to decide within a charter."""
        return self.deciding is None or self.deciding.has_channel

    @property
    def not_needed(self) -> dict[str, str]:
        """Return the tasks of the standard network that are left out, each with its reason."""
        charter = () if self.has_channel else CHARTER_TASKS
        return {**self.facts.not_needed, **dict.fromkeys(charter, NO_CHANNEL)}

    def with_known_slip(self) -> OnboardingPlan:
        """Return the plan; raise ``ProblemError`` for a slip of tasks that this client has not."""
        problems = [
            Problem(
                where="slip",
                field=task_id,
                rule=say("this client's plan does without the task"),
                remedy=say("The open points of the plan say why"),
            )
            for task_id in self.slip
            if task_id in self.not_needed
        ]
        if problems:
            raise ProblemError(problems)
        return self

    @cached_property
    def schedule(self) -> Schedule:
        """Return the schedule by most likely durations."""
        return Schedule(network=self.network)

    @cached_property
    def forecast(self) -> Forecast:
        """Return the sampled plans."""
        return Forecast(network=self.network, seed=self.seed, samples=self.samples)

    @cached_property
    def timeline(self) -> Timeline:
        """Return the client's working days from the start of the plan on."""
        return Timeline(start_date=self.facts.start_date, workdays=self.facts.workdays)

    @cached_property
    def deadline(self) -> int:
        """Return the working days from the start to the go-live asked for, both included."""
        return self.timeline.working_days_until(self.facts.go_live)

    @cached_property
    def chance(self) -> Share:
        """Return the chance that the store is live by the date asked for."""
        return self.forecast.chance_by(self.network.goal, self.deadline)

    @cached_property
    def spare(self) -> int:
        """Return the whole working days between the likely go-live and the date asked for."""
        return self.deadline - self.last_working_day(self.network.goal)

    @cached_property
    def operations(self) -> OperationsFacts:
        """Return what the operations reckon with."""
        packs = self.facts.skus
        lacking = frozenset() if packs is None else lacking_packs(packs.skus, self.file.store)
        return operations_facts(self.file, self.deciding, lacking)

    @cached_property
    def range(self) -> RangePlan | None:
        """Return the range worked out, if the client gave a SKU list."""
        skus, facts = self.facts.skus, self.facts.range
        return None if skus is None or facts is None else RangePlan(skus=skus, facts=facts)

    @cached_property
    def logistics(self) -> LogisticsFacts:
        """Return what the logistics reckon with."""
        return logistics_facts(self.operations)

    @cached_property
    def file(self) -> ClientFile:
        """Return the whole client file, for chapters that need more of it than the facts."""
        return load_client(self.facts.where).file

    def without_slip(self) -> OnboardingPlan:
        """Return the plan on the same luck in which nothing has slipped."""
        return replace(self, slip={})

    def with_goal_after(self, task_id: str) -> OnboardingPlan:
        """Return the plan on the same luck in which the go-live waits for one more task."""
        return replace(self, standard=self.standard.goal_waits_for(task_id))

    def last_working_day(self, task_id: str) -> int:
        """Return the number of the working day on which the task is done."""
        return whole_days(self.schedule.finish[task_id])

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
        return self.timeline.last_day(
            self.forecast.finish_quantile(task_id or self.network.goal, chance)
        )

    def dated(self, when: date | None) -> str:
        """Return a day for a table, with its year when that is not the year of the start."""
        return dated(when, year=self.facts.start_date.year)

    def make_up_days(self) -> tuple[date, ...]:
        """Return the weekend days that are worked, in exchange for holidays, in this plan."""
        last = max(self.ends(task.task_id) for task in self.network.tasks)
        worked = self.facts.workdays.between(self.facts.start_date, last)
        return tuple(d for d in worked if self.facts.workdays.kind(d) == "make_up_workday")

    def by_start(self, area: str = "") -> tuple[Task, ...]:
        """Return the tasks of an area, or of all, in the order in which they begin."""
        chosen = (task for task in self.network.tasks if area in {"", task.area})
        start = self.schedule.start
        return tuple(sorted(chosen, key=lambda task: (start[task.task_id], task.task_id)))

    def client_inputs(self) -> Iterator[tuple[date, Task]]:
        """Yield the day on which each client input is needed, soonest first, with its task."""
        for task in self.by_start():
            if task.needs_client_input:
                yield self.starts(task.task_id), task


def network_of(days: TaskDays, *, where: str, standard: Network | None = None) -> Network:
    """Return the standard network with a client's own durations; ``where`` names its file."""
    whole = standard or standard_network()
    return whole.with_days(days, where=f"{where} [project].task_days")


def whole_days(offset: float) -> int:
    """Return the working day on which something that ends after ``offset`` days is over.

    >>> whole_days(42.2), whole_days(43.0), whole_days(43 + 1e-12)
    (43, 43, 43)
    """
    return math.ceil(offset - 1e-6)
