"""What the settings of an intake form name: kinds of offers, standard approvers, classes, tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playbook.intake.sheet import HEAD, SheetWriter, both
from playbook.intake.words import shown
from playbook.words.language import say
from sim.client.load import standard_approvers
from sim.tables.read import read_table
from sim.tables.rows import Row

_SIGNERS = (
    "attention_scale_h",
    "attention_shape",
    "handling_min",
    "handling_cv",
    "absence_share",
    "deputy",
    "people",
    "other_items_per_day",
    "reject_share",
    "return_share_first",
    "return_share_later",
    "screens",
)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One table to look words up in."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def write_references(writer: SheetWriter, era: str) -> None:
    """Write the tables of an era below one another."""
    row = HEAD
    title = writer.styles.of(bold=True, font_color=writer.styles.brand.accent)
    for table in references(era):
        writer.put(row, 0, table.title, title)
        writer.texts(row + 1, table.heads, writer.head())
        for number, cells in enumerate(table.rows, start=row + 2):
            writer.texts(number, cells, writer.note(align="left"))
        row += len(table.rows) + 3
    writer.close(HEAD - 1, repeat=False)


def references(era: str) -> Iterator[Reference]:
    """Yield the tables of an era."""
    named = ("Key 键名", "English", "中文")
    kinds = [row for row in read_table("market/resource_kinds") if row["era"] == era]
    yield Reference(
        title=both(lambda: say("Kinds of offers"), " "),
        heads=named,
        rows=_taken(kinds, ("kind_id", "name_en", "name_zh")),
    )
    yield Reference(
        title=both(lambda: say("Standard authority classes"), " "),
        heads=("up_to_cny", "roles"),
        rows=tuple(
            (row["up_to_cny"], "; ".join(row.parts("roles")))
            for row in read_table("oa/authority_classes")
        ),
    )
    yield Reference(
        title=both(lambda: say("Standard approvers"), " "),
        heads=("(id)", "", "", *_SIGNERS),
        rows=tuple(
            (role, "", "", *(shown(row[name]) for name in _SIGNERS))
            for role, row in standard_approvers(era).items()
        ),
    )
    yield Reference(
        title=both(lambda: say("Tasks of the onboarding"), " "),
        heads=named,
        rows=_taken(read_table("project/tasks"), ("task_id", "task_en", "task_zh")),
    )


def _taken(rows: Sequence[Row], columns: Sequence[str]) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(row[column] for column in columns) for row in rows)
