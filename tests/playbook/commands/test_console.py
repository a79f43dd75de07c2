"""A command says what it has to say on any console, and its exit code says how it ended."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.commands import group, main
from playbook.run import folder

COMPANY = "data/clients/company_a.toml"


def said(*words, **environment):
    return CliRunner().invoke(group, [str(word) for word in words], env=environment)


def run(*words, out=subprocess.PIPE, **environment):
    """Return how a command ends in a process of its own, with little in its environment."""
    command = [sys.executable, "-m", "playbook.commands", *words]
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd()), **environment}
    return subprocess.run(command, stdout=out, stderr=subprocess.PIPE, env=kept)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_says_what_the_exit_codes_mean(language):
    told = " ".join(said("--language", language, "--help").stdout.split())
    for code in ("0 ", "1 ", "2 ", "130 ", "143 "):
        assert code in told


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--help",), 0), (("check", COMPANY), 0), (("check", "none.toml"), 1), (("chekc",), 2)],
)
def test_the_exit_code_says_how_a_command_ended(words, code):
    with pytest.MonkeyPatch.context() as here:
        here.setattr(sys, "argv", ["greenchannel", *words])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == code


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    ],
)
def test_chinese_is_said_on_a_console_that_knows_ascii_only(environment):
    found = run("--language", "zh", "check", "none.toml", **environment)
    assert found.returncode == 1
    assert "none.toml：没有这个文件" in found.stderr.decode("utf-8")


def test_a_name_that_is_no_text_is_told_and_not_choked_on():
    found = run("check", b"half-\xff.toml", LC_ALL="C.UTF-8")
    assert found.returncode == 1
    assert b"Traceback" not in found.stderr


@pytest.mark.parametrize("columns", ["1", "20", "-5", "0", "abc"])
def test_a_console_may_be_narrow_or_say_nonsense_of_its_width(columns):
    found = said("check", COMPANY, COLUMNS=columns)
    assert found.exit_code == 0
    assert "in order" in found.stdout


FULL = [device for device in (Path("/dev/full"),) if device.exists()]
"""A device that is always full; of a system without one pytest says that nothing is tried."""


@pytest.mark.parametrize("device", FULL)
def test_an_output_that_is_full_is_told(device):
    with device.open("w") as full:
        found = run("--help", out=full)
    assert found.returncode == 1
    assert found.stderr.decode() == "The output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    "words",
    [
        ("whatif", COMPANY, "--out", "closed/page.html"),
        ("latency", COMPANY, "--log", "closed/log.csv"),
        ("calibrate", COMPANY, "--out", "closed/fits.toml"),
    ],
)
def test_a_folder_that_is_closed_is_told_before_anything_is_simulated(monkeypatch, words):
    """No folder is closed to root, so the system's refusal is played."""
    monkeypatch.setattr(folder.os, "access", lambda *_: False)
    monkeypatch.setattr("playbook.commands.progress.progress", lambda *_: pytest.fail("simulated"))
    with pytest.raises(folder.ProblemError, match="not a folder that can be written in"):
        CliRunner().invoke(group, words, catch_exceptions=False)
