"""Run a notebook with papermill in a folder of its own; a failed run leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playbook.blocks import MIME, Blocks, blocks_from
from playbook.documents.notebook_file import nbformat, read_notebook
from playbook.run.engine import NAME
from sim.client.files import file_digest
from sim.messages import Message, Problem, ProblemError, Saying, listed, msg
from sim.places import notebooks_dir

_RICH = ("execute_result", "display_data")


def harvest(executed: nbformat.NotebookNode, where: str) -> Blocks:
    """Return the blocks of every cell in their order, each checked."""
    check_succeeded(executed, where)
    found = Blocks(
        _block_of(output, listed([where, msg("cell {number}", number=number)], " "))
        for number, cell in enumerate(executed.cells, start=1)
        for output in cell.get("outputs", [])
        if output.output_type in _RICH
    )
    if not len(found):
        raise _refusal(where, msg("no cell returned a block"), msg("End each cell with a block"))
    return found


def check_succeeded(executed: nbformat.NotebookNode, where: str) -> None:
    """Refuse a notebook of which a cell failed or that was not run with parameters."""
    papermill = executed.metadata.get("papermill")
    papermill = papermill if isinstance(papermill, dict) else {}
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    if papermill.get("exception") or any(one.output_type == "error" for one in outputs):
        raise _refusal(
            where, msg("a cell of this notebook failed"), msg("Mend it and render it again")
        )
    if not isinstance(papermill.get("parameters"), dict):
        raise _refusal(
            where, msg("was not run with parameters"), msg("Make it with the render function")
        )


def check_fresh(
    executed: nbformat.NotebookNode,
    manifest: Mapping[str, Any],
    *,
    notebook: Path | None = None,
    inputs: Mapping[str, Path] | None = None,
) -> None:
    """Refuse an executed notebook that is not what its manifest and its sources say.

    ``notebook`` is the source as it is now and ``inputs`` maps the names in the manifest to the
    files as they are now; what is not given is not compared.
    """
    where = str(manifest.get("notebook", "notebook"))
    check_succeeded(executed, where)
    again = msg("Render it again")
    problems = []
    if dict(executed.metadata["papermill"]["parameters"]) != manifest.get("parameters"):
        rule = msg("its parameters have changed")
        problems.append(Problem(where=where, rule=rule, remedy=again))
    if notebook is not None and file_digest(notebook) != manifest.get("notebook_sha256"):
        rule = msg("the notebook has changed")
        problems.append(Problem(where=where, rule=rule, remedy=again))
    for name, path in (inputs or {}).items():
        if file_digest(path) != manifest.get("inputs", {}).get(name):
            rule = msg("this input has changed")
            problems.append(Problem(where=where, field=name, rule=rule, remedy=again))
    if problems:
        raise RenderError(problems)


def _block_of(output: nbformat.NotebookNode, where: Saying) -> Blocks:
    if MIME not in output.data:
        shown = str(output.data.get("text/plain", ""))[:60]
        rule = msg("returned something that is not a block ({value})", value=shown)
        raise _refusal(where, rule, "")
    try:
        return blocks_from(_plain(output.data[MIME]))
    except ProblemError as fault:
        raise RenderError(
            Problem(where=listed([where, one.where], ": "), field=one.field, rule=one.rule)
            for one in fault.problems
        ) from fault


def _plain(value: Any) -> Any:
    """Return notebook nodes as plain dicts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _refusal(where: Saying, rule: Message, remedy: Saying) -> RenderError:
    return RenderError(Problem(where=where, rule=rule, remedy=remedy))


Progress = Callable[[int, int], None]

KERNEL = "python3"


class RenderError(ProblemError):
    """A notebook failed, or its run cannot be made into a document."""


def execute(
    notebook: Path, parameters: Mapping[str, object], progress: Progress | None = None
) -> nbformat.NotebookNode:
    """Return the executed notebook, cleaned of times and paths so that equal runs are equal.

    Our own notebooks run in this process, any other in a kernel of its own. The cells work in the
    caller's folder, so a relative path means what the caller means.
    papermill's ``cwd`` would change the folder of this whole process and is not used.
    ``progress`` is called with the cells done and their number.
    """
    import papermill  # takes more than a second to import
    from papermill.exceptions import PapermillExecutionError

    read = read_notebook(notebook)  # papermill formats braces in a path that it is given
    try:
        executed = papermill.execute_notebook(
            read,
            None,
            parameters=dict(parameters),
            engine_name=_engine(notebook),
            kernel_name=KERNEL,
            language="python",
            progress_bar=False,
            on_cell_executed=_counter(read, progress),
            extra_arguments=["--log-level=ERROR"],
        )
    except PapermillExecutionError as failure:
        raise _failed_cell(notebook, failure) from None
    except Exception as failure:  # whatever kept the kernel from starting or killed it
        fault = _last_line(type(failure).__name__, failure)
        rule = msg("the notebook could not be run ({fault})", fault=fault)
        raise RenderError(Problem(where=notebook.name, rule=rule)) from failure
    return _cleaned(executed, notebook)


def _engine(notebook: Path) -> str | None:
    """Return papermill's name of the engine that runs a notebook; None is its own."""
    if notebook.parent.absolute() != notebooks_dir().absolute():
        return None
    return NAME


def _counter(
    notebook: nbformat.NotebookNode, progress: Progress | None
) -> Callable[..., None] | None:
    if progress is None:
        return None
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    total, done = len(cells) + 1, 0  # papermill adds the cell that sets the parameters

    def count(**_: Any) -> None:
        nonlocal done
        done += 1
        progress(done, total)

    return count


def _failed_cell(notebook: Path, failure: Any) -> RenderError:
    cells = read_notebook(notebook).cells
    tagged = [n for n, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", [])]
    # papermill counts from nought and puts its own cell behind the one tagged "parameters"
    number = failure.cell_index + (0 if tagged and failure.cell_index > tagged[0] else 1)
    rule = _last_line(failure.ename, failure.evalue)
    return RenderError(
        Problem(where=notebook.name, field=msg("cell {number}", number=number), rule=rule)
    )


def _last_line(name: str, message: object) -> str:
    lines = [line.strip() for line in str(message).splitlines() if line.strip()]
    if name == "ProblemError":  # each of its lines is a problem that the reader can mend
        return "\n".join(lines)
    return f"{name}: {lines[-1]}" if lines else name


def _cleaned(executed: nbformat.NotebookNode, notebook: Path) -> nbformat.NotebookNode:
    metadata = executed.metadata
    metadata["papermill"] = {
        "parameters": metadata.get("papermill", {}).get("parameters", {}),
        "exception": metadata.get("papermill", {}).get("exception"),
        "input": notebook.name,
    }
    for number, cell in enumerate(executed.cells, start=1):
        cell["id"] = f"cell-{number}"
        tags = cell.metadata.get("tags", [])
        failed = cell.metadata.get("papermill", {}).get("exception")
        cell["metadata"] = nbformat.from_dict({"tags": tags} if tags else {})  # type: ignore[no-untyped-call]
        if failed:
            cell.metadata["papermill"] = {"exception": True}
    return executed
