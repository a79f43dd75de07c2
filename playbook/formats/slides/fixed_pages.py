"""The slides that every deck has: the title, the contents and what the results rest on."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from playbook.blocks import Column, Cover, Provenance, Table
from playbook.blocks.document import Document, shortened
from playbook.formats.native import measure
from playbook.formats.native.writing import ACCENT, MUTED, Box, Paragraph, Run, plain, text_box
from playbook.formats.slides.frame import BODY
from playbook.formats.slides.items import Item, Words
from playbook.formats.slides.pages import Page
from playbook.formats.slides.tables import grid_of
from playbook.formats.slides.template import COVER_SUBTITLE, COVER_TITLE
from playbook.words import wording
from playbook.words.language import say

_FACTS = Box(x=84, y=352, width=796, height=130)
_LONGEST_FACTS = (1000, 150)
"""At how many letters a fact is cut: the second where the first leaves no room."""


def cover(slide: Any, block: Cover, document: Document) -> list[str]:
    """Fill the title slide; return what was shortened, for the notes."""
    title, subtitle = slide.placeholders[0], slide.placeholders[1]
    sizes = (40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 16.0, 14.0, 12.0)
    _fill(title, plain(block.title), COVER_TITLE, sizes)
    if block.subtitle:
        _fill(subtitle, plain(block.subtitle), COVER_SUBTITLE, (20.0, 18.0, 16.0, 14.0, 12.0, 10.0))
    else:
        subtitle._element.getparent().remove(subtitle._element)
    agency = document.brand.agency
    if document.brand.picture is None:
        place = Box(x=84, y=52, width=600, height=24)
        _line(slide, place, Run(text=plain(agency), size=18, bold=True, colour=ACCENT))
    facts = [
        (say("Prepared for"), plain(block.client)),
        (say("As of"), wording.day(block.as_of)),
        *((plain(name), plain(value)) for name, value in block.facts),
    ]
    longest = _facts(slide, facts)
    if document.brand.confidential:
        place = Box(x=84, y=500, width=796, height=16)
        words = shortened(plain(document.brand.confidential), 140)
        _line(slide, place, Run(text=words, size=10, colour=MUTED))
    return [f"{name}: {value}" for name, value in facts if max(len(name), len(value)) > longest]


def contents(document: Document) -> Page | None:
    """Return the list of chapters, or None when there are too few to need one."""
    titles = [plain(str(one.heading.block)[2:]) for one in document.sections if one.heading]
    if len(titles) < 4:
        return None
    half = -(-len(titles) // 2) if len(titles) > 9 else len(titles)
    columns = [titles[:half], titles[half:]] if half < len(titles) else [titles]
    width = (BODY.width - 30) / 2 if len(columns) > 1 else BODY.width
    for size in (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0):
        lists = [
            _list(column, start, size)
            for column, start in zip(columns, (1, 1 + half), strict=False)
        ]
        if all(one.height(width) <= BODY.height for one in lists):
            break
    return Page(title=say("Contents"), items=[Columns(lists=tuple(lists))])


def rests_on(block: Provenance) -> Page:
    """Return the slide that says what the results rest on."""
    facts: list[tuple[str, str]] = [
        (say("Client"), block.client),
        (say("As of"), wording.day(block.as_of)),
    ]
    if block.seed is not None:
        facts.append((say("Seed"), str(block.seed)))
    if block.replications is not None:
        facts.append((say("Simulated runs"), wording.count(block.replications)))
    facts.append((say("Model version"), block.model_version))
    facts += [
        (say("Input file {name}", name=name), f"sha256 {digest[:16]}")
        for name, digest in block.inputs
    ]
    title = say("What this rests on")
    table = Table(
        title=title,
        columns=(Column(name=say("What")), Column(name=say("Value"))),
        rows=tuple((name, value) for name, value in facts),
    )
    grid = replace(grid_of(table, "", roomy=False), captioned=False)
    parts = grid.cut(BODY.width, BODY.height, BODY.height)
    return Page(title=title, items=parts[:1])


class Columns(Item):
    """Lists side by side."""

    def __init__(self, *, lists: tuple[Words, ...]) -> None:
        self.lists = lists

    def height(self, width: float) -> float:
        """Return the height of the longest list."""
        return max(one.height(self._width(width)) for one in self.lists)

    def draw(self, slide: Any, box: Box) -> None:
        """Draw each list in its column."""
        wide = self._width(box.width)
        for index, one in enumerate(self.lists):
            one.draw(slide, replace(box, x=box.x + index * (wide + 30), width=wide))

    def _width(self, width: float) -> float:
        return (width - 30 * (len(self.lists) - 1)) / len(self.lists)


def _list(titles: list[str], start: int, size: float) -> Words:
    marks = tuple(str(start + offset) for offset in range(len(titles)))
    return Words(texts=tuple(titles), marks=marks, size=size)


def _facts(slide: Any, facts: list[tuple[str, str]]) -> int:
    """Write the facts in columns, as large as they fit; return at how many letters they are cut."""
    across = min(3, len(facts))
    wide = (_FACTS.width - 20 * (across - 1)) / across
    for longest, size in product(_LONGEST_FACTS, (15.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)):
        cut = [(shortened(name, longest), shortened(value, longest)) for name, value in facts]
        rows = [cut[start : start + across] for start in range(0, len(cut), across)]
        heights = [max(_fact_height(pair, wide, size) for pair in row) for row in rows]
        if sum(heights) + 8 * len(rows) <= _FACTS.height:
            break
    _write_facts(slide, rows, heights, wide, size)
    return longest


def _write_facts(
    slide: Any,
    rows: list[list[tuple[str, str]]],
    heights: list[float],
    wide: float,
    size: float,
) -> None:
    y = _FACTS.y
    for row, high in zip(rows, heights, strict=True):
        for index, (name, value) in enumerate(row):
            place = Box(x=_FACTS.x + index * (wide + 20), y=y, width=wide, height=high)
            words = [
                Paragraph(runs=(Run(text=name, size=size - 2, colour=MUTED),)),
                Paragraph(runs=(Run(text=value, size=size, bold=True),)),
            ]
            text_box(slide, place, words)
        y += high + 8


def _fact_height(pair: tuple[str, str], wide: float, size: float) -> float:
    value = measure.height(pair[1], wide, size, bold=True)
    return measure.height(pair[0], wide, size - 2) + value


def _fill(shape: Any, text: str, box: Box, sizes: tuple[float, ...]) -> None:
    from pptx.util import Pt

    shape.text_frame.text = text
    size = measure.fitting(text, box.width, box.height, sizes)
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def _line(slide: Any, place: Box, run: Run) -> None:
    text_box(slide, place, [Paragraph(runs=(run,))])
