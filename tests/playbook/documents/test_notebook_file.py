import pytest

from playbook.documents.notebook_file import Parameter, checked, declared, nbformat
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
