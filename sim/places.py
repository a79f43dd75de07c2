"""Where things lie: data and notebooks beside the code or in a wheel, what is kept between runs.

What is kept lies in the user's cache folder: seasons, kernels, fonts made ready. Everything in it
can be made again, and is named by a digest of all it was made from; so nothing in it can be out of
date, and deleting the folder costs time only. The one thing that is measured, how fast the machine
made documents, decides nothing but what a command says of the time it takes.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """Return the folder of the tables, clients and approval chains.

    >>> (data_dir() / "clients").is_dir()
    True
    """
    return _place("data")


def notebooks_dir() -> Path:
    """Return the folder of the notebooks."""
    return _place("notebooks")


def _place(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def lies_there(path: Path) -> bool:
    """Return whether a file lies at a path, also of a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


VARIABLE = "GREENCHANNEL_CACHE"
"""The environment variable that names another folder."""


def cache_dir() -> Path:
    """Return the folder of the cache, which may not exist yet."""
    told = os.environ.get(VARIABLE)
    return Path(told) if told else user_cache_path("greenchannel")


def kernels_dir() -> Path:
    """Return where kernels are kept that were translated and compiled once."""
    return cache_dir() / "kernels"
