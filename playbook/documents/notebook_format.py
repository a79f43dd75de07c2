"""nbformat, imported without a grammar of web addresses that no notebook is checked against.

To build the grammar takes ten times as long as all the rest, in every process that opens one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_GRAMMAR = "rfc3987_syntax"
"""What jsonschema imports, where it is installed, to check addresses in other alphabets."""


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Make a module one that cannot be imported, unless somebody imported it already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # so the import system's manual has it
    try:
        yield
    finally:
        del sys.modules[module]


with _without(_GRAMMAR):
    import nbformat

__all__ = ["nbformat"]
