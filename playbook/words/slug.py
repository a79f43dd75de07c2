"""Names for files and anchors, made from words that a client typed."""

from __future__ import annotations

import unicodedata

_LONGEST = 60
_RESERVED_ON_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"com{digit}" for digit in range(1, 10)}
    | {f"lpt{digit}" for digit in range(1, 10)}
)


def slug(text: str, fallback: str = "untitled") -> str:
    """Return a lower-case name of letters, digits and dashes that is a safe file name anywhere.

    Letters of any script stay, so that a Chinese name remains legible; whatever could lead out of
    a folder, start a formula or turn the reading direction goes.

    >>> slug("Company A – Pitch"), slug("../../etc"), slug("喆堃镕"), slug("🎁"), slug("NUL")
    ('company-a-pitch', 'etc', '喆堃镕', 'untitled', 'nul-')
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(letter if _stays(letter) else " " for letter in plain)
    name = "-".join(kept.split())[:_LONGEST].strip("-")
    if not name:
        return fallback
    return f"{name}-" if name in _RESERVED_ON_WINDOWS else name


def _stays(letter: str) -> bool:
    return unicodedata.category(letter) in {"Ll", "Lo", "Lm", "Nd", "Mn", "Mc"}
