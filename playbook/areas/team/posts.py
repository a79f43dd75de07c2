"""The posts of an onboarding: who is needed from when on, at what cost, and when to search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from playbook.engagement.campaigns import campaigns_of
from playbook.engagement.engagement import Engagement
from playbook.engagement.service import service_plan
from playbook.project.plan import OnboardingPlan
from playbook.project.raci import giver
from sim.tables.read import read_table
from sim.tables.rows import Row
from sim.tables.rules import rule

AGENCY, CLIENT = "agency", "client"
SERVICE = "agency_cs_agent"
TRAINING, LINK, TESTS = "TM5", "LG7", "LG6"


@dataclass(frozen=True, kw_only=True)
class Post:
    """One role: how many full-time people, from which day on, and where their search begins."""

    row: Row
    full_time: float
    needed: date | None
    search: date | None

    @property
    def role(self) -> str:
        """Return the role's id."""
        return self.row.text("role")

    @property
    def side(self) -> str:
        """Return whose people these are."""
        return self.row.text("side")

    @property
    def cost_cny(self) -> float:
        """Return the cost of a month."""
        return self.full_time * self.row.number("monthly_cost_cny")


def posts(engagement: Engagement) -> list[Post]:
    """Return every role of the plan's tasks and of the store's service, agency first."""
    plan = engagement.plan
    first = first_days(plan)
    agents = service_agents(engagement)
    found = []
    for row in read_table("team/roles"):
        role = row.text("role")
        if role not in first:
            continue
        needed = first[role]
        full_time = agents if role == SERVICE else row.number("full_time_people")
        if row["side"] in (AGENCY, CLIENT) and full_time:
            kind = (
                "hire_lead_service_workdays"
                if role.startswith("agency_cs")
                else "hire_lead_workdays"
            )
            search = plan.timeline.workdays.add(needed, -round(rule(f"team.{kind}").value))
            found.append(Post(row=row, full_time=full_time, needed=needed, search=search))
    return sorted(found, key=lambda post: (post.side != AGENCY, post.needed or date.max, post.role))


def service_agents(engagement: Engagement) -> float:
    """Return the service agents to employ for a normal week, by Erlang C; the lead not counted."""
    client = engagement.client
    return float(service_plan(client, campaigns_of(client)).on_roll)


def first_days(plan: OnboardingPlan) -> dict[str, date]:
    """Return for each role the day of the first task that it works on, answers or gives input for.

    A paper for the platform is an input too; service agents are needed for their training.
    """
    found: dict[str, date] = {}
    for role, task_id in _needs(plan):
        day = plan.starts(task_id)
        found[role] = min(day, found.get(role, day))
    return found


def _needs(plan: OnboardingPlan) -> Iterator[tuple[str, str]]:
    known = {task.task_id for task in plan.network.tasks}
    for task in plan.network.tasks:
        yield from ((role, task.task_id) for role in (*task.responsible, *task.accountable))
        if task.needs_client_input:
            yield giver(task), task.task_id
    for paper in read_table("platform/store_papers"):
        if paper["task_id"] in known:
            yield paper.text("given_by"), paper.text("task_id")
    linked = LINK if LINK in known else TESTS
    for owner in (*read_table("logistics/erp_interfaces"), *read_table("logistics/cutover_tests")):
        yield owner.text("owner"), linked if linked in known else plan.network.goal
    yield SERVICE, TRAINING if TRAINING in known else plan.network.goal
