"""What the client could do short of changing who decides, on the scale of who decides."""

import pytest
from engagements import case, client_of, engaged

from playbook.blocks import Table
from playbook.documents import pitch
from playbook.engagement.own_limits import alternatives
from playbook.engagement.questions import droppable
from playbook.words.names import role_name

ONE_SIGNS = 'chain.classes=[{up_to_cny = 1000000000, roles = ["ecom_manager"]}]'


@pytest.fixture(scope="module")
def engagement():
    return case()


def test_a_signature_fewer_is_weighed_against_oa_as_it_is(engagement):
    """Season by season, what OA earns without the signature that delays most."""
    (fewer,) = (one for one in alternatives(engagement) if one.dropped)
    without = {row["role"]: row["cycle_h"]["mean"] for row in engagement.latency.without}
    assert without[fewer.dropped] == min(without.values())
    dropped = engagement.study(engagement.questions.without_the_slowest()).results
    earned = dropped.seasons("oa", "contribution_cny")
    usual = engagement.comparison.results.seasons("oa", "contribution_cny")[: len(earned)]
    assert fewer.gain.mean == pytest.approx((earned - usual).mean())
    assert (fewer.cost_cny, fewer.is_single) == (0, True)
    (table,) = (block for block in pitch.own_limits(engagement) if isinstance(block, Table))
    assert any(role_name(fewer.dropped) in row[0] for row in table.rows)


def test_somebody_signs_every_request_whoever_is_dropped():
    client = client_of()
    for role in droppable(client):
        assert all(set(each.roles) - {role} for each in client.scenario.chain.classes)
    assert not droppable(client_of("company_a", ONE_SIGNS))


def test_a_chain_of_one_signature_has_none_to_spare():
    client = client_of("company_a", ONE_SIGNS)
    assert engaged(client).slowest == ""
