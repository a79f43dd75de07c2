"""Every clause that is enforced is printed with the client's value, in both languages."""

import pytest

from playbook.clients.load import load_client
from playbook.documents.charter.charter_pages import clause_table
from playbook.documents.pitch.charter_page import clause_table as pitch_table
from playbook.engagement.clauses import clauses_of, settings_of
from playbook.words.language import speaking
from sim.client.regimes import charter_of
from sim.client.schema import CharterSection
from sim.tables.read import read_table

COMPANY_A = "data/clients/company_a.toml"

UNUSUAL = {
    "quota_cny": ("123456", "CNY 123,456", "123,456元"),
    "alone_cny": ("4321", "CNY 4,321", "4,321元"),
    "month_quota_cny": ("234567", "CNY 234,567", "234,567元"),
    "quarter_budget_share": ("0.37", "37 % of CNY 720,000", "720,000元的37%"),
    "aggregation_h": ("31.5", "31.5 hours", "31.5小时"),
    "kinds_excluded": (
        '["home_focus"]',
        "outside: Mall home-page focus slot",
        "授权之外：商城首页焦点图",
    ),
    "instruments": ('["budget", "gift"]', "media budget and gifts", "媒体投放和赠品"),
    "stock_share": ("0.11", "11 %", "11%"),
    "hurdle_share": (
        "1.7",
        "forecast deal value at least 1.7 x cash cost",
        "预测活动价值不低于现金成本的1.7倍",
    ),
    "stop_loss_cny": ("7654", "CNY 7,654", "7,654元"),
    "audit_share": ("0.43", "43 %", "43%"),
    "audit_above_share": ("0.61", "61 % of CNY 20,000", "20,000元的61%"),
    "report_tolerance": ("3.5", "3.5 x the visitors that came", "实际访客的3.5倍"),
    "deviations_allowed": ("7", "7 a month", "每月7次"),
    "breach_paid_by_agency": ("false", "the client bears both", "损失均由甲方承担"),
    "dual_think_min": ("90", "half of them within 1.5 h", "半数在1.5小时内"),
    "dual_think_sigma": ("0.2", "nine in ten within 1.3 h", "九成在1.3小时内"),
    "director_hours": ('"10:30-17:30"', "10:30 to 17:30", "10:30至17:30"),
    "gift_share": ("0.09", "9 %", "9%"),
    "lapse_days": ("17", "17 days after the quarter", "季度结束后17天"),
    "valid_from": ("2010-08-15", "from 15 August 2010, without end", "自2010年8月15日起，长期有效"),
    "valid_until": ("2010-11-30", "until 30 November 2010", "至2010年11月30日止"),
    "revoked_on": ("2010-10-20", "revoked on 20 October 2010", "已于2010年10月20日收回"),
}
"""For each key of ``[charter]`` a value that no client has, and what its clause must say of it."""


def printed(client, language):
    """Return the value of every clause as the charter's table prints it."""
    with speaking(language):
        rows = clause_table(client).rows
    ids = [row.text("clause_id") for row in read_table("charter/clauses")]
    return {id: row[-1] for id, row in zip(ids, rows, strict=True)}


def enforced(client):
    """Return all by which the simulated channel decides: the charter, and who signs when."""
    agency = client.scenario.agency
    return charter_of(client.file, client.scenario), agency.dual_think, agency.director_duty


def clauses_filled_by(setting):
    """Return the clauses that a setting of the client file fills."""
    rows = read_table("charter/clauses")
    return {row.text("clause_id") for row in rows if setting in settings_of(row)}


@pytest.fixture(scope="module")
def usual():
    return load_client(COMPANY_A)


@pytest.mark.parametrize("key", CharterSection.model_fields)
def test_every_key_of_the_charter_is_enforced_and_printed(key, usual):
    """Set to an unusual value it changes the simulated charter and its own clauses, no others."""
    value, *said = UNUSUAL[key]
    client = load_client(COMPANY_A, [f"charter.{key}={value}"])
    assert enforced(client) != enforced(usual)
    filled = clauses_filled_by(f"charter.{key}")
    for language, words in zip(("en", "zh"), said, strict=True):
        before, after = (printed(one, language) for one in (usual, client))
        changed = {id for id in before if before[id] != after[id]}
        assert filled <= changed
        assert all(words in after[id] for id in filled)
    assert filled, "no clause of the table prints it"


def test_a_widened_clause_is_not_called_usual_but_so_many_times_that(usual):
    """A share can only be raised up to all of it, and what is not widened stays the usual."""
    marks = {one.id: one.printed(8).removeprefix(one.value) for one in clauses_of(usual)}
    assert marks["quota_per_decision"] == " (8 x the usual)"
    assert marks["stock_share"] == " (raised from the usual)"
    assert marks["stop_loss"] == " (usual)"


def test_what_the_client_file_states_is_not_called_usual(usual):
    """The quota alone is stated, and the clauses that it fills lose their mark."""
    client = load_client(COMPANY_A, ["charter.quota_cny=20000"])
    before, after = ({c.id for c in clauses_of(one) if c.usual} for one in (usual, client))
    assert before - after == clauses_filled_by("charter.quota_cny")


def test_what_an_assessment_moves_is_not_called_usual():
    """The director's answer of a client that was assessed is neither the table's nor the file's."""
    client = load_client("data/clients/cosmetics_today.toml")
    assert client.file.charter.dual_think_min != 60
    assert not next(c for c in clauses_of(client) if c.id == "director_answer").usual


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pitch_shows_a_selection_of_the_charter_s_clauses_word_for_word(usual, language):
    with speaking(language):
        shown = pitch_table(usual).rows
        every = {(number, name, value) for number, name, value in clause_table(usual).rows}
    assert len(shown) > 10
    assert set(shown) <= every


@pytest.mark.parametrize("settings", [[], ["charter.alone_cny=20000", "charter.quota_cny=20000"]])
def test_the_pitch_shows_the_quota_of_a_decision_whoever_signs(settings):
    """Where the agency signs alone there is no limit of a second signature to show it."""
    names = [row[1] for row in pitch_table(load_client(COMPANY_A, settings)).rows]
    assert "Quota per decision" in names


def test_price_below_list_is_never_where_the_brand_s_red_line_is_enforced():
    """Either of the two rules of the store draws it; without both the usual share is given."""
    today = "data/clients/cosmetics_today.toml"

    def below_list(*settings):
        client = load_client(today, settings)
        value = next(c for c in clauses_of(client) if c.id == "price_below_list").value
        return client.scenario.price_red_line, value

    assert below_list("store.same_price=false") == (True, "never")
    assert below_list("store.gift_not_discount=false") == (True, "never")
    both = ("store.same_price=false", "store.gift_not_discount=false")
    assert below_list(*both) == (False, "10 %")
