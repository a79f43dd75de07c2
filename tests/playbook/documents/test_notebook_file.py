import json

import pytest

from playbook.documents.notebook_file import (
    Parameter,
    assigned,
    checked,
    declared,
    nbformat,
    read_notebook,
)
from sim.messages import ProblemError

CELL = """\
client = "data/clients/company_a.toml"  # [file] the client file
seed = 2010  # [integer] the luck of the seasons
quota_cny = 20_000.0  # [CNY] quota of one decision
urged = False  # [yes or no] whether the agency chases
regimes = ["oa", "plan_green"]  # [regimes] what is compared
until = None  # [date] last day, or None
"""


@pytest.fixture
def notebook(tmp_path):
    def written(*cells, name="pitch.ipynb"):
        book = nbformat.v4.new_notebook()
        for source in cells:
            cell = nbformat.v4.new_code_cell(source)
            cell.metadata["tags"] = ["parameters"]
            book.cells.append(cell)
        path = tmp_path / name
        nbformat.write(book, path)
        return path

    return written


@pytest.fixture
def known(notebook):
    return declared(notebook(CELL))


def test_the_cell_is_read_with_units_and_meanings(known):
    assert known[2] == Parameter(
        name="quota_cny", default=20_000.0, unit="CNY", meaning="quota of one decision"
    )
    assert [one.name for one in known] == [
        *("client", "seed", "quota_cny", "urged", "regimes", "until")
    ]


def test_what_is_not_given_is_passed_with_its_default(known):
    values = checked("pitch.ipynb", known, {"seed": 7, "quota_cny": 5})
    assert values == {
        "client": "data/clients/company_a.toml",
        "seed": 7,
        "quota_cny": 5,
        "urged": False,
        "regimes": ["oa", "plan_green"],
        "until": None,
    }


@pytest.mark.parametrize("value", [None, "2010-10-01", 4, 4.5])
def test_a_parameter_without_a_default_takes_any_simple_value(known, value):
    assert checked("pitch.ipynb", known, {"until": value})["until"] == value


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sed": 7}, r"pitch.ipynb sed = 7: no such parameter\. Did you mean 'seed'\?"),
        ({"seed": True}, r"pitch.ipynb seed = true: must be a whole number\."),
        ({"seed": 7.0}, r"seed = 7.0: must be a whole number"),
        ({"seed": "7"}, r"seed = '7': must be a whole number"),
        ({"seed": None}, r"seed = None: must be a whole number"),
        ({"quota_cny": True}, r"quota_cny = true: must be a number"),
        ({"quota_cny": "50000"}, r"quota_cny = '50000': must be a number"),
        ({"quota_cny": float("nan")}, r"quota_cny = nan: must be a finite number"),
        ({"urged": 1}, r"urged = 1: must be true or false"),
        ({"client": 3}, r"client = 3: must be text"),
        ({"client": ["a"]}, r"client = \['a'\]: must be text"),
        ({"regimes": "oa"}, r"regimes = 'oa': must be a list"),
        ({"regimes": ["oa", 3]}, r"regimes = .*: each member must be text"),
        ({"until": {"a": 1}}, r"until = .*: must be text, a number or None"),
    ],
)
def test_a_wrong_parameter_is_refused(known, given, message):
    with pytest.raises(ProblemError, match=message):
        checked("pitch.ipynb", known, given)


def test_all_wrong_parameters_are_told_at_once(known):
    with pytest.raises(ProblemError) as caught:
        checked("pitch.ipynb", known, {"sed": 7, "urged": 0, "client": None})
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ((), "must have one cell tagged 'parameters', has 0"),
        ((CELL, CELL), "must have one cell tagged 'parameters', has 2"),
        (("seed = 7",), r"parameters = 'seed = 7': must read: name = literal  # \[unit\] meaning"),
        (("seed = f(7)  # [integer] luck",), "must read: name = literal"),
        (("seed: int = 7  # [integer] luck",), "must read: name = literal"),
        (("a, b = 1, 2  # [integer] luck",), "must read: name = literal"),
        (("seed = (",), "the parameters cell is not Python"),
    ],
)
def test_a_wrong_parameters_cell_is_refused(notebook, cells, message):
    with pytest.raises(ProblemError, match=message):
        declared(notebook(*cells))


def test_a_missing_notebook_is_told_with_its_neighbours(notebook, tmp_path):
    notebook(CELL)
    with pytest.raises(ProblemError, match=r"there is no such notebook\. Did you mean 'pitch'\?"):
        declared(tmp_path / "pich.ipynb")


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "pitch.ipynb"
    path.write_text("not json", encoding="utf-8")
    with pytest.raises(ProblemError, match="cannot be read as a notebook"):
        declared(path)


def test_a_mark_of_encoding_is_no_part_of_a_notebook(notebook):
    path = notebook(CELL)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(declared(path)) == len(declared(notebook(CELL)))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\0", b"[" * 100_000, b'{"seed": ' + b"9" * 5_000 + b"}"]
)
def test_what_is_no_json_is_refused(tmp_path, content):
    (tmp_path / "pitch.ipynb").write_bytes(content)
    with pytest.raises(ProblemError, match=r"pitch\.ipynb: cannot be read as a notebook \(\w+\)"):
        declared(tmp_path / "pitch.ipynb")


def deleted(*keys):
    def change(tree):
        *above, last = keys
        for key in above:
            tree = tree[key]
        del tree[last]

    return change


def put(value, *keys):
    def change(tree):
        *above, last = keys
        for key in above:
            tree = tree[key]
        tree[last] = value

    return change


CELLS = "its cells must be code, markdown or raw"
FORMAT = "is no notebook of format 4: open it in JupyterLab and save it"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (deleted("nbformat"), FORMAT),
        (put("4", "nbformat"), FORMAT),
        (put(3, "nbformat"), FORMAT),
        (put("x", "nbformat_minor"), FORMAT),
        (deleted("metadata"), "'metadata' is a required property"),
        (put([], "metadata"), r"metadata: \[\] is not of type 'object'"),
        (deleted("cells"), CELLS),
        (put(None, "cells"), CELLS),
        (put("abc", "cells"), CELLS),
        (put({}, "cells"), CELLS),
        (put("abc", "cells", 0), CELLS),
        (put(None, "cells", 0), CELLS),
        (put(5, "cells", 0, "cell_type"), CELLS),
        (put("heading", "cells", 0, "cell_type"), CELLS),
        (deleted("cells", 0, "cell_type"), CELLS),
        (deleted("cells", 0, "metadata"), r"cells\.0: 'metadata' is a required property"),
        (put(5, "cells", 0, "metadata", "tags"), r"cells\.0\.metadata\.tags: 5 is not of type"),
        (put(5, "cells", 0, "source"), r"cells\.0\.source: 5 is not valid"),
        (deleted("cells", 0, "source"), r"cells\.0: 'source' is a required property"),
        (put(None, "cells", 0, "outputs"), r"cells\.0\.outputs: None is not of type 'array'"),
        (put(["x"], "cells", 0, "outputs"), r"cells\.0\.outputs\.0: 'x' is not of type 'object'"),
    ],
)
def test_a_notebook_with_a_part_of_another_kind_is_refused_at_its_place(notebook, change, message):
    path = notebook(CELL)
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["cells"] = [cell for cell in tree["cells"] if cell["cell_type"] == "code"]
    change(tree)
    path.write_text(json.dumps(tree), encoding="utf-8")
    with pytest.raises(ProblemError, match=message):
        read_notebook(path)


@pytest.mark.parametrize(
    "source",
    [
        "seed = int('3')",
        "seed = 1 + 2",
        "slip = f'{1}'",
        "import os",
        "seed.x = 3",
        "seed[0] = 3",
        "seed, slip = 3, ''",
        "seed = samples = 3",
        "seed += 1",
        "seed: int = 4",
        "(seed := 4)",
        "del seed",
        "if True:\n    seed = 9",
        "def f(): pass",
        "print(1)",
        "seed = {[]}",
    ],
)
def test_a_line_that_does_more_than_set_a_parameter_is_refused(source):
    with pytest.raises(
        ProblemError, match=r"parameters = .*: must read: name = literal\."
    ) as found:
        assigned("run.ipynb", f"slip = ''\n{source}\nsamples = 5")
    assert len(found.value.problems) == 1


@pytest.mark.parametrize(
    "source",
    [
        "seed = " + "9" * 5_000,
        "seed = 3\0",
        "   seed = 3",
        "%run x.py",
        "seed = " + "[" * 300 + "]" * 300,
        "seed = " + "-" * 5_000 + "1",
        "slip = '\ud800'",
    ],
)
def test_what_is_no_python_is_refused(source):
    with pytest.raises(ProblemError, match="the parameters cell is not Python"):
        assigned("run.ipynb", source)


def test_what_a_cell_assigns_is_read_without_running_it():
    assert assigned("run.ipynb", "# Parameters\nseed = -3\nslip = ['a']\n") == {
        "seed": -3,
        "slip": ["a"],
    }
