"""What the explorer says of how sure it is: bases, and what it is worth to know each input."""

import pytest
from engagements import case

from playbook.documents.explorer.assumptions import each_input, sure
from playbook.engagement.knowing import bases, information
from playbook.study.information import worth_in_doubt


@pytest.fixture(scope="module")
def computed():
    return case()


def test_every_number_rests_on_one_basis(computed):
    assert sum(one.numbers for one in bases(computed)) == len(computed.client.assumptions)


def test_every_input_in_doubt_has_its_basis(computed):
    found = sorted(path for one in bases(computed) for path in one.doubtful)
    assert found == sorted(computed.in_doubt().draws.paths)


def test_a_basis_is_worth_what_knowing_all_its_inputs_at_once_is(computed):
    for one in bases(computed):
        assert one.worth == worth_in_doubt(computed.in_doubt(), one.doubtful)


def test_the_table_of_bases_says_that_the_levers_do_not_move_it(computed):
    table = sure(computed)[-1]
    assert "wherever the levers of this page stand" in table.note
    assert [row[3] for row in table.rows] == [one.worth.cny for one in bases(computed)]


def test_every_input_is_told_once_with_what_it_is_worth_to_know(computed):
    table, worths = each_input(computed), information(computed).inputs
    assert len(table.rows) == len(worths)
    assert [row[6] for row in table.rows] == sorted(one.cny for one in worths.values())[::-1]


def test_what_is_worth_nothing_stands_by_what_it_moves(computed):
    shares = [row[5] for row in each_input(computed).rows if row[6] == 0]
    assert shares == sorted(shares)[::-1]


def test_a_bare_number_has_its_unit_beside_its_name(computed):
    names = [row[0] for row in each_input(computed).rows]
    assert "Agency's time to think (min, median)" in names
    assert "Gross margin" in names
