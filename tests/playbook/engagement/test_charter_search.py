"""The charters searched: which is chosen, how the one weighed stands, which clause matters."""

from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from engagements import advised, case, client_of

from playbook.blocks import Heading, Table
from playbook.documents import pitch
from playbook.documents.pitch.charter_search_page import chosen_words, left_out, sure_words
from playbook.documents.pitch.decisions_asked import decisions
from playbook.engagement.charter_search import (
    Tried,
    better,
    chance_of_chosen,
    chosen,
    clause_effects,
    effects,
    ends_inside,
    frontier,
    searched,
    weighed,
)
from playbook.engagement.varied import BREADTH_STEPS, Breadth, breadth_under, breadths
from playbook.words.wording import money
from sim.client.regimes import charter_of, terms_of
from sim.results.comparison import Difference

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa", "loyal_house_today")


def tried(factor, gain, *, stock=0.2, alone=False, at_risk=0.0, borne=True, matters=0.0):
    """Return a charter that gains so much, and may lose ``at_risk``."""
    return Tried(
        breadth=Breadth(factor=factor, stock_share=stock, alone=alone),
        alone_cny=factor * (4 if alone else 1),
        matters_cny=matters,
        seasons=6,
        gain=Difference(mean=gain, low=gain - 1, high=gain + 1, p_better=1.0),
        at_risk_cny=at_risk,
        beyond_share=0.0,
        is_borne=borne,
    )


OURS, WIDEST = tried(1, 100), tried(3, 150, stock=1.0)


def weighing(regime, indifferent=30.0):
    """Return what of an engagement the search reads: Company A weighs a regime."""
    return SimpleNamespace(
        client=client_of(),
        candidate=regime,
        recommendation=SimpleNamespace(indifferent=indifferent),
    )


@pytest.mark.parametrize("name", CLIENTS)
@pytest.mark.parametrize("regime", ["green", "alone_green", "wide_green"])
def test_the_charter_weighed_is_among_those_searched_to_the_clause(name, regime):
    """What is tried for it is the very charter of the regime, the agency's own limit included."""
    client = client_of(name)
    breadth = breadth_under(client.file, regime)
    assert breadth in breadths(client.file)
    searched = client.with_settings(*breadth.settings(client.file))
    terms = terms_of(client.file, client.scenario)
    drawn = {"green": terms.charter, "alone_green": terms.alone, "wide_green": terms.widest}
    assert charter_of(searched.file, searched.scenario) == drawn[regime]


def test_a_widest_charter_of_another_width_is_searched_too():
    client = client_of("company_a", "choice.widest_factor=5")
    factors = {one.factor for one in breadths(client.file)}
    assert factors == {*BREADTH_STEPS, 5}


def test_a_charter_without_a_limit_of_stock_may_take_all():
    client = client_of("company_a", charter={"stock_share": None})
    assert breadth_under(client.file, "green").stock_share == 1


def test_the_narrowest_is_chosen_of_those_borne_that_none_beats_by_much():
    found = [tried(50, 900, borne=False), tried(20, 150), tried(8, 140), tried(1, 100)]
    assert chosen(found, indifferent=20) is found[2]
    assert chosen(found, indifferent=60) is found[3]
    assert chosen(found[:1], indifferent=60) is None


def test_who_is_not_worth_leaving_oa_for_is_not_chosen():
    found = [tried(8, 140, matters=60), tried(1, 100, matters=101)]
    assert chosen(found, indifferent=60) is found[0]
    assert chosen(found[1:], indifferent=60) is None


def test_narrowest_is_the_charter_under_which_the_agency_signs_least_alone():
    """Alone up to the quota is four times the draft's own limit; three times that is narrower."""
    found = [tried(1, 150, alone=True), tried(3, 140)]
    assert chosen(found, indifferent=20) is found[1]


def test_the_narrowest_is_said_to_be_one_of_several_only_where_it_is(company_a):
    told = advised(company_a, "green", indifferent=30.0)
    several, alone = [WIDEST, tried(2, 130), OURS], [WIDEST, OURS]
    assert "All 2 worth leaving OA for" in chosen_words(told, several[:2], several[1])
    assert "Of the 3 worth leaving OA for 2 come" in chosen_words(told, several, several[1])
    assert "narrowest" not in chosen_words(told, alone, WIDEST)


@pytest.fixture
def season_by_season(monkeypatch):
    """Give the charters searched gains season by season, in the order in which they stand."""

    def give(found, *gains):
        by_charter = dict(zip((one.breadth for one in found), map(np.array, gains), strict=True))
        monkeypatch.setattr(
            "playbook.engagement.charter_search.gains_by_charter",
            lambda engagement, tried: {one.breadth: by_charter[one.breadth] for one in tried},
        )

    return give


def test_the_chance_of_the_charter_chosen_is_that_of_the_bound(season_by_season):
    """One rival is better by 10 on average with a standard error of 10: one error inside of 20."""
    found = [WIDEST, OURS]
    season_by_season(found, [0.0, 20.0], [0.0, 0.0])
    chance = chance_of_chosen(weighing("green", indifferent=20.0), found, OURS)
    assert chance.at_least == pytest.approx(0.75)


def test_a_charter_that_is_not_borne_is_no_rival_of_the_one_chosen(season_by_season):
    found = [tried(50, 900, borne=False), OURS]
    season_by_season(found, [900.0, 900.0], [100.0, 100.0])
    assert chance_of_chosen(weighing("green"), found, OURS).at_least == 1


def test_how_sure_the_charter_is_and_how_flat_the_top_stand_in_a_sentence(season_by_season):
    found = [WIDEST, OURS]
    season_by_season(found, [150.0, 151.0, 149.0], [100.0, 101.0, 99.0])
    told = sure_words(weighing("green", indifferent=60.0), found, OURS)
    assert "at least 99.9 %" in told
    assert "from x 1 to x 3" in told
    assert "only limits x 3" in sure_words(weighing("green"), found, WIDEST)


def test_one_season_says_nothing_of_how_sure_the_charter_is(season_by_season):
    season_by_season([WIDEST, OURS], [150.0], [100.0])
    assert sure_words(weighing("green"), [WIDEST, OURS], OURS) == ""


def test_the_frontier_holds_what_no_other_charter_beats_in_both():
    found = [tried(20, 90, at_risk=9), tried(8, 95, at_risk=5), tried(1, 50, at_risk=2)]
    assert frontier(found) == [found[2], found[1]]


def test_the_ends_are_those_of_what_was_tried():
    found = [tried(factor, 1) for factor in (0.5, 1, 50)]
    assert [ends_inside(one, found) for one in found] == [False, True, False]


def test_a_charter_is_better_only_than_the_one_weighed():
    """50 more than the draft are worth telling apart; than itself the widest is no better."""
    found = [WIDEST, OURS]
    assert weighed(weighing("green"), found) is OURS
    assert weighed(weighing("wide_green"), found) is WIDEST
    assert better(weighing("green"), found) is WIDEST
    assert better(weighing("wide_green"), found) is None
    assert better(weighing("green", indifferent=51), found) is None


def test_a_narrower_charter_that_is_as_good_is_the_better_one():
    narrower = tried(0.5, 90)
    assert better(weighing("green", indifferent=20), [OURS, narrower]) is narrower
    assert better(weighing("green", indifferent=5), [OURS, narrower]) is None


@pytest.fixture(scope="module")
def company_a():
    """Return the case of Company A."""
    return case()


@pytest.fixture
def told(company_a, monkeypatch):
    """Give the search page's title and the charter decision where so much was found.

    The few charters of a test are no full grid, of which alone the effects of clauses are told.
    """
    page = "playbook.documents.pitch.charter_search_page"
    monkeypatch.setattr(f"{page}.effects_table", lambda engagement, tried: [])

    def tell(regime, *found):
        for page in ("charter_search_page", "decisions_asked"):
            path = f"playbook.documents.pitch.{page}.searched"
            monkeypatch.setattr(path, lambda engagement: list(found))
        weighing = advised(company_a, regime, indifferent=30.0)
        title = next(b for b in pitch.charter_search(weighing) if isinstance(b, Heading)).text
        asked = [one.whole for one in decisions(weighing) if "charter" in one.text]
        return title, *asked

    return tell


@pytest.mark.parametrize("regime", ["urged_green", "wide_green"])
def test_the_charter_recommended_is_as_good_as_any_where_none_is_better(told, regime):
    ours = tried(1, 150) if regime == "urged_green" else tried(1, 100)
    title, asked = told(regime, tried(50, 155, stock=1.0, alone=True), WIDEST, ours)
    assert title == "The charter recommended is as good as any that keeps within what you bear"
    assert "whether the director countersigns" not in asked


@pytest.mark.parametrize(("gain", "is_asked"), [(900_000, True), (1_000, False)])
def test_a_charter_found_that_would_be_worth_leaving_oa_for_is_asked_to_be_compared(
    company_a, monkeypatch, gain, is_asked
):
    """It is the best of many on few seasons: that asks for more seasons, and recommends nothing."""
    found = [tried(3, gain, matters=20_000), OURS]
    path = "playbook.documents.pitch.decisions_asked.searched"
    monkeypatch.setattr(path, lambda engagement: found)
    stays = advised(company_a, "oa", candidate="green", matters=20_000.0)
    asked = [one.text for one in decisions(stays) if one.text.startswith("Have the charter")]
    assert len(asked) == is_asked
    assert all("limits x 3" in text and money(gain) in text for text in asked)


def test_a_charter_tried_must_bring_what_its_own_kin_among_the_regimes_must(company_a):
    for one in searched(company_a):
        kin = "wide_green" if one.breadth.factor > 1 else "green"
        kin = "alone_green" if one.breadth.alone else kin
        assert one.matters_cny == company_a.rule.matters(kin)


def test_who_is_to_sign_is_told_of_a_narrower_charter_that_is_as_good(told):
    title, asked = told("wide_green", WIDEST, tried(1, 140))
    assert "hands over less than the charter recommended and is as good: CNY 10" in title
    assert "Say with it whether a narrower one is to do" in asked


def test_who_is_to_sign_is_told_of_a_better_charter_without_a_countersignature(told):
    best = tried(20, 250, alone=True)
    title, asked = told("wide_green", best, WIDEST, OURS)
    assert "limits x 20, decided alone would bring CNY 100 more" in title
    assert "Say with it whether the director countersigns" in asked
    title, asked = told("wide_green", tried(20, 250), WIDEST, OURS)
    assert "limits x 20, countersigned would bring CNY 100 more" in title
    assert "whether the director countersigns" not in asked


def test_few_seasons_do_not_overrule_the_many_of_the_headline(told):
    """The charter recommended may break a limit on the few seasons of the search alone."""
    title, _ = told("green", tried(8, 90), tried(1, 100, borne=False))
    assert title.startswith("On 6 runs the charter recommended may lose more than you bear")


def test_a_client_that_keeps_oa_is_told_of_the_best_in_short(company_a, monkeypatch):
    path = "playbook.documents.pitch.charter_search_page.searched"
    monkeypatch.setattr(path, lambda engagement: [WIDEST, OURS, tried(3, 90, at_risk=5)])
    blocks = pitch.charter_search(advised(company_a, "oa", candidate="plan"))
    title = next(b for b in blocks if isinstance(b, Heading)).text
    assert title.startswith("OA stays: the best charter within what you bear would add CNY 1")
    (table,) = (b for b in blocks if isinstance(b, Table))
    assert len(table.rows) == 1


@pytest.mark.parametrize(("low", "is_told"), [(-1.5, True), (0.5, False)])
def test_a_client_that_keeps_oa_is_told_where_the_best_charter_may_add_nothing(
    company_a, monkeypatch, low, is_told
):
    found = tried(3, 1)
    found = replace(found, gain=replace(found.gain, low=low, high=2.6))
    path = "playbook.documents.pitch.charter_search_page.searched"
    monkeypatch.setattr(path, lambda engagement: [found, tried(1, 0)])
    blocks = pitch.charter_search(advised(company_a, "oa", candidate="plan"))
    title = next(b for b in blocks if isinstance(b, Heading)).text
    assert title.endswith("cannot be told from nothing") == is_told


def test_a_table_that_leaves_charters_out_says_how_many_and_why():
    assert left_out(24, 24) == ""
    assert left_out(14, 24).startswith("Of 24 tried the table lists 14:")


def test_the_table_s_note_counts_what_it_lists(company_a):
    """A client that keeps OA sees only those that no other one beats in both."""
    for regime in ("green", "oa"):
        page = pitch.charter_search(advised(company_a, regime, candidate="green"))
        table = next(b for b in page if isinstance(b, Table))
        every = len(searched(company_a))
        assert (f"Of {every} tried the table lists {len(table.rows)}" in table.note) == (
            len(table.rows) < every
        )


def charters(gain, widths=(1.0, 3.0), shares=(0.2, 1.0), seasons=(1.0,)):
    """Return every charter of these clauses with what it gains, times what each season is worth."""
    return {
        Breadth(factor=width, stock_share=share, alone=alone): np.array(seasons)
        * gain(width, share, alone)
        for width, share, alone in product(widths, shares, (False, True))
    }


def test_each_clause_is_told_by_its_own_name_the_strongest_first():
    """Width is worth 3 - 1 = 2 and being alone 1: variances 1 and 1/4; stock does nothing."""
    found = clause_effects(charters(lambda width, share, alone: width + alone))
    told = {one.clause: (one.effect.first, one.effect.total) for one in found}
    assert list(told) == ["factor", "alone", "stock_share"]
    assert told["factor"] == pytest.approx((0.8, 0.8))
    assert told["alone"] == pytest.approx((0.2, 0.2))
    assert told["stock_share"] == (0, 0)


def test_the_order_in_which_charters_were_tried_does_not_matter():
    gains = charters(lambda width, share, alone: width * share - alone)
    assert clause_effects(dict(reversed(gains.items()))) == clause_effects(gains)


def test_a_clause_that_was_tried_at_one_level_is_left_out():
    found = clause_effects(charters(lambda width, share, alone: width, shares=(0.2,)))
    assert [(one.clause, one.levels) for one in found] == [("factor", 2), ("alone", 2)]


def test_the_range_is_that_of_the_seasons_with_any_one_left_out():
    """Width tells in the first season alone: without it being alone explains everything."""
    gains = {
        breadth: np.array([breadth.factor, breadth.alone, breadth.alone])
        for breadth in charters(lambda *clauses: 0.0)
    }
    width = next(one for one in clause_effects(gains) if one.clause == "factor")
    assert (width.low, width.high) == pytest.approx((0.0, 0.8))


def test_one_season_gives_no_range():
    (first, *_) = clause_effects(charters(lambda width, share, alone: width))
    assert (first.low, first.high) == (None, None)


def test_a_factor_s_index_is_its_part_of_the_variance():
    """3a + 2b + ab on -1 and 1, c idle: variances 9, 4 and 1, of 14 in all."""
    a, b, _ = np.meshgrid([-1, 1], [-1, 1], [-1, 1], indexing="ij")
    first = [one.first for one in effects(3.0 * a + 2 * b + a * b)]
    total = [one.total for one in effects(3.0 * a + 2 * b + a * b)]
    assert first == pytest.approx([9 / 14, 4 / 14, 0])
    assert total == pytest.approx([10 / 14, 5 / 14, 0])


def test_where_factors_only_add_up_they_explain_all_and_nothing_together():
    """0, 1 or 2 plus 0 or 10: variances 2/3 and 25, whatever is added to all."""
    x, y = np.meshgrid([0.0, 1.0, 2.0], [0.0, 10.0], indexing="ij")
    for found in effects(x + y + 7), effects(1000 * (x + y)):
        assert [one.first for one in found] == pytest.approx([2 / 77, 75 / 77])
        assert [one.total for one in found] == pytest.approx([2 / 77, 75 / 77])


def test_what_works_only_together_explains_nothing_alone():
    """1 where both are the same: the mean says nothing of either."""
    for one in effects(np.eye(2)):
        assert (one.first, one.total) == (0.0, 1.0)


def test_a_grid_whose_values_are_alike_has_no_effects():
    """Nor does one that rounding tells apart."""
    for grid in (np.full((2, 3), 0.1), np.array([[0.3, 0.1 + 0.2], [0.3, 0.3]])):
        assert [(one.first, one.total) for one in effects(grid)] == [(0.0, 0.0)] * 2
