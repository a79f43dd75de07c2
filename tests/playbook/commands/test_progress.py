"""How far the work is: said in few plain lines, with the time it took and the time it takes yet."""

import pytest

from playbook.commands import progress as workload
from playbook.commands.progress import Forecasting, PlainLines, Workload, lasting
from playbook.engagement.questions import Question


class Watch:
    """A clock that is moved by hand."""

    def __init__(self):
        self.time = 100.0

    def __call__(self):
        return self.time


class Ear:
    """Hear what is shown and what is told."""

    def __init__(self):
        self.shown, self.told = [], []

    def __call__(self, done, total=None, now=""):
        self.shown.append((done, now))

    def tell(self, line):
        self.told.append(line)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """No test reads or writes how fast this machine is."""
    monkeypatch.setenv("GREENCHANNEL_CACHE", str(tmp_path))


def work(**differs):
    """Return 100 seasons under OA and one regime, and six documents in two formats by hand."""
    asked = Question(about="headline", names=("green",), replications=100)
    stated = {"questions": [asked], "documents": 6, "formats": 2, "workers": 2}
    return Workload(**{**stated, **differs})


def test_a_line_comes_with_each_quarter_and_says_what_remains(watch, capsys):
    """Ten seconds a tenth: 30 % after 30 s, so 70 s remain."""
    lines = PlainLines("seasons", 100, watch)
    for done in range(10, 101, 10):
        watch.time += 10
        lines(done, now="other worlds")
    assert capsys.readouterr().err.splitlines() == [
        "seasons: 30% after 30 s, about 70 s remaining  other worlds",
        "seasons: 50% after 50 s, about 50 s remaining  other worlds",
        "seasons: 80% after 80 s, about 20 s remaining  other worlds",
    ]


def test_quick_work_says_nothing(watch, capsys):
    lines = PlainLines("seasons", 100, watch)
    for done in range(1, 101):
        watch.time += 0.01
        lines(done)
    assert capsys.readouterr().err == ""


def test_long_work_says_something_each_minute(watch, capsys):
    lines = PlainLines("seasons", 10_000, watch)
    for done in range(1, 31):
        watch.time += 10
        lines(done)
    assert len(capsys.readouterr().err.splitlines()) == 5


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0 s"), (119, "119 s"), (120, "2 min"), (372, "6 min")]
)
def test_a_time_is_told_in_seconds_or_minutes(seconds, words):
    assert lasting(seconds) == words


def test_what_is_to_be_done_is_counted_first():
    assert work().announced() == "100 seasons to simulate, 6 documents to make, 12 files in all."


def test_a_season_is_replayed_under_every_regime_and_oa():
    asked = Question(about="world", names=("oa", "green", "delegated"), replications=10)
    assert asked.replays == 30
    assert work().replays == 200


def test_the_first_seasons_say_how_long_all_take(watch):
    """A tenth after 6 s: a minute in all, said once."""
    ear = Ear()
    forecasting = Forecasting(work(), ear, watch)
    for done in (5, 20, 30):
        watch.time += 3
        forecasting(done, "headline")
    assert ear.told == ["About 60 s for the seasons; then the documents."]
    assert ear.shown == [(5, "headline"), (20, "headline"), (30, "headline")]


def test_the_documents_take_what_they_took_the_last_time(watch):
    """12 files of 10 s each by two hands."""
    workload.remember(10.0)
    assert work().documents_s() == 60
    expected = "About 2 min in all: 60 s for the seasons, 60 s for the documents."
    assert work().forecast(60) == expected


def test_no_more_hands_are_reckoned_with_than_there_are_documents():
    workload.remember(10.0)
    assert work(documents=1, workers=8).documents_s() == 20


def test_where_nothing_is_remembered_the_documents_are_not_guessed(tmp_path):
    ear = Ear()
    work().tell_documents(ear)
    (tmp_path / "pace.json").write_text("{}", encoding="utf-8")
    work().tell_documents(ear)
    assert ear.told == []
