"""Strict reading of tables: what is accepted, and what is said about what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.messages import ProblemError
from sim.tables.read import column_dictionary, read_table, worked_out

HEADER = (
    "table,column,type,unit,optional,choices,low,high,low_factor,high_factor,meaning,basis,source"
)
COLUMNS = [
    "shops,name,text,,false,,,,,,name,,",
    "shops,size,choice,,false,small|large,,,,,size,,",
    "shops,people,integer,people,false,,1,50,,,people who work there,,",
    "shops,rent_cny,money_cny,CNY,true,,0,,0.5,2,rent a month,EXPERT,expert",
    "shops,share,share,,false,,,,,,share of sales,,",
    "shops,opened,date,,false,,,,,,first day,,",
    "shops,own,bool,,false,,,,,,whether it is our own,,",
]
ROWS = [
    "name,size,people,rent_cny,share,opened,own",
    "Nanshan,small,3,12000.5,0.25,2010-01-31,true",
    "Futian,large,12,,1,2010-06-01,false",
]


@pytest.fixture
def folder(tmp_path):
    """A data folder with one table, ``shops``."""
    folder = tmp_path / "data"
    folder.mkdir()
    _write(folder / "columns.csv", [HEADER, *COLUMNS])
    _write(folder / "shops.csv", ROWS)
    return folder


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _problems(folder: Path, lines: list[str]) -> list[str]:
    _write(folder / "shops.csv", lines)
    with pytest.raises(ProblemError) as caught:
        read_table("shops", folder)
    return [str(problem) for problem in caught.value.problems]


def test_every_cell_has_the_type_of_its_column(folder):
    """Text, choice, integer, money, share, date, truth; an empty optional cell is None."""
    first, second = read_table("shops", folder)
    assert first == {
        "name": "Nanshan",
        "size": "small",
        "people": 3,
        "rent_cny": 12000.5,
        "share": 0.25,
        "opened": date(2010, 1, 31),
        "own": True,
    }
    assert second["rent_cny"] is None
    assert second["own"] is False


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("name", "", "empty, but the column is not optional"),
        ("name", " Nanshan", "spaces before or after the value"),
        ("size", "smal", "not one of the choices. Did you mean 'small'?"),
        ("people", "3.0", "a whole number is needed"),
        ("people", "1_000", "a whole number is needed"),
        ("people", "true", "a whole number is needed"),
        ("people", "0", "below the lowest legal value 1"),
        ("people", "51", "above the highest legal value 50"),
        ("rent_cny", "12,000", "a finite number is needed"),
        ("rent_cny", "nan", "a finite number is needed"),
        ("rent_cny", "1e999", "a finite number is needed"),
        ("share", "8", "a share between 0 and 1 is needed (8 % is 0.08)"),
        ("share", "-0.1", "a share between 0 and 1 is needed"),
        ("opened", "31.01.2010", "a date is needed, written like 2010-10-01"),
        ("opened", "2010-02-30", "a date is needed, written like 2010-10-01"),
        ("opened", "20100131", "a date is needed, written like 2010-10-01"),
        ("own", "yes", "true or false is needed"),
    ],
)
def test_a_wrong_cell_is_told_with_file_row_column_value_and_rule(folder, column, text, rule):
    """One problem, and everything in it that is needed to find and mend the cell."""
    cells = dict(zip(ROWS[0].split(","), ROWS[1].split(","), strict=True)) | {column: text}
    quoted = ",".join(f'"{cell}"' if "," in cell else cell for cell in cells.values())
    (problem,) = _problems(folder, [ROWS[0], quoted])
    assert problem.startswith(f"data/shops.csv row 2 [{column}] = {text!r}: ")
    assert rule in problem


def test_all_problems_of_a_file_are_told_together(folder):
    """Three bad cells in two rows, and a row that is too short."""
    found = _problems(
        folder,
        [ROWS[0], "A,huge,x,1,0,2010-01-01,true", "B,small,1,1,2,2010-01-01,true", "C,small"],
    )
    assert [problem.split(":")[0] for problem in found] == [
        "data/shops.csv row 2 [size] = 'huge'",
        "data/shops.csv row 2 [people] = 'x'",
        "data/shops.csv row 3 [share] = '2'",
        "data/shops.csv row 4",
    ]


def test_a_misspelt_column_is_named_with_the_right_one(folder):
    """Both sides of the slip: the stranger and the missing one."""
    stranger, missing = _problems(folder, [ROWS[0].replace("people", "peple"), ROWS[1]])
    assert "'peple': no such column. Did you mean 'people'?" in stranger
    assert "'people': this column is missing" in missing


def test_a_column_that_stands_there_twice_is_refused(folder):
    """Which of the two would count?"""
    found = _problems(folder, [ROWS[0] + ",name", ROWS[1] + ",again"])
    assert found == ["data/shops.csv header = 'name': this column stands there twice."]


def test_a_value_outside_its_own_range_is_refused(tmp_path):
    """Tables that give low and high beside the value keep low <= value <= high."""
    names = ("value", "low", "high")
    columns = [f"t,{name},number,,false,,,,,,number,," for name in names]
    _write(tmp_path / "columns.csv", [HEADER, *columns])
    _write(tmp_path / "t.csv", ["value,low,high", "5,6,7", "8,6,7", "6,6,7"])
    with pytest.raises(ProblemError) as caught:
        read_table("t", tmp_path)
    assert [str(problem.field) for problem in caught.value.problems] == [
        "row 2 [value]",
        "row 3 [high]",
    ]
    assert "low <= value <= high" in str(caught.value)


def test_an_unknown_table_names_the_nearest(folder):
    """The same courtesy as for keys and columns."""
    with pytest.raises(ProblemError, match=r"'shop': no such table\. Did you mean 'shops'"):
        read_table("shop", folder)


def test_a_missing_file_is_told_by_name(folder):
    """A table that the dictionary promises and the folder lacks."""
    (folder / "shops.csv").unlink()
    with pytest.raises(ProblemError, match=r"data/shops\.csv: the file does not exist"):
        read_table("shops", folder)


def test_an_empty_file_is_told(folder):
    """No header, no table."""
    (folder / "shops.csv").write_bytes(b"")
    with pytest.raises(ProblemError, match="the file is empty; a header row is needed"):
        read_table("shops", folder)


def test_a_table_without_rows_is_empty_and_legal(folder):
    """A header alone is a table of no rows."""
    _write(folder / "shops.csv", ROWS[:1])
    assert read_table("shops", folder) == []


def test_a_file_in_no_known_encoding_is_told_with_the_remedy(folder):
    (folder / "shops.csv").write_bytes("\n".join(ROWS).replace("Nanshan", "Süd").encode("cp1252"))
    with pytest.raises(ProblemError, match=r"not UTF-8 text .*nor surely GBK.* Save it as UTF-8"):
        read_table("shops", folder)


def test_a_byte_order_mark_is_harmless(folder):
    """Spreadsheets put one in front of UTF-8."""
    path = folder / "shops.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_table("shops", folder)[0]["name"] == "Nanshan"


def test_a_broken_quotation_is_told(folder):
    """The reader says what is wrong instead of swallowing half the file."""
    _write(folder / "shops.csv", [ROWS[0], '"Nanshan,small,3,1,0,2010-01-01,true'])
    with pytest.raises(ProblemError, match="not a CSV file"):
        read_table("shops", folder)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("shops,name,text,,false,,,,,,name,,", "column 'name' is described twice"),
        ("shops,new,txt,,false,,,,,,new,,", "not one of the choices. Did you mean 'text'?"),
        ("shops,new,choice,,false,,,,,,new,,", "choices are given for a column of type choice"),
        ("shops,new,text,,false,a|b,,,,,new,,", "choices are given for a column of type choice"),
        ("shops,new,text,,maybe,,,,,,new,,", "true or false is needed"),
    ],
)
def test_a_wrong_dictionary_is_told_too(tmp_path, line, rule):
    """The dictionary is read as strictly as the tables."""
    _write(tmp_path / "columns.csv", [HEADER, *COLUMNS, line])
    with pytest.raises(ProblemError) as caught:
        column_dictionary(tmp_path)
    assert f"row {len(COLUMNS) + 2}" in str(caught.value)
    assert rule in str(caught.value)


def test_the_dictionary_keeps_the_ranges_of_a_column(folder):
    """Unit, plausible range and legal range of a column."""
    rent = column_dictionary(folder)["shops"]["rent_cny"]
    assert (rent.unit, rent.low, rent.high) == ("CNY", 0, None)
    assert (rent.low_factor, rent.high_factor) == (0.5, 2)


def _people(rows, size):
    _ASKED.append(size)
    return sum(row.integer("people") for row in rows if row["size"] == size)


_ASKED = []


def test_what_is_worked_out_of_a_table_is_worked_out_again_when_its_file_changes(folder):
    _ASKED.clear()
    assert [worked_out("shops", _people, "small", folder) for _ in range(3)] == [3, 3, 3]
    assert _ASKED == ["small"]
    _write(folder / "shops.csv", [*ROWS, "Luohu,small,4,,1,2010-06-01,false"])
    assert worked_out("shops", _people, "small", folder) == 7
