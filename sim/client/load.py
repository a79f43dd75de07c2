"""Read a client file: strictly, completely, and with all its problems told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.client import readiness
from sim.client.checks import cross_checks, warnings_of
from sim.client.schema import ClientFile
from sim.client.validation import problems_of
from sim.client.world import scenario_of
from sim.intake import Intake, located, read_intake
from sim.messages import Message, msg
from sim.model.scenario import Scenario
from sim.problems import Problem, ProblemError, did_you_mean
from sim.tables.places import data_dir
from sim.tables.read import read_table
from sim.tables.rows import Row
from sim.workbook import is_workbook, refuse_other_spreadsheets

Tree = dict[str, Any]
ERAS = ("2010", "today")
CLIENT_FILE, ASSESSMENT = "client file", "readiness assessment"
"""The sources of a number that the client states, and of one that its assessment moves."""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """Tell where one number of a client's world comes from; ``unit`` and ``meaning`` are English.

    ``source`` holds references, ``CLIENT_FILE`` or ``ASSESSMENT``.
    """

    path: str
    value: float | date
    unit: str
    low: float | None
    high: float | None
    basis: str
    source: str
    meaning: str

    @property
    def amount(self) -> float | None:
        """Return the value as a quantity; None of a date."""
        return None if isinstance(self.value, date) else float(self.value)


@dataclass(frozen=True, kw_only=True)
class Client:
    """Hold a checked client: the file with its defaults, its world, and where each number is from.

    ``stated`` are the settings that the file itself states, such as ``charter.quota_cny``;
    ``warnings`` say what is legal but worth a look; ``files`` are (name, sha256).
    """

    path: Path
    file: ClientFile
    scenario: Scenario
    stated: frozenset[str]
    assumptions: tuple[Assumption, ...]
    warnings: tuple[Message, ...]
    files: tuple[tuple[str, str], ...]
    settings: tuple[str, ...] = field(default=())


def load_client(path: str | Path, settings: Sequence[str] = ()) -> Client:
    """Return the client of a file, with ``settings`` such as ``charter.quota_cny=5000`` applied.

    The file is TOML or an intake workbook (``greenchannel new NAME --xlsx``). The path is tried
    against the working folder, then the project's. Raise ``ProblemError`` with every problem of the
    file, in a workbook each with its cell.
    """
    found = find_file(path)
    intake = read_tree(found, str(path))
    try:
        return _client(found, intake, settings)
    except ProblemError as error:
        if not intake.places:
            raise
        stated = _without_set(intake.places, settings)
        raise ProblemError(located(error.problems, intake.where, stated)) from None


def _client(found: Path, intake: Intake, settings: Sequence[str]) -> Client:
    own, where = intake.tree, intake.where
    problems = [*intake.problems, *(p for each in settings if (p := _apply(own, each)))]
    era = _era(own, where, problems)
    rows = [row for row in read_table("market/assumptions") if row["era"] in (era, "any")]
    defaults = _merge(_defaults(era, rows), _by_readiness(own, rows))
    merged = _merge(defaults, own)
    file = _validated(merged, where, problems)
    problems += cross_checks(file, where)
    if problems:
        raise ProblemError(problems)
    return Client(
        path=found,
        file=file,
        scenario=scenario_of(file),
        stated=frozenset(_stated(own)),
        assumptions=_assumptions(rows, own, merged),
        warnings=tuple(warnings_of(file)),
        files=((found.name, file_digest(found)),),
        settings=tuple(settings),
    )


def _stated(own: Tree) -> Iterable[str]:
    for section, keys in own.items():
        yield from (f"{section}.{key}" for key in keys)


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


def read_tree(path: Path, where: str) -> Intake:
    """Return what a client file states, before any default and any check but that of its form."""
    refuse_other_spreadsheets(path, where)
    if is_workbook(path):
        return read_intake(path, where)
    return Intake(where=where, tree=_read_toml(path))


def _without_set(places: Mapping[str, str], settings: Sequence[str]) -> dict[str, str]:
    """Return the cells of the keys that no setting has replaced."""
    replaced = (setting.partition("=")[0].strip().partition(".") for setting in settings)
    keys = {f"[{section}].{key}" for section, _, key in replaced}
    return {key: place for key, place in places.items() if key not in keys}


def _read_toml(path: Path) -> Tree:
    remedy = msg("Correct the line; texts stand in quotes, dates as 2010-08-01")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        rule = msg("not valid TOML: {fault}", fault=str(error))
        problem = Problem(where=str(path), rule=rule, remedy=remedy)
    except UnicodeDecodeError as error:
        rule = msg("not UTF-8: {fault}", fault=error.reason)
        problem = Problem(where=str(path), rule=rule, remedy=msg("Save as UTF-8"))
    except OSError as error:
        rule = msg("cannot be read: {fault}", fault=error.strerror)
        problem = Problem(where=str(path), rule=rule)
    raise ProblemError(problem)


def file_digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _apply(tree: Tree, setting: str) -> Problem | None:
    """Write ``path.to.lever=value`` into the tree; the value is written as in TOML."""
    path, equals, text = setting.partition("=")
    keys = path.strip().split(".")
    if not equals or len(keys) < 2 or not all(keys):
        rule = msg("a setting is written as section.key=value")
        return Problem(where="--set", field=setting, rule=rule, remedy="charter.quota_cny=5000")
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            rule = msg("'{key}' is not a section", key=key)
            return Problem(where="--set", field=path, rule=rule)
    try:
        tree[keys[-1]] = tomllib.loads(f"value = {text.strip()}")["value"]
    except tomllib.TOMLDecodeError:
        tree[keys[-1]] = text.strip()
    return None


def _era(own: Tree, where: str, problems: Sequence[Problem]) -> str:
    section = own.get("client")
    era = section.get("era") if isinstance(section, dict) else None
    if era in ERAS:
        return str(era)
    problem = Problem(
        where=where,
        field="[client].era",
        rule=msg("the era is missing") if era is None else msg("'{era}' is not an era", era=era),
        remedy=msg('Write era = "2010" or era = "today"'),
    )
    raise ProblemError([*problems, problem])


def _defaults(era: str, rows: Sequence[Row]) -> Tree:
    """Return what holds for a client of this era unless its file says otherwise."""
    tree: Tree = {}
    for row in rows:
        section, key = row.text("path").split(".")
        value = row.number("value")
        tree.setdefault(section, {})[key] = int(value) if value.is_integer() else value
    tree["chain"]["classes"] = [
        {"up_to_cny": row.number("up_to_cny"), "roles": list(row.parts("roles"))}
        for row in read_table("oa/authority_classes")
    ]
    tree["chain"]["approvers"] = standard_approvers(era)
    return tree


def standard_approvers(era: str) -> Tree:
    """Return the approvers of an era by role, each as its section of a client file."""
    rows = read_table("oa/approvers")
    return {row.text("role"): _approver(row) for row in rows if row["era"] == era}


def _by_readiness(own: Tree, rows: Sequence[Row]) -> Tree:
    """Return what a readiness assessment puts in the place of defaults."""
    scores = own.get("readiness")
    if not isinstance(scores, dict):
        return {}
    sound = {item: one for item, one in scores.items() if type(one) is int}
    ranges = {
        row.text("path"): (row.number("low"), row.number("high")) for row in rows if row.has("low")
    }
    tree: Tree = {}
    for path, value in readiness.moved(sound, ranges).items():
        section, key = path.split(".")
        tree.setdefault(section, {})[key] = value
    return tree


def _approver(row: Row) -> Tree:
    return {key: row[key] for key in row if key not in ("era", "role", "basis", "source")}


def _merge(base: Tree, own: Mapping[str, Any]) -> Tree:
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value)
        else:
            merged[key] = value
    return merged


def _validated(tree: Tree, where: str, problems: list[Problem]) -> ClientFile:
    try:
        return ClientFile.model_validate(tree)
    except ValidationError as error:
        unread = {str(problem.field) for problem in problems}
        found = [p for p in problems_of(error, where) if not _lies_in(str(p.field), unread)]
        raise ProblemError([*problems, *found]) from None


def _lies_in(key: str, told: set[str]) -> bool:
    """Tell whether a key, or what holds it, is told already."""
    return key in told or any(above and key.startswith(f"{above}.") for above in told)


def _assumptions(rows: Sequence[Row], own: Tree, merged: Tree) -> tuple[Assumption, ...]:
    """Return every number of the client's world: the table's rows, and what the file overrides."""
    found = []
    assessed = readiness.PATHS if own.get("readiness") else frozenset[str]()
    for row in rows:
        section, key = row.text("path").split(".")
        stated = key in own.get(section, {})
        moved = not stated and row.text("path") in assessed
        found.append(
            Assumption(
                path=row.text("path"),
                value=merged[section][key],
                unit=row.text("unit"),
                low=row.number_if_any("low"),
                high=row.number_if_any("high"),
                basis="CLIENT" if stated else row.text("basis"),
                source=CLIENT_FILE if stated else ASSESSMENT if moved else row.text("source"),
                meaning=row.text("meaning"),
            )
        )
    known = {assumption.path for assumption in found}
    for section in ClientFile.model_fields:  # in one order, whatever the file's
        keys = own.get(section)
        for key, value in keys.items() if isinstance(keys, dict) else ():
            if f"{section}.{key}" not in known and _is_number(value):
                found.append(
                    Assumption(
                        path=f"{section}.{key}",
                        value=value,
                        unit=_unit(key),
                        low=None,
                        high=None,
                        basis="CLIENT",
                        source=CLIENT_FILE,
                        meaning=key.replace("_", " "),
                    )
                )
    return tuple(found)


def _unit(key: str) -> str:
    units = {"cny": "CNY", "share": "share", "h": "h", "min": "min", "days": "days"}
    return units.get(key.rsplit("_", 1)[-1], "")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | date) and not isinstance(value, bool)
