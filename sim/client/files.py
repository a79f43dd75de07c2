"""A client's files on disk, read as TOML: what they state, and where each of it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sim.client.validation import ADD_IT
from sim.messages import Message, msg
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


Sections = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ClientTree:
    """Hold what a client's file states, whatever its form, and what tells its problems.

    ``where`` names the file in problems; ``problems`` are of what could not be read in it. A form
    that is filled in says by ``places`` where a key stands, such as ``[store].margin_share`` in a
    cell, and by ``missing`` what is to be done about a key that is missing.
    """

    path: Path
    digest: str
    where: str
    sections: Sections
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    missing: Message = ADD_IT

    def with_settings(self, settings: Sequence[str]) -> ClientTree:
        """Return the tree with settings such as ``charter.quota_cny=5000`` in it.

        What a setting has replaced stands nowhere in the file.
        """
        sections = deepcopy(self.sections)
        refused = [found for each in settings if (found := _apply(sections, each))]
        keys = {_key_of(setting) for setting in settings}
        return replace(
            self,
            sections=sections,
            problems=(*self.problems, *refused),
            places={key: place for key, place in self.places.items() if key not in keys},
        )

    def located(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return problems with the place of each key behind the name of the file."""
        return [self._located(one) if one.where == self.where else one for one in problems]

    def _located(self, problem: Problem) -> Problem:
        place = _place_of(str(problem.field), self.places)
        if not place:
            return problem
        remedy = self.missing if problem.remedy == ADD_IT else problem.remedy
        return replace(problem, where=f"{self.where} {place}", remedy=remedy)


def tree_in_toml(path: str | Path) -> ClientTree:
    """Return what a TOML file states."""
    found, where = find_file(path), str(path)
    sections = read_toml(found, where)
    return ClientTree(path=found, digest=file_digest(found), where=where, sections=sections)


def _place_of(key: str, places: Mapping[str, str]) -> str:
    """Return the place of a key, of the row or section it stands in, or of the first key below."""
    below = (place for known, place in places.items() if key and known.startswith(f"{key}."))
    above = key
    while above:
        if above in places:
            return places[above]
        above = above.rpartition(".")[0]
    return next(below, "")


def _key_of(setting: str) -> str:
    """Return the key of a setting as problems name it."""
    section, _, key = setting.partition("=")[0].strip().partition(".")
    return f"[{section}].{key}"


def _apply(sections: Sections, setting: str) -> Problem | None:
    """Write ``path.to.lever=value`` into the sections; the value is written as in TOML."""
    path, equals, text = setting.partition("=")
    keys = path.strip().split(".")
    if not equals or len(keys) < 2 or not all(keys):
        rule = msg("a setting is written as section.key=value")
        return Problem(where="--set", field=setting, rule=rule, remedy="charter.quota_cny=5000")
    for key in keys[:-1]:
        sections = sections.setdefault(key, {})
        if not isinstance(sections, dict):
            rule = msg("'{key}' is not a section", key=key)
            return Problem(where="--set", field=path, rule=rule)
    sections[keys[-1]] = _value(text.strip())
    return None


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
