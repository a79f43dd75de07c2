"""A document: the blocks of one notebook with their numbers, one language and one brand.

Every renderer starts from here, so chapters, figures and tables carry the same numbers in all
formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

from playbook.blocks import Block, Chart, Cover, Heading, Prose, Provenance, Table
from playbook.look.brand import Brand
from playbook.words import wording
from playbook.words.language import TAGS, say, speaking

_BlockT = TypeVar("_BlockT", bound=Block)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A block with its place in the document: a heading's number, a figure's, a unique anchor."""

    block: Block
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading of level 1 and all that follows it; what stands before the first has no heading."""

    heading: Piece | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Document:
    """Blocks in one language under one brand; a renderer speaks ``language`` while it writes."""

    blocks: Sequence[Block]
    language: str = "en"
    brand: Brand = field(default_factory=Brand)

    @cached_property
    def cover(self) -> Cover | None:
        """Return the title page."""
        return self._first(Cover)

    @cached_property
    def provenance(self) -> Provenance | None:
        """Return what the results rest on."""
        return self._first(Provenance)

    @cached_property
    def sections(self) -> list[Section]:
        """Return the chapters with their numbered pieces, without cover and provenance.

        Tables that are looked up and not read are named at the end of their chapter.
        """
        with speaking(self.language):
            return _sections(_read(self._within))

    @cached_property
    def sections_on_slides(self) -> list[Section]:
        """Return the chapters without what is looked up: nobody reads its names from a screen."""
        return _sections(b for b in self._within if not (isinstance(b, Table) and b.detail))

    @cached_property
    def all_sections(self) -> list[Section]:
        """Return the chapters with all that they have, as the workbook shows them."""
        return _sections(self._within)

    @property
    def _within(self) -> list[Block]:
        return [b for b in self.blocks if not isinstance(b, Cover | Provenance)]

    @cached_property
    def title(self) -> str:
        """Return the document's title for its properties and its first page."""
        if self.cover:
            return f"{self.cover.title} – {self.cover.client}"
        headings = (section.heading for section in self.sections if section.heading)
        return next((str(piece.block)[2:] for piece in headings), self.brand.agency)

    @cached_property
    def is_leaflet(self) -> bool:
        """Tell whether this is one chapter without a cover: its heading is its title.

        A leaflet has no contents, and its foot says what it rests on.
        """
        return self.cover is None and sum(1 for one in self.sections if one.heading) == 1

    @property
    def tag(self) -> str:
        """Return the language as documents name it, such as ``zh-Hans``."""
        return TAGS[self.language]

    @cached_property
    def running(self) -> str:
        """Return the line at the foot of each page: the client, and the date of the client file.

        What else the results rest on stands on the last page; a leaflet has none but its foot.
        """
        if self.is_leaflet or self.provenance is None:
            return origin(self)
        with speaking(self.language):
            return _JOINT.join(_dated(self.provenance))

    @cached_property
    def moment(self) -> datetime:
        """Return the moment written into the file's properties: the client file's date, never now.

        Formats that cannot name a day before 1980 (zip) get that one.
        """
        told = self.provenance or self.cover
        day = told.as_of if told else "1980-01-01"
        return max(
            datetime.fromisoformat(day).replace(tzinfo=UTC),
            datetime(1980, 1, 1, tzinfo=UTC),
        )

    def texts(self) -> Iterable[str]:
        """Yield every text of the document, for the glyph gate and the font subset."""
        for block in self.blocks:
            yield from _texts(block.to_dict())
        yield from (self.title, self.running)
        yield from self.brand.texts()

    def _first(self, kind: type[_BlockT]) -> _BlockT | None:
        return next((block for block in self.blocks if isinstance(block, kind)), None)


FEW_CHAPTERS = 10
"""A paper with so many chapters at most has a dozen pages or fewer, and needs no contents."""


def has_contents(document: Document) -> bool:
    """Tell whether a paper is long enough for a page of contents."""
    return sum(1 for one in document.sections if one.heading) > FEW_CHAPTERS


_JOINT = "  ·  "


def origin(document: Document) -> str:
    """Return in one line what the results rest on, with the seed and the model's version."""
    provenance = document.provenance
    if provenance is None:
        return shortened(document.title)
    with speaking(document.language):
        facts = _dated(provenance)
        if provenance.seed is not None:
            facts.append(say("seed {number}", number=provenance.seed))
        facts.append(say("model {version}", version=provenance.model_version))
        return _JOINT.join(facts)


def _dated(provenance: Provenance) -> list[str]:
    """Return the client and the date of the client file, in the language spoken."""
    day = say("as of {day}", day=wording.day(provenance.as_of))
    return [shortened(provenance.client), day]


def shortened(text: str, most: int = 60) -> str:
    """Return ``text`` on one line of at most ``most`` letters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _read(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what is read; at the end of each chapter what its workbook shows beside that."""
    looked_up: list[str] = []
    for block in blocks:
        if isinstance(block, Table) and block.detail:
            looked_up.append(block.title)
            continue
        if isinstance(block, Heading) and block.level == 1:
            yield from _named(looked_up)
            looked_up = []
        yield block
    yield from _named(looked_up)


def _named(titles: Sequence[str]) -> Iterator[Block]:
    if titles:
        named = dict.fromkeys(titles)
        yield Prose(text=say("In the workbook: {tables}.", tables="; ".join(named)))


def _sections(blocks: Iterable[Block]) -> list[Section]:
    sections = [Section(heading=None)]
    counts = {"chapter": 0, "part": 0, "figure": 0, "table": 0}
    anchors: set[str] = set()
    for block in blocks:
        piece = _numbered(block, counts, anchors)
        if isinstance(block, Heading) and block.level == 1:
            sections.append(Section(heading=piece))
        else:
            sections[-1].pieces.append(piece)
    return [section for section in sections if section.heading or section.pieces]


def _numbered(block: Block, counts: dict[str, int], anchors: set[str]) -> Piece:
    if isinstance(block, Heading):
        if block.level == 1:
            counts["chapter"], counts["part"] = counts["chapter"] + 1, 0
            number = f"{counts['chapter']}"
        else:
            counts["part"] += 1
            number = f"{counts['chapter']}.{counts['part']}"
        return Piece(block=block, number=number, anchor=_unique(block.id, anchors))
    if isinstance(block, Chart | Table):
        kind = "figure" if isinstance(block, Chart) else "table"
        counts[kind] += 1
        return Piece(block=block, number=str(counts[kind]))
    return Piece(block=block)


def _unique(anchor: str, taken: set[str]) -> str:
    name, number = anchor, 2
    while name in taken:
        name, number = f"{anchor}-{number}", number + 1
    taken.add(name)
    return name
