"""Files are written whole or not at all, and what is kept is read only as it was written."""

import os
import subprocess
import sys
import time

import pytest

from sim import keeping
from sim.keeping import keep, keep_newest, kept, sweep, unfinished, write_whole


@pytest.fixture
def ended():
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_takes_the_place_of_what_stood_there(tmp_path):
    for content in (b"old", b"new"):
        write_whole(tmp_path / "made" / "file", content)
    assert [path.read_bytes() for path in (tmp_path / "made").iterdir()] == [b"new"]


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path):
    """A folder stands where the file should; in a cache it is then not kept, and nobody is told."""
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"content")
    keep(tmp_path / "folder", b"content")
    assert names_in(tmp_path) == ["folder"]


@pytest.mark.parametrize("content", [b"", b"\n", b"a\nb\n", bytes(range(256)), b"0" * 64])
def test_what_was_kept_is_read_again(tmp_path, content):
    keep(tmp_path / "file", content)
    assert kept(tmp_path / "file") == content


def test_one_bit_that_flipped_makes_it_another_file(tmp_path):
    keep(tmp_path / "file", b"content")
    whole = (tmp_path / "file").read_bytes()
    for bit in range(8 * len(whole)):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        (tmp_path / "file").write_bytes(flipped)
        assert kept(tmp_path / "file") is None, bit


@pytest.mark.parametrize("broken", [b"", b"5", b"[[1]]", b"[" * 5_000, b"\xff" * 64, b"\n"])
def test_what_was_not_kept_so_is_not_there(tmp_path, broken):
    (tmp_path / "file").write_bytes(broken)
    assert kept(tmp_path / "file") is None


@pytest.mark.parametrize("name", ["none", "", "x" * 5_000, "a\0b"])
def test_what_no_file_can_be_called_is_not_there(tmp_path, name):
    assert kept(tmp_path / name) is None


def test_what_a_killed_process_left_is_removed(tmp_path, ended, monkeypatch):
    with monkeypatch.context() as there:
        there.setattr(os, "getpid", lambda: ended)
        left = unfinished("report")
    (tmp_path / f"{left}abcd_123").mkdir()
    (tmp_path / f"{left}abcd_124").write_text("half a file", encoding="utf-8")
    sweep(tmp_path)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", [".summary-abcdefgh", ".bashrc", "report-0a0a0a0a.1-abcdefgh"])
def test_what_others_left_stays(tmp_path, name):
    (tmp_path / name).mkdir()
    sweep(tmp_path)
    assert names_in(tmp_path) == [name]


def test_what_is_being_written_stays_for_a_day(tmp_path):
    path = tmp_path / f"{unfinished('report')}abcdefgh"
    path.mkdir()
    sweep(tmp_path)
    assert names_in(tmp_path) == [path.name]
    os.utime(path, (time.time() - 90_000,) * 2)
    sweep(tmp_path)
    assert names_in(tmp_path) == []


def test_another_machines_process_is_not_asked(tmp_path, ended, monkeypatch):
    monkeypatch.setattr(keeping, "_MACHINE", "00000000")
    monkeypatch.setattr(os, "getpid", lambda: ended)
    (tmp_path / f"{unfinished('report')}abcdefgh").mkdir()
    monkeypatch.undo()
    sweep(tmp_path)
    assert len(names_in(tmp_path)) == 1


def test_writing_sweeps_first(tmp_path, ended, monkeypatch):
    with monkeypatch.context() as there:
        there.setattr(os, "getpid", lambda: ended)
        left = unfinished("seasons")
    (tmp_path / f"{left}abcdefgh").write_text("half", encoding="utf-8")
    write_whole(tmp_path / "seasons", b"whole")
    assert names_in(tmp_path) == ["seasons"]


def test_the_newest_stay_where_there_are_more_than_can_be(tmp_path):
    for age, name in enumerate("dcba"):
        (tmp_path / f"{name}.kept").write_bytes(b"")
        os.utime(tmp_path / f"{name}.kept", (1_000 - age,) * 2)
    keep_newest(tmp_path, "*.kept", 4)
    assert len(names_in(tmp_path)) == 4
    keep_newest(tmp_path, "*.kept", 3)
    assert names_in(tmp_path) == ["b.kept", "c.kept", "d.kept"]
