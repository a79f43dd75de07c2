"""The one style in which matplotlib draws here, whatever the reader's own settings are."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import product
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.typing import RcKeyType

from playbook.look.fonts import CHINESE, LATIN, font_file
from playbook.look.theme import GRID, INK, MUTED, PAPER

ROOM = 1.2
"""How much larger than it is written text is laid out: a reader's font may be wider than ours, and
the words of a tall picture are enlarged in print."""
SIZE = 12.0
SMALL = 11.0
"""The sizes of words, in pixels of the page; matplotlib is told them times ``ROOM``."""

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
