"""The pages of the method that say what the numbers, and the words about them, rest on."""

import json

import pytest
from engagements import case, client_of

from playbook.documents import method
from playbook.documents.method.basis_pages import readable
from playbook.documents.method.method_pages import hurdle_words, standing_words
from playbook.engagement.varied import uncertain
from playbook.words.names import unit_of

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa", "loyal_house_today")


def words_of(blocks):
    """Return every word of the blocks, as a reader meets them."""
    return json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)


@pytest.mark.parametrize("name", CLIENTS)
def test_every_range_holds_its_number(name):
    ranged = [one for one in client_of(name).assumptions if one.low is not None and one.amount]
    missed = [one.path for one in ranged if not one.low <= one.amount <= one.high]
    assert not missed


def test_a_range_that_misses_the_client_s_value_is_drawn_to_its_size():
    numbers = {one.path: one for one in client_of("appliance_good_oa").assumptions}
    repeat, visits = numbers["store.repeat_share"], numbers["store.organic_visits_per_day"]
    assert (repeat.low, repeat.high) == pytest.approx((0.02, 0.055))  # 0.16 has 0.08 to 0.22
    assert (visits.low, visits.high) == (1500, 4500)  # 8,000 has 4,000 to 12,000


def test_a_share_far_above_the_usual_range_stays_a_share():
    client = client_of("company_a", "store.repeat_share=0.9")
    (number,) = (one for one in uncertain(client) if one.path == "store.repeat_share")
    assert number.low == pytest.approx(0.45)
    assert number.high == 1


def test_a_score_is_no_span_of_days():
    client = client_of("cosmetics_today")
    units = {one.path: unit_of(one) for one in client.assumptions}
    assert units["readiness.stock_60_days"] == units["readiness.charter"] == "0 to 4"


def test_a_number_that_was_worked_out_has_four_digits():
    assert [readable(value) for value in (2.6898148148148, 46 / 55)] == ["2.69", "0.8364"]


def test_a_number_that_somebody_wrote_has_all_its_digits():
    assert [readable(value) for value in (1234567, 0.00125)] == ["1,234,567", "0.00125"]


def test_the_readings_of_the_case_are_told_to_the_client_of_the_case_alone():
    ours, other = (words_of(method.conflicts(case(name))) for name in CLIENTS[:3:2])
    assert "OA to 30 September" in ours
    assert "OA to 30 September" not in other
    assert "keying errors" in ours
    assert "keying errors" in other


def test_no_reading_promises_what_is_not_there():
    found = words_of(method.conflicts(case()))
    assert not any(word in found for word in ("footnote", "shown", "reported too", "by default"))


def test_who_countersigns_refuses_by_the_client_s_own_forecast_for_good():
    found = hurdle_words(case())
    assert "client's own forecast, and what falls short is refused for good" in found
    assert "50 % by what the agency reports" in found


def test_a_regime_that_loses_is_not_called_allowed():
    found = case().recommendation
    told = [
        standing_words(found, "no such one", gain, 2_000.0) for gain in (2_000.0, 1_999.0, -1.0)
    ]
    assert told == ["allowed", *["too little: CNY 2,000 is needed"] * 2]
