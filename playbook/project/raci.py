"""Who does, answers for, is asked about and is told of each task (RACI, 责任分工矩阵)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from playbook.blocks import Column, Table
from playbook.project.task import Task
from playbook.words.language import localised, say
from sim.tables.read import read_table

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
    )
