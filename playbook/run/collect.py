"""Take the blocks out of an executed notebook; one that failed or is stale is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from playbook.blocks import MIME, Blocks, blocks_from
from playbook.run.execution import RenderError
from playbook.words.language import say
from sim.client.files import file_digest
from sim.messages import listed
from sim.problems import Problem, ProblemError

_RICH = ("execute_result", "display_data")


def harvest(executed: nbformat.NotebookNode, where: str) -> Blocks:
    """Return the blocks of every cell in their order, each checked."""
    check_succeeded(executed, where)
    found = Blocks(
        _block_of(output, f"{where} {say('cell {number}', number=number)}")
        for number, cell in enumerate(executed.cells, start=1)
        for output in cell.get("outputs", [])
        if output.output_type in _RICH
    )
    if not len(found):
        raise _refusal(where, say("no cell returned a block"), say("End each cell with a block"))
    return found


def check_succeeded(executed: nbformat.NotebookNode, where: str) -> None:
    """Refuse a notebook of which a cell failed or that was not run with parameters."""
    papermill = executed.metadata.get("papermill", {})
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    if papermill.get("exception") or any(one.output_type == "error" for one in outputs):
        raise _refusal(
            where, say("a cell of this notebook failed"), say("Mend it and render it again")
        )
    if "parameters" not in papermill:
        raise _refusal(
            where, say("was not run with parameters"), say("Make it with the render function")
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
    again = say("Render it again")
    problems = []
    if dict(executed.metadata["papermill"]["parameters"]) != manifest.get("parameters"):
        rule = say("its parameters have changed")
        problems.append(Problem(where=where, rule=rule, remedy=again))
    if notebook is not None and file_digest(notebook) != manifest.get("notebook_sha256"):
        rule = say("the notebook has changed")
        problems.append(Problem(where=where, rule=rule, remedy=again))
    for name, path in (inputs or {}).items():
        if file_digest(path) != manifest.get("inputs", {}).get(name):
            rule = say("this input has changed")
            problems.append(Problem(where=where, field=name, rule=rule, remedy=again))
    if problems:
        raise RenderError(problems)


def _block_of(output: nbformat.NotebookNode, where: str) -> Blocks:
    if MIME not in output.data:
        shown = str(output.data.get("text/plain", ""))[:60]
        rule = say("returned something that is not a block ({value})", value=shown)
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


def _refusal(where: str, rule: str, remedy: str) -> RenderError:
    return RenderError(Problem(where=where, rule=rule, remedy=remedy))
