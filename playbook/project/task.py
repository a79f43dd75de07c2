"""A task of an onboarding: who does it, after what, how long it may take, what it yields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from playbook.words.language import localised
from sim.tables.columns import Row


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
