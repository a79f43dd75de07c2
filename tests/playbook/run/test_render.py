"""Notebooks run for real; each run starts a kernel, so there are few."""

import json
from pathlib import Path

import pytest

from playbook.blocks import Blocks, Prose, Provenance
from playbook.documents.notebook_file import nbformat
from playbook.run.execution import RenderError, check_fresh, harvest
from playbook.run.render import render
from sim.client.files import file_digest
from sim.messages import ProblemError

PARAMETERS = 'client = "clients/acme.toml"  # [file] the client file\nseed = 7  # [integer] luck'
IMPORTS = (
    "from pathlib import Path\n\nfrom playbook.blocks import Blocks, Heading, Prose, Provenance"
)
FINDING = 'Blocks([Heading(text="Findings"), Prose(text=Path(client).read_text(encoding="utf-8"))])'
FOOT = 'Provenance(client="Acme", as_of="2010-06-01", model_version="1", seed=seed)'


@pytest.fixture
def notebook(tmp_path):
    def written(*sources, parameters=PARAMETERS):
        book = nbformat.v4.new_notebook()
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        book.cells.append(nbformat.v4.new_markdown_cell("# What did we find?"))
        for source in (parameters, *sources):
            book.cells.append(nbformat.v4.new_code_cell(source))
        book.cells[1].metadata["tags"] = ["parameters"]
        path = tmp_path / "findings.ipynb"
        nbformat.write(book, path)
        return path

    return written


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """Give a working folder with a client file in it, where relative paths lead."""
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "acme.toml").write_text("Nothing yet.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_report_is_complete_repeatable_and_says_what_it_is_made_of(notebook, workplace):
    source = notebook(IMPORTS, FINDING, FOOT)
    steps = []
    first = render(source, {"seed": 11}, Path("out/one"), progress=lambda *at: steps.append(at))
    second = render(source, {"seed": 11}, Path("out/two"))

    assert steps == [(number, 5) for number in range(1, 6)]
    assert left_in(first.folder) == ["findings-en.html", "findings-en.ipynb", "manifest.json"]
    assert first.blocks[1] == Prose(text="Nothing yet.")
    assert "Nothing yet." in first.documents["en", "html"].read_text(encoding="utf-8")
    for name in left_in(first.folder):
        one, two = (report.folder / name for report in (first, second))
        assert one.read_bytes() == two.read_bytes(), name

    manifest = json.loads(first.manifest.read_text(encoding="utf-8"))
    assert manifest["parameters"] == {"client": "clients/acme.toml", "seed": 11}
    assert manifest["notebook_sha256"] == file_digest(source)
    assert (manifest["client"], manifest["seed"], manifest["model_version"]) == ("Acme", 11, "1")
    assert manifest["outputs"]["findings-en.html"] == file_digest(first.documents["en", "html"])
    assert {"numpy", "papermill", "simpy"} <= manifest["packages"].keys()


def test_a_failing_cell_is_named_and_nothing_is_left(notebook, workplace):
    source = notebook(IMPORTS, FINDING, "int('twelve')", FOOT)
    before = left_in(workplace)
    with pytest.raises(RenderError) as caught:
        render(source, {}, workplace / "new" / "out")
    assert str(caught.value) == (
        "findings.ipynb cell 5: ValueError: invalid literal for int() with base 10: 'twelve'."
    )
    assert left_in(workplace) == before


def test_a_dead_kernel_is_an_error_and_nothing_is_left(notebook, workplace):
    source = notebook("import os; os._exit(3)")
    before = left_in(workplace)
    with pytest.raises(RenderError, match=r"findings.ipynb: the notebook could not be run"):
        render(source, {}, workplace / "out")
    assert left_in(workplace) == before


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sed": 7}, "findings.ipynb sed = 7: no such parameter"),
        ({"seed": True}, "findings.ipynb seed = true: must be a whole number"),
        ({"seed": "7"}, "findings.ipynb seed = '7': must be a whole number"),
    ],
)
def test_a_wrong_parameter_stops_before_anything_runs(notebook, workplace, given, message):
    source = notebook("import os; os._exit(3)")
    with pytest.raises(ProblemError, match=message):
        render(source, given, workplace / "out")
    assert not (workplace / "out").exists()


def test_a_place_that_cannot_be_written_stops_before_anything_runs(notebook, workplace):
    source = notebook("import os; os._exit(3)")
    with pytest.raises(ProblemError, match="cannot be written"):
        render(source, {}, source / "out")


def test_a_folder_of_somebody_else_stops_before_anything_runs(notebook, workplace):
    source = notebook("import os; os._exit(3)")
    with pytest.raises(ProblemError, match="holds files that this program did not write"):
        render(source, {}, workplace / "clients")


def test_an_unknown_notebook_is_told_with_the_nearest_name(workplace):
    with pytest.raises(
        ProblemError, match=r"there is no such notebook\. Did you mean 'start_here'"
    ):
        render("start_her", {}, workplace / "out")


def executed(*outputs, exception=None, parameters=None):
    """Return a notebook as papermill leaves it, with one cell that gave the outputs."""
    book = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_code_cell("x")
    cell.outputs = list(outputs)
    book.cells = [cell]
    book.metadata["papermill"] = {"parameters": parameters or {}, "exception": exception}
    return book


def shown(block):
    return nbformat.v4.new_output("execute_result", data=Blocks([block])._repr_mimebundle_())


def test_the_blocks_of_all_outputs_are_harvested_in_order():
    one, two = Prose(text="one"), Prose(text="two")
    printed = nbformat.v4.new_output("stream", text="noise")
    assert harvest(executed(shown(one), printed, shown(two)), "x.ipynb") == Blocks([one, two])


@pytest.mark.parametrize(
    ("book", "message"),
    [
        (executed(), r"x.ipynb: no cell returned a block"),
        (
            executed(nbformat.v4.new_output("execute_result", data={"text/plain": "42"})),
            r"x.ipynb cell 1: returned something that is not a block \(42\)",
        ),
        (executed(shown(Prose(text="a")), exception=True), "a cell of this notebook failed"),
        (
            executed(nbformat.v4.new_output("error", ename="SystemExit", evalue="0")),
            "a cell of this notebook failed",
        ),
        (nbformat.v4.new_notebook(), "was not run with parameters"),
    ],
)
def test_a_notebook_that_is_no_finished_run_of_blocks_is_refused(book, message):
    with pytest.raises(RenderError, match=message):
        harvest(book, "x.ipynb")


def test_a_forged_block_is_refused_with_its_cell():
    output = shown(Prose(text="a"))
    output.data["application/vnd.greenchannel.block+json"]["text"] = 7
    with pytest.raises(RenderError, match=r"x.ipynb cell 1: prose text: must be text"):
        harvest(executed(output), "x.ipynb")


def test_a_stale_notebook_is_refused(tmp_path):
    source, client = tmp_path / "pitch.ipynb", tmp_path / "acme.toml"
    source.write_text("{}", encoding="utf-8")
    client.write_text("a = 1", encoding="utf-8")
    foot = Provenance(client="A", as_of="2010-06-01", model_version="1")
    book = executed(shown(foot), parameters={"seed": 7})
    manifest = {
        "notebook": "pitch",
        "notebook_sha256": file_digest(source),
        "parameters": {"seed": 7},
        "inputs": {"acme.toml": file_digest(client)},
    }
    now = {"notebook": source, "inputs": {"acme.toml": client}}
    check_fresh(book, manifest, **now)
    with pytest.raises(RenderError, match=r"pitch: its parameters have changed\. Render it again"):
        check_fresh(book, manifest | {"parameters": {"seed": 8}}, **now)
    client.write_text("a = 2", encoding="utf-8")
    source.write_text("{ }", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        check_fresh(book, manifest, **now)
    assert str(caught.value).splitlines() == [
        "pitch: the notebook has changed. Render it again.",
        "pitch acme.toml: this input has changed. Render it again.",
    ]
