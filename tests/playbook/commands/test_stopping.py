"""Who stops a command is told so, what of it is finished, and gets the exit code of the signal."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.commands import group
from playbook.commands import order as orders
from playbook.run.reports import Made, Wanted
from sim.ending import Stopped
from sim.places import VARIABLE

COMPANY = "data/clients/company_a.toml"


@pytest.fixture
def simulated(monkeypatch, tmp_path):
    """Let nothing be simulated: it is asked what becomes of a stop."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(orders, "simulate", lambda *_, **__: None)
    monkeypatch.setattr(orders, "open_questions", lambda engaged: [])


def said(*words):
    return CliRunner().invoke(group, [str(word) for word in words])


def stopping_at(number):
    def stop(*_, **__):
        raise Stopped(number)

    return stop


@pytest.mark.parametrize(
    ("number", "code", "language", "words"),
    [(signal.SIGINT, 130, "en", "Stopped."), (signal.SIGTERM, 143, "zh", "已中止。")],
)
def test_a_stop_is_told_in_the_language_spoken(monkeypatch, number, code, language, words):
    monkeypatch.setattr(orders, "folders", stopping_at(number))
    found = said("--language", language, "plan", COMPANY)
    assert found.exit_code == code
    assert found.stderr.split() == [words]


def test_of_seasons_it_is_told_that_they_are_kept(monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(orders, "simulate", stopping_at(signal.SIGINT))
    found = said("plan", COMPANY, "--replications", 2, "--out", tmp_path)
    assert found.stderr.rstrip().endswith(
        "Stopped.\nWhat is finished is kept: the same command goes on from there."
    )


def test_of_documents_it_is_told_which_are_finished(monkeypatch, tmp_path, simulated):
    class Rendered:
        documents, folder = {("en", "html"): tmp_path}, tmp_path / "company-a" / "plan"

    def make(wanted, names, edition, *, finished, **_):
        finished(Made(wanted=Wanted(client=COMPANY, document="plan"), rendered=Rendered))
        raise Stopped(signal.SIGINT)

    monkeypatch.setattr(orders, "make", make)
    found = said("plan", COMPANY, "--replications", 2, "--out", tmp_path)
    assert found.stderr.rstrip().endswith(f"Stopped.\n1 file in {Rendered.folder}")


def soon(true, seconds=20):
    """Return whether something comes true in some seconds."""
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def children_of(process):
    return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()


def is_empty(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


COUNTED = [listed for listed in (Path("/proc/self/task"),) if listed.exists()]
"""Where Linux lists a process's children; elsewhere pytest says that there is nothing to try."""


@pytest.mark.parametrize("listed", COUNTED, ids=str)
def test_no_process_of_a_stopped_command_goes_on(listed):
    words = ["compare", COMPANY, "--engine", "simpy", "--workers", "2", "--replications", "5000"]
    command = [sys.executable, "-m", "playbook.commands", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as work:
        try:
            assert soon(lambda: len(children_of(work.pid)) == 3), "two workers, and who tidies up"
            work.send_signal(signal.SIGTERM)
            assert work.stderr.read().decode() == "\nStopped.\n"
            assert work.wait(10) == 143
            assert soon(lambda: is_empty(work.pid))
        finally:
            work.kill()
