"""Draw a chart block: the same numbers always give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from playbook.blocks import Bars, Chart, Forest, Gantt, GroupedBars, Lines, Scatter, StackedBars
from playbook.formats.picture import bars, gantt
from playbook.formats.picture.lines_and_points import draw_forest, draw_lines, draw_scatter
from playbook.formats.picture.sheet import PAGE, PHONE, ROOM, Canvas, steady
from playbook.look.brand import Brand
from playbook.look.theme import ACCENT, FONTS, GRID, INK, MUTED, PAPER
from playbook.words.language import language, say

_NAMES = {INK: "ink", MUTED: "muted", GRID: "grid", PAPER: "paper", ACCENT: "accent"}
_VARIABLES = {colour: f"var(--{name}, {colour})" for colour, name in _NAMES.items()}
_ANY_COLOUR = re.compile("|".join(_NAMES))
_ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}


@dataclass(frozen=True, kw_only=True)
class Label:
    """One line of a chart's text: where its baseline stands, in pixels, and how it looks.

    ``anchor`` is the share of the text's width that lies left of ``x``: 0, 0.5 or 1.
    """

    x: float
    y: float
    size: float
    bold: bool
    anchor: float
    colour: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The shapes of a chart as SVG without text, its size in pixels and its labels."""

    svg: str
    width: float
    height: float
    labels: tuple[Label, ...]

    def for_page(self, alt: str, ground: str = "") -> str:
        """Return an ``<svg>`` element with the words, and ``alt`` for those who cannot see it.

        A picture that stands by itself has a ``ground``, one on a page the page's own.
        """
        shapes = self.svg[self.svg.index(">") + 1 : self.svg.rindex("</svg>")].strip()
        words = "\n".join(_element(label) for label in self.labels)
        fonts = escape(", ".join(f"'{font}'" if " " in font else font for font in FONTS))
        behind = f"background: {ground}; " if ground else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(" ".join(alt.split()))}" style="{behind}font-family: {fonts}">\n'
            f"{_recoloured(shapes, _VARIABLES)}\n{words}\n</svg>"
        )

    def on_paper(self, brand: Brand) -> Picture:
        """Return the picture in the brand's colours for a white page."""
        colours = {colour: str(getattr(brand, name, colour)) for colour, name in _NAMES.items()}
        colours[PAPER] = "#ffffff"
        labels = (replace(one, colour=colours.get(one.colour, one.colour)) for one in self.labels)
        return replace(self, svg=_recoloured(self.svg, colours), labels=tuple(labels))


def _element(label: Label) -> str:
    weight = "; font-weight: 600" if label.bold else ""
    colour = _VARIABLES.get(label.colour, label.colour)
    return (
        f'<text x="{label.x:g}" y="{label.y:g}" style="font-size: {label.size:g}px{weight}; '
        f'text-anchor: {_ANCHORS[label.anchor]}; fill: {colour}">{escape(label.text)}</text>'
    )


def _recoloured(svg: str, colours: Mapping[str, str]) -> str:
    return _ANY_COLOUR.sub(lambda found: colours[found[0]], svg)


_DRAWN_BY: dict[type[Chart], Callable[[Any, Canvas], list[Figure]]] = {
    Bars: bars.draw,
    GroupedBars: bars.draw,
    StackedBars: bars.draw,
    Lines: draw_lines,
    Forest: draw_forest,
    Gantt: gantt.draw,
    Scatter: draw_scatter,
}


def svgs_for_phone(chart: Chart) -> list[str]:
    """Return the chart drawn for a telephone; none of a plan, which is read by scrolling."""
    return [] if isinstance(chart, Gantt) else svgs(chart, PHONE)


def svgs(chart: Chart, page: Canvas = PAGE) -> list[str]:
    """Return the chart as ``<svg>`` elements: one, or several where it needs more than a page."""
    drawn = pictures(chart, page)
    if len(drawn) == 1:
        return [drawn[0].for_page(chart.alt)]
    alts = (
        say("{alt} (part {number} of {total})", alt=chart.alt, number=number, total=len(drawn))
        for number in range(1, len(drawn) + 1)
    )
    return [picture.for_page(alt) for picture, alt in zip(drawn, alts, strict=True)]


def pictures(chart: Chart, page: Canvas = PAGE) -> tuple[Picture, ...]:
    """Return the chart as shapes and words, for a format that sets text itself."""
    return _drawn(chart, page, language())


@lru_cache(maxsize=64)
def _drawn(chart: Chart, page: Canvas, spoken: str) -> tuple[Picture, ...]:
    """Draw a chart once for all that show it on such a page in the language spoken."""
    salt = chart.title if page == PAGE else f"{chart.title} {page.width}"
    with steady():
        return tuple(
            taken(figure, f"{salt} {part}")
            for part, figure in enumerate(_DRAWN_BY[type(chart)](chart, page))
        )


_LINE = 1.28
"""From line to line, in heights of the letters."""

_BASE = 0.35
"""From the middle of a line down to its baseline, likewise."""

_ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}


def taken(figure: Figure, salt: str) -> Picture:
    """Return what a figure shows; pictures of different ``salt`` share no id on a page."""
    for artist in figure.findobj():
        artist.set_clip_on(False)
    figure.patch.set_visible(False)
    width, height = (float(side) for side in figure.bbox.size)
    written = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": salt}):
        renderer = _Shapes(width, height, written)
        figure.draw(renderer)
        renderer.finalize()  # type: ignore[no-untyped-call]
    lines = [line.strip() for line in written.getvalue().splitlines()]
    svg = "\n".join(line for line in lines if line)
    labels = tuple(_labels(figure, renderer))
    return Picture(svg=svg[svg.index("<svg") :], width=width, height=height, labels=labels)


class _Shapes(RendererSVG):
    """Writes shapes and no words; a shape has no id unless another refers to it."""

    def __init__(self, width: float, height: float, written: io.StringIO) -> None:
        silent = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        super().__init__(width, height, written, metadata=silent)  # type: ignore[no-untyped-call]

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin no group: no page asks which artist a shape belongs to."""

    def close_group(self, s: str) -> None:
        """End no group."""

    def draw_text(self, *told: object, **more: object) -> None:
        """Leave the words to the page."""


def _labels(figure: Figure, renderer: RendererSVG) -> Iterator[Label]:
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield from _lines(text, float(figure.bbox.height), renderer)


def _lines(text: Text, height: float, renderer: RendererSVG) -> Iterator[Label]:
    """Yield the lines of a text, around the middle of the room that it was laid out in."""
    box = Text.get_window_extent(text, renderer)  # of an annotation's words, without its arrow
    lines, size = text.get_text().split("\n"), float(text.get_fontsize()) / ROOM
    anchor = _ALIGNED[text.get_horizontalalignment()]
    first = height - (box.y0 + box.y1) / 2 - (len(lines) - 1) * size * _LINE / 2 + _BASE * size
    for number, line in enumerate(lines):
        yield Label(
            x=round(float(box.x0 + anchor * box.width), 2),
            y=round(float(first + number * size * _LINE), 2),
            size=round(size, 2),
            bold=text.get_fontweight() == "bold",
            anchor=anchor,
            colour=to_hex(text.get_color()),
            text=line,
        )
