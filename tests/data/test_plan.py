"""Tasks, roles, risks and words of the plan."""

from __future__ import annotations

import graphlib

from sim.tables.read import read_table


def _tasks():
    return {row["task_id"]: row for row in read_table("project/tasks")}


def test_task_durations_are_ordered():
    """Optimistic, most likely, pessimistic."""
    for row in _tasks().values():
        assert (
            0
            < row["optimistic_workdays"]
            <= row["most_likely_workdays"]
            <= row["pessimistic_workdays"]
        ), row


def test_the_task_network_names_existing_tasks_and_has_no_cycle():
    """It can be scheduled."""
    graph = {task: row.parts("predecessors") for task, row in _tasks().items()}
    assert {before for befores in graph.values() for before in befores} <= set(graph)
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) == 50


def test_every_task_leads_to_go_live_or_says_why_not():
    """A task that feeds nothing is a loose end."""
    tasks = _tasks()
    needed, frontier = set(), ["GO"]
    while frontier:
        task = frontier.pop()
        if task not in needed:
            needed.add(task)
            frontier += tasks[task].parts("predecessors")
    outside = set(tasks) - needed
    assert outside == {"GV5", "GV6", "LG7", "LG8", "LG9"}
    assert all(tasks[task]["note_en"] for task in ("GV6", "LG8", "LG9"))


def test_the_network_takes_43_working_days_by_most_likely_durations():
    """June and July 2010 exactly; the critical path worked out by hand in the domain study."""
    tasks = _tasks()
    graph = {task: row.parts("predecessors") for task, row in tasks.items()}
    finish = {}
    for task in graphlib.TopologicalSorter(graph).static_order():
        start = max((finish[before] for before in graph[task]), default=0)
        finish[task] = start + tasks[task]["most_likely_workdays"]
    path = ["GV1", "PD1", "PD2", "PF4", "PF5", "PF7", "PF8", "LG6", "OP9", "GO"]
    assert [finish[task] for task in path] == [3, 8, 12, 15, 23, 32, 36, 39, 42, 43]
    assert finish["LG9"] == 80
    assert finish["GV6"] == 32


def test_each_task_has_one_accountable_and_nobody_twice():
    """RACI: R does, A answers; who does it is not also consulted, who is consulted not informed."""
    for row in _tasks().values():
        assert row["r"]
        assert len(row.parts("a")) == 1
        told = [*row.parts("c"), *row.parts("i")]
        assert row["i"]
        assert len(told) == len(set(told)), row
        assert not {row["a"], *row.parts("r")} & set(told), row


def test_every_role_used_anywhere_is_in_the_role_table():
    """Tasks, decisions and approvers."""
    known = {row["role"] for row in read_table("team/roles")}
    used = {row["role"] for row in read_table("oa/approvers")}
    for row in _tasks().values():
        used |= {role for column in "raci" for role in row.parts(column)}
        used |= set(row.parts("decides_role"))
    assert used <= known


def test_the_agency_team_costs_what_the_domain_study_says():
    """65,000 to 95,000 CNY a month in 2010."""
    team = [row for row in read_table("team/roles") if row["side"] == "agency"]
    cost = sum(row["full_time_people"] * row["monthly_cost_cny"] for row in team)
    assert 65_000 <= cost <= 95_000


def test_the_scorecard_weighs_one_hundred_and_has_three_gates():
    """Capability is the minimum of three; biggest and dearest carry no weight."""
    rows = read_table("business/partner_scorecard")
    weights = {row["group"]: row["group_weight"] for row in rows}
    assert sum(weights.values()) == 100
    assert {row["group"] for row in rows if row["combine"] == "minimum"} == {"capability"}
    assert sum(row["group"] == "capability" for row in rows) == 3
    assert sum(row["combine"] == "pass" for row in rows) == 3
    assert all(row["group_weight"] == weights[row["group"]] for row in rows)


def test_a_risk_cites_each_area_of_the_plan():
    """Five areas and governance all have risks and indicators."""
    areas = {"product", "platform", "operations", "logistics", "team", "governance"}
    assert areas <= {row["area"] for row in read_table("project/risks")}
    assert areas <= {row["area"] for row in read_table("project/kpis")}


def test_the_glossary_is_complete():
    """The words of the model and of the trade, each once."""
    terms = [row["en"] for row in read_table("case/glossary")]
    assert len(terms) >= 111
    words = {"offer", "decide", "regime", "charter", "exposure", "deal value", "green channel"}
    assert words <= set(terms)


def test_who_signs_a_decision_is_accountable_for_the_task():
    """One person answers for it: the decision tables and the RACI name the same."""
    for row in read_table("project/tasks"):
        assert row["decides_role"] in (None, row["a"]), row["task_id"]
