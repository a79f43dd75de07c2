"""The back-test: a figure is held by the interval of the mean, and wrong regimes are tried too."""

import pytest
from engagements import case, client_of, engaged

from playbook.documents import pitch
from playbook.documents.method.back_test_page import back_test_in_short, controls_words
from playbook.engagement.back_test import BackTest, back_test_of, missed, simulated_figure
from playbook.study.reported import HOLDS, LATEST, MISSES, OPEN, Figure, reported
from sim.client.schema import ReportedSection
from sim.results.breakdowns import RUN_OUT
from sim.results.comparison import Comparison, Summary
from sim.results.experiment import Results


def mean_of(low, high):
    """Return a mean with such an interval; single seasons scatter ten times as far."""
    mean, half = (low + high) / 2, (high - low) / 2
    return Summary(mean=mean, low=low, high=high, p10=mean - 10 * half, p90=mean + 10 * half)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(91, 109, HOLDS), (85, 95, OPEN), (80, 89, MISSES), (105, 115, OPEN), (111, 120, MISSES)],
)
def test_a_figure_of_100_is_held_by_a_mean_between_90_and_110(low, high, verdict):
    assert Figure(outcome="sales_cny", value=100.0).verdict(mean_of(low, high)) == verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(100, 900, HOLDS), (95, 105, OPEN), (80, 99, MISSES)]
)
def test_a_figure_over_100_is_held_by_a_mean_above_it(low, high, verdict):
    """Its band of seasons decides nothing: with 80 to 99 some of them lie above 100."""
    figure = Figure(outcome="online_share", value=100.0, at_least=True)
    assert figure.verdict(mean_of(low, high)) == verdict


def test_one_season_leaves_every_figure_open():
    one = Summary(mean=100.0, low=None, high=None, p10=100.0, p90=100.0)
    assert Figure(outcome="sales_cny", value=100.0).verdict(one) == OPEN


def test_only_what_the_client_reports_is_tested():
    told = ReportedSection(sales_cny=2e6, returning_share=0.1)
    found = [(one.outcome, one.value, one.at_least) for one in reported(told)]
    assert found == [("sales_cny", 2e6, False), ("returning_share", 0.1, True)]


def test_the_latest_month_is_the_last_of_the_season_and_not_the_run_out():
    """Two seasons sold 40 and 60 in November, and 900 after the season."""
    rows = [
        (number, "case", "sales", month, sold)
        for number, november in enumerate((40.0, 60.0))
        for month, sold in (("2010-10", 7.0), ("2010-11", november), (RUN_OUT, 900.0))
    ]
    told = Comparison(client="c", seed=1, results=Results.of_rows(rows))
    assert simulated_figure(told, "case", Figure(outcome=LATEST, value=50.0)).mean == 50.0


def test_a_wrong_regime_that_holds_as_many_figures_is_named():
    figures = (Figure(outcome="sales_cny", value=1.0), Figure(outcome="conversion", value=1.0))
    verdicts = {
        "oa": (MISSES, HOLDS),
        "plan": (OPEN, OPEN),
        "plan_green": (HOLDS, HOLDS),
        "case": (OPEN, HOLDS),
    }
    assert BackTest(figures=figures, verdicts=verdicts).as_good == ["oa", "plan_green"]


def told_of(verdicts):
    """Return what the page says of the regimes that were not in force."""
    figures = (Figure(outcome="sales_cny", value=1.0), Figure(outcome="conversion", value=1.0))
    return controls_words(BackTest(figures=figures, verdicts=verdicts))


def test_a_wrong_regime_that_holds_more_is_not_said_to_hold_as_many():
    told = told_of({"case": (OPEN, HOLDS), "oa": (HOLDS, HOLDS), "plan": (MISSES, HOLDS)})
    more, same = told.split(" Not in force, and holding as many: ")
    assert "holding more figures: OA as it is." in more
    assert same.startswith("quarterly plan without a channel.")
    assert told_of({"case": (OPEN, HOLDS), "oa": (OPEN, MISSES)}).startswith("No way of deciding")


def test_the_pitch_of_a_client_that_reports_says_what_the_model_understates():
    """100 reported, 50 and 60 simulated: the pitch says both, and on which side the model errs."""
    company_a = case()
    (callout,) = back_test_in_short(company_a)
    found = back_test_of(company_a)
    below, above = missed(company_a, found)
    assert callout in list(pitch.method(company_a))
    assert ("The model understates" in callout.text) == bool(below)
    assert ("The model overstates" in callout.text) == bool(above)
    assert below, "half a dozen runs are enough to see it"
    for figure in below:
        assert simulated_figure(company_a.comparison, "case", figure).mean < figure.value


def test_a_client_that_reports_nothing_is_told_of_no_back_test():
    assert back_test_in_short(engaged(client_of("cosmetics_today"))) == []
