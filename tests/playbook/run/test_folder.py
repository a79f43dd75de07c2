import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest

from playbook.run.folder import MANIFEST, check_same_report, written
from sim.ending import UNDER_WAY
from sim.keeping import unfinished
from sim.messages import ProblemError


def digest(text):
    return sha256(text.encode("utf-8")).hexdigest()


def write_report(place, text="first", client="Company A"):
    with written(place) as fresh:
        manifest = {
            "made_by": "greenchannel",
            "notebook": "pitch",
            "client": client,
            "outputs": {"pitch.html": digest(text)},
        }
        check_same_report(place, manifest)
        (fresh / "pitch.html").write_text(text, encoding="utf-8")
        (fresh / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def everything_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_report_appears_whole_with_the_folders_above_it(tmp_path):
    write_report(tmp_path / "a" / "b")
    assert everything_below(tmp_path) == ["a", "a/b", f"a/b/{MANIFEST}", "a/b/pitch.html"]


def test_our_own_report_is_replaced(tmp_path):
    write_report(tmp_path / "out")
    write_report(tmp_path / "out", "second")
    assert (tmp_path / "out" / "pitch.html").read_text(encoding="utf-8") == "second"
    assert everything_below(tmp_path) == ["out", f"out/{MANIFEST}", "out/pitch.html"]


def test_an_empty_folder_is_no_obstacle(tmp_path):
    (tmp_path / "out").mkdir()
    write_report(tmp_path / "out")
    assert (tmp_path / "out" / "pitch.html").exists()


def test_a_failure_leaves_nothing_not_even_the_folders_above(tmp_path):
    def fail():
        with written(tmp_path / "a" / "b") as fresh:
            (fresh / "half.html").write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert everything_below(tmp_path) == []


def test_a_failure_leaves_the_old_report_as_it_was(tmp_path):
    write_report(tmp_path / "out")

    def fail():
        with written(tmp_path / "out"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (tmp_path / "out" / "pitch.html").read_text(encoding="utf-8") == "first"
    assert everything_below(tmp_path) == ["out", f"out/{MANIFEST}", "out/pitch.html"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda out: (out / "pitch.html").write_text("mine"), r"pitch.html: was changed after it"),
        (lambda out: (out / "notes.txt").write_text("mine"), r"notes.txt: was not written by this"),
        (lambda out: (out / MANIFEST).write_text("{}"), "holds files that this program did not"),
        (lambda out: (out / MANIFEST).unlink(), "holds files that this program did not write"),
    ],
)
def test_what_somebody_touched_is_never_overwritten(tmp_path, spoil, message):
    out = tmp_path / "out"
    write_report(out)
    spoil(out)
    before = {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(ProblemError, match=message) as caught:
        write_report(out, "second")
    assert "Move it away or choose another folder." in str(caught.value)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemError, match="out: is not a folder"):
        write_report(tmp_path / "out")


def test_the_report_of_another_client_is_not_replaced(tmp_path):
    write_report(tmp_path / "out")
    with pytest.raises(ProblemError, match=r"holds the report of another client \(Company A\)"):
        write_report(tmp_path / "out", client="Company B")
    assert everything_below(tmp_path) == ["out", f"out/{MANIFEST}", "out/pitch.html"]


def test_a_folder_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemError, match=r"cannot be written \(.*\)\. Choose another folder"):
        write_report(tmp_path / "file" / "out")


def test_a_closed_folder_cannot_be_written(tmp_path, monkeypatch):
    """No folder is closed to root, so the system's refusal is played."""

    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("playbook.run.folder.tempfile.mkdtemp", refuse)
    with pytest.raises(ProblemError, match=r"out: cannot be written \(Permission denied\)"):
        write_report(tmp_path / "new" / "out")
    assert everything_below(tmp_path) == []


def left_by_a_killed_run(monkeypatch, parent, name):
    """Return a folder as a process leaves it that was killed while it wrote a report."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    with monkeypatch.context() as there:
        there.setattr(os, "getpid", lambda: process.pid)
        folder = parent / f"{unfinished(name)}abcdefgh"
    folder.mkdir()
    return folder


def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path, monkeypatch):
    left = left_by_a_killed_run(monkeypatch, tmp_path, "out")
    (left / "half.html").write_text("half", encoding="utf-8")
    write_report(tmp_path / "other")
    assert everything_below(tmp_path) == ["other", f"other/{MANIFEST}", "other/pitch.html"]


def test_a_report_that_a_killed_run_had_moved_aside_is_put_back(tmp_path, monkeypatch):
    write_report(tmp_path / "out")
    aside = left_by_a_killed_run(monkeypatch, tmp_path, "out")
    (tmp_path / "out").rename(aside / "out")
    write_report(tmp_path / "other")
    assert (tmp_path / "out" / "pitch.html").read_text(encoding="utf-8") == "first"


def test_a_folder_under_way_is_known_until_it_is_whole(tmp_path):
    with written(tmp_path / "out") as fresh:
        assert fresh in UNDER_WAY
    assert fresh not in UNDER_WAY


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (OSError(28, "No space left on device"), ProblemError),
        (PermissionError(13, "Permission denied", "{place}/.out/half.html"), ProblemError),
        (FileNotFoundError(2, "No such file", "/fonts/lost.ttf"), FileNotFoundError),
    ],
)
def test_only_a_fault_of_the_folder_is_called_one(tmp_path, fault, raised):
    """A font that is lost is not mended by another folder."""
    if fault.filename:
        fault.filename = fault.filename.replace("{place}", str(tmp_path))

    def fail():
        with written(tmp_path / "out"):
            raise fault

    with pytest.raises(raised):
        fail()
    assert everything_below(tmp_path) == []
