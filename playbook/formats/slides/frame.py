"""Where things stand on a slide; all lengths in points on a 16:9 page of 960 by 540."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.util import Emu

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 40.0
GAP = 12.0
"""The room between two things that stand on one slide."""

TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
TEXT = 16.0
SMALL = 11.0
NOTE = 10.0


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place on the slide."""

    x: float
    y: float
    width: float
    height: float

    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Return left, top, width and height as PowerPoint counts them."""
        return (emu(self.x), emu(self.y), emu(self.width), emu(self.height))


KICKER = Box(x=MARGIN, y=15, width=WIDTH - 2 * MARGIN, height=18)
TITLE = Box(x=MARGIN, y=33, width=WIDTH - 2 * MARGIN, height=66)
BODY = Box(x=MARGIN, y=106, width=WIDTH - 2 * MARGIN, height=384)
FOOTER = Box(x=MARGIN, y=502, width=700, height=26)
NUMBER = Box(x=WIDTH - MARGIN - 60, y=502, width=60, height=26)
LOGO = Box(x=WIDTH - MARGIN - 170, y=503, width=100, height=24)


def emu(points: float) -> Emu:
    """Return points in English metric units."""
    return Emu(round(points * 12700))
