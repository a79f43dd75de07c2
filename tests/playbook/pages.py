"""The pages of a document, read from its notebook: the one place where they are listed."""

import ast
import importlib
from functools import cache

from playbook.blocks import Blocks
from playbook.documents.notebook_file import read_notebook
from sim.places import notebooks_dir


@cache
def pages_of(name):
    """Return the pages of a notebook in their order, each as a function of what it computes.

    A page is a cell of one call, such as ``pitch.cover(engagement)``; what beside the engagement is
    handed to it, such as ``onboarding.area(engagement, "team")``, stays as it is.
    """
    cells = read_notebook(notebooks_dir() / f"{name}.ipynb").cells
    trees = [ast.parse(cell.source).body for cell in cells if cell.cell_type == "code"]
    packages = dict(pair for tree in trees for pair in _imported(tree))
    calls = (tree[0].value for tree in trees if len(tree) == 1 and isinstance(tree[0], ast.Expr))
    return tuple(
        _page(getattr(packages[call.func.value.id], call.func.attr), call.args[1:])
        for call in calls
        if isinstance(call.func, ast.Attribute)
    )


def shown(name, computed):
    """Return the blocks of all pages of a notebook, as its document shows them."""
    return Blocks([page(computed) for page in pages_of(name)])


def _imported(tree):
    for line in tree:
        if isinstance(line, ast.ImportFrom) and line.module == "playbook.documents":
            for one in line.names:
                yield one.asname or one.name, importlib.import_module(f"{line.module}.{one.name}")


def _page(function, more):
    values = [ast.literal_eval(value) for value in more]
    return (lambda computed: function(computed, *values)) if values else function
