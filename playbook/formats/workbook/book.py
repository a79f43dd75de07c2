"""Write a document as an Excel workbook: every table and chart in a sheet of its own, to work with.

Tables that are alike in three chapters or more stand together in one sheet that can be filtered;
the plan's Gantt chart is drawn by Excel from its dates, and what can be calculated is a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter import Workbook

from playbook.blocks import Chart, Column, Gantt, Heading, Kpis, Table
from playbook.blocks.document import Document, origin
from playbook.formats.workbook.chart_sheet import write_chart
from playbook.formats.workbook.gantt_sheet import write_gantt
from playbook.formats.workbook.page import PLAIN_SIZE, SheetNames, SheetPage
from playbook.formats.workbook.styles import Styles
from playbook.formats.workbook.table_sheet import FEWEST, heads, together, write_table
from playbook.words import wording
from playbook.words.language import say, speaking

_TITLES_FROM = 6


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One sheet to be: its content, and the chapter it comes from."""

    content: Table | Chart
    chapter: str


def render(document: Document) -> bytes:
    """Return the document as a workbook; the same document gives the same bytes."""
    with speaking(document.language):
        out = io.BytesIO()
        workbook = Workbook(out, _options(document))
        workbook.set_properties(_properties(document))
        _write(workbook, document)
        workbook.close()
        return out.getvalue()


def _options(document: Document) -> dict[str, object]:
    brand = document.brand
    name = brand.font_zh if document.language == "zh" else brand.font
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": name, "font_size": PLAIN_SIZE},
    }


def _properties(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "author": document.brand.agency,
        "comments": origin(document),
        "created": document.moment.replace(tzinfo=None),
    }


def _write(workbook: Workbook, document: Document) -> None:
    names = SheetNames()
    contents = names.new(say("Contents"))
    styles = Styles(workbook, document.brand)
    front = SheetPage(
        sheet=workbook.add_worksheet(contents),
        styles=styles,
        contents=contents,
        running=document.running,
    )
    listed = []
    for entry in _entries(document):
        name = names.new(entry.content.title)
        page = SheetPage(
            sheet=workbook.add_worksheet(name),
            styles=styles,
            contents=contents,
            running=document.running,
        )
        _write_entry(page, workbook, entry)
        listed.append((name, entry))
    _write_front(front, document, listed)


def _write_entry(page: SheetPage, workbook: Workbook, entry: _Entry) -> None:
    content = entry.content
    if isinstance(content, Table):
        write_table(page, content, entry.chapter)
    elif isinstance(content, Gantt):
        write_gantt(page, content, entry.chapter)
    else:
        write_chart(page, workbook, content, entry.chapter)


def _write_front(page: SheetPage, document: Document, listed: list[tuple[str, _Entry]]) -> None:
    """Write what the workbook is, and a link to each of its sheets."""
    widths = [64.0, 70.0]
    styles = page.styles
    for index, wide in enumerate(widths):
        page.sheet.set_column(index, index, wide)
    page.paragraph(0, document.title, widths, style=styles.title(18))
    page.paragraph(1, origin(document), widths)
    page.paragraph(2, " · ".join(filter(None, _brand_words(document))), widths)
    page.text(_TITLES_FROM - 1, 0, say("Sheet"), styles.head())
    page.text(_TITLES_FROM - 1, 1, say("Chapter"), styles.head())
    for row, (name, entry) in enumerate(listed, start=_TITLES_FROM):
        words = entry.content.title[:250]
        page.tall(row, (words, entry.chapter), widths)
        page.sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link(), words)
        page.text(row, 1, entry.chapter, styles.plain())
    page.sheet.freeze_panes(_TITLES_FROM, 0)
    page.close(repeat=False)


def _brand_words(document: Document) -> tuple[str, str, str]:
    return document.brand.agency, document.brand.footer, document.brand.confidential


def _entries(document: Document) -> Iterator[_Entry]:
    """Yield what gets a sheet: key figures, charts, tables; alike ones where the first stands."""
    figures = _key_figures(document)
    if figures is not None:
        yield _Entry(content=figures, chapter=document.title)
    groups: dict[object, list[tuple[str, Table]]] = {}
    found = list(_found(document))
    for chapter, block in found:
        if isinstance(block, Table):
            groups.setdefault(heads(block), []).append((chapter, block))
    done = set()
    for chapter, block in found:
        if isinstance(block, Chart):
            yield _Entry(content=block, chapter=chapter)
            continue
        alike = groups[heads(block)]
        if len(alike) < FEWEST:
            yield _Entry(content=block, chapter=chapter)
        elif heads(block) not in done:
            done.add(heads(block))
            yield _Entry(content=together(alike), chapter=document.title)


def _found(document: Document) -> Iterator[tuple[str, Table | Chart]]:
    for section in document.all_sections:
        chapter = document.title
        if section.heading is not None and isinstance(section.heading.block, Heading):
            chapter = f"{section.heading.number} {section.heading.block.text}"
        for piece in section.pieces:
            if isinstance(piece.block, Table | Chart):
                yield chapter, piece.block


def _key_figures(document: Document) -> Table | None:
    """Return the headline figures and the facts of the cover as one table."""
    rows: list[tuple[str, str, str]] = []
    if document.cover:
        rows += [(name, value, "") for name, value in document.cover.facts]
        rows.insert(0, (say("As of"), wording.day(document.cover.as_of), ""))
    for block in document.blocks:
        if isinstance(block, Kpis):
            rows += [(kpi.label, kpi.value, kpi.detail) for kpi in block.items]
    names = (say("Key figure"), say("Value"), say("Remark"))
    columns = tuple(Column(name=name) for name in names)
    return Table(title=say("Key figures"), columns=columns, rows=tuple(rows)) if rows else None
