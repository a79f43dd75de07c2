"""A live table's formulas are plain arithmetic, and what is stated must be what they give."""

import pytest

from playbook.blocks import Column, Table, from_dict
from playbook.blocks.calculated import Formula
from sim.messages import ProblemError


def value_of(text, **values):
    return Formula(text).value(lambda name, before: values[name])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sales - goods - fee", 100 - 40 - 5),
        ("(sales - goods) / sales", 0.6),
        ("sales * 2 + 1", 201),
        ("sum(sales, goods, fee)", 145),
        ("step(sales - goods) + 2 * step(-fee - 1) + 4 * step(0)", 5),
        ("min(sales, goods, fee) + floor(sales / goods)", 5 + 2),
    ],
)
def test_a_formula_is_reckoned(text, value):
    assert value_of(text, sales=100, goods=40, fee=5) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["open('x')", "sales ** 2", "sales.real", "[sales]", "sales if fee else goods", "a ="]
)
def test_nothing_but_arithmetic_is_understood(text):
    with pytest.raises(ValueError, match=r"may hold names|is not a formula"):
        value_of(text, sales=1, goods=1, fee=1, a=1)


def test_a_workbook_knows_the_least_and_the_whole_part_by_its_own_names():
    formula = Formula("min(sales, 2 * floor(goods))")
    assert formula.written(lambda name, before: name) == "MIN(sales,2*INT(goods))"


def table(rows, formulas, **about):
    columns = (Column(name="line"), Column(name="May", format="money"))
    return Table(title="Money", columns=columns, rows=rows, formulas=formulas, **about)


LINES = {"row_ids": ("sales", "goods", "left")}


def test_a_stated_value_that_its_formula_does_not_give_is_refused():
    rows = (("Sales", 100), ("Goods", 40), ("Left", 61))
    with pytest.raises(ProblemError, match="is not what sales - goods gives: 60"):
        table(rows, (("left", "sales - goods"),), **LINES)


def test_a_live_table_comes_back_from_json():
    rows = (("Sales", 100), ("Goods", 40), ("Left", 60))
    made = table(rows, (("left", "sales - goods"),), **LINES)
    assert from_dict(made.to_dict()) == made


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (("left", "sales - rent"), "rent"),
        (("nothing", "sales"), "names no row and no column"),
        (("left", "left + sales"), "must not turn in a circle"),
        (("left", "sales / (goods - 40)"), "divides by nought"),
    ],
)
def test_a_formula_that_cannot_be_reckoned_is_told(formula, message):
    rows = (("Sales", 100), ("Goods", 40), ("Left", 60))
    with pytest.raises(ProblemError, match=message):
        table(rows, (formula,), **LINES)


def test_a_row_may_have_a_format_of_its_own():
    """A form's lines are of different units; the words of a row follow its own format."""
    made = table((("Sales", 100), ("Share", 0.25)), (), row_formats=("", "share"))
    assert [made.words(row) for row in range(2)] == [["Sales", "CNY 100"], ["Share", "25 %"]]
    assert made.format_at(1, 1) == "share"
    with pytest.raises(ProblemError, match="row_formats"):
        table((("Sales", 100),), (), row_formats=("share", "share"))
    with pytest.raises(ProblemError, match="row_formats"):
        table((("Sales", 100),), (), row_formats=("furlongs",))
