"""Closed forms: the engine's runs hold the theory, and an engine that is wrong would not."""

from math import exp

import numpy as np
import pytest

from playbook.study.closed_forms import (
    ClosedForm,
    Desks,
    closed_form,
    closed_forms,
    controlled,
    desk_runs,
)


@pytest.fixture(scope="module")
def found():
    return closed_forms(requests=100)


def test_theory_lies_within_every_interval(found):
    assert [one.name for one in found if not one.holds] == []


def test_the_cases_are_those_of_the_textbooks(found):
    """Rounded as the tables have them."""
    known = {
        *(3.0, 0.632121, 0.567757, 0.757009, 1.5),
        *(0.371163, 0.900368, 0.327680, 0.666667, 0.296296),
        *(0.238095, 14.505952),
    }
    assert {round(one.theory, 6) for one in found} == known


def test_a_theory_of_another_queue_lies_outside():
    """M/D/1 waits half as long as M/M/1, and five desks take longer than one."""
    runs = desk_runs(Desks(case="md1", rate=0.75, fixed=True), 1, 300)
    waits = [float((run.stays - run.works).mean()) for run in runs]
    assert not closed_form("M/M/1", 3.0, waits, runs).holds
    five = desk_runs(Desks(case="five", rate=0.0, steps=5, people=0), 1, 200)
    within = [float((run.stays <= 4).mean()) for run in five]
    assert not closed_form("one", 1 - exp(-4), within, five).holds


def test_what_is_known_to_be_luck_is_taken_off():
    missed = np.array([[-1.0], [0.0], [1.0], [2.0]])
    means = 5.0 + 3.0 * missed[:, 0]
    assert controlled(means, missed) == pytest.approx(5.0)


def test_a_form_holds_where_theory_lies_within_its_interval():
    one = ClosedForm(name="", theory=1.0, mean=1.1, low=0.9, high=1.3)
    assert one.holds
    assert not ClosedForm(name="", theory=2.0, mean=1.1, low=0.9, high=1.3).holds
