"""How wide words are and where they break.

The reader's browser chooses the font, so widths are those of a wide one: a label that fits here
fits everywhere.
"""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'|!()[]/-– ")
_WIDE = frozenset("mwMWQO@%CNY+−=<>")


def text_width(text: str, size: float) -> float:
    """Return a generous estimate of the width of ``text`` in pixels."""
    return size * sum(_em(letter) for letter in text)


def wrap(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """Break ``text`` into at most ``most`` lines of ``width`` pixels; what is over becomes "…"."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        line, rest = _first_line(rest, width, size)
        lines.append(line)
    if rest:
        lines[-1] = _shortened(f"{lines[-1]} {rest}", width, size)
    return lines


def _first_line(text: str, width: float, size: float) -> tuple[str, str]:
    if text_width(text, size) <= width:
        return text, ""
    fits = 1
    while fits < len(text) and text_width(text[: fits + 1], size) <= width:
        fits += 1
    gap = text.rfind(" ", 0, fits + 1)
    cut = gap if gap > 0 else fits
    return text[:cut].rstrip(), text[cut:].lstrip()


def _shortened(text: str, width: float, size: float) -> str:
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE:
        return 0.84
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    return 0.72 if letter.isupper() else 0.63
