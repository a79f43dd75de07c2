"""Turn a chapter's blocks into items, words beside the chart that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
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
from playbook.blocks.document import Piece
from playbook.formats.native import measure
from playbook.formats.native.writing import plain
from playbook.formats.slides import frame
from playbook.formats.slides.figures import Beside, SlidePicture, Subtitle
from playbook.formats.slides.frame import BODY, GAP
from playbook.formats.slides.items import Band, Cards, Item, Words, words_of
from playbook.formats.slides.tables import grid_of


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
        return SlidePicture(block=block, number=piece.number, moment=moment)
    assert isinstance(block, PageBreak)
    return None
