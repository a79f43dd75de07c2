"""A task of an onboarding, its days and what it yields; the roles that have a part in it (RACI)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from playbook.blocks import Column, Table
from playbook.words.language import localised, say
from sim.tables.columns import Row
from sim.tables.read import read_table


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task with its owners, its place in the work and three estimates in working days."""

    task_id: str
    area: str
    name_en: str
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    optimistic: float
    most_likely: float
    pessimistic: float
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    deliverable_en: str = ""
    client_input_en: str = ""
    decided_by: str = ""
    name_zh: str = ""
    deliverable_zh: str = ""
    client_input_zh: str = ""
    basis: str = "EXPERT"
    note_en: str = ""
    note_zh: str = ""

    @property
    def name(self) -> str:
        """Return the task's name in the language spoken, with its remarks."""
        return localised(vars(self), "name")

    @property
    def deliverable(self) -> str:
        """Return what the task yields, in the language spoken."""
        return localised(vars(self), "deliverable")

    @property
    def client_input(self) -> str:
        """Return what the client has to give for the task, in the language spoken."""
        return localised(vars(self), "client_input")

    @property
    def note(self) -> str:
        """Return why its links are as they are, in the language spoken; "" for plain ones."""
        return localised(vars(self), "note")

    @property
    def days(self) -> tuple[float, float, float]:
        """Return the optimistic, most likely and pessimistic duration in working days."""
        return (self.optimistic, self.most_likely, self.pessimistic)

    def role_cells(self) -> Iterator[tuple[str, str]]:
        """Yield each role of the task with the column of the table in which it stands."""
        for column, roles in (
            ("r", self.responsible),
            ("a", self.accountable),
            ("c", self.consulted),
            ("i", self.informed),
            ("decides_role", (self.decided_by,) if self.decided_by else ()),
        ):
            for role in roles:
                yield column, role

    @property
    def needs_client_input(self) -> bool:
        """Say whether the task cannot start before the client delivers something."""
        return self.client_input_en not in {"", "none"}

    def acted_by(self, absent: str, stand_in: str) -> Task:
        """Return the task with another role in the place of an absent one."""

        def acting(roles: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(stand_in if role == absent else role for role in roles))

        return replace(
            self,
            responsible=acting(self.responsible),
            accountable=acting(self.accountable),
            consulted=acting(self.consulted),
            informed=acting(self.informed),
            decided_by=stand_in if self.decided_by == absent else self.decided_by,
        )

    def with_days(self, days: tuple[float, float, float], *, basis: str) -> Task:
        """Return the task with other estimates, whose ``basis`` says where they come from."""
        optimistic, most_likely, pessimistic = days
        return replace(
            self,
            optimistic=optimistic,
            most_likely=most_likely,
            pessimistic=pessimistic,
            basis=basis,
        )


def tasks_of(rows: Iterable[Row]) -> tuple[Task, ...]:
    """Return one task a row of ``data/project/tasks.csv``."""
    return tuple(_task(row) for row in rows)


def _task(row: Row) -> Task:
    return Task(
        task_id=row.text("task_id"),
        area=row.text("area"),
        name_en=row.text("task_en"),
        name_zh=row.text("task_zh"),
        responsible=row.parts("r"),
        accountable=row.parts("a"),
        consulted=row.parts("c"),
        informed=row.parts("i"),
        optimistic=row.number("optimistic_workdays"),
        most_likely=row.number("most_likely_workdays"),
        pessimistic=row.number("pessimistic_workdays"),
        predecessors=row.parts("predecessors"),
        deliverable_en=row.text("deliverable_en"),
        deliverable_zh=row.text("deliverable_zh"),
        client_input_en=row.text("client_input_en"),
        client_input_zh=row.text("client_input_zh"),
        decided_by=row.text("decides_role"),
        basis=row.text("basis"),
        note_en=row.text("note_en"),
        note_zh=row.text("note_zh"),
    )


CLIENT, AGENCY = "client", "agency"

EVERYONE = "all"
"""Stands in a role column for everyone who has a part in the project."""


@dataclass(frozen=True, kw_only=True)
class Role:
    """A part that somebody of the client or of the agency plays in the project."""

    role_id: str
    name_en: str
    name_zh: str
    side: str

    @property
    def name(self) -> str:
        """Return the role's name in the language spoken, with its remarks."""
        return localised(vars(self), "name")


@cache
def roles() -> Mapping[str, Role]:
    """Return the roles of ``data/team/roles.csv`` by id."""
    found = (
        Role(
            role_id=row.text("role"),
            name_en=row.text("name_en"),
            name_zh=row.text("name_zh"),
            side=row.text("side"),
        )
        for row in read_table("team/roles")
    )
    return {role.role_id: role for role in found}


def role_ids() -> frozenset[str]:
    """Return the ids that may stand in a task's role columns."""
    return frozenset(roles())


def role_name(role_id: str) -> str:
    """Return the name of a role, without its remarks; the agency's people are named as such."""
    if role_id == EVERYONE:
        return say("Everyone")
    role = roles()[role_id]
    name = role.name.partition(" (")[0].partition("（")[0]
    if role.side != AGENCY:
        return name
    return say("Agency {role}", role=name[:1].lower() + name[1:])


def role_names(role_ids: Iterable[str]) -> str:
    """Return the names of several roles for one cell of a table."""
    return say("; ").join(role_name(role_id) for role_id in role_ids)


def is_client(role_id: str) -> bool:
    """Say whether the role belongs to the client."""
    return role_id in roles() and roles()[role_id].side == CLIENT


def client_roles(task: Task) -> tuple[str, ...]:
    """Return the client's roles in a task, the one who works on it first."""
    in_turn = (*task.responsible, *task.accountable, *task.consulted)
    return tuple(dict.fromkeys(role for role in in_turn if is_client(role)))


def giver(task: Task) -> str:
    """Return the client's role that has the task's input to give.

    Who decides gives it, else the client's role that works on the task.
    """
    return task.decided_by or (client_roles(task) or task.accountable)[0]


def raci_table(tasks: Iterable[Task], *, title: str) -> Table:
    """Return one row a task: who is responsible, accountable, consulted and informed."""
    rows = tuple(
        (
            f"{task.task_id} {task.name}",
            role_names(task.responsible),
            role_names(task.accountable),
            role_names(task.consulted),
            role_names(task.informed),
        )
        for task in tasks
    )
    return Table(
        title=title,
        columns=tuple(
            Column(name=name)
            for name in (
                say("Task"),
                say("Responsible"),
                say("Accountable"),
                say("Consulted"),
                say("Informed"),
            )
        ),
        rows=rows,
        detail=True,
    )
