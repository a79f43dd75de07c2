"""The command line: what it prints, what it writes, and what it says to bad input."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import COMPANY_A, ROOT, greenchannel, in_a_process

from playbook.commands import COMMANDS
from playbook.commands.documents import FITTED
from playbook.documents import DOCUMENTS
from playbook.documents.notebook_file import declared
from sim.client.regimes import REGIMES
from sim.results.drawn import SEASONS_A_WORLD
from sim.results.outcomes import OUTCOMES


def refused(*words, cwd=ROOT):
    """Run a command that must fail politely, and return what it said."""
    done = greenchannel(*words, cwd=cwd)
    assert done.returncode != 0
    return done.stderr


def test_a_problem_is_told_without_a_traceback():
    done = in_a_process("check", "data/clients/company_b.toml")
    assert done.returncode == 1
    assert done.stderr.startswith("data/clients/company_b.toml: no such file.")
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def compared():
    """Return the JSON of one comparison."""
    return json.loads(in_a_process("compare", COMPANY_A, "--replications", 3, "--json").stdout)


def test_compare_prints_one_object_of_the_agreed_shape(compared):
    assert list(compared) == ["client", "seed", "replications", "regimes", "differences"]
    assert (compared["client"], compared["seed"], compared["replications"]) == ("Company A", 1, 3)
    assert list(compared["regimes"]) == list(REGIMES)
    assert list(compared["differences"]) == [name for name in REGIMES if name != "oa"]


def test_every_outcome_stands_in_every_regime_with_its_band(compared):
    for name, regime in compared["regimes"].items():
        for outcome in OUTCOMES:
            found = regime[outcome]
            assert found is None or list(found) == ["mean", "low", "high", "p10", "p90"]
        assert [row["month"] for row in regime["sales_by_month_cny"]] == [
            "2010-08",
            "2010-09",
            "2010-10",
            "2010-11",
        ], name


def test_differences_name_their_baseline(compared):
    for difference in compared["differences"].values():
        assert difference["baseline"] == "oa"
        assert list(difference["sales_cny"]) == [
            *("mean", "low", "high", "p_better", "joint_low", "joint_high")
        ]


def test_what_does_not_exist_is_null(compared):
    """The OA chain decides nothing on its own authority, so nothing of it is at risk."""
    assert compared["regimes"]["oa"]["money_at_risk_cny"] is None


def test_the_months_add_up_to_the_sales(compared):
    for regime in compared["regimes"].values():
        months = sum(row["mean"] for row in regime["sales_by_month_cny"])
        assert months == pytest.approx(regime["sales_cny"]["mean"])


ONE_REGIME = ("compare", COMPANY_A, "--replications", 2, "--regime", "green", "--json")


@pytest.fixture(scope="module")
def plain():
    """Return the JSON of one regime beside the baseline."""
    return json.loads(greenchannel(*ONE_REGIME).stdout)


def test_one_regime_still_runs_the_baseline(plain):
    assert list(plain["regimes"]) == ["oa", "green"]


def test_a_setting_changes_the_world(plain):
    shut = json.loads(greenchannel(*ONE_REGIME, "--set", "charter.quota_cny=0").stdout)
    assert shut["regimes"]["green"]["sales_cny"] == plain["regimes"]["oa"]["sales_cny"]


def test_compare_shows_tables_to_people():
    done = greenchannel("compare", COMPANY_A, "--replications", 2)
    assert done.returncode == 0
    assert "capture_rate" in done.stdout
    assert "difference to oa" in done.stdout


IN_DOUBT = ("compare", COMPANY_A, "--uncertain", "--sobol", "--replications", 2)


@pytest.fixture(scope="module")
def in_doubt():
    """Return the JSON of two worlds with every input in doubt."""
    return json.loads(in_a_process(*IN_DOUBT, "--json").stdout)


def test_two_worlds_in_doubt_tell_the_gain_of_every_regime(in_doubt):
    assert (in_doubt["worlds"], in_doubt["seasons_a_world"]) == (2, SEASONS_A_WORLD)
    gains = {gain["regime"]: gain for gain in in_doubt["gains"]}
    assert list(gains) == [name for name in REGIMES if name != "oa"]
    assert all(gain["p10"] <= gain["p50"] <= gain["p90"] for gain in gains.values())


def test_every_input_in_doubt_has_its_worth_and_its_sobol_indices(in_doubt):
    inputs = set(in_doubt["inputs"])
    assert set(in_doubt["worth_of_knowing"]["inputs"]) == inputs
    assert set(in_doubt["sobol"]["inputs"]) == inputs
    assert in_doubt["sobol"]["regime"] == in_doubt["candidate"]
    totals = [index["total"]["share"] for index in in_doubt["sobol"]["inputs"].values()]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] > 0


def test_worlds_in_doubt_are_told_to_people(in_doubt):
    """The numbers are those of the JSON, read from what was kept of it."""
    told = greenchannel(*IN_DOUBT, COLUMNS="200").stdout
    assert f"gain over OA in 2 worlds, all {len(in_doubt['inputs'])} uncertain inputs" in told
    assert "what it is worth to know before choosing" in told
    assert f"what the spread of {in_doubt['candidate']} over OA comes from" in told
    assert f"By the rule these worlds name {in_doubt['regime']}." in told.replace("\n", " ")


@pytest.mark.parametrize("words", [(), ("--uncertain", "--replications", 1)])
def test_sobol_indices_without_drawn_worlds_are_refused(words):
    done = greenchannel("compare", COMPANY_A, "--sobol", *words)
    assert done.returncode == 2
    assert "it goes with --uncertain" in done.stderr


FITS = ROOT / "data" / "case" / "company_a_fits.toml"


@pytest.mark.parametrize("name", ["pitch", "charter", "business", "plan"])
def test_fits_that_are_given_reach_the_notebook_and_what_is_simulated_for_it(name, monkeypatch):
    asked = []
    monkeypatch.setattr("playbook.commands.order.fulfil", asked.append)
    said = greenchannel(name, COMPANY_A, "--fits", "data/case/company_a_fits.toml")
    assert said.returncode == 0, said.stderr
    (order,) = asked
    assert order.fits == str(FITS)
    assert order.parameters_of(name)["fits"] == str(FITS)


@pytest.mark.parametrize("name", ["charter", "business", "plan", "whatif"])
def test_fits_of_another_client_are_refused_before_anything_is_simulated(
    name, tmp_path, monkeypatch
):
    monkeypatch.delattr("playbook.engagement.engagement.compare_together")
    other = "data/clients/cosmetics_today.toml"
    told = refused(name, other, "--fits", FITS, "--out", tmp_path / "made")
    assert "these fits were made for another client, Company A" in told
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "beside", [("--regime", "green"), ("--seed", 1), ("--uncertain",), ("--fits", FITS)]
)
def test_scenarios_go_with_no_option_that_they_would_not_obey(beside, tmp_path):
    (tmp_path / "scenarios.json").write_text("{}", encoding="utf-8")
    told = refused("compare", COMPANY_A, "--scenario", tmp_path / "scenarios.json", *beside)
    assert f"--scenario does not go with {beside[0]}" in " ".join(told.split())


@pytest.mark.parametrize("name", FITTED)
def test_every_document_that_fits_have_a_say_in_can_be_told_them(name):
    notebook = ROOT / "notebooks" / f"{DOCUMENTS[name].notebook}.ipynb"
    assert "fits" in [parameter.name for parameter in declared(notebook)]


def test_latency_prints_the_agreed_object():
    words = ("latency", "data/chains/example.toml", "--requests", 50, "--json")
    found = json.loads(greenchannel(*words).stdout)
    assert list(found) == [
        "requests",
        "cycle_h",
        "cycle_working_h",
        "share_within_h",
        "steps",
        "without",
    ]
    assert list(found["share_within_h"]) == ["4", "8", "24", "72"]
    assert list(found["cycle_h"]) == ["mean", "p50", "p90", "p95"]
    assert {row["role"] for row in found["without"]} == {row["role"] for row in found["steps"]}


def test_latency_writes_one_row_a_task(tmp_path):
    log = tmp_path / "log.csv"
    greenchannel("latency", "data/chains/example.toml", "--requests", 20, "--log", log)
    head, *rows = log.read_text(encoding="utf-8").splitlines()
    assert head == "request_id,step_no,node_name,activated_at,started_at,decided_at,action"
    assert len({row.split(",")[0] for row in rows}) == 20


def test_latency_takes_a_client_too():
    found = json.loads(greenchannel("latency", COMPANY_A, "--requests", 30, "--json").stdout)
    assert found["requests"] == 30


def test_a_new_client_file_passes_check(tmp_path):
    assert in_a_process("new", "喆堃 Home & Co", cwd=tmp_path).returncode == 0
    (made,) = tmp_path.glob("*.toml")
    done = in_a_process("check", made.name, cwd=tmp_path)
    assert (done.returncode, "in order" in done.stdout) == (0, True)


def test_a_new_client_file_never_overwrites_one(tmp_path):
    greenchannel("new", "acme", cwd=tmp_path)
    before = (tmp_path / "acme.toml").read_bytes()
    assert "exists already" in refused("new", "acme", cwd=tmp_path)
    assert (tmp_path / "acme.toml").read_bytes() == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "=HYPERLINK('x')", "<script>", 'a"b\\c\nd'])
def test_a_hostile_name_is_data(name, tmp_path):
    """The file lies in this folder under a harmless name, and says the name as it is."""
    assert greenchannel("new", name, cwd=tmp_path).returncode == 0
    (made,) = tmp_path.iterdir()
    assert greenchannel("check", made.name, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "data/clients/company_b.toml"), "company_a.toml"),
        (("compare", "nowhere.toml"), "no such file"),
        (("compare", COMPANY_A, "--regime", "gren"), "Did you mean 'green'?"),
        (("compare", COMPANY_A, "--set", "charter.qouta_cny=1"), "Did you mean 'quota_cny'?"),
        (("compare", COMPANY_A, "--set", "charter.quota_cny=-1"), "greater than or equal to 0"),
        (("compare", COMPANY_A, "--set", "charter.quota_cny=true"), "must be a number"),
        (("compare", COMPANY_A, "--set", "quota=1"), "section.key=value"),
        (("compare", COMPANY_A, "--replications", "0"), "not in the range"),
        (("latency", "data/chains/example.toml", "--set", "a.b=1"), "settings change a client"),
        (("pich", COMPANY_A), "Did you mean 'pitch'?"),
        (("latency", "data/chains/example.toml", "--log", "no/such/folder/log.csv"), "written"),
    ],
)
def test_bad_input_is_told_with_its_remedy(words, said):
    assert said in refused(*words)


def test_check_names_the_country_whose_holidays_are_kept(tmp_path):
    """BY is Belarus; Bavaria is DE-BY."""
    text = (ROOT / "data/clients/loyal_house_today.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text.replace('"CN"', '"BY"'), encoding="utf-8")
    done = greenchannel("check", "a.toml", cwd=tmp_path)
    assert "public holidays of Belarus (BY)" in done.stdout


def test_check_tells_every_problem_at_once(tmp_path):
    text = Path(COMPANY_A).read_text(encoding="utf-8")
    text = text.replace("margin_share = 0.60", 'margin_share = "60 %"\nqouta = 1')
    text = text.replace("months = 4", "months = true")
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    told = refused("check", "bad.toml", cwd=tmp_path).splitlines()
    assert len(told) == 3
    assert all(line.startswith("bad.toml [") for line in told)


def test_a_pitch_that_cannot_be_written_is_refused_before_it_is_computed(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    told = refused("pitch", COMPANY_A, "--out", tmp_path / "file" / "pitch")
    assert "file" in told
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_help_shows_examples():
    for command in COMMANDS:
        assert "greenchannel" in greenchannel(command, "--help").stdout


def test_the_first_help_loads_no_heavy_library():
    """Numbers and notebooks are loaded when a command runs, not when it is looked up."""
    code = (
        "import sys\nfrom playbook.commands import main\n"
        "sys.argv = ['greenchannel', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy', 'pandas', 'rich', 'papermill', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_a_chain_file_without_steps_is_told_what_is_missing(tmp_path):
    """Not mistaken for a client file."""
    text = '[calendar]\nhours = ["09:00-12:00"]\nstart = 2024-01-01T09:00:00\n'
    (tmp_path / "chain.toml").write_text(text + "[requests]\nper_week = 50\n", encoding="utf-8")
    assert "[steps]: is missing" in refused("latency", "chain.toml", cwd=tmp_path)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    """A byte-order mark and carriage returns change nothing."""
    text = Path(COMPANY_A).read_text(encoding="utf-8").replace("\n", "\r\n")
    (tmp_path / "saved.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    for listed in ("company_a_skus.csv", "company_a_partners.csv"):
        shutil.copy(Path(COMPANY_A).with_name(listed), tmp_path)
    assert greenchannel("check", "saved.toml", cwd=tmp_path).returncode == 0


def test_check_refuses_what_the_plan_would_refuse(tmp_path):
    """Durations out of order, and a task that does not exist."""
    text = Path(COMPANY_A).read_text(encoding="utf-8")
    days = "task_days = { PF7 = [5, 3, 1], NOPE = [1, 2, 3] }\n\n[season]"
    (tmp_path / "bad.toml").write_text(text.replace("[season]", days), encoding="utf-8")
    told = refused("check", "bad.toml", cwd=tmp_path)
    assert "PF7" in told
    assert "NOPE" in told


@pytest.mark.parametrize("name", ['"  "', '"a\\u0007b"', '""'])
def test_check_refuses_a_name_that_nobody_can_read(name, tmp_path):
    text = (
        Path(COMPANY_A).read_text(encoding="utf-8").replace('name = "Company A"', f"name = {name}")
    )
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    assert "[client].name" in refused("check", "bad.toml", cwd=tmp_path)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_refused_with_the_range_by_every_command(seed):
    seeded = [name for name in COMMANDS if "--seed" in greenchannel(name, "--help").stdout]
    assert len(seeded) > 5
    for command in seeded:
        said = refused(command, COMPANY_A, "--seed", seed)
        assert f"'--seed': {seed} is not in the range 0<=x<=4294967295" in said, command


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("x" * 300, "no name of a file or folder has more than 255 bytes"),
        ("a\0b", "it holds characters that cannot be written"),
        (os.fsdecode(b"\xff"), "it holds characters that cannot be written"),
    ],
)
def test_a_path_that_no_file_can_have_is_refused_before_any_work(name, fault):
    told = greenchannel("new", "acme", "--out", name)
    assert (told.returncode, fault in " ".join(told.stderr.split())) == (2, True)


def test_check_reads_the_arrivals_that_a_chain_file_names(tmp_path):
    text = (ROOT / "data/chains/example.toml").read_text(encoding="utf-8")
    named = text.replace("per_working_hour = 1.25", 'file = "a.csv"')
    (tmp_path / "chain.toml").write_text(named, encoding="utf-8")
    (tmp_path / "a.csv").write_text("arrival_s;who\n10;x\nsoon;y\n-1;z\n", encoding="utf-16")
    told = refused("check", "chain.toml", cwd=tmp_path).splitlines()
    assert [line.split(":")[0] for line in told] == [
        "a.csv row 3 [arrival_s] = 'soon'",
        "a.csv row 4 [arrival_s] = '-1'",
    ]
