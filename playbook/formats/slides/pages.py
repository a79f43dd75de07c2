"""Lay a chapter out on slides: what fits together stands together, and nothing overflows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from playbook.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Gantt,
    Heading,
    Kpis,
    PageBreak,
    Prose,
    Sources,
    Table,
)
from playbook.blocks.document import Piece, Section
from playbook.formats.native import measure
from playbook.formats.native.writing import Box, plain
from playbook.formats.slides import frame
from playbook.formats.slides.figures import Beside, SlidePicture, Subtitle
from playbook.formats.slides.frame import BODY, GAP
from playbook.formats.slides.items import Band, Cards, Item, Words, words_of
from playbook.formats.slides.tables import TableGrid, grid_of
from playbook.words.language import say


def items_of(
    pieces: Sequence[Piece], moment: datetime, size: float, roomy: bool
) -> list[Item | None]:
    """Return the items of a chapter; None where a new slide must begin."""
    plain_items = [_item(piece, moment, size, roomy) for piece in pieces]
    found: list[Item | None] = []
    for index, item in enumerate(plain_items):
        if not isinstance(item, SlidePicture) or isinstance(item.block, Gantt):
            found.append(item)
            continue
        texts: list[Item] = []
        while found and isinstance(found[-1], Words | Band) and not _above(texts, found[-1], item):
            last = found.pop()
            assert last is not None
            texts.insert(0, last)
        following = [] if texts else _following(plain_items[index + 1 :], item)
        if following:
            plain_items[index + 1 : index + 1 + len(following)] = [_TAKEN] * len(following)
            found.append(Beside(picture=item, texts=tuple(following)))
            continue
        beside = Beside(picture=item, texts=tuple(texts))
        if texts and beside.fits(BODY.width):
            found.append(beside)
        else:
            found += [*texts, item]
    return [item for item in found if item is not _TAKEN]


_TAKEN = Subtitle(text="")


def _following(items: Sequence[Item | None], picture: SlidePicture) -> list[Item]:
    """Return the words after a chart that can stand beside it, sub-headings included."""
    taken: list[Item] = []
    for item in items:
        if not isinstance(item, Words | Band | Subtitle):
            break
        if not Beside(picture=picture, texts=(*taken, item)).fits(BODY.width):
            break
        taken.append(item)
    while taken and isinstance(taken[-1], Subtitle):
        taken.pop()
    return [] if len(taken) == 1 and _above([], taken[0], picture) else taken


def _above(texts: list[Item], words: Item | None, picture: Item) -> bool:
    """Tell whether words read better in a line above a chart than in a column beside it."""
    if texts or words is None:
        return False
    high = words.height(BODY.width)
    stacked = high + GAP + picture.height(BODY.width)
    return high <= 2.2 * frame.TEXT * measure.LEADING and stacked <= BODY.height


def _item(piece: Piece, moment: datetime, size: float, roomy: bool) -> Item | None:
    block: Block = piece.block
    if isinstance(block, Heading):
        return Subtitle(text=plain(block.text))
    if isinstance(block, Prose | Bullets | Sources):
        return words_of(block, size)
    if isinstance(block, Kpis):
        return Cards(block=block, size=size)
    if isinstance(block, Callout):
        return Band(block=block, size=size)
    if isinstance(block, Table):
        return grid_of(block, piece.number, roomy=roomy)
    if isinstance(block, Chart):
        low = size <= _LEAFLET_SIZES[0][0]
        return SlidePicture(block=block, number=piece.number, moment=moment, low=low)
    assert isinstance(block, PageBreak)
    return None


_SIZES = ((frame.TEXT, True), (frame.TEXT, False), (14.5, False), (13.0, False))
"""Letters of the text, and whether small tables are written large, in order of preference."""
_LEAFLET_SIZES = ((12.0, False), (11.0, False), (10.0, False))
_ORPHAN = 90.0
_MOST_CHART = 410.0


_FREE = Words | Band | Cards
"""What may stand on another slide of its chapter than the one it came to."""


@dataclass(kw_only=True)
class Page:
    """One slide: its title, the chapter above it, and its items from top to bottom."""

    title: str
    kicker: str = ""
    items: list[Item] = field(default_factory=list)
    untitled: list[Item] = field(default_factory=list)
    """What stood first before the title took its words."""

    def used(self) -> float:
        """Return the height of the items and the gaps between them."""
        heights = [item.height(BODY.width) for item in self.items]
        return sum(heights) + GAP * max(len(heights) - 1, 0)

    def room(self) -> float:
        """Return the height that is left for a further item; below a title that is known."""
        high = BODY.height + (self._raised() if self.title else 0.0)
        return high - self.used() - (GAP if self.items else 0)

    def _raised(self) -> float:
        """Return how much higher the items begin below a title of one line."""
        size = frame.TITLE_SIZES[0]
        return 24.0 if measure.lines(self.title, frame.TITLE.width, size, bold=True) == 1 else 0.0

    def places(self) -> list[tuple[Item, Box]]:
        """Return each item with its box; charts take what is left."""
        raised = self._raised()
        stretching = sum(item.stretches for item in self.items)
        spare = max(BODY.height + raised - self.used(), 0.0) / max(stretching, 1)
        placed, y = [], BODY.y - raised
        for item in self.items:
            high = item.height(BODY.width)
            if item.stretches:
                high = max(high, min(high + spare, _MOST_CHART))
            placed.append((item, replace(BODY, y=y, height=high)))
            y += high + GAP
        return placed


def pages_of(
    section: Section, title: str, moment: datetime, *, leaflet: bool = False
) -> list[Page]:
    """Return the slides of a chapter, with the largest letters that need the fewest slides.

    A leaflet is one slide if smaller letters make it one.
    """
    sizes = (*_SIZES, *_LEAFLET_SIZES) if leaflet else _SIZES
    tries = [_Layout(section, title, moment, size, roomy).pages for size, roomy in sizes]
    return min(tries, key=_cost)


def _cost(pages: list[Page]) -> float:
    return len(pages) + 0.6 * sum(page.used() < _ORPHAN for page in pages[1:])


class _Layout:
    """Fills slides one after the other."""

    def __init__(
        self, section: Section, title: str, moment: datetime, size: float, roomy: bool
    ) -> None:
        heading = section.heading
        self.chapter = plain(str(heading.block)[2:]) if heading else title
        self.number = f"{heading.number}  " if heading else ""
        self.pages = [Page(title=self.chapter)]
        self.waiting = ""
        for item in items_of(section.pieces, moment, size, roomy):
            if item is None:
                self._turn()
            elif isinstance(item, Subtitle):
                self._flush()
                self.waiting = item.text
            else:
                self._place(item)
        self._flush()
        if len(self.pages) > 1 and not self.pages[-1].items:
            self.pages.pop()
        self._mend()

    def _turn(self) -> None:
        """Begin a new slide unless this one is still empty."""
        if self.pages[-1].items:
            kicker = f"{self.number}{self.chapter}"
            self.pages.append(Page(title="", kicker=kicker))

    def _flush(self) -> None:
        """Write a heading that nothing followed."""
        if self.waiting:
            subtitle, self.waiting = Subtitle(text=self.waiting), ""
            if self.pages[-1].room() < subtitle.height(BODY.width):
                self._turn()
            self._put(subtitle)

    def _place(self, item: Item) -> None:
        head = Subtitle(text=self.waiting).height(BODY.width) + GAP if self.waiting else 0.0
        room = self.pages[-1].room() - head
        if isinstance(item, SlidePicture) and isinstance(item.block, Gantt):
            for part in item.cut(BODY.width, room, BODY.height):
                self._fit(part)
            return
        if item.height(BODY.width) <= room:
            self._put(item)
            return
        used = BODY.height - room
        worth = 130.0 if isinstance(item, TableGrid) else 60.0
        sparse = used < BODY.height * (0.45 if isinstance(item, TableGrid) else 0.25)
        if not (sparse and room > worth):
            self._turn()
            room = BODY.height
            if isinstance(item, TableGrid) and not self.waiting:
                item = replace(item, captioned=False)
        for part in item.cut(BODY.width, room, BODY.height):
            self._fit(part)

    def _fit(self, part: Item) -> None:
        head = Subtitle(text=self.waiting).height(BODY.width) + GAP if self.waiting else 0.0
        if part.height(BODY.width) > self.pages[-1].room() - head + 0.01:
            self._turn()
        self._put(part)

    def _put(self, item: Item) -> None:
        page = self.pages[-1]
        if not page.title:
            head: list[Item] = [Subtitle(text=self.waiting)] if self.waiting else []
            page.untitled = [*head, item]
            item = self._entitle(page, item)
        elif self.waiting:
            page.items.append(Subtitle(text=self.waiting))
        self.waiting = ""
        page.items.append(item)

    def _entitle(self, page: Page, item: Item) -> Item:
        """Name a further slide after its sub-heading, its table or its chart."""
        if self.waiting:
            page.title = self.waiting
            return item
        if isinstance(item, TableGrid | SlidePicture):
            page.title = item.title
            word = say("Table") if isinstance(item, TableGrid) else say("Figure")
            page.kicker += f"  ·  {word} {item.number}"
            return replace(item, captioned=False)
        if isinstance(item, Beside):
            page.title = item.picture.title
            page.kicker += f"  ·  {say('Figure')} {item.picture.number}"
            return replace(item, picture=replace(item.picture, captioned=False))
        if isinstance(item, Words) and item.heading:
            page.title = item.heading
            return replace(item, heading="")
        if isinstance(item, Band) and item.block.title:
            page.title = plain(item.block.title)
            return replace(item, block=item.block.changed(title=""))
        page.title = say("{title} (continued)", title=self.chapter)
        return item

    def _mend(self) -> None:
        """Let no slide hold hardly anything that has its place on another one."""
        for page in self.pages[1:]:
            if page.used() < _ORPHAN and all(isinstance(item, _FREE) for item in page.items):
                self._move_up(page)
        if len(self.pages) < 2 or self.pages[-1].used() >= _ORPHAN:
            return
        before, last = self.pages[-2:]
        if len(before.items) < 2 or not isinstance(before.items[-1], _FREE):
            return
        moved = before.items[-1]
        left = Page(title="", items=before.items[:-1]).used()
        if left >= _ORPHAN and last.room() >= moved.height(BODY.width):
            last.items.insert(0, before.items.pop())

    def _move_up(self, page: Page) -> None:
        """Put what stands alone at the end of an earlier slide of the chapter with room for it."""
        items = [*page.untitled, *page.items[1:]]
        high = Page(title="", items=items).used()
        for earlier in reversed(self.pages[: self.pages.index(page)]):
            if earlier.room() >= high and not any(item.stretches for item in earlier.items):
                earlier.items += items
                self.pages.remove(page)
                return
