"""Names and numbers beside native charts, and rows of native tables, keep what they promise."""

from datetime import datetime

from pptx.oxml.ns import qn

from playbook.blocks import Bars, Column, Lines, Series, Table
from playbook.formats.native.charts import drawn_chart
from playbook.formats.native.writing import Box
from playbook.formats.slides.cells import CellLook, measured
from playbook.words.language import speaking

MOMENT = datetime(2026, 1, 1)
PLACE = Box(x=0, y=0, width=860, height=330)


def axis_of(block, tag, place=PLACE):
    """Return an axis of a block's native chart."""
    return drawn_chart(block, place, MOMENT)._element.find(f".//{qn(tag)}")


def size_of(axis):
    """Return the size of the names along an axis, in points."""
    return int(axis.find(f".//{qn('a:defRPr')}").get("sz")) / 100


def bars(names, values):
    return Bars(
        title="t",
        alt="a",
        labels=names,
        values=values,
        format="signed_money",
        orientation="horizontal",
    )


def test_ticks_two_and_a_half_apart_are_told_with_their_half():
    with speaking("zh"):
        axis = axis_of(bars(("A", "B"), (-120_000, 61_400)), "c:valAx")
    step = float(axis.find(qn("c:majorUnit")).get("val"))
    told = axis.find(qn("c:numFmt")).get("formatCode")
    assert step % 1
    assert told.startswith("#,##0.0")


def test_ticks_a_whole_number_apart_need_no_decimals():
    axis = axis_of(bars(("A", "B"), (0, 961_400)), "c:valAx")
    assert axis.find(qn("c:numFmt")).get("formatCode").startswith("#,##0;")


def test_many_names_beside_a_lying_chart_are_small_enough_for_their_rows():
    many = tuple(f"Input {number}" for number in range(21))
    assert size_of(axis_of(bars(many, (1.0,) * 21), "c:catAx")) <= 330 / 21 * 0.6
    assert size_of(axis_of(bars(many[:5], (1.0,) * 5), "c:catAx")) == 11


def test_two_years_of_months_below_a_chart_are_set_aslant():
    months = [f"{2026 + at // 12}年{at % 12 + 1}月" for at in range(25)]

    def turn(count):
        series = (Series(name="A", values=(1.0,) * count),)
        block = Lines(title="t", alt="a", x=tuple(months[:count]), series=series, format="money")
        return axis_of(block, "c:catAx").find(f".//{qn('a:bodyPr')}").get("rot")

    assert turn(25) == "-2700000"
    assert turn(6) is None


def test_an_empty_cell_is_no_higher_than_a_full_one():
    look = CellLook(head=False, total=False, shaded=False, right=False, size=12.0)
    (paragraph,) = look.filled("").txBody.p_lst
    assert not paragraph.r_lst
    assert paragraph.find(qn("a:endParaRPr")).get("sz") == "1200"


def test_rows_in_chinese_have_the_height_of_the_free_fonts():
    columns = (Column(name="名称"), Column(name="依据"))
    with speaking("zh"):
        table = measured(Table(title="t", columns=columns, rows=(("保证金", "公开来源"),)))
        assert table.heights(600.0, 10.0)[1] >= 2 * 2.5 + 14.5
