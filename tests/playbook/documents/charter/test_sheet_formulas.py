"""The decision sheet's formulas give the simulator's own forecast, whatever is typed in."""

from dataclasses import replace

import pytest

from playbook.clients.load import load_client
from playbook.documents.charter.sheet_formulas import formulas_of, inputs_of, reckoned
from playbook.engagement.rights import SIGNS, judge, own_charter, typical
from playbook.words.wording import decider

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa", "loyal_house_today")
TIMES = (0.0, 0.3, 1.0, 5.0, 60.0)
"""Visitors as multiples of the kind's median: none at all, and more than anybody can serve."""


def both(client, kind, visitors, cost=1.0, **settings):
    """Return the sheet's lines and the rule's verdict on one offer of a kind."""
    loaded = load_client(f"data/clients/{client}.toml", [f"{k}={v}" for k, v in settings.items()])
    scenario, charter = loaded.scenario, own_charter(loaded)
    usual = typical(scenario.kinds[kind])
    one = replace(usual, visitors=round(visitors), cash_cost=round(usual.cash_cost * cost))
    verdict = judge(scenario, charter, one)
    inputs = inputs_of(scenario, one, verdict.in_scope)
    return reckoned(formulas_of(scenario, charter), inputs), verdict


def agrees(lines, verdict):
    """Tell whether sheet and rule have the same orders, exposure, contribution and signature."""
    seen = verdict.seen
    sheet = [lines[name] for name in ("orders", "exposure", "value", "signs")]
    rule = [seen.orders, seen.exposure / 100, seen.deal_value / 100, SIGNS.index(verdict.signs)]
    return sheet == pytest.approx(rule, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("client", CLIENTS)
def test_the_sheet_follows_the_visitors_of_every_kind_of_offer(client):
    kinds = load_client(f"data/clients/{client}.toml").scenario.kinds.values()
    counts = [(kind.id, times * typical(kind).visitors) for kind in kinds for times in TIMES]
    assert [(k, n) for k, n in counts if not agrees(*both(client, k, n))] == []


def test_a_livestream_of_12_500_visitors_is_worth_what_the_rule_says():
    """Later purchases, and what would have come anyway, are of those who come."""
    lines, _ = both("cosmetics_today", "livestream_kol", 12_500)
    assert lines["value"] == pytest.approx(-7507, abs=1)


def test_a_trial_has_as_many_packs_as_its_cost_pays_for():
    lines, verdict = both("company_a", "free_trial", 5000, cost=3.7)
    assert lines["packs"] == lines["cash"] // 25
    assert agrees(lines, verdict)


def test_a_line_that_packs_too_little_loses_later_purchases():
    few = {"supply.parcels_per_day": 3}
    lines, verdict = both("company_a", "channel_theme", 40_000, **few)
    assert lines["late"] > 0.9
    assert agrees(lines, verdict)


def test_a_store_whose_visitors_ask_nothing_answers_all_of_them():
    lines, verdict = both("company_a", "home_focus", 40_000, **{"supply.chat_share": 0.0})
    assert lines["answered"] == 1
    assert agrees(lines, verdict)


@pytest.mark.parametrize(
    ("changed", "decides"),
    [
        ({}, "store manager and director"),
        ({"discount": 0.0}, "store manager alone"),
        ({"scope": 0.0}, "OA chain"),
        ({"commission": 0.5}, "OA chain"),  # the host takes what it earns
        ({"visitors": 1.0}, "OA chain"),  # it does not earn its fee
        ({"remembering": 1e6, "visitors": 300.0}, "OA chain"),  # they do not buy at list price
        ({"basket": 10_000.0}, "OA chain"),  # it is above the quota
    ],
)
def test_the_sheet_calculates_an_offer_of_its_own(changed, decides):
    """The formulas alone, as the workbook has them, on an offer that a reader types in."""
    client = load_client("data/clients/company_a.toml")
    kind = client.scenario.kinds["channel_theme"]
    plain = {"cash": 1000.0, "visitors": 5000.0, "conversion": 0.03, "basket": 400.0}
    typed = inputs_of(client.scenario, typical(kind), True) | plain
    typed |= {"discount": 0.1, "commission": 0.0} | changed
    lines = reckoned(formulas_of(client.scenario, own_charter(client)), typed)
    assert decider(lines["signs"]) == decides
