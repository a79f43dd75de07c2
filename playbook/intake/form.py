"""Write the intake form: a sheet for each section, one for each list, and the SKU list."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from playbook.clients.fields import client_sections
from playbook.clients.workbook.form import SKUS
from playbook.formats.workbook.page import SheetNames
from playbook.formats.workbook.styles import Styles
from playbook.intake.form_sheets import (
    SECTION_WIDTHS,
    columns_of,
    list_purpose,
    list_widths,
    rows_of,
    section_purpose,
    sku_columns,
    write_list,
    write_section,
)
from playbook.intake.sheet import HEAD, MAY, MUST, SheetWriter, bilingual, both
from playbook.intake.words import Explained, shown
from playbook.look.brand import Brand
from playbook.words.language import say
from sim.client.catalogue import standard_approvers
from sim.tables.columns import Row
from sim.tables.read import read_table

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


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What stands in the form: the sections, remarks by ``[section].key``, and the SKU list."""

    era: str
    tree: Mapping[str, Any]
    remarks: Mapping[str, str] = field(default_factory=dict)
    skus: Sequence[Row] = ()

    @property
    def client(self) -> Mapping[str, Any]:
        """Return what is stated of the client."""
        found: Mapping[str, Any] = self.tree.get("client", {})
        return found


def form(stated: Stated) -> bytes:
    """Return the form as a workbook; the same statements give the same bytes."""
    out = io.BytesIO()
    brand = Brand()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": brand.font_zh, "font_size": 10},
    }
    workbook = Workbook(out, options)
    day: date = stated.client.get("as_of", date(2026, 1, 1))
    title = both(lambda: say("Client intake form"), " ")
    workbook.set_properties(
        {
            "title": title,
            "subject": str(stated.client.get("name", "")),
            "author": brand.agency_en,
            "created": datetime(day.year, day.month, day.day),
        }
    )
    _Form(workbook, Styles(workbook, brand), stated).write(title)
    workbook.close()
    return out.getvalue()


class _Form:
    """Add the sheets of one form, and list them on the first."""

    def __init__(self, workbook: Workbook, styles: Styles, stated: Stated) -> None:
        self.workbook, self.styles, self.stated = workbook, styles, stated
        self.explained = Explained(stated.era)
        self.names = SheetNames()
        self.front = self.names.new(both(lambda: say("Contents"), " "))
        self.listed: list[tuple[str, str]] = []

    def write(self, title: str) -> None:
        """Write all sheets, the contents first."""
        front = self._writer(self.front, (34.0, 100.0))
        tree, remarks = self.stated.tree, self.stated.remarks
        for section in client_sections():
            if section.fields:
                purpose = section_purpose(section, self.explained)
                writer = self._sheet(section.name, SECTION_WIDTHS, purpose)
                write_section(writer, section, tree, remarks, self.explained)
            for grid in section.grids:
                columns = columns_of(grid)
                self._grid(grid.path, columns, rows_of(tree, grid))
            if section.name == "range":
                self._grid(SKUS, sku_columns(), self.stated.skus)
        self._references()
        self._contents(front, title)

    def _writer(self, name: str, widths: Sequence[float]) -> SheetWriter:
        sheet = self.workbook.add_worksheet(name)
        return SheetWriter(sheet=sheet, styles=self.styles, widths=tuple(widths))

    def _sheet(self, path: str, widths: Sequence[float], purpose: str) -> SheetWriter:
        title = bilingual(*self.explained.section(path), " ")
        return self._opened(title, widths, purpose)

    def _opened(self, title: str, widths: Sequence[float], purpose: str) -> SheetWriter:
        name = self.names.new(title)
        writer = self._writer(name, widths)
        self.listed.append((name, purpose.replace("\n", "  ")))
        writer.open(title, purpose.split("\n"), self.front)
        return writer

    def _grid(self, path: str, columns: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        purpose = list_purpose(path)
        writer = self._sheet(path, list_widths(columns), purpose)
        write_list(writer, path, columns, rows, self.explained)

    def _references(self) -> None:
        title = both(lambda: say("References"), " ")
        purpose = both(lambda: say("The words that settings name, and the standard. Only to read."))
        widths = (22.0, 40.0, 30.0, *(12.0 for _ in range(12)))
        write_references(self._opened(title, widths, purpose), self.stated.era)

    def _contents(self, writer: SheetWriter, title: str) -> None:
        writer.open(f"{title}: {self.stated.client.get('name', '')}", (), "")
        row = _write_how(writer)
        row = _write_grounds(writer, row)
        heads = (both(lambda: say("Sheet"), " "), both(lambda: say("What it is for"), " "))
        writer.texts(row + 1, heads, writer.head())
        for at, (name, purpose) in enumerate(self.listed, start=row + 2):
            writer.texts(at, ("", purpose), writer.note())
            writer.sheet.write_url(at, 0, f"internal:'{name}'!A1", self.styles.link(), name)
        writer.close(0, repeat=False)


def _steps() -> tuple[str, ...]:
    """Return how the form is filled in, step by step, each in both languages."""
    return (
        both(lambda: say("Fill in the coloured cells together with the client.")),
        both(lambda: say("A cell left empty states nothing: the default beside it holds.")),
        both(lambda: say("Shares are per cents, dates are dates, lists have ; between.")),
        both(lambda: say("Rows may be moved and notes added; the grey keys must stay.")),
        both(
            lambda: say(
                "Then run greenchannel check with this workbook; every other command takes it too."
            )
        ),
    )


def _write_how(writer: SheetWriter) -> int:
    """Write how the form is filled in; return the row below it."""
    lines = _steps()
    how = both(lambda: say("How to fill it in"), " ")
    for number, line in enumerate(lines, start=1):
        looks = (writer.styles.of(bold=True, valign="top"), writer.styles.plain())
        english, chinese = line.split("\n")
        told = f"{number}. {english}\n    {chinese}"
        writer.texts(number + 1, (how if number == 1 else "", told), looks)
    return len(lines) + 3


def _write_grounds(writer: SheetWriter, row: int) -> int:
    """Write what the colours of cells say, from ``row`` on; return the row below it."""
    for ground, told in (
        (MUST, both(lambda: say("must be told"), " ")),
        (MAY, both(lambda: say("may be left to the default"), " ")),
    ):
        writer.texts(row, (told,), writer.styles.plain(bg_color=ground, border=1))
        row += 1
    return row
