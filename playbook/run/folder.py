"""The folder of a report: written beside its place and renamed into it, nothing lost silently.

A folder that an earlier run made and nobody touched is replaced; anything else in the way stays,
and the caller is told.
"""

from __future__ import annotations

import errno
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playbook.blocks import Blocks, Provenance
from sim.client.files import file_digest
from sim.ending import UNDER_WAY
from sim.keeping import abandoned, sweep, unfinished
from sim.messages import Message, Problem, ProblemError, Saying, msg

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


MANIFEST = "manifest.json"
MAKER = "greenchannel"


@contextmanager
def written(place: Path) -> Iterator[Path]:
    """Give a fresh folder that becomes ``place`` when the block ends without an error."""
    place = place.absolute()
    made: list[Path] = []
    try:
        check_way(place)
        made = _make_parents(place.parent)
        _take_up(place.parent)
        fresh = Path(tempfile.mkdtemp(prefix=unfinished(place.name), dir=place.parent))
    except OSError as fault:
        _remove_parents(made)
        raise _failed(place, fault) from fault
    UNDER_WAY.add(fresh)
    try:
        yield fresh
        check_way(place)
        _swap(fresh, place)
    except OSError as fault:
        if not _is_of(place, fault):
            raise
        raise _failed(place, fault) from fault
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        UNDER_WAY.discard(fresh)
        _remove_parents(made)


def check_place(place: Path) -> None:
    """Refuse a place that is taken or cannot be written, before anything is computed for it."""
    check_way(place.absolute())
    check_file(place)


def check_file(place: Path) -> None:
    """Refuse a file in a folder that cannot be written, before anything is computed for it."""
    above = next(folder for folder in place.absolute().parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise _unwritable(above, msg("not a folder that can be written in"))


def check_way(place: Path) -> None:
    """Refuse a place that is taken by anything but an untouched report of ours."""
    if not place.exists() and not place.is_symlink():
        return
    if place.is_symlink() or not place.is_dir():
        raise _in_the_way(place, msg("is not a folder"))
    found = {path.name for path in place.iterdir()}
    if not found:
        return
    outputs = _outputs(place)
    if outputs is None:
        raise _in_the_way(place, msg("holds files that this program did not write"))
    for name in sorted(found - outputs.keys() - {MANIFEST}):
        raise _in_the_way(place / name, msg("was not written by this program"))
    for name, digest in sorted(outputs.items()):
        if name in found and file_digest(place / name) != digest:
            raise _in_the_way(place / name, msg("was changed after it was written"))


def check_same_report(place: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse to replace the report of another client or another notebook."""
    if not (place / MANIFEST).exists():
        return
    old = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    rules = {
        "notebook": msg("holds the report of another notebook ({name})", name=old.get("notebook")),
        "client": msg("holds the report of another client ({name})", name=old.get("client")),
    }
    for name, rule in rules.items():
        if old.get(name) != manifest.get(name):
            raise _in_the_way(place, rule)


def _outputs(place: Path) -> dict[str, str] | None:
    """Return the files that the manifest in ``place`` lists, or None if there is no such one."""
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        outputs = {str(name): str(digest) for name, digest in manifest["outputs"].items()}
        return outputs if manifest["made_by"] == MAKER else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _swap(fresh: Path, place: Path) -> None:
    fresh.chmod(0o755)  # mkdtemp's folder is for its owner only
    if not place.exists():
        fresh.rename(place)
        return
    aside = Path(tempfile.mkdtemp(prefix=unfinished(place.name), dir=place.parent))
    try:
        old = place.rename(aside / place.name)
        try:
            fresh.rename(place)
        except OSError:
            old.rename(place)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _take_up(folder: Path) -> None:
    """Remove what killed runs left in a folder; a report that one had moved aside is put back."""
    for aside in abandoned(folder):
        for old in aside.iterdir() if aside.is_dir() else ():
            if (old / MANIFEST).is_file() and not (folder / old.name).exists():
                with suppress(OSError):  # another report put it back at this moment
                    old.rename(folder / old.name)
    sweep(folder)


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were missing, the lowest first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)  # another report may be making it at this moment
    return missing


def _remove_parents(made: list[Path]) -> None:
    """Remove the folders that were made and stayed empty."""
    for folder in made:
        with suppress(OSError):  # it is not empty: rmdir removes no other folder
            folder.rmdir()


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG)


def _is_of(place: Path, fault: OSError) -> bool:
    """Tell whether a fault is one of the folder, and not of what a document is made from."""
    if fault.errno in _NO_ROOM:
        return True
    return fault.filename is not None and place.parent in Path(str(fault.filename)).parents


def _failed(place: Path, fault: OSError) -> ProblemError:
    return _unwritable(place, fault.strerror or type(fault).__name__)


def _unwritable(place: Path, reason: Saying) -> ProblemError:
    rule = msg("cannot be written ({fault})", fault=reason)
    remedy = msg("Choose another folder, or close the programs that use this one")
    return ProblemError(Problem(where=str(place), rule=rule, remedy=remedy))


def _in_the_way(place: Path, rule: Message) -> ProblemError:
    remedy = msg("Move it away or choose another folder")
    return ProblemError(Problem(where=str(place), rule=rule, remedy=remedy))
