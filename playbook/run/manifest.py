"""What a report was made from and with: enough to make the same bytes again."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playbook.blocks import Blocks, Provenance
from playbook.run.folder import MAKER, MANIFEST
from sim.client.files import file_digest

_PACKAGES = (
    "greenchannel",
    "simpy",
    "numpy",
    "pandas",
    "scipy",
    "pydantic",
    "holidays",
    "matplotlib",
    "Babel",
    "Jinja2",
    "typst",
    "fonttools",
    "python-pptx",
    "python-docx",
    "XlsxWriter",
    "papermill",
    "nbclient",
    "ipykernel",
)
_CHECKOUT = Path(__file__).resolve().parents[2]


def manifest_of(notebook: Path, parameters: Mapping[str, object], blocks: Blocks) -> dict[str, Any]:
    """Return the manifest of a report, without its outputs."""
    found = next((block for block in blocks if isinstance(block, Provenance)), None)
    return {
        "made_by": MAKER,
        "notebook": notebook.stem,
        "notebook_sha256": file_digest(notebook),
        "parameters": dict(parameters),
        "client": found.client if found else None,
        "as_of": found.as_of if found else None,
        "seed": found.seed if found else None,
        "replications": found.replications if found else None,
        "model_version": found.model_version if found else None,
        "inputs": dict(found.inputs) if found else {},
        "commit": _commit(),
        "python": platform.python_version(),
        "packages": _versions(),
    }


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> Path:
    """Write the manifest with the digests of all files that lie in ``folder``."""
    outputs = {path.name: file_digest(path) for path in sorted(folder.iterdir())}
    text = json.dumps({**manifest, "outputs": outputs}, indent=2, ensure_ascii=False)
    path = folder / MANIFEST
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _versions() -> dict[str, str]:
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:  # such as a checkout that is not installed
            continue
    return versions


def _commit() -> str | None:
    """Return the commit of this checkout, or None in an installed package."""
    if not (_CHECKOUT / ".git").exists():
        return None
    try:
        answer = subprocess.run(
            ["git", "-C", str(_CHECKOUT), "rev-parse", "HEAD"],
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
