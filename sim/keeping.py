"""Files that are written whole or not at all, and what is kept between runs with its digest.

A file is written beside its place, under a name that says which process writes it, and renamed. So
two runs at once do not meet, and what a killed one left can be told from what is being written: the
next run that writes there removes it. What is kept is read back only as it was written, for a
damaged file in a cache is no file.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from zlib import crc32

_MACHINE = f"{crc32(platform.node().encode()):08x}"
_UNFINISHED = re.compile(r"\..*-(?P<machine>[0-9a-f]{8})\.(?P<process>[0-9]{1,10})-\w{8}")
_LONGEST_S = 24 * 60 * 60
"""After a day nobody writes any more: another machine's process cannot be asked, and a number of a
process comes back."""

READABLE = 0o644
"""Whoever may enter the folder may read the file."""

_MARK = b"\n"
"""Stands between what is kept and its digest."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, also when several processes write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep_once(path.parent)
    handle, name = tempfile.mkstemp(prefix=unfinished(path.name), dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(READABLE)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def unfinished(name: str) -> str:
    """Return how the name of what this process writes for ``name`` begins until it is whole."""
    return f".{name[:40]}-{_MACHINE}.{os.getpid()}-"


def sweep(folder: Path) -> None:
    """Remove from a folder what a process that has ended left unfinished in it."""
    for path in abandoned(folder):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def abandoned(folder: Path) -> list[Path]:
    """Return what lies unfinished in a folder and whose process has ended."""
    with suppress(OSError):  # such as a folder that is not there, or closed
        return [path for path in folder.glob(".*-*") if _is_abandoned(path)]
    return []


@cache
def _sweep_once(folder: Path) -> None:
    sweep(folder)


def _is_abandoned(path: Path) -> bool:
    found = _UNFINISHED.fullmatch(path.name)
    if found is None:
        return False
    if found["machine"] == _MACHINE and not _lives(int(found["process"])):
        return True
    try:
        return time.time() - path.stat().st_mtime > _LONGEST_S
    except OSError:
        return False


def _lives(process: int) -> bool:
    """Tell whether a process of this machine may still be at work."""
    if os.name == "nt":  # there a signal 0 is no question
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # such as another user's
        return True
    return True


def digest_of(content: bytes) -> str:
    """Return the hash that stands for some bytes."""
    return sha256(content).hexdigest()


def keep(path: Path, content: bytes) -> None:
    """Keep a file with its digest at its end; where none can be written, none is kept."""
    with suppress(OSError):
        write_whole(path, content + _MARK + digest_of(content).encode())


def kept(path: Path) -> bytes | None:
    """Return what was kept in a file, or None when it is not there or not as it was written."""
    try:
        content, _, digest = path.read_bytes().rpartition(_MARK)
    except (OSError, ValueError):  # such as a name that no file can have
        return None
    if digest != digest_of(content).encode():
        return None
    with suppress(OSError):  # such as a folder that can only be read
        path.touch()
    return content


def keep_newest(folder: Path, pattern: str, most: int) -> None:
    """Remove the files not used for longest where more than ``most`` lie, and some more.

    So, where many are, the next ones are kept without looking when each was used.
    """
    with suppress(OSError):
        alike = list(folder.glob(pattern))
        if len(alike) > most:
            alike.sort(key=lambda path: path.stat().st_mtime)
            for old in alike[: len(alike) - most + most // 10]:
                old.unlink(missing_ok=True)
