"""What people write in a cell is taken where it is sure, and left as it stands where it is not."""

import pytest

from sim.messages import ProblemError
from sim.tables.columns import DataColumn
from sim.tables.read import read_file
from sim.tables.written import as_in_a_table, number_in


def column(name, type_):
    return DataColumn(table="list", name=name, type=type_, meaning="", optional=True)


@pytest.mark.parametrize(
    ("name", "type_", "text", "read"),
    [
        ("unit_cost_cny", "money_cny", "￥6.05", "6.05"),
        ("unit_cost_cny", "money_cny", "¥ 1,234.50", "1234.5"),
        ("unit_cost_cny", "money_cny", "16.8元", "16.8"),
        ("unit_cost_cny", "money_cny", "1.2万元", "12000"),
        ("unit_cost_cny", "money_cny", "６．０５ CNY", "6.05"),
        ("unit_cost_cny", "money_cny", "1，234", "1234"),
        ("weight_kg", "number", "0.19kg", "0.19"),
        ("weight_kg", "number", "0.19 千克", "0.19"),
        ("lead_days", "integer", "15天", "15"),
        ("lead_days", "integer", "１５", "15"),
        ("lead_days", "integer", "15.0", "15"),
        ("return_share", "share", "3%", "0.03"),
        ("return_share", "share", "８ ％", "0.08"),
        ("photo_ready", "bool", "是", "true"),
        ("photo_ready", "bool", "1", "true"),
        ("photo_ready", "bool", "否", "false"),
        ("day", "date", "2010年8月1日", "2010-08-01"),
        ("day", "date", "2010/8/1", "2010-08-01"),
        ("code", "code", "　A１ ", "A１"),
    ],
)
def test_what_is_sure_is_taken(name, type_, text, read):
    assert as_in_a_table(column(name, type_), text) == read


@pytest.mark.parametrize(
    ("name", "type_", "text"),
    [
        ("unit_cost_cny", "money_cny", "3-5"),
        ("unit_cost_cny", "money_cny", "$5"),
        ("unit_cost_cny", "money_cny", "1.234,5"),
        ("unit_cost_cny", "money_cny", "8%"),
        ("unit_cost_cny", "money_cny", "1e999999"),
        ("weight_kg", "number", "190g"),
        ("weight_kg", "number", "5元"),
        ("photo_ready", "bool", "maybe"),
        ("day", "date", "8/1/2010"),
        ("day", "date", "2010-02-30"),
    ],
)
def test_what_is_not_sure_stands_as_it_is(name, type_, text):
    assert as_in_a_table(column(name, type_), text) == text


@pytest.mark.parametrize("text", ["10万元以下", "不超过10万", "≤100,000", "up to 100000 CNY"])
def test_a_limit_is_its_number(text):
    assert number_in(text, "up_to_cny") == 100_000


LISTED = {"code": column("code", "code"), "cost_cny": column("cost_cny", "money_cny")}
PLAIN = "code,cost_cny\nA,1234.5\nB,2\n"


def listed(text, folder):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8", newline="")
    rows, problems = read_file(path, LISTED, "list.csv")
    return [dict(row) for row in rows.values()], [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", "，"),
        "sep=;\n" + PLAIN.replace(",", ";"),
        PLAIN.replace("\n", ",,,\n") + ",,,,\n",
        '"code" , "cost_cny"\n'.replace(" ", "") + 'A,"1,234.50"\nB,2\n',
        " code ,ｃｏｓｔ_cny\nA,￥1234.5\nB,2元\n",
    ],
)
def test_a_list_is_the_same_however_its_cells_are_parted(text, tmp_path):
    assert listed(text, tmp_path) == (
        [{"code": "A", "cost_cny": 1234.5}, {"code": "B", "cost_cny": 2}],
        [],
    )


@pytest.mark.parametrize("word", ["合计", "Total:", "总计"])
def test_a_row_of_sums_is_one_problem_however_little_it_holds(word, tmp_path):
    (told,) = listed(PLAIN + f"{word},\n", tmp_path)[1]
    assert told.startswith("list.csv row 4: sums up the rows above it")


@pytest.mark.parametrize(
    "code",
    [
        "3.79589E+18",
        "3795889555857600000",
        "1001.0",
        "2026-08-02 00:00:00",
        "2026/8/2",
        "8月2日",
        "2-Aug",
        "10:30",
    ],
)
def test_a_code_that_excel_turned_into_something_else_is_refused(code, tmp_path):
    (told,) = listed(f"code,cost_cny\n{code},1\n", tmp_path)[1]
    assert f"row 2 [code] = '{code}': is no code any more: Excel made a number" in told


def test_a_character_that_cannot_be_seen_is_refused_by_its_number(tmp_path):
    """A soft return pasted from slides once passed the check and stopped a document."""
    (told,) = listed("code,cost_cny\nA\x0bB,1\n", tmp_path)[1]
    assert "row 2 [code] = 'A\\x0bB': holds the character U+000B, which cannot be seen" in told


def test_a_cell_without_end_names_its_line(tmp_path):
    with pytest.raises(ProblemError, match=r"not a CSV file \(line 2\): field larger than"):
        listed("code,cost_cny\n" + "x" * 200_000 + ",1\n", tmp_path)
