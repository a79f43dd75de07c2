"""A papermill engine that runs a notebook in this process, without a kernel of its own.

Several notebooks of one client read the same seasons, so one process that runs them all reads them
once, and no kernel has to start. Only our own notebooks are run so: their cells are calls.
"""

from __future__ import annotations

import atexit
from contextlib import redirect_stderr, redirect_stdout
from contextvars import copy_context
from io import StringIO
from types import ModuleType
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Type
from traitlets.config import Config

from playbook.documents.notebook_file import nbformat
from playbook.words.language import translated
from sim.messages import ProblemError

NAME = "in-process"

# No history file and no thread that writes one: a shell lives as long as its notebook.
_QUIET = Config({"HistoryManager": {"enabled": False}})


class InProcessEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Run the cells in their order, until one fails."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: Any
    ) -> None:
        """Fill the outputs of the notebook that ``nb_man`` holds.

        What a cell sets in a context variable, such as the language, ends with the notebook.
        """
        module, context = ModuleType("notebook"), copy_context()
        shell = _Shell(user_module=module, config=_QUIET)  # type: ignore[no-untyped-call]
        atexit.unregister(shell.atexit_operations)  # else every shell lives until the end
        for number, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code":
                continue
            nb_man.cell_start(cell, number)
            if not context.run(shell.fill, cell):
                nb_man.cell_exception(cell, number)
                nb_man.cell_complete(cell, cell_index=number)
                break
            nb_man.cell_complete(cell, cell_index=number)


class _Results(DisplayHook):
    """Keep what the last line of a cell returns, as a kernel would send it."""

    def write_output_prompt(self) -> None:
        """Show no ``Out[1]:``."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        """Keep the forms in which a value shows itself."""
        assert self.shell is not None
        self.shell.display_pub.publish(format_dict, md_dict)


class _Shell(InteractiveShell):
    """IPython with a namespace of its own, whose outputs are kept and not shown."""

    displayhook_class = Type(_Results)
    display_pub_class = Type(CapturingDisplayPublisher)

    def fill(self, cell: nbformat.NotebookNode) -> bool:
        """Run a cell, give it its outputs, and return whether it succeeded."""
        shown = self.display_pub.outputs = []  # type: ignore[attr-defined]
        printed, warned = StringIO(), StringIO()
        with redirect_stdout(printed), redirect_stderr(warned):
            result = self.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]
        if isinstance(result.error_in_exec, KeyboardInterrupt):  # it stops more than this cell
            raise result.error_in_exec
        cell.execution_count = result.execution_count
        cell.outputs = [
            *_printed("stdout", printed),
            *_printed("stderr", warned),
            *(_displayed(one, result) for one in shown),
            *_failed(result),
        ]
        return bool(result.success)


def _printed(stream: str, text: StringIO) -> list[nbformat.NotebookNode]:
    return [_output("stream", name=stream, text=text.getvalue())] if text.getvalue() else []


def _displayed(shown: dict[str, Any], result: ExecutionResult) -> nbformat.NotebookNode:
    return _output(
        "execute_result",
        data=shown["data"],
        metadata=shown["metadata"] or {},
        execution_count=result.execution_count,
    )


def _failed(result: ExecutionResult) -> list[nbformat.NotebookNode]:
    fault = result.error_before_exec or result.error_in_exec
    if fault is None:
        return []
    told = translated(fault) if isinstance(fault, ProblemError) else str(fault)
    return [_output("error", ename=type(fault).__name__, evalue=told, traceback=[])]


def _output(kind: str, **parts: Any) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = nbformat.v4.new_output(kind, **parts)  # type: ignore[no-untyped-call]
    return made


papermill_engines.register(NAME, InProcessEngine)
