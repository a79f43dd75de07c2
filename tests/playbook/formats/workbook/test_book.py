"""The workbook is opened again: numbers are numbers, formulas reckon, words stay words."""

import io
import subprocess
from datetime import datetime
from functools import cache

import openpyxl
import pytest
from engagements import engaged
from machine import PROGRAMS
from pages import shown

from playbook.blocks import Blocks, Column, Forest, Heading, Table, ValueChart
from playbook.blocks.document import Document
from playbook.formats.workbook import book as xlsx

HOSTILE = ('=HYPERLINK("x")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "http://x.example", "喆堃镕", "🎁")
MONEY = Table(
    title="Money by month",
    columns=(
        Column(name="line"),
        Column(name="May", unit="CNY", format="money", id="may"),
        Column(name="June", unit="CNY", format="money", id="june"),
        Column(name="total", unit="CNY", format="money", id="total"),
    ),
    rows=(("Sales", 100, 200, 300), ("Goods", 40, 70, 110), ("Left", 60, 130, 190)),
    row_ids=("sales", "goods", "left"),
    formulas=(("left", "sales - goods"), ("total", "sum(may, june)")),
    total=True,
    note="Means.",
)


def opened(blocks, language="en"):
    content = xlsx.render(Document(blocks=blocks, language=language))
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def book_of(sample_of):
    return cache(lambda words="Company A", language="en": opened(sample_of(words), language))


@pytest.fixture(scope="module")
def plan():
    return opened(shown("onboarding_plan", engaged(samples=200)))


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def sheet_titled(book, title):
    return next(sheet for sheet in book if sheet["A1"].value == title)


def test_every_sheet_can_be_reached_from_the_first_and_leads_back(plan):
    first, *others = plan.worksheets
    links = {
        cell.hyperlink.location.split("!")[0].strip("'") for cell in cells(first) if cell.hyperlink
    }
    assert links == {sheet.title for sheet in others}
    assert all(sheet["A3"].hyperlink.location.startswith("'Contents'") for sheet in others)


def test_a_table_is_numbers_with_formats_filters_and_frozen_heads():
    sheet = sheet_titled(opened(Blocks([Heading(text="Money"), MONEY])), "Money by month")
    heads = [cell.value for cell in sheet[5][:4]]
    assert heads == ["line", "May\n(CNY)", "June\n(CNY)", "total\n(CNY)"]
    assert [sheet["B6"].value, sheet["C7"].value] == [100, 70]
    assert "#,##0" in sheet["B6"].number_format
    assert sheet.auto_filter.ref == "A5:D7"
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet["A10"].value == "Means."


def test_what_is_calculated_is_a_formula():
    sheet = sheet_titled(opened(Blocks([Heading(text="Money"), MONEY])), "Money by month")
    assert sheet["B8"].value == "=B6-B7"
    assert sheet["D6"].value == "=SUM(B6:C6)"
    assert sheet["B6"].font.color.rgb == "FF1F4FBF"  # blue: what a reader may change


@pytest.mark.needs("office")
def test_an_office_reckons_what_is_stated(tmp_path):
    """LibreOffice recalculates after a number was changed."""
    book = opened(Blocks([Heading(text="Money"), MONEY]))
    sheet_titled(book, "Money by month")["B6"] = 1100
    book.active = book.worksheets.index(sheet_titled(book, "Money by month"))
    book.save(tmp_path / "changed.xlsx")
    subprocess.run(
        [
            PROGRAMS["office"].found(),
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "changed.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    again = openpyxl.load_workbook(tmp_path / "out" / "changed.xlsx", data_only=True)
    sheet = sheet_titled(again, "Money by month")
    assert [sheet[at].value for at in ("B8", "D6", "D8")] == [1060, 1300, 1190]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(book_of, words):
    found = [cell for sheet in book_of(words) for cell in cells(sheet) if cell.value == words]
    assert found
    assert all(cell.data_type == "s" for cell in found)
    links = [c.hyperlink.target for s in book_of(words) for c in cells(s) if c.hyperlink]
    assert not any(links)


def test_names_of_sheets_are_legal_and_unique(book_of):
    names = book_of("a/b:c*?[x]" + "n" * 200).sheetnames
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_a_chart_stands_beside_its_numbers(book_of, sample_of):
    charts = [b for b in sample_of("Company A") if isinstance(b, ValueChart)]
    for chart in charts:
        sheet = sheet_titled(book_of(), chart.title)
        assert len(sheet._charts) == 1
        numbers = {cell.value for cell in cells(sheet) if isinstance(cell.value, int | float)}
        assert {value for value in chart.numbers if value is not None} <= numbers


def test_the_plan_has_dates_that_can_be_moved(plan):
    sheet = next(
        sheet for sheet in plan if sheet["A1"].value and "slack; the last" in sheet["A1"].value
    )
    dates = [cell.value for row in sheet.iter_rows(min_row=6) for cell in row[2:4]]
    assert all(isinstance(each, datetime) for each in dates if each is not None)
    assert len([each for each in dates if each]) > 60
    assert sheet.conditional_formatting


def test_alike_tables_of_the_areas_stand_together(plan):
    chapters = {"Product", "Platform", "Operations", "Logistics", "Team", "Governance"}
    together = [
        sheet
        for sheet in plan
        if sheet["A5"].value == "Chapter"
        and chapters <= {str(cell.value).split(" ", 1)[-1] for cell in sheet["A"] if cell.value}
    ]
    assert len(together) >= 3  # schedule, RACI, KPIs at least


def test_the_file_says_what_it_is(book_of):
    found = book_of().properties
    assert found.title == "Title Company A – Company A"
    assert found.created == datetime(2010, 6, 1)


def test_chinese_heads_and_units(book_of):
    assert book_of(language="zh").sheetnames[:2] == ["目录", "关键指标"]


def test_two_processes_write_the_same_bytes(sample_of, made_elsewhere):
    here = xlsx.render(Document(blocks=sample_of("Company A"), language="zh"))
    assert made_elsewhere(sample_of("Company A"), "xlsx") == here


def test_bars_that_lie_across_run_from_left_to_right(sample_of):
    """The labels stand upside down in Excel unless their axis, and only theirs, is reversed."""
    (forest,) = (b for b in sample_of("Company A") if isinstance(b, Forest))
    sheet = sheet_titled(opened(Blocks([Heading(text="Gain"), forest])), forest.title)
    (chart,) = sheet._charts
    assert chart.x_axis.scaling.orientation == "maxMin"  # the labels: openpyxl names them x
    assert chart.y_axis.scaling.orientation == "minMax"
    assert chart.y_axis.numFmt.formatCode == "+#,##0;-#,##0;0"


def test_a_row_is_as_tall_as_its_wrapped_text():
    words = Column(name="words"), Column(name="more")
    table = Table(title="Words", columns=words, rows=(("short", "so"), ("long " * 60, "so")))
    sheet = sheet_titled(opened(Blocks([Heading(text="Chapter"), table])), "Words")
    assert sheet.row_dimensions[6].height is None
    assert sheet.row_dimensions[7].height > 5 * 14
