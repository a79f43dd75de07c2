"""The evidence on paper: theory beside simulation, and a day that can be followed."""

import pytest
from engagements import case

from playbook.blocks import Table
from playbook.documents import evidence


@pytest.fixture(scope="module")
def engaged():
    return case()


def tables(page):
    return [block for block in page if isinstance(block, Table)]


def test_every_closed_form_stands_in_a_row_with_its_interval(engaged):
    page = list(evidence.theory(engaged, requests=50))
    (table,) = tables(page)
    within = sum(row[-1] == "within" for row in table.rows)
    assert page[0].text == f"Theory lies within the interval in {within} of {len(table.rows)} cases"


def test_the_day_is_told_under_oa_and_the_regime_asked_for(engaged):
    page = evidence.one_day(engaged, date="2010-10-12", regime="green", season=0)
    assert [table.title for table in tables(page)] == [
        "OA as it is",
        "Green channel without a plan",
    ]


def test_the_days_offers_are_the_same_under_both(engaged):
    oa, green = tables(evidence.one_day(engaged, date="2010-10-12", regime="green", season=0))
    assert {row[0] for row in oa.rows} == {row[0] for row in green.rows}
