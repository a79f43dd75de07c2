"""A notebook tells the story and calls; what it calls is written, typed and tested elsewhere."""

import ast
import json
import re
from pathlib import Path

import pytest

from playbook.documents.notebook_file import nbformat

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
NAMES = (
    *("approval_rules", "business", "charter", "evidence", "memo", "method"),
    *("onboarding_plan", "pitch"),
    *("plan_logistics", "plan_operations", "plan_platform", "plan_product", "plan_team"),
    *("start_here", "summary", "what_if"),
)

# `quota_cny = 5_000  # [CNY] ...`: the renderer and the reader both take the unit from here.
PARAMETER = re.compile(r"(?P<name>[a-z][a-z0-9_]*) = (?P<value>.+?)  # \[(?P<unit>[^\]]+)\] \S.*")
LOGIC = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.AsyncFor, ast.While, ast.If, ast.IfExp, ast.Try, ast.With, ast.Match),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.BinOp, ast.BoolOp, ast.Compare, ast.JoinedStr),
)


def read(name):
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))


def source(cell):
    return "".join(cell["source"])


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def is_parameters(cell):
    return "parameters" in cell["metadata"].get("tags", [])


def only_imports(cell):
    return all(
        isinstance(each, ast.Import | ast.ImportFrom) for each in ast.parse(source(cell)).body
    )


def faults_of_parameters(notebook):
    found = [cell for cell in code_cells(notebook) if is_parameters(cell)]
    if len(found) != 1:
        return [f"{len(found)} cells are tagged 'parameters', not one"]
    faults = []
    for line in source(found[0]).splitlines():
        match = PARAMETER.fullmatch(line)
        if match is None:
            faults.append(f"not 'name = literal  # [unit] meaning': {line}")
            continue
        try:
            ast.literal_eval(match["value"])
        except (SyntaxError, ValueError):
            faults.append(f"not a literal: {line}")
    return faults


def faults_of_call(cell):
    """Name what keeps a cell from being one call whose numbers come from elsewhere."""
    statements = ast.parse(source(cell)).body
    calls = [each for each in statements if isinstance(getattr(each, "value", None), ast.Call)]
    if len(statements) != 1 or len(calls) != 1:
        return [f"not one call: {source(cell)}"]
    nodes = list(ast.walk(statements[0]))
    logic = [type(node).__name__ for node in nodes if isinstance(node, LOGIC)]
    numbers = [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and type(node.value) in {int, float, complex}
    ]
    return [f"logic ({each}): {source(cell)}" for each in logic] + [
        f"the number {each} belongs to the parameters: {source(cell)}" for each in numbers
    ]


def faults_of_code(notebook):
    cells = [cell for cell in code_cells(notebook) if not is_parameters(cell)]
    imports = [cell for cell in cells if only_imports(cell)]
    faults = [] if len(imports) == 1 else [f"{len(imports)} cells of imports, not one"]
    for cell in cells:
        if not only_imports(cell):
            faults += faults_of_call(cell)
    return faults


def faults_of_storage(notebook):
    faults = [
        f"stored with output: {source(cell)}"
        for cell in code_cells(notebook)
        if cell["outputs"] or cell["execution_count"] is not None
    ]
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        faults.append("the kernel is not python3, which every environment has")
    if "papermill" in notebook["metadata"]:
        faults.append("this is a run of the notebook, not the notebook")
    return faults


def faults_of_text(notebook):
    first, *_ = notebook["cells"]
    faults = []
    if first["cell_type"] != "markdown" or not re.match(r"# .+\?$", source(first), re.MULTILINE):
        faults.append("the title is not a question")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            faults += [f"a number typed by hand: {each}" for each in typed_numbers(source(cell))]
    return faults


def typed_numbers(markdown):
    """Return the words with digits, code and links and names such as ``company_2`` left out."""
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", markdown, flags=re.DOTALL)
    words = re.findall(r"[^\s]*\d[^\s]*", text)
    return [word for word in words if not re.match(r"[(*]*[A-Za-z_]\w*", word)]


RULES = (faults_of_parameters, faults_of_code, faults_of_storage, faults_of_text)


def test_the_agreed_notebooks_are_there_and_no_other():
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_the_rules(name):
    notebook = read(name)
    assert [fault for rule in RULES for fault in rule(notebook)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_valid_for_every_reader(name):
    nbformat.validate(nbformat.from_dict(read(name)))


def notebook_of(*cells):
    return {"metadata": {"kernelspec": {"name": "python3"}}, "cells": list(cells)}


def markdown(text):
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(text, *, tags=(), outputs=()):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": text,
        "outputs": list(outputs),
        "execution_count": None,
    }


TITLE = markdown("# Does it pay?")
SETTINGS = code("quota_cny = 5_000  # [CNY] quota of one decision", tags=["parameters"])
IMPORTS = code("from playbook import pitch")
CALL = code("pitch.headline(quota_cny)")


def test_a_thin_notebook_has_no_fault():
    assert [
        fault for rule in RULES for fault in rule(notebook_of(TITLE, SETTINGS, IMPORTS, CALL))
    ] == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ((TITLE, IMPORTS, CALL), "0 cells are tagged 'parameters'"),
        ((TITLE, code("quota = 5", tags=["parameters"]), IMPORTS), "not 'name = literal"),
        ((TITLE, code("n = f(1)  # [-] runs", tags=["parameters"]), IMPORTS), "not a literal"),
        ((TITLE, SETTINGS, CALL), "0 cells of imports"),
        ((TITLE, SETTINGS, IMPORTS, code("def f(): pass")), "not one call"),
        ((TITLE, SETTINGS, IMPORTS, code("a = f()\na.show()")), "not one call"),
        ((TITLE, SETTINGS, IMPORTS, code("f([x for x in y])")), "logic (ListComp)"),
        ((TITLE, SETTINGS, IMPORTS, code("f(a * b)")), "logic (BinOp)"),
        ((TITLE, SETTINGS, IMPORTS, code("f(quota=7)")), "the number 7"),
        ((TITLE, SETTINGS, IMPORTS, code("f()", outputs=[{}])), "stored with output"),
        ((markdown("# It pays"), SETTINGS, IMPORTS), "the title is not a question"),
        ((TITLE, SETTINGS, IMPORTS, markdown("It brings 46 % more.")), "typed by hand: 46"),
    ],
)
def test_each_rule_bites(cells, fault):
    faults = [each for rule in RULES for each in rule(notebook_of(*cells))]
    assert any(fault in each for each in faults), faults


@pytest.mark.parametrize("text", ["see `quota_5k`", "claim S20", "[page](page_2.html)", "P10-P90"])
def test_a_name_with_a_digit_is_no_typed_number(text):
    assert typed_numbers(text) == []
