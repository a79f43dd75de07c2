"""A client as an Excel workbook: filled in by hand, read with the same strictness as TOML."""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from playbook.clients.load import load_client
from playbook.clients.workbook.form import KEY, VALUE
from playbook.commands.client_file import check
from playbook.engagement.engagement import Engagement, files_read
from playbook.intake.convert import converted, write_workbook
from playbook.project.plan import checked
from sim.messages import ProblemError
from sim.places import data_dir

CLIENTS = data_dir() / "clients"
AGENCIES = "company_a_partners.csv"
NAMES = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """Return the workbook of each client of the project, written once."""
    folder = tmp_path_factory.mktemp("forms")
    sources = {name: str(CLIENTS / f"{name}.toml") for name in NAMES}
    return {
        name: converted(source, name, xlsx=True, out=folder / f"{name}.xlsx")
        for name, source in sources.items()
    }


@pytest.fixture
def edited(forms, tmp_path, monkeypatch):
    """Return a function that changes the workbook of company A as its owner would in Excel."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(CLIENTS / AGENCIES, tmp_path)

    def edit(change):
        workbook = openpyxl.load_workbook(forms["company_a"])
        change(workbook)
        workbook.save("acme.xlsx")
        return "acme.xlsx"

    return edit


@pytest.fixture(scope="module")
def form(forms):
    """Return the workbook of company A, to look up where a key stands in it."""
    return openpyxl.load_workbook(forms["company_a"])


def cell_of(workbook, key):
    """Return the cell to fill in for a key."""
    for sheet in workbook:
        heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=8) for cell in row}
        if KEY in heads:
            for row in range(1, sheet.max_row + 1):
                if sheet.cell(row, heads[KEY]).value == key:
                    return sheet.cell(row, heads[VALUE])
    raise LookupError(key)


def setting(key, value):
    def change(workbook):
        cell = cell_of(workbook, key)
        cell.value = value
        if isinstance(value, int):
            cell.number_format = "General"

    return change


def refused(path):
    with pytest.raises(ProblemError) as told:
        checked(str(path))
    return str(told.value).splitlines()


# --- nothing is lost on the way ---


@pytest.mark.parametrize("name", NAMES)
def test_a_client_is_the_same_in_either_form(name, forms, tmp_path):
    """TOML -> workbook -> TOML -> workbook: the same file, world, assumptions and SKU list."""
    again = converted(str(forms[name]), name, xlsx=False, out=tmp_path / "again.toml")
    last = converted(str(again), name, xlsx=True, out=tmp_path / "last.xlsx")
    paths = (CLIENTS / f"{name}.toml", forms[name], again, last)
    (first, skus), *others = (checked(str(path)) for path in paths)
    for other, listed in others:
        assert _without_list(other) == _without_list(first)
        assert other.scenario == first.scenario
        assert other.assumptions == first.assumptions
        assert listed.skus == skus.skus
        assert other.file.range.basis == first.file.range.basis


def _without_list(client):
    """Return a client's file without the name of its SKU list, which another form changes."""
    return client.file.model_copy(update={"range": None})


def test_the_list_of_agencies_goes_along_with_a_client(forms):
    assert (forms["company_a"].parent / AGENCIES).read_bytes() == (CLIENTS / AGENCIES).read_bytes()


def test_a_workbook_whose_list_of_agencies_is_missing_is_refused(forms, tmp_path):
    shutil.copy(forms["company_a"], tmp_path)
    (told,) = refused(tmp_path / "company_a.xlsx")
    assert told == f"{AGENCIES}: the file does not exist."


def test_a_workbook_is_opened_once_for_its_settings_and_its_list(edited, monkeypatch):
    path, opened, load = edited(setting("store.shops", 49)), [], openpyxl.load_workbook
    monkeypatch.setattr(
        openpyxl, "load_workbook", lambda *a, **k: opened.append(k) or load(*a, **k)
    )
    client, listed = checked(str(Path(path).resolve()))
    assert (client.file.store.shops, bool(listed.skus), len(opened)) == (49, True, 1)


def test_remarks_of_a_toml_file_come_back_as_comments(forms, tmp_path):
    again = converted(str(forms["company_a"]), "a", xlsx=False, out=tmp_path / "again.toml")
    (line,) = [x for x in again.read_text(encoding="utf-8").splitlines() if x.startswith("shops =")]
    assert line.split("#") == ["shops = 50                          ", " own shops (S10)"]


def test_a_new_workbook_is_in_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_workbook("喆堃 Home & Co", "today")
    assert load_client(path).file.client.name == "喆堃 Home & Co"
    check.main([str(path)], standalone_mode=False)


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "+1", "@SUM(A1)", "'quoted", '"A" & "B"'])
def test_a_hostile_name_stays_text(name, edited, tmp_path):
    def change(workbook):
        cell = cell_of(workbook, "client.name")
        # openpyxl takes '=' for a formula; the owner of a form types into a cell of format text
        cell.value, cell.data_type = name, "s"

    path = edited(change)
    assert load_client(path).file.client.name == name
    again = converted(path, "again", xlsx=True, out=tmp_path / "again.xlsx")
    cell = cell_of(openpyxl.load_workbook(again), "client.name")
    assert (cell.data_type, load_client(again).file.client.name) == ("s", name)


def test_the_same_client_gives_the_same_bytes_in_another_process(forms, tmp_path):
    code = (
        "import sys; from pathlib import Path; from playbook.intake.convert import converted\n"
        "converted(sys.argv[1], 'a', xlsx=True, out=Path(sys.argv[2]))"
    )
    out = tmp_path / "again.xlsx"
    source = CLIENTS / "company_a.toml"
    subprocess.run([sys.executable, "-c", code, str(source), str(out)], check=True)
    assert out.read_bytes() == forms["company_a"].read_bytes()


def test_nothing_is_overwritten_and_no_half_is_written(forms, tmp_path):
    """The SKU list of a TOML file is in the way, so the TOML file is not written either."""
    (tmp_path / "acme_skus.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemError, match=r"acme_skus\.csv: exists already and is not overwr"):
        converted(str(forms["company_a"]), "acme", xlsx=False, out=tmp_path / "acme.toml")
    assert [path.name for path in tmp_path.iterdir()] == ["acme_skus.csv"]


def test_provenance_names_the_workbook_once(forms):
    """Client and SKU list are one file with one digest."""
    ((name, digest),) = files_read(Engagement(load_client(forms["company_a"])))
    assert (name, len(digest)) == ("company_a.xlsx", 64)


# --- what is wrong is told with its cell ---


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("store.margin_share", 1.2, "[store].margin_share = 1.2: must be less than 1."),
        ("store.margin_share", "much", "[store].margin_share = 'much': must be a number."),
        ("store.order_value_cny", None, "[store].order_value_cny: is missing. Fill in the cell."),
        ("season.months", 4.5, "[season].months = 4.5: must be a whole number."),
        ("season.start", 40391, "a date, but the cell has the format of a number."),
        ("season.start", datetime(2010, 8, 2), "starts on the first of one. Write 2010-08-01."),
        ("store.same_price", "perhaps", "[store].same_price = 'perhaps': must be TRUE or FALSE."),
        ("client.category", "cosmetic", "must be one of 'cotton_daily', 'cosmetics', 'appliance'."),
        ("client.era", None, "[client].era: the era is missing."),
        ("client.name", None, "[client].name: is missing. Fill in the cell."),
        ("charter.instruments", "gifts", "[charter].instruments = 'gifts': no kind asks for such"),
        ("reported.online_share", "=1/0", "[reported].online_share: holds a formula without a"),
    ],
)
def test_a_problem_names_sheet_and_cell(key, value, told, edited, form):
    path, cell = edited(setting(key, value)), cell_of(form, key)
    (line,) = refused(path)
    assert line.startswith(f"acme.xlsx [{cell.parent.title}]!{cell.coordinate} [")
    assert told in line


def test_all_problems_are_told_at_once(edited):
    def change(workbook):
        for key in ("store.margin_share", "supply.parcels_per_day", "season.months"):
            setting(key, "?")(workbook)
        setting("store.shops", -1)(workbook)

    assert len(refused(edited(change))) == 4


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("season.months", "4"),
        ("store.shops_sales_month_cny", "1 950 000"),
        ("store.margin_share", "60 %"),
        ("season.start", "2010/8/1"),
        ("client.era", 2010),
        ("office.days", "mon，tue、wed；thu\nfri"),
        ("chain.reminders", ""),
        ("chain.reminders", "  "),
    ],
)
def test_another_way_to_write_the_same_is_the_same(key, value, edited, forms):
    changed = load_client(edited(setting(key, value)))
    assert _without_list(changed) == _without_list(load_client(forms["company_a"]))


def test_sheets_may_be_renamed_rows_moved_and_notes_added(edited, forms):
    def change(workbook):
        sheet = cell_of(workbook, "store.shops").parent
        sheet.title = "Our shop"
        sheet.insert_rows(6, 3)
        sheet["L20"] = "ask Mr Li"
        workbook.create_sheet("Notes")["A1"] = "called on Monday"

    changed = load_client(edited(change))
    assert _without_list(changed) == _without_list(load_client(forms["company_a"]))


def merge(workbook):
    cell = cell_of(workbook, "store.order_value_cny")
    cell.parent.merge_cells(
        start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column
    )


def error(workbook):
    cell = cell_of(workbook, "store.shops")
    cell.value, cell.data_type = "#DIV/0!", "e"


def without_key(workbook):
    cell = cell_of(workbook, "store.shops")
    cell.parent.cell(cell.row, 9).value = None


def twice(workbook):
    cell = cell_of(workbook, "store.shops")
    cell.parent.cell(cell.row + 1, 9).value = "store.shops"


def misspelt(workbook):
    cell = cell_of(workbook, "store.shops")
    cell.parent.cell(cell.row, 9).value = "store.shop"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (merge, "[store].margin_share: lies in the merged cells C6:C7; unmerge them."),
        (error, "[store].shops: holds Excel's error #DIV/0!"),
        (without_key, "= 50: no key stands in its row, in the column 'Key 键名'."),
        (twice, "[store].shops: stands twice, also at [Store 店铺]!C"),
        (misspelt, "[store].shop = 50: no such setting. Did you mean 'shops'?"),
    ],
)
def test_a_form_that_was_broken_says_where(change, told, edited):
    assert any(told in line for line in refused(edited(change)))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("old.xls", "this form of spreadsheet is not read. Open it in Excel and save it as"),
        ("locked.xlsx", "is locked with a password, or is an old Excel workbook (*.xls)."),
        ("plan.xlsx", "is no intake form: none of its sheets has settings."),
    ],
)
def test_another_file_is_refused_in_words(name, told, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0 not a workbook")
    if name == "plan.xlsx":
        openpyxl.Workbook().save(path)
    assert told in refused(str(path))[0]


# --- lists ---


def grid_of(workbook, mark):
    """Return the sheet of a list and the row of its keys, by column name."""
    for sheet in workbook:
        for row in range(1, 15):
            if sheet.cell(row, 1).value == mark:
                cells = sheet[row]
                return sheet, row, {cell.value: cell.column for cell in cells if cell.value}
    raise LookupError(mark)


def fill(workbook, mark, *rows):
    sheet, head, columns = grid_of(workbook, mark)
    for row, content in enumerate(rows, start=head + 1):
        for name, value in content.items():
            sheet.cell(row, columns[name]).value = value


OWN = {
    "id": "live_slot",
    "name": "Live slot",
    "rate_per_month": 2,
    "window_h[1]": 6,
    "window_h[2]": 20,
    "cost_cny[1]": 5000,
    "cost_cny[2]": "12 000",
    "visitors[1]": 4000,
    "visitors[2]": 12000,
    "conversion_share": 0.02,
    "asks": "budget; gift",
}


def test_lists_are_read_row_by_row(edited):
    def change(workbook):
        fill(workbook, "[[offers.own]]", OWN)
        fill(workbook, "[chain.approvers]", {"(id)": "gm", "deputy": "TRUE", "looks": "10:00"})
        fill(workbook, "[project.task_days]", _days("PF7", 3, 5, 9))

    file = load_client(edited(change)).file
    (own,) = file.offers.own
    assert (own.window_h, own.cost_cny, own.asks) == ((6, 20), (5000, 12000), ("budget", "gift"))
    assert (file.chain.approvers["gm"].deputy, file.chain.approvers["gm"].looks) == (
        True,
        ("10:00",),
    )
    assert file.project.task_days == {"PF7": (3, 5, 9)}


def _days(task, *days):
    return {"(id)": task} | {f"value[{part}]": each for part, each in enumerate(days, start=1)}


@pytest.mark.parametrize(
    ("mark", "rows", "told"),
    [
        ("[[offers.own]]", [OWN | {"window_h[1]": None}], "[offers].own.#1.window_h.#1: is empty,"),
        ("[[offers.own]]", [OWN | {"conversion_share": 2}], "own.#1.conversion_share = 2: must be"),
        ("[[offers.own]]", [OWN | {"name": None}], "[offers].own.#1.name: is missing. Fill in"),
        ("[chain.approvers]", [{"deputy": True}], "[chain].approvers.#1: this row has no name."),
        ("[chain.approvers]", [{"(id)": "gm", "people": 0}] * 2, "gm: two rows have this name."),
        (
            "[project.task_days]",
            [_days("PF7", 3, None, 9)],
            "task_days.PF7.value.#2: is empty, but",
        ),
        (
            "[[chain.classes]]",
            [{"up_to_cny": 5, "roles": "boss"}],
            "#1.roles = 'boss': no such app",
        ),
    ],
)
def test_a_problem_of_a_list_names_its_cell(mark, rows, told, edited, form):
    path = edited(lambda workbook: fill(workbook, mark, *rows))
    sheet, head, _ = grid_of(form, mark)
    lines = refused(path)
    (line,) = [line for line in lines if told in line]
    assert line.startswith(f"acme.xlsx [{sheet.title}]!")
    assert line.split("!")[1].split()[0].lstrip("ABCDEFGHIJKLMNOPQ") in (
        str(head + 1),
        str(head + 2),
    )


def test_a_problem_of_the_sku_list_names_its_row(edited):
    path = edited(lambda workbook: fill(workbook, "[[skus]]", {"stock_units": "many"}))
    (line,) = refused(path)
    assert line.startswith("acme.xlsx [SKU list SKU清单] row 11 [stock_units] = 'many': a whole")


def test_a_list_in_a_file_and_in_the_workbook_is_one_too_many(edited):
    path = edited(setting("range.skus", "list.csv"))
    assert "names a file, but the list stands in this workbook too" in refused(path)[0]


def test_a_setting_replaces_what_a_cell_states(forms):
    assert load_client(forms["company_a"], ["store.shops=3"]).file.store.shops == 3
    with pytest.raises(ProblemError, match=r"company_a\.xlsx \[store\]\.shops = -1"):
        load_client(forms["company_a"], ["store.shops=-1"])


def test_a_setting_of_a_known_client_leaves_the_problems_of_other_cells_in_their_place(forms):
    client = load_client(forms["company_a"])
    with pytest.raises(
        ProblemError, match=r"xlsx \[.+\]![A-Z]+\d+ \[project\]\.go_live = .*must come"
    ):
        client.with_settings("project.start_date=2040-01-01")


def test_the_working_folder_needs_no_other_file(forms, tmp_path, monkeypatch):
    """The workbook holds its SKU list: it may be sent alone."""
    monkeypatch.chdir(tmp_path)
    Path("alone.xlsx").write_bytes(forms["cosmetics_today"].read_bytes())
    assert checked("alone.xlsx")[1].skus
