"""What was simulated is read again, and never when anything that decides it has changed."""

import pytest
from engagements import client_of

from playbook.clients.load import load_client
from playbook.engagement.engagement import Engagement, simulate
from playbook.engagement.questions import Method
from playbook.study import season_cache
from playbook.study.recommendation import compare_client
from sim.messages import ProblemError
from sim.places import VARIABLE
from sim.results.experiment import Experiment

CLIENT = "data/clients/company_a.toml"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "seasons"


@pytest.fixture
def simulated(monkeypatch):
    """Count how often the simulator is run."""
    runs = []
    run = Experiment.run

    def counting(experiment, progress):
        runs.append(experiment)
        return run(experiment, progress)

    monkeypatch.setattr(Experiment, "run", counting)
    return runs


def ask(**changed):
    settings = changed.pop("settings", ())
    wanted = {"replications": 2, "seed": 1, "names": ("green",)} | changed
    return compare_client(load_client(CLIENT, settings), **wanted)


def test_the_second_question_is_answered_from_what_was_kept(folder, simulated):
    seen = []
    first = ask()
    assert ask(progress=seen.append) == first
    assert len(simulated) == 1
    assert seen == [2]


def test_what_was_kept_is_not_read_before_a_page_asks_for_it(folder, simulated):
    first, again = (Engagement(client_of(), Method(replications=2, workers=1)) for _ in range(2))
    simulate(first, lambda done, question: None)
    runs = len(simulated)
    simulate(again, lambda done, question: None)
    assert len(simulated) == runs
    assert len(again.answered) < len(first.answered)
    asked = next(iter(set(first.answered) - set(again.answered)))
    assert again.study(asked) == first.study(asked)
    assert len(simulated) == runs


@pytest.mark.parametrize(
    "changed",
    [
        {"seed": 2},
        {"replications": 3},
        {"names": ("plan",)},
        {"settings": ("charter.quota_cny=9000",)},
        {"settings": ("choice.widest_factor=8",)},
        {"settings": ("choice.audit_min=30",)},
    ],
)
def test_another_question_is_simulated(folder, simulated, changed):
    ask()
    ask(**changed)
    assert len(simulated) == 2


def test_another_model_is_simulated(folder, simulated, monkeypatch):
    ask()
    monkeypatch.setattr(season_cache, "model_digest", lambda: "another")
    ask()
    assert len(simulated) == 2


def test_a_file_that_cannot_be_read_is_made_again(folder, simulated):
    first = ask()
    (kept,) = folder.glob("*.npz.gz")
    kept.write_bytes(b"half a file")
    assert ask() == first
    assert len(simulated) == 2


@pytest.mark.parametrize("folder", ["file", "x" * 5_000])
def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path, simulated, monkeypatch, folder):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / folder))
    assert ask() == ask()
    assert len(simulated) == 2


def test_the_oldest_studies_make_room(folder, simulated, monkeypatch):
    monkeypatch.setattr(season_cache, "MOST", 1)
    ask()
    ask(seed=2)
    assert len(list(folder.glob("*.npz.gz"))) == 1


def test_an_order_is_kept_as_long_as_all_its_studies_are(folder):
    assert not season_cache.is_order_kept("an-order")
    with season_cache.noted_as("an-order"):
        ask()
        ask(seed=2)
    assert season_cache.is_order_kept("an-order")
    next(folder.glob("*.gz")).unlink()
    assert not season_cache.is_order_kept("an-order")


def test_an_order_that_was_left_by_an_error_is_not_noted(folder):
    with pytest.raises(ProblemError), season_cache.noted_as("an-order"):
        ask(settings=("store.visitors=1",))
    assert not season_cache.is_order_kept("an-order")


def test_an_order_of_a_client_that_doubts_more_is_another():
    first, doubting = (load_client(CLIENT, told) for told in ((), ("choice.red_line_share=0.2",)))
    assert season_cache.order_name(first, {}) != season_cache.order_name(doubting, {})
    assert season_cache.study_name(first, {}) == season_cache.study_name(doubting, {})
