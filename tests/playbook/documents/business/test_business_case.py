"""Two years in money: cash adds up, options meet the same luck, and words follow the numbers."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from engagements import case

from playbook.blocks import Chart, Prose, Table
from playbook.documents import business
from playbook.documents.business import fee_model_pages
from playbook.documents.business.answer_page import (
    best_words,
    cash_figures,
    options_words,
    pay_back_words,
)
from playbook.documents.business.fee_model_pages import (
    BONUS,
    COMMISSION,
    FIXED,
    MIXED,
    MODELS,
    FeeTerms,
    Level,
    pay_words,
    paying_models,
    terms,
)
from playbook.documents.business.month_pages import AgencySide
from playbook.documents.business.option_pages import month_words
from playbook.documents.onboarding.governance import NOTICE_DAYS
from playbook.documents.own_people import at_cost_words, doubt_words, even_words, range_words
from playbook.documents.pitch import fees_page
from playbook.engagement.business import (
    BUILD,
    MANAGED,
    MANAGED_OA,
    NOTHING,
    OWN,
    Option,
    business_of,
    changing,
    lines,
    own_paths,
    start_costs,
    start_path,
)
from playbook.engagement.cash import (
    first_earning_month,
    payback_month,
    peak_cash,
    present_value,
    published,
)
from playbook.engagement.own_people import own_people, teams_alone, teams_together
from playbook.engagement.questions import LONG_MONTHS
from playbook.words.wording import money
from sim.results.breakdowns import RUN_OUT
from sim.tables.rules import rule

CLIENTS = ("company_a", "appliance_good_oa")
PAID = ("agency_commission", "agency_fee")


@pytest.fixture(scope="module")
def engaged():
    """Return a client with a store to be opened, and one that has one and keeps its OA chain."""
    return {name: case(name) for name in CLIENTS}


@pytest.fixture(scope="module")
def cases(engaged):
    """Return the two stores in money."""
    return {name: business_of(found) for name, found in engaged.items()}


def test_a_value_a_year_off_is_worth_less_by_the_yearly_rate():
    assert present_value((0, *[0] * 11, 110), 0.10) == pytest.approx(100)
    assert present_value((-100, 50, 50), 0.0) == 0


def test_cash_that_sinks_again_has_not_paid_back():
    """Out 100, back 120, out 50: back for good with the fourth month's 40."""
    assert payback_month((-100, 120, -50, 40)) == 4
    assert payback_month((-100, 99)) is None


def test_the_hole_is_the_deepest_not_the_first():
    assert peak_cash((-100, 30, -80, 500)) == 150
    assert first_earning_month((-100, 30, -80, 500)) == 2


def test_the_managed_store_is_contribution_less_team_and_start_costs(cases):
    found = cases["company_a"]
    earned = lines(found.study, found.regime, "contribution")[0]
    path = found.options[MANAGED].paths[0]
    team = found.client.file.store.client_team_month_cny
    costs = start_costs(found)
    back = costs["deposit"] + rule("business.stock_back_share").value * costs["opening_stock"]
    paid = sum(costs.values()) + 2 * costs["annual"]  # a second and a third year begin within it
    months = found.preparation + LONG_MONTHS
    expected = sum(earned) - team * months - paid + back
    assert sum(path) == pytest.approx(expected)
    assert len(path) == months + 1


def test_the_run_out_stands_after_the_last_month_without_team_or_fee(cases, engaged):
    """The last of 24 months is a month like the others; what follows it is told apart."""
    found = cases["appliance_good_oa"]
    *months, run_out = lines(found.study, found.regime, "sales")[0]
    assert len(months) == LONG_MONTHS
    assert run_out == found.study.results.by_item(found.regime, "sales")[RUN_OUT].iloc[0]
    season = found.study.results.seasons(found.regime, "sales_cny")[0]
    assert sum(months) == pytest.approx(season)
    table = [
        b for b in business.client_months(engaged["appliance_good_oa"]) if isinstance(b, Table)
    ][-1]
    name, sold, earned, *_, team, start, cash, _ = table.rows[-1]
    assert name == "90 days after"
    assert (team, start) == (0, 0)
    assert 0 < sold < table.rows[-2][1] * 2
    assert cash == earned
    (agency,) = [
        b for b in business.agency_months(engaged["appliance_good_oa"]) if isinstance(b, Table)
    ]
    assert agency.rows[-1][0] == name
    assert agency.rows[-1][2:5] == (0, 0, 0)
    (chart,) = [b for b in business.options(engaged["appliance_good_oa"]) if isinstance(b, Chart)]
    assert chart.x[-1] == name


def test_building_it_has_no_run_out_within_the_horizon(cases):
    """What comes back at the end of the horizon are stock and deposit alone."""
    found = cases["company_a"]
    assert found.options[BUILD].mean_path[-1] == start_path(found, setup=False)[-1]


def test_no_store_costs_and_earns_nothing_and_needs_no_cash(cases):
    nothing = cases["company_a"].options[NOTHING]
    assert (nothing.value, nothing.peak[0], nothing.payback) == (0, 0, 1)


def test_building_it_pays_the_investment_first_and_sells_later(cases):
    found = cases["company_a"]
    build, managed = (found.options[name].mean_path for name in (BUILD, MANAGED_OA))
    assert build[0] < -rule("business.build_investment_2010").value
    delay = round(rule("business.build_delay_months").value)
    assert all(cash < 0 for cash in build[: found.preparation + delay])
    assert len(build) == len(managed)


def test_a_store_that_exists_needs_no_start_and_offers_fewer_options(cases, engaged):
    found = cases["appliance_good_oa"]
    assert start_costs(found) == {}
    assert found.preparation == 0
    assert found.options[NOTHING].paths == found.options[MANAGED].paths
    assert found.names == (OWN, MANAGED)
    (told,) = [
        b.text for b in business.client_months(engaged["appliance_good_oa"]) if isinstance(b, Prose)
    ]
    assert "no set-up fee and no deposit is due" in told


def test_a_store_that_stays_as_it_is_is_compared_with_running_it_alone(cases, engaged):
    """The cover promises two options, the table shows two, and no sentence names a third."""
    found = cases["appliance_good_oa"]
    assert best_words(found).startswith("Worth most: the managed store as it is, ")
    assert options_words(found).startswith(
        "The other, the store run with your own people, is worth "
    )
    page, _ = business.cover(engaged["appliance_good_oa"])
    assert page.subtitle == "Keep the agency, or run the store with your own people: Northwind"
    (table,) = [b for b in business.options(engaged["appliance_good_oa"]) if isinstance(b, Table)]
    assert [row[0] for row in table.rows] == [
        "The store run with your own people",
        "The managed store as it is",
    ]


def test_own_people_take_over_the_store_that_exists_and_build_none(cases):
    """Three months with both teams paid, then neither fee nor commission; the run-out has no team.

    The own team costs 1.3 times the agency's 120,000, the client's team of today 60,000.
    """
    found = cases["appliance_good_oa"]
    earned, commission, fee = (
        lines(found.study, "oa", line)[0]
        for line in ("contribution", "agency_commission", "agency_fee")
    )
    teams = 60_000 + 1.3 * 120_000
    path = found.options[OWN].paths[0]
    assert path[:3] == pytest.approx(earned[:3] - teams)
    assert path[3:-1] == pytest.approx((earned + commission + fee)[3:-1] - teams)
    assert path[-1] == pytest.approx(earned[-1] + commission[-1])


def test_only_a_store_that_is_still_to_be_opened_is_built(cases):
    assert OWN not in cases["company_a"].options
    assert BUILD not in cases["appliance_good_oa"].options


def test_the_hand_over_is_not_shorter_than_the_contract_s_notice():
    assert rule("business.own_hand_over_months").low * 30 >= NOTICE_DAYS


@pytest.fixture(scope="module")
def own(cases):
    """Return the store that exists with its own people."""
    return own_people(cases["appliance_good_oa"])


def test_at_the_even_cost_own_people_and_the_agency_are_worth_the_same(cases, own):
    found = cases["appliance_good_oa"]
    even = replace(own.team, agency_cny=own.even_month_cny, factor=1.0)
    paths = own_paths(found, even)
    value = sum(present_value(path, found.options[OWN].yearly_rate) for path in paths) / len(paths)
    assert value == pytest.approx(found.options[MANAGED].value)
    assert own.gap_at(own.even_month_cny) == pytest.approx(0, abs=1e-6)


def test_own_people_who_bring_so_much_more_are_worth_the_agency(cases, own):
    """The share is of all that the store brings from the hand-over on before either is paid."""
    found = cases["appliance_good_oa"]
    brought = sum(lines(found.study, "oa", line) for line in ("contribution", *PAID))
    values = []
    for season, path in zip(brought, found.options[OWN].paths, strict=True):
        more = (season * -own.even_share).tolist()
        with_more = [cash + (n >= 3) * more[n] for n, cash in enumerate(path)]
        values.append(present_value(with_more, found.options[OWN].yearly_rate))
    assert sum(values) / len(values) == pytest.approx(found.options[MANAGED].value)


def test_the_words_say_whether_own_people_must_bring_more_or_may_bring_less(own):
    """Where nothing is earned there is no share of it."""
    assert "bring 10 % more" in even_words(replace(own, value=own.managed - own.earned / 10))
    assert "bring 10 % less" in even_words(replace(own, value=own.managed + own.earned / 10))
    assert "more than" not in even_words(replace(own, earned=-1.0))


def test_each_judgement_of_the_own_team_is_moved_alone_and_all_at_once(cases):
    client = cases["appliance_good_oa"].client
    told = [(t.agency_cny, t.factor, t.hand_over_months) for t in teams_alone(client)]
    assert told == [
        (200_000, 1.3, 3),
        (120_000, 1.8, 3),
        (120_000, 1.3, 6),
        (80_000, 1.3, 3),
        (120_000, 1.0, 3),
        (120_000, 1.3, 2),
    ]
    dearest, cheapest = teams_together(client)
    assert (dearest.month_cny, dearest.hand_over_months) == (360_000, 6)
    assert (cheapest.month_cny, cheapest.hand_over_months) == (80_000, 2)


def test_a_planned_team_that_turns_the_answer_is_said_to(own):
    """Its people bring 100,000 more than the agency's; a dearer team makes that a loss."""
    better = replace(own, value=own.managed + 100_000)
    stated, dear = own.team.agency_cny, 2 * own.team.agency_cny
    assert "At that cost the agency is worth more." in at_cost_words(better, dear)
    assert "At that cost" not in at_cost_words(better, stated)
    worse = replace(own, value=own.managed - 100_000)
    assert "At that cost your own people are worth more." in at_cost_words(worse, stated / 2)
    assert "At that cost" not in at_cost_words(worse, dear)


def test_a_range_that_turns_the_answer_is_said_wherever_the_answer_is(own):
    sure, turned = replace(own, alone=(1.0, 2.0)), replace(own, alone=(-1.0, 2.0))
    assert "the answer stays" in range_words(sure)
    assert doubt_words(sure) == ""
    assert "the answer turns" in range_words(turned)
    assert doubt_words(turned) == ", which the cost of your own people may turn"


def test_the_document_says_how_many_seasons_its_numbers_rest_on(cases, engaged):
    """The six seasons of the headline, on which the two years are simulated, too."""
    page, rests_on = business.cover(engaged["company_a"])
    assert rests_on.replications == cases["company_a"].replications == 6
    assert page.facts[-1][1].endswith("recommended from the pitch's 6 runs")


def test_the_option_named_best_has_the_highest_value(cases):
    for found in cases.values():
        best = max(found.options[name].value for name in found.names)
        assert best == found.options[NOTHING].value or best > found.options[NOTHING].value
        assert money(best) in best_words(found)


def test_a_payback_after_the_last_month_is_told_as_the_run_out(cases):
    assert month_words(3, 3) == "month 3"
    assert month_words(4, 3) == "in the 90 days after"
    found = cases["company_a"]
    late = replace(found.options[MANAGED], paths=((-10.0, 1.0, 20.0), (-30.0, 1.0, 30.0)))
    told = pay_back_words(
        SimpleNamespace(options={MANAGED: late}, horizon=found.horizon[:2], is_new=True)
    )
    assert "paid back only in the 90 days after" in told
    assert "needs CNY 20 at its deepest, on average" in told
    assert "The first month that brings in cash, your own team paid, is Jul 2010." in told


def test_words_change_when_the_store_never_pays_back(cases):
    found = cases["company_a"]
    poor = replace(found.options[MANAGED], paths=((-10.0, 1.0),))
    told = pay_back_words(
        SimpleNamespace(options={MANAGED: poor}, horizon=found.horizon[:2], is_new=True)
    )
    assert "does not pay back within 2 months" in told
    assert "CNY 10 at its deepest" in told


def test_the_monthly_tables_add_up_to_the_options(cases, engaged):
    found = cases["company_a"]
    table = [b for b in business.client_months(engaged["company_a"]) if isinstance(b, Table)][-1]
    assert table.rows[-1][-1] == pytest.approx(sum(found.options[MANAGED].mean_path))
    (agency,) = [b for b in business.agency_months(engaged["company_a"]) if isinstance(b, Table)]
    assert agency.rows[-1][-2] == pytest.approx(sum(row[-3] for row in agency.rows))


def test_the_agency_s_profit_stands_beside_that_with_decisions_through_oa(cases, engaged):
    """Commission and fee of OA's own seasons, less the same team."""
    found = cases["company_a"]
    (agency,) = [b for b in business.agency_months(engaged["company_a"]) if isinstance(b, Table)]
    paid = sum(lines(found.study, "oa", line) for line in ("agency_commission", "agency_fee"))
    side = AgencySide(found)
    expected = paid.sum(axis=1).mean() + sum(side.setup) - sum(side.team)
    assert agency.rows[-1][-1] == pytest.approx(expected)
    kept = [b for b in business.agency_months(engaged["appliance_good_oa"]) if isinstance(b, Table)]
    assert "through OA" not in " ".join(column.name for column in kept[0].columns)


def test_each_fee_model_pays_what_its_terms_say():
    """60,000 sold, 6,000 of it returned, 30,000 earned; mixed is 5,000 + 10 % of 54,000."""
    agreed = FeeTerms(
        only_fixed=20_000,
        only_commission=0.3,
        fixed=5_000,
        commission=0.1,
        kept=0.7,
        bonus=0.15,
        target=10_000,
    )
    level = Level(sales=60_000, net=54_000, earned=30_000)
    assert agreed.pays(FIXED, level) == 20_000
    assert agreed.pays(COMMISSION, level) == pytest.approx(0.3 * 54_000)
    assert agreed.pays(MIXED, level) == pytest.approx(10_400)
    assert agreed.pays(BONUS, level) == pytest.approx(0.7 * 10_400 + 0.15 * 9_600)
    assert agreed.pays(BONUS, replace(level, earned=0)) == pytest.approx(0.7 * 10_400)


def test_fee_and_commission_agree_with_the_monthly_table(cases):
    """The simulated first month of sales pays what the mixed model says of it."""
    found = cases["company_a"]
    names = ("sales", "returned_goods", "agency_commission", "agency_fee")
    season = {name: lines(found.study, found.regime, name)[0][0] for name in names}
    net = season["sales"] - season["returned_goods"]
    month = Level(sales=season["sales"], net=net, earned=0)
    assert terms(found).pays(MIXED, month) == pytest.approx(
        season["agency_commission"] + season["agency_fee"], abs=1
    )


def test_the_note_says_whose_terms_are_reckoned_with(engaged):
    (table,) = [b for b in business.fee_models(engaged["company_a"]) if isinstance(b, Table)]
    assert table.rows[2][0] == "Fixed fee and commission"
    assert table.note.startswith("Fixed fee and commission: the terms this plan reckons with")


@pytest.mark.parametrize("name", ["company_a", "appliance_good_oa"])
def test_a_fee_model_outside_the_published_range_says_so(cases, engaged, name):
    (table,) = [b for b in business.fee_models(engaged[name]) if isinstance(b, Table)]
    agreed, era = terms(cases[name]), cases[name].client.file.client.era
    models = {"monthly_fixed": agreed.only_fixed, "commission": agreed.only_commission}
    ranges = {fee: published(fee, era) for fee in models}
    outside = [fee for fee, (low, high) in ranges.items() if not low <= models[fee] <= high]
    assert table.note.count("outside the range") == len(outside) > 0


def test_only_what_changes_in_a_store_that_exists_is_paid_back(cases):
    """8,000 x 0.7 for a green channel, 3,000 more a month: the second month has it back."""
    client = cases["company_a"].client
    same, better = ((10_000.0,) * 3,), ((13_000.0,) * 3,)
    found = SimpleNamespace(
        is_new=False,
        stays_as_it_is=False,
        regime="green",
        client=client.with_settings("choice.change_cny=8000"),
        horizon=(date(2010, 7, 1), date(2010, 8, 1)),
        options={NOTHING: Option(NOTHING, same, 0.1), MANAGED: Option(MANAGED, better, 0.1)},
    )
    assert changing(found).paths == ((-2_600.0, 3_000.0, 3_000.0),)
    told = pay_back_words(found)
    assert told.startswith("What changes (CNY 5,600 once) has paid back in month 2 of 2.")
    assert "needs CNY 2,600 at its deepest" in told


def test_a_store_that_goes_on_as_it_is_has_nothing_to_pay_back(cases):
    found = cases["appliance_good_oa"]
    assert found.stays_as_it_is
    assert pay_back_words(found) == "The store goes on as it is: there is nothing to pay back."
    assert [one.value for one in cash_figures(found)] == ["none"]


@pytest.mark.parametrize("name", CLIENTS)
def test_a_model_that_is_advised_pays_for_the_agency_s_team_in_a_weak_month(cases, engaged, name):
    found = cases[name]
    (table,) = [b for b in business.fee_models(engaged[name]) if isinstance(b, Table)]
    profits = dict(zip(MODELS, [(row[2], row[4]) for row in table.rows], strict=True))
    assert paying_models(found) == [model for model in MODELS if min(profits[model]) >= 0]


@pytest.mark.parametrize(
    ("paying", "said"),
    [
        ([BONUS], "brings its interest nearer to yours, and pays for its team in a weak month"),
        ([FIXED], "in a usual and in a weak month this does: fixed fee only."),
        (
            [],
            "No fee model, a bonus on contribution included, pays for its team in both",
        ),
    ],
)
def test_a_bonus_is_advised_only_where_the_agency_can_live_on_it(
    cases, engaged, monkeypatch, paying, said
):
    monkeypatch.setattr(fee_model_pages, "paying_models", lambda business: paying)
    assert said in pay_words(cases["company_a"])
    monkeypatch.setattr(fees_page, "paying_models", lambda business: paying)
    terms = fees_page.contract_terms(engaged["company_a"])
    assert any("a bonus on contribution" in term for term in terms) == (BONUS in paying)


def test_a_store_that_needs_no_cash_ahead_has_no_month_of_payback(cases):
    found = cases["company_a"]
    assert [one.label for one in cash_figures(found)] == ["Paid back", "Most cash needed"]
    assert "95 % interval" in cash_figures(found)[1].detail
    option = SimpleNamespace(peak=(0.0, 0.0, 0.0))
    earning = SimpleNamespace(options={MANAGED: option}, is_new=True)
    (figure,) = cash_figures(earning)
    assert (figure.label, figure.value) == ("Cash needed ahead", "none")


def test_the_agencys_profit_is_told_at_the_rates_of_the_onboarding_plan(cases, engaged):
    """A team that costs 1,000 a month more for 26 months leaves 26,000 less."""
    side = AgencySide(cases["company_a"])
    stated = cases["company_a"].client.file.agency.monthly_cost_cny
    assert side.profit_at(stated + 1_000) == pytest.approx(side.profit_at(stated) - 26_000)
    (told,) = [b.text for b in business.agency_months(engaged["company_a"]) if isinstance(b, Prose)]
    assert "By the posts and rates of the onboarding plan, our estimates," in told
