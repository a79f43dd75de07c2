"""Notebooks as files: nbformat, and the parameters cell that is read without running it.

nbformat is imported without a grammar of web addresses that no notebook is checked against: to
build it takes ten times as long as all the rest, in every process that opens one.
"""

from __future__ import annotations

import ast
import json
import math
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.messages import Message, Problem, ProblemError, RuleError, Saying, did_you_mean, msg
from sim.places import lies_there
from sim.tables.text_file import bytes_of

_GRAMMAR = "rfc3987_syntax"
"""What jsonschema imports, where it is installed, to check addresses in other alphabets."""


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Make a module one that cannot be imported, unless somebody imported it already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # so the import system's manual has it
    try:
        yield
    finally:
        del sys.modules[module]


with _without(_GRAMMAR):
    import nbformat as nbformat  # handed on to whoever opens a notebook

_COMMENT = re.compile(r"#\s*\[(?P<unit>[^\]]+)\]\s*(?P<meaning>\S.*)$")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One line of the parameters cell: ``name = default  # [unit] meaning``."""

    name: str
    default: Any
    unit: str
    meaning: str


def declared(notebook: Path) -> tuple[Parameter, ...]:
    """Return the parameters of a notebook; its cell is read, never run."""
    cells = [
        cell
        for cell in read_notebook(notebook).cells
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", [])
    ]
    if len(cells) != 1:
        rule = msg("must have one cell tagged 'parameters', has {count}", count=len(cells))
        raise ProblemError(Problem(where=notebook.name, rule=rule))
    return _parsed(notebook.name, cells[0].source)


def checked(
    where: str, known: tuple[Parameter, ...], given: Mapping[str, object]
) -> dict[str, object]:
    """Return a value for every known parameter; every fault of ``given`` is told at once."""
    by_name = {parameter.name: parameter for parameter in known}
    problems = []
    for name, value in given.items():
        if name not in by_name:
            problems.append(_problem(where, name, value, msg("no such parameter"), by_name))
        elif rule := _fault(value, by_name[name].default):
            problems.append(_problem(where, name, value, rule))
    if problems:
        raise ProblemError(problems)
    return {one.name: _plain(given.get(one.name, one.default)) for one in known}


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Return a notebook from its file."""
    if not lies_there(path):
        rule, remedy = msg("there is no such notebook"), _neighbours(path)
        raise ProblemError(Problem(where=str(path), rule=rule, remedy=remedy))
    try:
        return _notebook(bytes_of(path, str(path)))
    except RuleError as error:
        raise ProblemError(Problem(where=str(path), rule=error.rule)) from None


def _notebook(content: bytes) -> nbformat.NotebookNode:
    """Return the notebook that bytes are; its parts are checked before anything is done to them."""
    try:
        text = content.decode("utf-8-sig")
        tree = json.loads(text)
    except (ValueError, RecursionError) as fault:
        name = type(fault).__name__
        raise RuleError(msg("cannot be read as a notebook ({fault})", fault=name)) from None
    if not isinstance(tree, dict) or not _is_of_format_4(tree):
        raise RuleError(msg("is no notebook of format 4: open it in JupyterLab and save it"))
    _check_parts(tree)
    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call,no-any-return]


def _is_of_format_4(tree: Mapping[str, object]) -> bool:
    return tree.get("nbformat") == 4 and type(tree.get("nbformat_minor")) is int


def _check_parts(tree: Mapping[str, Any]) -> None:
    cells = tree.get("cells")
    if not isinstance(cells, list) or not all(map(_is_cell, cells)):
        raise RuleError(msg("is no notebook: its cells must be code, markdown or raw"))
    try:
        nbformat.validate(tree)
    except nbformat.ValidationError as fault:
        place = ".".join(map(str, fault.absolute_path)) or "notebook"
        rule = msg("is no notebook: {place}: {fault}", place=place, fault=str(fault.message)[:120])
        raise RuleError(rule) from None


def _is_cell(cell: object) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") in ("code", "markdown", "raw")


def assigned(where: str, source: str) -> dict[str, Any]:
    """Return what a cell assigns that sets parameters; refuse every other line in it."""
    found: dict[str, Any] = {}
    problems = []
    for statement, line in _statements(where, source):
        try:
            name, value = _assignment(statement)
            found[name] = value
        except RuleError as error:
            problems.append(
                Problem(where=where, field="parameters", value=line.strip(), rule=error.rule)
            )
    if problems:
        raise ProblemError(problems)
    return found


def _parsed(where: str, source: str) -> tuple[Parameter, ...]:
    lines, parameters, problems = source.splitlines(), [], []
    for statement, line in _statements(where, source):
        one = _parameter(statement, lines[(statement.end_lineno or statement.lineno) - 1])
        if one is None:
            rule = msg("must read: name = literal  # [unit] meaning")
            problems.append(Problem(where=where, field="parameters", value=line.strip(), rule=rule))
        else:
            parameters.append(one)
    if problems:
        raise ProblemError(problems)
    return tuple(parameters)


def _statements(where: str, source: str) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements of a parameters cell, each with its first line."""
    number: int | None = None
    try:
        body = ast.parse(source).body
    except SyntaxError as fault:
        told, number = fault.msg, fault.lineno
    except (ValueError, RecursionError, MemoryError) as fault:  # such as half a character
        told = type(fault).__name__
    else:
        lines = source.splitlines()
        yield from ((statement, lines[statement.lineno - 1]) for statement in body)
        return
    rule = msg("the parameters cell is not Python ({fault})", fault=told)
    if number is not None:
        rule = msg(
            "the parameters cell is not Python ({fault}, line {number})", fault=told, number=number
        )
    raise ProblemError(Problem(where=where, rule=rule))


def _assignment(statement: ast.stmt) -> tuple[str, Any]:
    """Return name and value of ``name = literal``; raise ``RuleError`` for anything else."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    if isinstance(statement, ast.Assign) and len(targets) == 1 and isinstance(targets[0], ast.Name):
        with suppress(ValueError, TypeError, RecursionError, MemoryError):
            return targets[0].id, ast.literal_eval(statement.value)
    raise RuleError(msg("must read: name = literal"))


def _parameter(statement: ast.stmt, line: str) -> Parameter | None:
    comment = _COMMENT.search(line)
    try:
        name, default = _assignment(statement)
    except RuleError:
        return None
    if comment is None or _fault(default, default):
        return None
    return Parameter(
        name=name,
        default=default,
        unit=comment["unit"].strip(),
        meaning=comment["meaning"].strip(),
    )


def _fault(value: object, default: object) -> Saying:
    """Return the rule that ``value`` breaks, or nothing; the default tells the type."""
    if isinstance(value, list | tuple):
        if default is not None and not isinstance(default, list | tuple):
            return _wanted(default)
        model = default[0] if isinstance(default, list | tuple) and default else None
        faults = (_fault(item, model) for item in value)
        fault = next((fault for fault in faults if fault), "")
        return fault and msg("each member {rule}", rule=fault)
    if isinstance(value, float) and not math.isfinite(value):
        return msg("must be a finite number")
    if default is None:
        simple = value is None or isinstance(value, str | bool | int | float)
        return "" if simple else msg("must be text, a number or None")
    return "" if _same_type(value, default) else _wanted(default)


def _same_type(value: object, default: object) -> bool:
    if isinstance(value, bool) or isinstance(default, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, float):
        return isinstance(value, int | float)
    return isinstance(default, str | int) and isinstance(value, type(default))


def _wanted(default: object) -> Message:
    """Return the rule that a value is of the type of the default."""
    if isinstance(default, list | tuple):
        return msg("must be a list")
    rules = {
        bool: msg("must be true or false"),
        int: msg("must be a whole number"),
        float: msg("must be a number"),
        str: msg("must be text"),
    }
    return rules.get(type(default), msg("must be of another type"))


def _plain(value: object) -> object:
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _problem(
    where: str, name: str, value: object, rule: Saying, known: Mapping[str, Parameter] | None = None
) -> Problem:
    remedy = did_you_mean(name, known) if known else ""
    return Problem(where=where, field=name, value=value, rule=rule, remedy=remedy)


def _neighbours(path: Path) -> Saying:
    names = [one.stem for one in path.parent.glob("*.ipynb")] if path.parent.is_dir() else []
    return did_you_mean(path.stem, names) if names else ""
