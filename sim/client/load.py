"""Make a client of what its file states: strictly, completely, all problems told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.client import readiness
from sim.client.catalogue import standard_approvers, standard_kinds, stated_at, table_numbers
from sim.client.checks import cross_checks, strange_numbers, warnings_of
from sim.client.files import ClientTree, Sections, problems_of
from sim.client.keys import bounds_of
from sim.client.schema import ClientFile
from sim.client.usual import unusual
from sim.client.world import scenario_of
from sim.messages import Message, Problem, ProblemError, msg
from sim.model.scenario import Scenario
from sim.tables.columns import Row
from sim.tables.read import by_key, read_table

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
    ``warnings`` say what is legal but worth a look; ``files`` are (name, sha256); ``tree`` is the
    file as it was read, before any of the ``settings``.
    """

    path: Path
    file: ClientFile
    scenario: Scenario
    stated: frozenset[str]
    warnings: tuple[Message, ...]
    files: tuple[tuple[str, str], ...]
    tree: ClientTree
    settings: tuple[str, ...] = ()

    def with_settings(self, *settings: str) -> Client:
        """Return the client with more settings applied; its file is not read again."""
        return client_of(self.tree, (*self.settings, *settings))

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Return where each number of the client's world comes from.

        Few clients are asked: of the thousands that are drawn or swept it would be half the work.
        """
        changed = self.tree.with_settings(self.settings)
        rows, merged, _ = _checked(changed)
        own = changed.sections
        found = (
            *_assumed(rows, own, merged),
            *_own_numbers(rows, own),
            *_of_tables(self.scenario, self.file.client.era, own, merged),
        )
        return tuple(map(_in_bounds, found))


def client_of(tree: ClientTree, settings: Sequence[str] = ()) -> Client:
    """Return the client of a file's tree, with ``settings`` applied.

    A setting is written as ``charter.quota_cny=5000``. Raise ``ProblemError`` with every problem
    of the file and of the settings, each with the place of its key where the form has places.
    """
    changed = tree.with_settings(settings)
    try:
        _, _, file = _checked(changed)
    except ProblemError as error:
        raise ProblemError(changed.located(error.problems)) from None
    return Client(
        path=tree.path,
        tree=tree,
        file=file,
        scenario=scenario_of(file),
        stated=frozenset(_stated(changed.sections)),
        warnings=(*warnings_of(file), *unusual(changed.sections, file.client.era)),
        files=((tree.path.name, tree.digest),),
        settings=tuple(settings),
    )


def _checked(tree: ClientTree) -> tuple[list[Row], Sections, ClientFile]:
    """Return the assumptions that hold for a client, what they and its file say, and the file."""
    own, problems = tree.sections, list(tree.problems)
    era = _era(own, tree.where, problems)
    offers = own.get("offers")
    numbers = offers.get("numbers") if isinstance(offers, dict) else None
    problems += strange_numbers(numbers, era, tree.where)
    rows = [row for row in read_table("market/assumptions") if row["era"] in (era, "any")]
    defaults = _merge(_defaults(era, rows), _by_readiness(own, rows))
    merged = _merge(defaults, own)
    file = _validated(merged, tree.where, problems)
    problems += cross_checks(file, tree.where)
    if problems:
        raise ProblemError(problems)
    return rows, merged, file


def _stated(own: Sections) -> Iterator[str]:
    for section, keys in own.items():
        yield from (f"{section}.{key}" for key in keys)


def _era(own: Sections, where: str, problems: Sequence[Problem]) -> str:
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


def _defaults(era: str, rows: Sequence[Row]) -> Sections:
    """Return what holds for a client of this era unless its file says otherwise."""
    tree: Sections = {}
    for row in rows:
        section, key = row.text("path").split(".")
        value = row.number("value")
        tree.setdefault(section, {})[key] = int(value) if value.is_integer() else value
    tree["chain"]["classes"] = [
        {"up_to_cny": row.number("up_to_cny"), "roles": list(row.parts("roles"))}
        for row in read_table("oa/authority_classes")
    ]
    tree["chain"]["approvers"] = standard_approvers(era)
    tree["offers"]["numbers"] = standard_kinds(era)
    return tree


def _by_readiness(own: Sections, rows: Sequence[Row]) -> Sections:
    """Return what a readiness assessment puts in the place of defaults."""
    scores = own.get("readiness")
    if not isinstance(scores, dict):
        return {}
    sound = {item: one for item, one in scores.items() if type(one) is int}
    ranges = {
        row.text("path"): (row.number("low"), row.number("high")) for row in rows if row.has("low")
    }
    tree: Sections = {}
    for path, value in readiness.moved(sound, ranges).items():
        section, key = path.split(".")
        tree.setdefault(section, {})[key] = value
    return tree


def _merge(base: Sections, own: Mapping[str, Any]) -> Sections:
    merged = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value)
        else:
            merged[key] = value
    return merged


def _validated(tree: Sections, where: str, problems: list[Problem]) -> ClientFile:
    try:
        return ClientFile.model_validate(tree)
    except ValidationError as error:
        unread = {str(problem.field) for problem in problems}
        found = [p for p in problems_of(error, where) if not _lies_in(str(p.field), unread)]
        raise ProblemError([*problems, *found]) from None


def _lies_in(key: str, told: set[str]) -> bool:
    """Tell whether a key, or what holds it, is told already."""
    return key in told or any(above and key.startswith(f"{above}.") for above in told)


def _assumed(rows: Sequence[Row], own: Sections, merged: Sections) -> Iterator[Assumption]:
    """Yield the numbers of the table, each with the value that it has for this client."""
    assessed = readiness.PATHS if own.get("readiness") else frozenset[str]()
    for row in rows:
        section, key = row.text("path").split(".")
        stated = key in own.get(section, {})
        moved = not stated and row.text("path") in assessed
        low, high = range_around(merged[section][key], row)
        yield Assumption(
            path=row.text("path"),
            value=merged[section][key],
            unit=row.text("unit"),
            low=low,
            high=high,
            basis="CLIENT" if stated else row.text("basis"),
            source=CLIENT_FILE if stated else ASSESSMENT if moved else row.text("source"),
            meaning=row.text("meaning"),
        )


def _in_bounds(number: Assumption) -> Assumption:
    """Return a number whose range a client file may state from end to end."""
    if number.low is None or number.high is None:
        return number
    least, most = bounds_of(number.path)
    return replace(number, low=max(number.low, least), high=min(number.high, most))


def range_around(value: float, row: Row) -> tuple[float | None, float | None]:
    """Return the range of a number: the table's, or the same to scale where it misses the number.

    A client whose store stands outside what is usual is as uncertain, in parts of its own value.
    A share stays a share; where there is no scale the nearer end is the number itself.
    """
    low, high = row.number_if_any("low"), row.number_if_any("high")
    if low is None or high is None or low <= value <= high:
        return low, high
    usual = row.number("value")
    if usual <= 0 or value <= 0:
        return min(low, value), max(high, value)
    ends = [_like(value, end * value / usual) for end in (low, high)]
    most = 1.0 if max(high, value) <= 1 else max(ends)
    return ends[0], min(ends[1], most)


def _of_tables(
    scenario: Scenario, era: str, own: Sections, merged: Sections
) -> Iterator[Assumption]:
    """Yield the numbers of the kinds that may come and of the approvers who may sign."""
    met = {*scenario.kinds, *scenario.chain.approvers}
    for number in table_numbers(era):
        if number.path.split(".")[2] in met:
            stated = stated_at(own, number.path) is not None
            row, value = number.row, stated_at(merged, number.path)
            low, high = range_around(value, row)
            yield Assumption(
                path=number.path,
                value=value,
                unit=row.text("unit"),
                low=low,
                high=high,
                basis="CLIENT" if stated else row.text("basis"),
                source=CLIENT_FILE if stated else row.text("source"),
                meaning=number.meaning,
            )


def _own_numbers(rows: Sequence[Row], own: Sections) -> Iterator[Assumption]:
    """Yield the numbers of the client's own that no assumption stands in for."""
    assumed = {row.text("path") for row in rows}
    ranges = by_key("market/own_ranges")
    for section in ClientFile.model_fields:  # in one order, whatever the file's
        for key, value in own.get(section, {}).items():
            if f"{section}.{key}" not in assumed and _is_number(value):
                yield Assumption(
                    path=f"{section}.{key}",
                    value=value,
                    unit=_unit(key),
                    low=_end(ranges, f"{section}.{key}", "low_factor", value),
                    high=_end(ranges, f"{section}.{key}", "high_factor", value),
                    basis="CLIENT",
                    source=CLIENT_FILE,
                    meaning=key.replace("_", " "),
                )


def _end(ranges: Mapping[str, Row], path: str, factor: str, value: float | date) -> float | None:
    """Return an end of the range of a number that the client states."""
    if path not in ranges or isinstance(value, date):
        return None
    return _like(value, value * ranges[path].number(factor))


def _like(value: float, end: float) -> float:
    """Return an end of a range as its number is counted: whole numbers stay whole."""
    return float(round(end)) if isinstance(value, int) and value > 1 else end


def _unit(key: str) -> str:
    units = {"cny": "CNY", "share": "share", "h": "h", "min": "min", "days": "days"}
    return units.get(key.rsplit("_", 1)[-1], "")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | date) and not isinstance(value, bool)
