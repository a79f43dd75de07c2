"""All that is wrong with a client's files is told at once, before anything is computed."""

import shutil
from pathlib import Path

import pytest

from playbook.project.plan import checked
from sim.messages import ProblemError, gathered
from sim.places import data_dir

CLIENT = data_dir() / "clients" / "company_a.toml"


@pytest.fixture
def client(tmp_path):
    """Give a copy of Company A's files that a test can spoil."""
    for path in CLIENT.parent.glob("company_a*"):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path / CLIENT.name


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_files_in_order_give_the_client_and_its_list(client):
    read, skus = checked(str(client), slip="PF7=5")
    assert read.file.client.name == "Company A"
    assert len(skus.skus) == 88


def test_list_durations_and_slip_are_told_together(client):
    spoil(client, 'skus = "company_a_skus.csv"', 'skus = "none.csv"')
    spoil(client, "[project]", "[project]\ntask_days = {PF7 = [3, 2, 1], ZZ1 = [1, 2, 3]}")
    with pytest.raises(ProblemError) as caught:
        checked(str(client), slip="PF99=1, PF8=-2")
    told = str(caught.value)
    assert len(caught.value.problems) == 5
    assert "none.csv: the file does not exist" in told
    assert "PF7] days = (3.0, 2.0, 1.0): the estimates must rise" in told
    assert "ZZ1: no such task" in told
    assert "slip PF99: no such task. Did you mean 'PF9'?" in told
    assert "slip PF8 = -2" in told


def test_the_problems_of_all_steps_are_gathered():
    def fail():
        checked("no such file.toml")

    with pytest.raises(ProblemError) as caught:
        gathered(lambda: 1, fail, fail)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("task", ["PF1", "PD3"])
def test_a_slip_of_a_task_that_the_client_has_behind_it_is_refused(task):
    """The appliance maker's store exists and it has no shops: nothing can slip there."""
    with pytest.raises(ProblemError, match=f"slip {task}: this client's plan does without"):
        checked("data/clients/appliance_good_oa.toml", slip=f"{task}=3")
