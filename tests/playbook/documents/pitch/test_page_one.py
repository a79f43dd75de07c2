"""The first page answers what a reader of one minute asks, whoever the client is."""

from dataclasses import asdict, fields, replace
from io import BytesIO

import pytest
from engagements import advised, case, changed
from pypdf import PdfReader

from playbook.blocks import Chart, Table
from playbook.blocks.document import Document
from playbook.documents import pitch
from playbook.documents.pitch.decisions_asked import asked_for, decisions, due, to_sign
from playbook.documents.pitch.other_ways import other_ways, why_not
from playbook.documents.pitch.page_one import PageOne, page_one, picture, questions
from playbook.documents.pitch.price import downside_of, paid, price_of
from playbook.engagement.engagement import Known
from playbook.engagement.knowing import gain_in_doubt
from playbook.formats import render
from playbook.study.standing import MONEY
from playbook.words.language import LANGUAGES, speaking
from playbook.words.names import regime_name, role_name
from playbook.words.phrases import begin, signed
from playbook.words.wording import day, money, share

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa", "loyal_house_today")
REGIMES = ("oa", "oa_urged", "plan", "green", "urged_green", "plan_green", "alone_green")


def told(engagement):
    """Return the answers of a first page by slot."""
    return asdict(page_one(engagement))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", CLIENTS)
def test_no_slot_of_the_first_page_is_empty(client, language):
    with speaking(language):
        empty = [slot for slot, text in told(case(client)).items() if not text.strip()]
    assert not empty


@pytest.mark.parametrize("regime", [*REGIMES, "wide_green", "delegated"])
def test_no_slot_is_empty_whatever_is_recommended(regime):
    assert all(told(advised(case(), regime)).values())


def test_an_empty_slot_is_seen(monkeypatch):
    """The guard of the test above: a page that lacks an answer does not pass it."""
    module = "playbook.documents.pitch.page_one"
    monkeypatch.setattr(f"{module}.asked_for", lambda engagement: "")
    assert not all(told(case()).values())


@pytest.mark.parametrize("client", CLIENTS)
def test_every_slot_is_a_row_of_the_table_with_its_own_question(client):
    engagement = case(client)
    (table,) = (block for block in pitch.answer(engagement) if isinstance(block, Table))
    asked = questions(engagement)
    assert list(asked) == [one.name for one in fields(PageOne)]
    assert dict(table.rows) == {asked[slot]: text for slot, text in told(engagement).items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("client", CLIENTS)
def test_the_first_page_is_one_page_of_paper(client, language):
    with speaking(language):
        blocks = pitch.summary(case(client))
    pages = PdfReader(BytesIO(render(Document(blocks=blocks, language=language), "pdf"))).pages
    assert len(pages) == 1


def test_the_gain_stands_with_its_range_where_every_input_is_in_doubt():
    engagement = case()
    doubt, gain = gain_in_doubt(engagement), engagement.recommendation.gain.mean
    words = page_one(engagement).gain
    assert words.startswith(signed(gain))
    assert f"between {signed(doubt.p10)} and {signed(doubt.p90)}" in words


def test_the_picture_shows_what_the_limits_allow_with_the_range_of_the_inputs():
    engagement = advised(case(), "plan_green")
    (chart,) = (block for block in pitch.answer(engagement) if isinstance(block, Chart))
    assert chart == picture(engagement)
    ours = next(point for point in chart.points if point.key == "plan_green")
    doubt = gain_in_doubt(engagement)
    assert ours.value == engagement.comparison.difference("plan_green", MONEY).mean
    assert (ours.low, ours.high) == (min(ours.value, doubt.p10), max(ours.value, doubt.p90))


def test_the_fee_that_is_paid_more_is_that_of_the_fees_page():
    engagement = advised(case(), "plan_green")
    price = price_of(engagement)
    more = paid(engagement, "plan_green") - paid(engagement, "oa")
    assert price.more_fee_cny == more == pytest.approx(price.fee_month_cny * engagement.months)
    assert money(paid(engagement, "plan_green")) in pitch.fees(engagement)[0].text


def test_who_keeps_oa_pays_nothing_more():
    engagement = advised(case(), "oa", candidate="green")
    assert price_of(engagement).more_fee_cny == 0
    assert "Nothing changes" in page_one(engagement).cost


def test_the_largest_fall_stands_against_the_stop_loss():
    engagement = advised(case(), "green")
    found, words = downside_of(engagement), page_one(engagement).worst_case
    assert found.one_in_20 <= found.worst
    assert all(money(one) in words for one in (found.one_in_20, found.worst, found.limit))


def test_a_charter_without_a_stop_loss_says_so():
    engagement = advised(case(), "green")
    free = changed(engagement.client, charter={"stop_loss_cny": None})
    known = Known(comparison=engagement.comparison, recommendation=engagement.recommendation)
    words = page_one(replace(engagement, client=free, known=known)).worst_case
    assert "No stop-loss is set." in words


def test_who_hands_nothing_over_has_no_such_fall():
    assert downside_of(advised(case(), "oa_urged")) is None


@pytest.mark.parametrize("regime", REGIMES)
def test_two_other_ways_are_told_and_neither_is_the_recommendation(regime):
    ways = other_ways(advised(case(), regime))
    assert len(set(ways)) == 2
    assert not {"oa", regime} & set(ways)


def test_what_is_ruled_out_says_by_what():
    engagement = case()
    ruled_out = engagement.recommendation.ruled_out
    assert ruled_out["delegated"].reason == "red_line"
    words = why_not(engagement, "delegated")
    assert words.startswith(f"{begin(regime_name('delegated'))} is ruled out")
    assert "red line on prices" in words


def test_the_ask_is_what_is_decided_and_not_what_follows_of_it():
    engagement = advised(case(), "plan_green")
    plan, charter, people, date = decisions(engagement)
    assert asked_for(engagement) == f"{plan.text} {charter.text}"
    assert not people.is_asked
    assert not date.is_asked


def test_who_signs_what_stands_with_the_day_of_the_plan():
    engagement = advised(case(), "plan_green")
    for one in decisions(engagement):
        line = f"{begin(role_name(one.signs))} by {day(due(engagement, one))}: "
        assert line in to_sign(engagement)
        assert one.what in to_sign(engagement)
    assert due(engagement, decisions(engagement)[1]) == engagement.plan.ends("GV6")


def test_the_page_behind_it_is_about_keeping_where_oa_is_kept():
    """No title sells what is not recommended."""
    stays = pitch.behind(advised(case(), "oa", candidate="green"))[0].text
    assert stays.startswith("OA stays the best")
    assert share(case().in_doubt().oa_best) in stays
    assert "gains in" in pitch.behind(advised(case(), "green"))[0].text
