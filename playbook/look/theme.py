"""One look for every chart and every document.

The palette is Okabe and Ito's (2008), made to be told apart with any kind of colour vision. Each
regime always has the same colour, hatch, marker and dash, so that a grey print still tells them.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1b2733"
MUTED = "#5b6875"
GRID = "#d9dee4"
PAPER = "#fefefe"
ACCENT = "#0b4f7d"
GOOD = "#007a5a"
BAD = "#b3420a"

FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Arial",
    "Noto Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "sans-serif",
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How one series is told from the others, in colour and without it."""

    colour: str
    hatch: str = ""
    marker: str = "o"
    dash: tuple[float, ...] = ()


REGIME_LOOKS = {
    "oa": Look(colour="#7a828c", marker="o", dash=(5, 2)),
    "oa_urged": Look(colour="#e69f00", hatch="//", marker="v", dash=(2, 2)),
    "plan": Look(colour="#56b4e9", hatch="..", marker="s", dash=(7, 2, 1.5, 2)),
    "green": Look(colour="#009e73", hatch="\\\\", marker="^", dash=(8, 3)),
    "urged_green": Look(colour="#cc79a7", hatch="++", marker="P", dash=(4, 1.5)),
    "plan_green": Look(colour="#0072b2", marker="D"),
    "alone_green": Look(colour="#117733", hatch="oo", marker="h", dash=(6, 1.5, 2, 1.5)),
    "wide_green": Look(colour="#332288", hatch="--", marker="p", dash=(9, 2, 1.5, 2)),
    "delegated": Look(colour="#d55e00", hatch="xx", marker="X", dash=(3, 1.5, 1, 1.5)),
}

_SERIES_LOOKS = (
    Look(colour="#0072b2", marker="D"),
    Look(colour="#e69f00", hatch="//", marker="v", dash=(5, 2)),
    Look(colour="#009e73", hatch="\\\\", marker="^", dash=(8, 3)),
    Look(colour="#cc79a7", hatch="..", marker="s", dash=(7, 2, 1.5, 2)),
    Look(colour="#56b4e9", hatch="++", marker="P", dash=(2, 2)),
    Look(colour="#d55e00", hatch="xx", marker="X", dash=(3, 1.5, 1, 1.5)),
    Look(colour="#7a828c", marker="o"),
)

TASK = Look(colour="#56b4e9")
CRITICAL = Look(colour="#d55e00", hatch="///")
FLOAT = Look(colour="#c9d1d9")
"""What a plan shows: a task, one on the critical path, and the time by which one may slip."""


def look_of(key: str | None, index: int = 0) -> Look:
    """Return the look of a regime, else that of the ``index``-th series."""
    if key in REGIME_LOOKS:
        return REGIME_LOOKS[key]
    return _SERIES_LOOKS[index % len(_SERIES_LOOKS)]


def text_on(fill: str) -> str:
    """Return the text colour, dark or light, that stands out on ``fill`` on any page.

    >>> text_on("#e69f00"), text_on("#0072b2")
    ('#141d26', '#ffffff')
    """
    dark, light = "#141d26", "#ffffff"
    return light if contrast(fill, light) > contrast(fill, dark) else dark


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
