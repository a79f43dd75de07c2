"""The house: rooms without circles, modules found by their names, functions that are short.

import-linter keeps the walls between the rooms (``pyproject.toml``); here is what it cannot say.
"""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("sim", "playbook")
LONGEST = 45
"""Lines of a body; nine in ten have fewer than 20."""


def modules(*folders):
    """Give every module below these folders with its syntax tree."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


CODE = tuple(modules(*PACKAGES))


def functions(tree):
    """Give every function of a module, methods and inner ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def lines_of(function):
    """Return the lines of a function's body after its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.fixture(scope="module")
def imports():
    """Give who imports whom."""
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def test_no_package_stands_in_a_circle_with_its_neighbours(imports):
    """Of any two rooms beside each other at most one uses the other, directly or by a third."""
    rooms = {module.rpartition(".")[0] for module in imports.modules} - {""}
    for room in rooms:
        users = {}
        for module in imports.modules:
            inside = module.removeprefix(f"{room}.")
            if inside == module:
                continue
            for other in imports.find_modules_directly_imported_by(module):
                there = other.removeprefix(f"{room}.")
                if there != other and there.partition(".")[0] != inside.partition(".")[0]:
                    users.setdefault(inside.partition(".")[0], set()).add(there.partition(".")[0])
        TopologicalSorter(users).prepare()  # raises CycleError, which names the circle


def test_the_playbook_is_imported_at_the_head_of_a_module():
    """Only commands import late, so that --help answers at once; a late import hides a circle."""
    late = [
        f"{place}: {node.module}"
        for place, tree in CODE
        if not place.startswith("playbook/commands/")
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("playbook")
    ]
    assert late == []


def test_no_function_or_class_of_a_package_has_the_name_of_a_module_in_it():
    """``import playbook.documents.pitch.x as m`` gives the module that it names."""
    shadowed = []
    for place, tree in CODE:
        if not place.endswith("/__init__.py"):
            continue
        folder = (ROOT / place).parent
        inside = {path.stem for path in folder.iterdir()} - {"__init__", "__main__"}
        bound = {
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module != folder_name(folder)
            for alias in node.names
        }
        shadowed += [f"{place}: {name}" for name in bound & inside]
    assert shadowed == []


def folder_name(folder):
    return folder.relative_to(ROOT).as_posix().replace("/", ".")


def test_nobody_imports_a_private_name_of_ours():
    private = [
        f"{place}: {alias.name}"
        for place, tree in (*CODE, *modules("tests"))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGES)
        for alias in node.names
        if alias.name.startswith("_")
    ]
    assert private == []


def test_functions_are_short():
    lengths = {
        f"{place}:{function.name}": lines_of(function)
        for place, tree in CODE
        for function in functions(tree)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}
    short = sum(lines < 20 for lines in lengths.values())
    assert short / len(lengths) >= 0.9


def test_a_class_has_one_meaning():
    """Nor does a name mean one thing in one private corner and another in the next."""
    places = {}
    for place, tree in CODE:
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(place)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
