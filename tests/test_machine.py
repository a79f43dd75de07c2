"""What pip cannot bring: installed only where it is missing, told once, counted when left out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import left_out
import machine
import pytest
from machine import PROGRAMS, Program

ROOT = Path(__file__).resolve().parent.parent
OFFICE = PROGRAMS["office"]


@pytest.fixture
def asked():
    """Return what was asked of the machine: nothing is run."""
    return []


@pytest.fixture
def not_on_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


def unicorn(**differs):
    """Return a program that no machine has."""
    stated = {"name": "Unicorn", "commands": ("no-such-unicorn",), "spared": "ride"}
    packages = {"debian": ("unicorn", "horn"), "brew": "--cask unicorn", "winget": "Un.Icorn"}
    return Program(**{**stated, **packages, **differs})


def here(folder, name="there"):
    """Return a program that lies in this folder."""
    (folder / name).touch()
    return unicorn(commands=(), places=(str(folder / name),))


def test_where_all_is_there_nobody_is_asked_for_anything(asked, tmp_path):
    assert machine.prepared([here(tmp_path)], asked.append, installs=True) == []
    assert asked == []


def test_what_is_missing_is_installed_where_that_may_be(asked, tmp_path):
    """The package list first, then each program alone; what is there is not asked for."""
    wanted = [here(tmp_path), unicorn(), unicorn(name="Pegasus", debian=("pegasus",))]
    missing = machine.prepared(wanted, asked.append, installs=True)
    assert [command[:2] for command in asked] == [
        ("apt-get", "update"),
        ("apt-get", "install"),
        ("apt-get", "install"),
    ]
    assert asked[1][-2:] == ("unicorn", "horn")
    assert asked[2][-1:] == ("pegasus",)
    assert [program.name for program in missing] == ["Unicorn", "Pegasus"]


def test_what_the_system_could_install_is_missing_no_more(tmp_path):
    wanted = unicorn(commands=(), places=(str(tmp_path / "later"),))

    def install(command):
        (tmp_path / "later").touch()

    assert machine.prepared([wanted], install, installs=True) == []


def test_where_nothing_may_be_installed_nothing_is(asked):
    assert machine.prepared([unicorn()], asked.append, installs=False) == [unicorn()]
    assert asked == []


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("Linux", "sudo apt-get install unicorn horn"),
        ("Darwin", "brew install --cask unicorn"),
        ("Windows", "winget install --exact --id Un.Icorn"),
    ],
)
def test_each_system_is_told_in_its_own_words(system, command, not_on_ci):
    told = machine.told([unicorn()], system)
    assert told.startswith("Missing here, so the tests that need it are left out:")
    assert f"Unicorn, to ride:  {command}" in told


def test_what_may_not_be_spared_is_to_be_installed_first(not_on_ci):
    told = machine.told([unicorn(spared="", name="Saddle"), unicorn()], "Linux")
    assert told.startswith("Install first:\n  Saddle:")
    assert "Unicorn" not in told


def test_on_ci_nothing_may_be_spared(monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert machine.told([unicorn()], "Linux").startswith("Install first:\n  Unicorn")


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_missing_program_is_told_and_ends_a_run_on_ci_only(ci, code, monkeypatch, capsys):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(machine, "may_install", lambda: False)
    monkeypatch.setitem(PROGRAMS, "unicorn", unicorn())
    assert machine.main(["unicorn"]) == code
    assert capsys.readouterr().err.count("Unicorn") == 1


def test_an_office_without_its_parts_is_not_the_whole_office(tmp_path):
    """Debian splits it: without Calc no workbook can be opened."""
    for name in ("soffice", "soffice.bin", "swriter", "simpress"):
        (tmp_path / name).touch()
    office = unicorn(commands=(), places=(str(tmp_path / "soffice"),), parts=OFFICE.parts)
    assert (office.found() is None) == (sys.platform == "linux")
    (tmp_path / "scalc").touch()
    assert office.found() == str(tmp_path / "soffice")


def test_every_program_that_may_be_spared_says_for_what():
    spared = {name for name, program in PROGRAMS.items() if program.spared}
    assert spared == {"chromium", "firefox", "office"}


CONFTEST = """
import machine
pytest_plugins = ["left_out"]
machine.PROGRAMS["unicorn"] = machine.Program(
    name="Unicorn", commands=("no-such-unicorn",), debian=("u",), brew="u", winget="u"
)
"""
TESTS = """
import pytest

@pytest.fixture
def ride():
    raise AssertionError("a test that is left out makes no fixture")

@pytest.mark.needs("unicorn")
@pytest.mark.parametrize("number", [1, 2])
def test_a_ride(ride, number):
    pass

def test_a_walk():
    pass
"""


@pytest.fixture
def ran(tmp_path):
    """Give a function that runs three tests, of which two need a unicorn, on two processes."""
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "test_unicorn.py").write_text(TESTS, encoding="utf-8")

    def run(ci):
        options = ["-c", os.devnull, "--rootdir", ".", "-p", "no:cacheprovider", "-n", "2"]
        return subprocess.run(
            [sys.executable, "-m", "pytest", *options, "test_unicorn.py"],
            cwd=tmp_path,
            env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT / ".setup")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_what_is_left_out_is_counted_at_the_end(ran):
    done = ran(ci="")
    assert done.returncode == 0
    assert done.stdout.endswith("left out: 2 tests that need Unicorn\n")
    assert "1 passed, 2 skipped" in done.stdout


def test_one_test_and_several_are_counted_in_their_words():
    found = left_out.counted([("Chromium", 7), ("LibreOffice", 1)])
    assert found == "left out: 7 tests that need Chromium, 1 test that needs LibreOffice"


def test_on_ci_what_would_be_left_out_fails(ran):
    done = ran(ci="true")
    assert done.returncode == 1
    assert "Unicorn is missing" in done.stdout
    assert "1 passed, 2 errors" in done.stdout


def test_no_test_is_skipped_but_for_a_program_that_it_needs():
    """Whatever else skips would be left out in silence."""
    word = re.compile(r"(?:pytest|mark)\.(?:ski[p]|xfai[l]|importorski[p])|unittest\.ski[p]")
    paths = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert [path.name for path in paths if word.search(path.read_text(encoding="utf-8"))] == []


def test_make_test_asks_for_what_the_tests_need():
    marks = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r'mark\.needs\("(\w+)"\)', path.read_text(encoding="utf-8"))
    } - {"unicorn"}
    (line,) = re.findall(r"machine\.py (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    (on_ci,) = re.findall(r"machine\.py (.*)", (ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert set(line.split()) == {name for name in marks if PROGRAMS[name].spared}
    assert marks <= set(on_ci.split()) <= set(PROGRAMS)
