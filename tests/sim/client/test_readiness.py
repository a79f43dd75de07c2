"""The readiness assessment: its score, and what it moves in the world of a client."""

import pytest
from worlds import client_in

from sim.client import readiness
from sim.client.schema import ReadinessSection
from sim.messages import ProblemError

CLIENT = "data/clients/company_a.toml"
FULL = [f"readiness.{item}=4" for item in readiness.items()]


def values(settings):
    file = client_in(CLIENT, settings).file
    return file.charter.dual_think_min, file.plan.confirm_h, file.plan.coverage_share


def test_the_section_has_the_items_of_the_table():
    assert list(ReadinessSection.model_fields) == list(readiness.items())


def test_the_score_is_weighted_and_nothing_shown_is_nought():
    """The sponsor weighs 3 of the items' sum; half of it is half of that part."""
    total = sum(float(row["weight"]) for row in readiness.items().values())
    assert readiness.score({}) == 0
    assert readiness.score({"sponsor": 2}) == pytest.approx(3 * 2 / (4 * total))
    assert readiness.score(dict.fromkeys(readiness.items(), 4)) == 1


def test_full_marks_give_the_best_ends_and_none_the_worst():
    assert values(FULL) == (20, 0.5, 0.9)
    assert values(["readiness.sponsor=0"]) == (180, 6, 0.5)


def test_a_better_score_never_makes_the_client_slower():
    items = list(readiness.items())
    found = [values([f"readiness.{item}=4" for item in items[:count]]) for count in (1, 8, 15, 22)]
    think, confirm, coverage = zip(*found, strict=True)
    assert list(think) == sorted(think, reverse=True)
    assert list(confirm) == sorted(confirm, reverse=True)
    assert list(coverage) == sorted(coverage)


def test_without_an_assessment_the_usual_values_hold():
    assert values([]) == (60, 2, 0.7)


def test_what_the_client_states_is_not_moved():
    assert values([*FULL, "plan.coverage_share=0.55"])[2] == 0.55


def test_a_moved_number_says_what_moved_it():
    known = {one.path: one for one in client_in(CLIENT, FULL).assumptions}
    assert known["plan.coverage_share"].source == "readiness assessment"
    assert known["plan.coverage_share"].basis == "EXPERT"


def test_an_unknown_item_and_a_score_beyond_four_are_refused():
    with pytest.raises(ProblemError, match=r"Did you mean 'sponsor'"):
        client_in(CLIENT, ["readiness.sponser=3"])
    with pytest.raises(ProblemError, match=r"sponsor = 5: .*less than or equal to 4"):
        client_in(CLIENT, ["readiness.sponsor=5"])
