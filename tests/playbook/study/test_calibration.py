"""Calibration: targets that make sense, fits that agree with them, and a file that says so."""

import json
from dataclasses import replace

import numpy as np
import pytest
from command_line import COMPANY_A, greenchannel

from playbook.clients.load import load_client
from playbook.study.calibration import search as searching
from playbook.study.calibration.calibrate import Wish, calibrated, search_of
from playbook.study.calibration.emulator import Emulator
from playbook.study.calibration.fits import as_text, check_fits, read_fits, values_of, write_fits
from playbook.study.calibration.inputs import inputs_of
from playbook.study.calibration.playing import Player, TargetMeans, as_sold, regime_in_force
from playbook.study.calibration.sales import read_sales
from playbook.study.calibration.search import agrees
from playbook.study.calibration.span import (
    fits_told,
    named_by_rule,
    over_fits,
    own_fits_are_left_out,
)
from playbook.study.calibration.targets import Target, targets_of
from playbook.study.recommendation import compare_client
from sim.messages import ProblemError

FOUR = "month,sales_cny\n2010-08,61000\n2010-09,169000\n2010-10,469000\n2010-11,1300000\n"


def company_a(*settings):
    return load_client(COMPANY_A, settings)


@pytest.fixture
def sold(tmp_path):
    """Write a file of monthly sales and read it."""

    def read(text, encoding="utf-8"):
        path = tmp_path / "sold.csv"
        path.write_text(text, encoding=encoding)
        return read_sales(path)

    return read


def by_name(targets):
    return {target.figure: target for target in targets}


def test_the_case_is_fitted_to_the_months_before_the_latest_which_is_held_out():
    """Near 2 million in all and 1.3 million in the latest month leave 0.7 million before it."""
    found = by_name(targets_of(company_a()))
    assert found["first_months"].value == 700_000
    held_out = [name for name, target in found.items() if target.held_out]
    assert held_out == ["latest_month", "online_share"]


def test_monthly_sales_are_fitted_month_by_month_and_the_last_one_is_held_out(sold):
    client = company_a("store.shops=0")
    found = by_name(targets_of(client, sold(FOUR)))
    assert found["first_months"].value == 699_000
    assert found["2010-09"].value == 169_000
    assert found["latest_month"].held_out


def test_a_single_month_may_lie_off_the_mean_by_what_seasons_scatter():
    month = Target(figure="2010-09", value=100.0, single=True, tolerance=0.1)
    assert month.with_luck(0.3).distance(139.0) < 1 < month.distance(139.0)


def test_a_figure_of_at_least_is_missed_from_below_only():
    share = Target(figure="online_share", value=0.4, at_least=True, tolerance=0.1)
    assert (share.distance(0.9), round(share.distance(0.36), 6)) == (0.0, 1.0)


def test_months_are_read_as_spreadsheets_write_them(sold):
    read = sold('month,sales_cny\n2010/8,61000\n2010年9月,￥169000\n2010-10-01,"469,000"\n')
    assert [month.isoformat() for month in read.months] == [
        "2010-08-01",
        "2010-09-01",
        "2010-10-01",
    ]
    assert read.amounts_cny == (61_000, 169_000, 469_000)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FOUR.replace("2010-09,169000\n", ""), "2010-09: this month is missing"),
        (FOUR + "2010-11,5\n", "2010-11: the same month stands there twice"),
        ("month,sales_cny\n2010-08,1\n2010-09,2\n", "2 months; at least 3 are needed"),
        (FOUR.replace("sales_cny", "sales_usd"), "another currency"),
        (FOUR.replace("61000", "$61000"), "another currency"),
        (FOUR.replace("61000", "-5"), "is no amount"),
        (FOUR.replace("2010-08", "August"), "is no month"),
        ("", "the file is empty"),
    ],
)
def test_sales_that_cannot_be_fitted_are_refused_with_the_reason(sold, text, told):
    with pytest.raises(ProblemError) as caught:
        sold(text)
    assert told in str(caught.value)


def test_sales_of_other_months_than_the_season_are_refused(sold):
    with pytest.raises(ProblemError, match=r"2011-08 to 2011-11 are not the first of the season"):
        targets_of(company_a(), sold(FOUR.replace("2010", "2011")))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (("reported.last_month_sales_cny=2500000",), "leaves nothing of the season's 2,000,000"),
        (("reported.online_share=0.7",), "is 0.40 of all, not over 0.70"),
        (("season.months=2", "season.switch_on=2010-09-10"), "2 months; at least 3 are needed"),
    ],
)
def test_reported_figures_that_contradict_one_another_are_refused(settings, told):
    with pytest.raises(ProblemError) as caught:
        targets_of(company_a(*settings))
    assert told in str(caught.value)


def test_sales_that_contradict_what_the_client_file_reports_are_refused(sold):
    with pytest.raises(ProblemError, match=r"contradicts \[reported\].sales_cny = 2,000,000"):
        targets_of(company_a(), sold(FOUR.replace("1300000", "800000")))


def test_a_client_that_reports_nothing_has_nothing_to_fit_to():
    with pytest.raises(ProblemError, match="nothing to fit to"):
        targets_of(load_client("data/clients/cosmetics_today.toml"))


def test_an_input_is_sought_in_its_own_range_unless_told_otherwise():
    found = {one.path: one for one in inputs_of(company_a(), ["store.growth_per_month=0.2:1.2"])}
    assert (found["store.repeat_share"].low, found["store.repeat_share"].high) == (0.08, 0.22)
    assert [path for path, one in found.items() if one.is_widened] == ["store.growth_per_month"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("store.growth_per_month=1.2:0.2", "is no range"),
        ("store.growth=0.1:0.2", "no such number of this client"),
    ],
)
def test_a_range_that_is_none_is_refused(text, told):
    with pytest.raises(ProblemError, match=told):
        inputs_of(company_a(), [text])


def test_the_setting_at_an_end_of_a_range_is_the_end():
    for one in inputs_of(company_a()):
        low, high = (float(one.setting(part).partition("=")[2]) for part in (0.0, 1.0))
        assert (low, high) == (one.low, one.high)


def test_offers_were_decided_as_the_client_dates_it_else_by_oa():
    assert regime_in_force(company_a()) == "case"
    assert regime_in_force(load_client("data/clients/cosmetics_today.toml")) == "oa"


def test_a_season_under_way_is_simulated_as_long_as_it_was_sold(sold):
    three = sold(FOUR.replace("2010-11,1300000\n", ""))
    assert as_sold(company_a(), three).file.season.months == 3


def test_an_emulator_of_a_product_of_powers_is_exact():
    """Its logarithm is linear in the logarithms of the inputs."""
    points = np.random.default_rng(1).random((40, 3))
    means = np.exp(points @ [[1.0, 2.0], [0.5, -1.0], [-3.0, 0.2]] + 4.0)
    emulator = Emulator.of(points[:30], means[:30])
    assert emulator.means(points[30:]) == pytest.approx(means[30:])
    assert emulator.doubt == pytest.approx(0.0, abs=1e-9)


class MadeUpPlayer:
    """A store whose months can be written down: visits x conversion x value, growing."""

    def __init__(self, client, targets):
        self.client, self.targets, self.regime, self.seed = client, targets, "case", 1

    def play(self, settings, seasons):
        told = {path: float(value) for path, _, value in (one.partition("=") for one in settings)}
        organic = 30 * told["store.organic_visits_per_day"] * told["store.order_value_cny"] * 0.03
        months = [organic * (1 + told["store.growth_per_month"]) ** nth for nth in range(4)]
        known = {"first_months": sum(months[:3]), "latest_month": months[3]}
        means = np.array([known.get(target.figure, target.value) for target in self.targets])
        return TargetMeans(means=means, scatter=np.zeros(len(means)))


def made_up(*ranges, wanted=10):
    client = company_a()
    wish = Wish(ranges=ranges, wanted=wanted, seasons=20)
    found = search_of(client, wish)
    return replace(found, player=MadeUpPlayer(client, found.player.targets))


@pytest.fixture(autouse=True, scope="module")
def few_points():
    """Let the emulator look at fewer points than a client is worth."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "DRAWN", 2**11)
        yield


GROWTH = "store.growth_per_month=0.2:3"


@pytest.fixture(scope="module")
def fits():
    return calibrated(made_up(GROWTH))


def test_every_fit_agrees_with_what_it_was_fitted_to(fits):
    assert len(fits.fits) == 10
    assert all(agrees(fits.targets, fit) for fit in fits.fits)


def test_the_held_out_month_decides_over_no_fit(fits):
    """Without a look at it some fits miss it, and some do not."""
    assert 0 < len(fits.holding_all) < len(fits.fits)


def test_the_search_can_be_made_again(fits):
    assert calibrated(made_up(GROWTH)) == fits


def test_where_nothing_agrees_the_range_that_must_give_is_named():
    """Sold was 0.7 million in three months; with few visits at the most value it is a third."""
    with pytest.raises(ProblemError) as caught:
        calibrated(made_up("store.organic_visits_per_day=50:60"))
    told = str(caught.value)
    assert "sales of all months before the latest by -" in told
    assert "store.organic_visits_per_day = 60" in told
    assert "store.order_value_cny = 210" in told


def test_where_no_fit_holds_the_last_month_the_nearest_point_says_which_range_must_give():
    """Growth of 0.7 makes of 0.7 million a fourth month of 0.67 million, not 1.3."""
    found = calibrated(made_up())
    assert found.holding_all == ()
    assert found.nearest.ends["store.growth_per_month"] == 0.7


def test_a_set_of_fits_is_read_as_it_was_written(fits, tmp_path):
    path = tmp_path / "fits.toml"
    write_fits(fits, path, "greenchannel calibrate")
    read = read_fits(path)
    assert [fit.settings for fit in read.fits] == [fit.settings for fit in fits.fits]
    assert (read.targets, read.inputs, read.world) == (fits.targets, fits.inputs, fits.world)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('made_by = "greenchannel calibrate"', ""), "is no set of fits"),
        (("seasons = 20", "seasons = 0"), "seasons"),
        (("values = [", "values = [1.0, "), "not one value for each input"),
    ],
)
def test_a_file_that_is_no_set_of_fits_is_refused(fits, tmp_path, change, told):
    path = tmp_path / "fits.toml"
    path.write_text(as_text(fits, "").replace(*change), encoding="utf-8")
    with pytest.raises(ProblemError, match=told):
        read_fits(path)


@pytest.mark.parametrize(
    ("client", "settings", "told"),
    [
        ("cosmetics_today", (), "made for another client, Company A"),
        ("company_a", ("store.repeat_share=0.1",), "store.repeat_share: this key is fitted"),
    ],
)
def test_fits_of_another_client_and_settings_of_what_is_fitted_are_refused(
    fits, client, settings, told
):
    loaded = load_client(f"data/clients/{client}.toml", settings)
    with pytest.raises(ProblemError, match=told):
        check_fits(fits, loaded, "fits.toml")


def test_fits_of_another_state_of_the_clients_file_are_refused(fits):
    with pytest.raises(ProblemError, match="another state of this client's file"):
        check_fits(replace(fits, world="0"), company_a(), "fits.toml")


def test_what_the_client_decides_may_change_under_its_fits(fits):
    assert check_fits(fits, company_a("charter.quota_cny=1000"), "fits.toml") is fits


def test_the_command_refuses_to_write_over_another_file(tmp_path):
    other = tmp_path / "acme.toml"
    other.write_text("a = 1\n")
    said = greenchannel("calibrate", COMPANY_A, "--out", other)
    assert said.returncode == 1
    assert "is no set of fits" in said.stderr


def test_the_command_keeps_the_set_and_tells_the_error_of_the_month_held_out(tmp_path, monkeypatch):
    """On so few points and seasons that it says nothing of the case, only of the command."""
    for name, few in (("SPREAD", 64), ("NEARER", 2), ("FEW", 1)):
        monkeypatch.setattr(searching, name, few)
    out = tmp_path / "fits.toml"
    words = ("--wanted", "1", "--replications", "20", "--tolerance", "0.3", "--out", out)
    words += ("--workers", "2", "--engine", "kernel")
    said = greenchannel("calibrate", COMPANY_A, *words)
    assert said.returncode == 0, said.stderr
    assert "The last month was held out" in said.stdout
    (fit,) = read_fits(out).fits
    assert 200 <= values_of(fit)["store.organic_visits_per_day"] <= 900


@pytest.fixture(scope="module")
def case_fits():
    return fits_told(company_a())


def test_company_a_carries_its_set_and_the_case_forces_one_range_wider(case_fits):
    assert [one.path for one in case_fits.widened] == ["store.growth_per_month"]
    assert len(case_fits.holding_all) < len(case_fits.fits)


def test_fits_of_company_a_can_be_made_again(case_fits):
    """Two of them; where the model has changed, the command in the file's head makes it anew."""
    client = company_a()
    player = Player(client=client, targets=case_fits.targets, regime="case", seed=case_fits.seed)
    for fit in (case_fits.fits[0], case_fits.fits[-1]):
        again = player.play(fit.settings, case_fits.seasons)
        assert again.means == pytest.approx(fit.means, rel=1e-3)


def test_workers_and_engine_that_are_wished_for_play_the_seasons():
    player = search_of(company_a(), Wish(workers=3, engine="simpy")).player
    assert (player.workers, player.engine) == (3, "simpy")


def test_both_engines_make_the_same_of_a_fit(case_fits):
    player = Player(client=company_a(), targets=case_fits.targets, regime="case", seed=1)
    settings = case_fits.fits[0].settings
    other = replace(player, engine="simpy").play(settings, 2)
    assert (other.means == player.play(settings, 2).means).all()


def test_a_file_of_fits_that_is_not_there_or_of_another_state_is_left_out():
    for settings in (('reported.fits="elsewhere.toml"',), ("store.repeat_share=0.1",)):
        client = company_a(*settings)
        assert fits_told(client) is None
        assert own_fits_are_left_out(client)


def test_the_span_over_fits_goes_from_the_lowest_mean_gain_to_the_highest(case_fits):
    two = replace(case_fits, fits=case_fits.fits[:2])
    over = over_fits(company_a(), two, names=("green",), replications=3)
    gains = [
        compare_client(company_a(*fit.settings), replications=3, names=("green",))
        .difference("green", "contribution_cny")
        .mean
        for fit in two.fits
    ]
    assert over.span("green") == (min(gains), max(gains))
    assert sum(named_by_rule(company_a(), over).values()) == len(gains)


def test_compare_tells_the_regimes_over_the_fits(tmp_path, case_fits):
    path = tmp_path / "two.toml"
    write_fits(replace(case_fits, fits=case_fits.fits[:2]), path, "")
    words = ("compare", COMPANY_A, "--regime", "green", "--replications", "3", "--fits", path)
    told = greenchannel(*words)
    assert "contribution against oa over 2 fits" in told.stdout
    read = json.loads(greenchannel(*words, "--json").stdout)
    span = read["fits"]["contribution_cny"]["green"]
    assert span["lowest"] <= span["median"] <= span["highest"]


def test_compare_refuses_fits_of_another_client(tmp_path, case_fits):
    path = tmp_path / "fits.toml"
    write_fits(case_fits, path, "")
    said = greenchannel("compare", "data/clients/cosmetics_today.toml", "--fits", path)
    assert (said.returncode, said.stdout) == (1, "")
    assert "made for another client, Company A" in said.stderr
