"""The task network: what is read, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from playbook.project.changes import slipped, with_days
from playbook.project.network import Network, before_goal, loose_ends, standard_network, tasks
from playbook.project.task import Task, tasks_of
from sim.messages import ProblemError
from sim.tables.columns import Row


def task(task_id, *predecessors, days=(1, 2, 3), **fields):
    optimistic, most_likely, pessimistic = days
    return Task(
        task_id=task_id,
        **{
            "area": "product",
            "name_en": f"Task {task_id}",
            "responsible": ("agency_merchandiser",),
            "accountable": ("client_sponsor",),
            "optimistic": optimistic,
            "most_likely": most_likely,
            "pessimistic": pessimistic,
            "predecessors": predecessors,
        }
        | fields,
    )


def problems_of(*chosen, **fields):
    with pytest.raises(ProblemError) as refused:
        Network(tasks=chosen, **fields)
    return [str(problem) for problem in refused.value.problems]


def test_the_standard_network_has_fifty_tasks_in_six_areas():
    """Fifty tasks in five areas and governance, the go-live decision among them."""
    standard = tasks()
    assert len(standard) == 50
    assert {each.area for each in standard} == {
        "governance",
        "product",
        "platform",
        "operations",
        "logistics",
        "team",
    }


def test_every_predecessor_stands_ahead_of_its_successors_in_the_order():
    network = standard_network()
    place = {task_id: number for number, task_id in enumerate(network.order)}
    assert all(
        place[before] < place[each.task_id]
        for each in network.tasks
        for before in each.predecessors
    )


def test_a_row_of_the_table_becomes_a_task():
    row = {
        "task_id": "PF7",
        "area": "platform",
        "task_en": "Copy",
        "task_zh": "文案",
        "r": "agency_copywriter",
        "a": "agency_store_manager",
        "c": "client_legal; client_brand",
        "i": "",
        "optimistic_workdays": 6.0,
        "most_likely_workdays": 9.0,
        "pessimistic_workdays": 14.0,
        "predecessors": "PF6;PD6",
        "deliverable_en": "detail pages",
        "deliverable_zh": "详情页",
        "client_input_en": "none",
        "client_input_zh": "无",
        "decides_role": None,
        "basis": "EXPERT",
        "note_en": None,
        "note_zh": None,
    }
    (read,) = tasks_of([Row("project/tasks", row)])
    assert read.days == (6, 9, 14)
    assert read.predecessors == ("PF6", "PD6")
    assert read.consulted == ("client_legal", "client_brand")
    assert read.informed == ()
    assert not read.needs_client_input


def test_a_circle_of_tasks_is_named():
    (problem,) = problems_of(task("A", "C"), task("B", "A"), task("C", "B"), task("GO"))
    assert "wait for each other in a circle" in problem
    circle = problem.split("circle: ")[1].split(".")[0].split(" -> ")
    assert circle[0] == circle[-1]
    assert set(circle) == {"A", "B", "C"}
    # Each one stands ahead of a task that waits for it: A -> B -> C -> A.
    assert all(pair in {("A", "B"), ("B", "C"), ("C", "A")} for pair in pairwise(circle))


def test_a_task_that_waits_for_itself_is_a_circle():
    (problem,) = problems_of(task("GO", "GO"))
    assert "GO -> GO" in problem


def test_a_dangling_predecessor_is_named_with_its_likely_meaning():
    (problem,) = problems_of(task("PD1"), task("GO", "PD11"))
    assert problem == (
        "data/project/tasks.csv [GO] predecessors = 'PD11': no such task. Did you mean 'PD1'?"
    )


def test_an_unknown_role_is_named_with_its_likely_meaning():
    known = {"roles": frozenset({"client_sponsor", "agency_merchandiser"})}
    (problem,) = problems_of(task("GO", consulted=("client_sponser",)), **known)
    assert "[GO] c = 'client_sponser': no such role" in problem
    assert "Did you mean 'client_sponsor'?" in problem


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        ((3, 2, 5), "estimates must rise"),
        ((1, 6, 5), "estimates must rise"),
        ((-1, 2, 5), "less than 0 working days"),
        ((1, float("nan"), 5), "finite number"),
        ((1, 2, float("inf")), "finite number"),
        ((1, 2, 10_000), "more than 1,000 working days"),
    ],
)
def test_estimates_that_cannot_be_are_refused(days, rule):
    (problem,) = problems_of(task("GO", days=days))
    assert rule in problem
    assert "[GO] days" in problem


def test_a_task_needs_one_accountable_and_somebody_who_does_it():
    two, nobody = problems_of(task("GO", accountable=("a", "b"), responsible=()))
    assert "exactly one role is accountable" in two
    assert "at least one role is responsible" in nobody


def test_all_problems_are_told_at_once():
    found = problems_of(
        task("A", "B", days=(5, 4, 3)),
        task("B", "A", "Z"),
        task("B"),
        task("C", responsible=()),
    )
    for part in ("stands 2 times", "'GO' is missing", "must rise", "'Z'", "at least one role"):
        assert any(part in problem for problem in found), part


def test_loose_ends_feed_nothing():
    network = Network(tasks=(task("A"), task("B"), task("GO", "A")))
    assert [each.task_id for each in loose_ends(network)] == ["B"]
    assert before_goal(network) == {"A", "GO"}


def test_other_durations_replace_the_standard_ones_and_say_so():
    network = Network(tasks=(task("A"), task("GO", "A")))
    changed = with_days(network, {"A": (4, 5, 6)}, where="acme.toml [task_days]")
    assert changed["A"].days == (4, 5, 6)
    assert changed["A"].basis == "CLIENT"
    assert network["A"].days == (1, 2, 3)


def test_durations_for_an_unknown_task_are_refused():
    network = Network(tasks=(task("PF7"), task("GO", "PF7")))
    with pytest.raises(ProblemError, match=r"acme.toml PF77: no such task. Did you mean 'PF7'?"):
        with_days(network, {"PF77": (1, 2, 3)}, where="acme.toml")


def test_falling_durations_name_the_file_they_come_from():
    network = Network(tasks=(task("A"), task("GO", "A")))
    with pytest.raises(ProblemError, match=r"acme.toml \[A\] days = \(6, 5, 4\)"):
        with_days(network, {"A": (6, 5, 4)}, where="acme.toml")


def test_a_slip_moves_all_three_estimates():
    network = Network(tasks=(task("A"), task("GO", "A")))
    assert slipped(network, {"A": 5})["A"].days == (6, 7, 8)


def test_no_slip_is_the_same_network():
    network = Network(tasks=(task("A"), task("GO", "A")))
    assert slipped(network, {}) == replace(network)


@pytest.mark.parametrize("days", [-1, float("nan"), float("inf")])
def test_a_slip_is_no_gain_of_time(days):
    network = Network(tasks=(task("GO"),))
    with pytest.raises(ProblemError, match="a slip is 0 working days or more"):
        slipped(network, {"GO": days})


def test_a_slip_of_an_unknown_task_is_refused():
    with pytest.raises(ProblemError, match="slip PF99: no such task"):
        slipped(Network(tasks=(task("GO"),)), {"PF99": 1})
