"""A client's files on disk: found, read as TOML, told apart by what they hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from sim.messages import msg
from sim.problems import Problem, ProblemError, did_you_mean
from sim.tables.places import data_dir


def find_file(path: str | Path) -> Path:
    """Return an existing file, tried against the working folder, then the project's."""
    given = Path(path)
    for candidate in (given, data_dir().parent / given, data_dir() / "clients" / given):
        if candidate.is_file():
            return candidate
    known = sorted(found.as_posix() for found in _client_files())
    raise ProblemError(
        Problem(where=str(path), rule=msg("no such file"), remedy=did_you_mean(str(path), known))
    )


def _client_files() -> Iterable[Path]:
    for found in (data_dir() / "clients").glob("*.toml"):
        yield Path("data") / "clients" / found.name


def read_toml(path: Path, where: str) -> dict[str, Any]:
    """Return what a TOML file holds; ``where`` names it in problems. Raise ``ProblemError``."""
    remedy = msg("Correct the line; texts stand in quotes, dates as 2010-08-01")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        rule = msg("not valid TOML: {fault}", fault=str(error))
        problem = Problem(where=where, rule=rule, remedy=remedy)
    except UnicodeDecodeError as error:
        rule = msg("not UTF-8: {fault}", fault=error.reason)
        problem = Problem(where=where, rule=rule, remedy=msg("Save as UTF-8"))
    except OSError as error:
        rule = msg("cannot be read: {fault}", fault=error.strerror)
        problem = Problem(where=where, rule=rule)
    raise ProblemError(problem)


def file_digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()
