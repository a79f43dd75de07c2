"""Write blocks as HTML: one self-contained file a document, or a cell's output in JupyterLab.

Everything a client typed goes through the template's escaping; nothing is fetched and no script
runs, which the page's own content policy enforces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from playbook import wording
from playbook.blocks import Block, Blocks, Chart, Cover, Heading, Provenance, Table

_TEMPLATES = Path(__file__).parent / "templates"

_BlockT = TypeVar("_BlockT", bound=Block)


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A block with its place in the document: a heading's number, a figure's, a unique anchor."""

    block: Block
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class _Section:
    """A heading of level 1 and all that follows it."""

    heading: _Piece | None
    pieces: list[_Piece] = field(default_factory=list)


def document(blocks: Sequence[Block]) -> str:
    """Return the whole document as one HTML page; the same blocks give the same text."""
    cover, provenance = _first(blocks, Cover), _first(blocks, Provenance)
    sections = _sections(block for block in blocks if not isinstance(block, Cover | Provenance))
    title = _title(cover, sections)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            cover=cover,
            provenance=provenance,
            sections=sections,
            contents=[section.heading for section in sections if section.heading],
            title=title,
            running=_running(title, provenance),
            css=Markup(_text("blocks.css") + _text("report.css")),
        )
    )


def for_notebook(blocks: Blocks) -> str:
    """Return the blocks as a cell's output in JupyterLab, light or dark."""
    pieces = [_Piece(block=block) for block in blocks]
    return (
        _environment()
        .get_template("notebook.html.j2")
        .render(pieces=pieces, css=Markup(_text("blocks.css") + _text("notebook.css")))
    )


def _sections(blocks: Iterable[Block]) -> list[_Section]:
    sections = [_Section(heading=None)]
    counts = {"chapter": 0, "part": 0, "figure": 0, "table": 0}
    anchors: set[str] = set()
    for block in blocks:
        piece = _numbered(block, counts, anchors)
        if isinstance(block, Heading) and block.level == 1:
            sections.append(_Section(heading=piece))
        else:
            sections[-1].pieces.append(piece)
    return [section for section in sections if section.heading or section.pieces]


def _numbered(block: Block, counts: dict[str, int], anchors: set[str]) -> _Piece:
    if isinstance(block, Heading):
        if block.level == 1:
            counts["chapter"], counts["part"] = counts["chapter"] + 1, 0
            number = f"{counts['chapter']}"
        else:
            counts["part"] += 1
            number = f"{counts['chapter']}.{counts['part']}"
        return _Piece(block=block, number=number, anchor=_unique(block.id, anchors))
    if isinstance(block, Chart | Table):
        kind = "figure" if isinstance(block, Chart) else "table"
        counts[kind] += 1
        return _Piece(block=block, number=str(counts[kind]))
    return _Piece(block=block)


def _unique(anchor: str, taken: set[str]) -> str:
    name, number = anchor, 2
    while name in taken:
        name, number = f"{anchor}-{number}", number + 1
    taken.add(name)
    return name


def _first(blocks: Sequence[Block], kind: type[_BlockT]) -> _BlockT | None:
    return next((block for block in blocks if isinstance(block, kind)), None)


def _title(cover: Cover | None, sections: list[_Section]) -> str:
    if cover:
        return f"{cover.title} – {cover.client}"
    return next((str(s.heading.block)[2:] for s in sections if s.heading), "Green Channel")


def _running(title: str, provenance: Provenance | None) -> str:
    """Return the line at the foot of each printed page, short enough for one line."""
    if provenance is None:
        return _shortened(title)
    facts = [
        _shortened(provenance.client),
        f"{wording.WORDS['as_of'].lower()} {wording.day(provenance.as_of)}",
    ]
    if provenance.seed is not None:
        facts.append(f"{wording.WORDS['seed'].lower()} {provenance.seed}")
    return "  ·  ".join([*facts, f"{wording.WORDS['model'].lower()} {provenance.model_version}"])


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _drawn(chart: Chart) -> list[Markup]:
    from playbook.charts import svgs  # matplotlib is loaded only when there is a chart

    return [Markup(svg) for svg in svgs(chart)]


def _css_string(text: str) -> Markup:
    """Return ``text`` as a CSS string in which all but letters and digits is escaped."""
    plain = (
        letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} "
        for letter in text
    )
    return Markup(f'"{"".join(plain)}"')


@cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
    )
    environment.filters.update(
        tight=wording.tight, day=wording.day, css_string=_css_string, count=wording.count
    )
    environment.globals.update(
        words=wording.WORDS, language=wording.LANGUAGE, cell=wording.cell, drawn=_drawn
    )
    return environment
