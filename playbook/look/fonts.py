"""The fonts that PDF and HTML carry: Noto Sans for every script, from packages, never the system's.

The files are variable fonts (SIL Open Font License): Typst sets every weight from them, and a page
embeds one subset a family with all its weights. A character no font has is refused by name,
because it would otherwise be printed as nothing or as a box.
"""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sim.keeping import keep, keep_newest, kept
from sim.messages import Problem, ProblemError, msg
from sim.places import cache_dir

if TYPE_CHECKING:
    import typst

LATIN = "Noto Sans"
CHINESE = "Noto Sans SC"
EMOJI = "Noto Emoji"

REGULAR, BOLD = 400, 700
"""The weights in which words are measured."""

_PACKAGES = {"manimgx_fonts": "manimgx-fonts", "justmytype_intl_cjk": "justmytype-intl-cjk"}
_SCRIPTS = (
    "Arabic",
    "Hebrew",
    "Thai",
    "Devanagari",
    "Armenian",
    "Bengali",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Symbols",
)
_UNSEEN = ("Cf", "Zl", "Zp")
"""Marks that are obeyed and not drawn: joiners, directions, soft hyphens, line separators."""

MOST_KEPT = 400
"""So many files of a kind stay in the cache: those used last. A document has two or three."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """A font cut down to the characters of one page, all weights in one WOFF2 file."""

    family: str
    woff2: bytes


def folders() -> list[Path]:
    """Return the folders that hold the font files and no other font."""
    return [path.parent for path in (font_file(LATIN), font_file(CHINESE))]


@cache
def typst_fonts() -> typst.Fonts:
    """Return these fonts and no other, as Typst takes them."""
    import typst  # the compiler is large

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders()],
    )


def families(language: str) -> list[str]:
    """Return the families in the order in which a text of this language looks for a glyph."""
    first = [CHINESE, LATIN] if language == "zh" else [LATIN, CHINESE]
    return [*first, *(f"Noto Sans {script}" for script in _SCRIPTS), EMOJI]


def check_glyphs(texts: Iterable[str], where: str) -> None:
    """Raise ``ProblemError`` naming every character that no font can draw; ``where`` is the input.

    Joiners, variation selectors and marks of direction draw nothing and are never missing.
    """
    shown: dict[str, str] = {}
    for text in texts:
        for letter in text:
            shown.setdefault(letter, text)
    missing = _unassigned(set(shown), "en")[1]
    if missing:
        raise ProblemError(
            [_problem(where, letter, shown[letter]) for letter in sorted(missing, key=ord)]
        )


def faces(characters: Iterable[str], language: str) -> list[Face]:
    """Return the fonts that draw these characters, each only the part of it that is needed.

    The same characters give the same bytes; what was cut once is kept in the cache.
    """
    drawn, _ = _unassigned(set(characters), language)
    return [
        Face(family=family, woff2=_subset(family, "".join(sorted(letters))))
        for family, letters in drawn.items()
    ]


def _problem(where: str, letter: str, text: str) -> Problem:
    name = unicodedata.name(letter, "")
    return Problem(
        where=where,
        value=" ".join(text.split())[:40].encode("utf-8", "replace").decode("utf-8"),
        rule=msg(
            "no font has the character {code}",
            code=f"U+{ord(letter):04X}" + (f" ({name})" if name else ""),
        ),
        remedy=msg("Spell the name with another character"),
    )


def _unassigned(letters: set[str], language: str) -> tuple[dict[str, set[str]], set[str]]:
    """Return each family's share of the characters, and those that none has."""
    rest = {letter for letter in letters if not _is_unseen(letter)}
    shares: dict[str, set[str]] = {}
    for family in families(language):
        if not rest:
            break
        drawn = {letter for letter in rest if letter in coverage(family)}
        if drawn:
            shares[family] = drawn
        rest -= drawn
    return shares, rest


def _is_unseen(letter: str) -> bool:
    selects = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return selects or letter in "\t\n\r" or unicodedata.category(letter) in _UNSEEN


def coverage(family: str) -> Set[str]:
    """Return the letters that a family draws."""
    return advances(family, REGULAR).keys()


@cache
def advances(family: str, weight: int) -> dict[str, float]:
    """Return how wide a family sets each of its letters, in ems.

    What was read once is kept in the cache because reading is slow.
    """
    path = _made("advances", family, str(weight)).with_suffix(".json")
    widths = _kept_or_made(path, lambda: json.dumps(_runs(_advances(family, weight))).encode())
    return {
        chr(point): units / 1000
        for first, last, units in json.loads(widths)
        for point in range(first, last + 1)
    }


def _advances(family: str, weight: int) -> list[tuple[int, float]]:
    """Return code points and how wide they are in thousandths of the letters' size."""
    from fontTools.ttLib import TTFont  # takes a while to import

    with TTFont(font_file(family), lazy=True) as font:
        glyphs = font.getGlyphSet(location={"wght": weight})
        scale = 1000 / font["head"].unitsPerEm
        return [
            (point, round(glyphs[name].width * scale, 2))
            for point, name in sorted(font.getBestCmap().items())
        ]


def _runs(widths: list[tuple[int, float]]) -> list[tuple[int, int, float]]:
    """Return first and last code point of neighbours of one width, and that width."""
    runs: list[tuple[int, int, float]] = []
    for point, units in widths:
        if runs and runs[-1][1:] == (point - 1, units):
            runs[-1] = (runs[-1][0], point, units)
        else:
            runs.append((point, point, units))
    return runs


def _subset(family: str, letters: str) -> bytes:
    path = _made("subset", family, letters).with_suffix(".woff2")
    return _kept_or_made(path, lambda: _cut(family, letters))


def _kept_or_made(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what was kept, or make it; where nothing can be kept, that costs time only."""
    content = kept(path)
    if content is None:
        content = make()
        keep(path, content)
        keep_newest(path.parent, f"*{path.suffix}", MOST_KEPT)
    return content


def _cut(family: str, letters: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        hinting=False,
        notdef_outline=True,
        layout_features=["*"],
        drop_tables=[*Options().drop_tables, "vhea", "vmtx", "VVAR", "BASE", "VORG"],
        name_IDs=[0, 1, 2, 13, 14],  # the licence stays with the font
        flavor="woff2",
    )
    if family == CHINESE:  # the others need their features to join and stack letters
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    with TTFont(font_file(family), lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        unseen = [0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F]
        subsetter.populate(unicodes=[*map(ord, letters), *unseen])
        subsetter.subset(font)
        font.flavor = "woff2"
        written = io.BytesIO()
        font.save(written, reorderTables=None)
    return written.getvalue()


def _made(*from_what: str) -> Path:
    """Return the place in the cache of what is made from these and from these packages."""
    digest = hashlib.sha256(json.dumps([*_versions(), *from_what]).encode()).hexdigest()
    return cache_dir() / "fonts" / digest[:32]


@cache
def _versions() -> list[str]:
    return [metadata.version(name) for name in (*_PACKAGES.values(), "fonttools", "brotli")]


@cache
def font_file(family: str) -> Path:
    """Return the file that holds a family in all its weights."""
    if family == CHINESE:
        return _package("justmytype_intl_cjk") / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
    return _package("manimgx_fonts") / f"{family.replace(' ', '')}[wght].ttf"


def _package(name: str) -> Path:
    """Return a package's folder without running it: one would load a registry of all fonts."""
    found = find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named '{name}'", name=name)
    return Path(found.submodule_search_locations[0])
