"""A notebook run by hand becomes documents, unless it failed or is stale."""

import shutil

import pytest

from playbook.blocks import MIME
from playbook.documents.notebook_file import nbformat
from playbook.run.execution import RenderError, execute
from playbook.run.render import render_executed
from sim.messages import ProblemError
from sim.places import data_dir, notebooks_dir

PLAN = notebooks_dir() / "onboarding_plan.ipynb"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the plan of a client file of its own, run once for this module, and that file."""
    folder = tmp_path_factory.mktemp("ran")
    client = folder / "acme.toml"
    for name, copy in (("company_a.toml", client), ("company_a_skus.csv", None)):
        shutil.copy(data_dir() / "clients" / name, copy or folder)
    parameters = {"client": str(client), "samples": 200, "seed": 3, "slip": "", "language": "zh"}
    parameters |= {"replications": 6}
    return execute(PLAN, parameters), client


@pytest.fixture
def saved(ran, tmp_path):
    """Save the run notebook after a change to it."""

    def after(change=lambda notebook: None):
        notebook = nbformat.from_dict(ran[0])
        notebook = nbformat.reads(nbformat.writes(notebook), as_version=4)
        change(notebook)
        path = tmp_path / "by_hand.ipynb"
        nbformat.write(notebook, path)
        return path

    return after


def test_what_was_run_by_hand_is_rendered_in_its_language(saved, tmp_path):
    made = render_executed(saved(), tmp_path / "out")
    assert made.documents["zh", "html"].name == "by-hand-zh.html"
    assert 'lang="zh-Hans"' in made.documents["zh", "html"].read_text(encoding="utf-8")


def test_a_changed_parameter_is_told(saved, tmp_path):
    def change(notebook):
        (cell,) = (c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", []))
        cell.source = cell.source.replace("seed = 3", "seed = 4")

    with pytest.raises(
        RenderError, match=r"seed = 4: was changed after the notebook was run with 3"
    ):
        render_executed(saved(change), tmp_path / "out")


def test_a_changed_cell_is_told(saved, tmp_path):
    def change(notebook):
        notebook.cells[-1].source = "onboarding.answer(plan)"

    with pytest.raises(RenderError, match=r"the notebook has changed\. Run it again"):
        render_executed(saved(change), tmp_path / "out")


def test_a_changed_client_file_is_told_and_nothing_is_written(ran, saved, tmp_path):
    client = ran[1]
    before = client.read_bytes()
    try:
        client.write_bytes(before + b"\n# a remark\n")
        with pytest.raises(RenderError, match=r"acme\.toml: this input has changed\. Run it again"):
            render_executed(saved(), tmp_path / "out")
        client.unlink()
        with pytest.raises(RenderError, match=r"acme\.toml: this input is no longer there"):
            render_executed(saved(), tmp_path / "out")
    finally:
        client.write_bytes(before)
    assert not (tmp_path / "out").exists()


def test_a_run_that_failed_is_refused(saved, tmp_path):
    def change(notebook):
        failed = nbformat.v4.new_output("error", ename="ValueError", evalue="no")
        notebook.cells[-1].outputs = [failed]

    with pytest.raises(RenderError, match="a cell of this notebook failed"):
        render_executed(saved(change), tmp_path / "out")


def injected(notebook):
    (cell,) = (c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", []))
    return cell


def with_line(line):
    def change(notebook):
        injected(notebook).source += line

    return change


def without_parameters(notebook):
    notebook.cells.remove(injected(notebook))


def misspelt(notebook):
    """As papermill leaves it that was given a parameter which the notebook does not have."""
    notebook.metadata["papermill"]["parameters"]["sampels"] = 9
    injected(notebook).source += "\nsampels = 9"


def told_otherwise(value):
    def change(notebook):
        notebook.metadata["papermill"] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (misspelt, r"sampels = 9: no such parameter\. Did you mean 'samples'\?"),
        (with_line("\nsampels = 9"), "sampels = 9: no such parameter"),
        (with_line("\nworkers = 2"), r"workers = 2: was added after the notebook was run\."),
        (with_line("\nimport os"), "parameters = 'import os': must read: name = literal"),
        (without_parameters, "seed = 3: is no longer set in the notebook, which was run with it"),
        (told_otherwise([]), "was not run with parameters"),
        (told_otherwise({"parameters": [1]}), "was not run with parameters"),
        (told_otherwise({"parameters": None}), "was not run with parameters"),
    ],
)
def test_parameters_that_the_run_did_not_have_are_told(saved, tmp_path, change, message):
    with pytest.raises(ProblemError, match=message):
        render_executed(saved(change), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", [5, True, None, ["a"], {}, "a\0b"])
def test_a_block_whose_text_is_none_is_refused(saved, tmp_path, text):
    def change(notebook):
        outputs = (one for cell in notebook.cells for one in cell.get("outputs", []))
        blocks = (part for one in outputs for part in one.data[MIME]["items"])
        next(part for part in blocks if part["block"] == "heading")["text"] = text

    with pytest.raises(RenderError, match=r"cell \d+: heading .*text: must"):
        render_executed(saved(change), tmp_path / "out")
