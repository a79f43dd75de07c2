"""A form that was changed by hand is read or refused at its cell; nothing is silently left out."""

from datetime import datetime, time

import openpyxl
import pytest

from playbook.clients.load import read_skus, sku_columns
from playbook.clients.workbook.form import KEY, VALUE, read_intake
from sim.messages import ProblemError


def intake(rows, folder):
    """Return what a workbook of these rows states, and its problems as they are told."""
    workbook = openpyxl.Workbook()
    for sheet, lines in ((workbook.active, rows), (workbook.create_sheet(), SEASON)):
        for line in lines:
            sheet.append(line)
    workbook.save(folder / "form.xlsx")
    found = read_intake(folder / "form.xlsx", "form.xlsx")
    return found.tree, [str(problem) for problem in found.problems]


HEADS = [None, VALUE, KEY]
SEASON = [HEADS, [None, 4, "season.months"]]


def test_a_key_that_is_no_setting_is_refused_and_suggests_one(tmp_path):
    told = intake([HEADS, [None, 50, "store.shopes"], [None, 1, "stroe.shops"]], tmp_path)[1]
    assert told == [
        "form.xlsx [store].shopes = 50: no such setting. Did you mean 'shops'?",
        "form.xlsx [stroe].shops = 1: no such setting. Did you mean 'store'?",
    ]


@pytest.mark.parametrize(
    "key",
    ["client.name.deep.er", "store.shops[9]", "store.shops[0]", "store.", ".store", "store..x"],
)
def test_a_key_that_runs_through_a_value_is_refused(key, tmp_path):
    rows = [HEADS, [None, "A", "client.name"], [None, 50, "store.shops"], [None, 1, key]]
    tree, told = intake(rows, tmp_path)
    assert (tree["client"]["name"], tree["store"]["shops"], len(told)) == ("A", 50, 1)
    assert "no such setting" in told[0]


@pytest.mark.parametrize("mark", ["[client.name]", "[[store.shops.x]]", "[...]", "[client]"])
def test_rows_below_a_mark_that_is_no_list_are_refused(mark, tmp_path):
    told = intake([[mark, "a", "b"], [None, 1, 2]], tmp_path)
    assert any("no such list of a client file" in line for line in told[1])


CLASSES = [None, "up_to_cny", "roles"]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([CLASSES, [None, 5000, "cfo"]], "the mark [chain.classes] is gone from this row of heads"),
        ([[None, 50, "store.shops"]], f"= 'store.shops': has no heads '{VALUE}' and '{KEY}' above"),
    ],
)
def test_what_has_lost_its_heads_is_refused(rows, rule, tmp_path):
    (told,) = intake(rows, tmp_path)[1]
    assert rule in told


def test_a_column_that_no_list_has_is_refused(tmp_path):
    rows = [["[[chain.classes]]", "up_to_cny", "role"], [None, 5000, "cfo"]]
    told = intake(rows, tmp_path)[1]
    assert told == [
        "form.xlsx [chain].classes.#1.role = 'cfo': no such column. Did you mean 'roles'?"
    ]


def test_limits_of_authority_are_read_as_people_write_them(tmp_path):
    rows = [["[[chain.classes]]", "up_to_cny", "roles"], [None, "1万元以下", "dept_head + cfo"]]
    tree = intake(rows, tmp_path)[0]
    (row,) = tree["chain"]["classes"]
    assert (row["up_to_cny"], [role.strip() for role in row["roles"]]) == (
        10_000,
        ["dept_head", "cfo"],
    )


def test_a_limit_without_end_says_what_to_write(tmp_path):
    rows = [["[[chain.classes]]", "up_to_cny", "roles"], [None, "不限", "cfo"]]
    told = intake(rows, tmp_path)[1]
    assert "write the highest amount that is asked for" in told[0]


SOUND = {
    "code": "A",
    "name_en": "Tissues",
    "category": "tissues",
    "unit_cost_cny": 6,
    "list_price_cny": 16.8,
    "store_price_cny": 16.8,
    "stock_units": 900,
    "lead_days": 15,
    "weight_kg": 0.2,
    "units_per_month": 300,
    "one_photo": True,
    "photo_ready": True,
    "certificate_ready": True,
    "gift_only": False,
}


def listed(folder, *rows, last=()):
    """Return the SKUs of a workbook's list, or its problems."""
    workbook = openpyxl.Workbook()
    names = list(sku_columns())
    workbook.active.append(["[[skus]]", *names])
    for row in rows:
        filled = {**SOUND, **row}
        workbook.active.append([None, *(filled.get(name) for name in names)])
    workbook.active.append(list(last))
    workbook.save(folder / "form.xlsx")
    try:
        return read_skus(folder / "form.xlsx").skus
    except ProblemError as error:
        return [str(problem) for problem in error.problems]


def test_cells_of_a_list_are_read_as_people_write_them(tmp_path):
    written = {"unit_cost_cny": "￥6", "lead_days": "15天", "weight_kg": "0.2kg", "one_photo": "是"}
    assert listed(tmp_path, written) == listed(tmp_path, {})


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("code", 3795889555857600000, "must be text; set the format of the cell to text"),
        ("code", 12.5, "must be text"),
        ("code", datetime(2026, 8, 2), "must be text"),
        ("code", time(10, 30), "must be text"),
        ("name_en", datetime(2026, 8, 2), "must be text"),
        ("name_en", "soft_x000B_return", "holds the character U+000B, which cannot be seen"),
        ("lead_days", datetime(2026, 8, 2), "the cell has the format of a date or a time"),
        ("unit_cost_cny", "=1/0", "holds a formula without a calculated value"),
        ("unit_cost_cny", "3-5", "a finite number is needed"),
    ],
)
def test_a_cell_whose_type_cannot_be_is_one_problem_with_its_place(column, cell, rule, tmp_path):
    (told,) = listed(tmp_path, {}, {"code": "B", column: cell})
    assert told.startswith(f"form.xlsx [Sheet] row 3 [{column}]")
    assert rule in told


def test_a_total_at_the_bottom_is_one_problem(tmp_path):
    (told,) = listed(tmp_path, {}, last=[None, "合计", None, None, None, 6])
    assert told.startswith("form.xlsx [Sheet] row 3: sums up the rows above it")
