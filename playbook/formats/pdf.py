"""Write a document as PDF with Typst: tagged, archivable (PDF/A-2a) and accessible (PDF/UA-1).

The template is fixed; all that a document says reaches it as JSON, so a client's words are text
and never mark-up. The words of a chart are set by Typst, not by its SVG reader, which would neither
mix scripts nor set a variable font's weights.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Cover,
    Heading,
    Kpis,
    Prose,
    Provenance,
    Sources,
    Table,
)
from playbook.blocks.document import Document, Piece, has_contents
from playbook.formats.picture.charts import Picture, pictures
from playbook.look import fonts
from playbook.look.brand import Brand
from playbook.look.hand import HAND_MM, to_be_written
from playbook.look.measure import CellWords, softened, text_width
from playbook.words import wording
from playbook.words.language import language, say, speaking
from playbook.words.wording import tight

if TYPE_CHECKING:
    import typst

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_BODY_WIDTH = 170 / 25.4 * 72
"""The width of the page's text in points: A4 less 20 mm on both sides."""

_SIZES = (9.0, 8.25, 7.5, 7.0)
"""The sizes of a table's letters in points; one of many columns begins with a smaller one."""

_CELL = 8.0
"""What a cell keeps free in points, and that first cells are in a heavier weight."""

_TALL = 105 / 25.4 * 72
"""Points: a taller chart may be a little smaller, so that no half-empty page comes before it."""

_SMALLER = 0.8

_WITH_A_CHART = 200 / 25.4 * 72
"""Points that a chart and its first words may take of a page, besides heading, caption and note."""

_LETTERS, _LINE, _BETWEEN = 10.0, 1.6, 1.2
"""Size of a text's letters in points; in letters, from line to line and between paragraphs."""

_REGIONS = {"en": "gb", "zh": "cn"}


def render(document: Document) -> bytes:
    """Return the whole document as PDF; the same document gives the same bytes.

    Raises ``ProblemError`` when a character of the document is in no font.
    """
    with speaking(document.language):
        told = _told(document)
    fonts.check_glyphs(_words(told), document.title[:60])
    import typst  # the compiler is large; only a PDF needs it

    try:
        made = typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=fonts.typst_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=int(document.moment.timestamp()),
        )
    except typst.TypstError as fault:
        raise RuntimeError(f"{fault.message}\n{fault.diagnostic}") from fault
    assert isinstance(made, bytes)
    return made


def _told(document: Document) -> dict[str, Any]:
    """Return all that the template needs: words in the language spoken, numbers written out."""
    brand = document.brand
    day = document.moment
    pieces = [
        piece
        for section in document.sections
        for piece in ([section.heading] if section.heading else []) + section.pieces
    ]
    return {
        "title": document.title,
        "author": brand.agency,
        "lang": document.language,
        "region": _REGIONS[document.language],
        "day": [day.year, day.month, day.day],
        "families": fonts.families(document.language),
        "colours": {
            name: getattr(brand, name) for name in ("accent", "ink", "muted", "good", "bad")
        },
        "logo": _logo(brand),
        "running": document.running,
        "footer": brand.footer,
        "confidential": brand.confidential,
        "cover": None if document.cover is None else _cover(document.cover),
        "leaflet": document.is_leaflet,
        "listed": has_contents(document),
        "blocks": _blocks(pieces, brand),
        "provenance": None if document.provenance is None else _provenance(document.provenance),
        "words": {
            "contents": say("Contents"),
            "table": say("Table"),
            "figure": say("Figure"),
        },
    }


def _logo(brand: Brand) -> dict[str, Any] | None:
    logo = brand.picture
    if logo is None:
        return None
    return {
        "format": logo.kind,
        "bytes": list(logo.content),
        "alt": brand.logo_alt or brand.agency,
    }


def _cover(cover: Cover) -> dict[str, Any]:
    return {
        "for": say("Prepared for"),
        "client": cover.client,
        "title": tight(cover.title),
        "subtitle": tight(cover.subtitle),
        "facts": [
            [say("As of"), wording.day(cover.as_of)],
            *([name, tight(value)] for name, value in cover.facts),
        ],
    }


def _provenance(told: Provenance) -> dict[str, Any]:
    facts = [[say("Client"), told.client], [say("As of"), wording.day(told.as_of)]]
    if told.seed is not None:
        facts.append([say("Seed"), str(told.seed)])
    if told.replications is not None:
        facts.append([say("Simulated seasons"), wording.count(told.replications)])
    facts.append([say("Model version"), told.model_version])
    return {
        "heading": say("What this rests on"),
        "facts": facts,
        "files": say("Input files"),
        "inputs": [[name, f"sha256 {digest[:12]}"] for name, digest in told.inputs],
    }


def _blocks(pieces: list[Piece], brand: Brand) -> list[dict[str, Any]]:
    told = [_block(piece, brand) for piece in pieces]
    for words, shown in pairwise(told):
        if "paragraphs" in words and "pictures" in shown:
            words["fits"] = _high(words["paragraphs"], shown["pictures"]) <= _WITH_A_CHART
    for block in told:
        if block.get("level") == 1:
            break
        if "level" in block:  # a reader of tags expects a chapter before its parts
            block |= {"level": 1, "number": ""}
    return told


def _high(paragraphs: list[str], drawn: list[dict[str, Any]]) -> float:
    """Return about how high words and the pictures after them are together, in points."""
    lines = sum(ceil(text_width(text, _LETTERS) / _BODY_WIDTH) for text in paragraphs)
    words = _LETTERS * (_LINE * lines + _BETWEEN * len(paragraphs))
    return words + sum(float(picture["height"] * picture["scale"]) for picture in drawn)


def _block(piece: Piece, brand: Brand) -> dict[str, Any]:
    block = piece.block
    return {"kind": block.block, "number": piece.number, **_content(block, brand)}


def _content(block: Block, brand: Brand) -> dict[str, Any]:
    match block:
        case Heading():
            return {"level": block.level, "text": tight(block.text)}
        case Prose():
            paragraphs = [tight(text) for text in block.paragraphs()]
            return {"paragraphs": paragraphs, "language": block.language or language()}
        case Bullets():
            return {"items": [tight(item) for item in block.items], "numbered": block.numbered}
        case Kpis():
            return {"items": [_kpi(item) for item in block.items]}
        case Table():
            return _table(block)
        case Chart():
            return _chart(block, brand)
        case Callout():
            return {"title": tight(block.title), "text": tight(block.text), "tone": block.tone}
        case Sources():
            return {"heading": say("Sources"), "items": list(block.items)}
    return {}


def _kpi(kpi: Any) -> dict[str, str]:
    return {
        "label": tight(kpi.label),
        "value": tight(kpi.value),
        "detail": tight(kpi.detail),
        "tone": kpi.tone,
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [[tight(words) for words in table.words(row)] for row in range(len(table.rows))]
    heads = table.heads()
    named = [tight(f"{name} {unit}".strip()) for name, unit in heads]
    columns = CellWords(
        texts=list(zip(named, *(to_be_written(rows) if table.by_hand else rows), strict=True)),
        padding=_CELL,
        measure=text_width,
        total=table.total,
    )
    fit = columns.fit(_BODY_WIDTH, _SIZES[(len(heads) > 2) + (len(heads) > 6) + (len(heads) > 8) :])
    free = [width - _CELL for width in fit.widths]
    return {
        "title": tight(table.title),
        "note": tight(table.note),
        "total": table.total,
        "hand": HAND_MM if table.by_hand else 0,
        "size": fit.size,
        "columns": [
            {
                "name": softened(tight(name), width - _CELL, fit.size, bold=True),
                "unit": unit,
                "align": column.align,
                "width": width / _BODY_WIDTH,
            }
            for (name, unit), column, width in zip(heads, table.columns, fit.widths, strict=True)
        ],
        "rows": [
            [softened(words, room, fit.size) for words, room in zip(row, free, strict=True)]
            for row in rows
        ],
    }


def _chart(chart: Chart, brand: Brand) -> dict[str, Any]:
    return {
        "title": tight(chart.title),
        "note": tight(chart.note),
        "alt": " ".join(chart.alt.split()),
        "pictures": [
            {**asdict(picture.on_paper(brand)), "scale": _scale(picture)}
            for picture in pictures(chart)
        ],
    }


def _scale(picture: Picture) -> float:
    """Return how many points of the page a pixel of the picture takes."""
    whole = _BODY_WIDTH / picture.width
    return max(_SMALLER * whole, min(whole, _TALL / picture.height))


def _words(value: object) -> list[str]:
    """Return every text in what is told to the template, but not the drawings."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, one in value.items() if name not in _DRAWN for text in _words(one)]
    if isinstance(value, list):
        return [text for one in value for text in _words(one)]
    return []


_DRAWN = frozenset(("svg", "bytes"))
