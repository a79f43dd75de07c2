"""A table is read once, and again when its file changes; a reader cannot change what others see."""

import shutil

from sim.places import data_dir
from sim.tables.read import read_table


def test_what_one_reader_does_to_the_list_of_rows_no_other_sees():
    read_table("team/roles").clear()
    assert read_table("team/roles")


def test_a_changed_file_is_read_again(tmp_path):
    (tmp_path / "team").mkdir()
    for name in ("columns", "team/roles"):
        shutil.copyfile(data_dir() / f"{name}.csv", tmp_path / f"{name}.csv")
    assert read_table("team/roles", tmp_path)[0]["name_en"] == "Account director"

    table = tmp_path / "team" / "roles.csv"
    text = table.read_text(encoding="utf-8").replace("Account director", "Director of accounts")
    table.write_text(text, encoding="utf-8", newline="\n")
    assert read_table("team/roles", tmp_path)[0]["name_en"] == "Director of accounts"
