"""Where the data and the notebooks lie: in a checkout beside the code, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


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
