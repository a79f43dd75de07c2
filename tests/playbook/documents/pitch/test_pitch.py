"""The pitch's sentences follow the numbers: changed inputs change them, and none contradicts."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from engagements import advised, case, client_of, engaged
from pages import pages_of

from playbook.blocks import Bullets, Callout, Chart, Heading, Kpis, Prose, Scatter, Table
from playbook.clients.load import load_client
from playbook.documents import method, onboarding, pitch
from playbook.documents.method.back_test_page import back_test_line
from playbook.documents.own_target import target_line
from playbook.documents.pitch.answer_page import cheap_fix, deciding_cost, is_as_good, runner_up
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.delay_cost import captures_more
from playbook.documents.pitch.must_be_true import weightiest
from playbook.documents.pitch.options import forest, options_title
from playbook.documents.pitch.other_worlds import against_both, borders, with_doubt
from playbook.documents.pitch.page_one import picture
from playbook.documents.pitch.risk_page import risk_words
from playbook.documents.pitch.situation_page import short_share
from playbook.engagement.business import business_of
from playbook.engagement.engagement import Engagement, Known, simulate
from playbook.engagement.own_limits import alternatives
from playbook.engagement.questions import Method, foreseen
from playbook.engagement.ranges import swings
from playbook.engagement.targets import target_tree
from playbook.engagement.varied import GREEDY, OWN_WORLD, worlds
from playbook.engagement.verdict import (
    LIMITS,
    another_seed,
    chance_words,
    charter_name,
    headline,
    headline_title,
    title,
    verdict,
    whose_limits,
)
from playbook.project.plan import SAFE, by_start
from playbook.study.recommendation import has_charter
from playbook.study.standing import ChoiceRule, Standing
from playbook.words.names import regime_name, role_name
from playbook.words.phrases import begin, moves, signed
from playbook.words.wording import day, hours, money, share
from sim.client.regimes import REGIMES
from sim.messages import ProblemError
from sim.results.comparison import Difference
from sim.results.experiment import Experiment

CLIENTS = ("company_a", "appliance_good_oa")


@pytest.fixture(scope="module", params=CLIENTS)
def engagement(request):
    """Return one client's case on half a dozen seasons."""
    return case(request.param)


def texts(blocks):
    """Return all text of some blocks."""
    return "\n".join(str(block) for block in blocks)


def heading(blocks):
    """Return the title of a page."""
    (first, *_) = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    return first.text


def numbers_in(text):
    """Return the numbers of a sentence as they are written."""
    return re.findall(r"[\d.,]*\d", text)


PITCH = pages_of("pitch")
PAGES = [page for page in PITCH if page is not pitch.cover]


@pytest.fixture(scope="module")
def blocks_of(engagement):
    """Give the blocks of a page of this client, made once."""
    return cache(lambda page: page(engagement))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_each_page_has_one_action_title(blocks_of, page):
    """A title is a sentence about this client, not the name of a topic.

    The story of one offer has no page where no offer tells one.
    """
    blocks = blocks_of(page)
    if page is pitch.one_offer and list(blocks) == []:
        return
    assert isinstance(blocks[0], Heading)
    assert len([b for b in blocks if isinstance(b, Heading) and b.level == 1]) == 1
    assert len(heading(blocks).split()) >= 5


def test_the_executive_page_comes_first_and_the_method_last():
    assert PITCH[:3] == (pitch.cover, pitch.answer, pitch.behind)
    assert PITCH[-3:] == (pitch.signatures, pitch.sixteen_answers, pitch.method)


@pytest.mark.parametrize(
    ("low", "mean", "high", "stays", "found"),
    [
        (1.0, 2.0, 3.0, False, "gain"),
        (-1.0, 2.0, 3.0, False, "leading"),
        (None, 2.0, None, False, "leading"),
        (1.0, 2.0, 3.0, True, "small"),
        (-1.0, 2.0, 3.0, True, "doubt"),
        (None, 2.0, None, True, "doubt"),
        (-3.0, -2.0, -1.0, True, "loss"),
        (0.0, 0.0, 0.0, True, "nothing"),
    ],
)
def test_the_verdict_is_what_the_interval_says(engagement, low, mean, high, stays, found):
    regime = "oa" if stays else engagement.candidate
    gain = replace(engagement.recommendation.gain, low=low, mean=mean, high=high)
    choice = replace(engagement.recommendation, regime=regime, gain=gain)
    told = replace(engagement, known=Known(recommendation=choice))
    assert verdict(choice) == found
    assert ("OA stays" in headline_title(told)) == stays
    assert ("Keep the OA chain" in headline(told)) == stays


@pytest.mark.parametrize(
    ("allowed", "ruled_out", "said"),
    [
        (-1.0, 5.0, "no other way of deciding within your limits beats it"),
        (5.0, -1.0, "no other way of deciding within your limits earns what changing costs"),
    ],
)
def test_changing_is_too_dear_only_where_something_would_pay_but_for_it(
    differing, allowed, ruled_out, said
):
    """What the limits rule out is no alternative."""
    differing(dict.fromkeys(REGIMES, allowed) | {"wide_green": ruled_out, "oa_urged": -2.0})
    gain = Difference(mean=-2.0, low=-3.0, high=-1.0, p_better=0.0)
    excluded = dict.fromkeys(["wide_green"])
    told = advised(case(), "oa", candidate="oa_urged", gain=gain, ruled_out=excluded)
    assert said in headline_title(told)
    assert headline_title(told).endswith("paid, faster OA comes nearest (−CNY 2 before)")


@pytest.fixture
def differing(monkeypatch):
    """Let each regime differ from OA by so much."""

    def differ(means):
        def difference(self, name, outcome):
            mean = means.get(name, 0.0)
            return Difference(mean=mean, low=mean, high=mean, p_better=0.5)

        monkeypatch.setattr(type(case().comparison), "difference", difference)

    return differ


@pytest.mark.parametrize(("ruled_out", "is_said"), [(900.0, True), (100.0, False)])
def test_the_best_within_the_limits_is_not_called_the_best_of_all(differing, ruled_out, is_said):
    differing({"green": 500.0, "wide_green": ruled_out})
    gain = Difference(mean=500.0, low=400.0, high=600.0, p_better=1.0)
    excluded = dict.fromkeys(["wide_green"])
    told = advised(case(), "oa", candidate="green", gain=gain, ruled_out=excluded)
    assert ("the best alternative within your limits, green" in headline(told)) == is_said


def test_the_title_recommends_what_the_rule_recommends(engagement):
    """A title that keeps the chain and a rule that leaves it would contradict each other."""
    assert ("keep its OA chain" in title(engagement)) == engagement.recommendation.stays_with_oa


def test_the_headline_states_the_paired_gain(engagement):
    assert moves(engagement.recommendation.gain.mean) in headline(engagement)


def test_the_headline_never_calls_a_doubtful_gain_a_gain(engagement):
    wide = replace(engagement.recommendation.gain, low=-1e9, mean=1e6, high=1e9)
    for regime in ("oa", engagement.candidate):
        choice = replace(engagement.recommendation, regime=regime, gain=wide)
        told = replace(engagement, known=Known(recommendation=choice))
        assert "adds" not in headline_title(told)
        assert re.search("can(not|not be) tell|cannot be told", headline(told))


def test_what_the_limits_rule_out_is_marked_among_all_gains_and_left_out_of_page_one(engagement):
    """The longest bar may not be the answer."""
    ruled_out = {*engagement.recommendation.ruled_out, "wide_green"}
    told = advised(
        engagement, "oa", candidate=engagement.candidate, ruled_out=dict.fromkeys(ruled_out)
    )
    for point in options_forest(told).points:
        assert point.label.endswith("(ruled out)") == (point.key in ruled_out)
    assert not ruled_out & {point.key for point in picture(told).points}


def options_forest(engagement):
    """Return the picture of the gains of all regimes."""
    found = {
        name: engagement.comparison.joint_difference(name, "contribution_cny")
        for name in engagement.comparison.alternatives
    }
    return forest(found, engagement.recommendation.ruled_out)


def test_the_table_of_options_names_every_regime(engagement):
    (table,) = (block for block in pitch.regimes(engagement) if isinstance(block, Table))
    assert {row[0] for row in table.rows} >= {begin(regime_name(name)) for name in REGIMES}


def test_the_chart_of_options_shows_the_numbers_of_the_comparison(engagement):
    (chart,) = (block for block in pitch.regimes(engagement) if isinstance(block, Chart))
    for point in chart.points:
        found = engagement.comparison.joint_difference(point.key, "contribution_cny")
        assert (point.value, point.low, point.high) == (found.mean, found.low, found.high)


def spans(*ends):
    """Return differences with these intervals, by regime."""
    return {
        regime: Difference(mean=(low + high) / 2, low=low, high=high, p_better=0.5)
        for regime, (low, high) in zip(("plan", "green", "delegated"), ends, strict=True)
    }


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (((-3, -1), (-9, -1), (-9, -8)), "Each of 3 ways of deciding on offer is clearly worse"),
        (
            ((-3, 1), (-9, -1), (-9, -8)),
            "None of 3 ways of deciding on offer clearly beats OA as it is; 2",
        ),
        (((-3, 1), (-9, 2), (-1, 8)), "None of 3 ways of deciding on offer differs"),
        (((1, 3), (-9, -1), (-9, -8)), "1 of 3 ways of deciding on offer beats OA"),
    ],
)
def test_luck_is_named_only_where_it_may_hide_a_gain(ends, said):
    assert options_title(spans(*ends)).startswith(said)


def test_nought_is_said_in_words():
    assert captures_more("Plan", 0, 10) == "Plan clearly wins more of none of the 10 kinds"
    assert captures_more("Plan", 2, 10) == "Plan clearly wins more of 2 of 10 kinds"


def test_the_dated_switch_is_no_choice_and_is_not_counted_as_one():
    """Company A's past change of regime has a mark of its own, which says so."""
    told = case("company_a")
    blocks = pitch.regimes(told)
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    labels = [point.label for point in chart.points if point.label.endswith("(not on offer)")]
    assert len(labels) == 1
    assert f"of {len(chart.points) - 1} ways of deciding on offer" in heading(blocks)


def test_the_kinds_add_up_to_the_offers_of_a_season(engagement):
    """The table by kind holds every offer that the comparison counted."""
    tables = [block for block in pitch.by_kind(engagement) if isinstance(block, Table)]
    offered = sum(row[1] for row in tables[0].rows)
    counted = engagement.comparison.results.by_item("oa", "fates").sum(axis=1).mean()
    assert offered == pytest.approx(counted)


def test_waits_and_work_add_up_to_the_answer_s_time_on_the_first_page(engagement):
    page = pitch.by_cause(engagement)
    (chart,) = (block for block in page if isinstance(block, Chart))
    told = engagement.comparison.summary("oa", "decision_latency_h").mean
    assert sum(chart.values) == pytest.approx(told)
    (figures,) = (block for block in pitch.behind(engagement) if isinstance(block, Kpis))
    assert figures.items[-1].value == hours(told)
    assert f"An answer takes {hours(told)}:" in heading(page)


def test_the_deals_of_all_kinds_lead_to_the_contribution_of_the_first_page(engagement):
    """What lies between them is named: deciding, and what else becomes of the store."""
    kinds, bridge = (block for block in pitch.by_kind(engagement) if isinstance(block, Table))
    deals, deciding, other, contribution = (row[1] for row in bridge.rows)
    assert deals == pytest.approx(sum(row[4] for row in kinds.rows))
    costs = [
        engagement.comparison.summary(name, "deciding_cost_cny").mean
        for name in ("oa", engagement.candidate)
    ]
    assert deciding == pytest.approx(costs[0] - costs[1])
    assert contribution == pytest.approx(engagement.recommendation.gain.mean)
    assert deals + deciding + other == pytest.approx(contribution)


def test_one_offer_is_told_in_the_order_of_time(engagement):
    tables = [block for block in pitch.one_offer(engagement) if isinstance(block, Table)]
    assert all(table.rows[0][1] == "the platform offers" for table in tables)


def test_without_a_telling_offer_the_pitch_has_no_page_for_one(engagement):
    """OA loses no offer that OA itself would have captured."""
    assert list(pitch.one_offer(advised(engagement, "oa"))) == []


def test_no_two_charters_of_the_picture_share_a_name_and_the_one_weighed_is_marked(engagement):
    charts = [one for one in pitch.charter_search(engagement) if isinstance(one, Scatter)]
    assert len(charts) == (not engagement.recommendation.stays_with_oa)
    for chart in charts:
        assert len({point.label for point in chart.points}) == len(chart.points)
        (ours,) = (point for point in chart.points if point.key)
        assert ours.label.startswith(charter_name(engagement))


def test_each_world_names_what_the_rule_does_and_says_where_luck_may_decide(engagement):
    (table,) = (block for block in pitch.when_oa(engagement) if isinstance(block, Table))
    for row, border in zip(table.rows, borders(engagement), strict=True):
        assert row[3].removesuffix(", not sure") == begin(regime_name(border.choice.regime))
        assert row[3].endswith(", not sure") == (not border.decides.is_sure)
        assert row[4] == (None if border.choice.stays_with_oa else border.decides.mean)


def test_every_regime_on_offer_is_weighed_in_every_world(engagement):
    for name in worlds(engagement.client.file):
        study = engagement.study(engagement.questions.world(name))
        assert set(study.regimes) == set(REGIMES)


def test_the_worlds_in_which_oa_wins_are_named_or_those_in_which_it_does_not(engagement):
    found = borders(engagement)
    said = against_both(engagement, found)
    wins = [border for border in found if border.candidate.mean < 0]
    (named,) = [
        sentence for sentence in said.split(". ") if regime_name(engagement.candidate) in sentence
    ]
    fewer = (
        wins if len(wins) <= len(found) - len(wins) else [one for one in found if one not in wins]
    )
    told = [with_doubt(one.label, one.candidate) for one in fewer]
    assert [label for label in told if label not in named] == []
    assert ("in all but" in named) == (len(wins) > len(found) / 2 and bool(fewer))


def test_the_client_s_own_world_is_the_headline_to_the_fen(engagement):
    ours, oa = (
        engagement.comparison.results.seasons(name, "contribution_cny")
        for name in (engagement.candidate, "oa")
    )
    assert borders(engagement)[0].candidate.mean == (ours - oa).mean()


def test_the_worlds_hold_one_that_is_set_against_the_channel_in_all(engagement):
    file = engagement.client.file
    (*_, last) = worlds(file)
    hostile = engagement.client.with_settings(*worlds(file)[last]).file
    assert hostile.offers.window_factor == pytest.approx(30 * file.offers.window_factor)
    assert hostile.chain.attention_factor == pytest.approx(0.1 * file.chain.attention_factor)
    assert (hostile.agency.self_interest, hostile.agency.compliance_share) == (1, 0)
    assert borders(engagement)[-1].delegated.mean < 0


def test_a_pitch_s_tables_say_in_words_what_a_number_rests_on(blocks_of):
    """The codes of the method document are its own."""
    blocks = [block for page in PAGES for block in blocks_of(page)]
    told = texts(block for block in blocks if isinstance(block, Table))
    assert not re.findall(r"\b(?:EXPERT|SOURCED|SEED|MEASURED)\b", told)


def test_an_english_pitch_holds_no_other_script(blocks_of):
    """A glyph that the reader's machine may lack has no place in an English page."""
    pages = map(blocks_of, PITCH)
    assert not re.search(r"[一-鿿]", "".join(map(texts, pages)))


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (("offers.rate_factor=0", "offers.campaigns=false"), "no offer comes"),
        (
            (
                "store.margin_share=0.0001",
                "agency.self_interest=0",
                "store.cannibalised_share=0",  # else it is a gain to lose orders that lose
                "store.price_memory_share=0",
            ),
            "files none of the offers",
        ),
    ],
)
def test_a_client_with_nothing_to_decide_is_told_so(settings, why):
    client = load_client("data/clients/company_a.toml", settings)
    with pytest.raises(ProblemError, match=f"{why}.*nothing to decide"):
        _ = Engagement(client, Method(replications=2)).comparison


def test_a_season_of_one_month_makes_a_pitch():
    """No line can be drawn through one month; the rest of the page stands."""
    client = load_client(
        "data/clients/cosmetics_today.toml", ["season.months=1", "season.start=2026-10-01"]
    )
    told = pitch.sales(Engagement(client, Method(replications=3)))
    assert not [block for block in told if isinstance(block, Chart)]


@pytest.mark.parametrize(
    "wrong", [{"replications": 0}, {"workers": 0}, {"seed": -1}, {"seed": 2**32}]
)
def test_a_method_that_cannot_be_run_is_refused(wrong):
    with pytest.raises(ProblemError, match="a whole number from"):
        _ = pitch.engagement("data/clients/company_a.toml", **wrong).comparison


def test_the_title_of_the_situation_states_windows_and_answers(engagement):
    told = heading(pitch.situation(engagement))
    assert share(short_share(engagement.client.scenario)) in told
    assert share(engagement.latency.share_within_h["8"]) in told


def test_longer_windows_leave_fewer_short_offers(engagement):
    arrivals = engagement.client.scenario.arrivals
    longer = replace(arrivals, window_factor=10 * arrivals.window_factor)
    scenario = replace(engagement.client.scenario, arrivals=longer)
    assert short_share(scenario) < short_share(engagement.client.scenario)


def test_the_title_of_other_worlds_counts_what_the_table_shows(engagement):
    blocks = pitch.when_oa(engagement)
    (table,) = (block for block in blocks if isinstance(block, Table))
    counted = Counter(row[3].removesuffix(", not sure") for row in table.rows)
    title = heading(blocks)
    ours = begin(regime_name(engagement.recommendation.regime))
    every = len(table.rows)
    said = f"all {every}" if counted[ours] == every else f"{counted[ours]} of {every}"
    assert title.startswith(f"{ours} is the answer in {said} stress tests")
    for name, count in counted.items():
        assert name == ours or f"{name} in {count} others".lower() in title.lower()


def test_who_keeps_oa_is_told_which_worlds_would_change_the_answer(engagement):
    if not engagement.recommendation.stays_with_oa:
        return
    (told,) = (one.text for one in decisions(engagement) if one.text.startswith("Come back"))
    worth = [one.told for one in borders(engagement)[1:] if not one.choice.stays_with_oa]
    assert all(label in told for label in worth)
    assert ("none of the other stress tests" in told) == (not worth)


@pytest.mark.parametrize("regime", ["green", "delegated"])
def test_a_world_in_which_oa_is_left_for_less_than_here_brings_the_client_back_too(
    monkeypatch, regime
):
    """The rule leaves OA in it, though the candidate gains less than in the client's own world."""
    stays = advised(case(), "oa", candidate="green")
    own, other, *_ = borders(stays)
    less = own.candidate.less(10_000)
    left = replace(other.choice, regime=regime)
    found = [own, replace(other, candidate=less, delegated=less, choice=left)]
    path = "playbook.documents.pitch.decisions_asked.borders"
    monkeypatch.setattr(path, lambda engagement: found)
    (told,) = (one.text for one in decisions(stays) if one.text.startswith("Come back"))
    assert found[1].told in told
    assert "none of the other stress tests" not in told


def test_no_charter_is_asked_for_where_oa_stays(engagement):
    asked = "charter" in " ".join(one.text for one in decisions(engagement)).lower()
    assert asked == ("green" in engagement.recommendation.regime)
    if engagement.recommendation.stays_with_oa:
        page = pitch.charter(engagement)
        assert heading(page).startswith("No charter is asked for: OA stays")
        assert not [block for block in page if isinstance(block, Table)]
        business = business_of(engagement)
        alone = business.options[business.without_agency].value
        assert money(alone) in next(b.text for b in page if isinstance(b, Callout))


def test_no_two_worlds_are_the_same(engagement):
    found = list(worlds(engagement.client.file).values())
    assert len(set(found)) == len(found)


def test_who_leads_on_too_few_seasons_is_to_simulate_more_before_signing(engagement):
    choice = replace(engagement.recommendation, regime=engagement.candidate)
    doubtful, sure = (
        replace(engagement, known=Known(recommendation=replace(choice, gain=gain)))
        for gain in (
            replace(choice.gain, low=-1.0, mean=2.0, high=5.0),
            replace(choice.gain, low=1.0, mean=2.0, high=3.0),
        )
    )
    assert decisions(doubtful)[0].text.startswith("Have more runs simulated")
    assert not any("more runs" in one.text for one in decisions(sure))


@pytest.mark.parametrize(
    ("behind", "matters", "said"),
    [
        (1.0, 0.0, "both are as good"),
        (1.0, 1e9, "is worth leaving OA for from"),
        (20.0, 0.0, ""),
    ],
)
def test_the_runner_up_is_as_good_only_where_it_is_worth_leaving_oa_for(
    monkeypatch, behind, matters, said
):
    """Close is what lies within the indifference; that alone does not make it worth changing."""
    monkeypatch.setattr(ChoiceRule, "matters", lambda self, name: matters)
    lead = Difference(mean=behind, low=behind, high=behind, p_better=1.0)
    told = advised(case(), "wide_green", runner_up="green", lead=lead, indifferent=10.0)
    words = runner_up(told)
    assert said in words
    assert ("as good" in words) == (said == "both are as good")
    assert ("leaving OA" in words) == ("leaving OA" in said)


def test_what_leads_by_handing_authority_over_is_told_its_price(monkeypatch):
    """Neither of the two is as good as the other: one of them asks for a signature."""
    monkeypatch.setattr(ChoiceRule, "named_below", lambda self: {"wide_green": 0.02})
    lead = Difference(mean=-5_000.0, low=-6_000.0, high=-4_000.0, p_better=0.0)
    told = advised(case(), "oa_urged", runner_up="wide_green", lead=lead, indifferent=10_000.0)
    words = runner_up(told)
    assert f"sign alone up to {money(15_000)} a decision" in words
    assert "another is named: wide green channel below 2 %" in words
    assert "as good" not in words


def test_of_two_charters_as_good_it_is_said_what_each_lets_the_agency_sign_alone():
    """The single-sign one up to the quota, the wide one up to three times the draft's own limit."""
    lead = Difference(mean=1.0, low=1.0, high=1.0, p_better=1.0)
    told = advised(
        case(), "alone_green", runner_up="wide_green", lead=lead, indifferent=10.0, matters=10.0
    )
    assert f"up to {money(20_000)} a decision" in runner_up(told)
    assert f"wide green channel up to {money(15_000)}" in runner_up(told)
    assert "less is handed over" not in runner_up(told)


@pytest.mark.parametrize(("lead", "lies"), [(-6.0, "6 ahead"), (6.0, "6 behind")])
def test_who_hands_over_less_is_named_though_as_good_a_regime_leads(lead, lies):
    apart = Difference(mean=lead, low=lead, high=lead, p_better=0.5)
    told = advised(
        case(), "wide_green", runner_up="alone_green", lead=apart, indifferent=10.0, matters=10.0
    )
    assert f"lies CNY {lies}, less than the indifference" in runner_up(told)
    assert "less is handed over: under wide green channel" in runner_up(told)


def test_no_chance_stands_beside_a_second_one_on_the_first_page(engagement):
    told = advised(engagement, engagement.recommendation.regime)
    assert chance_words(told).count("chance") == 1
    assert "formula" not in chance_words(told)


def test_what_the_fits_chose_is_said_with_what_the_client_as_told_would_be_named():
    told = advised(case(), "green", instead_of="alone_green")
    named = {"green": 29, "alone_green": 3}
    told.__dict__["named_over_fits"] = named
    words = chance_words(told)
    assert "would name single-sign green channel; under 29 of the 32 settings fitted" in words
    assert f"up to {money(5_000)} a decision instead of {money(20_000)}" in words


def test_what_another_seed_would_name_is_told_the_most_often_named_first(engagement, monkeypatch):
    told = advised(engagement, "green")
    named = {"green": 0.62, "wide_green": 0.3, "oa": 0.08}
    monkeypatch.setattr(Standing, "named_again", lambda self: named)
    assert "names it in 62 % of cases, else wide green channel in 30 % and OA as it is in 8 %" in (
        another_seed(told)
    )
    monkeypatch.setattr(Standing, "named_again", lambda self: {"green": 1.0})
    assert "always names it" in another_seed(advised(engagement, "green"))


def test_why_something_is_sold_beyond_a_line_that_the_charter_forbids_is_said():
    told = case()
    assert told.comparison.summary("green", "brand_damage_cny").mean > 0
    (table, *_) = (block for block in pitch.risks(told) if isinstance(block, Table))
    compliance = told.client.file.agency.compliance_share
    assert f"refuses {share(compliance)} of such offers" in table.note


def test_the_first_page_says_how_the_model_did_against_what_was_reported():
    told = case()
    (line,) = back_test_line(told)
    assert line in texts(pitch.behind(told))
    assert f"sales of the period {money(told.client.file.reported.sales_cny)}" in line
    assert "ended on 30 November 2010; on 31 May 2010 nobody knew them" in line
    assert back_test_line(case("cosmetics_today")) == []


def test_who_decides_nothing_alone_may_lose_money_in_a_month():
    told = advised(case("appliance_good_oa"), "oa", candidate="plan")
    worst = told.comparison.summary("oa", "worst_month_cny").mean
    brings = f"lose {money(-worst)} or more" if worst < 0 else f"bring {money(worst)} or less"
    assert f"{brings} with OA as it is" in risk_words(told)


def test_an_input_that_can_turn_the_answer_brings_a_client_back_to_it(engagement):
    told = advised(engagement, "oa", candidate=engagement.candidate)
    values = weightiest(swings(told))
    (back,) = (one.text for one in decisions(told) if one.text.startswith("Come back"))
    assert values in back
    assert ("Come back too" in back) == bool(values)


def test_a_client_with_a_store_is_told_of_its_own_people_and_not_of_a_second_store():
    for name in ("company_a", "appliance_good_oa"):
        told = advised(case(name), "oa", candidate="plan")
        is_new = told.client.file.offers.new_store
        (callout,) = (block for block in pitch.charter(told) if isinstance(block, Callout))
        assert ("with your own people" in callout.text.lower()) == (not is_new)
        assert ("a store of your own build" in callout.text) == is_new


def test_a_signature_that_costs_more_than_it_holds_back_is_asked_away_where_oa_stays(engagement):
    """The cheapest change of all stands among the decisions, but only where it surely helps."""
    told = advised(engagement, "oa", candidate="green")
    (fewer,) = (one for one in alternatives(told) if one.dropped)
    asked = [one.text for one in decisions(told) if "without the signature" in one.text]
    assert len(asked) == (fewer.net.is_sure and fewer.net.mean > 0)
    assert all(money(fewer.net.mean) in text for text in asked)


@pytest.mark.parametrize(
    ("client", "is_asked"),
    [("company_a", False), ("appliance_good_oa", False), ("loyal_house_today", True)],
)
def test_who_is_better_off_without_the_agency_reads_it_on_the_first_page(client, is_asked):
    """And decides on it with the rest; a store that is still to be built is no such client."""
    told = advised(case(client), "oa", candidate="plan")
    asked = [one.text for one in decisions(told) if "your own people run" in one.text]
    assert len(asked) == is_asked
    points = next(b for b in pitch.behind(told) if isinstance(b, Bullets)).items
    assert any("your own people in the agency's place" in item for item in points) == is_asked


def test_where_the_agency_signs_alone_the_price_of_the_director_s_signature_is_asked():
    """With the part of it that is pay, which a salaried director may not draw."""
    told = advised(case(), "alone_green")
    (sign,) = (one for one in decisions(told) if one.text.startswith("Sign the green"))
    asked = sign.note
    assert sign.text.endswith("The agency signs alone in it.")
    found = told.comparison
    changes = found.between("green", "alone_green", "contribution_cny").mean
    paid = found.between("green", "alone_green", "deciding_cost_cny").mean
    assert signed(changes) in asked
    assert money(paid) in asked


@pytest.mark.parametrize("stated", [True, False])
def test_limits_that_the_client_did_not_state_are_called_assumed(stated):
    told = advised(case(), "green")
    client = replace(told.client, stated=told.client.stated | LIMITS if stated else frozenset())
    assert ("Assumed where" in whose_limits(replace(told, client=client))) == (not stated)


def test_what_the_season_loses_to_a_late_go_live_is_said_with_the_date():
    """The season of Company A begins on 1 August, the date that is safe lies after it."""
    told = advised(case(), "green")
    begins, safe = told.client.file.season.start, told.plan.ready_with(SAFE)
    late = (safe - begins).days
    assert late > 0
    assert f"on {day(begins)}: by {day(safe)} {late} days of it" in decisions(told)[-1].whole


@pytest.mark.parametrize(
    ("until", "is_told"), [(None, True), (date(2010, 12, 31), False)], ids=["usual", "dated"]
)
def test_a_gain_that_outlasts_the_charter_s_term_supposes_its_renewal(until, is_told):
    told = advised(case(), "green")
    file = told.client.file
    charter = file.charter.model_copy(update={"valid_until": until})
    client = replace(told.client, file=file.model_copy(update={"charter": charter}))
    page = pitch.charter(replace(told, client=client))
    words = " ".join(block.text for block in page if isinstance(block, Prose))
    assert ("the gain supposes that it is renewed" in words) == is_told


def test_what_is_ruled_out_stands_with_its_price(engagement):
    """What would earn less anyway stands in one line."""
    (points,) = (b for b in pitch.behind(engagement) if isinstance(b, Bullets) and not b.numbered)
    excluded = engagement.recommendation.ruled_out
    free = [name for name, found in excluded.items() if found.forgone.mean <= 0]
    free_lines = [item for item in points.items if "earning less on average" in item]
    assert len(free_lines) == bool(free)
    assert all(regime_name(name) in free_lines[0] for name in free)
    for name in set(excluded) - set(free):
        price = money(excluded[name].forgone.mean)
        (told,) = (item for item in points.items if f"forgoes {price}" in item)
        if excluded[name].tie_share is not None:
            assert share(excluded[name].tie_share) in told


def test_the_chance_of_a_correct_choice_is_among_what_the_limits_allow(engagement):
    engagement = advised(engagement, engagement.recommendation.regime)
    (points,) = (b for b in pitch.behind(engagement) if isinstance(b, Bullets) and not b.numbered)
    (said,) = (item for item in points.items if "ways of deciding that your limits allow" in item)
    assert money(engagement.recommendation.indifferent) in said
    assert all(regime_name(name) in said for name in engagement.recommendation.ruled_out)


def test_what_deciding_costs_stands_where_urged_oa_is_compared(engagement):
    cost = engagement.comparison.summary("oa_urged", "deciding_cost_cny").mean
    assert money(cost) in cheap_fix(engagement)
    choice = advised(engagement, "oa_urged").recommendation
    known = Known(comparison=engagement.comparison, recommendation=choice)
    assert money(cost) in texts(pitch.behind(replace(engagement, known=known)))
    (table,) = (block for block in pitch.regimes(engagement) if isinstance(block, Table))
    names = [column.name for column in table.columns]
    urged = next(row for row in table.rows if row[0] == "Faster OA")
    assert urged[names.index("deciding, period")] == cost


def test_what_deciding_costs_is_in_a_loss_as_in_a_gain(engagement):
    """The sentence stands after either, and calls neither a gain."""
    assert deciding_cost(engagement).endswith("The change has that in it.")


def test_money_by_regime_says_its_span(engagement):
    """Sales and contribution are of one span, so that the one can be divided by the other."""
    (table,) = (block for block in pitch.regimes(engagement) if isinstance(block, Table))
    names = {column.name for column in table.columns}
    assert {"sales, period + 90 days", "contribution, period + 90 days"} <= names


def test_few_seasons_give_the_tail_of_a_month_no_interval(engagement):
    """Six seasons are fewer than 73, and the page says so."""
    assert "6 runs give these percentiles no interval: that takes 73" in texts(
        pitch.risks(engagement)
    )


def test_a_greedy_agency_is_not_asked_about_twice():
    """For such a client the world with an honest agency is the one worth a look."""
    client = load_client("data/clients/appliance_good_oa.toml")
    assert client.file.agency.self_interest >= GREEDY
    assert not [name for name in worlds(client.file) if "greedy" in name]
    assert "honest" in worlds(client.file)


def test_the_risk_page_states_the_tail_of_the_candidate(engagement):
    worst = engagement.comparison.summary(engagement.candidate, "worst_month_cny").mean
    title = heading(pitch.risks(engagement))
    assert money(abs(worst)) in title
    assert ("lose" in title) == (worst < 0)
    (table, _) = (block for block in pitch.risks(engagement) if isinstance(block, Table))
    row = next(row for row in table.rows if row[0] == begin(regime_name(engagement.candidate)))
    assert row[1] == worst


def test_a_stop_loss_is_told_only_where_there_is_a_channel(engagement):
    told = [block for block in pitch.risks(engagement) if isinstance(block, Callout)]
    assert bool(told) == ("green" in engagement.candidate)


def test_the_five_areas_stand_on_one_page_with_what_they_ask(engagement):
    blocks = pitch.five_areas(engagement)
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == 5
    asked = [sum(row[column] for row in table.rows) for column in (2, 3)]
    tasks = engagement.plan.network.tasks
    governed = [task for task in tasks if task.area == "governance"]
    counted = [len(tasks) - len(governed), len(tasks), *asked]
    assert numbers_in(heading(blocks)) == [str(number) for number in counted]


def test_the_timeline_is_the_onboarding_plan_s(engagement):
    blocks = pitch.timeline(engagement)
    assert f"{engagement.plan.chance.value:.0%}".removesuffix("%") in heading(blocks)
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    assert chart.kind == "gantt"
    assert [bar.critical for bar in chart.bars] == [True] * len(chart.bars)
    assert len(chart.bars) == len(
        [
            task
            for task in by_start(engagement.plan)
            if engagement.plan.schedule.is_critical(task.task_id)
        ]
    )


def test_the_timeline_names_the_date_that_is_safe_to_announce(engagement):
    """Beside it stands the charter's own date, where a channel is recommended."""
    (figures,) = (block for block in pitch.timeline(engagement) if isinstance(block, Kpis))
    told = {figure.label: figure.value for figure in figures.items}
    assert told["Safe to announce"] == day(engagement.plan.ready_with(SAFE))
    asks = has_charter(engagement.recommendation.regime)
    assert ("Green-channel charter signed" in told) == asks


def test_your_part_names_client_roles_only(engagement):
    tables = [block for block in pitch.your_part(engagement) if isinstance(block, Table)]
    names = [row[0] for row in tables[0].rows]
    assert heading(pitch.your_part(engagement)).startswith(f"Your part: {len(names)} roles")
    assert begin(role_name("agency_store_manager")) not in names


def test_pitch_and_plan_count_the_same_posts_of_the_client(engagement):
    (posts,) = re.findall(
        r"together ([\d.]+) full-time posts", heading(pitch.your_part(engagement))
    )
    (plan,) = re.findall(r", ([\d.]+) at ", onboarding.team(engagement)[0].text)
    assert posts == plan


def test_the_fees_are_those_of_the_season_and_its_follow_on_orders(engagement):
    """Commission and fixed fee of every month, hand-summed, under the regime recommended."""
    fixed = engagement.client.file.agency.monthly_fee_cny * engagement.months
    regime = engagement.recommendation.regime
    paid = engagement.comparison.results.by_item(regime, "agency_commission")
    assert money(fixed + paid.sum(axis=1).mean()) in heading(pitch.fees(engagement))


def test_every_decision_of_the_first_page_is_signed_on_the_last(engagement):
    (asked,) = (b for b in pitch.behind(engagement) if isinstance(b, Bullets) and b.numbered)
    (table,) = (b for b in pitch.signatures(engagement) if isinstance(b, Table))
    assert tuple(row[0] for row in table.rows) == asked.items
    assert all(row[1] and row[2:] == ("", "") for row in table.rows)
    assert heading(pitch.signatures(engagement)).startswith(str(len(decisions(engagement))))


def test_a_sentence_never_begins_with_a_small_letter_or_a_broken_abbreviation(blocks_of):
    for page in PITCH:
        for block in blocks_of(page):
            text = getattr(block, "text", "") or getattr(block, "title", "")
            assert not re.match(r"[a-z]|Oa ", text), text


def test_all_that_is_simulated_can_be_simulated_first(monkeypatch):
    """The pages find every study done; the bar ends at its end and never goes back."""
    ours = pitch.engagement("data/clients/company_a.toml", replications=4)
    heard = []
    simulate(ours, lambda done, question: heard.append(done))
    assert heard == sorted(heard)
    assert heard[-1] == sum(question.replays for question in foreseen(ours.client, ours.method))
    monkeypatch.delattr(Experiment, "run")
    for page in (*PITCH, pitch.summary):
        page(ours)


@pytest.mark.parametrize(("replications", "seasons"), [(2, 2), (1_000, 100)])
def test_an_end_of_a_range_gets_the_first_seasons(replications, seasons):
    assert Method(replications=replications).range_seasons == seasons


def test_every_base_of_a_question_is_the_headline_to_the_fen(engagement):
    """The client's own world, the charter weighed, the client as ready as it is."""
    method, ours = engagement.method, engagement.candidate
    asked = [q for q in engagement.questions.every() if q.about not in ("range", "fit", "plane")]
    assert {question.replications for question in asked} == {method.replications}
    oa = engagement.comparison.summary("oa", "contribution_cny").mean
    gain = engagement.comparison.difference(ours, "contribution_cny").mean
    bases = [engagement.questions.world(OWN_WORLD), engagement.questions.as_ready_as(None)]
    for study in map(engagement.study, bases):
        assert study.summary("oa", "contribution_cny").mean == oa
        assert study.difference(ours, "contribution_cny").mean == gain


def test_a_chain_of_one_signature_makes_a_pitch():
    rows = '[{up_to_cny = 1000000000, roles = ["ecom_manager"]}]'
    client = load_client("data/clients/company_a.toml", [f"chain.classes={rows}"])
    told = pitch.by_cause(Engagement(client, Method(replications=3)))
    assert "No signature can go" in texts(told)


def test_the_signature_that_is_said_to_delay_is_one_that_can_go():
    """The manager signs all requests, and small ones alone: the CFO is dropped, as elsewhere."""
    small, large = '{up_to_cny = 20000, roles = ["ecom_manager"]}', '["ecom_manager", "cfo"]'
    rows = f"[{small}, {{up_to_cny = 1000000000, roles = {large}}}]"
    client = load_client("data/clients/company_a.toml", [f"chain.classes={rows}"])
    engaged = Engagement(client, Method(replications=3))
    without = {row["role"]: row["cycle_h"]["mean"] for row in engaged.latency.without}
    assert min(without, key=without.get) == "ecom_manager"
    assert engaged.slowest == "cfo"
    (prose,) = (block for block in pitch.by_cause(engaged) if isinstance(block, Prose))
    assert f"one signature ({role_name('cfo')})" in prose.text


@pytest.mark.parametrize(("matters", "is_told"), [(0.0, True), (1e9, False)])
def test_the_summary_names_a_tie(monkeypatch, matters, is_told):
    """Only a real one: who is close, but not worth leaving OA for, is as good as nobody."""
    monkeypatch.setattr(ChoiceRule, "matters", lambda self, name: matters)
    lead = Difference(mean=1.0, low=1.0, high=1.0, p_better=1.0)
    told = advised(case(), "wide_green", runner_up="green", lead=lead, indifferent=10.0)
    texts = [block.text for block in pitch.summary(told) if isinstance(block, Prose)]
    assert (
        any(text.startswith("As good: green channel without a plan") for text in texts) == is_told
    )


def test_the_share_of_judgements_is_that_of_the_headline_s_own_row(engagement):
    """Pitch, summary and the sixteenth answer quote what the method's table says of it."""
    (behind,) = (
        block
        for block in method.bases(engagement)
        if isinstance(block, Table) and block.title == "Judgements behind each headline"
    )
    told = f"{share(behind.rows[-1][-1])} of the "
    for page in (pitch.summary, pitch.sixteen_answers, pitch.method):
        assert told in texts(page(engagement))


def test_the_client_s_own_numbers_hold_nothing_of_the_agency_s_books(engagement):
    (facts,) = (block for block in pitch.situation(engagement) if isinstance(block, Table))
    assert not [row for row in facts.rows if "lose" in row[0] or "weighs" in row[1]]


def test_the_client_s_target_and_its_gap_stand_on_page_one_and_in_the_summary(engagement):
    tree = target_tree(engagement)
    told = f"Your target: sales of {money(tree.target_cny)} in "
    gap = f"{money(abs(tree.gap_cny))} {'short of it' if tree.gap_cny < 0 else 'more'}."
    for page in (pitch.answer, pitch.behind, pitch.summary):
        (line,) = (line for line in texts(page(engagement)).splitlines() if told in line)
        assert gap in line


def test_a_client_without_a_target_is_told_of_none():
    client = client_of(targets=None)
    assert target_line(engaged(client)) == []


def test_the_summary_is_page_one_of_the_pitch_alone(engagement):
    _, *page_one, _ = pitch.answer(engagement)
    _, *told = pitch.summary(engagement)
    assert told[:2] == page_one
    assert [block.block for block in told[2:]] == [
        *["prose"] * (is_as_good(engagement) or bool(engagement.recommendation.instead_of)),
        *("prose", "provenance"),
    ]


def test_what_leads_but_hands_over_more_is_passed_over_for_the_settings_fitted():
    lead = Difference(mean=-5_000.0, low=-6_000.0, high=-4_000.0, p_better=0.0)
    changed = {"runner_up": "alone_green", "lead": lead, "instead_of": "wide_green"}
    words = runner_up(advised(case(), "green", **changed))
    assert f"sign alone up to {money(20_000)} a decision instead of {money(5_000)}" in words
    assert "fitted favour the narrower" in words
    assert "favour" not in runner_up(advised(case(), "green", **changed | {"instead_of": ""}))
