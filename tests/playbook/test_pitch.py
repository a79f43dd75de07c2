"""The pitch's sentences follow the numbers: changed inputs change them, and none contradicts."""

import re

import pytest

from playbook import pitch
from playbook.blocks import Callout, Chart, Table
from playbook.pitch.answer import headline, title
from playbook.regime_words import REGIMES
from playbook.wording import money
from sim.loader import load_client
from sim.problems import ProblemError
from sim.regime_catalogue import SIX

CLIENTS = ("company_a", "cosmetics_today", "appliance_good_oa")


@pytest.fixture(scope="module", params=CLIENTS)
def case(request):
    """Return one client's case on a dozen seasons."""
    return pitch.pitch_case(f"data/clients/{request.param}.toml", replications=12)


def texts(blocks):
    """Return all text of some blocks."""
    return "\n".join(str(block) for block in blocks)


def test_the_title_recommends_what_the_rule_recommends(case):
    """A title that keeps the chain and a rule that leaves it would contradict each other."""
    assert ("keep its OA chain" in title(case)) == case.recommendation.stays_with_oa


def test_the_headline_states_the_paired_gain(case):
    assert money(case.gain.mean, signed=True) in headline(case)


def test_the_headline_never_calls_a_doubtful_gain_a_gain(case):
    if not case.gain.is_sure:
        assert case.recommendation.stays_with_oa
        assert "cannot be told from nothing" in headline(case)


def test_the_table_of_options_names_every_regime(case):
    (table,) = (block for block in pitch.regimes(case) if isinstance(block, Table))
    assert {row[0] for row in table.rows} >= {REGIMES[name] for name in SIX}


def test_the_chart_of_options_shows_the_numbers_of_the_comparison(case):
    (chart,) = (block for block in pitch.regimes(case) if isinstance(block, Chart))
    for point in chart.data["points"]:
        found = case.comparison.difference(point["key"], "contribution_cny")
        assert (point["value"], point["low"], point["high"]) == (found.mean, found.low, found.high)


def test_the_kinds_add_up_to_the_offers_of_a_season(case):
    """The table by kind holds every offer that the comparison counted."""
    tables = [block for block in pitch.by_kind(case) if isinstance(block, Table)]
    offered = sum(row[1] for row in tables[0].rows)
    seasons = case.seasons("oa")
    counted = sum(sum(season.fates.values()) for season in seasons) / len(seasons)
    assert offered == pytest.approx(counted)


def test_the_causes_add_up_to_the_wait_that_is_told(case):
    (chart,) = (block for block in pitch.by_cause(case) if isinstance(block, Chart))
    waits = [case.comparison.summary("oa", f"waiting_{cause}_h").mean for cause in _causes()]
    assert sum(chart.data["values"]) == pytest.approx(sum(waits))


def _causes():
    return ("rework", "absence", "off_duty", "contention", "attention")


def test_one_offer_is_told_in_the_order_of_time(case):
    for block in pitch.one_offer(case):
        if isinstance(block, Table):
            assert block.rows[0][1] == "the platform offers"


def test_when_oa_wins_the_page_says_so(case):
    """The verdict of each world follows its interval."""
    (table,) = (block for block in pitch.when_oa(case) if isinstance(block, Table))
    for _, gain, _, _, _, verdict in table.rows:
        if verdict == "OA as it is":
            assert gain < 0
        elif verdict != "no sure difference":
            assert gain > 0


def test_a_client_without_reported_results_gets_no_back_test(case):
    told = case.client.file.reported is not None
    assert bool(len(pitch.back_test(case))) == told


def test_the_back_test_says_that_the_case_identifies_nothing():
    case = pitch.pitch_case("data/clients/company_a.toml", replications=6)
    (callout,) = (block for block in pitch.back_test(case) if isinstance(block, Callout))
    assert "does not identify" in callout.text


def test_every_assumption_stands_on_the_method_page_with_its_basis(case):
    tables = [block for block in pitch.method(case) if isinstance(block, Table)]
    assert len(tables[0].rows) == len(case.client.assumptions)
    assert {row[4] for row in tables[0].rows} <= {"SEED", "SOURCED", "EXPERT", "MEASURED", "CLIENT"}


def test_an_english_pitch_holds_no_other_script(case):
    """A glyph that the reader's machine may lack has no place in an English page."""
    pages = [getattr(pitch, name)(case) for name in ("cover", "answer", "charter", "method")]
    assert not re.search(r"[一-鿿]", "".join(map(texts, pages)))


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (("offers.rate_factor=0", "offers.campaigns=false"), "no offer comes"),
        (("store.margin_share=0.0001", "agency.self_interest=0"), "files none of the offers"),
    ],
)
def test_a_client_with_nothing_to_decide_is_told_so(settings, why):
    client = load_client("data/clients/company_a.toml", settings)
    with pytest.raises(ProblemError, match=f"{why}.*nothing to decide"):
        _ = pitch.PitchCase(client, 1, 2, 1).comparison


def test_a_season_of_one_month_makes_a_pitch():
    """No line can be drawn through one month; the rest of the page stands."""
    client = load_client(
        "data/clients/cosmetics_today.toml", ["season.months=1", "season.start=2026-10-01"]
    )
    told = pitch.sales(pitch.PitchCase(client, 1, 3, 1))
    assert not [block for block in told if isinstance(block, Chart)]


@pytest.mark.parametrize("wrong", [{"replications": 0}, {"workers": 0}, {"seed": -1}])
def test_a_method_that_cannot_be_run_is_refused(wrong):
    with pytest.raises(ProblemError, match="a whole number from"):
        _ = pitch.pitch_case("data/clients/company_a.toml", **wrong).comparison
