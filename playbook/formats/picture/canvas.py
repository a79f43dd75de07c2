"""A sheet of pixels painted by matplotlib and written as SVG that any page can carry.

Words stay words (``<text>``), so that a client's name in any script is legible, searchable and
never a missing glyph; the layout does not depend on matplotlib's font. Ink, grid and paper
are CSS variables with fixed fallbacks: the same picture is right on a light page, a dark page and
on paper.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from playbook.formats.picture.text import text_width, wrap
from playbook.look.theme import ACCENT, FONTS, GRID, INK, MUTED, PAPER, Look

WIDTH = 720
SIZE = 12.0
SMALL = 11.0
LINE = 1.28

Anchor = Literal["left", "center", "right"]
Point = tuple[float, float]

_TAG = re.compile(r"<[^>]*>")
_FONT = re.compile(r"font: (?:(bold|\d+) )?([\d.]+)px [^;\"]*")
_REFERENCE = re.compile(r"(?:url\(|href=\")#([\w-]+)")
_VARIABLES = {INK: "--ink", MUTED: "--muted", GRID: "--grid", PAPER: "--paper", ACCENT: "--accent"}


@contextmanager
def steady() -> Iterator[None]:
    """Draw with matplotlib's own defaults, whatever the reader's settings or Jupyter's are."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams["svg.hashsalt"] = "green-channel"
        mpl.rcParams["svg.fonttype"] = "none"
        mpl.rcParams["text.parse_math"] = False
        mpl.rcParams["hatch.linewidth"] = 0.7
        # matplotlib measures text in its own font, which no reader ever sees
        warnings.filterwarnings("ignore", message=".*missing from font.*")
        yield


class Canvas:
    """Paint in pixels, y downwards; later strokes lie on earlier ones."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        self._figure.patch.set_visible(False)
        self._to_pixels = Affine2D().scale(1, -1).translate(0, height)
        self._order = itertools.count()

    def rect(self, x: float, y: float, width: float, height: float, look: Look) -> None:
        """Fill a rectangle; a negative width goes to the left."""
        self._paint(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=look.colour,
                edgecolor=PAPER,
                hatch=look.hatch or None,
                hatchcolor=PAPER,
                linewidth=0.6,
            )
        )

    def area(self, corners: Sequence[Point], colour: str, alpha: float) -> None:
        """Fill a polygon."""
        self._paint(Polygon(list(corners), facecolor=colour, alpha=alpha, edgecolor="none"))

    def line(
        self,
        points: Iterable[Point],
        colour: str = INK,
        width: float = 1.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a line through the points."""
        across, down = zip(*points, strict=True)
        stroke = Line2D(across, down, color=colour, linewidth=width)
        stroke.set_linestyle((0, dash) if dash else "solid")
        stroke.set_solid_capstyle("butt")
        self._paint(stroke)

    def marker(self, x: float, y: float, look: Look, size: float = 7.5) -> None:
        """Set one marker."""
        self._paint(
            Line2D(
                [x],
                [y],
                marker=look.marker,
                markersize=size,
                markerfacecolor=look.colour,
                markeredgecolor=PAPER,
                markeredgewidth=0.8,
                linestyle="none",
            )
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SIZE,
        anchor: Anchor = "left",
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        """Write one line of text whose middle height is ``y``."""
        weight = "bold" if bold else "normal"
        self._paint(
            Text(
                x,
                y + 0.35 * size,
                " ".join(words.split()),
                fontsize=size,
                ha=anchor,
                va="baseline",
                color=colour,
                fontweight=weight,
            )
        )

    def paragraph(
        self, x: float, y: float, lines: Sequence[str], *, size: float = SIZE, anchor: Anchor
    ) -> None:
        """Write lines whose block is centred on ``y``."""
        first = y - (len(lines) - 1) * size * LINE / 2
        for number, line in enumerate(lines):
            self.text(x, first + number * size * LINE, line, size=size, anchor=anchor)

    def svg(self, alt: str) -> str:
        """Return the picture as an ``<svg>`` element with a text for those who cannot see it."""
        raw = io.StringIO()
        self._figure.savefig(raw, format="svg", metadata={"Date": None})
        return _embedded(raw.getvalue(), alt)

    def _paint(self, artist: Artist) -> None:
        artist.set_transform(self._to_pixels)
        artist.set_zorder(next(self._order))
        self._figure.add_artist(artist)


def legend(canvas: Canvas, entries: Sequence[tuple[str, Look]], *, marks: str = "box") -> None:
    """Write what the looks mean, in rows at the top of the canvas."""
    for (x, y), (name, look) in zip(legend_places(entries)[0], entries, strict=True):
        if marks == "box":
            canvas.rect(x, y - 5, 16, 10, look)
        else:
            canvas.line([(x - 2, y), (x + 18, y)], look.colour, 2, look.dash)
            canvas.marker(x + 8, y, look, 6.5)
        canvas.text(x + 22, y, name, size=SMALL)


def legend_places(entries: Sequence[tuple[str, Look]]) -> tuple[list[Point], float]:
    """Return where each entry of a legend stands and how high the legend is."""
    places: list[Point] = []
    x, y = 2.0, 9.0
    for name, _ in entries:
        width = 22 + text_width(name, SMALL) + 18
        if x > 2 and x + width > WIDTH:
            x, y = 2.0, y + 18
        places.append((x, y))
        x += width
    return places, (y + 15 if entries else 0.0)


def short(name: str, width: float = WIDTH - 60, size: float = SMALL) -> str:
    """Return ``name`` on one line of ``width`` pixels."""
    return wrap(name, width, size, most=1)[0]


def _embedded(raw: str, alt: str) -> str:
    body = raw[raw.index("<svg") :]
    body = body[body.index(">") + 1 : body.rindex("</svg>")]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    # Only tags are rewritten: in the text between them the clients' words stand, escaped.
    body = _TAG.sub(lambda tag: _styled(tag[0]), body)
    body = _private_names(re.sub(r">\s*\n\s*<", ">\n<", body).strip())
    size = re.search(r'viewBox="([^"]+)"', raw)
    assert size is not None
    family = escape(", ".join(f"'{font}'" if " " in font else font for font in FONTS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{size[1]}" role="img" aria-label="{escape(" ".join(alt.split()))}" '
        f'style="font-family: {family}">\n{body}\n</svg>'
    )


def _styled(tag: str) -> str:
    for colour, name in _VARIABLES.items():
        tag = tag.replace(colour, f"var({name}, {colour})")
    found = _FONT.search(tag)
    if found is None:
        return tag
    weight = "; font-weight: 600" if found[1] else ""
    return tag.replace(found[0], f"font-size: {found[2]}px{weight}")


def _private_names(body: str) -> str:
    """Keep only the ids that are used, and make them differ from those of any other chart."""
    tags = " ".join(_TAG.findall(body))
    used = set(_REFERENCE.findall(tags))
    prefix = "c" + hashlib.sha256(body.encode("utf-8")).hexdigest()[:8]

    def named(tag: str) -> str:
        tag = re.sub(
            r' id="([^"]+)"',
            lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "",
            tag,
        )
        return _REFERENCE.sub(lambda at: at[0].replace("#", f"#{prefix}-", 1), tag)

    return _TAG.sub(lambda tag: named(tag[0]), body)
