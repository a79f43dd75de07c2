"""What a notebook begins with: the language of its document, and how JupyterLab shows blocks."""

from __future__ import annotations

import builtins

from playbook.blocks import Block, Blocks
from playbook.formats.html.page import for_notebook
from sim.language import speak


def begin(language: str) -> None:
    """Speak a language from now on, and show blocks as they look in the document."""
    speak(language)
    shell = getattr(builtins, "get_ipython", lambda: None)()
    if shell is not None:
        shown = shell.display_formatter.formatters["text/html"]
        shown.for_type(Blocks, for_notebook)
        shown.for_type(Block, lambda block: for_notebook(Blocks([block])))
