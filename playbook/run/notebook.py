"""What a notebook begins with: its language, and how JupyterLab shows blocks and tells problems."""

from __future__ import annotations

import builtins
from typing import Any

from playbook.blocks import Block, Blocks
from playbook.formats.html import for_notebook
from playbook.words.language import speak, translated
from sim.messages import ProblemError


def begin(language: str) -> None:
    """Speak a language from now on; show blocks as they look in the document."""
    speak(language)
    shell = getattr(builtins, "get_ipython", lambda: None)()
    if shell is not None:
        shown = shell.display_formatter.formatters["text/html"]
        shown.for_type(Blocks, for_notebook)
        shown.for_type(Block, lambda block: for_notebook(Blocks([block])))
        shell.set_custom_exc((ProblemError,), _tell)


def _tell(
    shell: Any, kind: type[ProblemError], error: ProblemError, trace: Any, tb_offset: int | None
) -> None:
    """Show a problem in the language spoken; its own text is English."""
    shell.showtraceback((kind, Exception(translated(error)), trace), tb_offset=tb_offset)
