"""What a notebook begins with: its language, and how JupyterLab shows blocks and tells problems."""

from __future__ import annotations

import builtins
from html import escape
from typing import Any

from playbook.blocks import Block, Blocks, Prose
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
        shown.for_type(Framed, frame)
        shown.for_type(Block, lambda block: for_notebook(Blocks([block])))
        shell.set_custom_exc((ProblemError,), _tell)


class Framed(Blocks):
    """A page in a frame where JupyterLab shows it; a sentence in every document."""

    def __init__(self, text: str, page: bytes) -> None:
        super().__init__([Prose(text=text)])
        self.page = page


def frame(framed: Framed) -> str:
    """Return the frame that holds the page itself, without a request."""
    page = escape(framed.page.decode("utf-8"), quote=True)
    title = escape(str(framed[0]), quote=True)
    return (
        f'<iframe title="{title}" srcdoc="{page}" style="border:0;height:60rem;width:100%">'
        "</iframe>"
    )


def _tell(
    shell: Any, kind: type[ProblemError], error: ProblemError, trace: Any, tb_offset: int | None
) -> None:
    """Show a problem in the language spoken; its own text is English."""
    shell.showtraceback((kind, Exception(translated(error)), trace), tb_offset=tb_offset)
