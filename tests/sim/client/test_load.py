"""Client files: what is refused, in which words, and where each number comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from worlds import client_in

from sim.client.files import find_file
from sim.client.regimes import regimes_of
from sim.messages import Problem, ProblemError, did_you_mean
from sim.model.units import DAY, fen
from sim.results.experiment import Experiment

A = "data/clients/company_a.toml"
TEXT = Path(A)


@pytest.fixture
def edited(tmp_path):
    """Return a function that writes company A with one line changed and returns its path."""
    plain = (Path(__file__).resolve().parents[3] / A).read_text(encoding="utf-8")

    def write(old: str = "", new: str = "") -> Path:
        assert old in plain
        path = tmp_path / "client.toml"
        path.write_text(plain.replace(old, new, 1), encoding="utf-8", newline="\n")
        return path

    return write


@pytest.mark.parametrize("name", ["company_a", "cosmetics_today", "appliance_good_oa"])
def test_every_client_of_the_project_is_sound(name):
    """It loads, and each of its numbers says where it comes from."""
    client = client_in(f"data/clients/{name}.toml")
    assert client.scenario.kinds
    assert all(assumption.basis and assumption.source for assumption in client.assumptions)
    assert client.files[0][0] == f"{name}.toml"
    assert len(client.files[0][1]) == 64


REFUSED = [
    ("charter.qouta_cny=5", r"qouta_cny = 5: no such setting\. Did you mean 'quota_cny'\?"),
    ("chartre.quota_cny=5", r"\[chartre\].*Did you mean 'charter'\?"),
    ("charter.quota_cny=-1", r"\[charter\]\.quota_cny = -1: .*greater than or equal to 0"),
    ("charter.quota_cny=true", r"quota_cny = true: must be a number, without quotes"),
    ('charter.quota_cny="50000"', r"quota_cny = '50000': must be a number, without quotes"),
    ("charter.quota_cny=nan", r"quota_cny = nan: .*finite"),
    ("charter.quota_cny=inf", r"quota_cny = inf: .*"),
    ("charter.quota_cny=1e13", r"quota_cny = 1\d+\.0: .*less than or equal"),
    ('charter.instruments=["gifts"]', r"instruments = 'gifts': no kind.*Did you mean 'gift'\?"),
    ('charter.kinds_excluded=["groupbuy"]', r"kinds_excluded = 'groupbuy'.*'group_buy'"),
    ("store.margin_share=1.2", r"margin_share = 1\.2: .*less than 1"),
    ("store.order_value_cny=0", r"order_value_cny = 0: .*equal to 0\.01\. In CNY"),
    ("store.order_value_cny=-150", r"order_value_cny = -150: .*equal to 0\.01"),
    ("offers.window_factor=0", r"window_factor = 0: .*equal to 0\.01\. A multiple"),
    ("offers.rate_factor=1e9", r"rate_factor = 1000000000\.0: .*less than or equal to 100"),
    ("offers.kinds=[]", r"kinds = \[\]: the catalogue is empty"),
    ('offers.kinds=["groupbuy"]', r"kinds = 'groupbuy': no such kind in era 2010\. Did you mean"),
    ("office.days=[]", r"\[office\]\.days = \[\]: .*at least 1"),
    ('office.days=["funday"]', r"\[office\]\.days\.#1 = 'funday'"),
    ("office.hours=[]", r"\[office\]\.hours = \[\]: .*at least 1"),
    ('office.hours=["09:00-12:00","11:00-13:00"]', r"hours of one day overlap"),
    ('office.hours=["12:00-09:00"]', r"#1 = '12:00-09:00': the hours end before they begin"),
    ('office.hours=["9 to 5"]', r"#1 = '9 to 5': hours are written as HH:MM-HH:MM"),
    ('office.holidays="XX"', r"holidays = 'XX': no such country"),
    ("chain.classes=[]", r"\[chain\]\.classes = \[\]: .*at least 1"),
    ("chain.classes=[{up_to_cny=1000, roles=[]}]", r"#1\.roles = \[\]: .*at least 1"),
    ('chain.classes=[{up_to_cny=9, roles=["cfoo"]}]', r"'cfoo': no such approver\. Did"),
    (
        'chain.classes=[{up_to_cny=9, roles=["cfo"]}, {up_to_cny=9, roles=["gm"]}]',
        r"#2\.up_to_cny = 9.*classes rise",
    ),
    ('chain.classes=[{up_to_cny=9, roles=["cfo", "cfo"]}]', r"a role signs once in a chain"),
    ('chain.dropped=["ecom_manager", "finance_check"]', r"#1\.roles: nobody is left to sign"),
    ('chain.dropped=["cto"]', r"\[chain\]\.dropped = 'cto': no such approver"),
    ("chain.approvers.gm.people=0", r"gm\.people = 0: .*greater than or equal to 1"),
    ("chain.approvers.gm.absence_share=1", r"gm\.absence_share = 1: .*less than 1"),
    ('chain.approvers.gm.looks=["noon"]', r"gm\.looks = 'noon': a time is written as HH:MM"),
    ("chain.rework_rounds=4", r"rework_rounds = 4: .*less than or equal to 3"),
    ("season.months=0", r"\[season\]\.months = 0: .*greater than or equal to 1"),
    ("season.start=2010-08-02", r"starts on the first of one\. Write 2010-08-01"),
    ('season.start="2010-08-01"', r"start = '2010-08-01': must be a date such as .*without quotes"),
    ("season.start=9999-12-01", r"\[season\]\.start = 9999-12-01: calendars reach from 1990"),
    ("project.start_date=0001-01-01", r"start_date = 0001-01-01: calendars reach from 1990"),
    ("project.go_live=2010-05-01", r"go_live = '2010-05-01': must come after start_date"),
    ("season.switch_on=2011-01-01", r"switch_on = '2011-01-01': must lie after the season"),
    ('client.era="2011"', r"'2011' is not an era"),
    ("charter.quota_cny", r"--set charter\.quota_cny: a setting is written as section\.key=value"),
    ("quota=5", r"--set quota=5: a setting is written as section\.key=value"),
    ("store.margin_share.low=5", r"low: 'margin_share' is not a section"),
    (
        'offers.own=[{id="x", name="x", rate_per_month=1, window_h=[8,4], cost_cny=[1,2],'
        " visitors=[1,2], conversion_share=0.1}]",
        r"own\.x\.window_h = \[8\.0, 4\.0\]: the 90th percentile lies below the median",
    ),
    (
        'offers.own=[{id="x", name="x", rate_per_month=1, window_h=[0,4], cost_cny=[1,2],'
        " visitors=[1,2], conversion_share=0.1}]",
        r"own\.#1\.window_h\.#1 = 0: .*equal to 0\.01\. In hours",
    ),
    (
        'offers.own=[{id="group_buy", name="x", rate_per_month=1, window_h=[3,4], cost_cny=[1,2],'
        " visitors=[1,2], conversion_share=0.1}]",
        r"own = 'group_buy': this kind exists already",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "message"), REFUSED, ids=[s for s, _ in REFUSED])
def test_a_bad_setting_is_refused_with_file_key_value_and_rule(setting, message):
    """The same checks hold for what a file says: a setting is written into its tree."""
    with pytest.raises(ProblemError, match=message):
        client_in(A, [setting])


def test_all_problems_of_a_file_are_told_at_once(edited):
    """One line each: four keys, four problems."""
    settings = ["charter.qouta_cny=5", "store.margin_share=2", "season.months=0", "office.days=[]"]
    with pytest.raises(ProblemError) as caught:
        client_in(edited(), settings)
    assert len(caught.value.problems) == 4
    assert len(str(caught.value).splitlines()) == 4


def test_problems_across_keys_are_told_together_too():
    """An unknown kind, an unknown role and a wrong date."""
    settings = [
        'offers.kinds=["groupbuy"]', 'chain.dropped=["cto"]', "season.start=2010-08-02"
    ]  # fmt: skip
    with pytest.raises(ProblemError) as caught:
        client_in(A, settings)
    assert len(caught.value.problems) == 3


def test_a_missing_file_is_named_with_the_nearest_known_one():
    """Tried against the working folder, then the project."""
    with pytest.raises(
        ProblemError, match=r"company_b\.toml: no such file\. Did you mean '.*company"
    ):
        client_in("data/clients/company_b.toml")


def test_a_client_is_found_by_its_bare_name_from_any_folder(tmp_path, monkeypatch):
    """The project's own clients travel with it."""
    monkeypatch.chdir(tmp_path)
    assert client_in("company_a.toml").file.client.name == "Company A"
    assert client_in(A).file.client.name == "Company A"


def test_a_file_that_is_not_toml_names_the_line(edited):
    """And what a line looks like."""
    with pytest.raises(ProblemError, match=r"not valid TOML: .*line 6.*texts stand in quotes"):
        client_in(edited('name = "Company A"', "name = Company A"))


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_file_in_another_encoding_is_the_same_client(encoding, tmp_path):
    """GBK is usual on Chinese Windows."""
    text = find_file(A).read_text(encoding="utf-8").replace("Company A", "甲公司")
    path = tmp_path / "other.toml"
    path.write_bytes(text.encode(encoding))
    assert client_in(path).file.client.name == "甲公司"


def test_a_missing_era_and_missing_keys_are_named(edited):
    """Defaults are the era's: without it nothing can be completed."""
    with pytest.raises(ProblemError, match=r"\[client\]\.era: the era is missing"):
        client_in(edited('era = "2010"', ""))
    with pytest.raises(ProblemError, match=r"\[store\]\.margin_share: is missing"):
        client_in(edited("margin_share = 0.60", ""))


def test_a_section_that_is_a_number_is_refused(edited):
    """``client = 5`` at the top of the file."""
    with pytest.raises(ProblemError, match=r"\[client\]\.era: the era is missing"):
        client_in(edited("[client]\n", "client = 5\n[other]\n"))


def test_a_quota_of_zero_is_legal():
    """It means: everything to OA."""
    assert client_in(A, ["charter.quota_cny=0"]).file.charter.quota_cny == 0


def test_a_go_live_on_a_rest_day_is_a_warning_and_no_error():
    """So is a year whose moved workdays are not announced yet."""
    client = client_in(A, ["project.go_live=2010-07-31"])
    assert list(map(str, client.warnings)) == ["project.go_live = 2010-07-31 is a rest day."]
    later = client_in(A, ["season.start=2050-08-01", "season.switch_on=2050-10-01"]).warnings
    assert any("not announced yet" in str(warning) for warning in later)


def test_a_number_far_from_what_is_usual_is_a_warning_that_says_what_is():
    """Hours given as minutes: legal, and most likely a slip."""
    told = [str(each) for each in client_in(A, ["chain.resubmission_h=120"]).warnings]
    assert told == ["chain.resubmission_h = 120 is far from what is usual, 1 to 8."]


def test_a_number_of_a_kind_far_from_what_is_usual_is_a_warning_too():
    told = client_in(A, ["offers.numbers.group_buy.window_h=4000"]).warnings
    assert any("group_buy.window_h = 4000 is far from" in str(each) for each in told)


@pytest.mark.parametrize("name", ["company_a", "cosmetics_today", "appliance_good_oa"])
def test_no_client_of_the_project_states_an_unusual_number(name):
    told = client_in(f"data/clients/{name}.toml").warnings
    assert not [each for each in told if "usual" in str(each)]


def test_a_known_client_takes_settings_without_its_file(edited):
    """Its file may have changed since, or gone; what it said then counts."""
    path = edited()
    client = client_in(path, ["charter.quota_cny=5000"])
    path.unlink()
    changed = client.with_settings("store.shops=3")
    assert changed.settings == ("charter.quota_cny=5000", "store.shops=3")
    assert (changed.file.charter.quota_cny, changed.file.store.shops) == (5000, 3)
    assert client.file.store.shops != 3
    assert changed.with_settings("store.shops=4").file.store.shops == 4


def test_a_wrong_setting_of_a_known_client_is_refused():
    with pytest.raises(ProblemError, match=r"\[charter\]\.qouta_cny = 5: no such setting"):
        client_in(A).with_settings("charter.qouta_cny=5")


def test_settings_reach_the_world():
    """Units are converted once: CNY to fen, dates to day numbers."""
    client = client_in(A, ["charter.quota_cny=5000", "supply.api_from=2010-08-11"])
    regime = regimes_of(client.file, client.scenario)["green"]
    assert regime.charter.quota == fen(5000)
    assert client.scenario.supply.api_from == 10
    assert client.settings == ("charter.quota_cny=5000", "supply.api_from=2010-08-11")


def test_what_the_file_states_is_the_clients_and_the_rest_has_its_source():
    """The basis of an assumption that a file overrides is CLIENT."""
    told = {a.path: a for a in client_in(A, ["chain.hurdle_share=0.3"]).assumptions}
    assert (told["chain.hurdle_share"].basis, told["chain.hurdle_share"].value) == ("CLIENT", 0.3)
    assert told["agency.self_interest"].basis == "EXPERT"
    assert told["store.margin_share"].basis == "CLIENT"


def test_the_season_of_company_a_is_four_full_months_of_the_chinese_calendar():
    """August to November 2010: 122 days; National Day is off, 9 October is worked."""
    world = client_in(A).scenario
    assert world.days == 122
    clock = world.chain.approvers["finance"].clock
    national_day, make_up = ((9 - 8) * 30 + 31, 69)
    assert world.date_of(national_day).isoformat() == "2010-10-01"
    assert world.date_of(make_up).isoformat() == "2010-10-09"
    worked = {day: clock.between(day * DAY, (day + 1) * DAY) for day in (national_day, make_up)}
    assert worked == {national_day: 0, make_up: 8 * DAY // 24}


def test_a_chain_too_slow_for_every_calendar_is_a_problem_and_no_traceback():
    """A hundred times slower approvers: the message names the remedy."""
    client = client_in(A, ["chain.attention_factor=100"])
    chosen = {"oa": regimes_of(client.file, client.scenario)["oa"]}
    slow = Experiment(scenario=client.scenario, regimes=chosen, seed=1, replications=1)
    with pytest.raises(ProblemError, match=r"Company A: .* do not fit the calendar.*keep up"):
        slow.run()


def test_a_problem_reads_as_place_value_rule_and_remedy():
    """One sentence each, whatever was left out."""
    full = Problem(where="a.toml", field="[x].y", value=5, rule="is wrong", remedy="Mend it")
    assert str(full) == "a.toml [x].y = 5: is wrong. Mend it."
    assert str(Problem(where="a.toml", rule="is empty")) == "a.toml: is empty."
    long = Problem(where="a.toml", value="x" * 200, rule="too long")
    assert len(str(long)) < 110


def test_the_nearest_word_is_suggested_and_all_words_where_none_is_near():
    """Sorted, so that the message is the same everywhere."""
    assert str(did_you_mean("hurdel", ["quota", "hurdle"])) == "Did you mean 'hurdle'?"
    assert str(did_you_mean("zzz", ["quota", "hurdle"])) == "Known: hurdle, quota."


def test_days_and_hours_are_the_same_however_they_are_written(edited):
    """As they stand in a client's own sheet."""
    days = edited('days = ["mon", "tue", "wed", "thu", "fri"]', 'days = ["周一至周五"]')
    hours = edited('"09:00-12:00", "13:00-18:00"', '"９：００～１２：００", "13:00至18:00"')
    plain = client_in(A).scenario
    assert client_in(days).scenario == plain
    assert client_in(hours).scenario == plain


def test_hours_over_midnight_are_noted(edited):
    night = client_in(edited('"09:00-12:00", "13:00-18:00"', '"22:00-06:00"'))
    assert any("22:00-06:00 run over midnight" in str(note) for note in night.warnings)
