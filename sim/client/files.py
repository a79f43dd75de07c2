"""A client's files read as TOML: what they state, where, and what a validation found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.client.keys import counted, known_keys
from sim.client.schema import ClientFile
from sim.messages import (
    Message,
    Problem,
    ProblemError,
    RuleError,
    Saying,
    did_you_mean,
    listed,
    msg,
    msg_many,
)
from sim.places import data_dir, lies_there
from sim.tables.text_file import text_of
from sim.tables.toml import DEEPEST, NotTomlError, toml_tree, toml_value

ADD_IT = msg("Add it to the file")
"""The remedy of a key that is missing."""


def find_file(path: str | Path) -> Path:
    """Return an existing file, tried against the working folder, then the project's."""
    given = Path(path)
    for candidate in (given, data_dir().parent / given, data_dir() / "clients" / given):
        if lies_there(candidate):
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
        return toml_tree(text_of(path, where))
    except RuleError as error:
        problem = Problem(where=where, rule=error.rule, remedy=remedy)
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
    if not equals or not 2 <= len(keys) < DEEPEST or not all(keys):
        rule = msg("a setting is written as section.key=value")
        return Problem(where="--set", field=setting, rule=rule, remedy="charter.quota_cny=5000")
    for key in keys[:-1]:
        sections = sections.setdefault(key, {})
        if not isinstance(sections, dict):
            rule = msg("'{key}' is not a section", key=key)
            return Problem(where="--set", field=path, rule=rule)
    try:
        sections[keys[-1]] = _value(text.strip())
    except RuleError as error:
        return Problem(where="--set", field=path, rule=error.rule)
    return None


def _value(text: str) -> Any:
    try:
        return toml_value(text)
    except NotTomlError:
        return text


Context = Mapping[str, Any]


def problems_of(
    error: ValidationError, where: str, model: type[BaseModel] = ClientFile
) -> list[Problem]:
    """Return the problems of a validation, each with its key, value, rule and remedy."""
    details = error.errors()
    return [_problem(d, where, model) for d in details if not _echoes(d["loc"], d["type"], details)]


def rule_of(detail: Any) -> Message:
    """Return the rule that one error of a validation broke.

    What the library finds and we have no words for is told in the library's.
    """
    context = detail.get("ctx", {})
    if detail["type"] in _RULES:
        return _RULES[detail["type"]](context)
    if detail["type"] == "value_error":  # raised by a check of our own, in words of our own
        rule: Message = context["error"].rule
        return rule
    return msg("is not valid ({fault})", fault=detail["msg"])


_RULES: Mapping[str, Callable[[Context], Message]] = {
    "extra_forbidden": lambda _: msg("no such setting"),
    "missing": lambda _: msg("is missing"),
    "greater_than": lambda found: msg("must be greater than {bound}", bound=_number(found["gt"])),
    "greater_than_equal": lambda found: msg(
        "must be greater than or equal to {bound}", bound=_number(found["ge"])
    ),
    "less_than": lambda found: msg("must be less than {bound}", bound=_number(found["lt"])),
    "less_than_equal": lambda found: msg(
        "must be less than or equal to {bound}", bound=_number(found["le"])
    ),
    "finite_number": lambda _: msg("must be a finite number"),
    "float_type": lambda _: msg("must be a number, without quotes"),
    "int_type": lambda _: msg("must be a whole number"),
    "int_from_float": lambda _: msg("must be a whole number"),
    "bool_type": lambda _: msg("must be true or false"),
    "string_type": lambda _: msg("must be text in quotes"),
    "string_too_long": lambda found: msg_many(
        "must have at most {n} character",
        "must have at most {n} characters",
        found["max_length"],
    ),
    "string_pattern_mismatch": lambda found: msg(
        "must match the pattern {pattern}", pattern=found["pattern"]
    ),
    "date_type": lambda _: msg("must be a date such as 2010-08-01, without quotes"),
    "date_from_datetime_inexact": lambda _: msg("must be a date without a time"),
    "datetime_type": lambda _: msg("must be a moment such as 2010-08-01T09:00:00, without quotes"),
    "timezone_naive": lambda _: msg("must be a moment by the office's clock, without a time zone"),
    "tuple_type": lambda _: msg("must be a list in square brackets"),
    "too_short": lambda found: msg_many(
        "must have at least {n} member", "must have at least {n} members", found["min_length"]
    ),
    "too_long": lambda found: msg_many(
        "must have at most {n} member", "must have at most {n} members", found["max_length"]
    ),
    "dict_type": lambda _: msg("must be a section with keys"),
    "model_type": lambda _: msg("must be a section with keys"),
    "literal_error": lambda found: msg("must be one of {words}", words=_words(found["expected"])),
}


_BOUNDS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")


def _problem(detail: Any, where: str, model: type[BaseModel]) -> Problem:
    location = tuple(part for part in detail["loc"] if part not in ("tuple", "constrained-tuple"))
    place, rule = _place(location), rule_of(detail)
    if detail["type"] == "missing":
        return Problem(where=where, field=place, rule=rule, remedy=ADD_IT)
    remedy: Saying = ""
    if detail["type"] == "extra_forbidden":
        remedy = did_you_mean(str(location[-1]), known_keys(model, location))
    elif detail["type"] in _BOUNDS:
        remedy = counted(model, location)
    return Problem(where=where, field=place, value=detail["input"], rule=rule, remedy=remedy)


def _echoes(location: tuple[int | str, ...], kind: str, details: Sequence[Any]) -> bool:
    """Tell whether a list only counts as too short because its rows were refused."""
    depth = len(location)
    return kind == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == location for other in details
    )


def _place(location: Sequence[int | str]) -> str:
    """Return ``[section].key`` as the file shows it; rows of a list are counted from 1."""
    parts = [f"#{part + 1}" if isinstance(part, int) else part for part in location]
    return f"[{parts[0]}]" + "".join(f".{part}" for part in parts[1:])


def _number(bound: float) -> str:
    return f"{int(bound):,}" if float(bound).is_integer() else f"{bound:g}"


def _words(expected: str) -> Message:
    """Return the words that the library lists as ``'a', 'b' or 'c'``."""
    return listed(expected.replace(" or ", ", ").split(", "))
