"""A sheet with axes in our one style, and what every chart writes on it: names and numbers."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import ceil, inf
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ticker import MaxNLocator
from matplotlib.typing import RcKeyType

from playbook.look.fonts import CHINESE, LATIN, font_file
from playbook.look.measure import SCREEN, text_width, wrap
from playbook.look.theme import GRID, INK, MUTED, PAPER, Look
from playbook.words.wording import axis_unit, tick

ROOM = 1.2
"""How much larger than it is written text is laid out: by a reader's font, and because the words of
a tall picture are enlarged in print."""

SIZE = 12.0
SMALL = 11.0
"""The sizes of words, in pixels of the page; words are laid out ``ROOM`` times as large."""

_STYLE: dict[RcKeyType, Any] = {
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    "axes.labelcolor": MUTED,
    "axes.spines.bottom": False,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": MUTED,
    "axes.titlelocation": "left",
    "axes.titlepad": 9.0,
    "axes.titlesize": "medium",
    "figure.constrained_layout.h_pad": 2 / 72,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 4 / 72,
    "font.size": SMALL * ROOM,
    "grid.color": GRID,
    "hatch.color": PAPER,
    "hatch.linewidth": 0.7,
    "legend.borderaxespad": 0.0,
    "legend.borderpad": 0.2,
    "legend.frameon": False,
    "legend.handlelength": 1.4,
    "legend.handletextpad": 0.6,
    "lines.solid_capstyle": "butt",
    "patch.edgecolor": PAPER,
    "patch.force_edgecolor": True,
    "patch.linewidth": 0.6,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.labelcolor": MUTED,
    "xtick.major.pad": 6.0,
    "xtick.major.size": 0.0,
    "ytick.alignment": "center",
    "ytick.labelcolor": MUTED,
    "ytick.major.pad": 8.0,
    "ytick.major.size": 0.0,
    "ytick.minor.size": 0.0,
}


@contextmanager
def steady() -> Iterator[None]:
    """Draw in this style only, so that the same chart always gives the same bytes."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        mpl.rcParams["font.family"] = _families()
        # A letter of another script is laid out as wide as a box; the page has its font.
        warnings.filterwarnings("ignore", message=".*missing from font.*")
        yield


@cache
def _families() -> list[str]:
    """Tell matplotlib the documents' own fonts, by names that no installed font has."""
    names = {family: f"{family} of the documents" for family in (LATIN, CHINESE)}
    for (family, name), weight in product(names.items(), (400, 700)):
        entry = FontEntry(fname=str(font_file(family)), name=name, weight=weight)
        fontManager.ttflist.append(entry)
    return list(names.values())


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """What a chart is drawn on: pixels of its whole width, and how many a row's name may take."""

    width: float
    name: float


PAGE = Canvas(width=720, name=210)
PHONE = Canvas(width=400, name=128)
"""A telephone shows 340 pixels or more: its words come out at four fifths of their size."""

MOST_NUMBERS = 7
_MOST_LINES = 6
BETWEEN = 14.0
"""Pixels from one name along an axis to the next."""

_ROUND = (1, 2, 2.5, 5, 10)


def sheet(height: float, page: Canvas = PAGE) -> tuple[Figure, Axes]:
    """Return a figure as wide as the page and ``height`` pixels high, with axes on it."""
    figure = Figure(figsize=(page.width / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)  # text is measured as it is drawn
    return figure, figure.add_subplot()


def settled(figure: Figure) -> None:
    """Give the axes their final place, so that what comes after may be placed by pixels."""
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.execute(figure)
    figure.set_layout_engine("none")


def filled(look: Look) -> dict[str, Any]:
    """Return how a shape of this look is filled."""
    return {"facecolor": look.colour, "hatch": look.hatch or None}


def marked(look: Look, size: float) -> dict[str, Any]:
    """Return how a point of this look is marked."""
    return {
        "color": look.colour,
        "marker": look.marker,
        "markersize": size,
        "markeredgecolor": PAPER,
        "markeredgewidth": 0.8,
    }


def whisker(
    axes: Axes,
    place: float,
    ends: tuple[float, float],
    *,
    lies: bool = True,
    colour: str = INK,
    widths: tuple[float, float, float] = (1.4, 4.0, 1.4),
) -> None:
    """Draw an interval: ``widths`` are those of its line, of its caps and of their lines."""
    middle, half = sum(ends) / 2, (ends[1] - ends[0]) / 2
    style: dict[str, Any] = {"fmt": "none", "ecolor": colour}
    style |= dict(zip(("elinewidth", "capsize", "capthick"), widths, strict=True))
    if lies:
        axes.errorbar(middle, place, xerr=half, **style)
    else:
        axes.errorbar(place, middle, yerr=half, **style)


def in_lines(
    names: Iterable[str], width: float, size: float = SMALL, most: int = _MOST_LINES
) -> list[str]:
    """Return names broken into as many lines as they need; only an endless one is cut."""
    return ["\n".join(wrap(name, width, size * SCREEN, most=most)) for name in names]


def axis_name(words: str, page: Canvas) -> str:
    """Return what an axis is called, in lines of half the page's width."""
    return in_lines([words], page.width / 2)[0]


def row_height(names: Iterable[str], least: float) -> float:
    """Return how high each row is, so that the longest of its names has room for its lines."""
    lines = max((1 + name.count("\n") for name in names), default=1)
    return max(least, 15.5 * lines + 9 if lines > 1 else 0)


def one_line(words: str, width: float) -> str:
    """Return words cut to one line."""
    return wrap(words, width, SMALL * SCREEN, most=1)[0]


def width_of(words: str) -> float:
    """Return how wide words may come out."""
    return text_width(words, SMALL * SCREEN)


def name_rows(axes: Axes, places: Sequence[float], names: Sequence[str], pad: float = 10) -> None:
    """Write the names of rows in a column on the left, ``pad`` pixels from the axes."""
    axes.set_yticks(places, names, color=INK, fontsize=SIZE * ROOM)
    axes.tick_params(axis="y", pad=pad)


def reach(
    set_limits: Callable[[float, float], object], extent: tuple[float, float], room: float = 0.0
) -> None:
    """Let an axis reach over an extent and, except from nought, by a share of it beyond."""
    low, high = extent
    margin = (high - low) * room
    least, most = low - margin if low else low, high + margin if high else high
    set_limits(least, most if most > least else least + (abs(least) or 1.0))


def number(axis: Axis, format: str, *, pixels: float = inf, lines: bool = True) -> None:
    """Write round numbers in one unit along an axis, as many as ``pixels`` have room for."""
    low, high = sorted(axis.get_view_interval())
    unit = axis_unit(format, max(abs(low), abs(high)))
    for most in range(MOST_NUMBERS, 0, -1):
        locator = MaxNLocator(most, steps=_ROUND, integer=format == "integer")
        round_ones = locator.tick_values(low / unit[0], high / unit[0])
        places = [place * unit[0] for place in round_ones if low <= place * unit[0] <= high]
        decimals = max(len(f"{place:.6g}".partition(".")[2]) for place in round_ones)
        words = [tick(place, format, unit, decimals) for place in places]
        apart = (places[-1] - places[0]) / (high - low) if len(places) > 1 else inf
        step = every(words, pixels * apart)
        if step == 1:
            break
    axis.set_ticks(places[::step], words[::step])
    axis.grid(lines)


def every(names: Sequence[str], pixels: float) -> int:
    """Return at which steps names along ``pixels`` are written so that none meets the next."""
    widest = max((width_of(name) for name in names), default=0.0) + BETWEEN
    return max(1, ceil(widest * (len(names) - 1) / pixels))


def legend(figure: Figure, handles: Sequence[Artist], names: Sequence[str]) -> None:
    """Write over the chart what its looks mean; the sheet grows by as much."""
    wide = float(figure.bbox.width)
    words = [one_line(name, wide - 60) for name in names]
    for columns in range(len(words), 0, -1):
        told = figure.legend(handles, words, loc="outside upper left", ncols=columns)
        box = told.get_window_extent()
        if columns == 1 or box.width <= wide:
            break
        told.remove()
    figure.set_figheight(figure.get_figheight() + (box.height + 6) / 72)
