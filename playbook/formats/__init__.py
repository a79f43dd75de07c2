"""The formats of a document: one module each, with ``render(document) -> bytes``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # takes long to import, and the commands only ask for FORMATS
    from playbook.blocks.document import Document

MODULES = {
    "html": "html",
    "pdf": "pdf",
    "pptx": "slides.deck",
    "docx": "word.report",
    "xlsx": "workbook.book",
}
"""The module of each format in this package."""

FORMATS = tuple(MODULES)


def render(document: Document, format: str) -> bytes:
    """Return the document in a format of ``FORMATS``; the same document gives the same bytes."""
    if format not in MODULES:
        raise LookupError(format)
    module = importlib.import_module(f"{__name__}.{MODULES[format]}")  # each loads its own library
    made: bytes = module.render(document)
    return made
