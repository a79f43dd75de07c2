"""The explorer as one HTML page: a report in two languages, and the model that makes it live.

Nothing is fetched: module, numbers and words are carried in the page, deflated and in base64.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from playbook.blocks import Blocks, Provenance
from playbook.blocks.day import TwiceTold
from playbook.blocks.document import Piece
from playbook.formats.explorer.words import words
from playbook.formats.html import colours_css, environment, style_text
from playbook.look.brand import Brand
from playbook.words.language import TAGS, speaking

HERE = Path(__file__).parent
PAGE_SCRIPTS = (
    "unpacking",
    "wording",
    "statistics",
    "seasons",
    "setting",
    "charts",
    "dials",
    "view",
    "pins",
    "client_file",
    "day",
    "app",
)
WORKER_SCRIPTS = ("arrays", "stage", "worker")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Hold what the page says in one language."""

    title: str
    kicker: str
    answer: Blocks
    regimes: Blocks
    sure: Blocks
    inputs: Blocks
    """Every uncertain input, told to whoever unfolds it."""
    bases: str
    day: TwiceTold | None
    provenance: Provenance
    why_report: str = ""
    """Why the page stays a report in every browser, "" where the model can play in it."""


@dataclass(frozen=True, kw_only=True)
class LiveModel:
    """Hold what makes a page live: what its scripts read, the model and its numbers."""

    data: Mapping[str, Any]
    module: bytes
    numbers: bytes


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """Hold a page: its words by language, and the model where it can play in a page."""

    told: Mapping[str, Told]
    model: LiveModel | None
    brand: Brand
    language: str | None = None
    """In which language it opens; where none is named, the reader's browser says."""
    begins: str = ""
    """Where its dials stand where its address does not say, written like one."""


def render(explorer: Explorer) -> bytes:
    """Return the page; the same explorer gives the same bytes."""
    parts = {language: _parts(language, told) for language, told in explorer.told.items()}
    said = {}
    for language, told in explorer.told.items():
        with speaking(language):
            said[language] = words(told.title)
    look = style_text("blocks.css") + script("explorer.css") + colours_css(explorer.brand)
    page = environment().from_string(script("explorer.html.j2"))
    text = page.render(
        parts=parts,
        tags=TAGS,
        said=said,
        why={
            each: told.why_report or said[each]["no_wasm"] for each, told in explorer.told.items()
        },
        language=explorer.language,
        begins=explorer.begins,
        css=Markup(look),
        page_script=joined(PAGE_SCRIPTS),
        worker_script=joined(WORKER_SCRIPTS),
        model=explorer.model and _texts(explorer.model, said),
    )
    return text.encode("utf-8")


def _texts(model: LiveModel, said: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the model as texts that a page can carry, under the ids of their elements."""
    return {
        "data": _carried(_json({**model.data, "words": said})),
        "module": base64.b64encode(model.module).decode("ascii"),
        "numbers": base64.b64encode(model.numbers).decode("ascii"),
    }


def _parts(language: str, told: Told) -> Mapping[str, Markup]:
    """Return the parts of the page in one language."""
    template = environment().from_string(script("parts.html.j2"))
    with speaking(language):
        return {
            name: Markup(
                template.render(
                    part=name,
                    told=told,
                    steps=told.day.steps() if told.day else [],
                    pieces=_pieces(told, name),
                    for_phone=True,
                )
            )
            for name in ("hero", "answer", "regimes", "day", "sure", "inputs", "foot")
        }


def _pieces(told: Told, name: str) -> list[Piece]:
    blocks = {"answer": told.answer, "regimes": told.regimes, "sure": told.sure}
    blocks["inputs"] = told.inputs
    return [Piece(block=block) for block in blocks.get(name, ())]


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _carried(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def joined(names: tuple[str, ...]) -> Markup:
    """Return scripts one behind the other, as one strict script."""
    texts = [script(f"{name}.js").removeprefix('"use strict";\n') for name in names]
    return Markup('"use strict";\n' + "".join(texts))


@cache
def script(name: str) -> str:
    """Return a file of the explorer: a script, a style, a template."""
    return (HERE / name).read_text(encoding="utf-8")
