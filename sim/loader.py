"""Read a client file: strictly, completely, and with all its problems told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from sim.build import scenario_of
from sim.checks import cross_checks, warnings_of
from sim.csv_tables import Row, read_table
from sim.places import data_dir
from sim.problems import Problem, ProblemError, did_you_mean
from sim.scenario import Scenario
from sim.schema import ClientFile

Tree = dict[str, Any]
ERAS = ("2010", "today")


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """Tell where one number of a client's world comes from."""

    path: str
    value: object
    unit: str
    low: float | None
    high: float | None
    basis: str
    source: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Client:
    """Hold a checked client: the file with its defaults, its world, and where each number is from.

    ``warnings`` are sentences about what is legal but worth a look; ``files`` are (name, sha256).
    """

    path: Path
    file: ClientFile
    scenario: Scenario
    assumptions: tuple[Assumption, ...]
    warnings: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    settings: tuple[str, ...] = field(default=())


def load_client(path: str | Path, settings: Sequence[str] = ()) -> Client:
    """Return the client of a file, with ``settings`` such as ``charter.quota_cny=5000`` applied.

    The path is tried against the working folder, then the project's. Raise ``ProblemError`` with
    every problem of the file.
    """
    found = find_file(path)
    own = _read_toml(found)
    where = str(path)
    problems = [p for setting in settings if (p := _apply(own, setting))]
    era = _era(own, where)
    rows = [row for row in read_table("assumptions") if row["era"] in (era, "any")]
    merged = _merge(_defaults(era, rows), own)
    file = _validated(merged, where, problems)
    problems += cross_checks(file, where)
    if problems:
        raise ProblemError(problems)
    return Client(
        path=found,
        file=file,
        scenario=scenario_of(file),
        assumptions=_assumptions(rows, own, merged),
        warnings=tuple(warnings_of(file)),
        files=((found.name, _digest(found)),),
        settings=tuple(settings),
    )


def find_file(path: str | Path) -> Path:
    """Return an existing file, tried against the working folder, then the project's."""
    given = Path(path)
    for candidate in (given, data_dir().parent / given, data_dir() / "clients" / given):
        if candidate.is_file():
            return candidate
    known = sorted(found.as_posix() for found in _client_files())
    raise ProblemError(
        Problem(where=str(path), rule="no such file", remedy=did_you_mean(str(path), known))
    )


def _client_files() -> Iterable[Path]:
    for found in (data_dir() / "clients").glob("*.toml"):
        yield Path("data") / "clients" / found.name


def _read_toml(path: Path) -> Tree:
    remedy = "Correct the line; texts stand in quotes, dates as 2010-08-01"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        problem = Problem(where=str(path), rule=f"not valid TOML: {error}", remedy=remedy)
    except UnicodeDecodeError as error:
        problem = Problem(
            where=str(path), rule=f"not UTF-8: {error.reason}", remedy="Save as UTF-8"
        )
    except OSError as error:
        problem = Problem(where=str(path), rule=f"cannot be read: {error.strerror}")
    raise ProblemError(problem)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _apply(tree: Tree, setting: str) -> Problem | None:
    """Write ``path.to.lever=value`` into the tree; the value is written as in TOML."""
    path, equals, text = setting.partition("=")
    keys = path.strip().split(".")
    if not equals or len(keys) < 2 or not all(keys):
        rule = "a setting is written as section.key=value"
        return Problem(where="--set", field=setting, rule=rule, remedy="charter.quota_cny=5000")
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
        if not isinstance(tree, dict):
            return Problem(where="--set", field=path, rule=f"'{key}' is not a section")
    try:
        tree[keys[-1]] = tomllib.loads(f"value = {text.strip()}")["value"]
    except tomllib.TOMLDecodeError:
        tree[keys[-1]] = text.strip()
    return None


def _era(own: Tree, where: str) -> str:
    section = own.get("client")
    era = section.get("era") if isinstance(section, dict) else None
    if era in ERAS:
        return str(era)
    problem = Problem(
        where=where,
        field="[client].era",
        rule="the era is missing" if era is None else f"{era!r} is not an era",
        remedy='Write era = "2010" or era = "today"',
    )
    raise ProblemError(problem)


def _defaults(era: str, rows: Sequence[Row]) -> Tree:
    """Return what holds for a client of this era unless its file says otherwise."""
    tree: Tree = {}
    for row in rows:
        section, key = str(row["path"]).split(".")
        value = float(row["value"])  # type: ignore[arg-type]
        tree.setdefault(section, {})[key] = int(value) if value.is_integer() else value
    tree["chain"]["classes"] = [
        {"up_to_cny": row["amount_to_cny"], "roles": str(row["roles"]).split(";")}
        for row in read_table("doa_matrix")
    ]
    tree["chain"]["approvers"] = {
        str(row["role"]): _approver(row) for row in read_table("approvers") if row["era"] == era
    }
    return tree


def _approver(row: Row) -> Tree:
    names = {"handling_min_mean": "handling_min", "has_deputy": "deputy"}
    skipped = {"era", "role", "basis", "source"}
    return {names.get(key, key): value for key, value in row.items() if key not in skipped}


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
        raise ProblemError([*problems, *problems_of(error, where)]) from None


def problems_of(
    error: ValidationError, where: str, model: type[BaseModel] = ClientFile
) -> list[Problem]:
    """Return the problems of a validation, each with its key, value, rule and remedy."""
    details = error.errors()
    return [_problem(d, where, model) for d in details if not _echoes(d["loc"], d["type"], details)]


def _echoes(location: tuple[int | str, ...], kind: str, details: Sequence[Any]) -> bool:
    """Tell whether a list only counts as too short because its rows were refused."""
    depth = len(location)
    return kind == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == location for other in details
    )


def _problem(detail: Any, where: str, model: type[BaseModel]) -> Problem:
    location = tuple(part for part in detail["loc"] if part not in ("tuple", "constrained-tuple"))
    place = _place(location)
    if detail["type"] == "extra_forbidden":
        known = _siblings(model, location)
        rule = "no such setting"
        return Problem(
            where=where,
            field=place,
            value=detail["input"],
            rule=rule,
            remedy=did_you_mean(str(location[-1]), known),
        )
    if detail["type"] == "missing":
        return Problem(where=where, field=place, rule="is missing", remedy="Add it to the file")
    message = str(detail["msg"]).removeprefix("Value error, ")
    return Problem(where=where, field=place, value=detail["input"], rule=message)


def _place(location: Sequence[int | str]) -> str:
    """Return ``[section].key`` as the file shows it; rows of a list are counted from 1."""
    parts = [f"#{part + 1}" if isinstance(part, int) else part for part in location]
    return f"[{parts[0]}]" + "".join(f".{part}" for part in parts[1:])


def _siblings(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the keys that are known where an unknown one was found."""
    here: type[BaseModel] | None = model
    for part in location[:-1]:
        if here is None or not isinstance(part, str) or part not in here.model_fields:
            continue
        here = _model_within(here.model_fields[part].annotation)
    return list(here.model_fields) if here else []


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_within(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _assumptions(rows: Sequence[Row], own: Tree, merged: Tree) -> tuple[Assumption, ...]:
    """Return every number of the client's world: the table's rows, and what the file overrides."""
    found = []
    for row in rows:
        section, key = str(row["path"]).split(".")
        stated = key in own.get(section, {})
        found.append(
            Assumption(
                path=str(row["path"]),
                value=merged[section][key],
                unit=str(row["unit"]),
                low=row["low"],  # type: ignore[arg-type]
                high=row["high"],  # type: ignore[arg-type]
                basis="CLIENT" if stated else str(row["basis"]),
                source="client file" if stated else str(row["source"]),
                meaning=str(row["meaning"]),
            )
        )
    known = {assumption.path for assumption in found}
    for section, keys in own.items():
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
                        source="client file",
                        meaning=key.replace("_", " "),
                    )
                )
    return tuple(found)


def _unit(key: str) -> str:
    units = {"cny": "CNY", "share": "share", "h": "h", "min": "min", "days": "days"}
    return units.get(key.rsplit("_", 1)[-1], "")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | date) and not isinstance(value, bool)
