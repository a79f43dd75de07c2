"""What the intake form says of its keys, and the SKU lists that Excel saves beside it."""

import pytest

from playbook.clients.fields import Field, client_sections
from playbook.clients.load import load_client, read_skus, sku_columns
from playbook.clients.workbook.cells import read_value
from playbook.clients.workbook.form import SKUS
from playbook.intake.toml_text import as_cell, toml_text
from playbook.intake.words import Explained
from playbook.study.season_cache import study_name
from playbook.words.names import client_keys
from sim.client.chain_file import is_chain_file
from sim.messages import ProblemError
from sim.places import data_dir
from sim.tables.read import by_key

LIST = data_dir() / "clients" / "company_a_skus.csv"


def test_every_key_is_explained_in_both_languages():
    """A new key of the schema needs its row in data/clients/keys.csv."""
    paths = [f"{SKUS}.{name}" for name in sku_columns()]
    for section in client_sections():
        paths += [section.name, *(field.name for field in section.fields)]
        for grid in section.grids:
            paths += [grid.path, *(f"{grid.path}.{column.name}" for column in grid.columns)]
            paths += [f"{grid.path}.(id)"] if grid.named else []
    assert set(paths) - by_key("market/assumptions").keys() - client_keys().keys() == set()


def test_a_key_that_no_table_explains_is_named_and_has_its_unit():
    words = Explained("today").field(Field(path="warehouse.rent_cny", kind="number"))
    assert (words.meaning, words.unit, words.unit_zh) == ("rent cny", "CNY", "元")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", '=HYPERLINK("x")'),
        ("text", " spaces "),
        ("text", '"quoted"'),
        ("text", ""),
        ("number", 0.1 + 0.2),
        ("number", 1e-300),
        ("integer", 10**20),
        ("words", ["a;b", "", " c "]),
        ("words", []),
        ("words", ["10:00", "16:00"]),
        ("literal", {"a b": [1.5, True, {"c": "d"}]}),
    ],
)
def test_what_is_written_into_a_cell_is_read_from_it(kind, value):
    field = Field(path="store.key", kind=kind, item="text")
    assert read_value(field, as_cell(value, field)) == value


def test_seasons_are_kept_by_what_is_stated_and_not_by_the_file(tmp_path):
    """A comment changes the file and no number; a number changes the name."""
    source = data_dir() / "clients" / "company_a.toml"
    text = source.read_text(encoding="utf-8")
    copy = tmp_path / "copy.toml"
    copy.write_text(f"# a comment\n{text}", encoding="utf-8")
    names = [study_name(load_client(path), {"seed": 1}) for path in (source, copy)]
    assert names[0] == names[1]
    assert study_name(load_client(source, ["store.shops=3"]), {"seed": 1}) != names[0]


def test_toml_puts_plain_keys_before_sections_and_quotes_what_needs_it():
    tree = {"chain": {"classes": [{"up_to_cny": 5}], "attention": "net", "approvers": {"a b": {}}}}
    plain, rows, named = toml_text(tree).split("\n\n")
    assert plain == '[chain]\nattention = "net"'
    assert rows == "[[chain.classes]]\nup_to_cny = 5"
    assert named == '[chain.approvers."a b"]\n'


def test_a_workbook_is_no_chain_file(tmp_path):
    (tmp_path / "acme.xlsx").write_bytes(b"PK")
    assert not is_chain_file(tmp_path / "acme.xlsx")


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("true", "TRUE").replace("false", "FALSE").encode("utf-8"),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"),
        lambda text: (text + "," * 16 + "\n").encode("utf-8"),
        lambda text: text.encode("gbk"),
    ],
    ids=["TRUE", "mark", "empty row", "GBK"],
)
def test_a_sku_list_that_excel_saved_is_the_same_list(saved, tmp_path):
    path = tmp_path / "skus.csv"
    path.write_bytes(saved(LIST.read_text(encoding="utf-8")))
    assert read_skus(path).skus == read_skus(LIST).skus


def test_a_sku_list_in_a_european_encoding_is_no_chinese(tmp_path):
    """GBK would read these bytes as rare letters; Excel's owner is asked for UTF-8."""
    path = tmp_path / "skus.csv"
    text = LIST.read_text(encoding="utf-8").encode("ascii", "ignore").decode()
    path.write_bytes(text.replace("Cotton", "Cötton").encode("cp1252"))
    with pytest.raises(ProblemError, match=r"not UTF-8 text .* Save it as UTF-8"):
        read_skus(path)
