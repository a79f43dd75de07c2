"""The posts of an onboarding: who is needed from when on, at what cost, and when to search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from playbook.onboarding.plan import OnboardingPlan
from playbook.operations.chapter import OperationsPlan
from playbook.rules import rule_of
from playbook.task import Task
from sim.csv_tables import Row, read_table

AGENCY, CLIENT = "agency", "client"
SERVICE = "agency_cs_agent"


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
        return str(self.row["role"])

    @property
    def side(self) -> str:
        """Return whose people these are."""
        return str(self.row["side"])

    @property
    def cost_cny(self) -> float:
        """Return the cost of a month."""
        return self.full_time * float(str(self.row["monthly_cost_cny"]))


def posts(plan: OnboardingPlan) -> list[Post]:
    """Return every role of the plan's tasks and of the store's service, agency first."""
    first = first_days(plan)
    agents = service_agents(plan)
    found = []
    for row in read_table("roles"):
        role = str(row["role"])
        if role not in first and role != SERVICE:
            continue
        needed = first.get(role, plan.facts.go_live)
        full_time = agents if role == SERVICE else float(str(row["full_time_share"]))
        if row["side"] in (AGENCY, CLIENT) and full_time:
            lead = rule("hire_lead_cs_wd" if role.startswith("agency_cs") else "hire_lead_wd")
            search = plan.facts.workdays.add(needed, -round(lead))
            found.append(Post(row=row, full_time=full_time, needed=needed, search=search))
    return sorted(found, key=lambda post: (post.side != AGENCY, post.needed or date.max, post.role))


def service_agents(plan: OnboardingPlan) -> float:
    """Return the service agents to employ for a normal day, by Erlang C; the lead not counted."""
    service = OperationsPlan(facts=plan.operations).service
    seats = service.normal.seats(service.at_once).at_peak
    return float(service.people_for(seats))


def first_days(plan: OnboardingPlan) -> dict[str, date]:
    """Return for each role the day on which the first task begins that it works on or answers."""
    found: dict[str, date] = {}
    for task in plan.by_start():
        for role in _working(task):
            found.setdefault(role, plan.starts(task.task_id))
    return found


def _working(task: Task) -> tuple[str, ...]:
    return (*task.responsible, *task.accountable)


def rule(rule_id: str) -> float:
    """Return a rule of ``data/team_rules.csv`` in its unit."""
    return rule_of("team_rules", rule_id).value
