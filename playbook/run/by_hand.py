"""Documents from a notebook that was run by hand, as long as it is not stale.

Whoever changes levers in a notebook of papermill's making can render what stands in it, without
running it again; but not when a cell failed, or when the parameters, the notebook, the client file
or the model are no longer those that it was run with.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sim
from playbook.blocks import Blocks, Provenance
from playbook.blocks.document import Document
from playbook.documents.notebook_format import nbformat
from playbook.documents.parameters import read_notebook
from playbook.formats import render
from playbook.look.brand import Brand
from playbook.run.execution import RenderError, harvest
from playbook.run.folder import check_same_report, manifest_of, write_manifest, written
from playbook.run.render import LANGUAGE, Rendered
from playbook.words.language import checked, speaking
from playbook.words.slug import slug
from sim.client.files import file_digest, find_file
from sim.messages import Message, msg
from sim.problems import Problem, ProblemError
from sim.tables.places import notebooks_dir


def render_executed(
    notebook: Path, out: Path, *, formats: Sequence[str] = ("html",), brand: Brand | None = None
) -> Rendered:
    """Write the documents of an executed notebook into the folder ``out``; nothing is run.

    Raises ``RenderError`` when a cell failed or when the notebook is stale, naming all that has
    changed since it was run.
    """
    executed = read_notebook(notebook)
    blocks = harvest(executed, notebook.name)
    problems = list(_changes(executed, blocks, notebook.name))
    if problems:
        raise RenderError(problems)
    parameters = executed.metadata["papermill"]["parameters"]
    language = checked(str(parameters.get(LANGUAGE, "en")))
    stem = f"{slug(notebook.stem)}-{language}"
    place = out.absolute()
    with written(place) as fresh, speaking(language):
        document = Document(blocks=blocks, language=language, brand=brand or Brand())
        for format in formats:
            (fresh / f"{stem}.{format}").write_bytes(render(document, format))
        manifest = {
            **manifest_of(notebook, parameters, blocks),
            "languages": [language],
            "formats": list(formats),
            "brand": document.brand.model_dump(),
        }
        check_same_report(place, manifest)
        write_manifest(fresh, manifest)
    return Rendered(
        folder=place,
        documents={(language, format): place / f"{stem}.{format}" for format in formats},
        notebook=notebook,
        manifest=place / "manifest.json",
        blocks=blocks,
    )


def _changes(executed: nbformat.NotebookNode, blocks: Blocks, where: str) -> Iterator[Problem]:
    """Yield what is no longer as it was when the notebook was run."""
    again = msg("Run it again")
    told = executed.metadata["papermill"]
    written_down = _assigned(executed)
    for name, value in dict(told["parameters"]).items():
        if name in written_down and written_down[name] != value:
            rule = msg("was changed after the notebook was run with {value}", value=repr(value))
            yield Problem(
                where=where, field=name, value=written_down[name], rule=rule, remedy=again
            )
    source = notebooks_dir() / Path(str(told.get("input") or told.get("input_path", ""))).name
    if source.is_file() and _code(read_notebook(source)) != _code(executed):
        yield Problem(where=where, rule=msg("the notebook has changed"), remedy=again)
    found = next((block for block in blocks if isinstance(block, Provenance)), None)
    if found is None:
        return
    if found.model_version.split()[-1] != sim.__version__:
        rule = msg("was run with another version of the model")
        yield Problem(
            where=where, field="model", value=found.model_version, rule=rule, remedy=again
        )
    yield from _inputs(found, told["parameters"], where, again)


def _inputs(
    found: Provenance, parameters: Mapping[str, Any], where: str, again: Message
) -> Iterator[Problem]:
    client = str(parameters.get("client", ""))
    for name, digest in found.inputs:
        try:
            beside = find_file(client).parent / name
            if file_digest(beside) == digest:
                continue
            rule = msg("this input has changed")
        except (ProblemError, OSError):
            rule = msg("this input is no longer there")
        yield Problem(where=where, field=name, rule=rule, remedy=again)


def _code(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the code of a notebook without the cell in which papermill sets parameters."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [
        cell.source for cell in cells if "injected-parameters" not in cell.metadata.get("tags", [])
    ]


def _assigned(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the values in the cell in which papermill sets parameters."""
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            found |= dict(_literals(cell.source))
    return found


def _literals(source: str) -> Iterator[tuple[str, Any]]:
    for line in ast.parse(source).body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id, ast.literal_eval(line.value)
