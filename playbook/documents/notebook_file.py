"""Notebooks as files: nbformat, and the parameters cell that is read without running it.

nbformat is imported without a grammar of web addresses that no notebook is checked against: to
build it takes ten times as long as all the rest, in every process that opens one.
"""

from __future__ import annotations

import ast
import math
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.messages import Message, Problem, ProblemError, Saying, did_you_mean, msg

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
    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call,no-any-return]
    except FileNotFoundError:
        rule, remedy = msg("there is no such notebook"), _neighbours(path)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as fault:
        name = type(fault).__name__
        rule, remedy = msg("cannot be read as a notebook ({fault})", fault=name), ""
    raise ProblemError(Problem(where=str(path), rule=rule, remedy=remedy))


def _parsed(where: str, source: str) -> tuple[Parameter, ...]:
    try:
        body = ast.parse(source).body
    except SyntaxError as fault:
        rule = msg(
            "the parameters cell is not Python ({fault}, line {number})",
            fault=fault.msg,
            number=fault.lineno,
        )
        raise ProblemError(Problem(where=where, rule=rule)) from fault
    lines, parameters, problems = source.splitlines(), [], []
    for statement in body:
        line = lines[(statement.end_lineno or statement.lineno) - 1]
        one = _parameter(statement, line)
        if one is None:
            shown = lines[statement.lineno - 1].strip()
            rule = msg("must read: name = literal  # [unit] meaning")
            problems.append(Problem(where=where, field="parameters", value=shown, rule=rule))
        else:
            parameters.append(one)
    if problems:
        raise ProblemError(problems)
    return tuple(parameters)


def _parameter(statement: ast.stmt, line: str) -> Parameter | None:
    comment = _COMMENT.search(line)
    if comment is None or not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    try:
        default = ast.literal_eval(statement.value)
    except ValueError:
        return None
    if not isinstance(target, ast.Name) or _fault(default, default):
        return None
    return Parameter(
        name=target.id,
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
