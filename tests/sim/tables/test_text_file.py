"""A text file is read in the encoding that it surely has; what is not sure is refused by name."""

import os

import pytest

from sim.messages import ProblemError
from sim.places import data_dir
from sim.tables.text_file import text_of

LIST = (data_dir() / "clients" / "company_a_skus.csv").read_text(encoding="utf-8")
TRADITIONAL = "code,name\nA1,純棉柔巾（抽取式）\nA2,嬰兒紗布浴巾六層\n"


def refused(path):
    with pytest.raises(ProblemError) as told:
        text_of(path, "list.csv")
    return str(told.value)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030"],
)
def test_a_chinese_list_is_the_same_in_every_encoding(encoding, tmp_path):
    (tmp_path / "list.csv").write_bytes(LIST.encode(encoding))
    assert text_of(tmp_path / "list.csv", "list.csv").lstrip("\ufeff") == LIST


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_lines_end_as_they_do_here(end, tmp_path):
    (tmp_path / "list.csv").write_bytes(LIST.encode().replace(b"\n", end))
    assert text_of(tmp_path / "list.csv", "list.csv") == LIST


def test_a_list_in_traditional_letters_is_read_in_big5(tmp_path):
    (tmp_path / "list.csv").write_bytes(TRADITIONAL.encode("big5"))
    assert text_of(tmp_path / "list.csv", "list.csv") == TRADITIONAL


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("A1,Cötton".encode("cp1252"), "not UTF-8 text (byte 4), nor surely GBK, Big5 or UTF-16."),
        ("A1,包".encode("gbk"), "it may be GBK as well as Big5."),
        (b"PK\x03\x04" + bytes(80), "is no text but an Excel workbook or another packed file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(80), "is no text but a picture."),
        (b"code,name\nA\0B,x\n", "is no text: it holds the character of value 0."),
        (b"\xff\xfe\x00\xd8", "is damaged: no UTF-16 text."),
        (bytes(range(256)) * 10, "not UTF-8 text (byte 128)"),
    ],
)
def test_what_is_not_sure_is_refused_by_name(content, rule, tmp_path):
    (tmp_path / "list.csv").write_bytes(content)
    assert rule in refused(tmp_path / "list.csv")
    assert refused(tmp_path / "list.csv").endswith("Save it as UTF-8 (in Excel: CSV UTF-8).")


def test_what_is_no_file_is_refused_at_once(tmp_path):
    """Reading a pipe waits for ever, a device has no end."""
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe or a device" in refused(tmp_path / "pipe")
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("name", ["none.csv", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_there_is_told(name, tmp_path):
    assert any(rule in refused(tmp_path / name) for rule in ("does not exist", "cannot be read"))
