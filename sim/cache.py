"""What is kept between runs, in the user's cache folder: seasons, kernels, fonts made ready.

Everything in it can be made again, and is named by a digest of all it was made from; so nothing in
it can be out of date, and deleting the folder costs time only. The one thing that is measured, how
fast the machine made documents, decides nothing but what a command says of the time it takes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

VARIABLE = "GREENCHANNEL_CACHE"
"""The environment variable that names another folder."""


def cache_dir() -> Path:
    """Return the folder of the cache, which may not exist yet."""
    told = os.environ.get(VARIABLE)
    return Path(told) if told else user_cache_path("greenchannel")


def keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, also when several processes write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
