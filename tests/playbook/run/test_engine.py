"""A notebook run in this process says what it says in a kernel, and leaves nothing behind."""

import sys

import pytest

from playbook.documents.notebook_file import nbformat
from playbook.run import execution
from playbook.run.execution import RenderError, execute, harvest
from playbook.words.language import language

SUM = (
    "from playbook.blocks import Prose\n\nprint('counted')\nProse(text=f'{two + 2} in {language}')"
)
SPEAKS = "from playbook.run.notebook import begin\n\nbegin(language)"


@pytest.fixture
def ours(tmp_path, monkeypatch):
    """Give a writer of notebooks that count as ours."""
    monkeypatch.setattr(execution, "notebooks_dir", lambda: tmp_path)

    def written(*sources):
        book = nbformat.v4.new_notebook()
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        for source in ('two = 2  # [number] a half of four\nlanguage = "en"', *sources):
            book.cells.append(nbformat.v4.new_code_cell(source))
        book.cells[0].metadata["tags"] = ["parameters"]
        path = tmp_path / "sums.ipynb"
        nbformat.write(book, path)
        return path

    return written


def test_both_ways_to_run_a_notebook_give_the_same_cells(ours, monkeypatch):
    source = ours(SPEAKS, SUM)
    here = execute(source, {"two": 3})
    monkeypatch.setattr(execution, "_engine", lambda notebook: None)
    in_a_kernel = execute(source, {"two": 3})
    assert harvest(here, "here")[0].text == "5 in en"
    assert here.cells == in_a_kernel.cells


def test_what_a_notebook_sets_ends_with_it(ours):
    module = sys.modules["__main__"]
    found = execute(ours(SPEAKS, SUM), {"language": "zh"})
    assert harvest(found, "here")[0].text == "4 in zh"
    assert language() == "en"
    assert sys.modules["__main__"] is module
    assert not hasattr(module, "two")


def test_two_notebooks_share_no_names(ours):
    execute(ours("left = 1"), {})
    with pytest.raises(RenderError, match=r"NameError: name 'left' is not defined"):
        execute(ours("left"), {})


def test_the_cells_after_a_failure_are_not_run(ours, capsys):
    with pytest.raises(RenderError, match=r"cell 2: ZeroDivisionError: division by zero"):
        execute(ours("1 / 0", "import sys; sys.exit('not reached')"), {"two": 2})
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("engine", ["in-process", None])
def test_a_problem_is_told_in_the_language_of_the_notebook(ours, monkeypatch, engine):
    monkeypatch.setattr(execution, "_engine", lambda notebook: engine)
    asks = "from sim.client.files import find_file\n\nfind_file('nowhere.toml')"
    with pytest.raises(RenderError) as told:
        execute(ours(SPEAKS, asks), {"language": "zh"})
    assert "nowhere.toml：没有这个文件。" in str(told.value)


def test_who_stops_a_cell_stops_the_run(ours):
    """IPython would call it a cell that failed, and the next document would begin."""
    source = ours("raise KeyboardInterrupt", SUM)
    with pytest.raises(KeyboardInterrupt):
        execute(source, {})
