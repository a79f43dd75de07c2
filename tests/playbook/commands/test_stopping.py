"""Who stops a command is told so, what of it is finished, and gets the exit code of the signal."""

import signal

import pytest
from click.testing import CliRunner

from playbook.commands import group
from playbook.commands import order as orders
from playbook.run.reports import Made, Wanted
from sim.ending import Stopped

COMPANY = "data/clients/company_a.toml"


@pytest.fixture
def simulated(monkeypatch):
    """Let nothing be simulated: it is asked what becomes of a stop."""
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
