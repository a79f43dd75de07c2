"""What the pages on logistics say of each client."""

from __future__ import annotations

import pytest
from engagements import client_of, engaged

from playbook.areas.logistics.bridge_pages import keying_pages
from playbook.areas.logistics.capacity import demand_of
from playbook.areas.logistics.capacity_pages import capacity_pages
from playbook.areas.logistics.parcels import parcel_pages
from playbook.blocks import Blocks, Bullets, Callout, Heading, Table
from playbook.clients.load import load_client
from playbook.documents import onboarding
from playbook.project.changes import is_linked
from playbook.words.language import speaking
from sim.client.schema import WarehouseSection
from sim.messages import ProblemError
from sim.tables.read import read_table

CLIENTS = ("company_a", "appliance_good_oa", "cosmetics_today")


def demand(client, **sections):
    return demand_of(engaged(client_of(client, **sections)))


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Heading)]


def words(blocks):
    return "\n".join(str(block) for block in blocks)


@pytest.fixture(scope="module", params=CLIENTS)
def engagement(request):
    return engaged(client_of(request.param))


def test_a_warehouse_that_is_short_says_by_how_much():
    """244.9... must not be written: 11 h x 0.7 x 70 / 2.2 = 245."""
    page = capacity_pages(demand("company_a"))
    assert headings(page) == ["The campaign needs 707 parcels a day; the warehouse can send 245"]
    added = next(block for block in page if isinstance(block, Bullets)).items
    assert added[0].startswith("For the campaign, 4 temporary workers for 2 days")


def test_opened_goods_never_go_to_another_customer():
    """What touches skin or is eaten is destroyed; no sample is made of what came back."""
    grades = {row["grade"]: row for row in read_table("logistics/return_grades")}
    opened = grades["B"]["step_en"]
    assert "cosmetics, hygiene goods and food are destroyed" in opened
    assert "Never sold as new nor given away as a sample" in opened
    assert "repack" not in str(grades)


def test_a_warehouse_that_is_enough_needs_nothing():
    page = capacity_pages(demand("appliance_good_oa"))
    assert "Nothing is lacking" in words(page)
    assert headings(page)[0].startswith("The warehouse can send the campaign's")


def test_a_third_party_is_bound_by_contract_and_not_by_hires():
    page = words(capacity_pages(demand("cosmetics_today")))
    assert "Write into the warehouse contract" in page
    assert "Hire" not in page
    assert "temporary" not in page


def test_an_unknown_warehouse_is_named_as_what_is_missing():
    unknown = demand("company_a", warehouse=None)
    page = capacity_pages(unknown)
    assert any(isinstance(block, Callout) for block in page)
    assert headings(page) == [
        "Nov 2010 needs 1 picker and 1 packer on a normal day, the campaign 4 pickers and 4 packers"
    ]
    assert "is not known; ask before the contract" in words(parcel_pages(unknown))


def test_one_carrier_that_collects_enough_still_wants_a_second():
    house = WarehouseSection(pickers=1, packers=1, collected_per_day=99_999)
    page = words(parcel_pages(demand("company_a", warehouse=house)))
    assert "a second one is wanted against its failure" in page


def test_a_plan_that_ends_the_keying_later_than_the_file_says_so():
    met = demand("company_a")
    api_from = met.file.supply.api_from
    late, early = api_from.replace(day=20), api_from.replace(month=9)
    assert any(isinstance(block, Callout) for block in keying_pages(met, late))
    assert not any(isinstance(block, Callout) for block in keying_pages(met, early))


def test_every_client_s_pages_stand_in_both_languages(engagement):
    for language in ("en", "zh"):
        with speaking(language):
            page = Blocks([*onboarding.logistics(engagement), *onboarding.erp_bridge(engagement)])
            assert sum(isinstance(block, Table) for block in page) >= 7
            assert "{" not in words(page)


def test_a_linked_client_has_no_keying_and_no_parallel_run(engagement):
    page = words(onboarding.erp_bridge(engagement))
    assert ("Keying by hand, month by month" in page) is not is_linked(engagement.client.file)
    assert ("Money of the parallel run" in page) is not is_linked(engagement.client.file)


def test_a_warehouse_is_told_strictly():
    with pytest.raises(ProblemError, match="pickers"):
        load_client("data/clients/company_a.toml", ["warehouse.pickers=-1"])
