"""The decision sheet judges an offer as the simulator's charter does."""

from dataclasses import replace

import pytest
from engagements import advised, case

from playbook.clients.load import load_client
from playbook.documents.charter.charter_pages import clause_table
from playbook.engagement.clauses import clauses_of
from playbook.engagement.rights import (
    SheetRequest,
    charter_under,
    chartered,
    judge,
    own_charter,
    typical,
)
from sim.client.regimes import charter_of
from sim.luck.draw import draw_season
from sim.model.offers import forecast
from sim.model.units import fen

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


def world(name):
    """Return a client's scenario and charter."""
    client = load_client(f"data/clients/{name}.toml")
    return client.scenario, charter_of(client.file, client.scenario)


@pytest.mark.parametrize("name", CLIENTS)
def test_the_sheet_and_the_simulator_object_to_the_same_offers(name):
    """Every offer of three simulated seasons: the sheet's first objection is the charter's."""
    scenario, charter = world(name)
    judged = []
    for season in range(3):
        for offer in draw_season(scenario, 1, season).offers:
            asked = SheetRequest(
                kind=offer.kind,
                cash_cost=offer.cash_cost,
                visitors=offer.seen_by_agency,
                out_of_scope=offer.out_of_scope,
                event_day=offer.event_day,
                days=offer.event_days,
            )
            seen = forecast(scenario, offer, offer.seen_by_agency)
            verdict = judge(scenario, charter, asked)
            assert verdict.seen == seen
            first = verdict.objections[0] if verdict.objections else ""
            assert first == charter.objection(offer, seen)
            judged.append(verdict.inside)
    assert {True, False} == set(judged)


def test_exposure_is_cash_and_the_expected_discount():
    """1,500 + 10 % of 2,500 visitors x 2.5 % x CNY 150 = 1,500 + 937.50."""
    scenario, charter = world("company_a")
    asked = replace(typical(scenario.kinds["channel_theme"]), cash_cost=fen(1500), visitors=2500)
    assert judge(scenario, charter, asked).seen.exposure == pytest.approx(fen(2437.5))


def test_every_clause_that_is_not_passed_is_told():
    """A slot of CNY 30,000 with nobody looking at it: over the quota, under the hurdle."""
    scenario, charter = world("company_a")
    asked = SheetRequest(kind=scenario.kinds["home_focus"], cash_cost=fen(30_000), visitors=0)
    verdict = judge(scenario, charter, asked)
    assert verdict.objections == ("quota_per_decision", "hurdle")
    assert verdict.signs == "oa"
    wrong = replace(asked, out_of_scope=True, stock_share=0.5)
    found = judge(scenario, charter, wrong).objections
    assert found == ("red_line", "quota_per_decision", "hurdle", "stock")


def test_a_larger_quota_lets_the_same_offer_in():
    scenario, charter = world("company_a")
    asked = typical(max(scenario.kinds.values(), key=lambda kind: kind.cost_cny[0]))
    assert "quota_per_decision" in judge(scenario, charter, asked).objections
    wider = replace(charter, quota=fen(1_000_000))
    assert "quota_per_decision" not in judge(scenario, wider, asked).objections


def test_the_director_signs_above_the_limit_of_the_agency_alone():
    scenario, charter = world("company_a")
    charter = replace(charter, hurdle=None)
    asked = typical(scenario.kinds["channel_theme"])
    limit = round(judge(scenario, charter, asked).seen.exposure)
    assert judge(scenario, replace(charter, alone_limit=limit), asked).signs == "alone"
    assert judge(scenario, replace(charter, alone_limit=limit - 1), asked).signs == "dual"


@pytest.fixture(scope="module")
def base():
    """Return the engagement with Company A."""
    return case()


def test_the_charter_that_is_printed_is_the_one_that_is_weighed(base):
    """Three times the client's limits where the wide charter is the candidate, else its own."""
    for regime, factor in (
        ("wide_green", 3),
        ("alone_green", 1),
        ("urged_green", 1),
        ("plan_green", 1),
    ):
        client = chartered(advised(base, regime))
        assert client.file.charter.quota_cny == factor * 20_000
        assert own_charter(client) == charter_under(base.client, regime)
        cells = [str(cell) for row in clause_table(client).rows for cell in row]
        assert any(f"{factor * 20_000:,}" in cell for cell in cells)


@pytest.mark.parametrize("settings", [(), ("charter.quota_cny=30000",)])
def test_a_clause_that_is_widened_stays_usual_where_the_client_states_none(base, settings):
    client = base.client.with_settings(*settings)
    widest = chartered(replace(advised(base, "wide_green"), client=client))
    assert widest.file.charter.quota_cny == 3 * client.file.charter.quota_cny
    before, after = ({c.id for c in clauses_of(one) if c.usual} for one in (client, widest))
    assert before == after
    assert ("quota_per_decision" in after) == (not settings)
