"""The formats of a document: one module each, with ``render(document) -> bytes``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.blocks.document import (
        Document,  # takes long to import, and commands ask for FORMATS
    )


def render(document: Document, format: str) -> bytes:
    """Return the document in a format of ``FORMATS``; the same document gives the same bytes."""
    if format not in MODULES:
        raise LookupError(format)
    module = importlib.import_module(f"{__name__}.{MODULES[format]}")  # each loads its own library
    made: bytes = module.render(document)
    return made
