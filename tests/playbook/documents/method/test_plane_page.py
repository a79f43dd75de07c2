"""The plane of windows and self-interest: who is named where, as a picture and as a table."""

import pytest
from engagements import case, client_of

from playbook.blocks import Scatter, Table
from playbook.documents import method
from playbook.engagement.plane import plane
from playbook.engagement.varied import (
    PLANE_DOUBLINGS,
    PLANE_INTERESTS,
    PlanePoint,
    plane_points,
)
from playbook.study.recommendation import recommend
from playbook.words.names import regime_name
from playbook.words.phrases import begin


@pytest.fixture(scope="module")
def page():
    return method.plane(case())


@pytest.fixture
def told_of(monkeypatch):
    """Give the page's words where the rule names ``green`` but at the points that are told."""

    def told(oa_at):
        named = {point: "oa" if oa_at(point) else "green" for point in plane_points()}
        monkeypatch.setattr(
            "playbook.documents.method.plane_page.named_by_point", lambda engagement: named
        )
        return method.plane(case())

    return told


def only(kind, blocks):
    (found,) = (block for block in blocks if isinstance(block, kind))
    return found


def test_the_table_tells_what_the_picture_shows(page):
    chart, table = only(Scatter, page), only(Table, page)
    names = [cell for row in table.rows for cell in row[1:]]
    assert names == [begin(regime_name(point.key)) for point in chart.points]
    assert len(names) == len(PLANE_DOUBLINGS) * len(PLANE_INTERESTS)


def test_each_regime_has_its_name_at_one_of_its_points(page):
    chart = only(Scatter, page)
    named = [point.label for point in chart.points if point.label]
    assert sorted(named) == sorted({begin(regime_name(point.key)) for point in chart.points})


def test_the_rule_is_asked_on_all_regimes_at_a_point():
    """Windows twice as long and an agency that follows its commission alone."""
    engagement = case()
    point = PlanePoint(doublings=1, self_interest=1.0)
    study = engagement.study(engagement.questions.plane(point))
    assert plane(engagement)[point] == recommend(study, engagement.stakes).regime


def test_windows_are_multiples_of_the_client_s_own():
    client = client_of("company_a", "offers.window_factor=10")
    point = PlanePoint(doublings=-2, self_interest=0.5)
    changed = client.with_settings(*point.settings(client.file)).file
    assert changed.offers.window_factor == 2.5
    assert changed.agency.self_interest == 0.5


def test_it_is_said_where_oa_stays_and_where_the_agency_decides_it(told_of):
    page = told_of(
        lambda point: point.doublings == 3 or (point.doublings == 2 and point.self_interest == 1)
    )
    assert "OA stays with windows × 8, whatever the agency." in page[1].text
    assert "With windows × 4 it depends on the agency." in page[1].text
    assert "green channel without a plan in 29 and OA as it is in 6" in page[0].text


def test_where_oa_is_never_named_that_is_said(told_of):
    assert "OA stays nowhere in it." in told_of(lambda point: False)[1].text


def test_one_regime_that_is_named_everywhere_is_said_once(told_of):
    page = told_of(lambda point: True)
    assert page[0].text.startswith("At all 35 points")
    assert not [block for block in page if isinstance(block, Scatter)]
    assert "OA stays" not in page[1].text
