"""From a notebook to a folder of documents, or to a clear refusal: run with parameters, or by hand.

Whoever changes levers in a notebook of papermill's making can render what stands in it, without
running it again; but not when a cell failed, or when the parameters, the notebook, the client file
or the model are no longer those that it was run with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sim
from playbook import formats as document_formats
from playbook.blocks import Blocks, Provenance
from playbook.blocks.document import Document
from playbook.documents.notebook_file import (
    assigned,
    checked,
    declared,
    nbformat,
    read_notebook,
)
from playbook.look.brand import Brand
from playbook.run.execution import Progress, RenderError, check_fresh, execute, harvest
from playbook.run.folder import check_same_report, manifest_of, write_manifest, written
from playbook.words.language import checked as known_language
from playbook.words.language import speaking
from playbook.words.slug import slug
from sim.client.files import file_digest, find_file
from sim.messages import Message, Problem, ProblemError, did_you_mean, msg
from sim.places import notebooks_dir

__all__ = ["RenderError", "Rendered", "render"]

LANGUAGE = "language"
"""The parameter by which a notebook is told its language."""

DECLARED, INJECTED = "parameters", "injected-parameters"
"""The tags of the cell that declares parameters, and of the one in which papermill sets them."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished report: its folder, the documents by language and format, the blocks they show.

    ``notebook`` is the executed notebook of the first language, ``blocks`` what it returned.
    """

    folder: Path
    documents: Mapping[tuple[str, str], Path]
    notebook: Path
    manifest: Path
    blocks: Blocks


@dataclass(frozen=True, kw_only=True)
class Printing:
    """One language of a report: what is run, and what is written from it into ``folder``."""

    source: Path
    parameters: Mapping[str, object]
    language: str
    formats: tuple[str, ...]
    brand: Brand
    stem: str
    folder: Path

    def name(self, ending: str) -> str:
        """Return the name of a file of this edition."""
        return f"{self.stem}-{self.language}.{ending}"

    def write(self, progress: Progress | None = None) -> tuple[Blocks, dict[str, Any]]:
        """Run the notebook, write its documents, and return the blocks and the manifest."""
        with speaking(self.language):
            executed = execute(self.source, self.parameters, progress)
            blocks = harvest(executed, self.source.name)
            manifest = manifest_of(self.source, self.parameters, blocks)
            check_fresh(executed, manifest, notebook=self.source)
            document = Document(blocks=blocks, language=self.language, brand=self.brand)
            for format in self.formats:
                page = document_formats.render(document, format)
                (self.folder / self.name(format)).write_bytes(page)
        text = nbformat.writes(executed)  # type: ignore[no-untyped-call]
        target = self.folder / self.name("ipynb")
        target.write_text(text + "\n", encoding="utf-8", newline="\n")
        return blocks, manifest


def render(
    notebook: str | Path,
    parameters: Mapping[str, object],
    out: Path,
    *,
    name: str | None = None,
    languages: Sequence[str] = ("en",),
    formats: Sequence[str] = ("html",),
    brand: Brand | None = None,
    pool: Executor | None = None,
    progress: Progress | None = None,
) -> Rendered:
    """Run a notebook once a language and write its documents into the folder ``out``.

    ``notebook`` is the name of one of ours (``"pitch"``) or a path. ``parameters`` are checked
    against its parameters cell, and all of them are passed. ``name`` names the files, by default
    as the notebook. With ``pool`` the languages are made at once in its processes; ``progress`` is
    told of cells, with a pool of languages. Raises ``ProblemError`` for what the caller can mend
    and ``RenderError`` when the notebook fails; then nothing is left behind.
    """
    source = _source(notebook)
    told = declared(source)
    values = checked(source.name, told, parameters)
    speaks = any(one.name == LANGUAGE for one in told)
    place = Path(out).absolute()
    with written(place) as fresh:
        editions = [
            Printing(
                source=source,
                parameters={**values, LANGUAGE: language} if speaks else values,
                language=language,
                formats=tuple(formats),
                brand=brand or Brand(),
                stem=slug(name) if name else source.stem,
                folder=fresh,
            )
            for language in languages
        ]
        made = _made(editions, pool, progress)
        manifest = _whole_manifest(made, editions)
        check_same_report(place, manifest)
        write_manifest(fresh, manifest)
    return _finished(place, editions, made[0][0])


def _finished(place: Path, editions: Sequence[Printing], blocks: Blocks) -> Rendered:
    """Return the report that stands in ``place``; ``blocks`` are those of its first language."""
    return Rendered(
        folder=place,
        documents={
            (edition.language, format): place / edition.name(format)
            for edition in editions
            for format in edition.formats
        },
        notebook=place / editions[0].name("ipynb"),
        manifest=place / "manifest.json",
        blocks=blocks,
    )


def _source(notebook: str | Path) -> Path:
    path = Path(notebook)
    return path if path.suffix == ".ipynb" else notebooks_dir() / f"{notebook}.ipynb"


def _made(
    editions: Sequence[Printing], pool: Executor | None, progress: Progress | None
) -> list[tuple[Blocks, dict[str, Any]]]:
    if pool is None:
        return [edition.write(progress) for edition in editions]
    waiting = [pool.submit(edition.write) for edition in editions]
    made = []
    for number, future in enumerate(waiting, start=1):
        made.append(future.result())
        if progress is not None:
            progress(number, len(waiting))
    return made


def _whole_manifest(
    made: Sequence[tuple[Blocks, dict[str, Any]]], editions: Sequence[Printing]
) -> dict[str, Any]:
    manifest = made[0][1]
    parameters = {name: value for name, value in manifest["parameters"].items() if name != LANGUAGE}
    first = editions[0]
    return {
        **manifest,
        "parameters": parameters,
        "languages": [edition.language for edition in editions],
        "formats": list(first.formats),
        "brand": first.brand.model_dump(),
    }


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
    language = known_language(str(parameters.get(LANGUAGE, "en")))
    stem = f"{slug(notebook.stem)}-{language}"
    place = out.absolute()
    with written(place) as fresh, speaking(language):
        document = Document(blocks=blocks, language=language, brand=brand or Brand())
        for format in formats:
            (fresh / f"{stem}.{format}").write_bytes(document_formats.render(document, format))
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
    yield from _changed_parameters(executed, where)
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


def _changed_parameters(executed: nbformat.NotebookNode, where: str) -> Iterator[Problem]:
    """Yield the parameters that the notebook was not run with, or that it does not have."""
    told = dict(executed.metadata["papermill"]["parameters"])
    written_down = _assigned(executed, INJECTED, where)
    known = _assigned(executed, DECLARED, where)
    for name, value in (told | written_down).items():
        rule, remedy = _fault_of(name, told, written_down), msg("Run it again")
        if known and name not in known:
            rule, remedy = msg("no such parameter"), did_you_mean(name, known)
        if rule is not None:
            yield Problem(where=where, field=name, value=value, rule=rule, remedy=remedy)


def _fault_of(
    name: str, told: Mapping[str, object], written_down: Mapping[str, object]
) -> Message | None:
    if name not in told:
        return msg("was added after the notebook was run")
    if name not in written_down:
        return msg("is no longer set in the notebook, which was run with it")
    if written_down[name] == told[name]:
        return None
    return msg("was changed after the notebook was run with {value}", value=repr(told[name]))


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
    return [cell.source for cell in cells if INJECTED not in cell.metadata.get("tags", [])]


def _assigned(notebook: nbformat.NotebookNode, tag: str, where: str) -> dict[str, Any]:
    """Return the values that cells with a tag assign."""
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        if tag in cell.metadata.get("tags", []):
            found |= assigned(where, cell.source)
    return found
