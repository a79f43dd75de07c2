"""A day traced: what is told of each offer is what the model of record did with it."""

import json
from datetime import date

import pytest
from command_line import COMPANY_A, greenchannel

from playbook.clients.load import load_client
from playbook.study.day_trace import day_traced
from playbook.study.day_words import steps_told, store_told
from sim.client.regimes import regimes_of
from sim.luck.draw import draw_season
from sim.messages import ProblemError
from sim.model.ledger import Fate
from sim.model.replay import replay
from sim.model.units import DAY, in_cny

REGIMES = ("oa", "plan_green", "delegated")


@pytest.fixture(scope="module")
def client():
    return load_client(COMPANY_A)


@pytest.fixture(scope="module")
def ledgers(client):
    tape, known = draw_season(client.scenario, 1, 0), regimes_of(client.file, client.scenario)
    return {name: replay(tape, known[name], name) for name in REGIMES}


@pytest.fixture(scope="module")
def traced(client, ledgers):
    """Give the traces of all days on which an offer comes, by day number."""
    days = sorted({entry.offer.offered_at // DAY for entry in ledgers["oa"].entries})
    return {
        number: day_traced(client, client.scenario.date_of(number), REGIMES) for number in days[::8]
    }


def each(traced, ledgers):
    """Give every offer traced with its entry in the ledger and its steps."""
    for number, trace in traced.items():
        for name in REGIMES:
            for entry in ledgers[name].entries:
                if entry.offer.offered_at // DAY == number:
                    steps = [
                        one
                        for one in trace.regimes[name].happenings
                        if one.offer == entry.offer.number
                    ]
                    yield entry, steps


def facts(steps, what):
    return [one.facts for one in steps if one.what == what]


def test_every_offer_of_the_day_has_one_fate_the_ledgers(traced, ledgers):
    for entry, steps in each(traced, ledgers):
        assert [told["fate"] for told in facts(steps, "fate")] == [entry.fate.value]


def test_steps_stand_in_the_order_of_their_moments(traced, ledgers):
    for _, steps in each(traced, ledgers):
        assert [one.at for one in steps] == sorted(one.at for one in steps)


def test_every_signature_of_the_chain_is_told(traced, ledgers):
    signed = 0
    for entry, steps in each(traced, ledgers):
        roles = sorted(signing.role for signing in entry.decision.signings)
        assert sorted(told["role"] for told in facts(steps, "signed")) == roles
        signed += len(roles)
    assert signed > 0


def test_what_a_captured_offer_earned_is_told_and_of_no_other(traced, ledgers):
    for entry, steps in each(traced, ledgers):
        values = [in_cny(entry.deal_value)] if entry.fate is Fate.CAPTURED else []
        assert [told["deal_value_cny"] for told in facts(steps, "earned")] == values


def test_the_clause_that_sent_an_offer_out_of_the_charter_is_told(traced, ledgers):
    for entry, steps in each(traced, ledgers):
        clauses = [told["clause"] for told in facts(steps, "charter") if told["clause"]]
        assert clauses == ([entry.decision.fallback] if entry.decision.fallback else [])


def test_the_stores_day_is_the_ledgers(traced, ledgers):
    for number, trace in traced.items():
        for name in REGIMES:
            told, day = trace.regimes[name].store, ledgers[name].days[number]
            assert (told["visits"], told["stock_orders"]) == (day.visits, day.stock)
            assert told["sales_cny"] == in_cny(day.sales)


def test_every_step_has_words(traced):
    for trace in traced.values():
        for name in REGIMES:
            assert all(offer and when and what for offer, when, what, _ in steps_told(trace, name))
            assert "visits" in store_told(trace.regimes[name])


def test_a_day_outside_the_season_is_refused(client):
    with pytest.raises(ProblemError, match="outside the period, 2010-08-01 to 2010-11-30"):
        day_traced(client, date(2010, 12, 12))


def test_a_day_without_an_offer_names_the_nearest_one_with(client, ledgers):
    days = {entry.offer.offered_at // DAY for entry in ledgers["oa"].entries}
    empty = next(number for number in range(client.scenario.days) if number not in days)
    with pytest.raises(ProblemError, match=r"no offer comes on this day.*The nearest day with one"):
        day_traced(client, client.scenario.date_of(empty), ("oa",))


def test_the_command_tells_a_table_a_regime_and_the_same_as_json(client, traced):
    day = client.scenario.date_of(next(iter(traced))).isoformat()
    words = ("trace", COMPANY_A, "--date", day, "--regime", "plan_green")
    shown = greenchannel(*words).stdout
    assert "oa: the offers of" in shown
    assert "plan_green: the offers of" in shown
    read = json.loads(greenchannel(*words, "--json").stdout)
    assert list(read["regimes"]) == ["oa", "plan_green"]
    assert read["regimes"]["oa"]["happenings"][0]["what"] == "offered"


def test_the_command_refuses_a_date_that_is_none():
    said = greenchannel("trace", COMPANY_A, "--date", "12/10/2010")
    assert said.returncode == 2
