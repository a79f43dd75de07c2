"""The team in the plan: who is needed on both sides, hired by when, trained, and paid for what."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.blocks import Block, Blocks, Callout, Column, Heading, Prose, Table
from playbook.onboarding.plan import OnboardingPlan
from playbook.operations.chapter import OperationsPlan
from playbook.operations.facts import operations_facts
from playbook.raci import role_name
from playbook.rules import rule_of
from playbook.task import Task
from playbook.wording import day, in_words, money, sentences, share
from sim.csv_tables import Row, read_table
from sim.language import localised, say, say_many

AGENCY, CLIENT = "agency", "client"
SERVICE = "agency_cs_agent"
TRAINING, REVISION_DAY, MONDAY = "TM5", 20, 0


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
    first = _first_days(plan)
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
    service = OperationsPlan(facts=operations_facts(plan.file)).service
    seats = service.normal.seats(service.at_once).at_peak
    return float(service.people_for(seats))


def team(plan: OnboardingPlan) -> Blocks:
    """Return the chapter: posts with costs and dates, names, training, meetings, incentives."""
    found = posts(plan)
    sides = {side: [post for post in found if post.side == side] for side in (AGENCY, CLIENT)}
    heading = say(
        "The team: {agency} full-time posts at the agency, {client} at {name}",
        agency=_tenths(sides[AGENCY]),
        client=_tenths(sides[CLIENT]),
        name=plan.facts.name,
    )
    return Blocks(
        [
            Heading(text=heading, id="team"),
            Prose(text=_costs(plan, sides)),
            *_late(plan, found),
            _posts_table(plan, found),
            *_names(plan),
            _training(plan),
            _meetings(plan),
            *(_incentives(side) for side in (AGENCY, CLIENT)),
        ]
    )


def _tenths(found: list[Post]) -> str:
    return f"{sum(post.full_time for post in found):.1f}"


def _costs(plan: OnboardingPlan, sides: dict[str, list[Post]]) -> str:
    file = plan.file
    ours = sum(post.cost_cny for post in sides[AGENCY])
    agents = next((post.full_time for post in sides[AGENCY] if post.role == SERVICE), 0.0)
    return sentences(
        say(
            "At the rates of the table (EXPERT) the agency's team costs {cost} a month; the client"
            " file reckons with {stated}.",
            cost=money(ours),
            stated=money(file.agency.monthly_cost_cny),
        ),
        say(
            "Of it {agents} are service agents, as the chats of a normal day ask (Erlang C).",
            agents=f"{agents:g}",
        ),
        say(
            "The client's own share of time costs {cost} a month during the preparation.",
            cost=money(sum(post.cost_cny for post in sides[CLIENT])),
        ),
    )


def _late(plan: OnboardingPlan, found: list[Post]) -> Iterator[Block]:
    """Yield a warning for agency posts whose search should have begun before the plan does."""
    late = [
        post
        for post in found
        if post.side == AGENCY and post.search and post.search < plan.facts.start_date
    ]
    if late:
        names = in_words([role_name(post.role) for post in late])
        yield Callout(
            title=say("To be named from the present staff"),
            text=say_many(
                "{n} post of the agency is needed sooner than somebody can be hired: {names}."
                " Whoever takes it must be there already.",
                "{n} posts of the agency are needed sooner than somebody can be hired: {names}."
                " Whoever takes them must be there already.",
                len(late),
                names=names,
            ),
        )


def _posts_table(plan: OnboardingPlan, found: list[Post]) -> Table:
    return Table(
        title=say("Posts on both sides"),
        columns=(
            Column(name=say("Role")),
            Column(name=say("Share of full time"), format="share", id="posts"),
            Column(name=say("Cost a month"), unit=say("CNY"), format="exact_money", id="cost"),
            Column(name=say("Needed on")),
            Column(name=say("Search from")),
        ),
        rows=(
            *(
                (
                    role_name(post.role),
                    post.full_time,
                    post.cost_cny,
                    plan.dated(post.needed),
                    plan.dated(post.search) if post.side == AGENCY else "–",
                )
                for post in found
            ),
            (
                say("Together"),
                sum(post.full_time for post in found),
                sum(post.cost_cny for post in found),
                "",
                "",
            ),
        ),
        row_ids=(*(post.role for post in found), "together"),
        formulas=(("together", f"sum({', '.join(post.role for post in found)})"),),
        total=True,
        note=say(
            "Needed on: the first task of the role by most likely durations. Search from:"
            " {lead} working days before it, {service} for service (EXPERT).",
            lead=f"{rule('hire_lead_wd'):g}",
            service=f"{rule('hire_lead_cs_wd'):g}",
        ),
    )


def _names(plan: OnboardingPlan) -> Iterator[Block]:
    """Yield which of the client's contacts have a name, and by when the others need one."""
    contacts = plan.file.contacts
    first = _first_days(plan)
    rows = []
    for contact, role in CONTACTS.items():
        name = getattr(contacts, contact, None) if contacts else None
        rows.append((role_name(role), name or say("open"), plan.dated(first.get(role))))
    open_ones = sum(1 for _, name, _ in rows if name == say("open"))
    title = say_many(
        "{n} contact of the client still without a name",
        "{n} contacts of the client still without a name",
        open_ones,
    )
    if not open_ones:
        title = say("The client's contacts")
    yield Table(
        title=title,
        columns=(
            Column(name=say("Role")),
            Column(name=say("Name")),
            Column(name=say("Needed on")),
        ),
        rows=tuple(rows),
        note=say("Names come from [contacts] of the client file."),
    )


CONTACTS = {
    "sponsor": "client_sponsor",
    "director": "client_ecom_director",
    "product": "client_product_lead",
    "supply": "client_supply_lead",
    "finance": "client_finance",
    "it": "client_it_lead",
    "logistics": "client_logistics_lead",
    "brand": "client_brand",
}
"""The contacts of a client file, and the roles that they hold."""


def _training(plan: OnboardingPlan) -> Table:
    rows = read_table("training_modules")
    hours = sum(float(str(row["hours"])) for row in rows)
    known = {task.task_id for task in plan.network.tasks}
    when = plan.dated(plan.starts(TRAINING)) if TRAINING in known else "–"
    return Table(
        title=say("Training: {hours} hours from {day} on", hours=f"{hours:g}", day=when),
        columns=(
            Column(name=say("Module")),
            Column(name=say("Hours"), format="integer"),
            Column(name=say("Given by")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                round(float(str(row["hours"]))),
                role_name(str(row["given_by"])),
            )
            for row in rows
        ),
    )


def _meetings(plan: OnboardingPlan) -> Table:
    return Table(
        title=say("Meetings, and the first of each"),
        columns=(
            Column(name=say("Meeting")),
            Column(name=say("Minutes"), format="integer"),
            Column(name=say("Who")),
            Column(name=say("What")),
            Column(name=say("First on")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                int(str(row["minutes"])),
                localised(row, "who"),
                localised(row, "subject"),
                day(first_meeting(plan, str(row["rhythm"]))),
            )
            for row in read_table("meetings")
        ),
        note=say("A day off moves a meeting to the next working day."),
    )


def first_meeting(plan: OnboardingPlan, rhythm: str) -> date:
    """Return the first day of a meeting that is held ``daily``, ``weekly`` and so on.

    Daily and weekly ones begin with the go-live, the monthly one is on the 20th after it, and the
    quarterly one so many working days before the next quarter as the plan is filed.
    """
    workdays, live = plan.facts.workdays, plan.ends(plan.network.goal)
    if rhythm == "daily":
        return workdays.add(live, 0)
    if rhythm == "weekly":
        return workdays.add(live + timedelta(days=(MONDAY - live.weekday()) % 7 or 7), 0)
    if rhythm == "monthly":
        month = live if live.day <= REVISION_DAY else live.replace(day=1) + timedelta(days=32)
        return workdays.add(month.replace(day=REVISION_DAY), 0)
    months = 12 * live.year + (live.month - 1) // 3 * 3 + 3
    quarter = date(months // 12, months % 12 + 1, 1)
    return workdays.add(quarter, -plan.file.plan.filed_days)


def _incentives(side: str) -> Table:
    rows = [row for row in read_table("incentives") if row["side"] == side]
    weights = [float(str(row["weight"])) for row in rows]
    title = say("Incentive sheet of the agency's team")
    if side == CLIENT:
        title = say("Incentive sheet of the client's team")
    ids = [str(row["kpi_id"]) for row in rows]
    return Table(
        title=title,
        columns=(
            Column(name=say("Figure")),
            Column(name=say("Weight"), format="share", id="weight"),
            Column(name=say("Reached"), format="share", id="reached"),
            Column(name=say("Counts"), format="share", id="counts"),
        ),
        rows=(
            *(
                (localised(row, "name"), weight, 1.0, weight)
                for row, weight in zip(rows, weights, strict=True)
            ),
            (say("together"), math.fsum(weights), None, math.fsum(weights)),
        ),
        row_ids=(*ids, "together"),
        formulas=(
            ("counts", "weight * reached"),
            ("together", f"sum({', '.join(ids)})"),
        ),
        total=True,
        note=say(
            "Write what was reached into the workbook. Full marks pay {bonus} of a month's fixed"
            " pay (EXPERT); nothing is paid in a month with a breach of the red lines.",
            bonus=share(rule("bonus_share")),
        ),
    )


def rule(rule_id: str) -> float:
    """Return a rule of ``data/team_rules.csv`` in its unit."""
    return rule_of("team_rules", rule_id).value


def _first_days(plan: OnboardingPlan) -> dict[str, date]:
    """Return for each role the day on which the first task begins that it works on or answers."""
    found: dict[str, date] = {}
    for task in plan.by_start():
        for role in _working(task):
            found.setdefault(role, plan.starts(task.task_id))
    return found


def _working(task: Task) -> tuple[str, ...]:
    return (*task.responsible, *task.accountable)
