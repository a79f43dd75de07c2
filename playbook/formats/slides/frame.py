"""Where things stand on a slide of 960 by 540 points, and the captions above them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playbook.formats.native import measure
from playbook.formats.native.writing import ACCENT, MUTED, Box, Paragraph, Run, text_box
from playbook.words.language import say

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 40.0
GAP = 12.0
"""The room between two things that stand on one slide."""

TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
TEXT = 16.0
SMALL = 11.0
NOTE = 10.0
_ABOVE_NOTE = 4.0


KICKER = Box(x=MARGIN, y=15, width=WIDTH - 2 * MARGIN, height=18)
TITLE = Box(x=MARGIN, y=33, width=WIDTH - 2 * MARGIN, height=66)
BODY = Box(x=MARGIN, y=106, width=WIDTH - 2 * MARGIN, height=384)
FOOTER = Box(x=MARGIN, y=502, width=700, height=26)
NUMBER = Box(x=WIDTH - MARGIN - 60, y=502, width=60, height=26)
LOGO = Box(x=WIDTH - MARGIN - 170, y=503, width=100, height=24)


def in_part(title: str, part: int, parts: int) -> str:
    """Return a title with the part of several that it heads."""
    if parts == 1:
        return title
    return say("{title} ({part}/{parts})", title=title, part=part, parts=parts)


def caption(slide: Any, box: Box, label: str, title: str) -> None:
    """Write what a figure or table is above it."""
    runs = (
        Run(text=f"{label}  ", size=12, bold=True, colour=ACCENT),
        Run(text=title, size=12, bold=True),
    )
    text_box(slide, replace(box, height=caption_height(title, box.width)), [Paragraph(runs=runs)])


def caption_height(title: str, width: float) -> float:
    """Return the height of a caption with the room after it."""
    return measure.height(f"{title} 0000000000", width, 12, bold=True) + 5


def note(slide: Any, box: Box, end: float, text: str) -> None:
    """Write what is remarked below a figure or table that ends at ``end``, as wide as ``box``."""
    high = note_height(text, box.width) - _ABOVE_NOTE
    place = replace(box, y=end + _ABOVE_NOTE, height=high)
    text_box(slide, place, [Paragraph(runs=(Run(text=text, size=NOTE, colour=MUTED),))])


def note_height(text: str, width: float) -> float:
    """Return the height of a note with the room before it; none is needed for no words."""
    return measure.height(text, width, NOTE) + _ABOVE_NOTE if text else 0.0
