"""Captions above figures and tables, and how the parts of a long one are named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playbook.formats.slides import measure
from playbook.formats.slides.frame import Box
from playbook.formats.slides.writing import ACCENT, Paragraph, Run, text_box
from playbook.words.language import say


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
