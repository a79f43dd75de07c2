"""What a cell of a workbook states: Excel's own types are understood, nothing else is guessed."""

from datetime import date, datetime, time

import pytest

from playbook.clients.fields import Field
from playbook.clients.workbook.cells import read_value


def read(kind, cell, **more):
    return read_value(Field(path="store.key", kind=kind, **more), cell)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("integer", 4.0, 4),
        ("integer", " 1 950 000 ", 1_950_000),
        ("number", 150.0, 150),
        ("number", 0.30000000000000004, 0.30000000000000004),
        ("number", "１２，０００", 12_000),
        ("number", "1\u00a0234.5", 1234.5),
        ("number", "50万", 500_000),
        ("share", 0.6, 0.6),
        ("share", "60%", 0.6),
        ("share", "0.1 %", 0.001),
        ("bool", True, True),
        ("bool", "TRUE", True),
        ("bool", "否", False),
        ("bool", 1, True),
        ("date", datetime(2010, 8, 1), date(2010, 8, 1)),
        ("date", "2010-8-1", date(2010, 8, 1)),
        ("date", "2010年8月1日", date(2010, 8, 1)),
        ("text", 2010, "2010"),
        ("text", 2010.0, "2010"),
        ("text", '=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("text", '" kept "', " kept "),
        ("choice", "today ", "today"),
        ("literal", "{ a = [1, 2] }", {"a": [1, 2]}),
    ],
)
def test_what_a_cell_surely_means_is_taken(kind, cell, value):
    found = read(kind, cell)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "cell", "rule"),
    [
        ("number", True, "must be a number"),
        ("number", "about 150", "must be a number"),
        ("number", "1,5", "must be a number"),
        ("number", "nan", "must be a number"),
        ("number", "1_000", "must be one number"),
        ("number", "3-5", "must be one number, but the cell holds more than one"),
        ("number", "12 15", "must be one number"),
        ("number", "1e400", "must be a number"),
        ("number", "1e999999万", "must be a number"),
        ("number", datetime(1900, 5, 29), "a number, but the cell has the format of a date"),
        ("integer", 3.5, "must be a whole number"),
        ("bool", 2, "must be TRUE or FALSE"),
        ("bool", "maybe", "must be TRUE or FALSE"),
        ("date", 40391, "a date, but the cell has the format of a number"),
        ("date", "1.8.10", "must be a date such as 2010-08-01"),
        ("date", "2010-02-30", "is no day of the calendar"),
        ("date", datetime(2010, 8, 1, 9), "a date without a time"),
        ("text", True, "must be text"),
        ("text", datetime(2010, 8, 1), "must be text"),
        ("text", time(10, 30), "must be text"),
        ("text", 12.5, "must be text"),
        ("text", 3795889555857600000, "must be text"),
        ("literal", "{", "written as in a TOML file"),
    ],
)
def test_what_a_cell_might_mean_is_refused(kind, cell, rule):
    with pytest.raises(ValueError, match=rule):
        read(kind, cell)


@pytest.mark.parametrize(
    ("cell", "members"),
    [
        ("budget", ["budget"]),
        ("budget; gift", ["budget", "gift"]),
        ("budget；gift、 price，brand", ["budget", "gift", "price", "brand"]),
        ("09:00-12:00\n13:00-18:00", ["09:00-12:00", "13:00-18:00"]),
        ('["a;b", ""]', ["a;b", ""]),
        ("[]", []),
        (time(10, 30), ["10:30"]),
    ],
)
def test_a_list_stands_in_one_cell(cell, members):
    assert read("words", cell, item="text") == members


def test_a_list_of_numbers_holds_numbers():
    assert read("words", "1; 2.5", item="number") == [1, 2.5]
    assert read("words", 3.0, item="integer") == [3]
