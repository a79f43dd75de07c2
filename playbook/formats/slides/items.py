"""What can stand on a slide: each item knows its height, how to be cut and how to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from playbook.blocks import Bullets, Callout, Kpis, Prose, Sources
from playbook.formats.native import measure
from playbook.formats.native.writing import (
    ACCENT,
    INDENT,
    INK,
    MUTED,
    TINT,
    TONES,
    Box,
    Paragraph,
    Run,
    describe,
    fill,
    panel,
    plain,
    text_box,
)
from playbook.formats.slides import frame
from playbook.words.language import say


class Item:
    """One thing on a slide."""

    stretches: bool = False
    """Whether it takes the room that is left."""
    notes: tuple[str, ...] = ()
    """What the speaker should know."""
    title: str = ""
    """The slide's title when the item comes first on a further slide of its chapter."""

    def height(self, width: float) -> float:
        """Return the height it needs, in points."""
        raise NotImplementedError

    def cut(self, width: float, first: float, later: float) -> list[Item]:
        """Return it in parts, the first at most ``first`` high, the others at most ``later``."""
        return [self]

    def draw(self, slide: Any, box: Box) -> None:
        """Draw it into a box at least as high as it needs."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Words(Item):
    """Paragraphs, listed or not."""

    texts: tuple[str, ...]
    size: float = frame.TEXT
    marks: tuple[str, ...] = ()
    heading: str = ""
    colour: Any = INK
    notes: tuple[str, ...] = ()

    def height(self, width: float) -> float:
        """Return the height of all paragraphs and the gaps between them."""
        room = width - (INDENT if self.marks else 0)
        high = sum(measure.height(text, room, self.size) for text in self.texts)
        high += self.size * 0.45 * (len(self.texts) - 1)
        return high + (self._heading_height(width) if self.heading else 0)

    def cut(self, width: float, first: float, later: float) -> list[Item]:
        """Cut between paragraphs, and a paragraph longer than a slide between sentences."""
        marks = self.marks or ("",) * len(self.texts)
        pairs = [
            (part, mark if number == 0 else "")
            for text, mark in zip(self.texts, marks, strict=True)
            for number, part in enumerate(in_parts(text, width - INDENT, later - 40, self.size))
        ]
        parts: list[list[tuple[str, str]]] = [[]]
        for pair in pairs:
            limit = first if len(parts) == 1 else later
            if parts[-1] and self._of([*parts[-1], pair], len(parts) == 1).height(width) > limit:
                parts.append([])
            parts[-1].append(pair)
        if len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) > 2:
            parts[-1].insert(0, parts[-2].pop())
        return [self._of(part, number == 0) for number, part in enumerate(parts)]

    def draw(self, slide: Any, box: Box) -> None:
        """Write into the layout's text placeholder if it is free, else into a text box."""
        paragraphs = []
        if self.heading:
            size = self.size + 1
            run = Run(text=self.heading, size=size, bold=True, colour=ACCENT)
            paragraphs.append(Paragraph(runs=(run,), after=4))
        marks = self.marks or ("",) * len(self.texts)
        for text, mark in zip(self.texts, marks, strict=True):
            run = Run(text=text, size=self.size, colour=self.colour)
            paragraphs.append(Paragraph(runs=(run,), after=self.size * 0.45, mark=mark))
        free = [
            one
            for one in slide.placeholders
            if one.placeholder_format.idx == 1 and not one.text_frame.text
        ]
        if not free:
            text_box(slide, box, paragraphs)
            return
        free[0].left, free[0].top, free[0].width, free[0].height = box.emu()
        fill(free[0].text_frame, paragraphs)

    def _heading_height(self, width: float) -> float:
        return measure.height(self.heading, width, self.size + 1, bold=True) + 4

    def _of(self, pairs: Sequence[tuple[str, str]], first: bool) -> Words:
        texts = tuple(text for text, _ in pairs)
        marks = tuple(mark for _, mark in pairs) if self.marks else ()
        return replace(self, texts=texts, marks=marks, heading=self.heading if first else "")


@dataclass(frozen=True, kw_only=True)
class Cards(Item):
    """Headline figures side by side."""

    block: Kpis
    size: float = frame.TEXT

    def height(self, width: float) -> float:
        """Return the height of all rows of cards."""
        rows = ceil(len(self.block.items) / self._across())
        return rows * self._card_height(width) + (rows - 1) * frame.GAP

    def draw(self, slide: Any, box: Box) -> None:
        """Draw each card as one shape with its text inside, and its tone as a band beside it."""
        across, high = self._across(), self._card_height(box.width)
        wide = self._card_width(box.width)
        for index, kpi in enumerate(self.block.items):
            x = box.x + (index % across) * (wide + frame.GAP)
            y = box.y + (index // across) * (high + frame.GAP)
            card = panel(slide, Box(x=x, y=y, width=wide, height=high), TINT)
            tone = TONES[kpi.tone]
            panel(slide, Box(x=x, y=y, width=4, height=high), tone)
            value = INK if kpi.tone == "neutral" else tone
            runs = [
                (kpi.label, self._sizes(wide)[0], False, MUTED),
                (kpi.value, self._sizes(wide)[1], True, value),
                (kpi.detail, self._sizes(wide)[2], False, MUTED),
            ]
            fill(
                card.text_frame,
                [
                    Paragraph(runs=(Run(text=plain(text), size=size, bold=bold, colour=colour),))
                    for text, size, bold, colour in runs
                    if text
                ],
                inset=(14, 8),
            )
            known = {"good": say("favourable"), "bad": say("unfavourable")}.get(kpi.tone)
            words = (f"{kpi.label}: {kpi.value}", known, kpi.detail)
            describe(card, " · ".join(word for word in words if word))

    def _across(self) -> int:
        count = len(self.block.items)
        return min(4, count) if count != 5 else 3

    def _card_width(self, width: float) -> float:
        across = max(self._across(), 2)
        return (width - (across - 1) * frame.GAP) / across

    def _sizes(self, wide: float) -> tuple[float, float, float]:
        values = [plain(kpi.value) for kpi in self.block.items]
        large = next(
            (
                size
                for size in (28.0, 24.0, 20.0, 18.0, 16.0)
                if all(measure.width(text, size, bold=True) <= wide - 28 for text in values)
            ),
            14.0,
        )
        return self.size - 3, large, self.size - 4

    def _card_height(self, width: float) -> float:
        wide = self._card_width(width)
        sizes = self._sizes(wide)
        return 18 + max(
            sum(
                measure.height(plain(text), wide - 28, size, bold=size == sizes[1])
                for text, size in zip((kpi.label, kpi.value, kpi.detail), sizes, strict=True)
                if text
            )
            for kpi in self.block.items
        )


@dataclass(frozen=True, kw_only=True)
class Band(Item):
    """A message that must not be missed, on a tinted band."""

    block: Callout
    size: float = frame.TEXT
    texts: tuple[str, ...] = field(default=())

    def height(self, width: float) -> float:
        """Return the height of title and text with the band's margins."""
        high = 20.0
        if self.block.title:
            high += measure.height(plain(self.block.title), width - 36, self.size, bold=True) + 3
        return high + sum(measure.height(text, width - 36, self.size) for text in self._texts())

    def cut(self, width: float, first: float, later: float) -> list[Item]:
        """Cut a message longer than a slide between sentences."""
        parts = in_parts(plain(self.block.text), width - 36, later - 80, self.size)
        return [replace(self, texts=(part,)) for part in parts]

    def draw(self, slide: Any, box: Box) -> None:
        """Draw the band with its tone at the left."""
        high = self.height(box.width)
        place = replace(box, height=high)
        shape = panel(slide, place, TINT)
        panel(slide, replace(place, width=4), TONES[self.block.tone])
        paragraphs = []
        if self.block.title:
            colour = TONES[self.block.tone]
            title = Run(text=plain(self.block.title), size=self.size, bold=True, colour=colour)
            paragraphs.append(Paragraph(runs=(title,), after=3))
        for text in self._texts():
            paragraphs.append(Paragraph(runs=(Run(text=text, size=self.size),)))
        fill(shape.text_frame, paragraphs, inset=(18, 10), middle=True)

    def _texts(self) -> tuple[str, ...]:
        return self.texts or (plain(self.block.text),)


def words_of(block: Prose | Bullets | Sources, size: float) -> Words:
    """Return prose, a list or the sources as an item."""
    if isinstance(block, Prose):
        return Words(texts=tuple(plain(text) for text in block.paragraphs()), size=size)
    texts = tuple(plain(item) for item in block.items)
    counted = isinstance(block, Sources) or block.numbered
    marks = tuple(str(number) if counted else "•" for number in range(1, len(texts) + 1))
    if isinstance(block, Sources):
        return Words(texts=texts, marks=marks, size=size - 3, heading=say("Sources"))
    return Words(texts=texts, marks=marks, size=size)


_SENTENCE_ENDS = (". ", "。", "；", "; ")


def in_parts(text: str, width: float, high: float, size: float) -> list[str]:
    """Return ``text`` in parts of at most ``high`` points, cut after sentences if it can be."""
    parts = []
    rest = text
    while rest and measure.height(rest, width, size) > high:
        fits = 1
        step = len(rest)
        while step:
            if fits + step <= len(rest) and measure.height(rest[: fits + step], width, size) < high:
                fits += step
            else:
                step //= 2
        ends = [rest.rfind(end, 0, fits) + len(end) for end in _SENTENCE_ENDS if end in rest[:fits]]
        cut = max(ends, default=0)
        if cut < fits // 2:
            gap = rest.rfind(" ", 0, fits)
            cut = gap if gap > fits // 2 else fits
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts
