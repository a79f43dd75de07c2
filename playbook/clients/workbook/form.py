"""Read a client from a filled-in intake workbook: the same tree that a TOML file gives.

Every setting of the form carries its key, so rows may be moved, sheets renamed and notes added. A
sheet of settings has a head with ``VALUE`` and ``KEY``; a grid has, in one row, its path in square
brackets and then the keys of its columns. An empty cell states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playbook.clients.fields import Field, FieldGrid, client_sections
from playbook.clients.workbook.cells import read_value
from playbook.clients.workbook.sheets import Place, Sheet, open_sheets
from sim.messages import Message, Problem, ProblemError, RuleError, Saying, did_you_mean, msg
from sim.places import data_dir
from sim.tables.read import column_dictionary

VALUE, KEY, REMARK = "Value 填写", "Key 键名", "Remark 备注"
ROW_NAME = "(id)"
"""Heads the names of the rows in a grid of named rows."""
SKUS = "skus"
"""The path of the SKU list's grid; its columns are those of ``data/clients/columns.csv``."""

Tree = dict[str, Any]
_MARK = re.compile(r"\[\[?([a-z0-9_.]+)\]?\]")
_PART = re.compile(r"(.+)\[(\d)\]")


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Hold what a workbook states: a tree of sections, and the cell of each key.

    ``places`` maps a key as problems name it, ``[store].margin_share``, to its cell;
    ``problems`` are of cells that could not be read.
    """

    where: str
    tree: Tree = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, key: str, rule: Message, value: object = None, remedy: Saying = "") -> None:
        """Note a problem of a key; a value of None is none."""
        told = {} if value is None else {"value": value}
        self.problems.append(Problem(where=self.where, field=key, rule=rule, remedy=remedy, **told))


def read_intake(path: Path, where: str) -> Intake:
    """Return what a workbook states; raise ``ProblemError`` if it is no intake form at all."""
    intake = Intake(where=where)
    sheets = open_sheets(path, where)
    for sheet in sheets:
        _read_settings(sheet, intake)
        for grid, head in grids_in(sheet):
            if grid == SKUS:
                _note_skus(sheet, head, path, intake)
            else:
                _read_grid(sheet, grid, head, intake)
        _refuse_headless(sheet, intake)
    if not intake.places:
        rule = msg("is no intake form: none of its sheets has settings")
        remedy = "greenchannel new acme --xlsx"
        raise ProblemError(Problem(where=where, rule=rule, remedy=remedy))
    for section in client_sections():
        if not section.optional:
            intake.tree.setdefault(section.name, {})
    return intake


def key_told(path: str) -> str:
    """Return a path as a problem names it.

    >>> key_told("store.shops"), key_told("chain.classes"), key_told("targets.band[2]")
    ('[store].shops', '[chain].classes', '[targets].band.#2')
    """
    section, dot, rest = _dotted(path).partition(".")
    return f"[{section}]{dot}{rest}"


@cache
def _known() -> tuple[dict[str, Field], dict[str, FieldGrid]]:
    sections = client_sections()
    fields = {each.name: each for section in sections for each in section.fields}
    grids = {grid.path: grid for section in sections for grid in section.grids}
    return fields, grids


def _read_settings(sheet: Sheet, intake: Intake) -> None:
    heads: dict[str, int] = {}
    for row, cells in sheet.rows():
        named = {text: column for column, text in cells.items() if isinstance(text, str)}
        if VALUE in named and KEY in named:
            heads = named
        elif heads:
            _read_setting(sheet, row, heads, intake)


def _read_setting(sheet: Sheet, row: int, heads: Mapping[str, int], intake: Intake) -> None:
    place = (row, heads[VALUE])
    name = sheet.cells.get((row, heads[KEY]))
    if not isinstance(name, str) or "." not in name:
        if place in sheet.cells:
            key = sheet.at(place)
            rule = msg("no key stands in its row, in the column '{head}'", head=KEY)
            intake.refuse(key, rule, sheet.cells[place])
        return
    key = key_told(name)
    if key in intake.places:
        intake.refuse(key, msg("stands twice, also at {cell}", cell=sheet.at(place)))
        return
    intake.places[key] = sheet.at(place)
    remark = sheet.cells.get((row, heads[REMARK])) if REMARK in heads else None
    if remark is not None:
        intake.remarks[key] = " ".join(str(remark).split())
    known = _known()[0].get(name)
    value = _value(sheet, place, known, key, intake)
    if value is not None and known is None:
        intake.refuse(key, msg("no such setting"), value, _setting_meant(name))
    elif value is not None:
        _put(intake.tree, name, value)


def _setting_meant(name: str) -> Message:
    """Return the remedy for an unknown key: the section that may be meant, or the key in it."""
    section, _, last = name.partition(".")
    sections = {each.name for each in client_sections()}
    if section not in sections:
        return did_you_mean(section, sections)
    paths = (path.partition(".") for path in _known()[0])
    return did_you_mean(last, {key for head, _, key in paths if head == section})


def _refuse_headless(sheet: Sheet, intake: Intake) -> None:
    """Refuse what has lost its heads or its mark: it would be left out without a word."""
    below = False
    for row, cells in sheet.rows():
        texts = [text for text in cells.values() if isinstance(text, str)]
        below = below or {VALUE, KEY} <= set(texts)
        key = next((text for text in texts if text in _known()[0]), None)
        if key and not below:
            rule = msg("has no heads '{value}' and '{key}' above it", value=VALUE, key=KEY)
            intake.refuse(sheet.at((row, 1)), rule, key)
        path = _unmarked(cells)
        if path:
            rule = msg("the mark {mark} is gone from this row of heads", mark=f"[{path}]")
            intake.refuse(sheet.at((row, 1)), rule)


def _unmarked(cells: Mapping[int, object]) -> str:
    """Return the path of the grid whose heads stand in a row, from its second cell on, unmarked."""
    texts = {text for column, text in cells.items() if column > 1}
    if len(texts) < 2 or _MARK.fullmatch(str(cells.get(1, ""))):
        return ""
    return next((path for path, names in _heads().items() if names <= texts), "")


@cache
def _heads() -> Mapping[str, set[str]]:
    """Return the heads of each grid; one head alone would be found in many rows."""
    grids = {path: {column.name for column in grid.columns} for path, grid in _known()[1].items()}
    grids[SKUS] = set(column_dictionary(data_dir() / "clients")["skus"])
    return {path: names for path, names in grids.items() if len(names) > 1}


def _value(sheet: Sheet, place: Place, known: Field | None, key: str, intake: Intake) -> Any:
    """Return what a cell states, None for nothing; a cell that cannot be read is noted."""
    if place in sheet.broken:
        intake.refuse(key, sheet.broken[place])
        return None
    cell = sheet.cells.get(place)
    if cell is None or known is None:
        return cell
    try:
        return read_value(known, cell)
    except RuleError as error:
        intake.refuse(key, error.rule, cell)
        return cell


def _put(tree: Tree, name: str, value: Any) -> None:
    """Write a value below its path; a member of a list of fixed length goes to its place."""
    part = _PART.fullmatch(name)
    path, number = (part[1], int(part[2])) if part else (name, 0)
    *above, last = path.split(".")
    for step in above:
        tree = tree.setdefault(step, {})
    if not number:
        tree[last] = value
        return
    members = tree.setdefault(last, [])
    members.extend([None] * (number - len(members)))
    members[number - 1] = value


def grids_in(sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Yield the path of each grid in a sheet, and the row of its column heads."""
    for row, cells in sheet.rows():
        mark = _MARK.fullmatch(str(cells.get(1, "")))
        if mark:
            yield mark[1], row


def columns_at(sheet: Sheet, head: int) -> dict[int, str]:
    """Return the keys of a grid's columns by the number of the column."""
    row = {column: text for (at, column), text in sheet.cells.items() if at == head and column > 1}
    return {column: str(text).strip() for column, text in row.items() if text != REMARK}


def rows_below(sheet: Sheet, head: int, columns: Mapping[int, str]) -> Iterator[int]:
    """Yield the numbers of the rows below a grid's heads that hold something."""
    for row, cells in sheet.rows():
        if row > head and any(column in cells for column in columns):
            yield row


def _read_grid(sheet: Sheet, path: str, head: int, intake: Intake) -> None:
    columns = columns_at(sheet, head)
    grid = _known()[1].get(path)
    named = ROW_NAME in columns.values()
    if grid is None or grid.named != named:
        if next(rows_below(sheet, head, columns), None) is not None:
            _refuse_list(sheet, path, head, intake)
        return
    known = {each.name: each for each in grid.columns}
    for number, row in enumerate(rows_below(sheet, head, columns), start=1):
        key = f"{key_told(path)}.#{number}"
        found: Tree = {}
        name = ""
        for column, title in columns.items():
            place = (row, column)
            if title == ROW_NAME:
                name = str(_value(sheet, place, Field(path=path, kind="text"), key, intake) or "")
                key = f"{key_told(path)}.{name}" if name else key
                intake.places.setdefault(key, sheet.at(place))
                continue
            at = f"{key}.{_dotted(title)}"
            intake.places.setdefault(key, sheet.at(place))
            intake.places[at] = sheet.at(place)
            value = _value(sheet, place, known.get(title), at, intake)
            if value is not None and title not in known:
                intake.refuse(at, msg("no such column"), value, did_you_mean(title, known))
            elif value is not None:
                _put(found, title, value)
        _refuse_gaps(found, key, intake)
        _add_row(intake, path, key, name if named else None, found, plain=grid.plain)


def _refuse_list(sheet: Sheet, path: str, head: int, intake: Intake) -> None:
    """Refuse rows below a mark that is none of a client file, or whose names are missing."""
    place, grids = sheet.at((head, 1)), _known()[1]
    if path not in grids:
        rule, remedy = msg("no such list of a client file"), did_you_mean(path, grids)
        intake.refuse(place, rule, f"[{path}]", remedy)
    else:
        rule = msg("the column '{name}' is missing or does not belong here", name=ROW_NAME)
        intake.refuse(place, rule, f"[{path}]")


def _add_row(
    intake: Intake, path: str, key: str, name: str | None, found: Tree, *, plain: bool
) -> None:
    """Add a row to its list, or, if its grid has names, under its name."""
    if name is None:
        *above, last = path.split(".")
        tree = intake.tree
        for step in above:
            tree = tree.setdefault(step, {})
        tree.setdefault(last, []).append(found)
        return
    tree = intake.tree
    for step in path.split("."):
        tree = tree.setdefault(step, {})
    if not name:
        intake.refuse(key, msg("this row has no name"), remedy=msg("Fill in its first column"))
    elif name in tree:
        intake.refuse(key, msg("two rows have this name"))
    else:
        tree[name] = found.get("value", {}) if plain else found


def _refuse_gaps(found: Tree, key: str, intake: Intake) -> None:
    for name, value in found.items():
        if isinstance(value, list) and None in value:
            at = f"{key}.{name}.#{value.index(None) + 1}"
            intake.refuse(at, msg("is empty, but the cells beside it are filled in"))


def _note_skus(sheet: Sheet, head: int, path: Path, intake: Intake) -> None:
    """Let the SKU list be the one in this workbook if its grid has rows."""
    columns = columns_at(sheet, head)
    if next(rows_below(sheet, head, columns), None) is None:
        return
    section = intake.tree.setdefault("range", {})
    if section.get("skus", path.name) != path.name:
        rule = msg("names a file, but the list stands in this workbook too")
        remedy = msg("Empty one of the two")
        intake.refuse("[range].skus", rule, section["skus"], remedy)
    section["skus"] = path.name


def _dotted(name: str) -> str:
    part = _PART.fullmatch(name)
    return f"{part[1]}.#{part[2]}" if part else name
