"""The quota curve: nought is OA, and the sentences say from where on more is not surely more."""

from dataclasses import replace

import pytest
from engagements import advised, case

from playbook.blocks import Chart, Heading, Prose, Table
from playbook.clients.load import load_client
from playbook.documents import pitch
from playbook.documents.pitch.quota_page import (
    quota_words,
    sales_words,
    title_of_no_charter,
    where_flat,
)
from playbook.documents.pitch.quota_recommended import own_quota
from playbook.engagement import quota, varied
from playbook.engagement.engagement import Known
from playbook.engagement.quota import curve, enough, surely_worse
from playbook.engagement.varied import GREEDY, HONEST, QUOTA_STEPS, as_wide, quotas, with_quota
from playbook.words.language import speaking
from playbook.words.phrases import signed
from playbook.words.wording import money
from sim.results.experiment import Results

CLIENT = "data/clients/company_a.toml"


@pytest.fixture(scope="module")
def engagement():
    """Return the case of Company A on half a dozen seasons."""
    return case()


def test_a_quota_of_nought_is_oa(engagement):
    """Season by season, with either agency: no offer gets past the charter."""
    for agency in (HONEST, GREEDY):
        nought = curve(engagement, agency)[0]
        assert nought.quota_cny == 0
        oa = nought.study.results.seasons("oa", "contribution_cny")
        assert nought.contributions().tolist() == oa.tolist()
        assert (nought.gain.mean, nought.gain.low, nought.gain.high) == (0, 0, 0)


def test_the_grid_lies_around_the_client_s_own_quota(engagement):
    """And the wide charter's has a point of its own: three times the client's."""
    own = engagement.client.file.charter.quota_cny
    assert list(quotas(engagement.client.file)) == sorted(step * own for step in {*QUOTA_STEPS, 3})
    assert own in quotas(engagement.client.file)


def test_a_curve_that_rises_to_its_end_goes_on_until_what_is_enough_lies_inside(
    engagement, monkeypatch
):
    """With an honest agency and with a greedy one, at the same quotas."""
    monkeypatch.setattr(quota, "quotas", lambda file: (0, 2_000, 5_000))
    found = quota.curves(anew(engagement))
    honest, greedy = ([point.quota_cny for point in found[agency]] for agency in (HONEST, GREEDY))
    assert honest == greedy
    assert honest[:5] == [0, 2_000, 5_000, 12_500, 31_250]
    assert len(honest) < 3 + quota.MOST_WIDENINGS


def test_a_curve_of_quotas_that_let_no_deal_pass_goes_on(engagement, monkeypatch):
    monkeypatch.setattr(quota, "quotas", lambda file: (0, 1, 2))
    assert len(quota.curves(anew(engagement))[HONEST]) == 3 + quota.MOST_WIDENINGS


def test_no_curve_goes_on_where_no_charter_may_be_so_wide(engagement, monkeypatch):
    monkeypatch.setattr(varied, "MOST_CNY", 100)
    monkeypatch.setattr(quota, "quotas", lambda file: (0, 1, 2))
    last = quota.curves(anew(engagement))[HONEST][-1].quota_cny
    file = engagement.client.file
    widest, wider = (
        max(as_wide(file, last * step / file.charter.quota_cny).values())
        for step in (1, varied.WIDER)
    )
    assert widest <= 100 < wider


def anew(engagement):
    """Return the engagement without what was worked out of its comparison."""
    known = Known(
        comparison=engagement.comparison,
        recommendation=engagement.recommendation,
        latency=engagement.latency,
    )
    return replace(engagement, known=known)


def test_a_client_with_a_quota_of_nought_gets_a_curve_too():
    client = load_client(CLIENT, ["charter.quota_cny=0", "charter.alone_cny=0"])
    found = quotas(client.file)
    assert found[0] == 0
    assert len(set(found)) == len(found)


def test_every_point_is_a_legal_client_file(engagement):
    for step in quotas(engagement.client.file):
        client = load_client(CLIENT, with_quota(engagement.client.file, step, GREEDY))
        charter = client.file.charter
        assert charter.alone_cny <= charter.quota_cny <= charter.month_quota_cny
        assert client.file.agency.self_interest == GREEDY


def with_gains(points, gains, outcome="contribution_cny"):
    """Return points whose outcome is the number of the season plus a gain."""
    found = []
    for point, gain in zip(points, gains, strict=True):
        frame = point.study.results.frame.copy()
        rows = (frame["regime"] == "green") & (frame["outcome"] == outcome)
        frame.loc[rows, "value"] = frame.loc[rows, "replication"] + gain
        found.append(replace(point, study=replace(point.study, results=Results(frame))))
    return found


@pytest.mark.parametrize(
    ("gains", "place", "worse"),
    [
        ((0, 1, 2, 3, 4, 5, 6), 6, 0),
        ((0, 1, 2, 2, 2, 2, 2), 2, 0),
        ((0, 1, 5, 4, 3, 2, 1), 2, 4),
        ((0, 0, 0, 0, 0, 0, 0), 0, 0),
        ((0, -1, -2, -3, -4, -5, -6), 0, 6),
    ],
)
def test_enough_is_the_smallest_quota_that_none_larger_beats(engagement, gains, place, worse):
    points = with_gains(curve(engagement, HONEST), gains)
    assert enough(points) is points[place]
    assert len(surely_worse(points, enough(points))) == worse


@pytest.mark.parametrize(
    ("honest", "greedy", "english", "chinese"),
    [
        (1, 1, "whoever the agency", "无论代运营商尽责还是只重销售额"),
        (1, 0, "with an honest agency alone", "仅当由尽责的代运营商"),
        (0, 1, "with a sales-driven agency alone", "仅当由"),
        (0, 0, "no quota tried", "额度"),
    ],
)
def test_a_title_names_one_agency_alone_where_a_quota_helps_only_it(
    engagement, honest, greedy, english, chinese
):
    found = {
        agency: with_gains(curve(engagement, agency), [gain * step for step in range(7)])
        for agency, gain in ((HONEST, honest), (GREEDY, greedy))
    }
    assert english in title_of_no_charter("OA stays", found)
    with speaking("zh"):
        assert chinese in title_of_no_charter("OA stays", found)


def test_the_title_says_whether_more_than_the_quota_weighed_helps(engagement):
    own = own_quota(engagement)
    flat = [enough(curve(engagement, agency)).quota_cny <= own for agency in (HONEST, GREEDY)]
    (heading,) = (block for block in pitch.quota_curve(engagement) if isinstance(block, Heading))
    assert money(own) in heading.text
    flat_words = ("No quota above", "no larger quota", "too few")
    assert any(words in heading.text for words in flat_words) == all(flat)
    assert ("still rises" in heading.text) == (not any(flat))


@pytest.mark.parametrize(
    ("regime", "quota"),
    [("green", 20_000), ("urged_green", 20_000), ("alone_green", 20_000), ("wide_green", 60_000)],
)
def test_the_charter_recommended_is_named_in_the_title_and_marked_on_the_curve(
    engagement, regime, quota
):
    """Its mark stands over its own quota, at what the headline says that it gains."""
    told = advised(engagement, regime)
    blocks = pitch.quota_curve(told)
    (heading,) = (block for block in blocks if isinstance(block, Heading))
    assert f"{money(quota)} of the charter recommended" in heading.text or (
        f"The charter recommended has {money(quota)}" in heading.text
    )
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    mark = dict(zip(chart.x, chart.series[-1].values, strict=True))
    gains = {at: gain for at, gain in mark.items() if gain is not None}
    assert gains == {money(quota): told.recommendation.gain.mean}
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows if "*" in row[0]] == [f"{money(quota)} *"]
    assert "star" in table.note


@pytest.mark.parametrize("regime", ["alone_green", "wide_green"])
def test_a_charter_other_than_the_draft_is_told_by_what_it_adds_as_a_whole(engagement, regime):
    more = engagement.comparison.between(regime, "green", "contribution_cny").mean
    assert signed(more) in quota_words(advised(engagement, regime))
    assert "all its clauses" not in quota_words(advised(engagement, "green"))


def test_a_client_that_keeps_oa_is_asked_for_no_quota(engagement):
    """The curve is shown, and no regime is recommended on it."""
    blocks = pitch.quota_curve(advised(engagement, "oa", candidate="plan_green"))
    (heading,) = (block for block in blocks if isinstance(block, Heading))
    assert heading.text.startswith("OA stays")
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    assert len(chart.series) == 2
    (prose,) = (block for block in blocks if isinstance(block, Prose))
    assert "The nearest alternative, plan + green channel" in prose.text
    assert not [block for block in blocks if isinstance(block, Table)]


def rising(engagement, sold, earned):
    """Return one curve for both agencies, with so much more sold and earned at the last quota."""
    points = with_gains(curve(engagement, HONEST), (0, 5, 5, 5, 5, 5, 5 + earned))
    points = with_gains(points, (0, 0, 0, 0, 0, 0, sold), "sales_cny")
    return {HONEST: points, GREEDY: points}


def test_sales_that_go_on_rising_are_told_in_numbers(engagement):
    (words,) = sales_words(rising(engagement, 700, -3))
    assert "sells CNY 700 more (+CNY 700 to +CNY 700)" in words
    assert "lowers contribution by CNY 3 (−CNY 3 to −CNY 3)" in words
    assert sales_words(rising(engagement, 0, -3)) == []


def test_what_is_not_sure_is_said_to_be_that_and_not_called_flat(engagement):
    found = rising(engagement, 0, 0)
    (words,) = where_flat(found)
    seasons = found[HONEST][0].study.replications
    assert f"brings clearly more on {seasons} runs" in words
    assert "flat" not in words


def test_the_text_names_the_quota_that_is_enough(engagement):
    (prose,) = (block for block in pitch.quota_curve(engagement) if isinstance(block, Prose))
    for agency in (HONEST, GREEDY):
        least = enough(curve(engagement, agency))
        assert money(least.quota_cny) in prose.text or "no quota brings" in prose.text


def test_chart_and_table_show_the_same_gains(engagement):
    blocks = pitch.quota_curve(engagement)
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    (table,) = (block for block in blocks if isinstance(block, Table))
    honest, greedy, *_ = (series.values for series in chart.series)
    assert tuple(row[1] for row in table.rows) == honest
    assert tuple(row[4] for row in table.rows) == greedy
    assert len(chart.x) == len(quotas(engagement.client.file))
