"""Money and time in tables: one unit a column, in the head and in every cell."""

import io
import re

import docx
import pytest
from engagements import case
from pages import pages_of, shown
from pypdf import PdfReader

from playbook.blocks import Blocks, Column, Heading, Table
from playbook.blocks.document import Document
from playbook.documents import business
from playbook.documents import charter as decision_rights
from playbook.formats import html, pdf
from playbook.formats.slides.cells import measured
from playbook.formats.word import report as word
from playbook.words.language import speaking
from playbook.words.phrases import signed
from playbook.words.wording import interval, money
from sim.messages import ProblemError


def of(*amounts, format="money", unit="元"):
    """Return a table whose second column holds the amounts."""
    return Table(
        title="现金流",
        columns=(Column(name="月份"), Column(name="现金", unit=unit, format=format)),
        rows=tuple((f"{n}月", amount) for n, amount in enumerate(amounts, start=1)),
    )


def read(table):
    """Return the unit in the head of the second column, and its cells."""
    with speaking("zh"):
        return table.heads()[1][1], [table.words(row)[1] for row in range(len(table.rows))]


@pytest.mark.parametrize(
    ("amounts", "unit", "cells"),
    [
        ((21_900, 8_060, -3_129), "万元", ["2.19", "0.81", "−0.31"]),
        ((12_500, None, 0), "万元", ["1.25", "–", "0"]),
        ((152_340, 8_060), "万元", ["15.23", "0.81"]),
        ((9_900_000, 120), "万元", ["990.0", "0.01"]),  # 0.0 would say that there is nothing
        ((25_340_000, 8_060, 400), "万元", ["2,534", "1", "0.04"]),
        ((9_999, 30), "元", ["9,999", "30"]),
        ((21_900, 30), "元", ["21,900", "30"]),  # 30 yuan are no hundredth of 万元
        ((21_900, 0.2), "万元", ["2.19", "0"]),  # less than a yuan is nothing in yuan too
        ((-21_900,), "万元", ["−2.19"]),
        ((None,), "元", ["–"]),
        ((), "元", []),
    ],
)
def test_the_largest_amount_chooses_the_unit_and_the_decimals(amounts, unit, cells):
    assert read(of(*amounts)) == (unit, cells)


def test_differences_keep_their_signs():
    cells = ["+2.19", "−0.31", "0"]
    assert read(of(21_900, -3_129, 0, format="signed_money")) == ("万元", cells)
    assert read(of(219, -31, 0, format="signed_money")) == ("元", ["+219", "−31", "0"])


def test_exact_money_stays_in_yuan_up_to_100_000():
    assert read(of(99_999, 5, format="exact_money")) == ("元", ["99,999", "5"])
    assert read(of(100_000, 5_000, format="exact_money")) == ("万元", ["10.00", "0.50"])


def test_the_columns_of_one_table_have_its_decimals_and_a_smaller_one_joins_them():
    """30,000 yuan of exact money stand alone in yuan, beside 240,000 as 3.00万元."""
    columns = [
        Column(name=name, unit="元", format="exact_money") for name in ("额度", "活动", "单价")
    ]
    table = Table(
        title="预算",
        columns=(Column(name="月份"), *columns),
        rows=(("1月", 240_000, 30_000, 12), ("2月", 240_000, 0, 12)),
    )
    with speaking("zh"):
        assert [unit for _, unit in table.heads()] == ["", "万元", "万元", "元"]
        assert table.words(0) == ["1月", "24.00", "3.00", "12"]


def beside_myriads(*amounts, format, ends=()):
    """Return the head and cells of a column beside one in 万元, and of its intervals."""
    table = Table(
        title="测算",
        columns=(
            Column(name="月份"),
            Column(name="投入", unit="元", format="money"),
            Column(name="其他", unit="元", format=format),
            Column(name="区间", align="right", ends=ends),
        ),
        rows=tuple((f"{n}月", 56_430, one, "−3.19万元至−4,794元") for n, one in enumerate(amounts)),
    )
    with speaking("zh"):
        return table.heads()[2:], [table.words(row)[2:] for row in range(len(table.rows))]


def test_differences_join_the_myriads_beside_them_however_small():
    heads, cells = beside_myriads(-2_072, 12, format="signed_money", ends=[(-3_000, 12), (0, None)])
    assert heads == [("其他", "万元"), ("区间", "万元")]
    assert cells == [["−0.21", "−0.30至+0.00"], ["0.00", "–"]]


def test_prices_below_ten_thousand_stay_in_yuan_beside_myriads():
    heads, cells = beside_myriads(1_299, format="money")
    assert heads == [("其他", "元"), ("区间", "")]
    assert cells == [["1,299", "−3.19万元至−4,794元"]]


def test_one_tiny_amount_keeps_no_column_out_of_the_unit_of_its_table():
    """The run-out's 256,442 yuan stood beside the months' 11.4万元, for the sake of 40 yuan."""
    heads, cells = beside_myriads(256_442, 40, format="exact_money")
    assert heads[0] == ("其他", "万元")
    assert [own for own, _ in cells] == ["25.64", "0.00"]


def test_no_cell_has_a_third_decimal_and_nought_alone_has_none():
    """−0.005万元 stood below −11.20万元, for the sake of 50 yuan."""
    heads, cells = beside_myriads(-112_000, -50, -12, 0, format="money")
    assert heads[0] == ("其他", "万元")
    assert [own for own, _ in cells] == ["−11.20", "−0.01", "0.00", "0"]


def test_english_leaves_intervals_as_they_are_told():
    told = Column(name="interval", ends=((1, 2),))
    table = Table(
        title="t",
        columns=(Column(name="of"), Column(name="gain", unit="CNY", format="money"), told),
        rows=(("a", 1, "1 to 2"),),
    )
    assert table.words(0) == ["a", "1", "1 to 2"]


def test_a_column_of_intervals_has_one_pair_a_row():
    with pytest.raises(ProblemError, match="must have 1 members, one for each row"):
        Table(title="t", columns=(Column(name="a", ends=((1, 2), (3, 4))),), rows=(("x",),))


def test_a_column_without_a_unit_and_one_of_another_kind_keep_their_own_words():
    assert read(of(21_900, 8_060, unit="")) == ("", ["2.19万元", "8,060元"])
    assert read(of(21_900, 8_060, format="integer", unit="单")) == ("单", ["21,900", "8,060"])


def test_english_counts_in_thousands_from_a_hundred_thousand_on():
    """Of 147 k above 99,734 the second looks the larger."""
    table = of(147_000, 99_734, -41, unit="CNY")
    assert table.heads()[1] == ("现金", "CNY k")
    assert [table.words(row)[1] for row in range(3)] == ["147.0", "99.7", "−0.04"]
    assert str(table).splitlines()[1] == "月份 | 现金 CNY k"
    small = of(99_400, 4_228, unit="CNY")
    assert small.heads()[1] == ("现金", "CNY")
    assert [small.words(row)[1] for row in range(2)] == ["99,400", "4,228"]
    exact = of(1_324_567, 12, unit="CNY", format="exact_money")
    assert [exact.words(row)[1] for row in range(2)] == ["1,324,567", "12"]


def test_the_times_of_a_column_stand_in_one_unit():
    """36.5 h below 4.9 d looks the longer."""
    table = Table(
        title="Waits",
        columns=(Column(name="way"), Column(name="answer", format="hours")),
        rows=(("OA", 117.6), ("faster", 36.5), ("agency", 0.2), ("none", None)),
    )
    assert [table.words(row)[1] for row in range(4)] == ["4.9 d", "1.5 d", "0.01 d", "–"]


def test_a_row_of_money_has_its_unit_in_its_own_cell():
    columns = (Column(name="项目"), Column(name="单位"), Column(name="甲", format="number"))
    table = Table(
        title="测算",
        columns=(*columns, Column(name="乙", format="number")),
        rows=(("费用", "元", 21_900, 8_060), ("客单价", "元", 219, 80), ("订单", "", 21_900, 8)),
        row_formats=("exact_money", "money", "integer"),
    )
    large = Table(
        title="测算",
        columns=table.columns,
        rows=(("结余", "元", 219_000, -8_060), ("概率", "", 0.5, 0.25)),
        row_formats=("signed_money", "share"),
    )
    with speaking("zh"):
        assert [table.words(row) for row in range(3)] == [
            ["费用", "元", "21,900", "8,060"],
            ["客单价", "元", "219", "80"],
            ["订单", "", "21,900", "8"],
        ]
        assert large.words(0) == ["结余", "万元", "+21.90", "−0.81"]
        assert large.words(1) == ["概率", "", "50%", "25%"]


def test_a_slide_has_the_unit_of_the_cells_in_its_head():
    with speaking("zh"):
        seen = measured(of(21_900, 8_060))
    assert seen.heads == ["月份", "现金 (万元)"]
    assert [row[1] for row in seen.rows] == ["2.19", "0.81"]


def test_page_report_and_paper_have_the_unit_of_the_cells_in_their_heads():
    document = Document(blocks=Blocks([Heading(text="现金"), of(21_900, 8_060)]), language="zh")
    report = docx.Document(io.BytesIO(word.render(document)))
    report_cells = [[cell.text for cell in row.cells] for row in report.tables[-1].rows]
    assert report_cells == [["月份", "现金 万元"], ["1月", "2.19"], ["2月", "0.81"]]
    assert '现金 <span class="gc-unit">万元</span></th>' in html.render(document).decode()
    paper = PdfReader(io.BytesIO(pdf.render(document)))
    told = "".join(page.extract_text() for page in paper.pages)
    assert re.search(r"现金\s*万元", told)
    assert "2.19" in told
    assert "8,060" not in told


def test_a_sentence_keeps_the_second_decimal_of_a_small_amount():
    with speaking("zh"):
        told = [money(each) for each in (12_500, 12_000, 10_000, -12_340, 99_996, 125_000)]
    assert told == ["1.25万元", "1.2万元", "1万元", "−1.23万元", "10万元", "12.5万元"]


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-11_300, 7_610, "−1.13万元至+0.76万元"),
        (-9_996, 12_000, "−1万元至+1.2万元"),
        (-12_000, 30, "−1.2万元至+0.003万元"),  # 0 would say that it is not sure
        (0, 12_000, "0至+1.2万元"),
        (-3_824, 6_930, "−3,824元至+6,930元"),
        (12_000, 1e9, "+1.2万元至+10亿元"),
    ],
)
def test_the_ends_of_an_interval_stand_in_one_unit(low, high, told):
    """Of −1.13万元至+7,610元 the second looks the larger."""
    with speaking("zh"):
        assert interval(low, high, signed) == told


def test_an_english_interval_stands_in_one_unit_too():
    assert interval(-113_000, 7_610, signed) == "−CNY 113 k to +CNY 8 k"
    assert interval(-113_000, 300, signed) == "−CNY 113 k to +CNY 0.3 k"


PAGES = (*pages_of("pitch"), *pages_of("method")[:10], *pages_of("summary"))
FIGURE = re.compile(r"[+−]?[\d,]+(\.\d+)?|–")


@pytest.fixture(scope="module", params=["company_a"])
def tables(request):
    """Return all tables of a client's plan, pitch, charter and business case in Chinese."""
    engagement = case(request.param)
    with speaking("zh"):
        blocks = list(shown("onboarding_plan", engagement))
        for page in PAGES:
            blocks += page(engagement)
        for page in (business.options, business.client_months, business.agency_months):
            blocks += page(engagement)
        blocks += decision_rights.decision_sheet(engagement)
    return [block for block in blocks if isinstance(block, Table)]


def test_no_column_of_a_document_mixes_ten_thousands_with_plain_yuan(tables):
    """Under a head in 元 or 万元 stand figures alone, and none in yuan is hidden among the 万元."""
    units = []
    with speaking("zh"):
        for table in tables:
            for place, (name, unit) in enumerate(table.heads()):
                if table.columns[place].unit == "元" and "money" in table.columns[place].format:
                    cells = [table.words(row)[place] for row in range(len(table.rows))]
                    assert all(map(FIGURE.fullmatch, cells)), (table.title, name, cells)
                    amounts = [row[place] for row in table.rows]
                    assert stand_in(unit, amounts, cells), (table.title, name, cells)
                    units.append(unit)
    assert {"元", "万元"} == set(units)
    assert len(units) > 20


def test_no_interval_under_a_unit_says_it_again(tables):
    """+5.45万元至+7.82万元 broke into two lines in its narrow column, a lone 元 on the second."""
    seen = 0
    with speaking("zh"):
        for table in tables:
            for place, column in enumerate(table.columns):
                told = [table.words(row)[place] for row in range(len(table.rows))]
                spans = [one for one in told if re.search(r"元至[+−\d]", one)]
                if column.align == "right" and place and table.heads()[place - 1][1]:
                    assert not spans, (table.title, column.name, spans)
                    seen += bool(column.ends)
    assert seen > 5


def test_no_row_of_the_decision_sheet_mixes_them(tables):
    units = []
    with speaking("zh"):
        for table in (each for each in tables if each.row_formats):
            for row, amounts in enumerate(table.rows):
                cells = table.words(row)
                if amounts[1] == "元":
                    assert stand_in(cells[1], amounts[2:], cells[2:]), (table.title, cells)
                    units.append(cells[1])
    assert {"元", "万元"} == set(units)


def stand_in(unit, amounts, cells):
    """Say whether every figure is its amount in the unit, to the decimals that it shows."""
    divisor = {"元": 1, "万元": 10_000}[unit]
    for amount, text in zip(amounts, cells, strict=True):
        if amount is not None:
            figure = float(text.replace("−", "-").replace(",", ""))
            decimals = len(text.partition(".")[2])
            if abs(figure - amount / divisor) > 0.5 * 10**-decimals + 1e-9:
                return False
    return True


def test_the_check_of_a_column_can_fail():
    assert stand_in("万元", (21_900, 8_060), ("2.19", "0.81"))
    assert not stand_in("万元", (21_900, 8_060), ("2.19", "8,060"))
