"""The what-if workbook, opened, recalculated by an office, and held against the grid."""

import io
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from command_line import COMPANY_A, greenchannel
from machine import PROGRAMS

from playbook.documents.explorer.cards import CARDS
from playbook.engagement.opened import engagement
from playbook.formats.lookup.book import render
from playbook.formats.lookup.parts import SHEETS
from playbook.look.brand import Brand
from playbook.run.lookup import book_of, player, write_workbook
from playbook.study.explorer.grid import AXES, misses, points
from playbook.words.wording import DASH
from sim.client.regimes import REGIMES
from sim.messages import ProblemError

CLIENT = "data/clients/company_a.toml"
CHOICE, INPUTS = "D6", ("D7", "D8", "D9", "D10")
STATUS = {"en": "B12", "zh": "B13"}
FIGURES = range(17, 17 + len(CARDS))


@pytest.fixture(scope="module")
def engaged():
    return engagement(CLIENT, replications=3)


@pytest.fixture(scope="module")
def plays(engaged):
    """Return what plays a grid of few nodes, which an office reads sooner."""
    few = {key: (parts[0], parts[-1]) for key, parts in AXES.items()}
    return replace(player(engaged), wanted=few)


@pytest.fixture(scope="module")
def grid(plays):
    return plays.grid()


@pytest.fixture(scope="module")
def book(engaged, plays, grid):
    return book_of(engaged, grid, misses(plays, grid, worlds=2), Brand())


@pytest.fixture(scope="module")
def content(book):
    return render(book)


def opened(content, **asked):
    return openpyxl.load_workbook(io.BytesIO(content), **asked)


def labels(book):
    """Return what the list offers, by regime."""
    offered = (" · ".join(each.values()) for each in book.choice.options)
    return dict(zip(REGIMES, offered, strict=True))


def figures(sheet):
    """Return the figures as set and today's, as the grid has them in a row."""
    return [sheet.cell(row, column).value for column in (4, 5) for row in FIGURES]


def test_what_is_stored_is_the_answer_where_the_client_file_stands(engaged, grid, content):
    """Previews and phones show what is stored, and calculate nothing."""
    front = opened(content, data_only=True)[SHEETS.front]
    own = grid.at(engaged.candidate, [axis.own for axis in grid.axes])
    assert figures(front) == pytest.approx(own[:-1].tolist(), rel=1e-15)
    gain, ends = grid.gain(own), [front["G17"].value, front["H17"].value]
    assert front["F17"].value == pytest.approx(gain, rel=1e-15)
    assert ends == pytest.approx([gain - own[-1], gain + own[-1]], rel=1e-15)


@pytest.fixture(scope="module")
def recalculated(content, grid, book, tmp_path_factory):
    """Return the front after LibreOffice has calculated it anew with other inputs, by a name."""
    middle = [axis.nodes[1] for axis in grid.axes]
    first, second = points(grid, 2)
    named = labels(book)
    asked = {
        "node": (named["green"], middle),
        "first": (named["wide_green"], first),
        "second": (named["urged_green"], second),
        "last": (named["plan_green"], [axis.nodes[-1] for axis in grid.axes]),
        "idle": (named["delegated"], first),
        "outside": (named["green"], [-1, *middle[1:]]),
        "two": (named["green"], [middle[0], 99, 99, middle[3]]),
        "text": (named["green"], ["many", *middle[1:]]),
        "blank": (named["green"], [None, *middle[1:]]),
        "strange": ("no regime", middle),
    }
    folder = tmp_path_factory.mktemp("books")
    for name, (regime, inputs) in asked.items():
        changed = opened(content)
        for cell, value in zip((CHOICE, *INPUTS), (regime, *inputs), strict=True):
            changed[SHEETS.front][cell].value = value
        changed.save(folder / f"{name}.xlsx")
    office = [PROGRAMS["office"].found(), "--headless"]
    office += [f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    office += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    files = [str(folder / f"{name}.xlsx") for name in asked]
    subprocess.run([*office, *files], check=True, capture_output=True, timeout=240)
    return {
        name: openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True)[SHEETS.front]
        for name in asked
    }


@pytest.mark.needs("office")
@pytest.mark.parametrize(
    ("name", "regime"),
    [("node", "green"), ("first", "wide_green"), ("second", "urged_green"), ("last", "plan_green")],
)
def test_an_office_looks_up_what_python_interpolates(recalculated, grid, name, regime):
    front = recalculated[name]
    inputs = [front[cell].value for cell in INPUTS]
    found = grid.at(regime, inputs)
    assert figures(front) == pytest.approx(found[:-1].tolist(), rel=1e-9)
    assert front["F17"].value == pytest.approx(grid.gain(found), rel=1e-9)
    assert front["H17"].value - front["F17"].value == pytest.approx(found[-1], rel=1e-9)


@pytest.mark.needs("office")
def test_at_a_node_an_office_gives_what_the_model_simulates(recalculated, plays, grid):
    quota, *others = (axis.nodes[1] for axis in grid.axes)
    world = dict(zip([axis.key for axis in grid.axes[1:]], others, strict=True))
    row = plays.rows(world, [quota])[REGIMES.index("green"), 0]
    assert figures(recalculated["node"]) == pytest.approx(row[:-1].tolist(), rel=1e-12)


@pytest.mark.needs("office")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("outside", "Quota per decision: 0 – 160,000. "),
        ("two", "How long offers stay open: 0.5 – 10. Visitors an offer brings: 0.5 – 1.5. "),
        ("text", "Quota per decision: 0 – 160,000. "),
        ("blank", "Quota per decision: 0 – 160,000. "),
        ("strange", "Choose one of the list. "),
    ],
)
def test_what_lies_outside_is_refused_in_words_and_gets_no_figure(recalculated, name, told):
    front = recalculated[name]
    assert front[STATUS["en"]].value == f"Refused: the grid does not reach there. {told}"
    assert front[STATUS["zh"]].value.startswith("不予回答")
    assert {value or "" for value in figures(front)} == {""}


@pytest.mark.needs("office")
def test_a_quota_that_moves_nothing_is_said_to_move_nothing(recalculated):
    assert recalculated["idle"]["I7"].value.startswith("Moves nothing under this regime.")
    assert not recalculated["node"]["I7"].value


@pytest.mark.needs("office")
def test_how_far_a_regime_may_be_off_is_told_of_that_regime(recalculated, book):
    row = FIGURES.stop + 1
    told = recalculated["idle"].cell(row, 2).value
    assert told == book.errors[REGIMES.index("delegated")]["en"]


def test_what_is_typed_is_checked_by_the_office(content, grid):
    front = opened(content)[SHEETS.front]
    checks = {str(one.sqref): one for one in front.data_validations.dataValidation}
    assert checks[CHOICE].type == "list"
    for cell, axis in zip(INPUTS, grid.axes, strict=True):
        ends = [float(checks[cell].formula1), float(checks[cell].formula2)]
        assert ends == [axis.nodes[0], axis.nodes[-1]]
        assert "超出网格范围" in checks[cell].error


def test_every_node_stands_in_the_grid_with_its_figures(content, grid):
    sheet = opened(content)[SHEETS.grid]
    assert sheet.max_row - 3 == grid.values[..., 0].size
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[1:5] == [axis.nodes[-1] for axis in grid.axes]
    assert last[5] == pytest.approx(grid.values[-1, -1, -1, -1, -1, 0], rel=1e-15)


def test_what_does_not_exist_is_a_dash_and_no_nought(book):
    rows = [list(row) for row in book.grid.rows]
    for row in rows:
        row[2] = float("nan")
    shown = [*book.shown[:2], float("nan"), *book.shown[3:]]
    sparse = replace(book, grid=replace(book.grid, rows=rows), shown=shown)
    found = opened(render(sparse), data_only=True)
    assert found[SHEETS.front].cell(FIGURES[2], 4).value == DASH
    assert found[SHEETS.grid]["H4"].value == DASH


@pytest.mark.parametrize("words", ["=1+1", '=HYPERLINK("http://a")', "+A1", "@SUM(A1)", 'a"b'])
def test_the_client_s_words_are_words(book, words):
    both = {"en": words, "zh": words}
    told = replace(book, title=both, lead=both, notes=(both,), errors=(both,) * len(REGIMES))
    cells = [cell for sheet in opened(render(told)) for row in sheet for cell in row]
    found = [cell for cell in cells if cell.value == words]
    assert len(found) == 2 + 2 + 2 + 2 * len(REGIMES)
    assert all(cell.data_type == "s" for cell in found)


def test_the_same_book_gives_the_same_bytes(book, content):
    assert render(book) == content


def test_a_workbook_that_cannot_be_written_is_told(engaged, plays, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(
        "playbook.run.lookup.misses", lambda plays, grid, progress: misses(plays, grid, 1)
    )
    with pytest.raises(ProblemError, match="cannot be written"):
        write_workbook(engaged, plays, Brand(), tmp_path / "file" / "book.xlsx")


def test_the_command_writes_a_book_and_shows_both_pieces_of_work(tmp_path, monkeypatch):
    few = {key: (parts[0], parts[-1]) for key, parts in AXES.items()}
    monkeypatch.setattr("playbook.study.explorer.grid.AXES", few)
    place = tmp_path / "book.xlsx"
    said = greenchannel(
        "whatif", COMPANY_A, "--format", "xlsx", "--replications", "2", "--out", place
    )
    assert said.returncode == 0
    assert str(place) in said.stdout
    assert opened(place.read_bytes()).sheetnames == [
        SHEETS.front,
        SHEETS.working,
        SHEETS.grid,
        SHEETS.notes,
    ]


def test_a_book_opens_in_no_one_language():
    said = greenchannel("whatif", COMPANY_A, "--format", "xlsx", "--language", "zh")
    assert said.returncode == 2
    assert "a workbook holds both side by side" in said.stderr
