"""A lever needs a pack: what the client's list cannot fill is not reckoned with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engagements import client_of, engaged

from playbook.blocks import Bullets
from playbook.clients.load import listed_in
from playbook.documents import onboarding
from playbook.engagement.gifts import lacking_packs


@pytest.fixture(scope="module")
def company_a():
    return listed_in(client_of())


def store(**changes):
    return client_of("company_a", store=changes).file.store


def test_what_the_client_plans_itself_is_taken_as_possible(company_a):
    few = company_a.skus[:1]
    assert not lacking_packs(few, store(trial_packs_per_month=300, special_packs=300))


def test_one_article_fills_no_sample_pack_and_a_dear_one_no_special_pack(company_a):
    """A pack at 39 that leaves 7 and costs 10 of parcel has 22 CNY for goods."""
    unplanned = store(
        trial_packs_per_month=0,
        special_packs=0,
        special_pack_price_cny=39.0,
        special_pack_contribution_cny=7.0,
        parcel_cny=10.0,
    )
    (cheap,) = company_a.skus[:1]
    assert lacking_packs([replace(cheap, unit_cost_cny=22.0)], unplanned) == {"trial"}
    assert lacking_packs([replace(cheap, unit_cost_cny=22.01)], unplanned) == {"trial", "group"}


def test_the_appliance_maker_is_offered_neither_trial_nor_group_buying():
    engagement = engaged(client_of("appliance_good_oa"))
    told = [
        item
        for block in onboarding.store_operations(engagement)
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert "Free trial: not reckoned, the SKU list does not fill a sample pack." in told
    assert any(item.startswith("Group buying: not reckoned") for item in told)
