"""Rows: each cell read as what it is, and as nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from sim.tables.columns import Row

ROW = Row(
    "data/business/fees.csv",
    {
        "fee_id": "deposit",
        "roles": "client_legal; client_brand",
        "note": None,
        "low": 0.5,
        "people": 3,
        "planned": True,
        "starts_on": date(2010, 8, 1),
    },
)


def test_each_cell_is_read_as_its_type():
    assert ROW.text("fee_id") == "deposit"
    assert ROW.number("low") == 0.5
    assert ROW.integer("people") == 3
    assert ROW.flag("planned") is True
    assert ROW.day("starts_on") == date(2010, 8, 1)


def test_a_whole_number_is_a_number_too():
    assert ROW.number("people") == 3.0
    assert type(ROW.number("people")) is float


def test_a_list_in_a_cell_is_read_part_by_part():
    assert ROW.parts("roles") == ("client_legal", "client_brand")
    assert ROW.parts("note") == ()


def test_an_empty_cell_is_empty_text_and_no_number():
    assert ROW.text("note") == ""
    assert not ROW.has("note")
    assert ROW.number_if_any("note") is None
    assert ROW.number_if_any("low") == 0.5


@pytest.mark.parametrize(
    ("reader", "column", "told"),
    [
        ("number", "fee_id", r"data/business/fees\.csv: fee_id = 'deposit'; float was asked for"),
        ("number", "planned", r"data/business/fees\.csv: planned = True; float was asked for"),
        ("integer", "planned", r"data/business/fees\.csv: planned = True; int was asked for"),
        ("number", "note", r"data/business/fees\.csv: note = None; float was asked for"),
        ("text", "low", r"data/business/fees\.csv: low = 0\.5; str was asked for"),
        ("flag", "people", r"data/business/fees\.csv: people = 3; bool was asked for"),
        ("day", "hight", r"data/business/fees\.csv: no column 'hight'; date was asked for"),
    ],
)
def test_a_cell_read_as_something_else_is_a_fault_that_names_table_and_column(reader, column, told):
    with pytest.raises(TypeError, match=told):
        getattr(ROW, reader)(column)


def test_a_row_is_a_mapping_of_its_cells():
    assert dict(ROW)["people"] == 3
    assert Row("data/business/fees.csv", dict(ROW)) == ROW
    assert next(iter(ROW)) == "fee_id"
