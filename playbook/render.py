"""From a notebook and its parameters to a folder with a document, or to a clear refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from playbook.blocks import Blocks
from playbook.execution import Progress, RenderError, execute
from playbook.harvest import check_fresh, harvest
from playbook.html import document
from playbook.manifest import manifest_of, write_manifest
from playbook.names import slug
from playbook.parameters import checked, declared
from playbook.report_folder import check_same_report, written
from sim.places import notebooks_dir

__all__ = ["RenderError", "Rendered", "render"]


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished report: its folder, the files in it, and the blocks it is made of."""

    folder: Path
    html: Path
    notebook: Path
    manifest: Path
    blocks: Blocks


def render(
    notebook: str | Path,
    parameters: Mapping[str, object],
    out: Path,
    *,
    name: str | None = None,
    progress: Progress | None = None,
) -> Rendered:
    """Run a notebook and write its report into the folder ``out``.

    ``notebook`` is the name of one of ours (``"pitch"``) or a path. ``parameters`` are checked
    against its parameters cell, and all of them are passed. ``name`` names the files, by default
    as the notebook. Raises ``ProblemError`` for what the caller can mend and ``RenderError`` when
    the notebook fails; then nothing is left behind.
    """
    source = _source(notebook)
    values = checked(source.name, declared(source), parameters)
    stem = slug(name) if name else source.stem
    place = Path(out).absolute()
    with written(place) as fresh:
        executed = execute(source, values, progress)
        blocks = harvest(executed, source.name)
        manifest = manifest_of(source, values, blocks)
        check_fresh(executed, manifest, notebook=source)
        check_same_report(place, manifest)
        _write(fresh, stem, executed, document(blocks), manifest)
    return Rendered(
        folder=place,
        html=place / f"{stem}.html",
        notebook=place / f"{stem}.ipynb",
        manifest=place / "manifest.json",
        blocks=blocks,
    )


def _source(notebook: str | Path) -> Path:
    path = Path(notebook)
    return path if path.suffix == ".ipynb" else notebooks_dir() / f"{notebook}.ipynb"


def _write(
    folder: Path, stem: str, executed: nbformat.NotebookNode, page: str, manifest: Mapping[str, Any]
) -> None:
    (folder / f"{stem}.html").write_text(page, encoding="utf-8", newline="\n")
    text = nbformat.writes(executed)  # type: ignore[no-untyped-call]
    (folder / f"{stem}.ipynb").write_text(text + "\n", encoding="utf-8", newline="\n")
    write_manifest(folder, manifest)
