"""A list, a brand or a workbook with accidents in it is read or refused in words."""

import fuzz_lists
import pytest

CASES = range(60)
"""Few in the suite; ``make fuzz`` tries more."""


@pytest.fixture(scope="module")
def fates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    found = {}
    for number in CASES:
        name, content = fuzz_lists.case_of(15, number)
        path = folder / f"{number}_{name}"
        path.write_bytes(content)
        found[number, name] = fuzz_lists.fate(path, name)
    return found


def test_nothing_but_a_told_problem_stops_a_reader(fates):
    assert set(fates.values()) == {"read", "refused"}


def test_every_reader_met_some(fates):
    assert {name for _, name in fates} == set(fuzz_lists.READERS)
